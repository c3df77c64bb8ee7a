/** Futures in which nothing happens of itself. */
import { driversOf, NEVER, NOW, type DriverTables } from '../drivers/tables.ts';
import { OCCURS, type CompiledModel } from '../kernel/ground/compiled-model.ts';

/** No state comes of itself; one that is known at the start, held or brought does. */
const quietDrivers = (tables: DriverTables): DriverTables => ({
  ...tables,
  stateOccurs: new Uint8Array(tables.stateOccurs.length).fill(NEVER),
  stateMayRun: new Uint8Array(tables.stateMayRun.length),
  nowState: tables.nowState.map((state) => (state === NOW.drawn ? NOW.normal : state)),
});

/** The model in which nothing happens of itself: no threat comes, no spell of a driver, no shock of the scenario; what is given does. */
export function givenAlone(compiled: CompiledModel): CompiledModel {
  const { occurs, onStart, shockSource, shockIds, shockTime, shockNode } = compiled;
  const { shockOutageSampler, shockLeaves, shockStream, shockSpared, threatIds } = compiled;
  // A node that is given is struck as by a shock, with a source of its own
  const isGiven = (_: unknown, shock: number): boolean => shockSource[shock] !== threatIds.length;
  const drivers = driversOf(compiled);
  return {
    ...compiled,
    ...(drivers === undefined ? {} : { extensions: { ...compiled.extensions, drivers: quietDrivers(drivers) } }),
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

/** The same, and nothing that is given happens either, nor do drivers move anything. */
export function quietModel(compiled: CompiledModel): CompiledModel {
  const nothingGiven = {
    conditional: false,
    givenNodeIds: [],
    givenThreats: new Int32Array(0),
    givenTimes: new Float64Array(0),
    givenOrdinals: new Int32Array(0),
    extensions: {},
  };
  const { shockSource, threatIds } = compiled;
  // What is given counts as a shock of the scenario, which do not happen
  const source = new Int32Array(shockSource.length).fill(threatIds.length);
  return { ...givenAlone({ ...compiled, shockSource: source }), ...nothingGiven };
}
