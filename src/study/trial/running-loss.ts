/** What a trial has cost by any hour: accruing losses as they run. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { kernelOf } from '../../sim/compile/kernel-of.ts';
import type { TimedAction } from '../../sim/kernel/ground/kernel.ts';
import type { Tell } from '../../sim/kernel/ground/tell.ts';

/**
 * Counted money lost up to and including each hour, before insurance: simulates the trial again, with its losses in
 * pieces that end at these hours. Where events are given, only what they set off.
 *
 * @param hours In any order, with repetitions.
 * @param actions Taken in the trial, by hour.
 * @returns A function from one of these hours to the loss.
 */
export function runningLoss(
  compiled: CompiledModel,
  seed: string,
  address: { readonly world: number; readonly trial: number },
  hours: readonly number[],
  actions?: readonly TimedAction[],
): (hour: number) => number {
  const cuts = Float64Array.from(new Set(hours)).toSorted();
  const lost = new Float64Array(cuts.length);
  const loss: Tell['loss'] = (hour, kind, _node, amount, cause) => {
    if (compiled.kindCounted[kind] !== 1 || (compiled.conditional && !cause.given)) return;
    const place = cuts.findIndex((cut) => cut >= hour);
    if (place >= 0) lost[place]! += amount;
  };
  kernelOf(compiled, seed, { loss, cuts }).simulate(address.world, address.trial, actions);
  let sum = 0;
  const upTo = new Map([...cuts].map((cut, place) => [cut, (sum += lost[place]!)]));
  return (hour) => upTo.get(hour) ?? 0;
}
