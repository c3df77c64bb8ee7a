/**
 * The root events of a trial and their effects: every loss is booked to an effect (its cause) and so to an event.
 *
 * Causes are numbered as they land.
 */

import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import type { Room } from '../ground/room.ts';
import { NoRoom } from '../ground/room.ts';
import type { Root } from '../ground/tell.ts';

export interface Pools extends Part {
  /**
   * Begins an event; returns its number. `threat` -1: a node taken out as written, by a shock, an action or because it
   * is given; `address` is then the stream of its draws, -1 for no stream of the model.
   */
  addEvent(threat: number, address: number, given: number): number;
  /** Begins a cause; returns its number. `event` -1 for none. */
  addCause(source: number, node: number, event: number, hour: number): number;
  events(): number;
  causes(): number;
  // Events
  threatOf(event: number): number;
  addressOf(event: number): number;
  isGiven(event: number): boolean;
  /** Whether the root of a cause (-1: none) is a given event. */
  isOfGiven(cause: number): boolean;
  /** Names an event that is not a threat's: an action, or a root of an extension. */
  name(event: number, name: string): void;
  landed(event: number): boolean;
  setLanded(event: number): void;
  /** Adds counted loss to the event in a period. */
  addLoss(event: number, period: number, amount: number): void;
  lossOf(event: number, period: number): number;
  // Causes
  sourceOf(cause: number): number;
  nodeOf(cause: number): number;
  eventOf(cause: number): number;
  hourOf(cause: number): number;
  /** The cause as `Tell` describes it. */
  rootOf(cause: number): Root;
  /** By cause: 1 when it landed at the same hour as the one before it. */
  readonly joins: Uint8Array;
  /** The draw that decides among causes of one hour, NaN until it is made. */
  tieOf(cause: number): number;
  setTie(cause: number, unit: number): void;
  /** Adds counted loss at a node (-1: none) to the cause in a period. */
  lose(cause: number, period: number, amount: number, at: number): void;
  lostTo(cause: number, period: number): number;
  /** The part of it lost at the struck node itself. */
  lostAtStruck(cause: number): number;
  /** Marks a cause as holding its node's own capacity until it is lifted: that node then does not count as struck. */
  setHold(cause: number): void;
  isHold(cause: number): boolean;
  /** Distinct nodes whose outage began with the cause. */
  sizeOf(cause: number): number;
  enlarge(cause: number): void;
  clear(): void;
}

/** Places in a cause's integers. */
const SOURCE = 0;
const NODE = 1;
const ROOT_EVENT = 2;
const SIZE = 3;
/** Binary logarithm of their number. */
const CAUSE_BITS = 2;

/** Places in a cause's doubles, followed by its losses per period. */
const HOUR = 0;
const TIE = 1;
const LOST_THERE = 2;
const LOST = 3;

const LANDED = 1;
const GIVEN = 2;

