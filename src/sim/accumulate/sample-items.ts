/**
 * Numbers of a trial whose distribution is kept, each an item of the counts: hours, depths and sums of money, all above
 * 0.
 */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { makeLogBins, type LogBins } from './log-bins.ts';

/** Of a node, in trials with an outage: the first and the longest, with those cut by the horizon kept separate. */
const PER_NODE = 4;
export const OF_NODE = { first: 0, firstCut: 1, longest: 2, longestCut: 3 } as const;

/** Of a gauge, where above 0: hours below full capacity, hours down, 1 - the lowest capacity. */
const PER_GAUGE = 3;
export const OF_GAUGE = { belowFull: 0, down: 1, depth: 2 } as const;

export interface SampleItems {
  readonly count: number;
  /** Item of a node; `which` of `OF_NODE`. */
  ofNode(node: number, which: number): number;
  /** Item of a gauge; `which` of `OF_GAUGE`. */
  ofGauge(gauge: number, which: number): number;
  /** Item of a bearer's loss in a trial. */
  ofBearer(bearer: number): number;
}

/** From a millionth, for shares, to beyond any sum of money. */
export const SAMPLE_BINS: LogBins = makeLogBins(-20, 60);

export function sampleItems(model: CompiledModel): SampleItems {
  const nodes = model.nodeIds.length;
  const firstGauge = PER_NODE * nodes;
  const firstBearer = firstGauge + PER_GAUGE * model.gaugeNode.length;
  return {
    count: firstBearer + model.bearers,
    ofNode: (node, which) => PER_NODE * node + which,
    ofGauge: (gauge, which) => firstGauge + PER_GAUGE * gauge + which,
    ofBearer: (bearer) => firstBearer + bearer,
  };
}
