/** What each root event of a trial has cost, once the trial is closed. */
import type { Pools } from './pools.ts';

/**
 * Takes a counted loss, net of insurance, of one root event in one period.
 *
 * @param source Number among the sources of loss (`Columns`).
 * @param hour When the event first struck [hours].
 */
export type TakeRootLoss = (source: number, period: number, hour: number, loss: number) => void;

/** Initial room, in events. */
const ROOM = 64;

/**
 * Passes on what every root event has cost, by period, then in the order in which events began. What no event set off, such as a
 * control that is not bought, is an event by itself.
 */
export function makeRootLosses(pools: Pools, periods: number): (take: TakeRootLoss) => void {
  let sourceOf = new Int32Array(ROOM);
  let hourOf = new Float64Array(ROOM);
  return (take) => {
    const events = pools.events();
    const causes = pools.causes();
    if (events > hourOf.length) {
      sourceOf = new Int32Array(2 * events);
      hourOf = new Float64Array(2 * events);
    }
    hourOf.fill(Infinity, 0, events);
    for (let cause = 0; cause < causes; cause++) {
      const event = pools.eventOf(cause);
      if (event < 0 || !(pools.hourOf(cause) < hourOf[event]!)) continue;
      hourOf[event] = pools.hourOf(cause);
      sourceOf[event] = pools.sourceOf(cause);
    }
    for (let period = 0; period < periods; period++) {
      for (let event = 0; event < events; event++) {
        const loss = pools.lossOf(event, period);
        if (loss > 0) take(sourceOf[event]!, period, hourOf[event]!, loss);
      }
      for (let cause = 0; cause < causes; cause++) {
        if (pools.eventOf(cause) >= 0) continue;
        const loss = pools.lostTo(cause, period);
        if (loss > 0) take(pools.sourceOf(cause), period, pools.hourOf(cause), loss);
      }
    }
  };
}
