/** What two portfolios cost in all, on the same futures. */
import { chanceOfLess, clearlyLess, isLess, noisyDifferences } from '../../sim/measure/appetite/chance-of-less.ts';
import type { WorldReadings } from '../../sim/measure/appetite/world-readings.ts';
import type { Confidence } from './evaluated-set.ts';
import { CONFIDENCE_TOLERANCE, type View } from './view.ts';

/** What of a view it takes to compare two portfolios. */
export interface Paired {
  readonly set: Pick<View['set'], 'costs' | 'noise' | 'weights' | 'isSample'>;
  readonly tolerance: number;
}

/** T(a) - T(b) in each world [money a year]. Shape [worlds]. */
export function totalDifferences({ set }: Pick<Paired, 'set'>, a: number, b: number): Float64Array {
  const [ofA, ofB] = [set.costs(a), set.costs(b)];
  return ofA.whole.map((whole, world) => whole - ofB.whole[world]! + ofA.risk[world]! - ofB.risk[world]!);
}

/** Standard error of a mean over worlds of paired differences; 0 where worlds are all that there are. */
export function errorOverWorlds({ set }: View, differences: Float64Array, noise: Float64Array | null): number {
  if (!set.isSample) return 0;
  const worlds = differences.length;
  if (worlds === 1) return Math.sqrt(noise?.[0] ?? 0);
  const mean = differences.reduce((sum, value) => sum + value, 0) / worlds;
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (worlds - 1) / worlds);
}

/** Standard error of E T(a) - E T(b), paired. */
export const errorOfTotals = (view: View, a: number, b: number): number =>
  errorOverWorlds(view, totalDifferences(view, a, b), view.set.noise(a, b));

/** What of the worlds counts, and what of these is known but for noise. */
interface Split {
  /** Those where the portfolios may differ. */
  readonly noisy: WorldReadings;
  /** Share of the worlds that these are: in the others no trial differs, and neither do costs. */
  readonly share: number;
}

/** Differences with noise, without worlds in which nothing differs; null where there is no noise. */
function withNoise(differences: Float64Array, noise: Float64Array | null, tolerance: number): Split | null {
  if (noise === null) return null;
  const differs = (value: number, world: number): boolean => noise[world]! > 0 || Math.abs(value) > tolerance;
  const kept = differences.filter(differs);
  const noisy = noisyDifferences(
    kept,
    noise.filter((_, world) => differs(differences[world]!, world)),
  );
  return noisy === null ? null : { noisy, share: kept.length / differences.length };
}

/** Weight of worlds that are below 0, with the error that so many drawn worlds leave. */
function countedShare({ set, tolerance }: Paired, differences: Float64Array): Confidence {
  const value = differences.reduce((sum, each, world) => sum + (each < -tolerance ? set.weights[world]! : 0), 0);
  const worlds = differences.length;
  if (!set.isSample || worlds === 1) return { value, standardError: 0 };
  const smoothed = (value * worlds + 1) / (worlds + 2);
  return { value, standardError: Math.sqrt((smoothed * (1 - smoothed)) / worlds) };
}

/** P over worlds that T(a) < T(b), freed of the noise inside a world. */
export function chanceOfLower(view: View, a: number, b: number): Confidence {
  const differences = totalDifferences(view, a, b);
  const split = withNoise(differences, view.set.noise(a, b), view.tolerance);
  if (split === null) return countedShare(view, differences);
  const { value, standardError } = chanceOfLess(split.noisy);
  return { value: value * split.share, standardError: standardError * split.share };
}

/** Whether a chance is above what is asked; of certainty nothing is above, so there it is enough to reach it. */
const isAbove = (chance: number, asked: number): boolean =>
  chance > asked + CONFIDENCE_TOLERANCE || chance >= 1 - CONFIDENCE_TOLERANCE;

/** Whether a portfolio surely has the lower total; `unclear` where only a fitted law tells, which takes its time. */
export interface Comparison {
  readonly isLower: boolean | 'unclear';
  /** The answer, with a law fitted where it is unclear. */
  readonly settle: () => boolean;
}

/**
 * Whether P(T(a) < T(b)), with so many of its standard errors added, is above what is asked. Most pairs are settled by counting
 * worlds.
 */
export function surelyLower(view: Paired, a: number, b: number, asked: number, errors: number): Comparison {
  const differences = totalDifferences(view, a, b);
  const split = withNoise(differences, view.set.noise(a, b), view.tolerance);
  if (split === null) {
    const { value, standardError } = countedShare(view, differences);
    const isLower = isAbove(value + errors * standardError, asked);
    return { isLower, settle: () => isLower };
  }
  const { noisy, share } = split;
  const isShareAbove = (lower: number): boolean => isAbove(lower * share, asked);
  const clear = clearlyLess(noisy, errors, isShareAbove);
  return { isLower: clear ?? 'unclear', settle: () => clear ?? isLess(noisy, errors, isShareAbove) };
}
