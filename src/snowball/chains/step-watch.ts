/**
 * Watches trials for the ways along which they lose: every stretch of loss with its list of steps, and what happened around it.
 *
 * The losses of the stretches add up to the counted loss of the trial, insurance taken off.
 */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Listener, Root } from '../../sim/kernel/ground/tell.ts';
import { makeCoincidences } from './coincidences.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';
import { makeLetThrough } from './let-through.ts';
import { makeEventSets } from './root-events.ts';
import type { StepLists } from './step-lists.ts';
import { makeWays, NO_WAY, nodeStep, type Way } from './ways.ts';

/** What one outage of a node lost in a period along one way. */
export interface LossStretch {
  /** Within the horizon, from 0. */
  readonly period: number;
  /** Number in the `StepLists`. */
  readonly list: number;
  /** Root events on the way: numbers in the trial. */
  readonly events: readonly number[];
  /** Hour from which it is lost. */
  readonly from: number;
  /** Counted [money], net of insurance. */
  readonly loss: number;
  /** Hours for which those of each step were down then (together, where they are several); null for threats. */
  readonly stepHours: readonly (number | null)[];
}

export interface RootEvent {
  /** When it came. */
  readonly hour: number;
  /** Number of the threat; -1 for none. */
  readonly threat: number;
  /** What it struck. */
  readonly strikes: readonly { readonly hour: number; readonly node: number }[];
}

export interface Outage {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  /** The horizon ended it. */
  readonly isCut: boolean;
  /** Root events that held the node down in it. */
  readonly events: ReadonlySet<number>;
}

export interface WatchedTrial {
  readonly stretches: readonly LossStretch[];
  readonly events: ReadonlyMap<number, RootEvent>;
  readonly outages: readonly Outage[];
}

export interface StepWatch {
  readonly listener: Listener;
  /** What was seen of the trial that is over; begins anew. */
  take(): WatchedTrial;
}

interface OpenOutage {
  readonly start: number;
  end: number;
  isCut: boolean;
  readonly events: Set<number>;
}

/** A counted loss as it was told. */
interface Told {
  readonly way: Way;
  readonly node: number;
  readonly booked: number;
  readonly counts: boolean;
  amount: number;
}

/** The last of a list, ascending, that is not later. */
const latest = <T extends { readonly start: number }>(list: readonly T[] | undefined, hour: number): T | undefined =>
  list?.findLast(({ start }) => start <= hour);

