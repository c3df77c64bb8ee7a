/** What trials lose when somebody acts: everything that was struck so far is repaired at one hour. */
import type { TimedAction } from '../../sim/kernel/ground/kernel.ts';
import type { MakeReader } from '../../sim/session/reader.ts';

/** What struck in an occurrence, and hours since its first event at which somebody acts. */
export interface Acting {
  readonly first: number;
  readonly strikes: readonly { readonly hour: number; readonly node: number }[];
  readonly hours: readonly number[];
}

/** Of each entry of the list of trials, in its order. */
export interface ActingInput {
  readonly acting: readonly Acting[];
}

/** Repairs at an hour of the trial, in one instant after all else of that hour; none beyond the horizon. */
function repairsAt(
  hour: number,
  strikes: Acting['strikes'],
  nodeIds: readonly string[],
  horizonHours: number,
): readonly TimedAction[] {
  if (!(hour < horizonHours)) return [];
  const struck = new Set(strikes.flatMap((strike) => (strike.hour <= hour ? [strike.node] : [])));
  return [...struck].map((node): TimedAction => {
    return { at: hour, action: { kind: 'repair', id: 'snowball', node: nodeIds[node]! } };
  });
}

/** Gives for each entry the counted loss of the trial at each of its hours. */
export const readActing: MakeReader<ActingInput, readonly Float64Array[]> = ({ model, makeKernel }) => {
  const kernel = makeKernel();
  const { nodeIds, horizonHours } = model;
  return ({ world, trial, trialsPerWorld, first, input }, stopped) => {
    kernel.expect(trialsPerWorld);
    const losses: Float64Array[] = [];
    for (let entry = 0; entry < world.length; entry++) {
      const { first: begins, strikes, hours } = input.acting[first + entry]!;
      const ofEntry = new Float64Array(hours.length);
      for (let at = 0; at < hours.length; at++) {
        if (stopped()) return null;
        kernel.simulate(world[entry]!, trial[entry]!, repairsAt(begins + hours[at]!, strikes, nodeIds, horizonHours));
        for (const loss of kernel.periodLoss) ofEntry[at]! += loss;
      }
      losses.push(ofEntry);
    }
    return losses;
  };
};
