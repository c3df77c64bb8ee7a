/** Limits as numbers that figures must not pass. */
import { exceeds } from '../../../model/bounds.ts';
import type { Limit } from '../../../model/model.ts';
import { estimate, per, type Estimate } from '../../../results/estimate.ts';
import type { ColumnEstimates } from '../column-estimates.ts';
import { clusterMoments } from '../errors/cluster-moments.ts';
import { FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from '../errors/effective.ts';
import { neverSeen } from '../errors/never-seen.ts';
import type { Ground } from '../ground.ts';
import type { LossFigures } from '../loss.ts';
import type { PeriodSample } from '../period-sample.ts';
import { tailValueAtRiskEstimate } from '../quantiles.ts';
import { isMostlyUnseen, type Unseen } from '../errors/unseen.ts';
import { limitColumn } from './limit-columns.ts';
import { FEWEST_EXPECTED } from './needed-trials.ts';
import { limitReadings } from './limit-readings.ts';
import { meanOf, type WorldReadings } from './world-readings.ts';

const YEAR_HOURS = 8760;

/** What each node causes of the loss of the worst 5 % of periods, in order of node. */
export type TailShares = readonly Pick<Estimate, 'value' | 'standardError' | 'unreliable'>[];

/** A limit as one number that a figure must not pass. */
export interface Bound {
  readonly estimate: Estimate;
  readonly limit: number;
  /** Exceedances (or events) expected in a world where the figure is just at the limit, per unit of the limit. */
  readonly expected: number;
  /** Fewer expected exceedances than this cannot tell whether a world keeps the limit. */
  readonly fewest: number;
  /** The figure in each world; null where it is only known over all worlds. */
  readonly readings: (() => WorldReadings) | null;
  /** True where the readings of worlds say too little of what is true in them: their trials are too few for so heavy a tail. */
  readonly isHeavyWithin?: ((readings: WorldReadings) => boolean) | undefined;
  /** Of a share: the loss of the tail that it is a share of, and from where on that matters; periods that lost something in it. */
  readonly of?: { readonly tailMean: Estimate; readonly mattersOver: number; readonly losses: number } | undefined;
}

/** What limits are read from. */
export interface LimitGround extends Ground {
  readonly of: ColumnEstimates;
  readonly figures: Pick<LossFigures, 'mean' | 'tailValueAtRisk'>;
  readonly losses: PeriodSample;
  /** Of the run, and of a world of it. */
  readonly unseen: Unseen;
  readonly unseenInWorld: Unseen;
  readonly tail: TailShares | null;
}

/** Chance that a period loses more than so much. */
function chanceOver({ losses, measured }: LimitGround, over: number): Estimate {
  const isOver = (loss: number): number => (exceeds(loss, over) ? 1 : 0);
  const count = losses.values.reduce((sum, loss) => sum + isOver(loss), 0);
  if (count === 0)
    return neverSeen({ byWorld: measured.byWorld, worlds: measured.worlds, trials: losses.values.length }, 1);
  const { error, effective } = clusterMoments(losses, isOver);
  return estimate(
    count / losses.values.length,
    error,
    measured.clusters < 2 || (error > 0 && effective < FEWEST_EFFECTIVE),
  );
}

/** Whether the laws of amounts hold most of the noise of readings beyond what the trials of a world show. */
const isHeavy = (squaredError: number, { variances }: WorldReadings): boolean =>
  isMostlyUnseen(squaredError, meanOf(variances));

/** Bounds of a limit: one for each point of a curve and each node of a share. */
export function boundsOf(limit: Limit, ground: LimitGround): readonly Bound[] {
  const { measured, losses, compiled, columns, of, figures } = ground;
  const { periods, trialsPerWorld } = measured;
  const years = compiled.horizonHours / YEAR_HOURS;
  const trialPeriods = trialsPerWorld * periods;
  const fewest = FEWEST_EXPECTED;
  const read = limitReadings(limit, ground);

  const counted = (known: (column: number) => Estimate, unitsPerTrial: number): Bound => {
    const column = limitColumn(limit, compiled, columns);
    return { ...read[0]!, estimate: known(column), expected: trialsPerWorld * unitsPerTrial, fewest };
  };
  const exceeded = (over: number, point: number): Bound => ({
    ...read[point]!,
    estimate: chanceOver(ground, over),
    expected: trialPeriods,
    fewest,
  });

  switch (limit.kind) {
    case 'loss':
      return [exceeded(limit.over, 0)];
    case 'curve':
      return limit.points.map(({ loss }, point) => exceeded(loss, point));
    case 'outage':
    case 'harm':
      return [counted((column) => of.chance(column, periods), periods)];
    case 'gotThrough':
      return [counted((column) => per(of.mean(column), years), years)];
    case 'meanLoss': {
      const perYear = YEAR_HOURS / compiled.periodHours;
      const known = per(figures.mean, 1 / perYear);
      const unseen = ground.unseenInWorld.squaredError * perYear * perYear;
      const isHeavyWithin = (of1: WorldReadings): boolean => isHeavy(unseen, of1);
      return [{ ...read[0]!, estimate: known, expected: Infinity, fewest, isHeavyWithin }];
    }
    case 'tailMean': {
      const known = tailValueAtRiskEstimate(losses, limit.level, ground.unseen);
      // The tail is what is counted, whatever its mean may be
      const inTail = trialPeriods * (1 - limit.level) * (1 + 1e-9);
      const expected = inTail < FEWEST_EXCEEDANCES ? 0 : Infinity;
      const unseen = ground.unseenInWorld.squaredError / ((1 - limit.level) * (1 - limit.level));
      const isHeavyWithin = (of1: WorldReadings): boolean => isHeavy(unseen, of1);
      const bound = { ...read[0]!, estimate: known, expected, fewest: FEWEST_EXCEEDANCES };
      return [{ ...bound, isHeavyWithin }];
    }
    case 'shareOfTail':
      return sharesOfTail(limit, ground);
  }
}

/** Periods of the worst 5 % that lost anything. */
function lossesInTail({ sorted }: PeriodSample): number {
  const from = Math.floor(sorted.length * 0.95);
  let count = 0;
  for (let k = from; k < sorted.length; k++) if (sorted[k]! > 0) count++;
  return count;
}

function sharesOfTail(limit: Extract<Limit, { kind: 'shareOfTail' }>, ground: LimitGround): readonly Bound[] {
  const { compiled, tail, figures, losses } = ground;
  const tailMean = figures.tailValueAtRisk['0.95'];
  if (tailMean === undefined) throw new Error('the mean of the worst 5 % is not known');
  const of = { tailMean, mattersOver: limit.mattersOver, losses: lossesInTail(losses) };
  const nodes = compiled.nodeIds.flatMap((id, node) => (limit.node === 'any' || id === limit.node ? [node] : []));
  return nodes.map((node): Bound => {
    const share = tail?.[node];
    const known =
      share === undefined
        ? estimate(0, 0, true)
        : estimate(share.value, share.standardError, share.unreliable === true);
    const expected = share === undefined ? 0 : Infinity;
    return { estimate: known, limit: limit.most, expected, fewest: FEWEST_EXPECTED, readings: null, of };
  });
}
