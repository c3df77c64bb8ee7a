/**
 * Outages as they are recorded: stretches of constant capacity and cause, outages, breaches, cascades, episodes.
 */
import type { Causes } from './causes.ts';
import type { Columns } from './columns.ts';
import type { CompiledModel } from './compiled-model.ts';
import { fixedInts } from './fixed.ts';
import type { Ledger } from './ledger.ts';
import type { Losses } from './losses.ts';
import type { Pools } from './pools.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';

export interface Outages {
  readonly firstOutageHours: Float64Array;
  readonly longestOutageHours: Float64Array;
  readonly downNode: Int32Array;
  downNodes(): number;
  /** Records what became of the node in this instant. */
  record(node: number): void;
  /** All changes of the instant are recorded. */
  conclude(): void;
  /** Cuts all that goes on at the hour reached. */
  close(): void;
  resetNode(node: number): void;
  clear(): void;
  save(): unknown;
  restore(saved: unknown): void;
}

/** The episode at hand: nodes down in it, its number, its distinct nodes, whether it is open. */
const EPISODE = { down: 0, number: 1, size: 2, open: 3 } as const;

/** Columns of sizes are shares of one table: sizes beyond it fall into the last. */
export function makeOutages(
  model: CompiledModel,
  layout: Columns,
  state: State,
  causes: Causes,
  ledger: Ledger,
  losses: Losses,
  pools: Pools,
): Outages {
  const least = LEAST_CHANGE;
  const { nodeIsControl, watchStart, watchHours, watchMbco } = model;
  const { now, cap, base, touchedNode, touches } = state;
  const nodes = cap.length;
  const down = new Uint8Array(nodes);
  const recordedCap = new Float64Array(nodes).fill(1);
  const recordedCause = new Int32Array(nodes).fill(-1);
  const since = new Float64Array(nodes);
  const start = new Float64Array(nodes);
  const firstCause = new Int32Array(nodes);
  const lowest = new Float64Array(nodes);
  const lowestAt = new Float64Array(nodes);
  const lowestCause = new Int32Array(nodes);
  const ordinal = new Int32Array(nodes);
  const firstOutageHours = new Float64Array(nodes);
  const longestOutageHours = new Float64Array(nodes);
  const downNode = new Int32Array(nodes);
  let downNodes = 0;
  // Watches
  const belowSince = new Float64Array(watchHours.length).fill(-1);
  const breached = new Int32Array(watchHours.length).fill(-1);
  const episode = fixedInts(4);
  const inEpisode = new Int32Array(nodes);
  // Causes with which an outage of the node has begun in this trial, a chain each
  const chain = new Int32Array(nodes).fill(-1);
  let linkRoom = 256;
  let links = 0;
  let linkCause = new Int32Array(linkRoom);
  let linkNext = new Int32Array(linkRoom);
  const arrays = [
    down,
    recordedCap,
    recordedCause,
    since,
    start,
    firstCause,
    lowest,
    lowestAt,
    lowestCause,
    ordinal,
    firstOutageHours,
    longestOutageHours,
    downNode,
    belowSince,
    breached,
    episode,
    inEpisode,
    chain,
  ];

  /** Counts the node into the cascade of the cause, once. */
  function joinCascade(node: number, cause: number): void {
    if (cause < 0 || nodeIsControl[node] === 1 || pools.nodeOf(cause) === node) return;
    for (let link = chain[node]!; link >= 0; link = linkNext[link]!) if (linkCause[link] === cause) return;
    if (links === linkRoom) {
      linkRoom *= 2;
      const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
        const next = new Int32Array(linkRoom);
        next.set(old);
        return next;
      };
      linkCause = wider(linkCause);
      linkNext = wider(linkNext);
    }
    linkCause[links] = cause;
    linkNext[links] = chain[node]!;
    chain[node] = links++;
    pools.enlarge(cause);
  }

  function begin(node: number): void {
    down[node] = 1;
    start[node] = now[0]!;
    firstCause[node] = causes.cause[node]!;
    lowest[node] = 2;
    losses.begin(node, ordinal[node]!);
    if (nodeIsControl[node] === 1) return;
    if (episode[EPISODE.open] === 0) {
      episode[EPISODE.open] = 1;
      episode[EPISODE.number]!++;
      episode[EPISODE.size] = 0;
    }
    episode[EPISODE.down]!++;
    if (inEpisode[node] !== episode[EPISODE.number]) {
      inEpisode[node] = episode[EPISODE.number]!;
      episode[EPISODE.size]!++;
    }
  }

  function countSize(column: number, size: number): void {
    ledger.add(column + Math.min(size, layout.sizes) - 1, 1);
  }

  function endEpisode(): void {
    const size = episode[EPISODE.size]!;
    episode[EPISODE.open] = 0;
    countSize(layout.episodeSize, size);
    ledger.add(layout.episodes, 1);
    ledger.add(layout.episodeNodes, size);
  }

  function end(node: number): void {
    down[node] = 0;
    const hours = now[0]! - start[node]!;
    const number = ordinal[node]!++;
    if (hours > 0) {
      if (firstOutageHours[node] === 0) {
        firstOutageHours[node] = hours;
        downNode[downNodes++] = node;
        ledger.add(layout.nodeDown + node, 1);
      }
      if (hours > longestOutageHours[node]!) longestOutageHours[node] = hours;
      ledger.add(layout.nodeOutages + node, 1);
      joinCascade(node, firstCause[node]!);
      losses.end(node, number, start[node]!, hours, lowest[node]!, lowestAt[node]!, lowestCause[node]!);
    }
    if (nodeIsControl[node] === 1) return;
    episode[EPISODE.down]!--;
  }

  function stretch(node: number): void {
    const from = since[node]!;
    const to = now[0]!;
    if (to <= from) return;
    const c = recordedCap[node]!;
    ledger.add(layout.nodeDownHours + node, to - from);
    ledger.add(layout.nodeLostHours + node, (1 - c) * (to - from));
    losses.stretch(node, c, recordedCause[node]!, from, to, start[node]!);
  }

  function endWatch(w: number): void {
    const begun = belowSince[w]!;
    belowSince[w] = -1;
    if (now[0]! - begun <= watchHours[w]!) return;
    const period = ledger.periodOf(begun + watchHours[w]!);
    if (breached[w] === period) return;
    breached[w] = period;
    ledger.add(layout.watch + w, 1);
  }

  function watch(node: number, c: number): void {
    for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) {
      const below = c < watchMbco[w]! - least;
      if (below && belowSince[w]! < 0) belowSince[w] = now[0]!;
      else if (!below && belowSince[w]! >= 0) endWatch(w);
    }
  }

  return {
    firstOutageHours,
    longestOutageHours,
    downNode,
    downNodes: () => downNodes,
    record: (node) => {
      const c = cap[node]!;
      const k = causes.cause[node]!;
      // Less than its level gives: a control that is not bought has no outage of its own.
      const isDown = c < base[node]! - least ? 1 : 0;
      if (c === recordedCap[node] && k === recordedCause[node] && isDown === down[node]) return;
      if (down[node] === 1) {
        stretch(node);
        if (isDown === 0) end(node);
      } else if (isDown === 1) begin(node);
      if (isDown === 1 && c < lowest[node]! - least) {
        lowest[node] = c;
        lowestAt[node] = now[0]!;
        lowestCause[node] = k;
      }
      since[node] = now[0]!;
      recordedCap[node] = c;
      recordedCause[node] = k;
      if (watchStart[node]! < watchStart[node + 1]!) watch(node, c);
    },
    conclude: () => {
      if (episode[EPISODE.open] === 1 && episode[EPISODE.down] === 0) endEpisode();
    },
    close: () => {
      let open = false;
      for (let i = 0; i < touches[0]!; i++) {
        const node = touchedNode[i]!;
        if (down[node] === 1) {
          stretch(node);
          end(node);
          if (nodeIsControl[node] === 0) open = true;
        }
        for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) if (belowSince[w]! >= 0) endWatch(w);
      }
      if (open) ledger.add(layout.endsInOutage, 1);
      if (episode[EPISODE.open] === 1) endEpisode();
      for (let cause = 0; cause < pools.causes(); cause++) {
        const struck = pools.nodeOf(cause);
        if (pools.eventOf(cause) < 0 || struck < 0) continue;
        const size = pools.sizeOf(cause) + (nodeIsControl[struck] === 1 ? 0 : 1);
        if (size === 0) continue;
        countSize(layout.cascadeSize, size);
        ledger.add(layout.cascades, 1);
        ledger.add(layout.cascadeNodes, size);
      }
    },
    resetNode: (node) => {
      down[node] = 0;
      recordedCap[node] = 1;
      recordedCause[node] = -1;
      ordinal[node] = 0;
      firstOutageHours[node] = 0;
      longestOutageHours[node] = 0;
      chain[node] = -1;
      inEpisode[node] = 0;
      for (let w = watchStart[node]!; w < watchStart[node + 1]!; w++) {
        belowSince[w] = -1;
        breached[w] = -1;
      }
    },
    clear: () => {
      downNodes = 0;
      links = 0;
      episode.fill(0);
    },
    save: () => ({
      arrays: arrays.map((array) => array.slice()),
      downNodes,
      linkCause: linkCause.slice(0, links),
      linkNext: linkNext.slice(0, links),
    }),
    restore: (saved) => {
      const from = saved as {
        arrays: (Float64Array | Int32Array | Uint8Array)[];
        downNodes: number;
        linkCause: Int32Array;
        linkNext: Int32Array;
      };
      arrays.forEach((array, i) => array.set(from.arrays[i]!));
      downNodes = from.downNodes;
      links = from.linkCause.length;
      while (linkRoom < links) linkRoom *= 2;
      if (linkCause.length < linkRoom) {
        linkCause = new Int32Array(linkRoom);
        linkNext = new Int32Array(linkRoom);
      }
      linkCause.set(from.linkCause);
      linkNext.set(from.linkNext);
    },
  };
}
