/** Readings of the limited figures, world by world. */
import type { WorldSums } from '../../accumulate/accumulator.ts';
import type { PeriodSample } from '../period-sample.ts';
import { tailValueAtRisk, valueAtRisk } from '../quantiles.ts';
import type { WorldReadings } from './world-readings.ts';

/** Losses by world, trial, period. */
type Losses = Pick<PeriodSample, 'values'>;

/** Mean per trial of a watched column, times `factor`. */
export function columnReadings(
  family: WorldReadings['family'],
  sums: WorldSums,
  trials: number,
  factor: number,
): WorldReadings {
  const values = sums.sum.map((sum) => (sum / trials) * factor);
  const variances = sums.square.map((square, world) => {
    const sum = sums.sum[world]!;
    const squares = Math.max(0, square - (sum * sum) / trials);
    return trials > 1 ? (squares / (trials - 1) / trials) * factor * factor : 0;
  });
  return { family, values, variances };
}

/**
 * Mean over a world's periods of a function of the loss that may differ between worlds, with its squared standard error
 * by the spread of its trials.
 *
 * @param of The function for the world whose losses, by trial and period, are given.
 * @param periods Periods of a trial.
 */
function lossReadings(
  family: WorldReadings['family'],
  sample: Losses,
  worlds: number,
  periods: number,
  of: (losses: Float64Array) => (loss: number) => number,
): WorldReadings {
  const size = sample.values.length / worlds;
  const trials = size / periods;
  const values = new Float64Array(worlds);
  const variances = new Float64Array(worlds);
  for (let world = 0; world < worlds; world++) {
    const losses = sample.values.subarray(world * size, (world + 1) * size);
    const f = of(losses);
    let mean = 0;
    let squares = 0;
    for (let trial = 0; trial < trials; trial++) {
      let sum = 0;
      for (let period = 0; period < periods; period++) sum += f(losses[trial * periods + period]!);
      const delta = sum / periods - mean;
      mean += delta / (trial + 1);
      squares += delta * (sum / periods - mean);
    }
    values[world] = mean;
    variances[world] = trials > 1 ? squares / (trials - 1) / trials : 0;
  }
  return { family, values, variances };
}

/** Share of periods that lose more than `over`. */
export const exceedanceReadings = (s: Losses, worlds: number, periods: number, over: number): WorldReadings =>
  lossReadings('probability', s, worlds, periods, () => (loss) => (loss > over ? 1 : 0));

/** Mean loss of a period. */
export const meanLossReadings = (s: Losses, worlds: number, periods: number): WorldReadings =>
  lossReadings('mean', s, worlds, periods, () => (loss) => loss);

/** Standard errors of P(loss <= VaR) to either side of the level, between which the slope of the quantiles is read. */
const SPREADS = 2;

/**
 * By how much the tail mean of so few periods is too low. It is the least of q + mean (x - q)+ / (1 - level) over q, and a
 * least value over a sample lies below that of the truth: by level / (2 n f), with f the density at value at risk, to first
 * order. Read off the quantiles to either side, as its error is.
 *
 * @see Rockafellar & Uryasev (2000), Optimization of conditional value-at-risk, Journal of Risk 2, 21-41 (the least value).
 */
function shortfallOfTail(sorted: Float64Array, level: number): number {
  const n = sorted.length;
  const spread = SPREADS * Math.sqrt((level * (1 - level)) / n);
  const [low, high] = [Math.max(0, level - spread), Math.min(1, level + spread)];
  const slope = (valueAtRisk(sorted, high) - valueAtRisk(sorted, low)) / (high - low);
  return (level * slope) / (2 * n);
}

/** Tail value at risk of each world's own periods, freed of its bias; the noise is that of its influence function. */
export function tailMeanReadings(s: Losses, worlds: number, periods: number, level: number): WorldReadings {
  const size = s.values.length / worlds;
  const values = Float64Array.from({ length: worlds }, (_, world) => {
    const sorted = s.values.slice(world * size, (world + 1) * size).sort();
    return tailValueAtRisk(sorted, level) + shortfallOfTail(sorted, level);
  });
  const { variances } = lossReadings('mean', s, worlds, periods, (losses) => {
    const boundary = valueAtRisk(losses.toSorted(), level);
    return (loss) => (loss > boundary ? (loss - boundary) / (1 - level) : 0);
  });
  return { family: 'mean', values, variances };
}
