/** Which threats came in a trial: what else is left out of it, nothing of the others can change. */
import type { Listener } from '../../sim/kernel/ground/tell.ts';
import type { MakeReader } from '../../sim/session/reader.ts';

/** Threats of which an event came that was not stopped as a whole, by trial, ascending, in compressed rows. */
export interface EventsRead {
  readonly start: Int32Array; // [trials + 1]
  readonly threat: Int32Array;
}

export const readEvents: MakeReader<null, EventsRead> = ({ makeKernel }) => {
  let came = new Set<number>();
  /** The event at hand, until it is known whether it was stopped; -1 for none. */
  let open = -1;
  const settle = (): void => {
    if (open >= 0) came.add(open);
    open = -1;
  };
  const listener: Listener = {
    event: (_, threat) => {
      settle();
      open = threat;
    },
    stopped: (_, __, threat, node) => {
      if (node < 0 && threat === open) open = -1;
    },
    settled: settle,
  };
  const kernel = makeKernel(listener);
  return ({ world, trial, trialsPerWorld }, stopped) => {
    kernel.expect(trialsPerWorld);
    const start = new Int32Array(world.length + 1);
    const threats: number[] = [];
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      came = new Set();
      open = -1;
      kernel.simulate(world[entry]!, trial[entry]!);
      settle();
      threats.push(...[...came].toSorted((a, b) => a - b));
      start[entry + 1] = threats.length;
    }
    return { start, threat: Int32Array.from(threats) };
  };
};
