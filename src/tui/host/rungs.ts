/** How many trials next: a rough answer soon, then finer ones. */

/** Trials of the first answer while no rate is known. */
const FIRST = 1024;
const FEWEST = 256;
const MOST_FIRST = 16_384;

/** Seconds that the first answer may take to simulate. */
const SOON = 0.08;

const GROWTH = 4;

/** Power of two at most as great, so that what was run for another answer is found again. */
const powerOfTwo = (value: number): number => 2 ** Math.floor(Math.log2(value));

/**
 * Trials of the first answer.
 *
 * @param rate Trials a second, as last seen; null before the first run.
 */
export function firstRung(rate: number | null): number {
  if (rate === null) return FIRST;
  return powerOfTwo(Math.min(MOST_FIRST, Math.max(FEWEST, rate * SOON)));
}

/** Sizes of the answers before the last, each four times the one before, as long as the last is four times as large. */
export function rungs(first: number, last: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = first; size * GROWTH <= last; size *= GROWTH) sizes.push(size);
  return sizes;
}
