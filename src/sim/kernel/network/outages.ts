/**
 * The record of outages: stretches of constant capacity and cause, outages, breaches, cascades, episodes.
 *
 * Where events are given, the record covers what they hold down, by root cause: of an outage, the hours of such
 * stretches. An outage that something else interrupts or lengthens is still one outage, and counts only while the given
 * events hold it.
 */
import { exceeds } from '../../../model/bounds.ts';
import type { Causes } from './causes.ts';
import { ROW, ROW_BITS, sizePlace, type Columns } from '../ground/columns.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts, zero } from '../ground/fixed.ts';
import { makeEpisodes } from './episodes.ts';
import { makeGauges } from './gauges.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Losses } from '../ledger/losses.ts';
import type { Outages } from './outages-part.ts';
import type { Pools } from '../ledger/pools.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { Records } from '../ground/records.ts';
import { NoRoom } from '../ground/room.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';

/** Binary logarithm of the length of a node's records. */
const RECORD_BITS = 3;
// In its doubles: capacity and hour as of the last change, the current outage, its hours that count
const CAPACITY = 0;
const SINCE = 1;
const START = 2;
const LOWEST = 3;
const LOWEST_AT = 4;
const HELD = 5;
// In its integers
const CAUSE = 0;
const DOWN = 1;
const FIRST_CAUSE = 2;
const LOWEST_CAUSE = 3;
const ORDINAL = 4;
const IN_EPISODE = 5;
const CHAIN = 6;
const LATEST = 7;

/** Dependencies of the factory. */
interface OutagesOf {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly records: Records;
  readonly state: State;
  readonly causes: Causes;
  readonly ledger: Ledger;
  readonly losses: Losses;
  readonly pools: Pools;
  readonly room: number;
  readonly tell: Tell | undefined;
  readonly canHold: boolean;
}