/** @param lists Where lists of steps are kept, of this and other trials. */
export function makeStepWatch(compiled: CompiledModel, lists: StepLists): StepWatch {
  const { nodeIds, kindCounted, conditional, periods, periodHours, horizonHours } = compiled;
  const numberOf = new Map(nodeIds.map((id, node) => [id, node]));
  const unhurt = unhurtCapacities(compiled);
  const capacity = new Map<number, number>();
  const isDown = (node: number): boolean => (capacity.get(node) ?? unhurt[node]!) < unhurt[node]! - LEAST_CHANGE;
  const sets = makeEventSets();
  const letThrough = makeLetThrough(compiled, isDown);
  /** By event and by cause: the way up to its threat, and when the cause landed. */
  const heads = new Map<number, Way>();
  const landed = new Map<number, Way & { readonly hour: number }>();
  const events = new Map<
    number,
    { readonly hour: number; readonly threat: number; readonly strikes: { hour: number; node: number }[] }
  >();
  const outages = new Map<number, OpenOutage[]>();
  const open = new Map<number, OpenOutage>();
  /** Ways of nodes that lose, by the hour from which they hold. */
  const ofLosers = new Map<number, { readonly start: number; readonly way: Way }[]>();
  let nextEvent = 0;
  let told: Told[] = [];
  let insured = 0;
  const coincidences = makeCoincidences();
  const ways = makeWays(compiled, lists, sets, {
    isDown,
    headOf: (cause) => landed.get(cause) ?? null,
    holding: (hour, node, root) => coincidences.holding(hour, node, capacity.get(node) ?? unhurt[node]!, root),
  });

  /** The way from controls that are down to the threat that they let through, added to one that is known. */
  function head(controls: readonly number[], source: number, event: number, before: Way): Way {
    const way = ways.through(controls, source, before);
    const all = controls.reduce((set, control) => sets.union(set, ways.of(control).events), way.events);
    return { list: way.list, events: sets.union(all, sets.union(before.events, sets.of([event]))) };
  }

  function lose(hour: number, kind: number, node: number, amount: number, cause: Root, booked: number): void {
    if (kindCounted[kind] !== 1) return;
    const known = landed.get(cause.cause);
    const ofEvent = heads.get(cause.event) ?? head([], cause.source, cause.event, NO_WAY);
    let way: Way;
    if (node < 0) way = ofEvent;
    // In no time nothing accrues: it is what the effect itself costs.
    else if (known?.hour === booked && booked === hour) way = toNode(known, node);
    else way = latest(ofLosers.get(node), booked)?.way ?? toNode(known ?? ofEvent, node);
    told.push({ way, node, booked, counts: !conditional || cause.given, amount });
  }

  const toNode = ({ list, events: set }: Way, node: number): Way => ({
    list: lists.extended(list, nodeStep(nodeIds[node]!)),
    events: set,
  });

  function fallOrRise(hour: number, node: number): void {
    const outage = open.get(node);
    if (isDown(node) === (outage !== undefined)) return;
    if (outage !== undefined) {
      outage.end = hour;
      open.delete(node);
      coincidences.end(node);
      return;
    }
    const begun: OpenOutage = { start: hour, end: NaN, isCut: false, events: new Set() };
    open.set(node, begun);
    const before = outages.get(node);
    if (before === undefined) outages.set(node, [begun]);
    else before.push(begun);
  }

  const listener: Listener = {
    event: (hour, threat, given) => {
      const event = nextEvent++;
      events.set(event, { hour, threat, strikes: [] });
      heads.set(event, head(given ? [] : letThrough.event(threat), threat, event, NO_WAY));
    },
    effect: (hour, node, leaves, hours, root) => {
      const { cause, event, source, given } = root;
      coincidences.land(hour, node, leaves, hours, root);
      if (event >= nextEvent) nextEvent = event + 1;
      const ofEvent = events.get(event) ?? { hour, threat: -1, strikes: [] };
      events.set(event, ofEvent);
      ofEvent.strikes.push({ hour, node });
      const controls = given || source >= compiled.threatIds.length ? [] : letThrough.effect(source, node);
      const way = head(controls, source, event, heads.get(event) ?? NO_WAY);
      landed.set(cause, { ...way, hour });
    },
    capacity: (hour, node, _from, to) => {
      capacity.set(node, to);
      fallOrRise(hour, node);
    },
    cause: (_hour, node, root, _group, edge) => ways.decide(node, root, edge),
    settled: (hour) => {
      for (const node of ways.settle(hour)) {
        const way = ways.of(node);
        for (const event of sets.events(way.events)) open.get(node)?.events.add(event);
        if (compiled.lossStart[node] === compiled.lossStart[node + 1]) continue;
        const before = ofLosers.get(node);
        if (before === undefined) ofLosers.set(node, [{ start: hour, way }]);
        else before.push({ start: hour, way });
      }
    },
    loss: lose,
    insured: (left) => {
      told[insured++]!.amount = left;
    },
  };

  /** Hours for which those of a step were down at an hour: in all, for one; from the last fall to the first rise, for several. */
  function hoursOf(members: readonly string[], hour: number): number {
    let [start, end] = [-Infinity, Infinity];
    for (const id of members) {
      const outage = latest(outages.get(numberOf.get(id)!), hour);
      if (outage === undefined) continue;
      start = Math.max(start, outage.start);
      end = Math.min(end, outage.end);
    }
    return Math.max(0, end - start);
  }

  function stretches(): LossStretch[] {
    const sums = new Map<string, { readonly first: Told; readonly period: number; loss: number }>();
    for (const loss of told) {
      if (!loss.counts) continue;
      const period = periods === 1 ? 0 : Math.min(periods - 1, Math.floor(loss.booked / periodHours));
      const start = latest(outages.get(loss.node), loss.booked)?.start ?? loss.booked;
      const key = `${period} ${loss.node} ${start} ${loss.way.list} ${loss.way.events}`;
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { first: loss, period, loss: loss.amount });
      else sum.loss += loss.amount;
    }
    return [...sums.values()].map(({ first, period, loss }) => ({
      period,
      list: first.way.list,
      events: sets.events(first.way.events),
      from: first.booked,
      loss,
      stepHours: lists
        .steps(first.way.list)
        .map(({ kind, members }) => (kind === 'threat' ? null : hoursOf(members, first.booked))),
    }));
  }

  return {
    listener,
    take: () => {
      for (const outage of open.values()) {
        outage.end = horizonHours;
        outage.isCut = true;
      }
      const seen: WatchedTrial = {
        stretches: stretches(),
        events: new Map(events),
        outages: [...outages].flatMap(([node, list]) =>
          list.filter(({ start, end }) => end > start).map((outage): Outage => ({ node, ...outage })),
        ),
      };
      for (const map of [capacity, heads, landed, events, outages, open, ofLosers]) map.clear();
      sets.clear();
      ways.clear();
      coincidences.clear();
      nextEvent = 0;
      told = [];
      insured = 0;
      return seen;
    },
  };
}
