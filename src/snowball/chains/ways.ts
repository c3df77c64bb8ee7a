/**
 * The way along which the outage of each node came: from the threat through the node struck to the node, as a list of steps.
 *
 * Read when an instant is settled, suppliers first. A way stays what it was when the outage was decided: behind a restart, the
 * nodes that it leads through may be up again.
 */
import { driverRoots } from '../../sim/drivers/tables.ts';
import { type CompiledModel, GROUP } from '../../sim/kernel/ground/compiled-model.ts';
import type { Root } from '../../sim/kernel/ground/tell.ts';
import type { Struck } from './coincidences.ts';
import type { EventSets } from './root-events.ts';
import type { Step, StepLists } from './step-lists.ts';

/** A list of steps, and the set of root events that led along it. */
export interface Way {
  readonly list: number;
  readonly events: number;
}

export const NO_WAY: Way = { list: 0, events: 0 };

/** The name of a source of loss: a threat, or what stands for one. */
function sourceName(compiled: CompiledModel, source: number): string {
  const { threatIds, controlIds, givenNodeIds, scenario } = compiled;
  const control = source - threatIds.length - 2;
  if (source < threatIds.length) return threatIds[source]!;
  if (source === threatIds.length) return `shock:${scenario}`;
  if (control < 0) return 'action';
  if (control < controlIds.length) return `capacity:${controlIds[control]!}`;
  const given = control - controlIds.length;
  return givenNodeIds[given] ?? driverRoots(compiled)[given - givenNodeIds.length]!;
}

export const nodeStep = (id: string): Step => ({ kind: 'node', members: [id], group: null });

export interface Ways {
  /** The way to a node that is down, as it was decided last; `NO_WAY` for one that is up. */
  of(node: number): Way;
  /** The way of an event or effect that controls let through: theirs, then the source. */
  through(controls: readonly number[], source: number, before?: Way): Way;
  /** The cause of the node, or the edge along which it came, is another. */
  decide(node: number, root: Root | null, edge: number): void;
  /** The instant is settled; gives the nodes whose way is another. */
  settle(hour: number): readonly number[];
  clear(): void;
}

/** What is known of nodes, and of what struck them. */
export interface Seen {
  /** Whether a node stands below what it gives unhurt. */
  isDown(node: number): boolean;
  /** The way of a cause that has landed, up to its source; null for one that did not land. */
  headOf(cause: number): Way | null;
  /** What has struck the node in its outage so far. */
  holding(hour: number, node: number, root: Root): Struck;
}

