/** What stands behind the points, a part at a time, as the document has it. */
import type { Selection } from '../model/selection.ts';
import type { SnowballResult } from '../results/snowball-document.ts';
import type { Futures, FuturesOptions } from '../sim/session/futures.ts';
import type { Session } from '../sim/session.ts';
import { findChains } from './chains/find-chains.ts';
import { generationsOf } from './growth/generations.ts';
import { tippingPoints } from './growth/tipping.ts';
import { registerAudit, registeredOf } from './imagination/audit.ts';
import { imaginationTest } from './imagination/imagination.ts';
import { networkOf } from './points/network.ts';
import { pricesOfNodes } from './points/prices.ts';
import { whatWouldRemoveIt } from './removal/removal.ts';
import { restsOn } from './rests-on.ts';
import { fairShares } from './shares/shares.ts';
import { silosOf } from './silos/silos.ts';
import { structureOf } from './structure/structure.ts';
import type { Tail } from './tail.ts';
import { snowballTime } from './time/snowball-time.ts';

/** What is known so far, and what is asked of it. */
export interface Search {
  readonly session: Session;
  readonly selection: Selection;
  readonly futures: Futures;
  /** Null where it is not resolved. */
  readonly tail: Tail | null;
  readonly goals: readonly string[];
  /** See `SnowballOptions`. */
  readonly orders?: number | undefined;
  readonly options: FuturesOptions;
}

/** What a part adds to a result. */
export type Found = Partial<SnowballResult>;

type Find = (search: Search, result: SnowballResult) => Promise<Found>;

const modelOf = ({ futures }: Search) => futures.sample.variant;

const assumptions: Find = async (search, { none }) => {
  if (none !== 'no loss') return {};
  const { session, selection, futures, options } = search;
  const { model, compiled } = modelOf(search);
  const { worlds, trialsPerWorld } = futures.sample;
  const asked = { seed: futures.seed, signal: options.signal };
  const found = await restsOn(session, selection, networkOf(model, compiled), worlds * trialsPerWorld, asked);
  return found.length === 0 ? {} : { restsOn: found };
};

const chains: Find = async ({ tail, futures, options }) =>
  tail === null ? {} : findChains(futures.sample.variant.model, tail, options);

const removal: Find = async ({ session, selection, tail, options }, { points }) => {
  if (tail === null || points.length === 0) return {};
  return { removal: await whatWouldRemoveIt({ session, selection, tail, points }, options) };
};

const time: Find = async ({ futures, goals, options }, result) => {
  const first = (result.chains ?? []).flatMap(({ steps }) => steps.flatMap(({ members }) => members));
  return { time: await snowballTime(futures.sample.variant.model, futures, { ...options, first, goals }) };
};

const structure: Find = async ({ futures, tail, goals, options }, result) => {
  const { model, compiled } = futures.sample.variant;
  const found = structureOf(model, compiled, { goals, seed: futures.seed });
  const nodes = [...new Set(found.goals.flatMap(({ points }) => points.map(({ node }) => node)))].toSorted();
  const prices = tail === null ? {} : { prices: await pricesOfNodes(tail, nodes, result, options) };
  return {
    structure: {
      oneIsEnough: Object.fromEntries(found.goals.map(({ goal, points }) => [goal, points.map(({ node }) => node)])),
      downUnhurt: found.goals.filter(({ isDownUnhurt }) => isDownUnhurt).map(({ goal }) => goal),
      hidden: found.hidden,
      ...prices,
    },
  };
};

/** The tail's loss by root cause: threats only. */
async function byCause(tail: Tail, options: FuturesOptions) {
  const { futures, size } = tail;
  const { compiled } = futures.sample.variant;
  const shares = await futures.tailShares(size / futures.sample.losses.length, options);
  const first = 2 * compiled.nodeIds.length;
  return compiled.threatIds
    .map((id, threat) => ({ id, share: shares[first + threat]! }))
    .filter(({ share }) => share.value > 0)
    .toSorted((a, b) => b.share.value - a.share.value || (a.id < b.id ? -1 : 1));
}

const shares: Find = async ({ tail, orders, options }) => {
  if (tail === null) return {};
  return { shares: { ...(await fairShares(tail, { ...options, orders })), byCause: await byCause(tail, options) } };
};

/** Trials of the tail, ascending. */
const trialsOf = ({ order, size }: Tail): Int32Array => order.slice(0, Math.ceil(size)).toSorted();

const growth: Find = async ({ tail, futures, options }) => {
  const tipping = await tippingPoints(futures, options);
  const found = tail === null ? null : await generationsOf(futures, trialsOf(tail), options);
  if (found === null) return { tipping };
  const { ratios, outagesPerCascade } = found;
  return { tipping, growth: { ratios, outagesPerCascade } };
};

const silos: Find = async ({ futures }, { chains: found, otherWays }) =>
  found === undefined ? {} : { silos: silosOf(futures.sample.variant.model, found, otherWays) };

const imagination: Find = async (search, result) => {
  const test = await imaginationTest(search.futures, search.options);
  const { threats = [] } = result.shares ?? {};
  const { model } = modelOf(search);
  if (result.shares === undefined) return { imagination: test };
  const registered = registeredOf(model);
  const fair = new Map(threats.map(({ id, share }) => [id, share.value]));
  const audit = registerAudit(
    registered.flatMap((one) => one ?? []),
    (id) => fair.get(id) ?? 0,
  );
  return {
    imagination: test,
    audit: {
      rows: audit.rows.map(({ id, byRegister, byTail, share }) => ({ threat: id, byRegister, byTail, share })),
      correlation: audit.rankCorrelation,
      top: audit.top,
      underRanked: audit.missing,
      overRanked: audit.overRanked,
      notStated: model.threats.flatMap(({ id }, at) => (registered[at] === null ? [id] : [])),
    },
  };
};

/** Parts behind the points. */
export type Part =
  | 'assumptions'
  | 'chains'
  | 'removal'
  | 'time'
  | 'structure'
  | 'shares'
  | 'silos'
  | 'growth'
  | 'imagination';

/** In the order in which they are looked for. */
export const PARTS: readonly { readonly part: Part; readonly find: Find }[] = [
  { part: 'assumptions', find: assumptions },
  { part: 'chains', find: chains },
  { part: 'removal', find: removal },
  { part: 'time', find: time },
  { part: 'structure', find: structure },
  { part: 'shares', find: shares },
  { part: 'silos', find: silos },
  { part: 'growth', find: growth },
  { part: 'imagination', find: imagination },
];
