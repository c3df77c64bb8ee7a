/** Whether the numbers of a sheet have decimal points or decimal commas: `1,500.00` or `1.500,00`. */

export type Decimals = 'point' | 'comma';

const DATE = /\b\d{1,2}\.\d{1,2}\.\d{2,4}\b/g;
const COMMA = /\d\.\d{3},\d|\d\.\d{3}\.\d{3}|(?<![\d.,])0,\d|\d,(?:\d{1,2}|\d{4,})(?!\d)/;
const POINT = /\d,\d{3}\.\d|\d,\d{3},\d{3}|(?<![\d.,])0\.\d|(?<![\d.])\d+\.(?:\d{1,2}|\d{4,})(?![\d.])/;
/** Parts thousands, or has three decimals. */
const EITHER: Readonly<Record<Decimals, RegExp>> = {
  comma: /(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])/,
  point: /(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])/,
};

/** What cells leave open about their numbers: examples of both. */
export interface OpenDecimals {
  readonly open: readonly string[];
}

/** What the cells show; where they show both, or what only a guess could settle, the cells in question. */
export function decimalsOf(texts: readonly string[]): Decimals | OpenDecimals {
  const bare = texts.map((text) => text.replaceAll(DATE, ''));
  const first = (pattern: RegExp): string | undefined => texts[bare.findIndex((text) => pattern.test(text))];
  const [comma, point] = [first(COMMA), first(POINT)];
  if (comma !== undefined && point !== undefined) return { open: [comma, point] };
  if (comma !== undefined) {
    const open = first(EITHER.comma);
    return open === undefined ? 'comma' : { open: [comma, open] };
  }
  // A sum with a comma before three digits has thousands, in every country that has decimal points; with a point it could be either
  const open = point === undefined ? first(EITHER.point) : undefined;
  return open === undefined ? 'point' : { open: [open] };
}

/** Numbers of a text with decimal points and without parted thousands. */
export function plainDecimals(text: string, decimals: Decimals): string {
  const together = text.replaceAll(/(?<=\d)['’\u00a0\u2009\u202f ](?=\d{3}(?!\d))/g, '');
  if (decimals === 'comma')
    return together.replaceAll(/(?<=\d)\.(?=\d{3}(?!\d))/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.');
  return together
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replaceAll(/(?<![\d.])\d+\.\d{3}(?![\d.])/g, (number) => String(Number(number)));
}
