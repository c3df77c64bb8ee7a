/** Many variants in one table, ordered by what they cost. */
import type { CompareDocument, Difference, Ranked, Variant } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { hasGiven } from '../asked/given-words.ts';
import { listed } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { perSpan } from '../../results/format/time.ts';
import { statusPaint } from '../run/limit-figures.ts';
import { gravest } from '../run/verdict.ts';
import type { Cell, Column } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';

/** Names in a sentence before the rest is only counted. */
const NAMED = 4;

/** True where chance alone could have put a variant above the lowest. */
const isByChance = ({ aboveLowest: { low = -Infinity, value } }: Ranked): boolean => value > 0 && !(low > 0);

const isEqual = ({ aboveLowest: { value } }: Ranked): boolean => value === 0;

/** What a variant costs in all, as finely as its loss is known: in the sentence as in the table. */
function costWords(cost: number, mean: Estimate | undefined, factor: number, currency: string): string {
  // What was never lost has a bound, no error that a sum could be rounded by
  const error = mean === undefined || mean.value === 0 ? 0 : mean.standardError * factor;
  const words = money(cost, currency, error);
  return mean === undefined ? words : doubted(words, mean);
}

function sentence({ ranking, currency, variants }: CompareDocument, factor: number): string {
  const [lowest, ...others] = ranking.variants;
  if (lowest === undefined) return '';
  const mean = variants.find(({ name }) => name === lowest.name)?.result.loss.mean;
  const cost = costWords(lowest.cost, mean, factor, currency);
  const what = ranking.by === 'loss and spend' ? 'loss and spend together' : 'loss';
  const equal = others.filter(isEqual).map(({ name }) => name);
  if (equal.length === others.length) return `All have the same ${what}, ${cost} on average.`;
  const near = others.filter(isByChance).map(({ name }) => name);
  const best = `${listed([lowest.name, ...equal], NAMED)} ${equal.length === 0 ? 'has' : 'have'} the lowest ${what}, ${cost} on average.`;
  if (near.length === 0) return best;
  return `${best} That ${listed(near, NAMED)} ${near.length === 1 ? 'lies' : 'lie'} above may be chance.`;
}

function above(change: Difference, currency: string): string {
  if (change.value === 0) return '-';
  return doubted(`+${money(change.value, currency, change.standardError)}`, change);
}

function statusCell({ result }: Variant, page: Page): Cell {
  const worst = gravest(result.appetite);
  if (worst === null) return '-';
  const count = result.appetite.filter(({ status }) => status === worst).length;
  const text = worst === 'within' ? worst : `${worst} (${count} of ${result.appetite.length})`;
  return { text, paint: statusPaint(worst, page.style) };
}

/** One line a variant, the lowest first, and the sentence that says which that is. */
export function rankingTable(document: CompareDocument, page: Page): string[] {
  const { ranking, variants, currency, horizonHours } = document;
  const isCase = variants.some(({ result }) => hasGiven(result));
  const hasLimits = variants.some(({ result }) => result.appetite.length > 0);
  const isWithSpend = ranking.by === 'loss and spend';
  const hasSpend = variants.some(({ spendPerYear }) => spendPerYear !== null);
  const factor = isCase ? 1 : 8760 / Math.min(8760, horizonHours);
  const sum = (estimate: Estimate | undefined, times = 1): string => {
    if (estimate === undefined) return '-';
    if (estimate.value === 0 && estimate.high !== undefined) return 'not seen';
    return doubted(money(estimate.value * times, currency, estimate.standardError * times), estimate);
  };
  const rows = ranking.variants.flatMap((ranked): Cell[][] => {
    const variant = variants.find(({ name }) => name === ranked.name);
    if (variant === undefined) return [];
    const { loss } = variant.result;
    const spend = variant.spendPerYear === null ? '-' : money(variant.spendPerYear, currency);
    const { standardError } = ranked.aboveLowest;
    return [
      [
        variant.name,
        sum(loss.mean, factor),
        ...(hasSpend ? [spend] : []),
        ...(isWithSpend ? [costWords(ranked.cost, loss.mean, factor, currency)] : []),
        above(ranked.aboveLowest, currency),
        { text: ranked.aboveLowest.value === 0 ? '' : moneyError(standardError, currency), paint: page.style.quiet },
        sum(loss.valueAtRisk['0.99']),
        ...(hasLimits ? [statusCell(variant, page)] : []),
      ],
    ];
  });
  const columns: Column[] = [
    { header: '', shrinksTo: 12 },
    { header: `loss ${isCase ? 'per case' : perSpan(8760)}`, align: 'right', shrinksTo: 6 },
    ...(hasSpend ? [{ header: 'spend a year', align: 'right', shrinksTo: 6 } as const] : []),
    ...(isWithSpend ? [{ header: 'together', align: 'right' } as const] : []),
    { header: 'above lowest', align: 'right', shrinksTo: 6 },
    { header: '' },
    { header: '1 in 100', align: 'right', shrinksTo: 6 },
    ...(hasLimits ? [{ header: 'appetite', shrinksTo: 11 }] : []),
  ];
  const words = isWithSpend ? 'In the order of loss and spend' : 'In the order of loss';
  return section(words, [...prose(sentence(document, factor), page), '', ...table(columns, rows, page)], page);
}
