/**
 * What is kept of the trials of a portfolio, world by world, to tell how noisy a difference of two portfolios is: the trials
 * themselves where there is room, otherwise fewer sums of them with signs by chance.
 *
 * The square of a difference of such sums is on average the sum of the squared differences of the trials.
 *
 * @see Alon, Matias & Szegedy (1999), The space complexity of approximating the frequency moments, J. Computer and System Sciences
 *   58, 137-147 (sums with random signs).
 */

/** Numbers that are kept of each world, and trials of one. */
export interface TrialSumsPlan {
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** As many as trials: these themselves. */
  readonly sums: number;
}

/** Sums with random signs, fewer than which say too little. */
export const FEWEST_SUMS = 8;

/** A word of 32 signs for a trial: the finalizer of MurmurHash3, which lets each bit depend on every other. */
function signsOf(trial: number, word: number): number {
  let h = Math.imul(trial + 1, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Trials that a counter of `signSums` takes before it is read. */
const MOST_COUNTED = 2 ** 16 - 1;

/** Of a world the sum of the signs alone, for each of the sums. */
function signSums(first: number, trialsPerWorld: number, sums: number): Int32Array {
  const ofSigns = new Int32Array(sums);
  // 32 counters side by side: bit b of plane p has the value 2^p in counter b
  const planes = new Int32Array(16);
  for (let from = 0; from < sums; from += 32) {
    const bits = Math.min(32, sums - from);
    for (let begin = 0; begin < trialsPerWorld; begin += MOST_COUNTED) {
      const end = Math.min(trialsPerWorld, begin + MOST_COUNTED);
      planes.fill(0);
      for (let trial = begin; trial < end; trial++) {
        let carry = signsOf(first + trial, from);
        for (let plane = 0; carry !== 0; plane++) {
          const both = planes[plane]! & carry;
          planes[plane]! ^= carry;
          carry = both;
        }
      }
      for (let bit = 0; bit < bits; bit++) {
        let positive = 0;
        for (let plane = 0; plane < planes.length; plane++) positive += ((planes[plane]! >>> bit) & 1) << plane;
        ofSigns[from + bit]! += 2 * positive - (end - begin);
      }
    }
  }
  return ofSigns;
}

/** Gives what is kept of each portfolio: of what its trials differ by from the mean of their world. Shape [worlds x sums]. */
export type TrialSums = (values: Float64Array) => Float32Array;

/**
 * @returns Takes values, one a trial, world after world. What is the same for all portfolios is worked out with the first.
 */
export function makeTrialSums({ worlds, trialsPerWorld, sums }: TrialSumsPlan): TrialSums {
  const isWhole = sums >= trialsPerWorld;
  const here = new Float64Array(sums);
  const ofSigns: Int32Array[] = [];
  const signed = new Float64Array(2);
  return (values) => {
    const kept = new Float32Array(worlds * sums);
    for (let world = 0; world < worlds; world++) {
      const first = world * trialsPerWorld;
      // From the first on, so that trials that are all alike come to nothing, without rounding
      const start = values[first]!;
      let mean = 0;
      for (let trial = 0; trial < trialsPerWorld; trial++) mean += (values[first + trial]! - start) / trialsPerWorld;
      if (isWhole) {
        for (let trial = 0; trial < trialsPerWorld; trial++)
          kept[world * sums + trial] = values[first + trial]! - start - mean;
        continue;
      }
      here.fill(0);
      for (let trial = 0; trial < trialsPerWorld; trial++) {
        const value = values[first + trial]! - start;
        // Most trials of a quiet model
        if (value === 0) continue;
        signed[0] = -value;
        signed[1] = value;
        for (let from = 0; from < sums; from += 32) {
          const signs = signsOf(first + trial, from);
          const end = Math.min(32, sums - from);
          for (let bit = 0; bit < end; bit++) here[from + bit]! += signed[(signs >>> bit) & 1]!;
        }
      }
      const own = (ofSigns[world] ??= signSums(first, trialsPerWorld, sums));
      for (let k = 0; k < sums; k++) kept[world * sums + k] = here[k]! - mean * own[k]!;
    }
    return kept;
  };
}

/**
 * Squared standard error inside each world of the mean difference of two portfolios on the same trials, or of the mean of one.
 *
 * @returns Shape [worlds]; null where no trial of any world differs.
 */
export function noiseOfSums(a: Float32Array, b: Float32Array | null, plan: TrialSumsPlan): Float64Array | null {
  const { worlds, trialsPerWorld, sums } = plan;
  if (trialsPerWorld < 2) return null;
  const perSum = sums >= trialsPerWorld ? 1 : sums;
  const noise = new Float64Array(worlds);
  let any = false;
  for (let world = 0; world < worlds; world++) {
    let squares = 0;
    for (let k = world * sums; k < (world + 1) * sums; k++) {
      const difference = a[k]! - (b === null ? 0 : b[k]!);
      squares += difference * difference;
    }
    noise[world] = squares / perSum / (trialsPerWorld - 1) / trialsPerWorld;
    any ||= squares > 0;
  }
  return any ? noise : null;
}
