/** What would remove a snowball: what the levels of the model's own controls leave of the tail. */
import { expectedSpend } from '../../doughnut/cost/expected-spend.ts';
import type { Model } from '../../model/model.ts';
import type { Portfolio, Selection } from '../../model/selection.ts';
import type { Removal, SnowballRemoval } from '../../results/snowball/removal.ts';
import type { MadeHere } from '../../results/snowball-document.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { FEWEST_BEHIND_ERROR, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import type { Sample } from '../../sim/session/simulate.ts';
import type { FuturesOptions } from '../../sim/session/futures.ts';
import type { Session } from '../../sim/session.ts';
import { tailOfOther, tailSaved, tailSum, type Tail } from '../tail.ts';
import { touches } from './touches.ts';

/** What is asked of a session. */
export interface RemovalAsked {
  readonly session: Session;
  /** The selection of the tail. */
  readonly selection: Selection;
  readonly tail: Tail;
  readonly points: readonly Pick<MadeHere, 'id' | 'kind' | 'members'>[];
}

/** Levels in force of all controls but one. */
function portfolioWith(model: Model, control: string, level: string): Portfolio {
  return Object.fromEntries(model.controls.map((one) => [one.id, one.id === control ? level : one.level]));
}

const ascending = (a: number, b: number): number => (a === b ? 0 : a - b);

const byCost = (a: Removal, b: Removal): number =>
  ascending(a.extraSpendPerYear ?? Infinity, b.extraSpendPerYear ?? Infinity) ||
  a.leaves.value - b.leaves.value ||
  (`${a.control} ${a.level}` < `${b.control} ${b.level}` ? -1 : 1);

/** What goes from the mean loss of a period: differences future by future, their error by world (by trial where there is one). */
function meanSaved({ losses, worlds, trialsPerWorld }: Sample, other: Pick<Sample, 'losses'>): Estimate {
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  const size = losses.length / clusters;
  const means = new Float64Array(clusters);
  losses.forEach((loss, at) => {
    means[Math.floor(at / size)]! += (loss - other.losses[at]!) / size;
  });
  const { mean, error, effective, effectiveOfError } = momentsOfMeans(means);
  if (error === 0) return estimate(mean, 0);
  return estimate(mean, error, effective < FEWEST_EFFECTIVE || effectiveOfError < FEWEST_BEHIND_ERROR);
}

/**
 * Every level of the model's own controls that touches a point, by what it leaves of the tail on the same futures; the cheapest first, those
 * without a price last, ties by what is left.
 *
 * Each level is a run of all futures: one that makes something worse is seen.
 */
export async function whatWouldRemoveIt(asked: RemovalAsked, options: FuturesOptions = {}): Promise<SnowballRemoval> {
  const { session, selection, tail, points } = asked;
  const { sample, seed } = tail.futures;
  const { model } = sample.variant;
  const others = model.controls.flatMap((control) =>
    control.levels.filter(({ id }) => id !== control.level).map((level) => ({ control, level })),
  );
  const selections = others.map(({ control, level }) => ({
    ...selection,
    portfolio: portfolioWith(model, control.id, level.id),
  }));
  const variants = session.variants(selections);
  const touching = others.flatMap(({ control, level }, index) => {
    const after = variants[index]!.model;
    const touched = points.filter((point) => touches(model, after, control, level, point)).map(({ id }) => id);
    return touched.length === 0 ? [] : [{ control, level, touched, selection: selections[index]!, after }];
  });
  const { worlds, trialsPerWorld } = sample;
  const samples = await session.evaluate(
    touching.map((one) => one.selection),
    { worlds, trials: worlds * trialsPerWorld, seed, signal: options.signal },
  );
  options.signal?.throwIfAborted();
  const spent = expectedSpend(model);
  const found = touching.map(({ control, level, touched, after }, index): Removal => {
    const other = tailOfOther(tail, samples[index]!);
    const spend = expectedSpend(after);
    return {
      control: control.id,
      level: level.id,
      touches: touched,
      leaves: tailSum(tail, [{ of: other, factor: 1 }]),
      saves: tailSaved(tail, other),
      savesOnAverage: meanSaved(sample, samples[index]!),
      extraSpendPerYear: spend === null || spent === null ? null : spend - spent,
    };
  });
  return found.toSorted(byCost);
}
