/** How finely a figure may be shown: never finer than it is known, never finer than can be read. */

/** Most significant digits of any figure. */
const DIGITS = 3;

const exponentOf = (value: number): number => Math.floor(Math.log10(Math.abs(value)) + 1e-12);

/**
 * The decimal place, as a power of ten, of the last digit to be shown: of three significant digits, but not beyond the
 * place that the standard error disturbs (its first digit; its second where the first is 1), and at least one digit.
 *
 * @param standardError 0 when the value is exact; infinite when nothing is known of it: one digit then.
 */
export function lastPlace(value: number, standardError = 0, digits: number = DIGITS): number {
  // Rounding can add a digit: 999,600 is 1.00 million
  const first = value === 0 ? 0 : exponentOf(roundedAt(value, exponentOf(value) - digits + 1));
  const readable = first - digits + 1;
  if (!(standardError > 0)) return readable;
  if (!Number.isFinite(standardError)) return first;
  const known = exponentOf(standardError / 2);
  return value === 0 ? known : Math.min(first, Math.max(readable, known));
}

/** The value rounded at a decimal place. */
export function roundedAt(value: number, place: number): number {
  const size = 10 ** Math.abs(place);
  return place >= 0 ? Math.round(value / size) * size : Math.round(value * size) / size;
}

/** Digits with thousands apart, `place` the power of ten of the last one shown. */
export function digitsOf(value: number, place: number): string {
  const decimals = Math.min(20, Math.max(0, -place));
  const rounded = roundedAt(value, place);
  // As `toLocaleString('en-GB')` would, which takes 20 ms when it is first called. From 1e21 on there is an exponent.
  const [whole = '', ...rest] = Math.abs(rounded).toFixed(decimals).split('.');
  const apart = /^\d+$/.test(whole) ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  return `${rounded < 0 ? '-' : ''}${[apart, ...rest].join('.')}`;
}

/** Digits without zeros at the end of their decimals. */
export const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
