/** What is left to expect, world by world: losses, the price of their tail, harm. */
import type { Spend } from '../../model/spend.ts';
import { tailMeanReadings } from '../../sim/measure/appetite/readings.ts';
import { valueAtRisk } from '../../sim/measure/quantiles.ts';
import type { CourseSample } from '../../sim/session.ts';

const YEAR_HOURS = 8760;
const TAIL = 0.95;

export interface RiskCost {
  /** Mean a year [money]. Shape [worlds]. */
  readonly mean: Float64Array;
  /** Of each trial, money a year; of the price of a tail the influence on it. Shape [worlds x trialsPerWorld]. */
  readonly byTrial: Float64Array;
}

/** Mean harm a trial in each world. */
function harmOf({ clusters, columns, worlds, trialsPerWorld }: CourseSample, column: number): Float64Array {
  const sums = clusters.of(columns.indexOf(column));
  if (worlds > 1) return sums.map((sum) => sum / trialsPerWorld);
  return Float64Array.of(sums.reduce((sum, value) => sum + value, 0) / trialsPerWorld);
}

/** @param harmColumn Of `Sample.clusters`; null where harm has no price. */
export function riskCost(sample: CourseSample, spend: Spend | undefined, harmColumn: number | null): RiskCost {
  const { losses, worlds, trialsPerWorld, periods, variant } = sample;
  const perYear = YEAR_HOURS / variant.compiled.periodHours;
  const tailPrice = spend?.tailPrice ?? 0;
  const mean = new Float64Array(worlds);
  const byTrial = new Float64Array(worlds * trialsPerWorld);
  const size = trialsPerWorld * periods;
  for (let world = 0; world < worlds; world++) {
    const ofWorld = losses.subarray(world * size, (world + 1) * size);
    const boundary = tailPrice === 0 ? 0 : valueAtRisk(ofWorld.toSorted(), TAIL);
    for (let trial = 0; trial < trialsPerWorld; trial++) {
      let [loss, tail] = [0, 0];
      for (let period = 0; period < periods; period++) {
        const value = ofWorld[trial * periods + period]!;
        loss += value;
        if (tailPrice > 0 && value > boundary) tail += (value - boundary) / (1 - TAIL);
      }
      mean[world]! += (loss / periods / trialsPerWorld) * perYear;
      byTrial[world * trialsPerWorld + trial] = ((loss + tailPrice * tail) / periods) * perYear;
    }
  }
  if (tailPrice > 0) {
    const { values } = tailMeanReadings({ values: losses }, worlds, periods, TAIL);
    for (const [world, tail] of values.entries()) mean[world]! += tailPrice * tail * perYear;
  }
  if (harmColumn !== null && spend?.harm) {
    const { value, factor } = spend.harm;
    const price = (value * factor * perYear) / periods;
    for (const [world, harm] of harmOf(sample, harmColumn).entries()) mean[world]! += price * harm;
    sample.harm?.forEach((harm, trial) => {
      byTrial[trial]! += price * harm;
    });
  }
  return { mean, byTrial };
}
