/** Shares and chances. */
import { digitsOf, lastPlace, trimmed } from './rounding.ts';

/** The last decimal of a percentage that is ever shown; further ones are only written where nothing stands before them. */
const FINEST = -4;
const SMALLEST = 1e-9;

/**
 * A share in per cent, as finely as it is known; without needless digits where it is exact, as in a limit. Near 1 what is
 * missing decides how finely: .99996 is 99.996%, not 100%.
 */
export function percent(share: number, standardError = 0): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  const per100 = share * 100;
  if (Math.abs(per100) < SMALLEST) return `under ${digitsOf(SMALLEST, -9)}%`;
  const error = standardError * 100;
  const isNearAll = share > 0.99 && share < 1;
  const place = isNearAll ? Math.max(FINEST, lastPlace(100 - per100, error, 1)) : lastPlace(per100, error);
  const digits = digitsOf(per100, Math.min(0, place));
  return `${standardError > 0 && Number(digits) !== 100 ? digits : trimmed(digits)}%`;
}

/** Parts of a whole are not told apart below this. */
const LEAST_PART = 0.001;
/** A part is said as if it were known to this: in whole per cents, small ones with one digit. */
const PART_ERROR = 0.02;

/** What a part is of a whole, wherever one stands beside others: `43%`, `0.4%`, `under 0.1%`. */
export function partOf(value: number, whole: number, standardError = 0): string {
  const share = value / whole;
  if (share > 0 && share < LEAST_PART) return 'under 0.1%';
  return percent(share, Math.max(standardError / whole, PART_ERROR));
}

/** Nobody is surer than this of anything simulated. */
const NEARLY_ALL = 0.999;

/** How sure something is: never finer than a tenth of a per cent, and never quite certain. */
export function sure(share: number): string {
  if (share > NEARLY_ALL) return 'over 99.9%';
  if (share < 1 - NEARLY_ALL) return 'under 0.1%';
  return `${trimmed(digitsOf(share * 100, share > 0.99 || share < 0.01 ? -1 : 0))}%`;
}

/** How sure something is where the simulation leaves that open: ends are rounded outwards, so that they hold what they should. */
export function sureBetween(low: number, high: number): string {
  const [from, to] = [Math.floor(low * 100) / 100, Math.ceil(high * 100) / 100];
  const [isOpenBelow, isOpenAbove] = [from < 1 - NEARLY_ALL, to > NEARLY_ALL];
  if (isOpenBelow && isOpenAbove) return '0 to 100%';
  if (isOpenAbove) return `over ${sure(from)}`;
  return isOpenBelow ? `under ${sure(to)}` : `${sure(from).replace('%', '')} to ${sure(to)}`;
}

/** The standard error of a share, one or two digits, in percentage points. */
export function percentError(standardError: number): string {
  if (!Number.isFinite(standardError)) return '± ?';
  return standardError > 0
    ? `± ${digitsOf(standardError * 100, lastPlace(standardError * 100, standardError * 100))}`
    : '';
}

/** A difference of shares in percentage points, as finely as it is known. */
export const percentagePoints = (difference: number, standardError = 0): string =>
  digitsOf(difference * 100, Math.min(0, lastPlace(difference * 100, standardError * 100)));

/** Standard errors between a share and the end of its interval. */
const REACH = 2;

/**
 * The error of a share in words: `± 0.3`, in percentage points. One that is shown as all has none that could be added to it:
 * there it says over what the share lies.
 *
 * @param low Lower end of the share's interval, where it is known.
 */
export function shareErrorWords(share: number, standardError: number, low?: number): string {
  if (percent(share, standardError) !== '100%') return percentError(standardError);
  if (!Number.isFinite(standardError)) return '± ?';
  const least = low ?? share - REACH * standardError;
  return least < 1 && standardError > 0 ? `over ${percent(least, (1 - least) / REACH)}` : '';
}

/** `1 in 54`, as finely as it is known; empty for chances of a half and more, and for none. */
export function oneIn(chance: number, standardError = 0): string {
  if (!(chance > 0) || chance > 0.5) return '';
  const times = 1 / chance;
  const place = lastPlace(times, (standardError / chance) * times, 2);
  const digits = digitsOf(times, times < 10 ? Math.max(-1, place) : Math.max(0, place));
  return `1 in ${standardError > 0 ? digits : trimmed(digits)}`;
}

/** Confidence in a statement, in words. Steps after the guidance of the IPCC on uncertainty (2010). */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.99) return 'as good as certain';
  if (confidence >= 0.9) return 'very likely';
  if (confidence >= 0.66) return 'likely';
  if (confidence > 0.33) return 'about as likely as not';
  if (confidence > 0.1) return 'unlikely';
  if (confidence > 0.01) return 'very unlikely';
  return 'as good as excluded';
}
