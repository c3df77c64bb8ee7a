/** How many worlds, trials and changes an analysis can afford. */
import { ADDRESS_BLOCK } from '../../sim/kernel/ground/room.ts';
import type { Sample } from '../../sim/session.ts';

/** Worlds read, each with its partner, and trials read in each. */
export interface Design {
  readonly worlds: number;
  /** Even: two halves. */
  readonly trialsPerWorld: number;
}

/** Fewer worlds say nothing of a variance. */
export const FEWEST_WORLDS = 30;
/** One for each half. */
const FEWEST_TRIALS = 2;
/** More worlds than this are seldom worth it: then each has more trials. */
const MOST_WORLDS = 4096;
/** Worlds below which trials are spread over more of them, whatever the noise. */
const ENOUGH_WORLDS = 128;

/** The next even number from 2 on, downwards. */
const even = (count: number): number => count - (count % 2);

/** Mean variance inside worlds and variance between them, freed of the former, of the mean loss of a period. */
function variances({ losses, worlds, trialsPerWorld, periods }: Sample): { inside: number; between: number } {
  const means = new Float64Array(worlds);
  let inside = 0;
  for (let world = 0; world < worlds; world++) {
    let [sum, squares] = [0, 0];
    for (let trial = 0; trial < trialsPerWorld; trial++) {
      let loss = 0;
      for (let period = 0; period < periods; period++)
        loss += losses[(world * trialsPerWorld + trial) * periods + period]!;
      sum += loss / periods;
      squares += (loss / periods) * (loss / periods);
    }
    means[world] = sum / trialsPerWorld;
    inside += Math.max(0, squares - sum * means[world]!) / Math.max(1, trialsPerWorld - 1) / worlds;
  }
  const mean = means.reduce((sum, one) => sum + one, 0) / worlds;
  const spread = means.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / Math.max(1, worlds - 1);
  return { inside, between: spread - inside / trialsPerWorld };
}

/** Draws and timelines that take as long as a trial, about: what a world costs before its first trial. */
const STEPS_PER_TRIAL = 20;

/**
 * Trials in a world at which a variance between worlds is known best for the same work. Its squared error goes with (1 + r / n)^2 for n
 * trials, r the variance inside a world by that between worlds, and the work with c + n, c what a world costs in trials: the least
 * product is at n^2 = r n + 2 r c.
 *
 * @see Sun, Apley & Staum (2011), Efficient nested simulation for estimating the variance of a conditional expectation, Operations
 * Research 59, 998-1007 (for c = 0).
 */
export function bestTrials(sample: Sample): number {
  const { compiled } = sample.variant;
  const most = Math.min(sample.trialsPerWorld, ADDRESS_BLOCK);
  const { inside, between } = variances(sample);
  const ratio = inside / between;
  const cost = (compiled.stepOp.length + compiled.threatIds.length) / STEPS_PER_TRIAL;
  const best = between > 0 ? Math.round((ratio + Math.sqrt(ratio * (ratio + 8 * cost))) / 2) : most;
  return Math.max(FEWEST_TRIALS, even(Math.min(most, best)));
}

/**
 * A design of `rows` rows of worlds: as they are, their partners, and one for each change.
 *
 * @param budget Trials in all.
 * @param best Trials in a world.
 * @param most Trials in a world at most.
 * @returns Null where the budget is too small.
 */
export function designOf(rows: number, budget: number, best: number, most: number): Design | null {
  const perRow = Math.floor(budget / rows);
  if (perRow < FEWEST_WORLDS * FEWEST_TRIALS || most < FEWEST_TRIALS) return null;
  const forWorlds = Math.floor(perRow / Math.min(ENOUGH_WORLDS, Math.floor(perRow / FEWEST_TRIALS)));
  const wanted = Math.max(FEWEST_TRIALS, even(Math.min(best, forWorlds)));
  const worlds = Math.min(MOST_WORLDS, Math.floor(perRow / wanted));
  return { worlds, trialsPerWorld: Math.max(FEWEST_TRIALS, even(Math.min(most, Math.floor(perRow / worlds)))) };
}
