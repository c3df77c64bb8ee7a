/**
 * The root events of a trial and their effects: every loss is booked to an effect (its cause) and so to an event.
 *
 * Causes are numbered in order of landing, so that the earlier of two effects has the lower number.
 */

export interface Pools {
  /** Begins an event; gives its number. `threat` -1: a shock, an action or a control that is not bought. */
  addEvent(threat: number, address: number, given: number): number;
  /** Begins a cause; gives its number. `event` -1 for what is no event. */
  addCause(source: number, node: number, event: number, hour: number): number;
  events(): number;
  causes(): number;
  // Events
  threatOf(event: number): number;
  addressOf(event: number): number;
  isGiven(event: number): boolean;
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
  /** Adds counted loss at a node (-1: none) to the cause in a period. */
  lose(cause: number, period: number, amount: number, at: number): void;
  lostTo(cause: number, period: number): number;
  /** The part of it that was lost at the node struck itself. */
  lostAtStruck(cause: number): number;
  /** Distinct nodes whose outage began with the cause. */
  sizeOf(cause: number): number;
  enlarge(cause: number): void;
  clear(): void;
  save(): unknown;
  restore(saved: unknown): void;
}

export function makePools(periods: number): Pools {
  let eventRoom = 256;
  let events = 0;
  let threat = new Int32Array(eventRoom);
  let address = new Int32Array(eventRoom);
  let flags = new Uint8Array(eventRoom);
  let loss = new Float64Array(eventRoom * periods);
  let causeRoom = 256;
  let causes = 0;
  let source = new Int32Array(causeRoom);
  let node = new Int32Array(causeRoom);
  let event = new Int32Array(causeRoom);
  let hour = new Float64Array(causeRoom);
  let size = new Int32Array(causeRoom);
  let lost = new Float64Array(causeRoom * periods);
  let lostThere = new Float64Array(causeRoom);

  const ints = (old: Int32Array, length: number): Int32Array<ArrayBuffer> => {
    const next = new Int32Array(length);
    next.set(old);
    return next;
  };
  const doubles = (old: Float64Array, length: number): Float64Array<ArrayBuffer> => {
    const next = new Float64Array(length);
    next.set(old);
    return next;
  };
  function growEvents(): void {
    eventRoom *= 2;
    threat = ints(threat, eventRoom);
    address = ints(address, eventRoom);
    loss = doubles(loss, eventRoom * periods);
    const next = new Uint8Array(eventRoom);
    next.set(flags);
    flags = next;
  }
  function growCauses(): void {
    causeRoom *= 2;
    source = ints(source, causeRoom);
    node = ints(node, causeRoom);
    event = ints(event, causeRoom);
    size = ints(size, causeRoom);
    hour = doubles(hour, causeRoom);
    lost = doubles(lost, causeRoom * periods);
    lostThere = doubles(lostThere, causeRoom);
  }

  return {
    addEvent: (t, index, given) => {
      if (events === eventRoom) growEvents();
      threat[events] = t;
      address[events] = index;
      flags[events] = given === 1 ? 2 : 0;
      for (let p = 0; p < periods; p++) loss[events * periods + p] = 0;
      return events++;
    },
    addCause: (s, n, e, t) => {
      if (causes === causeRoom) growCauses();
      source[causes] = s;
      node[causes] = n;
      event[causes] = e;
      hour[causes] = t;
      size[causes] = 0;
      for (let p = 0; p < periods; p++) lost[causes * periods + p] = 0;
      lostThere[causes] = 0;
      return causes++;
    },
    events: () => events,
    causes: () => causes,
    threatOf: (e) => threat[e]!,
    addressOf: (e) => address[e]!,
    isGiven: (e) => (flags[e]! & 2) !== 0,
    landed: (e) => (flags[e]! & 1) !== 0,
    setLanded: (e) => {
      flags[e] = flags[e]! | 1;
    },
    addLoss: (e, period, amount) => {
      loss[e * periods + period]! += amount;
    },
    lossOf: (e, period) => loss[e * periods + period]!,
    sourceOf: (c) => source[c]!,
    nodeOf: (c) => node[c]!,
    eventOf: (c) => event[c]!,
    hourOf: (c) => hour[c]!,
    lose: (c, period, amount, at) => {
      lost[c * periods + period]! += amount;
      if (node[c] === at) lostThere[c]! += amount;
    },
    lostTo: (c, period) => lost[c * periods + period]!,
    lostAtStruck: (c) => lostThere[c]!,
    sizeOf: (c) => size[c]!,
    enlarge: (c) => {
      size[c]!++;
    },
    clear: () => {
      events = 0;
      causes = 0;
    },
    save: () => [
      threat.slice(0, events),
      address.slice(0, events),
      flags.slice(0, events),
      loss.slice(0, events * periods),
      source.slice(0, causes),
      node.slice(0, causes),
      event.slice(0, causes),
      hour.slice(0, causes),
      size.slice(0, causes),
      lost.slice(0, causes * periods),
      lostThere.slice(0, causes),
    ],
    restore: (saved) => {
      const [t, a, f, l, s, n, e, h, z, m, o] = saved as [
        Int32Array,
        Int32Array,
        Uint8Array,
        Float64Array,
        Int32Array,
        Int32Array,
        Int32Array,
        Float64Array,
        Int32Array,
        Float64Array,
        Float64Array,
      ];
      while (eventRoom < t.length) growEvents();
      while (causeRoom < s.length) growCauses();
      events = t.length;
      causes = s.length;
      threat.set(t);
      address.set(a);
      flags.set(f);
      loss.set(l);
      source.set(s);
      node.set(n);
      event.set(e);
      hour.set(h);
      size.set(z);
      lost.set(m);
      lostThere.set(o);
    },
  };
}
