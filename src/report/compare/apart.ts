/** What makes the difference between two scenarios: its parts, which add up to it as printed. */
import type { ApartPart, CompareDocument, Comparison, TakenApart } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { listed } from '../../results/format/count.ts';
import { money, moneyAt, moneyError, moneyPlace } from '../../results/format/money.ts';
import { roundedAt } from '../../results/format/rounding.ts';
import { percent } from '../../results/format/share.ts';
import { bar } from '../text/bar.ts';
import type { Cell } from '../text/cell.ts';
import { prose } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';
import { waysWords } from './ways.ts';

/** Parts that make less than this of the greatest are not named. */
const SMALL = 0.2;

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);
const sum = ({ value, standardError }: Estimate, currency: string): string =>
  signed(money(value, currency, standardError), value);

/** Values rounded at a place so that they add up to the rounded whole: what is left goes to those that were cut most. */
export function addingUp(values: readonly number[], whole: number, place: number): number[] {
  const unit = 10 ** place;
  const cut = values.map((value, i) => {
    const units = Math.floor(value / unit);
    return { i, units, rest: value / unit - units };
  });
  const wanted = Math.round(roundedAt(whole, place) / unit);
  const left = wanted - cut.reduce((total, { units }) => total + units, 0);
  const inTurn = cut.toSorted((x, y) => (left > 0 ? y.rest - x.rest : x.rest - y.rest) || x.i - y.i);
  const step = Math.sign(left);
  const rounded = inTurn.map(({ i, units }, turn) => {
    const rounds = Math.floor((Math.abs(left) - turn - 1) / inTurn.length) + 1;
    return { i, value: (units + step * Math.max(0, rounds)) * unit };
  });
  return rounded.toSorted((x, y) => x.i - y.i).map(({ value }) => value);
}

function shapleyTable({ whole, parts }: TakenApart, currency: string, page: Page): string[] {
  const place = moneyPlace(whole.value, whole.standardError);
  const orders = parts.map(({ alone, inAllOrders }) => inAllOrders ?? alone);
  const rounded = addingUp(
    orders.map(({ value }) => value),
    whole.value,
    place,
  );
  const greatest = Math.max(...orders.map(({ value }) => Math.abs(value)));
  const share = (value: number): string => (whole.value === 0 ? '-' : percent(value / whole.value, 0.02));
  const quiet = (estimate: Estimate): Cell => ({
    text: moneyError(estimate.standardError, currency),
    paint: page.style.quiet,
  });
  const width = Math.max(6, Math.min(14, page.width - 66));
  const rows = parts.map(({ words: part, alone, inAllOrders }, i): Cell[] => {
    const own = inAllOrders ?? alone;
    const shown = rounded[i] ?? own.value;
    return [
      part,
      sum(alone, currency),
      signed(moneyAt(shown, currency, place), shown),
      quiet(own),
      share(own.value),
      { text: greatest === 0 ? '' : bar(Math.abs(own.value) / greatest, width), paint: page.style.line },
    ];
  });
  const total: Cell[] = [
    'together',
    '',
    signed(moneyAt(roundedAt(whole.value, place), currency, place), whole.value),
    quiet(whole),
    whole.value === 0 ? '-' : '100%',
    '',
  ];
  return table(
    [
      { header: 'part', shrinksTo: 16 },
      { header: 'alone', align: 'right' },
      { header: 'in all orders', align: 'right', shrinksTo: 8 },
      { header: '' },
      { header: 'share', align: 'right' },
      { header: '', picture: true },
    ],
    [...rows, total],
    page,
  );
}

function firstAndLast({ whole, parts }: TakenApart, currency: string, page: Page): string[] {
  return table(
    [
      { header: 'part', shrinksTo: 16 },
      { header: 'first', align: 'right' },
      { header: 'last', align: 'right' },
    ],
    [
      ...parts.map(({ words, alone, last }): Cell[] => [words, sum(alone, currency), sum(last, currency)]),
      ['together', '', sum(whole, currency)],
    ],
    page,
  );
}

/** Which parts make the difference, and by what they make it. */
function words({ parts }: TakenApart, comparison: Comparison, document: CompareDocument, page: Page): string {
  const valueOf = ({ inAllOrders, alone }: ApartPart): number => (inAllOrders ?? alone).value;
  const greatest = Math.max(0, ...parts.map((part) => Math.abs(valueOf(part))));
  if (greatest === 0) return 'In words: none of it makes a difference.';
  const main = parts.filter((part) => Math.abs(valueOf(part)) >= SMALL * greatest).map((part) => part.words);
  const sides = sidesOf(comparison, document);
  const ways = sides === null ? null : waysWords(comparison, sides, document, page);
  const by = ways === null ? '' : ` It comes ${ways}.`;
  return `In words: ${listed(main)} ${main.length === 1 ? 'does' : 'do'} most of it.${by}`;
}

function sidesOf(
  { from, to }: Comparison,
  { variants }: CompareDocument,
): { readonly from: ScenarioResult; readonly to: ScenarioResult } | null {
  const resultOf = (name: string): ScenarioResult | undefined => variants.find((one) => one.name === name)?.result;
  const [before, after] = [resultOf(from), resultOf(to)];
  return before === undefined || after === undefined ? null : { from: before, to: after };
}

/** By what a scenario of drivers makes the difference where one thing alone is changed. */
function ofOnePart(comparison: Comparison, document: CompareDocument, page: Page): string[] {
  const sides = sidesOf(comparison, document);
  if (sides === null || sides.to.drivers === undefined) return [];
  if (sides.from.conditions.scenario === sides.to.conditions.scenario) return [];
  const ways = waysWords(comparison, sides, document, page);
  if (ways === null) return [];
  const { loss, from, to } = comparison;
  return prose(`${to} against ${from}, ${sum(loss.mean, document.currency)}: it comes ${ways}.`, page);
}

/** Nothing where the difference was not taken apart. */
export function apart(comparison: Comparison, document: CompareDocument, page: Page): string[] {
  const { currency } = document;
  const { takenApart } = comparison;
  if (takenApart === undefined) return ofOnePart(comparison, document, page);
  const isShapley = takenApart.method === 'shapley';
  const note = isShapley
    ? 'Alone: only this one changed. In all orders: the mean of what it adds after none, some and all of the others (Shapley), so that the parts add up to the difference.'
    : 'First: only this one changed. Last: all others are changed already. With so many parts not all orders are looked at, so these do not add up to the difference.';
  const lines = isShapley ? shapleyTable(takenApart, currency, page) : firstAndLast(takenApart, currency, page);
  return [
    `What makes the difference: ${comparison.to} against ${comparison.from}, ${sum(takenApart.whole, currency)}`,
    ...lines,
    ...prose(note, page).map(page.style.quiet),
    ...prose(words(takenApart, comparison, document, page), page),
  ];
}
