/**
 * Insurance: layers that pay back counted money, first per event, then per year on what is left, pro rata to the losses
 * caused by what the control protects against. A policy pays whatever the capacity of the control's own node.
 *
 * While a layer is in force, counted losses are logged and booked, net, at the end of the trial.
 */
import { exceeds, leftOf, reaches } from '../../../model/bounds.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { POLICY } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';

export interface Transfers extends Part {
  /** Whether losses are to be logged: any layer is in force in this trial, or those of other levels are watched. */
  active(): boolean;
  /**
   * By layer, of any level: 1 when it cut or paid a loss of the trial, or would have done so beside those in force. Only where they are
   * watched, and once the trial is settled. What no layer of a level does to a trial, its absence does not do either.
   */
  readonly acts: Uint8Array;
  /** A loss of an effect that began at hour `root` is in one piece, unless a waiting time cuts it: which do is noted. */
  whole(root: number, from: number, to: number): void;
  /** Finds the layers in force by the levels of the controls. */
  choose(level: Int32Array): void;
  /** Waiting times of the layers in force, ascending, without 0: losses are cut there. */
  waits(): readonly number[];
  /**
   * Logs a counted loss.
   *
   * @param age Hours since the root effect at the beginning of the stretch.
   * @param source Of the root effect: its source of loss, the node struck (-1: none) and its event (-1: none).
   */
  log(
    kind: number,
    node: number,
    cause: number,
    amount: number,
    period: number,
    age: number,
    source: number,
    struck: number,
    event: number,
  ): void;
  /**
   * Computes what is paid and passes every loss on, net; `insured` is told what is left of each, in the order in which
   * they were logged.
   */
  settle(
    post: (kind: number, node: number, cause: number, amount: number, period: number) => void,
    periods: number,
    insured?: (left: number) => void,
  ): void;
  clear(): void;
}

/** Places in an entry's integers. */
const KIND = 0;
const NODE = 1;
const CAUSE = 2;
const PERIOD = 3;
const SOURCE = 4;
const STRUCK = 5;
const EVENT = 6;
/** Binary logarithm of their number. */
const INT_BITS = 3;

/**
 * Places in an entry's doubles: the loss, hours since the root effect, what is left of the loss, and what was left
 * before yearly layers.
 */
const AMOUNT = 0;
const AGE = 1;
const NET = 2;
const LEFT = 3;
/** Binary logarithm of their number. */
const REAL_BITS = 2;

/** Initial room, in entries. */
const ROOM = 256;

