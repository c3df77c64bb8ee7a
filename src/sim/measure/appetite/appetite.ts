/** How the limits of the appetite are met. */
import type { Limit, Model } from '../../../model/model.ts';
import { estimate, per, type Estimate } from '../../../results/estimate.ts';
import type { LimitResult, LimitStatus } from '../../../results/scenario-result.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import type { Columns } from '../../kernel/columns.ts';
import type { CompiledModel } from '../../kernel/compiled-model.ts';
import { columnEstimates, type ColumnEstimates } from '../column-estimates.ts';
import { errorOfMean, periodSample, type PeriodSample } from '../period-sample.ts';
import { tailValueAtRiskEstimate } from '../quantiles.ts';
import { confidenceOf } from './confidence.ts';
import { limitColumn } from './limit-columns.ts';
import { columnReadings, exceedanceReadings, meanLossReadings, tailMeanReadings } from './readings.ts';
import { limitWords } from './words.ts';
import type { WorldReadings } from './world-readings.ts';

/** Expected exceedances in a world below which its share of them says too little. */
const FEWEST_EXPECTED = 10;

/** Standard errors that a verdict keeps from what is asked. */
const MARGIN = 2;

const YEAR_HOURS = 8760;

/** What each node causes of the loss of the worst 5 % of periods, in order of node. */
export type TailShares = readonly Pick<Estimate, 'value' | 'standardError'>[];

/** A limit as one number that a figure must not pass. */
interface Bound {
  readonly estimate: Estimate;
  readonly limit: number;
  /** Exceedances (or events) expected in a world where the figure is just at the limit, per unit of the limit. */
  readonly expected: number;
  /** The figure in each world; null where it is only known over all worlds. */
  readonly readings: (() => WorldReadings) | null;
}

type Verdict = Pick<LimitResult, 'estimate' | 'limit' | 'confidence' | 'status'>;

/** From the best to the worst. */
const STATUSES: readonly LimitStatus[] = ['within', 'at margin', 'not resolved', 'outside'];

/** The worse of two verdicts; of the same status that with less confidence, then that which comes nearer to its limit. */
function worse(a: Verdict, b: Verdict): Verdict {
  const difference = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (difference !== 0) return difference > 0 ? a : b;
  if (a.confidence.value !== b.confidence.value) return b.confidence.value < a.confidence.value ? b : a;
  return b.estimate.value * a.limit > a.estimate.value * b.limit ? b : a;
}

/** Where nothing is uncertain the limit holds or not; two standard errors of the estimate are its margin. */
function plainVerdict(bound: Bound): Verdict {
  const { estimate: known, limit } = bound;
  const confidence = estimate(known.value <= limit ? 1 : 0, 0);
  if (
    bound.expected * limit < FEWEST_EXPECTED &&
    !isClearlyOver(known, Math.max(limit, FEWEST_EXPECTED / bound.expected))
  ) {
    return { estimate: known, limit, confidence, status: 'not resolved' };
  }
  const atMargin = Math.abs(known.value - limit) < MARGIN * known.standardError;
  const status = atMargin ? 'at margin' : known.value <= limit ? 'within' : 'outside';
  return { estimate: known, limit, confidence, status };
}

const isClearlyOver = (known: Estimate, limit: number): boolean => known.value - MARGIN * known.standardError > limit;

/**
 * Over worlds. A world with fewer than ten exceedances expected at the limit cannot tell whether it keeps it; but it can
 * tell whether it keeps a wider limit at which ten are expected, and when not enough worlds do, the limit is missed too.
 */
function verdictOverWorlds(bound: Bound, readings: WorldReadings, asked: number): Verdict {
  const { limit } = bound;
  const confidence = confidenceOf(readings, limit);
  const known = { estimate: bound.estimate, limit, confidence };
  const fails = (at: Estimate): boolean => at.value + MARGIN * at.standardError < asked;
  if (bound.expected * limit < FEWEST_EXPECTED) {
    const wider = confidenceOf(readings, FEWEST_EXPECTED / bound.expected);
    return { ...known, status: fails(wider) ? 'outside' : 'not resolved' };
  }
  const holds = confidence.value - MARGIN * confidence.standardError >= asked;
  return { ...known, status: holds ? 'within' : fails(confidence) ? 'outside' : 'at margin' };
}

/** What limits are read from. */
interface Ground {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly columns: Columns;
  readonly measured: Measured;
  readonly of: ColumnEstimates;
  readonly losses: PeriodSample;
  readonly tail: TailShares | null;
}

