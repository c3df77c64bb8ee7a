/** Sums of the columns of all trials so far, and what their standard errors need. */
import type { UnitSums } from './block.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import { denominatorsOf } from './denominators.ts';
import { makeTouched } from './touched.ts';

/**
 * Sums over clusters of trials: of the sum S of a column in a cluster, of its square, and of its product with that of the
 * column's denominator (`denominatorsOf`; 0 where it has none). Shapes [columns.count].
 */
export interface ColumnSums {
  readonly sum: Float64Array;
  readonly square: Float64Array;
  readonly cross: Float64Array;
  /** Of its cube, for the skewness of clusters; only kept for worlds. */
  readonly cube?: Float64Array | undefined;
}

/** Adds units up, world by world. */
export interface ColumnAdder {
  add(unit: UnitSums): void;
  /** Counts the world whose units were added last as complete. */
  endWorld(): void;
  /** The clusters are the trials of whole worlds. */
  readonly byTrial: ColumnSums;
  /** The clusters are whole worlds. */
  readonly byWorld: ColumnSums & { readonly cube: Float64Array };
  /** The clusters are the trials of the incomplete world. */
  readonly unfinished: ColumnSums;
}

export function makeColumnAdder(columns: Columns): ColumnAdder {
  const denominator = denominatorsOf(columns);
  const { perNode, nodeDownHours: firstOfNodes } = columns;
  const empty = (): ColumnSums => ({
    sum: new Float64Array(columns.count),
    square: new Float64Array(columns.count),
    cross: new Float64Array(columns.count),
  });
  const byTrial = empty();
  const byWorld = { ...empty(), cube: new Float64Array(columns.count) };
  const unfinished = empty();
  // Columns and nodes that the world has touched: all columns of such a node count as touched.
  const touched = makeTouched(columns.count);
  const touchedNodes = makeTouched(columns.nodes);

  const add = (unit: UnitSums): void => {
    for (let k = 0; k < unit.index.length; k++) {
      const column = unit.index[k]!;
      touched.add(column);
      unfinished.sum[column]! += unit.sum[k]!;
      unfinished.square[column]! += unit.square[k]!;
      unfinished.cross[column]! += unit.cross[k]!;
    }
    for (let k = 0; k < unit.node.length; k++) {
      const node = unit.node[k]!;
      touchedNodes.add(node);
      const first = firstOfNodes + perNode * node;
      const row = 2 * perNode * k;
      for (let place = 0; place < perNode; place++) {
        unfinished.sum[first + place]! += unit.rows[row + place]!;
        unfinished.square[first + place]! += unit.rows[row + perNode + place]!;
      }
    }
  };

  const count = (column: number): void => {
    const sum = unfinished.sum[column]!;
    const of = denominator[column]!;
    byTrial.sum[column]! += sum;
    byTrial.square[column]! += unfinished.square[column]!;
    byTrial.cross[column]! += unfinished.cross[column]!;
    byWorld.sum[column]! += sum;
    byWorld.square[column]! += sum * sum;
    byWorld.cube[column]! += sum * sum * sum;
    if (of >= 0) byWorld.cross[column]! += sum * unfinished.sum[of]!;
  };

  const forget = (column: number): void => {
    unfinished.sum[column] = 0;
    unfinished.square[column] = 0;
    unfinished.cross[column] = 0;
  };

  const forEachTouched = (visit: (column: number) => void): void => {
    for (let k = 0; k < touched.count(); k++) visit(touched.list[k]!);
    for (let k = 0; k < touchedNodes.count(); k++) {
      const first = firstOfNodes + perNode * touchedNodes.list[k]!;
      for (let place = 0; place < perNode; place++) visit(first + place);
    }
  };

  const endWorld = (): void => {
    forEachTouched(count);
    // Only now: a column may be the denominator of another.
    forEachTouched(forget);
    touched.clear();
    touchedNodes.clear();
  };

  return { add, endWorld, byTrial, byWorld, unfinished };
}
