/** What a scenario costs. */
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { Estimates, LossResult } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import type { Columns } from '../kernel/columns.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { ColumnEstimates } from './column-estimates.ts';
import { exceedanceCurve } from './exceedance-curve.ts';
import { errorOfMean, periodSample, type PeriodSample } from './period-sample.ts';
import { tailValueAtRiskEstimate, valueAtRiskEstimate } from './quantiles.ts';

const VALUE_AT_RISK = [0.5, 0.9, 0.95, 0.99, 0.999];
const TAIL_VALUE_AT_RISK = [0.95, 0.99];

function meanEstimate(sample: PeriodSample): Estimate {
  let sum = 0;
  for (const value of sample.values) sum += value;
  return estimate(
    sum / sample.values.length,
    errorOfMean(sample, (value) => value),
  );
}

/** Standard deviation by n - 1; its error by the influence function ((x - mean)^2 - variance) / (2 sd). */
function deviationEstimate(sample: PeriodSample, mean: number): Estimate {
  const n = sample.values.length;
  let squares = 0;
  for (const value of sample.values) squares += (value - mean) * (value - mean);
  const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  if (deviation === 0) return estimate(0, 0);
  const error = errorOfMean(sample, (value) => ((value - mean) * (value - mean)) / (2 * deviation));
  return estimate(deviation, error);
}

const byLevel = (levels: readonly number[], of: (level: number) => Estimate): Estimates =>
  Object.fromEntries(levels.map((level) => [String(level), of(level)]));

/** What `--until` looks at: cheaper than the whole, which has curves and their bands. */
export function lossEstimates(measured: Measured): Pick<LossResult, 'mean' | 'valueAtRisk' | 'tailValueAtRisk'> {
  return estimatesOf(periodSample(measured, measured.loss));
}

function estimatesOf(sample: PeriodSample): Pick<LossResult, 'mean' | 'valueAtRisk' | 'tailValueAtRisk'> {
  return {
    mean: meanEstimate(sample),
    valueAtRisk: byLevel(VALUE_AT_RISK, (level) => valueAtRiskEstimate(sample, level)),
    tailValueAtRisk: byLevel(TAIL_VALUE_AT_RISK, (level) => tailValueAtRiskEstimate(sample, level)),
  };
}

export function lossResult(
  compiled: CompiledModel,
  columns: Columns,
  measured: Measured,
  of: ColumnEstimates,
): LossResult {
  const { periods } = measured;
  const sample = periodSample(measured, measured.loss);
  const { mean, valueAtRisk, tailValueAtRisk } = estimatesOf(sample);
  const perPeriod = (column: number): Estimate => per(of.mean(column), periods);
  const kinds = compiled.kinds.map((kind, index): [string, Estimate] => [kind, perPeriod(columns.kind + index)]);
  return {
    mean,
    standardDeviation: deviationEstimate(sample, mean.value),
    probabilityOfLoss: perPeriod(columns.periodsWithLoss),
    valueAtRisk,
    tailValueAtRisk,
    exceedance: exceedanceCurve(sample, measured.byWorld),
    occurrence: exceedanceCurve(periodSample(measured, measured.largest), measured.byWorld),
    byBearer: Object.fromEntries(kinds.slice(0, compiled.bearers)),
    byKind: { money: mean, ...Object.fromEntries(kinds.slice(compiled.bearers)) },
  };
}
