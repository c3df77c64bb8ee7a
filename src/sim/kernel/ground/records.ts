/** What a trial leaves behind, valid until the next one; it stays in place, whichever engine writes it. */
import { ROW_BITS, type Columns } from './columns.ts';
import type { CompiledModel } from './compiled-model.ts';
import { fixedDoubles, fixedInts } from './fixed.ts';

export interface Records {
  /** Shape [columns.count]; see `columnsOf`. Those of nodes are in rows and are 0 here. */
  readonly columns: Float64Array;
  /** Non-zero columns, in no order; the first `touchedColumns()` entries. */
  readonly touched: Int32Array;
  /** Counted loss per period, net of insurance. */
  readonly periodLoss: Float64Array;
  /** Largest counted loss of one root event per period. */
  readonly periodLargest: Float64Array;
  /** Nodes with a row, each once, in no order; the first `touchedNodes()` entries. */
  readonly touchedNode: Int32Array;
  /** The figures of those nodes, row by row, places as in `ROW`: what a trial writes stays together in the cache. */
  readonly rows: Float64Array;
  /**
   * Of each control the lowest and the highest of its levels (numbers among all levels) with which the trial takes the same course: losses,
   * outages, events that got through are the same bits, whatever level of these each control has. Only with `KernelOptions.leeway`.
   */
  readonly lowestLevel: Int32Array;
  readonly highestLevel: Int32Array;
}

export function makeRecords(model: CompiledModel, layout: Columns): Records {
  const nodes = model.nodeIds.length;
  const controls = model.controlIds.length;
  return {
    columns: fixedDoubles(layout.count),
    touched: fixedInts(layout.count),
    periodLoss: fixedDoubles(model.periods),
    periodLargest: fixedDoubles(model.periods),
    touchedNode: fixedInts(nodes),
    rows: fixedDoubles(nodes << ROW_BITS),
    lowestLevel: fixedInts(controls),
    highestLevel: fixedInts(controls),
  };
}

/** All columns of a trial, including those of nodes; written over `into`, which has shape [columns.count]. */
export function columnsInto(records: Records, touchedNodes: number, layout: Columns, into: Float64Array): Float64Array {
  into.set(records.columns);
  for (let k = 0; k < touchedNodes; k++) {
    const first = layout.nodeDownHours + layout.perNode * records.touchedNode[k]!;
    for (let place = 0; place < layout.perNode; place++) into[first + place] = records.rows[(k << ROW_BITS) + place]!;
  }
  return into;
}

/** The outage length of `ROW` for each node, 0 for those without one. Shape [nodes]. */
export function outageHours(records: Records, touchedNodes: number, place: number): Float64Array {
  const numbers = new Float64Array(records.touchedNode.length);
  for (let k = 0; k < touchedNodes; k++)
    numbers[records.touchedNode[k]!] = Math.abs(records.rows[(k << ROW_BITS) + place]!);
  return numbers;
}
