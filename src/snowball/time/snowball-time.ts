/** How long have we: how soon nodes come back, how long their loss takes to be felt, what the goals need, and which promises break. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Model, ModelNode } from '../../model/model.ts';
import type { MiddleAndBad } from '../../results/snowball/reasons.ts';
import type { NodeTime, SnowballTime } from '../../results/snowball/time.ts';
import { downBelow } from '../../sim/compile/nodes.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import { brokenPromises } from './broken-promises.ts';
import { type LawValues, makeLawValues } from '../../sim/measure/law-values.ts';
import { type Clustered, exceedance, lengthsOf, quantileOf } from './lengths.ts';
import { neededTimes } from './needed-times.ts';
import type { OutagesRead } from './read-outages.ts';
import type { SurviveInput } from './read-survive.ts';

/** Futures in which outages are measured, and those in which nodes are lost for good. */
const [MOST_OUTAGE_TRIALS, MOST_SURVIVE_TRIALS] = [20_000, 200];

/** Trials evenly over the run, so that all worlds have their part. */
function evenly(trials: number, most: number): Int32Array {
  const count = Math.min(trials, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * trials) / count));
}

export interface TimeOptions extends FuturesOptions {
  /** Futures in which outages are measured, at most: 20,000 when absent. */
  readonly outageTrials?: number | undefined;
  /** Nodes that stand first: those of chains. */
  readonly first?: readonly string[] | undefined;
  /** Nodes whose mbco and mtpd count; those that the organisation is there for when absent. */
  readonly goals?: readonly string[] | undefined;
}

/** Outages of each node in futures of the run [hours]; those that the horizon cuts with what there is of them. */
async function outagesOf(
  futures: Futures,
  most: number,
  options: FuturesOptions,
): Promise<ReadonlyMap<string, Clustered>> {
  const { worlds, trialsPerWorld, variant } = futures.sample;
  const watched = evenly(worlds * trialsPerWorld, most);
  const parts = await futures.read<null, OutagesRead>('outages', watched, null, options);
  const found = variant.compiled.nodeIds.map((): { hours: number[]; cluster: number[] } => ({
    hours: [],
    cluster: [],
  }));
  for (const { node, hours, entry } of parts) {
    node.forEach((of, at) => {
      const trial = watched[entry[at] ?? 0] ?? 0;
      found[of]?.hours.push(hours[at] ?? 0);
      found[of]?.cluster.push(worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial);
    });
  }
  return new Map(variant.compiled.nodeIds.map((id, node) => [id, found[node] ?? { hours: [], cluster: [] }]));
}

/** Hours until the loss of each node is felt, ascending; Infinity where it is not. One for each of some futures. */
export async function survivals(
  futures: Futures,
  goals: readonly ModelNode[],
  options: FuturesOptions = {},
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { worlds, trialsPerWorld, variant } = futures.sample;
  const { nodeIds } = variant.compiled;
  const input: SurviveInput = {
    nodes: nodeIds.map((_, node) => node),
    goals: goals.map((goal) => ({ node: nodeIds.indexOf(goal.id), below: downBelow(goal) })),
  };
  const lost = evenly(worlds * trialsPerWorld, MOST_SURVIVE_TRIALS);
  const parts = await futures.read<SurviveInput, Float64Array>('survive', lost, input, options);
  const waits = nodeIds.map((): number[] => []);
  for (const part of parts) part.forEach((hours, at) => void waits[at % nodeIds.length]?.push(hours));
  return new Map(nodeIds.map((id, node) => [id, (waits[node] ?? []).toSorted((a, b) => a - b)]));
}

/** The middle of waits, and what one in twenty is shorter than; null where half are never felt. */
export function survivedHours(waits: readonly number[]): MiddleAndBad | null {
  const middle = quantileOf(waits, 0.5);
  return Number.isFinite(middle) ? { middle, oneIn20: quantileOf(waits, 0.05) } : null;
}

/** The restart of a node at its longest stage. */
function restartOf({ sample }: Futures, values: LawValues, id: string): MiddleAndBad {
  const { nodeIds, restartStart, restartSampler } = sample.variant.compiled;
  const node = nodeIds.indexOf(id);
  const rows = [...restartSampler.subarray(restartStart[node], restartStart[node + 1])];
  const longest = (p: number): number => rows.reduce((most, row) => Math.max(most, values.ofRow(row, p)), 0);
  return { middle: longest(0.5), oneIn20: longest(0.95) };
}

export async function snowballTime(
  model: Model,
  futures: Futures,
  { outageTrials = MOST_OUTAGE_TRIALS, first = [], goals: asked, ...options }: TimeOptions = {},
): Promise<SnowballTime> {
  const outages = await outagesOf(futures, outageTrials, options);
  const goals = asked === undefined ? goalNodes(model) : model.nodes.filter(({ id }) => asked.includes(id));
  const waits = await survivals(futures, goals, options);
  const ofChains = new Set(first);
  const nodes = [...outages].flatMap(([node, lengths]): NodeTime[] => {
    const recover = lengthsOf(lengths);
    const ofNode = waits.get(node) ?? [];
    const exposed = exceedance(lengths, ofNode);
    if (recover === null || exposed === null) return [];
    return [
      {
        node,
        recoverHours: { middle: recover.middle.value, oneIn20: recover.oneIn20.value },
        recover,
        surviveHours: survivedHours(ofNode),
        exposed,
      },
    ];
  });
  const isFirst = ({ node }: NodeTime): number => (ofChains.has(node) ? 1 : 0);
  const values = makeLawValues(futures.sample.variant.compiled, futures.seed);
  const needed = neededTimes(goals, futures.sample.variant.compiled, values);
  return {
    nodes: nodes.toSorted(
      (a, b) => isFirst(b) - isFirst(a) || b.exposed.value - a.exposed.value || (a.node < b.node ? -1 : 1),
    ),
    needed: needed.map(({ node, goal, hours }) => ({ node, goal, hours })),
    broken: brokenPromises(model, needed, outages, (id) => restartOf(futures, values, id)),
  };
}