/** @param isWatched Whether it matters what layers do that are not in force. */
export function makeTransfers(model: CompiledModel, isWatched: boolean): Transfers {
  const { levelTransferStart, transferLimit, transferOver, transferPerYear, transferShare, transferWaiting } = model;
  const { transferControl, policyRow, policyStart, policyNode, threatIds } = model;
  const threats = threatIds.length;
  let layers: number[] = [];
  let waits: number[] = [];
  // Entries in the order in which they were logged
  let ints = fixedInts(ROOM << INT_BITS);
  let reals = fixedDoubles(ROOM << REAL_BITS);
  let entries = 0;
  const acts = fixedBytes(transferLimit.length);
  const watches = isWatched && acts.length > 0;
  /** Sums of what a layer covers, by event or by period; 0 where no sum is in progress. */
  let covered = fixedDoubles(ROOM);

  function payment(layer: number, loss: number): number {
    if (!exceeds(loss, transferOver[layer]!)) return 0;
    return transferShare[layer]! * Math.min(transferLimit[layer]!, loss - transferOver[layer]!);
  }

  /** Whether the policy names what caused the loss of an entry, and its waiting time is over. */
  function covers(layer: number, entry: number): boolean {
    if (!reaches(reals[(entry << REAL_BITS) + AGE]!, transferWaiting[layer]!)) return false;
    const at = entry << INT_BITS;
    // The last row is for losses caused by no threat.
    const row = policyRow[transferControl[layer]! * (threats + 1) + Math.min(ints[at + SOURCE]!, threats)]!;
    if (row < 0) return row === POLICY.all;
    const stop = policyStart[row + 1]!;
    for (let i = policyStart[row]!; i < stop; i++) if (policyNode[i] === ints[at + STRUCK]) return true;
    return false;
  }

  /**
   * Pays one layer on all losses of the same `group` (EVENT or PERIOD) together, as a share of `base` (AMOUNT or LEFT);
   * the payment is taken from what is left, and never exceeds it.
   */
  function pay(layer: number, group: number, base: number): void {
    let most = -1;
    for (let entry = 0; entry < entries; entry++) most = Math.max(most, ints[(entry << INT_BITS) + group]!);
    if (most >= covered.length) covered = fixedDoubles(2 * most);
    for (let entry = 0; entry < entries; entry++) {
      const g = ints[(entry << INT_BITS) + group]!;
      if (g >= 0 && covers(layer, entry)) covered[g]! += reals[(entry << REAL_BITS) + base]!;
    }
    for (let entry = 0; entry < entries; entry++) {
      const g = ints[(entry << INT_BITS) + group]!;
      if (g < 0 || !(covered[g]! > 0) || !covers(layer, entry)) continue;
      const at = entry << REAL_BITS;
      const back = (payment(layer, covered[g]!) / covered[g]!) * reals[at + base]!;
      reals[at + NET] = Math.max(0, reals[at + NET]! - back);
    }
    for (let entry = 0; entry < entries; entry++) {
      const g = ints[(entry << INT_BITS) + group]!;
      if (g >= 0) covered[g] = 0;
    }
  }

  /** The greatest sum of a group of what a layer covers, or of everything (-1). */
  function greatest(layer: number, group: number, base: number): number {
    let most = -1;
    for (let entry = 0; entry < entries; entry++) most = Math.max(most, ints[(entry << INT_BITS) + group]!);
    if (most >= covered.length) covered = fixedDoubles(2 * most);
    for (let entry = 0; entry < entries; entry++) {
      const g = ints[(entry << INT_BITS) + group]!;
      if (g >= 0 && (layer < 0 || covers(layer, entry))) covered[g]! += reals[(entry << REAL_BITS) + base]!;
    }
    let sum = 0;
    for (let g = 0; g <= most; g++) {
      sum = Math.max(sum, covered[g]!);
      covered[g] = 0;
    }
    return sum;
  }

  /** Finds the layers that pay something, in force or not. */
  function watch(): void {
    const [ofEvent, ofYear] = [greatest(-1, EVENT, AMOUNT), greatest(-1, PERIOD, LEFT)];
    for (let t = 0; t < acts.length; t++) {
      const isYearly = transferPerYear[t] !== 0;
      // Most trials are told by the greatest loss alone, whoever covers it
      if (acts[t] === 1 || payment(t, isYearly ? ofYear : ofEvent) === 0) continue;
      if (payment(t, isYearly ? greatest(t, PERIOD, LEFT) : greatest(t, EVENT, AMOUNT)) > 0) acts[t] = 1;
    }
  }

  return {
    active: () => watches || layers.length > 0,
    acts,
    whole: (root, from, to) => {
      if (!watches) return;
      for (let t = 0; t < acts.length; t++) {
        const edge = root + transferWaiting[t]!;
        if (edge > from && edge < to) acts[t] = 1;
      }
    },
    choose: (level) => {
      acts.fill(0);
      layers.length = 0;
      for (let c = 0; c < level.length; c++) {
        for (let t = levelTransferStart[level[c]!]!; t < levelTransferStart[level[c]! + 1]!; t++) layers.push(t);
      }
      waits.length = 0;
      for (const layer of layers) {
        const wait = transferWaiting[layer]!;
        if (wait > 0 && !waits.includes(wait)) waits.push(wait);
      }
      waits.sort((a, b) => a - b);
    },
    waits: () => waits,
    log: (kind, node, cause, amount, period, age, source, struck, event) => {
      if (entries << INT_BITS === ints.length) {
        const [roomier, roomierReals] = [fixedInts(2 * ints.length), fixedDoubles(2 * reals.length)];
        roomier.set(ints);
        roomierReals.set(reals);
        [ints, reals] = [roomier, roomierReals];
      }
      const at = entries << INT_BITS;
      ints[at + KIND] = kind;
      ints[at + NODE] = node;
      ints[at + CAUSE] = cause;
      ints[at + PERIOD] = period;
      ints[at + SOURCE] = source;
      ints[at + STRUCK] = struck;
      ints[at + EVENT] = event;
      const of = entries << REAL_BITS;
      reals[of + AMOUNT] = amount;
      reals[of + AGE] = age;
      reals[of + NET] = amount;
      entries++;
    },
    settle: (post, periods, insured) => {
      if (entries === 0) return;
      for (const layer of layers) if (transferPerYear[layer] === 0) pay(layer, EVENT, AMOUNT);
      for (let at = 0; at < entries << REAL_BITS; at += 1 << REAL_BITS) reals[at + LEFT] = reals[at + NET]!;
      if (watches) watch();
      for (const layer of layers) if (transferPerYear[layer] !== 0) pay(layer, PERIOD, LEFT);
      for (let entry = 0; periods > 0 && entry < entries; entry++) {
        const at = entry << INT_BITS;
        const left = leftOf(reals[(entry << REAL_BITS) + AMOUNT]!, reals[(entry << REAL_BITS) + NET]!);
        insured?.(left);
        if (left !== 0) post(ints[at + KIND]!, ints[at + NODE]!, ints[at + CAUSE]!, left, ints[at + PERIOD]!);
      }
      entries = 0;
    },
    clear: () => {
      entries = 0;
    },
    save: () => ({
      layers: [...layers],
      waits: [...waits],
      ints: ints.slice(0, entries << INT_BITS),
      reals: reals.slice(0, entries << REAL_BITS),
    }),
    restore: (saved) => {
      const from = saved as { layers: number[]; waits: number[]; ints: Int32Array; reals: Float64Array };
      layers = [...from.layers];
      waits = [...from.waits];
      entries = from.ints.length >> INT_BITS;
      if (from.ints.length > ints.length) {
        ints = fixedInts(2 * from.ints.length);
        reals = fixedDoubles(2 * from.reals.length);
      }
      ints.set(from.ints);
      reals.set(from.reals);
    },
  };
}
