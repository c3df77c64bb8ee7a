/** The law of a figure over worlds, freed of the noise inside each world. */
import { exp } from '../../random/elementary.ts';
import { noiseOf, type Noise } from './noise.ts';
import { meanOf, varianceOf, type WorldReadings } from './world-readings.ts';

/** A law on cells. */
export interface LawOverWorlds {
  /** Edges of the cells, ascending. Shape [cells + 1]. */
  readonly edge: Float64Array;
  /** Probability of each cell; adds up to 1. Shape [cells]. */
  readonly weight: Float64Array;
}

/** A law that can be fitted again without some of the worlds: what does not change is kept. */
export interface LawFit {
  readonly law: LawOverWorlds;
  /** The law from the worlds with `kept` 1. Shape [worlds]. */
  without(kept: Uint8Array): LawOverWorlds;
}

const CELLS = 128;

/** Standard deviations of a reading beyond the outermost readings in which truths are looked for. */
const REACH = 4;

/**
 * Steps of the iteration. With few the law stays close to the smooth one that it starts from, with many it turns into a
 * handful of spikes; chosen on models of known truth.
 */
const STEPS = 10;

/** Edges of cells that cover the readings; `limit` is one of them where it lies inside. */
function edgesOf(readings: WorldReadings, noise: Noise, limit: number): Float64Array {
  const { values } = readings;
  const mean = meanOf(values);
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const isShare = readings.family === 'probability';
  const isSigned = readings.family === 'difference';
  const bound = isShare ? 1 - 1e-9 : Infinity;
  // A reading of 0 may stem from truths above 0
  const low = isSigned
    ? least - REACH * Math.sqrt(noise.variance(least))
    : Math.max(least - REACH * Math.sqrt(noise.variance(Math.max(least, mean / 100))), least / 5, mean / 1000);
  const high = Math.min(most + REACH * Math.sqrt(noise.variance(most)), bound);
  const [from, to] = [noise.toScale(low), noise.toScale(isSigned ? high : Math.max(high, low * (1 + 1e-6)))];
  const step = (to - from) / CELLS;
  const inside = limit > low && limit < high;
  const place = inside ? (noise.toScale(limit) - from) / step : 0;
  const shift = place - Math.floor(place);
  const edges = Float64Array.from({ length: CELLS + 1 }, (_, cell) => {
    const at = from + (cell + shift) * step;
    return noise.fromScale(isShare ? Math.min(at, 1) : at);
  });
  if (inside) edges[Math.floor(place)] = limit;
  edges[0] = Math.min(edges[0]!, low);
  edges[CELLS] = Math.min(edges[CELLS]!, bound);
  return edges;
}

/** A smooth law with the mean and the variance that the readings have beyond their noise. */
function startOf(
  values: Float64Array,
  variances: Float64Array,
  noise: Noise,
  edge: Float64Array,
  middle: Float64Array,
): Float64Array {
  const spread = varianceOf(values);
  // The variance of worlds is itself known only to a share sqrt(2 / worlds), so none is never quite certain
  const least = 0.5 * spread * Math.sqrt(2 / values.length);
  const mean = meanOf(values);
  const between = Math.max(spread - meanOf(variances), least, 1e-12 * mean * mean, 1e-12 * meanOf(variances));
  const logs = middle.map((truth) => noise.logDensity(truth, mean, between));
  const top = logs.reduce((a, b) => Math.max(a, b));
  const start = logs.map((value, cell) => exp(value - top) * (edge[cell + 1]! - edge[cell]!));
  const total = start.reduce((a, b) => a + b, 0);
  return start.map((value) => value / total);
}

/** Rows of likelihoods that are taken at once: their sums do not wait for each other. */
const AT_ONCE = 4;

/**
 * One step of the EM algorithm for the weights of a mixture: each world spreads its share over the cells in proportion
 * to weight x likelihood.
 *
 * @param likelihood Of each distinct reading at each cell, rows one after the other. Shape [rows, cells].
 * @param count How many worlds have each distinct reading. Shape [rows], a multiple of four.
 */
function improve(weight: Float64Array, likelihood: Float64Array, count: Float64Array): Float64Array {
  const cells = weight.length;
  const factor = new Float64Array(cells);
  for (let row = 0; row < count.length; row += AT_ONCE) {
    const [a, b, c, d] = [row * cells, (row + 1) * cells, (row + 2) * cells, (row + 3) * cells];
    let [inA, inB, inC, inD] = [0, 0, 0, 0];
    for (let cell = 0; cell < cells; cell++) {
      const each = weight[cell]!;
      inA += each * likelihood[a + cell]!;
      inB += each * likelihood[b + cell]!;
      inC += each * likelihood[c + cell]!;
      inD += each * likelihood[d + cell]!;
    }
    const ofA = inA === 0 ? 0 : count[row]! / inA;
    const ofB = inB === 0 ? 0 : count[row + 1]! / inB;
    const ofC = inC === 0 ? 0 : count[row + 2]! / inC;
    const ofD = inD === 0 ? 0 : count[row + 3]! / inD;
    for (let cell = 0; cell < cells; cell++) {
      factor[cell] =
        factor[cell]! +
        ofA * likelihood[a + cell]! +
        ofB * likelihood[b + cell]! +
        ofC * likelihood[c + cell]! +
        ofD * likelihood[d + cell]!;
    }
  }
  const next = weight.map((value, cell) => value * factor[cell]!);
  const sum = next.reduce((a, b) => a + b, 0);
  return sum > 0 ? next.map((value) => value / sum) : weight;
}

