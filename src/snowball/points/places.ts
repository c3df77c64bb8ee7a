/** The places at which something may be made of a failure, and the futures that tell how much. */
import type { Model } from '../../model/model.ts';
import type { PointKind } from '../../results/snowball-document.ts';
import type { Change } from '../../sim/compile/change.ts';
import type { ChangedFutures } from '../tail.ts';
import type { Network } from './network.ts';
import type { Happening, PairHappening, TailFacts } from './tail-facts.ts';

/** Pairs of nodes that are looked at: the heaviest. */
const MOST_PAIRS = 20;

export interface Place {
  readonly kind: PointKind;
  readonly id: string;
  /** Nodes, ascending. */
  readonly members: readonly number[];
  /**
   * Futures in which it only passes on what it got; to one dependant in each, where there are several. The one with the largest tail tells
   * what is not made here. None: nothing is.
   */
  readonly ways: readonly ChangedFutures[];
  /** Futures in which nobody feels it, or it does not come. */
  readonly unfelt: Change;
  /** Futures in which nothing strikes it and its needs are met; null for what is no node. */
  readonly hard: Change | null;
  /** The node, where it is one. */
  readonly node: number | null;
  /** Longest way from nodes without needs. */
  readonly depth: number;
  readonly inTail: Happening;
}

/** What all places are found in. */
export interface Search {
  readonly model: Model;
  readonly network: Network;
  readonly facts: TailFacts;
  /** Share of the tail's loss that the periods must carry in which a place plays. */
  readonly least: number;
}

const by = (change: Change): ChangedFutures => ({ changes: [change] });

function make(
  { network }: Search,
  kind: PointKind,
  id: string,
  members: readonly number[],
  rest: Pick<Place, 'ways' | 'inTail'> & Partial<Place>,
): Place {
  const { compiled, depth } = network;
  const ids = members.map((node) => compiled.nodeIds[node]!);
  return {
    kind,
    id,
    members,
    unfelt: { unfelt: ids },
    hard: { hard: ids },
    node: null,
    depth: Math.min(...members.map((node) => depth[node]!)),
    ...rest,
  };
}

/** A node or control. Nothing is made where it has no clock, is against nothing, and passes a failure on to one at most. */
function nodePlace(search: Search, node: number): Place {
  const { compiled, hasClock, isAgainst, dependants } = search.network;
  const id = compiled.nodeIds[node]!;
  const feelers = dependants(node);
  const isPlain = !hasClock(node) && !isAgainst(node);
  const plain: Change = isPlain ? {} : { plain: [id] };
  const ways =
    feelers.length > 1
      ? feelers.map((of) => by({ ...plain, feltBy: { node: id, dependant: compiled.nodeIds[of]! } }))
      : isPlain
        ? []
        : [by(plain)];
  const kind = compiled.nodeIsControl[node] === 1 ? 'control' : 'node';
  return make(search, kind, id, [node], { ways, node, inTail: search.facts.nodes[node]! });
}

/** The happening of whichever of several happens most: of one, at least, of them. */
const mostOf = (happenings: readonly Happening[]): Happening =>
  happenings.reduce((most, one) => (one.share > most.share ? one : most), { periods: 0, share: 0 });

/** `shop` of `shop-1` and `shop-2`; else all names. */
export function nameOfSet(ids: readonly string[]): string {
  const names = new Set(ids.map((id) => id.replace(/-\d+$/, '')));
  const [name] = names;
  return names.size === 1 && name !== undefined && !ids.includes(name) ? name : ids.join(' & ');
}

function setPlace(search: Search, kind: PointKind, members: readonly number[], ways: readonly ChangedFutures[]): Place {
  const ids = members.map((node) => search.network.compiled.nodeIds[node]!);
  const inTail = mostOf(members.map((node) => search.facts.nodes[node]!));
  const id = kind === 'twins' ? nameOfSet(ids) : ids.join(' & ');
  return make(search, kind, id, members, { ways, inTail });
}

function twinPlaces(search: Search): Place[] {
  const { compiled, hasClock, isAgainst, twins } = search.network;
  return twins.map((members) => {
    const plain = members.map((node) => compiled.nodeIds[node]!);
    const isPlain = !members.some((node) => hasClock(node) || isAgainst(node));
    return setPlace(search, 'twins', members, isPlain ? [] : [by({ plain })]);
  });
}

