/**
 * The message for a formula whose value is out of range for its place.
 *
 * @param high The greatest value allowed: about 1 for a share.
 * @param where Such as `world 3`.
 */
export function formulaWords(path: string, value: number, high: number, where: string): string {
  const what = value < 0 ? 'less than nothing' : high < 2 && value > 1 ? 'more than 100 %' : 'no number';
  const shown = Number.isFinite(value) ? ` (${Number(value.toPrecision(3))})` : '';
  return `the formula at \`${path}\` gives ${what}${shown} in ${where}: bound it, such as by \`max(0, ...)\` or \`min(1, ...)\``;
}
