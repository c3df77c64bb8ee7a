/** Reads the lengths of all outages of chosen trials. */
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';

/** Of each outage, in order of trial. */
export interface OutagesRead {
  readonly node: Int32Array;
  readonly hours: Float64Array;
  /** Place of its trial in the list of trials. */
  readonly entry: Int32Array;
}

export const readOutages: MakeReader<null, OutagesRead> = ({ model, makeKernel }) => {
  const unhurt = unhurtCapacities(model);
  const since = new Map<number, number>();
  let found: { node: number; hours: number; entry: number }[] = [];
  let entry = 0;
  const end = (node: number, hour: number): void => {
    const hours = hour - (since.get(node) ?? hour);
    since.delete(node);
    if (hours > 0) found.push({ node, hours, entry });
  };
  const kernel = makeKernel({
    capacity: (hour, node, _from, to) => {
      const isDown = to < unhurt[node]! - LEAST_CHANGE;
      if (isDown && !since.has(node)) since.set(node, hour);
      if (!isDown && since.has(node)) end(node, hour);
    },
  });
  return ({ world, trial, trialsPerWorld, first }, stopped) => {
    kernel.expect(trialsPerWorld);
    found = [];
    for (let at = 0; at < world.length; at++) {
      if (stopped()) return null;
      entry = first + at;
      kernel.simulate(world[at]!, trial[at]!);
      for (const node of since.keys()) end(node, model.horizonHours);
    }
    return {
      node: Int32Array.from(found, (one) => one.node),
      hours: Float64Array.from(found, (one) => one.hours),
      entry: Int32Array.from(found, (one) => one.entry),
    };
  };
};