export function makePools(periods: number, room: Room): Pools {
  const stride = LOST + periods;
  const { events: eventRoom, causes: causeRoom } = room;
  /** [events, causes]. */
  const counts = fixedInts(2);
  const joins = fixedBytes(causeRoom);
  const threat = fixedInts(eventRoom);
  const address = fixedInts(eventRoom);
  const flags = fixedBytes(eventRoom);
  const loss = fixedDoubles(eventRoom * periods);
  /** For events that have one, and causes that hold an own capacity: few, if any. */
  const names = new Map<number, string>();
  const holds = new Set<number>();
  const ints = fixedInts(causeRoom << CAUSE_BITS);
  const reals = fixedDoubles(causeRoom * stride);

  function isGiven(e: number): boolean {
    return (flags[e]! & GIVEN) !== 0;
  }

  function isOfGiven(c: number): boolean {
    const e = c < 0 ? -1 : ints[(c << CAUSE_BITS) + ROOT_EVENT]!;
    return e >= 0 && isGiven(e);
  }

  return {
    addEvent: (t, index, given) => {
      const e = counts[0]!;
      if (e === eventRoom) throw new NoRoom('events');
      counts[0] = e + 1;
      threat[e] = t;
      address[e] = index;
      flags[e] = given === 1 ? GIVEN : 0;
      for (let p = 0; p < periods; p++) loss[e * periods + p] = 0;
      return e;
    },
    addCause: (source, node, event, hour) => {
      const c = counts[1]!;
      if (c === causeRoom) throw new NoRoom('causes');
      counts[1] = c + 1;
      const at = c << CAUSE_BITS;
      ints[at + SOURCE] = source;
      ints[at + NODE] = node;
      ints[at + ROOT_EVENT] = event;
      ints[at + SIZE] = 0;
      joins[c] = c > 0 && reals[(c - 1) * stride + HOUR] === hour ? 1 : 0;
      reals[c * stride + HOUR] = hour;
      reals[c * stride + TIE] = NaN;
      for (let i = c * stride + LOST_THERE; i < (c + 1) * stride; i++) reals[i] = 0;
      return c;
    },
    events: () => counts[0]!,
    causes: () => counts[1]!,
    threatOf: (e) => threat[e]!,
    addressOf: (e) => address[e]!,
    isGiven,
    isOfGiven,
    name: (e, name) => void names.set(e, name),
    landed: (e) => (flags[e]! & LANDED) !== 0,
    setLanded: (e) => {
      flags[e] = flags[e]! | LANDED;
    },
    addLoss: (e, period, amount) => {
      loss[e * periods + period]! += amount;
    },
    lossOf: (e, period) => loss[e * periods + period]!,
    sourceOf: (c) => ints[(c << CAUSE_BITS) + SOURCE]!,
    nodeOf: (c) => ints[(c << CAUSE_BITS) + NODE]!,
    eventOf: (c) => ints[(c << CAUSE_BITS) + ROOT_EVENT]!,
    hourOf: (c) => reals[c * stride + HOUR]!,
    rootOf: (c) => ({
      cause: c,
      event: ints[(c << CAUSE_BITS) + ROOT_EVENT]!,
      source: ints[(c << CAUSE_BITS) + SOURCE]!,
      node: ints[(c << CAUSE_BITS) + NODE]!,
      given: isOfGiven(c),
      name: names.get(ints[(c << CAUSE_BITS) + ROOT_EVENT]!) ?? null,
    }),
    joins,
    tieOf: (c) => reals[c * stride + TIE]!,
    setTie: (c, unit) => {
      reals[c * stride + TIE] = unit;
    },
    lose: (c, period, amount, node) => {
      const at = c * stride;
      reals[at + LOST + period]! += amount;
      if (ints[(c << CAUSE_BITS) + NODE] === node) reals[at + LOST_THERE]! += amount;
    },
    lostTo: (c, period) => reals[c * stride + LOST + period]!,
    lostAtStruck: (c) => reals[c * stride + LOST_THERE]!,
    setHold: (c) => void holds.add(c),
    isHold: (c) => holds.has(c),
    sizeOf: (c) => ints[(c << CAUSE_BITS) + SIZE]!,
    enlarge: (c) => {
      ints[(c << CAUSE_BITS) + SIZE]!++;
    },
    clear: () => {
      counts[0] = 0;
      counts[1] = 0;
      // Quicker than clearing what is empty
      if (names.size > 0) names.clear();
      if (holds.size > 0) holds.clear();
    },
    save: () => [
      counts.slice(),
      joins.slice(0, counts[1]),
      threat.slice(0, counts[0]),
      address.slice(0, counts[0]),
      flags.slice(0, counts[0]),
      loss.slice(0, counts[0]! * periods),
      ints.slice(0, counts[1]! << CAUSE_BITS),
      reals.slice(0, counts[1]! * stride),
      [...names],
      [...holds],
    ],
    restore: (saved) => {
      const [n, j, t, a, f, l, i, r, called, held] = saved as [
        Int32Array,
        Uint8Array,
        Int32Array,
        Int32Array,
        Uint8Array,
        Float64Array,
        Int32Array,
        Float64Array,
        [number, string][],
        number[],
      ];
      if (n[0]! > eventRoom) throw new NoRoom('events');
      if (n[1]! > causeRoom) throw new NoRoom('causes');
      counts.set(n);
      joins.set(j);
      threat.set(t);
      address.set(a);
      flags.set(f);
      loss.set(l);
      ints.set(i);
      reals.set(r);
      names.clear();
      holds.clear();
      for (const [event, name] of called) names.set(event, name);
      for (const cause of held) holds.add(cause);
    },
  };
}
