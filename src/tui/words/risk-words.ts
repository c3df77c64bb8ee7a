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
import type { Beside, RiskView } from '../host/study-messages.ts';
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

/** `In place against it: alarm fitted. On offer, not in place: guards (night).` */
function againstWords({ against, offered, beside }: RiskView): string {
  const names = (some: readonly Beside[], words: (one: Beside) => string): string => listed(some.map(words), 6);
  const none =
    offered.length + beside.length === 0
      ? 'No control acts on it or on what it strikes; f tries what helps after it.'
      : '';
  const sentences = [
    against.length > 0
      ? `In place against it: ${names(against, ({ control, level }) => `${control} ${level}`)}.`
      : none === ''
        ? 'No control in place acts on it.'
        : none,
    offered.length === 0
      ? ''
      : `On offer, not in place: ${names(offered, ({ control, level }) => `${control} ${level}`)}.`,
    beside.length === 0
      ? ''
      : `At what it strikes: ${names(beside, ({ control, level, words }) => `${control} ${level} (${words})`)}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** What is known of one risk. */
export function riskParts({ view, given, cost, part }: Risk, currency: string, unit: string): readonly SheetPart[] {
  const goal = given?.goal ?? null;
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
    ...(view === null ? [] : [{ kind: 'words', text: againstWords(view) } as const]),
    ...(cost === null
      ? []
      : ([
          {
            kind: 'words',
            text: `It costs ${sumWords(cost, currency)} ${unit}${part === '' ? '' : `, ${part} of all`}.`,
          },
        ] as const)),
  ];
}
