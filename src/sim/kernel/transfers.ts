/**
 * Insurance: layers of counted money paid back, first per event, then per year on what is left, pro rata to the losses that stem from
 * what the control stands against. A policy pays whatever the capacity of the control's own node.
 *
 * While a layer is in force the counted losses are logged and booked, net, at the end of the trial.
 */
import { exceeds, leftOf, reaches } from '../../model/bounds.ts';
import type { CompiledModel } from './compiled-model.ts';
import { POLICY } from './compiled-model.ts';

/** The root effect of a loss: its source of loss, the node struck (-1: none) and its event (-1: none). */
export interface RootEffect {
  readonly source: number;
  readonly node: number;
  readonly event: number;
}

export interface Transfers {
  /** Whether any layer is in force in this trial. */
  active(): boolean;
  /** Finds the layers in force by the levels of the controls. */
  choose(level: Int32Array): void;
  /** Waiting times of the layers in force, ascending, without 0: losses are cut there. */
  waits(): readonly number[];
  /** `age`: hours since the root effect at the beginning of the stretch. */
  log(kind: number, node: number, cause: number, amount: number, period: number, age: number, root: RootEffect): void;
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
  root: RootEffect;
  net: number;
}

export function makeTransfers(model: CompiledModel): Transfers {
  const { levelTransferStart, transferLimit, transferOver, transferPerYear, transferShare, transferWaiting } = model;
  const { transferControl, policyRow, policyStart, policyNode, threatIds } = model;
  const threats = threatIds.length;
  let layers: number[] = [];
  let waits: number[] = [];
  let entries: Entry[] = [];

  function payment(layer: number, loss: number): number {
    if (!exceeds(loss, transferOver[layer]!)) return 0;
    return transferShare[layer]! * Math.min(transferLimit[layer]!, loss - transferOver[layer]!);
  }

  /** Whether the policy names what a loss stems from, and its waiting time is over. */
  function covers(layer: number, { root, age }: Entry): boolean {
    if (!reaches(age, transferWaiting[layer]!)) return false;
    const first = transferControl[layer]! * (threats + 1);
    // What stems from no threat has the last row.
    const row = policyRow[first + Math.min(root.source, threats)]!;
    if (row < 0) return row === POLICY.all;
    return policyNode.subarray(policyStart[row], policyStart[row + 1]).includes(root.node);
  }

  /** Pays one layer on groups of entries; what it pays is taken from `net`, never more than there is. */
  function pay(layer: number, group: (entry: Entry) => number, base: (entry: Entry) => number): void {
    const covered = new Map<number, number>();
    for (const entry of entries) {
      const g = group(entry);
      if (g < 0 || !covers(layer, entry)) continue;
      covered.set(g, (covered.get(g) ?? 0) + base(entry));
    }
    for (const entry of entries) {
      const g = group(entry);
      if (g < 0 || !covers(layer, entry)) continue;
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
    log: (kind, node, cause, amount, period, age, root) => {
      entries.push({ kind, node, cause, amount, period, age, root, net: amount });
    },
    settle: (post, periods) => {
      for (const layer of layers) {
        if (transferPerYear[layer] === 0)
          pay(
            layer,
            (entry) => entry.root.event,
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
      for (const { kind, node, cause, amount, period, net } of periods > 0 ? entries : []) {
        const left = leftOf(amount, net);
        if (left !== 0) post(kind, node, cause, left, period);
      }
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
