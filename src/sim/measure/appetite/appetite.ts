/** How the limits of the appetite are met. */
import type { Limit } from '../../../model/model.ts';
import type { LimitResult } from '../../../results/scenario-result.ts';
import type { ColumnEstimates } from '../column-estimates.ts';
import { unseenOf } from '../errors/unseen.ts';
import type { Ground } from '../ground.ts';
import type { LossFigures } from '../loss.ts';
import { periodSample } from '../period-sample.ts';
import { boundsOf, type LimitGround, type TailShares } from './bounds.ts';
import { withFewWorlds } from './few-worlds.ts';
import { plainVerdict, shareVerdict, verdictOverWorlds, worse, type Verdict } from './verdict.ts';
import { limitWords } from './words.ts';

function limitResult(limit: Limit, ground: LimitGround): LimitResult {
  const { byWorld, clusters, givenThisWorld, worlds } = ground.measured;
  const bounds = boundsOf(limit, ground);
  const verdicts = bounds.map((bound): Verdict => {
    if (bound.of !== undefined) {
      return bound.expected === 0 ? plainVerdict(bound, clusters) : shareVerdict(bound, bound.of, clusters);
    }
    if (bound.readings !== null && byWorld) return verdictOverWorlds(bound, bound.readings(), limit.confidence);
    return plainVerdict(bound, clusters);
  });
  const { id, kind, confidence: asked } = limit;
  const decisive = verdicts.reduce(worse);
  const confidence = byWorld ? withFewWorlds(decisive.confidence, worlds) : decisive.confidence;
  const judged: Verdict = { ...decisive, confidence, ...(givenThisWorld ? { status: 'not resolved' } : {}) };
  const of = bounds[0]?.of;
  const share = of === undefined ? {} : { ofTail: { mean: of.tailMean, mattersOver: of.mattersOver } };
  return { id, kind, words: limitWords(limit, ground.model), ...judged, asked, ...share };
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
 * @param figures Those of `lossFigures`.
 * @param tail Null when the tail was not simulated again: limits on shares of it are not resolved.
 */
export function appetite(
  ground: Ground,
  of: ColumnEstimates,
  figures: LossFigures,
  tail: TailShares | null,
): readonly LimitResult[] {
  const { model, measured } = ground;
  if (model.limits.length === 0) return [];
  const losses = periodSample(measured, measured.loss);
  const full: LimitGround = {
    ...ground,
    of,
    figures,
    losses,
    unseen: unseenOf(ground),
    unseenInWorld: unseenOf(ground, 'world'),
    tail,
  };
  return model.limits.map((limit) => limitResult(limit, full));
}
