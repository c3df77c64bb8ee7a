/** How deep the nodes that the organisation exists for fall, and for how long in all. */
import { GAUGE, type Columns } from '../ground/columns.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedDoubles } from '../ground/fixed.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';

export interface Gauges {
  /** The gauge's node has been at a capacity below 1 for some hours. */
  read(gauge: number, capacity: number, hours: number): void;
  /** Writes the columns of the trial. */
  close(): void;
  clear(): void;
  /** What a snapshot holds. */
  readonly arrays: readonly Float64Array[];
}

export function makeGauges(model: CompiledModel, layout: Columns, ledger: Ledger): Gauges {
  const { gaugeBelow } = model;
  const gauges = gaugeBelow.length;
  const belowFull = fixedDoubles(gauges);
  const down = fixedDoubles(gauges);
  const depth = fixedDoubles(gauges);
  return {
    read: (gauge, capacity, hours) => {
      belowFull[gauge]! += hours;
      if (capacity < gaugeBelow[gauge]! - LEAST_CHANGE) down[gauge]! += hours;
      if (1 - capacity > depth[gauge]!) depth[gauge] = 1 - capacity;
    },
    close: () => {
      for (let gauge = 0; gauge < gauges; gauge++) {
        if (!(belowFull[gauge]! > 0)) continue;
        const first = layout.gauge + layout.perGauge * gauge;
        ledger.add(first + GAUGE.belowFull, belowFull[gauge]!);
        ledger.add(first + GAUGE.depth, depth[gauge]!);
        if (!(down[gauge]! > 0)) continue;
        ledger.add(first + GAUGE.down, down[gauge]!);
        ledger.add(first + GAUGE.wasDown, 1);
      }
    },
    clear: () => {
      if (gauges === 0) return;
      belowFull.fill(0);
      down.fill(0);
      depth.fill(0);
    },
    arrays: [belowFull, down, depth],
  };
}
