/** A risk in words. */
import { listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { dayAndTime } from '../../results/format/date.ts';
import { duration } from '../../results/format/time.ts';
import { doubted } from '../../results/format/doubted.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { TimeToNext } from '../../report/read-back/time-to-next.ts';
import type { SheetPart } from '../draw/sheet.ts';
import type { Risk } from '../state/risks.ts';
import { spanWords } from './span-words.ts';

/** Two digits: it is a forecast. */
const ROUGH = 0.05;

/** `170 years`, `3.1 months`. */
const rough = (hours: number): string => duration(hours, hours * ROUGH).replace(/\.0(?=\D)/, '');

/** `2 to 170 years`, `in 3 months`, `11 years or never`. */
export function nextWords({ low, high }: TimeToNext): string {
  if (!Number.isFinite(low)) return 'never, as it stands';
  if (low === high) return `in ${rough(low)}`;
  if (!Number.isFinite(high)) return `${rough(low)} or never`;
  return spanWords(rough(low), rough(high));
}

export const sumWords = (estimate: Estimate, currency: string): string =>
  doubted(money(estimate.value, currency, estimate.standardError), estimate);

/** What is known of one risk. */
export function riskParts({ view, given, cost, share }: Risk, currency: string, unit: string): readonly SheetPart[] {
  const goal = given?.goal ?? null;
  const against = view?.against ?? [];
  return [
    ...(view?.sentences ?? []).map((text): SheetPart => ({ kind: 'words', text })),
    ...(given === null
      ? ([{ kind: 'words', text: 'What it does if it happens was not played yet.', tone: 'quiet' }] as const)
      : goal === null
        ? ([{ kind: 'words', text: `If it happens (${dayAndTime(given.begins)}), no goal goes down.` }] as const)
        : ([
            {
              kind: 'words',
              text: `If it happens (${dayAndTime(given?.begins ?? '')}), ${goal.id} goes down in ${percent(goal.down.value, goal.down.standardError)} of cases${goal.middleHours > 0 ? `, for ${duration(Number(goal.middleHours.toPrecision(3)))} in the middle of all` : ''}.`,
            },
          ] as const)),
    {
      kind: 'words',
      text:
        against.length === 0
          ? 'No control stands against it.'
          : `Against it: ${listed(
              against.map(({ control, level }) => `${control} ${level}`),
              6,
            )}.`,
    },
    ...(cost === null
      ? []
      : ([
          {
            kind: 'words',
            text: `It costs ${sumWords(cost, currency)} ${unit}${share === null ? '' : `, ${percent(share, 0.02)} of all`}.`,
          },
        ] as const)),
  ];
}
