/** What a trial leaves behind, valid until the next one; it stays where it is, whichever engine writes it. */
import type { Columns } from './columns.ts';
import type { CompiledModel } from './compiled-model.ts';
import { fixedDoubles, fixedInts } from './fixed.ts';

export interface Records {
  /** Shape [columns.count]; see `columnsOf`. */
  readonly columns: Float64Array;
  /** Columns other than zero, in no order; the first `touchedColumns()` entries. */
  readonly touched: Int32Array;
  /** Counted loss per period, net of insurance. */
  readonly periodLoss: Float64Array;
  /** Largest counted loss of one root event per period. */
  readonly periodLargest: Float64Array;
  /** Length of the first outage of each node, hours; 0 for none. Shape [nodes]. */
  readonly firstOutageHours: Float64Array;
  /** Length of the longest. */
  readonly longestOutageHours: Float64Array;
  /** Nodes with an outage in the trial, in no order; the first `downNodes()` entries. */
  readonly downNode: Int32Array;
}

export function makeRecords(model: CompiledModel, layout: Columns): Records {
  const nodes = model.nodeIds.length;
  return {
    columns: fixedDoubles(layout.count),
    touched: fixedInts(layout.count),
    periodLoss: fixedDoubles(model.periods),
    periodLargest: fixedDoubles(model.periods),
    firstOutageHours: fixedDoubles(nodes),
    longestOutageHours: fixedDoubles(nodes),
    downNode: fixedInts(nodes),
  };
}