function loopPlaces(search: Search): Place[] {
  const { nodeLoop, nodeIds } = search.network.compiled;
  const loops = new Map<number, number[]>();
  nodeLoop.forEach((loop, node) => {
    if (loop >= 0) loops.set(loop, [...(loops.get(loop) ?? []), node]);
  });
  return [...loops.values()].map((members) =>
    setPlace(search, 'loop', members, [by({ unlocked: [nodeIds[members[0]!]!] })]),
  );
}

function commonCausePlaces(search: Search): Place[] {
  const { compiled } = search.network;
  return search.model.commonCauses.map(({ id, members: ids }) => {
    const members = ids.map((node) => compiled.nodeIds.indexOf(node)).toSorted((a, b) => a - b);
    const without: Change = { withoutCommonCauses: [id] };
    const inTail = mostOf(members.map((node) => search.facts.nodes[node]!));
    return make(search, 'commonCause', id, members, { ways: [by(without)], unfelt: without, hard: null, inTail });
  });
}

/** Whether one event of a threat may strike several nodes: not those of which one is taken. */
function strikesSeveral({ network: { compiled } }: Search, threat: number): boolean {
  const [first, end] = [compiled.effectStart[threat]!, compiled.effectStart[threat + 1]!];
  const sure = new Set<number>();
  let choices = 0;
  for (let effect = first; effect < end; effect++) {
    if (compiled.effectChoices[effect] === 1) sure.add(compiled.effectNode[effect]!);
    else if (compiled.effectChoices[effect]! > 1) choices++;
  }
  return sure.size + choices > 1;
}

/** A threat that strikes several nodes in one event. Who is never down in the tail is as if nobody were struck: one of these is enough. */
function threatPlace(search: Search, threat: number): Place {
  const { compiled } = search.network;
  const id = compiled.threatIds[threat]!;
  const struck = compiled.effectNode.subarray(compiled.effectStart[threat]!, compiled.effectStart[threat + 1]!);
  const members = [...new Set(struck)].toSorted((a, b) => a - b);
  const [down, up] = [true, false].map((isDown) =>
    members.filter((node) => search.facts.nodes[node]!.periods > 0 === isDown),
  ) as [number[], number[]];
  const ways = [...down, ...up.slice(0, 1)].map((node) =>
    by({ onlyStruck: { threat: id, node: compiled.nodeIds[node]! } }),
  );
  const inTail = search.facts.threats[threat]!;
  return make(search, 'threat', id, members, { ways, unfelt: { withoutThreats: [id] }, hard: null, inTail });
}

/** What two blows cost beyond what each costs alone: L - L(a not struck) - L(b not struck) + L(neither), from 0 to L. */
function joint(base: number, [withoutA, withoutB, withoutBoth]: readonly number[]): number {
  return Math.min(base, Math.max(0, base - withoutA! - withoutB! + withoutBoth!));
}

function coincidencePlace(search: Search, pair: PairHappening): Place {
  const [a, b] = pair.nodes.map((node) => search.network.compiled.nodeIds[node]!) as [string, string];
  const [noA, noB] = [
    { node: a, unless: b },
    { node: b, unless: a },
  ];
  const way: ChangedFutures = {
    changes: [{ notStruck: [noA] }, { notStruck: [noB] }, { notStruck: [noA, noB] }],
    loss: (base, changed) => base - joint(base, changed),
  };
  return make(search, 'coincidence', `${a} & ${b}`, pair.nodes, { ways: [way], inTail: pair });
}

/** All places that play in periods which carry enough of the tail's loss. */
export function placesOf(search: Search): readonly Place[] {
  const { network, facts, least } = search;
  const nodes = facts.nodes.flatMap(({ periods }, node) =>
    periods > 0 && network.reaches[node] === 1 ? [nodePlace(search, node)] : [],
  );
  const threats = facts.threats.flatMap(({ periods }, threat) =>
    periods > 0 && strikesSeveral(search, threat) ? [threatPlace(search, threat)] : [],
  );
  const pairs = facts.pairs.slice(0, MOST_PAIRS).map((pair) => coincidencePlace(search, pair));
  const sets = [...twinPlaces(search), ...loopPlaces(search), ...commonCausePlaces(search)];
  return [...nodes, ...sets, ...threats, ...pairs].filter(({ inTail }) => inTail.share >= least);
}
