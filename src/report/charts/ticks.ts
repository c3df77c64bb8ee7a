/** Round values for logarithmic axes. */

const STEPS: readonly (readonly number[])[] = [[1, 2, 5], [1, 3], [1]];

/** Powers of ten and their parts within [low, high], ascending: as fine as gives at most `most` of them. */
export function logTicks(low: number, high: number, most: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  for (const steps of STEPS) {
    const ticks = ticksOf(first, last, steps, low, high);
    if (ticks.length <= most) return ticks;
  }
  const decades = ticksOf(first, last, [1], low, high);
  const every = Math.ceil(decades.length / Math.max(1, most));
  return decades.filter((_, index) => index % every === 0);
}

function ticksOf(first: number, last: number, steps: readonly number[], low: number, high: number): number[] {
  const slack = 1 + 1e-9;
  const exponents = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return exponents
    .flatMap((exponent) => steps.map((step) => Number(`${step}e${exponent}`)))
    .filter((tick) => tick >= low / slack && tick <= high * slack);
}

/** The greatest 1, 2 or 5 times a power of ten that is at most `value`. */
export function roundBelow(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  return logTicks(Number(`1e${exponent - 1}`), value, Infinity).at(-1) ?? value;
}

/** The least 1, 2 or 5 times a power of ten that is at least `value`. */
export function roundAbove(value: number): number {
  const exponent = Math.ceil(Math.log10(value));
  return logTicks(value, Number(`1e${exponent + 1}`), Infinity)[0] ?? value;
}