export function makeOutages({
  model,
  layout,
  records,
  state,
  causes,
  ledger,
  losses,
  pools,
  room,
  tell,
  canHold,
}: OutagesOf): Outages {
  const least = LEAST_CHANGE;
  const { nodeIsControl, watchStart, watchHours, watchMbco, gaugeOf, conditional } = model;
  const { now, cap, base, nodeBits, touchedNode, touches, placeOf } = state;
  const { begin: beginLosses, stretch: stretchLosses, end: endLosses } = losses;
  const { rows } = records;
  const row = ROW;
  const nodes = model.nodeIds.length;
  // A node's records are adjacent, at its place among those the trial has touched.
  const reals = fixedDoubles(nodes << RECORD_BITS);
  const ints = fixedInts(nodes << RECORD_BITS);
  // Watches
  const belowSince = fixedDoubles(watchHours.length).fill(-1);
  const breached = fixedInts(watchHours.length).fill(-1);
  /** Hours below that count in the stretch. */
  const belowHeld = fixedDoubles(watchHours.length);
  const episodes = makeEpisodes(layout, state, ledger);
  const { number: episode } = episodes;
  /** Causes with which an outage of a node has begun in this trial, a chain per node: cause, next. */
  const links = fixedInts(2 * room);
  /** [links]. */
  const counts = fixedInts(1);
  /** 1 for nodes that were held down by a ceiling of their own alone in the stretch before. */
  const wasAlone = fixedBytes(canHold ? nodes : 0);
  const gauges = makeGauges(model, layout, ledger);
  const arrays = [belowSince, breached, belowHeld, counts, wasAlone, ...episodes.arrays, ...gauges.arrays];
  /** 1 for nodes with a watch or a gauge. */
  const isWatched = fixedBytes(nodes);
  for (let node = 0; node < nodes; node++) {
    if (gaugeOf[node]! >= 0 || watchStart[node]! < watchStart[node + 1]!) isWatched[node] = 1;
  }
  for (let node = 0; node < nodes; node++) resetNode(node, node);

  /** Whether what the cause holds down counts: all of it, or only that of given events. */
  function holds(cause: number): boolean {
    return !conditional || pools.isOfGiven(cause);
  }

  /** Whether a node is down by a hold of its own only. */
  function isAlone(cause: number, node: number): boolean {
    return cause >= 0 && pools.nodeOf(cause) === node && pools.isHold(cause);
  }

  /** Whether a node held down by a cause belongs to an episode: not where only its own hold does. */
  const isOfEpisode: (cause: number, node: number) => boolean = canHold
    ? (cause, node) => holds(cause) && !isAlone(cause, node)
    : holds;

  /** Counts the node in the cause's cascade, once. */
  function joinCascade(node: number, cause: number): void {
    if (cause < 0 || nodeIsControl[node] === 1 || pools.nodeOf(cause) === node) return;
    const at = placeOf[node]! << RECORD_BITS;
    const chain = ints[at + CHAIN]!;
    // Causes are numbered in time: one later than the latest is new to the node.
    if (cause <= ints[at + LATEST]!) {
      for (let link = chain; link >= 0; link = links[2 * link + 1]!) if (links[2 * link] === cause) return;
    } else ints[at + LATEST] = cause;
    const link = counts[0]!;
    if (link === room) throw new NoRoom('links');
    counts[0] = link + 1;
    links[2 * link] = cause;
    links[2 * link + 1] = chain;
    ints[at + CHAIN] = link;
    pools.enlarge(cause);
  }

  /** A stretch of an outage: one that its own hold alone makes is none for cascades, so the next one begins an outage there. */
  function joinUnlessAlone(node: number, cause: number, isFirst: boolean): void {
    const alone = isAlone(cause, node);
    if (!alone && (isFirst || wasAlone[node] === 1)) joinCascade(node, cause);
    wasAlone[node] = alone ? 1 : 0;
  }

  function begin(node: number): void {
    const at = placeOf[node]! << RECORD_BITS;
    ints[at + DOWN] = 1;
    reals[at + START] = now[0]!;
    reals[at + LOWEST] = 2;
    reals[at + HELD] = 0;
    beginLosses(node, ints[at + ORDINAL]!);
  }

  function countSize(column: number, size: number): void {
    ledger.add(column + sizePlace(size), 1);
  }

  /** @param isCut The horizon ends the outage, or the record is asked for in the middle of it. */
  function end(node: number, isCut: boolean): void {
    const place = placeOf[node]!;
    const at = place << RECORD_BITS;
    const inRow = place << ROW_BITS;
    ints[at + DOWN] = 0;
    const start = reals[at + START]!;
    const hours = now[0]! - start;
    if (!(hours > 0)) return;
    const number = ints[at + ORDINAL]!++;
    const held = conditional ? reals[at + HELD]! : hours;
    if (held > 0) {
      const length = isCut && holds(ints[at + CAUSE]!) ? -held : held;
      if (rows[inRow + row.firstOutage] === 0) rows[inRow + row.firstOutage] = length;
      if (held > Math.abs(rows[inRow + row.longestOutage]!)) rows[inRow + row.longestOutage] = length;
      rows[inRow + row.outages]!++;
    }
    if (!canHold) joinCascade(node, ints[at + FIRST_CAUSE]!);
    endLosses(node, number, start, hours, reals[at + LOWEST]!, reals[at + LOWEST_AT]!, ints[at + LOWEST_CAUSE]!);
  }

  /**
   * A stretch of an outage is over. One of zero length is ignored: it neither begins the outage nor is its lowest
   * moment, and takes the node into no episode.
   */
  function stretch(node: number): void {
    const place = placeOf[node]!;
    const at = place << RECORD_BITS;
    const inRow = place << ROW_BITS;
    const from = reals[at + SINCE]!;
    const to = now[0]!;
    if (to <= from) return;
    const c = reals[at + CAPACITY]!;
    const k = ints[at + CAUSE]!;
    const start = reals[at + START]!;
    if (from === start) ints[at + FIRST_CAUSE] = k;
    if (ints[at + IN_EPISODE] !== episode[0] && nodeIsControl[node] === 0 && isOfEpisode(k, node)) {
      ints[at + IN_EPISODE] = episode[0]!;
      episodes.count();
    }
    if (canHold) joinUnlessAlone(node, k, from === start);
    if (c < reals[at + LOWEST]! - least) {
      reals[at + LOWEST] = c;
      reals[at + LOWEST_AT] = from;
      ints[at + LOWEST_CAUSE] = k;
    }
    if (holds(k)) {
      rows[inRow + row.downHours]! += to - from;
      rows[inRow + row.lostHours]! += (1 - c) * (to - from);
      if (conditional) hold(node, at, c, to - from);
    }
    stretchLosses(node, c, k, from, to, start);
  }

  /** A given event has held the node at a capacity for some hours. */
  function hold(node: number, at: number, c: number, hours: number): void {
    reals[at + HELD]! += hours;
    for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) {
      if (c < watchMbco[w]! - least) belowHeld[w]! += hours;
    }
  }

  function endWatch(w: number): void {
    const begun = belowSince[w]!;
    const hours = conditional ? belowHeld[w]! : now[0]! - begun;
    belowSince[w] = -1;
    belowHeld[w] = 0;
    if (!exceeds(hours, watchHours[w]!)) return;
    const period = ledger.periodOf(begun + watchHours[w]!);
    if (breached[w] === period) return;
    breached[w] = period;
    ledger.add(layout.watch + w, 1);
    tell?.breach(now[0]!, w);
  }

  function watch(node: number, c: number): void {
    for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) {
      const below = c < watchMbco[w]! - least;
      if (below && belowSince[w]! < 0) belowSince[w] = now[0]!;
      else if (!below && belowSince[w]! >= 0) endWatch(w);
    }
  }

  /** A stretch of a node with a gauge is over. */
  function gauge(node: number): void {
    const at = placeOf[node]! << RECORD_BITS;
    const hours = now[0]! - reals[at + SINCE]!;
    if (hours > 0 && holds(ints[at + CAUSE]!)) gauges.read(gaugeOf[node]!, reals[at + CAPACITY]!, hours);
  }

  function resetNode(node: number, place: number): void {
    const at = place << RECORD_BITS;
    const next = (place + 1) << ROW_BITS;
    for (let i = place << ROW_BITS; i < next; i++) rows[i] = 0;
    reals[at + CAPACITY] = 1;
    ints[at + CAUSE] = -1;
    ints[at + DOWN] = 0;
    ints[at + ORDINAL] = 0;
    ints[at + CHAIN] = -1;
    ints[at + LATEST] = -1;
    ints[at + IN_EPISODE] = 0;
    for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) {
      belowSince[w] = -1;
      breached[w] = -1;
      belowHeld[w] = 0;
    }
  }

  /** Cuts a node's outage and stretch at the hour reached. */
  function closeNode(node: number, place: number): void {
    if (ints[(place << RECORD_BITS) + DOWN] === 1) {
      stretch(node);
      if (gaugeOf[node]! >= 0) gauge(node);
      end(node, true);
    }
    for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) if (belowSince[w]! >= 0) endWatch(w);
    const inRow = place << ROW_BITS;
    if (rows[inRow + row.downHours]! > 0) rows[inRow + row.down] = 1;
  }

  function record(node: number): void {
    const at = placeOf[node]! << RECORD_BITS;
    const c = cap[node << nodeBits]!;
    const k = causes.cause[node]!;
    // Down means less than its level gives: a control that is not bought has no outage.
    const isDown = c < base[node << nodeBits]! - least ? 1 : 0;
    const wasDown = ints[at + DOWN]!;
    if (c === reals[at + CAPACITY] && k === ints[at + CAUSE] && isDown === wasDown) return;
    if (nodeIsControl[node] === 0) {
      const wasIn = wasDown === 1 && isOfEpisode(ints[at + CAUSE]!, node);
      const isIn = isDown === 1 && isOfEpisode(k, node);
      if (wasIn && !isIn) episodes.leave();
      else if (isIn && !wasIn) episodes.enter();
    }
    if (wasDown === 1) {
      stretch(node);
      if (isDown === 0) end(node, false);
    } else if (isDown === 1) begin(node);
    if (isWatched[node] === 1) {
      if (wasDown === 1 && gaugeOf[node]! >= 0) gauge(node);
      watch(node, c);
    }
    reals[at + SINCE] = now[0]!;
    reals[at + CAPACITY] = c;
    ints[at + CAUSE] = k;
  }

  /** The same, and tells it. Kept separate: code that does not run lengthens a function V8 would inline. */
  function recordAnd({ capacity }: Tell): (node: number) => void {
    return (node) => {
      const at = placeOf[node]! << RECORD_BITS;
      const before = reals[at + CAPACITY]!;
      record(node);
      const c = reals[at + CAPACITY]!;
      const k = ints[at + CAUSE]!;
      if (c !== before) capacity(now[0]!, node, before, c, k < 0 ? null : pools.rootOf(k));
    };
  }

  return {
    record: tell === undefined ? record : recordAnd(tell),
    cut: (node) => {
      if (placeOf[node]! < 0) return;
      const at = placeOf[node]! << RECORD_BITS;
      if (ints[at + DOWN] === 0) return;
      stretch(node);
      if (gaugeOf[node]! >= 0) gauge(node);
      reals[at + SINCE] = now[0]!;
    },
    close: () => {
      const open = episodes.areDown();
      for (let i = 0; i < touches[0]!; i++) closeNode(touchedNode[i]!, i);
      if (open) ledger.add(layout.endsInOutage, 1);
      episodes.close();
      gauges.close();
      for (let cause = 0; cause < pools.causes(); cause++) {
        const struck = pools.nodeOf(cause);
        if (pools.eventOf(cause) < 0 || struck < 0 || !holds(cause)) continue;
        const isStruck = nodeIsControl[struck] === 0 && !(canHold && pools.isHold(cause));
        const size = pools.sizeOf(cause) + (isStruck ? 1 : 0);
        if (size === 0) continue;
        countSize(layout.cascadeSize, size);
        ledger.add(layout.cascades, 1);
        ledger.add(layout.cascadeNodes, size);
      }
    },
    resetNode,
    clear: () => {
      zero(counts);
      episodes.clear();
      gauges.clear();
    },
    save: () => ({
      arrays: arrays.map((array) => array.slice()),
      reals: reals.slice(0, touches[0]! << RECORD_BITS),
      ints: ints.slice(0, touches[0]! << RECORD_BITS),
      rows: rows.slice(0, touches[0]! << ROW_BITS),
      links: links.slice(0, 2 * counts[0]!),
    }),
    restore: (saved) => {
      const from = saved as {
        arrays: (Float64Array | Int32Array)[];
        reals: Float64Array;
        ints: Int32Array;
        rows: Float64Array;
        links: Int32Array;
      };
      arrays.forEach((array, i) => array.set(from.arrays[i]!));
      if (from.links.length > links.length) throw new NoRoom('links');
      reals.set(from.reals);
      ints.set(from.ints);
      rows.set(from.rows);
      links.set(from.links);
    },
  };
}
