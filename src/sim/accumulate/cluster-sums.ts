/** Sums of chosen columns, cluster by cluster: for differences between runs on the same futures. */
import type { UnitSums } from './block.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import { makeGrowable } from './growable.ts';

/** Clusters are worlds; where there is one world, units of up to 256 trials (the method of batch means). */
export interface ClusterSums {
  /** Trials of each cluster. Shape [clusters]. */
  readonly trials: Float64Array;
  /** Sum of a column over the trials of each cluster, by place in the list of columns. Shape [clusters]. */
  of(place: number): Float64Array;
}

export interface ClusterAdder {
  add(unit: UnitSums): void;
  /** The world whose units were added last is complete. */
  endWorld(): void;
  sums(): ClusterSums;
  /** Bytes kept. */
  bytes(): number;
}

/** @param chosen Columns to keep. */
export function makeClusterAdder(chosen: Int32Array, columns: Columns, worlds: number, most: number): ClusterAdder {
  const { perNode, nodeDownHours: firstOfNodes } = columns;
  const placeOf = new Int32Array(columns.count).fill(-1);
  chosen.forEach((column, place) => {
    placeOf[column] = place;
  });
  const kept = makeGrowable(most * (chosen.length + 1));
  /** The trials, then the sums, of the current cluster. */
  const here = new Float64Array(chosen.length + 1);
  const end = (): void => {
    kept.append(here);
    here.fill(0);
  };
  const put = (column: number, sum: number): void => {
    const place = placeOf[column]!;
    if (place >= 0) here[place + 1]! += sum;
  };
  return {
    bytes: () => kept.bytes,
    add: (unit) => {
      here[0]! += unit.trials;
      if (chosen.length > 0) {
        unit.index.forEach((column, at) => put(column, unit.sum[at]!));
        unit.node.forEach((node, at) => {
          const first = firstOfNodes + perNode * node;
          const row = 2 * perNode * at;
          for (let place = 0; place < perNode; place++) put(first + place, unit.rows[row + place]!);
        });
      }
      if (worlds === 1) end();
    },
    endWorld: () => {
      if (worlds > 1) end();
    },
    sums: () => {
      const width = chosen.length + 1;
      const clusters = kept.length / width;
      const values = kept.view(0, kept.length);
      const pick = (at: number): Float64Array =>
        Float64Array.from({ length: clusters }, (_, cluster) => values[cluster * width + at]!);
      return { trials: pick(0), of: (place) => pick(place + 1) };
    },
  };
}
