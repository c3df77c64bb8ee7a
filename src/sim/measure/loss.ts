/** What a scenario costs. */
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { Estimates, LossResult } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { sampleItems } from '../accumulate/sample-items.ts';
import type { ColumnEstimates } from './column-estimates.ts';
import { clusterMoments } from './errors/cluster-moments.ts';
import { FEWEST_BEHIND_ERROR, FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from './errors/effective.ts';
import { greatestOf } from './errors/greatest.ts';
import { neverSeen } from './errors/never-seen.ts';
import { skewedInterval } from './errors/skewed-interval.ts';
import { isMostlyUnseen, unseenOf, type Unseen } from './errors/unseen.ts';
import { exceedanceCurve } from './exceedance-curve.ts';
import type { Ground } from './ground.ts';
import { trialQuantiles } from './outage-quantiles.ts';
import { periodSample, type PeriodSample } from './period-sample.ts';
import { tailValueAtRiskEstimate, valueAtRiskEstimate } from './quantiles.ts';

const VALUE_AT_RISK = [0.05, 0.5, 0.9, 0.95, 0.99, 0.999];
const TAIL_VALUE_AT_RISK = [0.95, 0.99];

/** Levels at which what a bearer loses in a trial is told. */
const OF_BEARERS = [0.05, 0.5, 0.95];

/** Periods whose share of the loss is told. */
const GREATEST = 10;

/**
 * The mean, its error by clusters, its interval by their skewness. It is not settled when a few clusters make its error, or
 * when the laws of the model's amounts hold most of that beyond what was seen; the interval then reaches as far as it could be.
 */
function meanEstimate(sample: PeriodSample, unseen: Unseen): Estimate {
  const { values, clusters } = sample;
  let sum = 0;
  for (const value of values) sum += value;
  const value = sum / values.length;
  const moments = clusterMoments(sample, (loss) => loss);
  const { error } = moments;
  const { low, high } = skewedInterval(value, moments);
  const isUnsettled =
    clusters < 2 ||
    moments.effectiveOfError < FEWEST_BEHIND_ERROR ||
    isMostlyUnseen(unseen.squaredError, error * error);
  return estimate(value, error, isUnsettled, { low, high: Math.max(high, value + unseen.mean) });
}

/**
 * Standard deviation by n - 1; its error by the influence function ((x - mean)^2 - variance) / (2 sd), its interval by the
 * skewness of that.
 */
function deviationEstimate(sample: PeriodSample, mean: number, unseen: Unseen): Estimate {
  const { values } = sample;
  const n = values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  const moments = clusterMoments(sample, (value) => (value - mean) * (value - mean));
  if (deviation === 0) return estimate(0, moments.error, sample.clusters < 2);
  const scale = 1 / (2 * deviation);
  const { low, high } = skewedInterval(deviation, moments, scale);
  const variance = deviation * deviation;
  const isUnreliable =
    moments.effective < FEWEST_EFFECTIVE || isMostlyUnseen(unseen.squaredErrorOfSquare, moments.error * moments.error);
  const furthest = Math.max(high, Math.sqrt(variance + unseen.square));
  return estimate(deviation, moments.error * scale, isUnreliable, { low, high: furthest });
}

const byLevel = (levels: readonly number[], of: (level: number) => Estimate): Estimates =>
  Object.fromEntries(levels.map((level) => [String(level), of(level)]));

/** What `--until` looks at too: cheaper than the whole, which has curves and their bands. */
export type LossFigures = Pick<LossResult, 'mean' | 'standardDeviation' | 'valueAtRisk' | 'tailValueAtRisk'>;

/** Figures of a run in which nobody lost anything: bounds, by what a period could cost at the most. */
function ofNothing(sample: PeriodSample, measured: Measured, most: number): LossFigures {
  const mean = neverSeen(measured, most);
  const upTo = (high: number, isThin = false): Estimate =>
    most === 0 ? mean : estimate(0, high / 3, isThin || !Number.isFinite(high), { low: 0, high });
  const isThin = (level: number): boolean => sample.values.length * (1 - level) < FEWEST_EXCEEDANCES;
  const highMean = mean.high ?? 0;
  return {
    mean,
    standardDeviation: upTo(Math.sqrt(highMean * most)),
    valueAtRisk: byLevel(VALUE_AT_RISK, (level) => valueAtRiskEstimate(sample, level)),
    tailValueAtRisk: byLevel(TAIL_VALUE_AT_RISK, (level) =>
      upTo(Math.min(most, highMean / (1 - level)), isThin(level)),
    ),
  };
}

/** Works out a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: make() }).value;
}

/** Each worked out when it is first read, by itself: limits read one of them, most read none. */
export function lossesForLimits(ground: Ground): Pick<LossFigures, 'mean' | 'tailValueAtRisk'> {
  const { compiled, columns, measured } = ground;
  const sample = once(() => periodSample(measured, measured.loss));
  const unseen = once(() => unseenOf(ground));
  const nothing = once(() =>
    sample().sorted.at(-1) === 0
      ? ofNothing(sample(), measured, greatestOf(compiled, columns)[columns.loss]! / measured.periods)
      : null,
  );
  const mean = once(() => nothing()?.mean ?? meanEstimate(sample(), unseen()));
  const tails = once(
    () =>
      nothing()?.tailValueAtRisk ??
      byLevel(TAIL_VALUE_AT_RISK, (level) => tailValueAtRiskEstimate(sample(), level, unseen())),
  );
  return {
    get mean() {
      return mean();
    },
    get tailValueAtRisk() {
      return tails();
    },
  };
}

export function lossFigures(ground: Ground): LossFigures {
  const { compiled, columns, measured } = ground;
  const sample = periodSample(measured, measured.loss);
  if (sample.sorted.at(-1) === 0) {
    return ofNothing(sample, measured, greatestOf(compiled, columns)[columns.loss]! / measured.periods);
  }
  const unseen = unseenOf(ground);
  const mean = meanEstimate(sample, unseen);
  return {
    mean,
    standardDeviation: deviationEstimate(sample, mean.value, unseen),
    valueAtRisk: byLevel(VALUE_AT_RISK, (level) => valueAtRiskEstimate(sample, level)),
    tailValueAtRisk: byLevel(TAIL_VALUE_AT_RISK, (level) => tailValueAtRiskEstimate(sample, level, unseen)),
  };
}

/** Share of the loss of all periods that lies in the greatest ones. */
function shareOfGreatest({ sorted }: PeriodSample): number {
  let [whole, greatest] = [0, 0];
  for (let k = 0; k < sorted.length; k++) {
    whole += sorted[k]!;
    if (k >= sorted.length - GREATEST) greatest += sorted[k]!;
  }
  return whole > 0 ? greatest / whole : 0;
}

/** @param figures Those of `lossFigures`. */
export function lossResult(ground: Ground, figures: LossFigures, of: ColumnEstimates): LossResult {
  const { compiled, columns, measured } = ground;
  const sample = periodSample(measured, measured.loss);
  const perPeriod = (column: number): Estimate => per(of.mean(column), measured.periods);
  const items = sampleItems(compiled);
  const kinds = compiled.kinds.map((kind, index): [string, Estimate] => [kind, perPeriod(columns.kind + index)]);
  return {
    ...figures,
    shareOfGreatest: { periods: Math.min(GREATEST, sample.sorted.length), share: shareOfGreatest(sample) },
    probabilityOfLoss: of.chance(columns.periodsWithLoss, measured.periods),
    exceedance: exceedanceCurve(sample, measured.byWorld),
    occurrence: exceedanceCurve(periodSample(measured, measured.largest), measured.byWorld),
    byBearer: Object.fromEntries(kinds.slice(0, compiled.bearers)),
    bearerQuantiles: Object.fromEntries(
      compiled.kinds
        .slice(0, compiled.bearers)
        .map((bearer, index) => [bearer, trialQuantiles(measured, items.ofBearer(index), OF_BEARERS)]),
    ),
    byKind: { money: figures.mean, ...Object.fromEntries(kinds.slice(compiled.bearers)) },
  };
}
