/** Drivers of a model as plain tables: `DriverTables`, beside the arrays of the model. */
import type { Drivers } from '../../../model/drivers.ts';
import type { DriverTables } from '../../drivers/tables.ts';
import type { Context } from '../context.ts';
import type { PlacedEffect } from '../effects.ts';
import { makeStreams } from '../streams.ts';
import { compileBrings } from './brings.ts';
import { compileHolds } from './holds.ts';
import { compileIndices } from './indices.ts';
import { compileMoves, type MovedArrays } from './moves.ts';
import { makeNames } from './names.ts';
import { compileStates } from './states.ts';

/** The tables of a model's drivers. */
export function compileDrivers(
  context: Context,
  drivers: Drivers,
  effects: readonly PlacedEffect[],
  arrays: MovedArrays,
): DriverTables {
  const names = makeNames(drivers);
  const streams = makeStreams();
  const parts = {
    ...compileStates(context, drivers, names, streams),
    ...compileIndices(context, drivers, streams),
    ...compileMoves(context, drivers, names, streams, effects, arrays),
    ...compileBrings(context, names, streams),
    ...compileHolds(drivers, names),
  };
  return { ...parts, labels: streams.labels() };
}