/** Bounds of a limit: one for each point of a curve and each node of a share. */
function boundsOf(limit: Limit, ground: Ground): readonly Bound[] {
  const { measured, losses, compiled, columns } = ground;
  const { worlds, periods, trialsPerWorld } = measured;
  const years = compiled.horizonHours / YEAR_HOURS;
  const trialPeriods = trialsPerWorld * periods;

  const counted = (family: WorldReadings['family'], most: number, unitsPerTrial: number): Bound => {
    const column = limitColumn(limit, compiled, columns);
    const readings = () => columnReadings(family, measured.ofWorlds(column), trialsPerWorld, 1 / unitsPerTrial);
    const known = per(ground.of.mean(column), unitsPerTrial);
    return { estimate: known, limit: most, expected: trialsPerWorld * unitsPerTrial, readings };
  };
  const exceeded = (over: number, chance: number): Bound => {
    const share = losses.values.reduce((count, loss) => count + (loss > over ? 1 : 0), 0) / losses.values.length;
    const error = errorOfMean(losses, (loss) => (loss > over ? 1 : 0));
    const readings = () => exceedanceReadings(losses, worlds, periods, over);
    return { estimate: estimate(share, error), limit: chance, expected: trialPeriods, readings };
  };

  switch (limit.kind) {
    case 'loss':
      return [exceeded(limit.over, limit.chance)];
    case 'curve':
      return limit.points.map(({ loss, chance }) => exceeded(loss, chance));
    case 'outage':
    case 'harm':
      return [counted('probability', limit.chance, periods)];
    case 'gotThrough':
      return [counted('mean', limit.most, years)];
    case 'meanLoss': {
      const perYear = YEAR_HOURS / compiled.periodHours;
      const known = per(ground.of.mean(columns.loss), years);
      const readings = (): WorldReadings => {
        const { values, variances } = meanLossReadings(losses, worlds, periods);
        return {
          family: 'mean',
          values: values.map((value) => value * perYear),
          variances: variances.map((variance) => variance * perYear * perYear),
        };
      };
      return [{ estimate: known, limit: limit.most, expected: Infinity, readings }];
    }
    case 'tailMean': {
      const readings = () => tailMeanReadings(losses, worlds, periods, limit.level);
      const known = tailValueAtRiskEstimate(losses, limit.level);
      // The tail is what is counted, whatever its mean may be
      const inTail = trialPeriods * (1 - limit.level);
      return [{ estimate: known, limit: limit.most, expected: inTail < FEWEST_EXPECTED ? 0 : Infinity, readings }];
    }
    case 'shareOfTail': {
      const nodes = compiled.nodeIds.flatMap((id, node) => (limit.node === 'any' || id === limit.node ? [node] : []));
      return nodes.map((node) => {
        const share = ground.tail?.[node];
        const known = share === undefined ? estimate(0, 0, true) : estimate(share.value, share.standardError);
        return { estimate: known, limit: limit.most, expected: share === undefined ? 0 : Infinity, readings: null };
      });
    }
  }
}

function limitResult(limit: Limit, ground: Ground): LimitResult {
  const verdicts = boundsOf(limit, ground).map((bound): Verdict => {
    if (bound.expected === 0) {
      const confidence = estimate(bound.estimate.value <= bound.limit ? 1 : 0, 0, true);
      return { estimate: bound.estimate, limit: bound.limit, confidence, status: 'not resolved' };
    }
    if (bound.readings !== null && ground.measured.byWorld) {
      return verdictOverWorlds(bound, bound.readings(), limit.confidence);
    }
    const plain = plainVerdict(bound);
    return ground.measured.givenThisWorld ? { ...plain, status: 'not resolved' } : plain;
  });
  const { id, kind, confidence: asked } = limit;
  return { id, kind, words: limitWords(limit, ground.model), ...verdicts.reduce(worse), asked };
}

/**
 * How each limit is met.
 *
 * - Over worlds: by the confidence, two standard errors from what is asked.
 * - A model in which nothing is uncertain: the limit holds or not, by the estimate.
 * - One world of an uncertain model says nothing about confidence: not resolved.
 * - A curve: by its worst point. A share of the tail: by the worst node, and by the share over all worlds, since a world
 *   alone has too small a tail.
 *
 * @param tail Null when the tail was not simulated again: limits on shares of it are not resolved.
 */
export function appetite(
  model: Model,
  compiled: CompiledModel,
  columns: Columns,
  measured: Measured,
  tail: TailShares | null,
): readonly LimitResult[] {
  if (model.limits.length === 0) return [];
  const of = columnEstimates(measured, columns);
  const losses = periodSample(measured, measured.loss);
  const ground = { model, compiled, columns, measured, of, losses, tail };
  return model.limits.map((limit) => limitResult(limit, ground));
}
