/** Digits of a text as a number. */

/**
 * The number that digits state, times a power of ten. Read as one text where that can be: 2.3e6 is exact where 2.3 * 1e6 need
 * not be.
 *
 * @param digits Such as `2.5`, `.5` or `1e3`.
 * @returns Not a number where a number other than 0 is so small that it would be read as 0; infinite where it is too large.
 */
export function decimal(digits: string, power: number): number {
  const [mantissa = '', exponent] = digits.split(/e/i);
  const value = exponent === undefined ? Number(`${digits}e${power}`) : Number(digits) * Number(`1e${power}`);
  return value === 0 && /[1-9]/.test(mantissa) ? Number.NaN : value;
}
