/** How the limits of the appetite are met. */
import type { Limit } from '../../../model/model.ts';
import { limitWords } from '../../../results/limit-words.ts';
import { namesOf, type Names } from '../../../results/names.ts';
import type { LimitPoint, LimitResult } from '../../../results/scenario-result.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import { labelsOf } from '../asked.ts';
import type { ColumnEstimates } from '../column-estimates.ts';
import { unseenOf } from '../errors/unseen.ts';
import type { Ground } from '../ground.ts';
import type { LossFigures } from '../loss.ts';
import { periodSample } from '../period-sample.ts';
import { boundsOf, type Bound, type LimitGround, type TailShares } from './bounds.ts';
import { neededTrials } from './needed-trials.ts';
import { withFewWorlds } from './few-worlds.ts';
import { plainVerdict, shareVerdict, verdictOverWorlds, worse, type Verdict } from './verdict.ts';

/** Bounds whose figures are those of the run, and whose readings are those of its long worlds. */
const readInLong = (limit: Limit, ground: LimitGround, long: LimitGround): readonly Bound[] => {
  const of = boundsOf(limit, ground);
  return boundsOf(limit, long).map((bound, index) => ({ ...bound, estimate: of[index]!.estimate }));
};

/** A limit with the bounds that it was judged by. */
interface LimitWithBounds {
  readonly result: LimitResult;
  readonly bounds: readonly Bound[];
}

/** Where a limit lies in the plane of loss and chance, if it does. */
function pointsOf(limit: Limit): { readonly points?: readonly LimitPoint[] } {
  if (limit.kind === 'loss') return { points: [{ loss: limit.over, chance: limit.chance }] };
  return limit.kind === 'curve' ? { points: limit.points } : {};
}

function limitResult(limit: Limit, ground: LimitGround, long: LimitGround | null, names: Names): LimitWithBounds {
  const { byWorld, clusters, givenThisWorld } = ground.measured;
  const isLong = long !== null && neededTrials(limit, ground.compiled) > ground.measured.trialsPerWorld;
  const bounds = isLong ? readInLong(limit, ground, long) : boundsOf(limit, ground);
  const { worlds } = isLong ? long.measured : ground.measured;
  const verdicts = bounds.map((bound): Verdict => {
    if (bound.of !== undefined) {
      return bound.expected === 0 ? plainVerdict(bound, clusters) : shareVerdict(bound, bound.of, clusters);
    }
    if (bound.readings !== null && byWorld) return verdictOverWorlds(bound, bound.readings(), limit.confidence);
    return plainVerdict(bound, clusters);
  });
  const { id, kind, confidence: asked } = limit;
  const told = { ...limitWords(limit, ground.model, names), ...pointsOf(limit) };
  const decisive = verdicts.reduce(worse);
  const confidence = byWorld ? withFewWorlds(decisive.confidence, worlds) : decisive.confidence;
  const judged: Verdict = { ...decisive, confidence, ...(givenThisWorld ? { status: 'not resolved' } : {}) };
  const of = bounds[0]?.of;
  const share = of === undefined ? {} : { ofTail: { mean: of.tailMean, mattersOver: of.mattersOver } };
  const longWorlds = isLong ? { judgedIn: sizeOf(long.measured) } : {};
  return { result: { id, kind, ...told, ...judged, asked, ...share, ...longWorlds }, bounds };
}

const sizeOf = ({ worlds, trialsPerWorld }: Measured): NonNullable<LimitResult['judgedIn']> => ({
  worlds,
  trialsPerWorld,
});

/**
 * How each limit is met.
 *
 * - Over worlds: by the confidence, two standard errors from what is asked.
 * - A model in which nothing is uncertain: the limit holds or not, by the estimate.
 * - One world of an uncertain model says nothing about confidence: not resolved.
 * - A curve: by its worst point. A share of the tail: by the worst node, and by the share over all worlds, since a world
 *   alone has too small a tail.
 *
 * @param figures Those of `lossFigures`.
 * @param tail Null when the tail was not simulated again: limits on shares of it are not resolved.
 * @param long Worlds of more trials, by which limits are judged that those of the run are too short for; null without them.
 * @param limits Those that are judged: all of the model's when absent.
 */
export function appetite(...of: Parameters<typeof appetiteOf>): readonly LimitResult[] {
  return appetiteOf(...of).map(({ result }) => result);
}

/** The same, each with its bounds. */
export function appetiteOf(
  ground: Ground,
  of: ColumnEstimates,
  figures: Pick<LossFigures, 'mean' | 'tailValueAtRisk'>,
  tail: TailShares | null,
  long: Measured | null = null,
  limits: readonly Limit[] = ground.model.limits,
): readonly LimitWithBounds[] {
  if (limits.length === 0) return [];
  const groundOf = (measured: Measured): LimitGround => {
    const measuredThere = { ...ground, measured };
    return {
      ...measuredThere,
      of,
      figures,
      losses: periodSample(measured, measured.loss),
      unseen: unseenOf(measuredThere),
      unseenInWorld: unseenOf(measuredThere, 'world'),
      tail,
    };
  };
  const names = namesOf(labelsOf(ground.model).labels);
  const full = groundOf(ground.measured);
  const inLong = long === null ? null : groundOf(long);
  return limits.map((limit) => limitResult(limit, full, inLong, names));
}
