/** Reads what trials lose: period by period, and event by event. */
import { makeEventLossRecorder, type EventLosses } from '../../sim/accumulate/event-losses.ts';
import type { MakeReader } from '../../sim/session/reader.ts';

/** Losses of trials, in their order. */
export interface LossesRead {
  /** Counted loss of each period. Shape [trials * periods]. */
  readonly loss: Float64Array;
  /** Largest counted loss of one root event in each period. Shape [trials * periods]. */
  readonly largest: Float64Array;
  readonly events: EventLosses;
}

export const readLosses: MakeReader<null, LossesRead> = ({ model: { periods }, makeKernel }) => {
  const kernel = makeKernel();
  return ({ world, trial, trialsPerWorld }, stopped) => {
    kernel.expect(trialsPerWorld);
    const events = makeEventLossRecorder();
    const loss = new Float64Array(world.length * periods);
    const largest = new Float64Array(world.length * periods);
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      kernel.simulate(world[entry]!, trial[entry]!);
      loss.set(kernel.periodLoss, entry * periods);
      largest.set(kernel.periodLargest, entry * periods);
      events.addTrial(kernel);
    }
    return { loss, largest, events: events.take() };
  };
};
