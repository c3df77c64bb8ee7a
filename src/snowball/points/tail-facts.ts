/** What happens in the worst periods of a run, and how much of their loss lies in those in which it does. */
import type { FuturesOptions } from '../../sim/session/futures.ts';
import { tailPeriods } from '../chains/tail-periods.ts';
import type { Tail } from '../tail.ts';
import type { TailRead } from './read-tail.ts';

/** Something that happens in periods of the tail. */
export interface Happening {
  /** Periods in which it does. */
  readonly periods: number;
  /** Their part of the tail's loss, 0..1. */
  readonly share: number;
}

export interface PairHappening extends Happening {
  /** Both nodes, the lower first. */
  readonly nodes: readonly [number, number];
}

export interface TailFacts {
  /** Periods of the tail with a loss. */
  readonly periods: number;
  /** By node: those in which it is down. */
  readonly nodes: readonly (Happening & { readonly outages: number; readonly own: number })[];
  /** By threat: those in which an effect of it lands. */
  readonly threats: readonly Happening[];
  /** Pairs of nodes struck by different events in one episode, the heaviest first. */
  readonly pairs: readonly PairHappening[];
}

interface Count {
  periods: number;
  loss: number;
}

const none = (): Count => ({ periods: 0, loss: 0 });

function count(of: Count, loss: number): void {
  of.periods++;
  of.loss += loss;
}

export async function tailFacts(tail: Tail, options: FuturesOptions = {}): Promise<TailFacts> {
  const { futures } = tail;
  const { losses, periods } = futures.sample;
  const { nodeIds, threatIds } = futures.sample.variant.compiled;
  const places = tailPeriods(losses, periods, tail.size);
  const trials = Int32Array.from(new Set(places.map(({ trial }) => trial))).toSorted();
  const lossAt = new Map(places.map(({ trial, period, weight, loss }) => [trial * periods + period, weight * loss]));
  const read = await futures.read<null, TailRead>('tail', trials, null, options);

  const nodes = nodeIds.map(() => ({ ...none(), outages: 0, own: 0 }));
  const threats = threatIds.map(none);
  const pairs = new Map<number, Count>();
  let row = 0;
  for (const part of read) {
    for (let entry = 0; entry + 1 < part.nodes.start.length; entry++, row++) {
      const loss = lossAt.get(trials[Math.floor(row / periods)]! * periods + (row % periods));
      if (loss === undefined) continue;
      for (let i = part.nodes.start[entry]!; i < part.nodes.start[entry + 1]!; i++) {
        const node = nodes[part.nodes.node[i]!]!;
        count(node, loss);
        node.outages += part.nodes.outages[i]!;
        node.own += part.nodes.own[i]!;
      }
      for (let i = part.threats.start[entry]!; i < part.threats.start[entry + 1]!; i++) {
        count(threats[part.threats.threat[i]!]!, loss);
      }
      for (let i = part.pairs.start[entry]!; i < part.pairs.start[entry + 1]!; i++) {
        const pair = part.pairs.node[2 * i]! * nodeIds.length + part.pairs.node[2 * i + 1]!;
        const known = pairs.get(pair) ?? none();
        pairs.set(pair, known);
        count(known, loss);
      }
    }
  }
  const whole = places.reduce((sum, { weight, loss }) => sum + weight * loss, 0);
  const happening = ({ periods: in_, loss }: Count): Happening => ({
    periods: in_,
    share: whole > 0 ? loss / whole : 0,
  });
  return {
    periods: places.length,
    nodes: nodes.map((of) => ({ ...happening(of), outages: of.outages, own: of.own })),
    threats: threats.map(happening),
    pairs: [...pairs]
      .map(([pair, of]): PairHappening => ({
        ...happening(of),
        nodes: [Math.floor(pair / nodeIds.length), pair % nodeIds.length],
      }))
      .toSorted((a, b) => b.share - a.share || a.nodes[0] - b.nodes[0] || a.nodes[1] - b.nodes[1]),
  };
}