export function makeWays(
  compiled: CompiledModel,
  lists: StepLists,
  sets: EventSets,
  { isDown, headOf, holding }: Seen,
): Ways {
  const { nodeIds, edgeStart, edgeNode, edgeGroup, groupKind, groupNode, groupStream, groupSwitchoverSampler } =
    compiled;
  const ways = new Map<number, Way>();
  const decided = new Map<number, { readonly root: Root | null; readonly edge: number }>();
  const rising: number[] = [];
  const settled = new Set<number>();
  let hour = 0;

  const wayOf = (node: number): Way => ways.get(node) ?? NO_WAY;

  function extended(way: Way, ...steps: readonly Step[]): Way {
    return { list: steps.reduce((list, step) => lists.extended(list, step), way.list), events: way.events };
  }

  /** Where several ways began: their common beginning when one event took them all, else the threats that coincided. */
  function beginning(of: readonly Way[]): Way {
    const events = of.reduce((set, way) => sets.union(set, way.events), 0);
    const isOne = sets.events(events).length === 1 && of.every((way) => way.events === events);
    if (isOne) {
      const [first = [], ...others] = of.map(({ list }) => lists.beginnings(lists.before(list)));
      const list = first.findLast((at, place) => others.every((other) => other[place] === at));
      if (list !== undefined) return { list, events };
    }
    const threats = of.flatMap(({ list }) =>
      lists.steps(list).flatMap((step) => (step.kind === 'threat' ? step.members : [])),
    );
    const members = [...new Set(threats)].toSorted();
    return { list: lists.extended(0, { kind: 'threat', members, group: null }), events };
  }

  const passes = (way: Way, node: number): boolean =>
    lists.steps(way.list).some(({ kind, members }) => kind === 'node' && members.includes(nodeIds[node]!));

  /** The way through a group of alternatives without switchover: all its members that are down, as one step. Null for another group. */
  function throughAlternatives(node: number, group: number): Way | null {
    const kind = groupKind[group];
    const isAtLeast = kind === GROUP.atLeast;
    if ((kind !== GROUP.any && !isAtLeast) || groupSwitchoverSampler[group]! >= 0) return null;
    const down: number[] = [];
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      const member = edgeNode[e]!;
      settleNode(member);
      const way = wayOf(member);
      if (isDown(member) && way.list > 0 && !passes(way, node)) down.push(member);
    }
    if (down.length === 0 || (down.length === 1 && !isAtLeast)) return null;
    const members = down.map((member) => nodeIds[member]!).toSorted();
    const name = compiled.streamLabels[groupStream[group]!]!.split('.needs.')[1] ?? '';
    const step: Step = isAtLeast
      ? { kind: 'group', members, group: { node: nodeIds[groupNode[group]!]!, name } }
      : { kind: 'node', members, group: null };
    return extended(beginning(down.map(wayOf)), step);
  }

  /** The way of what struck the node itself; where a loop holds itself down by a cause that came into it elsewhere, from there. */
  function fromRoot(node: number, root: Root): Way {
    const head = headOf(root.cause) ?? through([], root.source);
    const struck = holding(hour, node, root);
    const members = [...struck.sources].map((source) => sourceName(compiled, source)).toSorted();
    const list = lists.extended(lists.before(head.list), { kind: 'threat', members, group: null });
    const way = { list, events: sets.union(head.events, sets.of(struck.events)) };
    if (root.node < 0 || root.node === node) return extended(way, nodeStep(nodeIds[node]!));
    return extended(way, nodeStep(nodeIds[root.node]!), nodeStep(nodeIds[node]!));
  }

  function settleNode(node: number): void {
    const by = decided.get(node);
    if (by === undefined || settled.has(node)) return;
    settled.add(node);
    const { root, edge } = by;
    if (root === null) {
      rising.push(node);
      return;
    }
    if (edge < 0) {
      ways.set(node, fromRoot(node, root));
      return;
    }
    const member = edgeNode[edge]!;
    settleNode(member);
    // Behind a restart its member may be up: what held it down then is what holds it still.
    if (!isDown(member) && ways.has(node)) return;
    const before = throughAlternatives(node, edgeGroup[edge]!) ?? wayOf(member);
    ways.set(node, before.list === 0 ? fromRoot(node, root) : extended(before, nodeStep(nodeIds[node]!)));
  }

  function through(controls: readonly number[], source: number, before: Way = NO_WAY): Way {
    const members = [sourceName(compiled, source)];
    const threat: Step = { kind: 'threat', members, group: null };
    const ofControls = controls.filter((control) => wayOf(control).list > 0);
    const [only] = ofControls;
    // Those that let the whole event through stand in its way already.
    if (lists.steps(before.list).length > 1 || (only === undefined && before.list > 0)) return before;
    if (only === undefined) return extended(NO_WAY, threat);
    if (ofControls.length === 1) return extended(wayOf(only), threat);
    const together = ofControls.map((control) => nodeIds[control]!).toSorted();
    return extended(beginning(ofControls.map(wayOf)), { kind: 'node', members: together, group: null }, threat);
  }

  return {
    of: wayOf,
    through,
    decide: (node, root, edge) => void decided.set(node, { root, edge }),
    settle: (now) => {
      if (decided.size === 0) return [];
      hour = now;
      for (const node of decided.keys()) settleNode(node);
      for (const node of rising.splice(0)) ways.delete(node);
      const changed = [...decided.keys()];
      decided.clear();
      settled.clear();
      return changed;
    },
    clear: () => {
      ways.clear();
      decided.clear();
      settled.clear();
      rising.length = 0;
      hour = 0;
    },
  };
}
