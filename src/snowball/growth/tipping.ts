/** If times get worse: how far repairs, stocks and rates may slip until losses run away from their cause. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Tipping, Worsened } from '../../results/snowball/growth.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { log } from '../../sim/random/elementary.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import { scalable, type Scale } from './scaled.ts';

/** Largest scale that is looked at. */
const MOST = 10;

/** Times what proportion says at which losses have run away. */
const RUN_AWAY = 2;

/** Scales between 1 and 10 that are looked at, evenly spread on the logarithm: a crossing that comes back within one step may be missed. */
const STEPS = 8;

/** How near a tipping point is found, of its size. */
const NEAR = 1e-4;

/** At what scale the slope is taken. */
const SLIGHT = 1.1;

/** Trials of a run that are scaled, at most, the same number of each world: a mean needs fewer than a tail. */
const MOST_TRIALS = 10_000;

/** Never fewer, where the run has them. */
const FEWEST_TRIALS = 500;

/** Relative error of the mean loss from which on fewer trials do. */
const ENOUGH = 0.05;

/** Sets of what is scaled: each alone, what one company has in hand, all; of what a model has. */
function togetherOf(model: CompiledModel): readonly (readonly Worsened[])[] {
  const has = scalable(model);
  const sets: readonly (readonly Worsened[])[] = [
    ['repairs'],
    ['stocks'],
    ['rates'],
    ['repairs', 'stocks'],
    ['repairs', 'rates'],
    ['repairs', 'stocks', 'rates'],
  ];
  const wholes = sets.filter((set) => set.every((what) => has.includes(what)));
  // Both of two are all of them, if there are no more.
  return wholes.filter((set) => set.length < 2 || set.length === has.length || !set.includes('rates'));
}

/** Mean of each world, or each trial where there is one. */
interface Means {
  readonly mean: number;
  readonly clusters: Float64Array;
}

function meansOf(losses: Float64Array, worlds: number): Means {
  const size = worlds > 1 ? losses.length / worlds : 1;
  const clusters = new Float64Array(losses.length / size);
  losses.forEach((loss, at) => (clusters[Math.floor(at / size)]! += loss / size));
  return { mean: clusters.reduce((sum, each) => sum + each, 0) / clusters.length, clusters };
}

/** The first trials of each world, so many. */
function firstOf({ sample: { worlds, trialsPerWorld } }: Futures, each: number): Int32Array {
  return Int32Array.from({ length: worlds * each }, (_, at) => Math.floor(at / each) * trialsPerWorld + (at % each));
}

/**
 * Trials that are scaled, the same number of each world, from the first: as few as know the mean to a twentieth of it. Where
 * losses come every year that is a small part of `MOST_TRIALS`, and ten times the events cost ten times the time.
 */
function trialsOf(futures: Futures): Int32Array {
  const { losses, worlds, trialsPerWorld } = futures.sample;
  const periods = losses.length / (worlds * trialsPerWorld);
  let each = Math.max(1, Math.min(trialsPerWorld, Math.floor(MOST_TRIALS / worlds)));
  for (let fewer = each >> 1; fewer >= 1 && worlds * fewer >= FEWEST_TRIALS; fewer >>= 1) {
    const trials = firstOf(futures, fewer);
    const some = Float64Array.from(trials, (trial) =>
      losses.subarray(trial * periods, (trial + 1) * periods).reduce((sum, loss) => sum + loss, 0),
    );
    const { mean, clusters } = meansOf(some, worlds);
    if (!(momentsOfMeans(clusters).error <= ENOUGH * mean)) break;
    each = fewer;
  }
  return firstOf(futures, each);
}

/** a less f b of each cluster: its mean and the standard error of it. */
function lessTimes(a: Means, f: number, b: Means): { readonly mean: number; readonly error: number } {
  const { mean, error } = momentsOfMeans(a.clusters.map((each, cluster) => each - f * b.clusters[cluster]!));
  return { mean, error };
}

/** b / a with its error, on the same futures. */
function ratio(a: Means, b: Means, isThin: boolean): Estimate {
  const value = b.mean / a.mean;
  return estimate(value, lessTimes(b, value, a).error / a.mean, isThin);
}

/** Clusters that the mean rests on. */
const effectiveOf = ({ clusters }: Means): number =>
  effectiveNumber(
    clusters.reduce((sum, each) => sum + each, 0),
    clusters.reduce((sum, each) => sum + each * each, 0),
  );

