/** What happens in the periods of the tail: which nodes are down, where their outages begin, what is struck together. */
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Listener } from '../../sim/kernel/ground/tell.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';

/** Lists of each period of each trial, one behind the other, in compressed rows: `start` has shape [trials * periods + 1]. */
export interface TailRead {
  /** Nodes with an outage in the period: the outages that began in it, and those of them that an effect on the node itself began. */
  readonly nodes: {
    readonly start: Int32Array;
    readonly node: Int32Array;
    readonly outages: Int32Array;
    readonly own: Int32Array;
  };
  /** Threats of which an effect landed in the period. */
  readonly threats: { readonly start: Int32Array; readonly threat: Int32Array };
  /** Pairs of nodes struck by different events in one episode: both numbers, the lower first, at the period in which the second was struck. */
  readonly pairs: { readonly start: Int32Array; readonly node: Int32Array };
}

interface Struck {
  readonly node: number;
  readonly event: number;
}

interface Period {
  readonly nodes: Map<number, { outages: number; own: number }>;
  readonly threats: Set<number>;
  /** node * nodes + node. */
  readonly pairs: Set<number>;
}

const emptyPeriod = (): Period => ({ nodes: new Map(), threats: new Set(), pairs: new Set() });

/** Pairs of an episode in which very much is struck would fill the memory: beyond so many nodes none more is listed. */
const MOST_STRUCK = 64;

export const readTail: MakeReader<null, TailRead> = ({ model, makeKernel }) => {
  const { nodeIds, threatIds, periods, periodHours } = model;
  const nodes = nodeIds.length;
  const whole = unhurtCapacities(model);
  let here: Period[] = [];
  let struck: Struck[] = [];
  /** Since when a node is down, and whether an effect on the node itself began that. */
  const since = new Map<number, { readonly start: number; readonly isOwn: boolean }>();
  const periodOf = (hour: number): number => Math.min(periods - 1, Math.floor(hour / periodHours));
  const at = (hour: number): Period => here[periodOf(hour)]!;

  function noteOutage(node: number, period: Period): { outages: number; own: number } {
    const known = period.nodes.get(node) ?? { outages: 0, own: 0 };
    period.nodes.set(node, known);
    return known;
  }

  /** The outage of a node is over, or the horizon is: periods that it reached into have it too. One without length is none. */
  function end(node: number, hour: number): void {
    const { start, isOwn } = since.get(node)!;
    since.delete(node);
    if (!(hour > start)) return;
    const known = noteOutage(node, at(start));
    known.outages++;
    if (isOwn) known.own++;
    for (let p = periodOf(start); p < periods && p * periodHours < hour; p++) noteOutage(node, here[p]!);
  }

  const listener: Listener = {
    effect: (hour, node, _, __, cause) => {
      if (cause.source < threatIds.length) at(hour).threats.add(cause.source);
      for (const other of struck) {
        if (other.node === node || other.event === cause.event) continue;
        at(hour).pairs.add(Math.min(node, other.node) * nodes + Math.max(node, other.node));
      }
      if (struck.length < MOST_STRUCK) struck.push({ node, event: cause.event });
    },
    capacity: (hour, node, _, to, cause) => {
      const isDown = to < whole[node]! - LEAST_CHANGE;
      if (isDown && !since.has(node)) since.set(node, { start: hour, isOwn: cause?.node === node });
      else if (!isDown && since.has(node)) end(node, hour);
    },
    settled: () => {
      if (since.size === 0) struck = [];
    },
  };
  const kernel = makeKernel(listener);

  return ({ world, trial, trialsPerWorld }, stopped) => {
    kernel.expect(trialsPerWorld);
    const all: Period[] = [];
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      here = Array.from({ length: periods }, emptyPeriod);
      struck = [];
      since.clear();
      kernel.simulate(world[entry]!, trial[entry]!);
      for (const node of since.keys()) end(node, model.horizonHours);
      all.push(...here);
    }
    return rowsOf(all, nodes);
  };
};

/** Offsets of lists that follow each other. */
function starts(lengths: readonly number[]): Int32Array {
  const start = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    start[i + 1] = start[i]! + length;
  });
  return start;
}

function rowsOf(all: readonly Period[], nodes: number): TailRead {
  const outages = all.map((period) => [...period.nodes].toSorted(([a], [b]) => a - b));
  const threats = all.map((period) => [...period.threats].toSorted((a, b) => a - b));
  const pairs = all.map((period) => [...period.pairs].toSorted((a, b) => a - b));
  const ofNodes = outages.flat();
  return {
    nodes: {
      start: starts(outages.map(({ length }) => length)),
      node: Int32Array.from(ofNodes, ([node]) => node),
      outages: Int32Array.from(ofNodes, ([, known]) => known.outages),
      own: Int32Array.from(ofNodes, ([, known]) => known.own),
    },
    threats: { start: starts(threats.map(({ length }) => length)), threat: Int32Array.from(threats.flat()) },
    pairs: {
      start: starts(pairs.map(({ length }) => length)),
      node: Int32Array.from(pairs.flat().flatMap((pair) => [Math.floor(pair / nodes), pair % nodes])),
    },
  };
}
