/** What a trial has cost by any hour: accruing losses as they run. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { kernelOf } from '../../sim/compile/kernel-of.ts';
import type { TimedAction } from '../../sim/kernel/ground/kernel.ts';
import type { Tell } from '../../sim/kernel/ground/tell.ts';

/** Counted money lost up to and including each hour, before insurance. */
export interface LossCourse {
  /** Ascending, each once. */
  readonly hours: Float64Array;
  /** Shape [hours]. */
  readonly lost: Float64Array;
  /** The same by bearer, those without loss left out. */
  readonly byBearer: ReadonlyMap<string, Float64Array>;
}

/** Place of the first hour that is not before another; the length where all are. */
function placeOf(hours: Float64Array, hour: number): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hours[middle]! < hour) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Simulates a trial again, with its losses in pieces that end at these hours. Where events are given, only what they set off.
 *
 * @param hours In any order, with repetitions.
 * @param actions Taken in the trial, by hour.
 */
export function lossCourse(
  compiled: CompiledModel,
  seed: string,
  address: { readonly world: number; readonly trial: number },
  hours: readonly number[],
  actions?: readonly TimedAction[],
): LossCourse {
  const cuts = Float64Array.from(new Set(hours)).toSorted();
  const lost = new Float64Array(cuts.length);
  const byBearer = new Map<string, Float64Array>();
  const loss: Tell['loss'] = (hour, kind, _node, amount, cause) => {
    if (compiled.kindCounted[kind] !== 1 || (compiled.conditional && !cause.given)) return;
    const place = placeOf(cuts, hour);
    if (place === cuts.length) return;
    lost[place]! += amount;
    const name = compiled.kinds[kind]!;
    const own = byBearer.get(name) ?? new Float64Array(cuts.length);
    own[place]! += amount;
    byBearer.set(name, own);
  };
  kernelOf(compiled, seed, { loss, cuts }).simulate(address.world, address.trial, actions);
  for (const series of [lost, ...byBearer.values()]) {
    let sum = 0;
    series.forEach((amount, place) => (series[place] = sum += amount));
  }
  return { hours: cuts, lost, byBearer };
}

/**
 * The loss of a trial up to and including each of some hours (`lossCourse`).
 *
 * @returns A function from one of these hours to the loss.
 */
export function runningLoss(...asked: Parameters<typeof lossCourse>): (hour: number) => number {
  const { hours, lost } = lossCourse(...asked);
  const upTo = new Map([...hours].map((hour, place) => [hour, lost[place]!]));
  return (hour) => upTo.get(hour) ?? 0;
}
