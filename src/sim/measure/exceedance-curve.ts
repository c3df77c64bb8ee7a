/** Exceedance curves: the chance that a period loses more than so much. */
import { exceeds, reaches } from '../../model/bounds.ts';
import type { CurveChance, CurvePoint } from '../../results/scenario-result.ts';
import { bandOverWorlds } from './appetite/confidence.ts';
import { clusterMoments } from './errors/cluster-moments.ts';
import { effectiveNumber, FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from './errors/effective.ts';
import { countAtMost, countBelow, type PeriodSample } from './period-sample.ts';
import { valueAtRisk } from './quantiles.ts';

/** Exceedance probabilities at which the body of a curve is read. */
const BODY = [0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12];
/** And in each decade of its tail. */
const DECADE = [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12];
/** The tail is read as far as so many periods of the run lost more. */
const LAST_EXCEEDANCES = 10;
/** A lump of losses is a step of the curve where it is at least this share of the fall since the point before. */
const SHARE_OF_FALL = 0.1;
/** Quantile of the standard normal that leaves 5 % on either side. */
const NORMAL_95 = 1.6448536269514722;

interface Band {
  readonly low: number;
  readonly high: number;
}

/** Probabilities to read the curve of `periods` periods at, falling. */
function probabilities(periods: number): readonly number[] {
  const all = [...BODY];
  for (let decade = 0.1; decade * periods >= LAST_EXCEEDANCES; decade /= 10) {
    for (const part of DECADE) all.push(part * decade);
  }
  return all.filter((probability) => probability * periods >= LAST_EXCEEDANCES);
}

/**
 * Wilson's central 90 % interval of a share, for `n` independent periods.
 *
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
 */
export function wilsonInterval(share: number, n: number): Band {
  const z = NORMAL_95;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Whether a loss counts at a point of the curve: where it is more than so much, or reaches it. */
type Counts = typeof exceeds | typeof reaches;

/** Band of a point where there is one world; periods of one trial that resemble each other count for less. */
function bandOfTrials(sample: PeriodSample, loss: number, share: number, counts: Counts): Band {
  const n = sample.values.length;
  if (sample.clusterSize === 1 || share === 0 || share === 1) return wilsonInterval(share, n);
  const { error } = clusterMoments(sample, (value) => (counts(value, loss) ? 1 : 0));
  const like = Number.isFinite(error) ? (share * (1 - share)) / (error * error) : sample.clusters;
  return wilsonInterval(share, error > 0 ? Math.min(n, like) : n);
}

/** How many periods of each world lost what counts at each loss. Shape [losses][worlds]. */
function countsByWorld(sample: PeriodSample, losses: Float64Array, isCounted: Counts): readonly Float64Array[] {
  const counts = Array.from(losses, () => new Float64Array(sample.clusters));
  for (const [index, value] of sample.values.entries()) {
    // Count it at the greatest loss at which it counts, add up afterwards
    let low = 0;
    let high = losses.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isCounted(value, losses[middle]!)) low = middle + 1;
      else high = middle;
    }
    if (low > 0) counts[low - 1]![Math.floor(index / sample.clusterSize)]!++;
  }
  for (let point = losses.length - 2; point >= 0; point--) {
    const [here, next] = [counts[point]!, counts[point + 1]!];
    for (let world = 0; world < here.length; world++) here[world]! += next[world]!;
  }
  return counts;
}

/** Gives the chances of a sample at losses of a list, by their place in it. */
function makeChances(
  sample: PeriodSample,
  losses: Float64Array,
  byWorld: boolean,
  isCounted: Counts,
): (place: number) => CurveChance {
  const { sorted } = sample;
  const n = sorted.length;
  const counts = byWorld ? countsByWorld(sample, losses, isCounted) : [];
  return (place) => {
    const loss = losses[place]!;
    const periods = n - (isCounted === exceeds ? countAtMost(sorted, loss) : countBelow(sorted, loss));
    const probability = periods / n;
    const band = byWorld
      ? worldBand(counts[place]!, sample.clusterSize)
      : bandOfTrials(sample, loss, probability, isCounted);
    const isThin = byWorld && effectiveWorlds(counts[place]!) < FEWEST_EFFECTIVE;
    const known = { probability, ...band };
    return periods < FEWEST_EXCEEDANCES || isThin ? { ...known, unreliable: true } : known;
  };
}

/**
 * The losses of a list at which a lump of losses lies, so that the curve falls at once.
 *
 * @param losses From 0, ascending.
 */
function lumpsOf({ sorted }: PeriodSample, losses: Float64Array): Float64Array {
  return losses.filter((loss, place) => {
    if (place === 0) return false;
    const upTo = countAtMost(sorted, loss);
    return upTo - countBelow(sorted, loss) >= SHARE_OF_FALL * (upTo - countAtMost(sorted, losses[place - 1]!));
  });
}

/**
 * The exceedance curve of a sample at about 50 losses: at 0, where the chance of more is some round number, down to ten
 * periods of the run, and at the greatest loss. Where losses have lumps it is a step function.
 *
 * The bands of a model with many worlds are those of the law over worlds at each point, freed of the noise inside a
 * world, and never rise with the loss.
 *
 * @param byWorld True when the clusters of the sample are worlds.
 */
export function exceedanceCurve(sample: PeriodSample, byWorld: boolean): readonly CurvePoint[] {
  const { sorted } = sample;
  const read = probabilities(sorted.length).map((probability) => valueAtRisk(sorted, 1 - probability));
  // What differs by rounding alone is one loss.
  const losses = Float64Array.from([0, ...read, sorted.at(-1)!])
    .sort()
    .filter((loss, i, all) => i === 0 || exceeds(loss, all[i - 1]!));
  const lumps = lumpsOf(sample, losses);
  const more = makeChances(sample, losses, byWorld, exceeds);
  const reaching = makeChances(sample, lumps, byWorld, reaches);
  let [lowBefore, highBefore] = [1, 1];
  const falling = (chance: CurveChance): CurveChance => {
    lowBefore = Math.min(lowBefore, chance.low);
    highBefore = Math.min(highBefore, chance.high);
    return { ...chance, low: lowBefore, high: highBefore };
  };
  return Array.from(losses, (loss, place) => {
    const lump = lumps.indexOf(loss);
    if (lump < 0) return { loss, ...falling(more(place)) };
    const before = falling(reaching(lump));
    return { loss, ...falling(more(place)), reaching: before };
  });
}

const effectiveWorlds = (counts: Float64Array): number =>
  effectiveNumber(
    counts.reduce((sum, count) => sum + count, 0),
    counts.reduce((sum, count) => sum + count * count, 0),
  );

function worldBand(counts: Float64Array, periods: number): Band {
  const values = counts.map((count) => count / periods);
  const variances = values.map((p) => (p * (1 - p)) / Math.max(1, periods - 1));
  return bandOverWorlds({ family: 'probability', values, variances });
}
