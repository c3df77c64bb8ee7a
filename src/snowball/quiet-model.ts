/** Futures in which nothing happens of itself. */
import { OCCURS, type CompiledModel } from '../sim/kernel/ground/compiled-model.ts';

/** The model in which nothing happens of itself: no threat comes, no shock, nothing that is given. */
export function quietModel(compiled: CompiledModel): CompiledModel {
  return {
    ...compiled,
    occurs: new Uint8Array(compiled.occurs.length).fill(OCCURS.on),
    onStart: new Int32Array(compiled.onStart.length),
    onHours: new Float64Array(0),
    conditional: false,
    shockIds: [],
    shockTime: new Float64Array(0),
    shockNode: new Int32Array(0),
    shockSource: new Int32Array(0),
    shockOutageSampler: new Int32Array(0),
    shockLeaves: new Float64Array(0),
    shockStream: new Int32Array(0),
    givenNodeIds: [],
    givenThreats: new Int32Array(0),
    givenTimes: new Float64Array(0),
    givenOrdinals: new Int32Array(0),
  };
}
