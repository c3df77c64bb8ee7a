/**
 * Chosen trials, cut into tasks: trials of one block of arrivals stay together, because arrivals are drawn for the
 * whole block.
 */
import { ADDRESS_BLOCK } from '../kernel/ground/room.ts';

/** Approximate number of trials per task. */
const TRIALS_PER_TASK = 256;

/** Trials by address. */
export interface Addresses {
  readonly world: Int32Array; // [entries]
  readonly trial: Int32Array; // [entries]
  /** Of the run they belong to. */
  readonly trialsPerWorld: number;
}

/**
 * Ends of tasks in a list of trials.
 *
 * @param trials Numbers of trials (world times trials per world, plus trial), ascending.
 * @returns Ends, ascending; the last is the number of trials.
 */
export function taskEnds(trials: Int32Array, trialsPerWorld: number): readonly number[] {
  const blockOf = (at: number): number => {
    const world = Math.floor(trials[at]! / trialsPerWorld);
    return world * trialsPerWorld + Math.floor((trials[at]! % trialsPerWorld) / ADDRESS_BLOCK);
  };
  const ends: number[] = [];
  let begin = 0;
  for (let at = 1; at <= trials.length; at++) {
    const isFull = at - begin >= TRIALS_PER_TASK && (at === trials.length || blockOf(at) !== blockOf(at - 1));
    if (!isFull && at < trials.length) continue;
    ends.push(at);
    begin = at;
  }
  return ends;
}

/** Addresses of trials by number. */
export function addressesOf(trials: Int32Array, trialsPerWorld: number): Addresses {
  return {
    world: trials.map((number) => Math.floor(number / trialsPerWorld)),
    trial: trials.map((number) => number % trialsPerWorld),
    trialsPerWorld,
  };
}
