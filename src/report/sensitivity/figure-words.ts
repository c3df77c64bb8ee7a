/** Figures of the sensitivity analysis as people read them. */
import type { Estimate } from '../../results/estimate.ts';
import { plainNumber } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, percentError } from '../../results/format/share.ts';
import type { SensitivityFigure } from '../../results/sensitivity-document.ts';

/** A value of a figure, as finely as it is known. */
export function figureWords(
  { value, standardError }: Estimate,
  unit: SensitivityFigure['unit'],
  currency: string,
): string {
  switch (unit) {
    case 'money':
      return money(value, currency, standardError);
    case 'share':
      return percent(value, standardError);
    case 'number':
      return plainNumber(value, standardError);
  }
}

/** Its standard error: `± £1.7m`; a share's in percentage points. */
export function errorWords({ standardError }: Estimate, unit: SensitivityFigure['unit'], currency: string): string {
  switch (unit) {
    case 'money':
      return moneyError(standardError, currency);
    case 'share':
      return percentError(standardError);
    case 'number':
      return standardError > 0 ? `± ${plainNumber(standardError, standardError)}` : '';
  }
}

/** A share of the variance: by chance it comes out below 0 or above 1, which no share is, or next to them. */
export function shareOf({ value, standardError, unreliable }: Estimate): string {
  const share = value + standardError > 1 ? 1 : Math.max(0, value);
  return `${percent(share, standardError)}${unreliable === true ? '?' : ''}`;
}

/** Whether a difference is there: chance alone seldom makes one of two standard errors. */
export const isSeen = ({ value, standardError }: Estimate): boolean => Math.abs(value) > 2 * standardError;
