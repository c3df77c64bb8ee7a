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

/**
 * @param values One a trial, world after world.
 * @returns Of what each trial differs by from the mean of its world. Shape [worlds x sums].
 */
export function trialSums(values: Float64Array, { worlds, trialsPerWorld, sums }: TrialSumsPlan): Float32Array {
  const kept = new Float32Array(worlds * sums);
  const isWhole = sums >= trialsPerWorld;
  const here = new Float64Array(sums);
  const ofSigns = new Float64Array(sums);
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
    ofSigns.fill(0);
    for (let trial = 0; trial < trialsPerWorld; trial++) {
      const value = values[first + trial]! - start;
      for (let from = 0; from < sums; from += 32) {
        const signs = signsOf(first + trial, from);
        const end = Math.min(32, sums - from);
        for (let bit = 0; bit < end; bit++) {
          const sign = (signs >>> bit) & 1 ? 1 : -1;
          ofSigns[from + bit]! += sign;
          here[from + bit]! += sign * value;
        }
      }
    }
    for (let k = 0; k < sums; k++) kept[world * sums + k] = here[k]! - mean * ofSigns[k]!;
  }
  return kept;
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
