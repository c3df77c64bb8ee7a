/** Futures in which nothing happens of itself. */
import { OCCURS, type CompiledModel } from '../kernel/ground/compiled-model.ts';

/** The model in which nothing happens of itself: no threat comes, no shock of the scenario; what is given does. */
export function givenAlone(compiled: CompiledModel): CompiledModel {
  const { occurs, onStart, shockSource, shockIds, shockTime, shockNode } = compiled;
  const { shockOutageSampler, shockLeaves, shockStream, shockSpared, threatIds } = compiled;
  // A node that is given is struck as by a shock, with a source of its own
  const isGiven = (_: unknown, shock: number): boolean => shockSource[shock] !== threatIds.length;
  return {
    ...compiled,
    occurs: new Uint8Array(occurs.length).fill(OCCURS.on),
    onStart: new Int32Array(onStart.length),
    onHours: new Float64Array(0),
    shockIds: shockIds.filter(isGiven),
    shockTime: shockTime.filter(isGiven),
    shockNode: shockNode.filter(isGiven),
    shockSource: shockSource.filter(isGiven),
    shockOutageSampler: shockOutageSampler.filter(isGiven),
    shockLeaves: shockLeaves.filter(isGiven),
    shockStream: shockStream.filter(isGiven),
    shockSpared: shockSpared.filter(isGiven),
  };
}

/** The same, and nothing that is given happens either. */
export function quietModel(compiled: CompiledModel): CompiledModel {
  const nothingGiven = {
    conditional: false,
    givenNodeIds: [],
    givenThreats: new Int32Array(0),
    givenTimes: new Float64Array(0),
    givenOrdinals: new Int32Array(0),
  };
  const { shockSource, threatIds } = compiled;
  // What is given counts as a shock of the scenario, which do not happen
  const source = new Int32Array(shockSource.length).fill(threatIds.length);
  return { ...givenAlone({ ...compiled, shockSource: source }), ...nothingGiven };
}
