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

/**
 * What is wrong with an amount of money such as `1.000`, in which the dot may part thousands: message and remedy; null for any
 * other number. With a suffix (`1.250m`) it can only be a decimal point, and no thousands begin with 0.
 *
 * @param before What stands before the digits, such as `£`.
 */
export function thousandsWithDot(digits: string, before: string): readonly [message: string, remedy: string] | null {
  const [, whole, decimals] = /^([1-9]\d{0,2})\.(\d{3})$/.exec(digits) ?? [];
  if (whole === undefined || decimals === undefined) return null;
  const sign = /[A-Z]$/.test(before) ? `${before} ` : before;
  const shorter = decimals.endsWith('0') ? decimals.slice(0, 2) : `${decimals}0`;
  return [
    `\`${sign}${digits}\` could be ${Number(digits)} or ${whole}${decimals}: a dot before three digits may part thousands`,
    `write \`${sign}${whole}${decimals}\` or \`${sign}${whole}.${shorter}\``,
  ];
}
