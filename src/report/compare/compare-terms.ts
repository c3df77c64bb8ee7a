/** What every part of a report on a comparison is of. */
import type { CompareDocument } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { hasGiven } from '../asked/given-words.ts';
import { money } from '../../results/format/money.ts';
import { perSpan } from '../../results/format/time.ts';

/** Hours of the year, or of the horizon where that is shorter. */
export const periodHours = (document: CompareDocument): number => Math.min(8760, document.horizonHours);

/** True where events are given: figures are per case, and spend stands beside them. */
export const isCase = ({ variants }: CompareDocument): boolean => variants.some(({ result }) => hasGiven(result));

/** What figures of loss are of: `a year`, `per case`. */
export const perOf = (document: CompareDocument): string =>
  isCase(document) ? 'per case' : perSpan(periodHours(document));

/** A difference of which the interval leaves out 0. */
export const isClear = ({ low = -Infinity, high = Infinity }: Estimate): boolean => low > 0 || high < 0;

/** A sum without its mark. */
export const plain = (estimate: Estimate, currency: string): string =>
  money(estimate.value, currency, estimate.standardError);