const powerOf = (x: number, exponent: number): number =>
  Array<number>(exponent)
    .fill(x)
    .reduce((p, f) => p * f, 1);

/**
 * Where losses run away from their cause. With everything in a set scaled by x, g(x) = mean L(x) / (x^k mean L(1)), k of rates and repairs scaled: what
 * losses are beyond what proportion says. The tipping point is the first x in 1..10 with g = 2, found to 1e-4 of it on the same futures. Its
 * standard error is that of the mean there over the slope of the mean.
 *
 * The slope is ln(L(1.1) / L(1)) / (k ln 1.1): an elasticity; of stocks alone k counts as 1.
 *
 * @returns What the model has, each alone; repairs with stocks; all.
 */
export async function tippingPoints(futures: Futures, options: FuturesOptions = {}): Promise<readonly Tipping[]> {
  const { worlds, variant } = futures.sample;
  const { compiled } = variant;
  const trials = trialsOf(futures);
  const known = new Map<string, Promise<Means>>();
  const scaled = (set: readonly Worsened[], x: number): Promise<Means> => {
    const of = (what: Worsened): number => (set.includes(what) ? x : 1);
    const scale: Scale = { repairs: of('repairs'), stocks: of('stocks'), rates: of('rates') };
    const key = JSON.stringify(scale);
    const means =
      known.get(key) ??
      futures
        .read<Scale, Float64Array>('scaled', trials, scale, options)
        .then((parts) => meansOf(Float64Array.from(parts.flatMap((part) => [...part])), worlds));
    known.set(key, means);
    return means;
  };
  const base = await scaled([], 1);
  const isFirstLoss = !(base.mean > 0);
  const isThin = !isFirstLoss && effectiveOf(base) < FEWEST_EFFECTIVE;

  /** By how much losses at x are above twice the proportion. */
  const excess = async (set: readonly Worsened[], power: number, x: number) =>
    lessTimes(await scaled(set, x), isFirstLoss ? 0 : RUN_AWAY * powerOf(x, power), base);

  async function tippingOf(set: readonly Worsened[], power: number): Promise<Estimate | null> {
    let [low, high] = [1, 1];
    let atHigh = await excess(set, power, 1);
    for (let step = 1; step <= STEPS && !(atHigh.mean > 0); step++) {
      low = high;
      high = step === STEPS ? MOST : gridAt(step);
      atHigh = await excess(set, power, high);
    }
    if (!(atHigh.mean > 0)) return null;
    let atLow = await excess(set, power, low);
    while (high - low > NEAR * low) {
      const middle = (low + high) / 2;
      const at = await excess(set, power, middle);
      if (at.mean > 0) [high, atHigh] = [middle, at];
      else [low, atLow] = [middle, at];
    }
    const x = (low + high) / 2;
    if (isFirstLoss) return estimate(x, 0);
    // Over a stretch that is longer than the steps of single futures
    const [below, above] = [Math.max(1, x * 0.99), x * 1.01];
    const rise = ((await excess(set, power, above)).mean - (await excess(set, power, below)).mean) / (above - below);
    return estimate(x, rise > 0 ? Math.max(atLow.error, atHigh.error) / rise : Infinity, isThin || !(rise > 0));
  }

  const found: Tipping[] = [];
  for (const set of togetherOf(compiled)) {
    const power = set.filter((what) => what !== 'stocks').length;
    const ofTenthWorse = isFirstLoss ? null : ratio(base, await scaled(set, SLIGHT), isThin);
    found.push({
      scaled: set,
      factor: await tippingOf(set, power),
      ofTenthWorse,
      slope: ofTenthWorse === null || !(ofTenthWorse.value > 0) ? null : slopeOf(ofTenthWorse, power),
    });
  }
  return found;
}

/** Elasticity to the scale; to that of stocks alone, as to that of repairs. */
function slopeOf({ value, standardError, unreliable }: Estimate, power: number): Estimate {
  const per = Math.max(1, power) * log(SLIGHT);
  return estimate(log(value) / per, standardError / value / per, unreliable === true);
}

/** Scales evenly spread on the logarithm, powers of the eighth root of ten. */
function gridAt(step: number): number {
  const root = 1.333521432163324;
  return powerOf(root, step);
}
