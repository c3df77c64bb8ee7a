/** A row of Compare in words. */
import type { Comparison } from '../../results/compare-document.ts';
import { listed } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { perSpan, spanName } from '../../results/format/time.ts';
import type { Estimate } from '../../results/estimate.ts';
import { type State } from '../state/state.ts';
import { movedLimits, openLimits } from '../words/moved-limits.ts';
import { type SeenRow } from './compared-rows.ts';

/** What the difference of a row from the first says, in a few sentences. */
export function comparedWords(row: SeenRow, first: SeenRow, comparison: Comparison, state: State): string {
  const { model } = state;
  if (model === null) return '';
  const { mean, valueAtRisk } = comparison.loss;
  const { currency } = model;
  const per = perSpan(model.periodHours);
  const sum = (value: number, error: number): string =>
    `${money(Math.abs(value), currency, error)} ${moneyError(error, currency)}`.trim();
  const isClear = (of: Estimate): boolean => (of.low ?? 0) > 0 || (of.high ?? 0) < 0;
  const loss =
    mean.value === 0 && mean.standardError === 0
      ? 'Loses the same, future by future.'
      : isClear(mean)
        ? `Loses ${sum(mean.value, mean.standardError)} ${mean.value < 0 ? 'less' : 'more'} ${per}.`
        : `Loses about as much: ${sum(mean.value, mean.standardError)} ${mean.value < 0 ? 'less' : 'more'} ${per} may be chance.`;
  const bad = valueAtRisk['0.99'];
  const tail =
    bad === undefined || !isClear(bad)
      ? ''
      : ` The 1-in-100 ${spanName(model.periodHours)} ${bad.value < 0 ? 'falls' : 'rises'} by ${sum(bad.value, bad.standardError)}.`;
  const spend = comparison.spendPerYear;
  const costs =
    spend === null || spend === 0
      ? ''
      : ` Its controls cost ${money(Math.abs(spend), currency)} a year ${spend > 0 ? 'more' : 'less'}.`;
  const business = row.businessPerYear - first.businessPerYear;
  const borne =
    business === 0
      ? ''
      : ` They cost the business ${money(Math.abs(business), currency)} a year ${business > 0 ? 'more' : 'less'}.`;
  const moved = movedLimits(first.limits, row.limits);
  const open = openLimits(row.limits);
  const early = open.length === 0 ? '' : ` Too few trials to judge ${listed(open, 3)}.`;
  return `${loss}${tail}${costs}${borne}${moved.length === 0 ? '' : ` ${listed(moved, 3)}.`}${early}`;
}
