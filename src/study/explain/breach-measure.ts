/** What a limit on an outage or on harm measures, as it happens in a trial: by the source and by the node that caused it. */
import { exceeds } from '../../model/bounds.ts';
import type { Limit } from '../../model/model.ts';
import type { Columns } from '../../sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Listener, Root } from '../../sim/kernel/ground/tell.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';

/** What is shared out: what periods lose; of a limit on an outage the hours in which its node is out too long; of one on harm the harm. */
export type BreachMeasure = 'loss' | 'hours' | 'harm';

/** Sums of the trial that was simulated last. */
export interface Told {
  readonly measure: BreachMeasure;
  readonly listener: Listener;
  /** Before a trial. */
  clear(): void;
  /** After it. */
  finish(): void;
  readonly whole: () => number;
  readonly ofSource: (source: number) => number;
  readonly atNode: (node: number) => number;
}

interface Sums {
  add(cause: Root | null, amount: number): void;
  clear(): void;
  readonly read: Pick<Told, 'whole' | 'ofSource' | 'atNode'>;
}

function makeSums(): Sums {
  const [bySource, byNode] = [new Map<number, number>(), new Map<number, number>()];
  let whole = 0;
  const plus = (sums: Map<number, number>, at: number, amount: number): void => {
    sums.set(at, (sums.get(at) ?? 0) + amount);
  };
  return {
    add: (cause, amount) => {
      whole += amount;
      if (cause === null) return;
      plus(bySource, cause.source, amount);
      if (cause.node >= 0) plus(byNode, cause.node, amount);
    },
    clear: () => {
      whole = 0;
      bySource.clear();
      byNode.clear();
    },
    read: {
      whole: () => whole,
      ofSource: (source) => bySource.get(source) ?? 0,
      atNode: (node) => byNode.get(node) ?? 0,
    },
  };
}

/** Hours of a node below what its watch asks for, of the stretches that are too long. */
function hoursOut(node: number, watch: number, { watchHours, watchMbco, horizonHours }: CompiledModel): Told {
  const [most, mbco] = [watchHours[watch]!, watchMbco[watch]!];
  const sums = makeSums();
  /** Of the stretch that goes on. */
  const stretch: { readonly cause: Root | null; readonly hours: number }[] = [];
  let [since, isBelow] = [0, false];
  let cause: Root | null = null;
  const reach = (hour: number): void => {
    if (isBelow && hour > since) stretch.push({ cause, hours: hour - since });
    since = hour;
  };
  const end = (): void => {
    const hours = stretch.reduce((sum, part) => sum + part.hours, 0);
    if (exceeds(hours, most)) for (const part of stretch) sums.add(part.cause, part.hours);
    stretch.length = 0;
  };
  const finish = (): void => {
    reach(horizonHours);
    end();
    isBelow = false;
  };
  return {
    measure: 'hours',
    listener: {
      capacity: (hour, of, _from, to, by) => {
        if (of !== node) return;
        reach(hour);
        isBelow = to < mbco - LEAST_CHANGE;
        cause = by;
        if (!isBelow) end();
      },
      cause: (hour, of, by) => {
        if (of !== node) return;
        reach(hour);
        cause = by;
      },
    },
    clear: () => {
      sums.clear();
      stretch.length = 0;
      [since, isBelow, cause] = [0, false, null];
    },
    finish,
    ...sums.read,
  };
}

function harmDone(kind: number): Told {
  const sums = makeSums();
  return {
    measure: 'harm',
    listener: {
      loss: (_hour, of, _node, amount, by) => {
        if (of === kind) sums.add(by, amount);
      },
    },
    clear: () => sums.clear(),
    finish: () => undefined,
    ...sums.read,
  };
}

/** What a limit measures that no column has by its causes; null where that is the loss. */
export function toldOf(limit: Limit, compiled: CompiledModel, columns: Columns): Told | null {
  if (limit.kind === 'harm') return harmDone(compiled.bearers);
  if (limit.kind !== 'outage') return null;
  const watch = limitColumn(limit, compiled, columns) - columns.watch;
  return hoursOut(compiled.nodeIds.indexOf(limit.node), watch, compiled);
}
