/** By what a change of conditions changes the loss: by what it brings, by what it makes likelier, by what it makes of each event. */
import type { CompareDocument, Comparison } from '../../results/compare-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { threatName } from '../text/names.ts';
import type { Page } from '../text/style.ts';

/** Hours of a year. */
const YEAR = 8760;
/** Ways and causes that make less than this of the greatest are no more than hinted at. */
const SMALL = 0.2;
/** Causes that are named of each way. */
const CAUSES = 2;

const WAYS = ['brings', 'shocks', 'likelier', 'rarer', 'each'] as const;
type Way = (typeof WAYS)[number];

const WORDS: Readonly<Record<Way, string>> = {
  brings: 'by what it brings or holds down',
  shocks: 'by its shocks',
  likelier: 'by what it makes likelier',
  rarer: 'by what it makes rarer',
  each: 'by what each event does, longer, dearer or stopped less',
};

interface Cause {
  readonly name: string;
  readonly change: number;
  readonly error: number;
}

/** Causes by way; roots of drivers and shocks are ways of their own, threats go by whether as many of their events come. */
function causesByWay(
  { threats }: Comparison,
  from: ScenarioResult,
  to: ScenarioResult,
  horizonHours: number,
  page: Page,
) {
  const ways = new Map<Way, Cause[]>();
  for (const [id, { lossCaused }] of Object.entries(threats)) {
    const [before, after] = [from, to].map(({ threats: all }) => all[id]?.eventsPerHorizon.value ?? 0) as [
      number,
      number,
    ];
    const way = id.startsWith('driver:')
      ? 'brings'
      : id.startsWith('shock:')
        ? 'shocks'
        : after > before
          ? 'likelier'
          : after < before
            ? 'rarer'
            : 'each';
    const perYear = (events: number): string => plainNumber(Number(((events * YEAR) / horizonHours).toPrecision(2)));
    const count = way === 'likelier' || way === 'rarer' ? `, ${perYear(before)} a year become ${perYear(after)}` : '';
    const named = threatName(id, page).replace(/^shock:/, '');
    const cause = { name: `${named}${count}`, change: lossCaused.value, error: lossCaused.standardError };
    ways.set(way, [...(ways.get(way) ?? []), cause]);
  }
  return ways;
}

/** `by what it brings or holds down (...), and hardly by what it makes likelier (...)`; null where no cause of loss changes. */
export function waysWords(
  comparison: Comparison,
  { from, to }: { readonly from: ScenarioResult; readonly to: ScenarioResult },
  { currency, horizonHours }: CompareDocument,
  page: Page,
): string | null {
  const ways = [...causesByWay(comparison, from, to, horizonHours, page)]
    .map(([way, causes]) => ({ way, causes, sum: causes.reduce((total, { change }) => total + change, 0) }))
    .toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum) || WAYS.indexOf(a.way) - WAYS.indexOf(b.way));
  const greatest = Math.abs(ways[0]?.sum ?? 0);
  if (greatest === 0) return null;
  const signed = (value: number, error: number): string => `${value > 0 ? '+' : ''}${money(value, currency, error)}`;
  const told = ({ way, causes }: (typeof ways)[number]): string => {
    const most = Math.max(...causes.map(({ change }) => Math.abs(change)));
    const named = causes
      .filter(({ change }) => Math.abs(change) >= SMALL * most && change !== 0)
      .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
      .slice(0, CAUSES)
      .map(({ name, change, error }) => `${name}: ${signed(change, error)}`);
    return named.length === 0 ? WORDS[way] : `${WORDS[way]} (${named.join('; ')})`;
  };
  const main = ways.filter(({ sum }) => Math.abs(sum) >= SMALL * greatest);
  const [beside] = ways.slice(main.length).filter(({ way }) => way !== 'rarer');
  const hardly = beside === undefined ? '' : `, and hardly ${told(beside)}`;
  return `${listed(main.map(told))}${hardly}`;
}
