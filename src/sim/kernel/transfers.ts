/**
 * Insurance: layers of counted money paid back, first per event, then per year on what is left, pro rata to the losses.
 *
 * While a layer is in force the counted losses are logged and booked, net, at the end of the trial.
 */
import type { CompiledModel } from './compiled-model.ts';

/** Slack when the age of a loss is compared with a waiting time [h]. */
const SLACK = 1e-9;

export interface Transfers {
  /** Whether any layer is in force in this trial. */
  active(): boolean;
  /** Finds the layers in force by the levels of the controls. */
  choose(level: Int32Array): void;
  /** Waiting times of the layers in force, ascending, without 0: losses are cut there. */
  waits(): readonly number[];
  /** `age`: hours since the root effect at the beginning of the stretch. */
  log(kind: number, node: number, cause: number, amount: number, period: number, age: number, event: number): void;
  /** Computes what is paid and hands every loss on, net. */
  settle(
    post: (kind: number, node: number, cause: number, amount: number, period: number) => void,
    periods: number,
  ): void;
  clear(): void;
  save(): unknown;
  restore(saved: unknown): void;
}

interface Entry {
  kind: number;
  node: number;
  cause: number;
  amount: number;
  period: number;
  age: number;
  event: number;
  net: number;
}

export function makeTransfers(model: CompiledModel): Transfers {
  const { levelTransferStart, transferLimit, transferOver, transferPerYear, transferShare, transferWaiting } = model;
  let layers: number[] = [];
  let waits: number[] = [];
  let entries: Entry[] = [];

  function payment(layer: number, loss: number): number {
    return transferShare[layer]! * Math.min(transferLimit[layer]!, Math.max(0, loss - transferOver[layer]!));
  }

  /** Pays one layer on groups of entries; what it pays is taken from `net`, never more than there is. */
  function pay(layer: number, group: (entry: Entry) => number, base: (entry: Entry) => number): void {
    const covered = new Map<number, number>();
    for (const entry of entries) {
      const g = group(entry);
      if (g < 0 || entry.age < transferWaiting[layer]! - SLACK) continue;
      covered.set(g, (covered.get(g) ?? 0) + base(entry));
    }
    for (const entry of entries) {
      const g = group(entry);
      if (g < 0 || entry.age < transferWaiting[layer]! - SLACK) continue;
      const loss = covered.get(g)!;
      if (!(loss > 0)) continue;
      const back = (payment(layer, loss) / loss) * base(entry);
      entry.net = Math.max(0, entry.net - back);
    }
  }

  return {
    active: () => layers.length > 0,
    choose: (level) => {
      layers = [];
      for (let c = 0; c < level.length; c++) {
        for (let t = levelTransferStart[level[c]!]!; t < levelTransferStart[level[c]! + 1]!; t++) layers.push(t);
      }
      waits = [...new Set(layers.map((t) => transferWaiting[t]!))].filter((w) => w > 0).sort((a, b) => a - b);
    },
    waits: () => waits,
    log: (kind, node, cause, amount, period, age, event) => {
      entries.push({ kind, node, cause, amount, period, age, event, net: amount });
    },
    settle: (post, periods) => {
      for (const layer of layers) {
        if (transferPerYear[layer] === 0)
          pay(
            layer,
            (entry) => entry.event,
            (entry) => entry.amount,
          );
      }
      const left = entries.map((entry) => entry.net);
      for (const layer of layers) {
        if (transferPerYear[layer] === 0) continue;
        const before = new Map(entries.map((entry, i) => [entry, left[i]!]));
        pay(
          layer,
          (entry) => entry.period,
          (entry) => before.get(entry)!,
        );
      }
      if (periods > 0) for (const entry of entries) post(entry.kind, entry.node, entry.cause, entry.net, entry.period);
      entries = [];
    },
    clear: () => {
      entries = [];
    },
    save: () => ({ layers: [...layers], waits: [...waits], entries: entries.map((entry) => ({ ...entry })) }),
    restore: (saved) => {
      const from = saved as { layers: number[]; waits: number[]; entries: Entry[] };
      layers = [...from.layers];
      waits = [...from.waits];
      entries = from.entries.map((entry) => ({ ...entry }));
    },
  };
}