/** Points per cell on which differences are read. */
const GRID = 2;

/**
 * Readings to the nearest of so many points per cell, counted from 0. Differences of money are all distinct, and each distinct reading takes a
 * likelihood of its own; pairs of portfolios are many.
 */
function onGrid(values: Float64Array, edge: Float64Array): Float64Array {
  const step = (edge[2]! - edge[1]!) / GRID;
  return values.map((value) => Math.round(value / step) * step);
}

/** All worlds at one value. */
const lawAt = (value: number): LawOverWorlds => ({
  edge: Float64Array.of(value, value),
  weight: Float64Array.of(1),
});

/**
 * Fits the law of a figure over worlds by maximum likelihood on cells (Laird 1978), stopped after a few steps of the EM
 * algorithm from a smooth start, which keeps it smooth where the readings say little (as in Richardson-Lucy
 * deconvolution).
 *
 * @param readings With a mean variance above 0, and a mean above 0 but for differences; probabilities with a mean below 1.
 * @param limit Value that becomes an edge of a cell, so that the share below it needs no interpolation.
 * @param steps Of the iteration: the more, the more the law is made of lumps.
 * @see Laird (1978), Nonparametric maximum likelihood estimation of a mixing distribution, JASA 73, 805-811.
 */
export function fitLaw(readings: WorldReadings, limit: number, steps: number = STEPS): LawFit {
  const noise = noiseOf(readings);
  const edge = edgesOf(readings, noise, limit);
  const middle = Float64Array.from({ length: CELLS }, (_, cell) => (edge[cell]! + edge[cell + 1]!) / 2);

  const rounded = readings.family === 'difference' ? onGrid(readings.values, edge) : readings.values;
  const distinct = [...new Set(rounded)];
  const rowOf = new Map(distinct.map((value, row) => [value, row]));
  const row = Int32Array.from(rounded, (value) => rowOf.get(value)!);
  const rows = Math.ceil(distinct.length / AT_ONCE) * AT_ONCE;
  const likelihood = new Float64Array(rows * CELLS);
  for (const [at, value] of distinct.entries()) {
    const logs = middle.map((truth) => noise.logLikelihood(value, truth));
    const top = logs.reduce((a, b) => Math.max(a, b));
    likelihood.set(
      logs.map((x) => exp(x - top)),
      at * CELLS,
    );
  }

  const without = (kept: Uint8Array): LawOverWorlds => {
    const pick = (from: Float64Array): Float64Array => from.filter((_, world) => kept[world] === 1);
    const left = meanOf(pick(readings.values));
    // Of worlds in which nothing happens, or everything, there is nothing to fit
    const isAtEnd = left <= 0 && readings.family !== 'difference';
    if (isAtEnd || (readings.family === 'probability' && left >= 1)) return lawAt(left <= 0 ? 0 : 1);
    const count = new Float64Array(rows);
    for (const [world, at] of row.entries()) count[at]! += kept[world]!;
    let weight = startOf(pick(readings.values), pick(readings.variances), noise, edge, middle);
    for (let step = 0; step < steps; step++) weight = improve(weight, likelihood, count);
    return { edge, weight };
  };
  return { law: without(new Uint8Array(row.length).fill(1)), without };
}

/** Probability of at most `limit`; inside a cell it is taken to be even. */
export function shareAtMost(law: LawOverWorlds, limit: number): number {
  let share = 0;
  for (const [cell, weight] of law.weight.entries()) {
    const [low, high] = [law.edge[cell]!, law.edge[cell + 1]!];
    if (limit >= high) share += weight;
    else if (limit > low) share += (weight * (limit - low)) / (high - low);
  }
  // Weights add up to 1 but for rounding
  return share > 1 - 1e-12 ? 1 : share;
}

/** Value that the share `level` of worlds does not pass. */
export function lawQuantile(law: LawOverWorlds, level: number): number {
  let below = 0;
  for (const [cell, weight] of law.weight.entries()) {
    if (weight > 0 && below + weight >= level) {
      const [low, high] = [law.edge[cell]!, law.edge[cell + 1]!];
      return low + ((high - low) * (level - below)) / weight;
    }
    below += weight;
  }
  return law.edge[law.weight.length]!;
}
