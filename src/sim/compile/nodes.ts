/** Nodes and the watches over their tolerances. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { ModelNode } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { LEAST_CHANGE } from '../kernel/ground/purposes.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import { sortedById } from './order.ts';

type NodeArrays = Pick<
  CompiledModel,
  | 'nodeIds'
  | 'nodeIsControl'
  | 'nodeStream'
  | 'restartStart'
  | 'restartAfter'
  | 'restartSampler'
  | 'nodeBlackStartSampler'
  | 'watchStart'
  | 'watchHours'
  | 'watchMbco'
  | 'watchNames'
  | 'gaugeNode'
  | 'gaugeBelow'
  | 'gaugeOf'
  | 'harmLimitIds'
  | 'harmLimitOver'
>;

/**
 * Maximum number of nodes without goal or tolerance that get a gauge because they bear loss: a model in which more do
 * has none.
 */
const MOST_LOSING = 32;

/** Below this capacity a node counts as giving nothing. */
const NOTHING = 2 * LEAST_CHANGE;

/** The capacity below which a node is down. An `mbco` of full capacity is that of a tolerance that states none. */
export function downBelow({ tolerance }: ModelNode): number {
  const mbco = tolerance?.mbco ?? 1;
  return mbco < 1 ? Math.max(mbco, NOTHING) : NOTHING;
}

/**
 * The nodes whose depth is recorded, in order of id, and the capacity below which each is down: its `mbco`, or else
 * nothing.
 */
function gaugesOf({ model, nodes }: Context): Pick<CompiledModel, 'gaugeNode' | 'gaugeBelow' | 'gaugeOf'> {
  const goals = goalNodes(model);
  const isPlain = goals.every(({ goal, tolerance }) => goal === null && tolerance === undefined);
  const ids = new Set(isPlain && goals.length > MOST_LOSING ? [] : goals.map(({ id }) => id));
  const gauged = nodes.flatMap((node, index) => (ids.has(node.id) ? [{ index, node }] : []));
  const gaugeOf = new Int32Array(nodes.length).fill(-1);
  gauged.forEach(({ index }, gauge) => {
    gaugeOf[index] = gauge;
  });
  return {
    gaugeNode: new Int32Array(gauged.map(({ index }) => index)),
    gaugeBelow: new Float64Array(gauged.map(({ node }) => downBelow(node))),
    gaugeOf,
  };
}

interface Watch {
  readonly name: string;
  readonly hours: number;
  readonly mbco: number;
}

/** What the appetite watches at each node, in order of the limits' ids. */
function watchesOfLimits(context: Context): ReadonlyMap<string, readonly Watch[]> {
  const watches = new Map<string, Watch[]>();
  for (const limit of sortedById(context.model.limits)) {
    if (limit.kind !== 'outage') continue;
    const watch = { name: `limits.${limit.id}`, hours: limit.overHours, mbco: limit.mbco };
    const known = watches.get(limit.node);
    if (known === undefined) watches.set(limit.node, [watch]);
    else known.push(watch);
  }
  return watches;
}

interface Stage {
  readonly after: number;
  /** Sampler row. */
  readonly row: number;
}

/** The stages of a node's restart; none where every stage takes no time. */
function restartOf({ quantities }: Context, { restart = [], drawLabel }: ModelNode): readonly Stage[] {
  const stages = restart.map(({ id, after, hours }) => {
    const path = `${drawLabel}.restart${id === null ? '' : `.${id}`}`;
    const row = quantities.samplerUnlessZero(hours, path);
    return { after, row, isNone: row < 0, hours, path };
  });
  if (stages.every(({ isNone }) => isNone)) return [];
  return stages.map(({ after, row, isNone, hours, path }) => ({
    after,
    row: isNone ? quantities.sampler(hours, path) : row,
  }));
}

export function compileNodes(context: Context): NodeArrays {
  const { nodes, model, streams, quantities } = context;
  const ofLimits = watchesOfLimits(context);
  const restarts = nodes.map((node) => restartOf(context, node));
  const perNode = nodes.map((node): readonly Watch[] => {
    const { mtpd, rto, mbco = 1 } = node.tolerance ?? {};
    return [
      ...(mtpd === undefined ? [] : [{ name: 'mtpd', hours: mtpd, mbco }]),
      ...(rto === undefined ? [] : [{ name: 'rto', hours: rto, mbco }]),
      ...(ofLimits.get(node.id) ?? []),
    ];
  });
  const watches = perNode.flat();
  const harmLimits = sortedById(model.limits).flatMap((limit) => (limit.kind === 'harm' ? [limit] : []));
  return {
    nodeIds: nodes.map((node) => node.id),
    nodeIsControl: new Uint8Array(nodes.map((node) => (node.kind === 'control' ? 1 : 0))),
    nodeStream: new Int32Array(nodes.map((node) => streams.of(node.drawLabel))),
    restartStart: offsets(restarts.map((stages) => stages.length)),
    restartAfter: new Float64Array(restarts.flat().map(({ after }) => after)),
    restartSampler: new Int32Array(restarts.flat().map(({ row }) => row)),
    // Zero hours is a black start too, unlike none.
    nodeBlackStartSampler: new Int32Array(
      nodes.map((node) =>
        node.blackStart === undefined ? -1 : quantities.sampler(node.blackStart, `${node.drawLabel}.blackStart`),
      ),
    ),
    watchStart: offsets(perNode.map((list) => list.length)),
    watchHours: new Float64Array(watches.map((watch) => watch.hours)),
    watchMbco: new Float64Array(watches.map((watch) => watch.mbco)),
    watchNames: watches.map((watch) => watch.name),
    ...gaugesOf(context),
    harmLimitIds: harmLimits.map((limit) => limit.id),
    harmLimitOver: new Float64Array(harmLimits.map((limit) => limit.over)),
  };
}
