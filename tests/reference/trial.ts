/**
 * The reference simulator: one trial by the words of the design, slow and plain. Whatever can be worked out anew at an
 * instant is worked out anew. It meets the same addressed draws as the kernel, so that trials can be compared one by one.
 */
import { makeCalendar } from '../../src/sim/kernel/calendar.ts';
import { OCCURS } from '../../src/sim/kernel/compiled-model.ts';
import { GIVEN_INDEX, LAYER_INDEX, PURPOSE } from '../../src/sim/kernel/purposes.ts';
import { unitFromWords } from '../../src/sim/random/draws.ts';
import { exp, log } from '../../src/sim/random/elementary.ts';
import { purposeWord } from '../../src/sim/random/key.ts';
import type { Arrival } from './arrivals.ts';
import { findCauses } from './causes.ts';
import type { Chance, Group, Plain } from './plain.ts';
import { range, SMALL, unitFromWord } from './plain.ts';
import type { Cause, Effect, Event, GroupState, NodeState, Outage } from './state.ts';

const YEAR = 8760;

/** An instant that does not settle in so many passes is a fault. */
const MOST_PASSES = 10_000;

/** Changes between these are too close to the least that counts to be called. */
const CLOSE_FROM = 1e-12;
const CLOSE_TO = 1e-7;

const CLASS = { repair: 0, supplyClock: 1, buffer: 2, arrival: 3 } as const;

interface Planned {
  readonly hour: number;
  readonly order: number;
  readonly id: number;
  readonly counter: number;
  readonly happen: () => void;
  called: boolean;
}

/** A one-off cost. */
export interface OneOff {
  readonly kind: number;
  readonly node: number;
  readonly cause: number;
  readonly amount: number;
  readonly hour: number;
}

/** What happened in a trial. */
export interface Story {
  readonly world: number;
  readonly trial: number;
  readonly events: readonly Event[];
  readonly causes: readonly Cause[];
  readonly outages: readonly Outage[];
  readonly costs: readonly OneOff[];
  /** By control. */
  readonly stopped: readonly number[];
  readonly stoppedAlone: readonly number[];
  /** Some change was about as large as the least that counts: rounding decides how the trial goes on. */
  readonly close: boolean;
}

export function runTrial(
  plain: Plain,
  chance: Chance,
  world: number,
  trial: number,
  arrivals: readonly Arrival[],
): Story {
  const { model, groups, groupsOf } = plain;
  const { horizonHours } = model;
  const { slots } = chance;
  const calendar = makeCalendar(model);
  const counters = new Map<string, number>();

  // What there is
  const nodes: NodeState[] = plain.nodes.map(() => ({
    cap: 1,
    capBefore: 1,
    base: 1,
    baseCause: -1,
    own: 1,
    ownBefore: 1,
    cause: -1,
    boosted: false,
  }));
  const states: GroupState[] = groups.map((group) => ({
    inUse: group.members.map(() => !group.tracked),
    supply: 1,
    supplyBefore: 1,
    counted: 1,
    countedBefore: 1,
    held: -1,
    heldBefore: -1,
    fallbackOn: false,
    begun: -1,
    stock: group.buffer >= 0 ? 'full' : 'none',
    size: 0,
    left: 0,
    speed: 0,
    asOf: 0,
    fell: group.members.map(() => 0),
    lowered: 0,
  }));
  let effects: Effect[] = [];
  const events: Event[] = [];
  const causes: Cause[] = [];
  const costs: OneOff[] = [];
  const outages: Outage[] = [];
  const open = new Map<number, Outage>();
  const stopped = model.controlIds.map(() => 0);
  const stoppedAlone = model.controlIds.map(() => 0);
  let now = 0;
  let instant = 0;
  let close = false;

  // What is planned
  const planned: Planned[] = [];
  let counter = 0;
  function plan(hour: number, order: number, id: number, happen: () => void): Planned {
    const item = { hour, order, id, counter: counter++, happen, called: false };
    planned.push(item);
    return item;
  }
  function callOff(clocks: Map<number, Planned>, key: number): void {
    const clock = clocks.get(key);
    if (clock) clock.called = true;
    clocks.delete(key);
  }

  // Draws
  function words(stream: number, index: number, purpose: number): Uint32Array {
    return chance.at(stream, world, trial, index, purpose);
  }
  /** The next draw of a clock: the first has index 0. */
  function hoursOf(row: number, stream: number, purpose: number): number {
    const key = `${stream} ${purpose}`;
    const index = counters.get(key) ?? 0;
    counters.set(key, index + 1);
    return chance.value(row, words(stream, index, purpose)[0]!);
  }

  // Controls: DESIGN 3
  function effectiveness(slot: number, control: number): number {
    return slot < 0 ? 0 : slots[slot]! * nodes[model.controlNode[control]!]!.capBefore;
  }
  function levelOf(control: number): number {
    return model.controlLevel[control]!;
  }
  /** The product of 1 - effectiveness of what deters a threat; `settled`: after the instant, else before it. */
  function deterPart(threat: number, settled: boolean): number {
    let part = 1;
    for (const i of range(model.deterStart[threat]!, model.deterStart[threat + 1]!)) {
      const control = model.deterControl[i]!;
      const slot = model.levelDeterSlot[levelOf(control)]!;
      const node = nodes[model.controlNode[control]!]!;
      part *= slot < 0 ? 1 : 1 - slots[slot]! * (settled ? node.cap : node.capBefore);
    }
    return part;
  }
  function stops(control: Int32Array, stream: Int32Array, places: readonly number[], index: number): boolean {
    const who = places
      .filter((i) => {
        const slot = model.levelPreventSlot[levelOf(control[i]!)]!;
        return unitFromWord(words(stream[i]!, index, PURPOSE.prevent)[0]!) < effectiveness(slot, control[i]!);
      })
      .map((i) => control[i]!);
    for (const c of who) stopped[c]!++;
    if (who.length === 1) stoppedAlone[who[0]!]!++;
    return who.length > 0;
  }
  function repairHours(effect: number, own: number, index: number, purpose: number): number {
    let shortest = own;
    let part = 1;
    for (const i of range(model.repairControlStart[effect]!, model.repairControlStart[effect + 1]!)) {
      const control = model.repairControl[i]!;
      const level = levelOf(control);
      part *= 1 - effectiveness(model.levelContainSlot[level]!, control);
      const drawn = words(model.repairControlStream[i]!, index, purpose);
      if (unitFromWord(drawn[0]!) >= effectiveness(model.levelRecoverSlot[level]!, control)) continue;
      shortest = Math.min(shortest, chance.value(model.levelRecoverSampler[level]!, drawn[1]!));
    }
    return shortest === Infinity ? Infinity : shortest * part;
  }

  // Effects: DESIGN 4
  function addCause(source: number, node: number, event: number): number {
    return causes.push({ number: causes.length, source, node, event, hour: now }) - 1;
  }
  function beginEffect(node: number, leaves: number, hours: number, cause: number): void {
    const effect = { node, leaves, cause };
    effects.push(effect);
    if (hours === Infinity) return;
    plan(now + hours, CLASS.repair, node, () => {
      effects = effects.filter((other) => other !== effect);
    });
  }
  function payOneOff(from: number, to: number, stream: number, index: number, node: number, cause: number): void {
    for (const c of range(from, to)) {
      const amount = chance.value(model.costSampler[c]!, words(stream, index, model.costPurpose[c]!)[0]!);
      costs.push({ kind: model.costKind[c]!, node, cause, amount, hour: now });
    }
  }
  function ignored(effect: number, node: number): boolean {
    return model.effectIgnoresOverlap[effect] === 1 && nodes[node]!.ownBefore < 1;
  }
  function strike(effect: number, node: number, stream: number, event: Event, purpose: number): void {
    const drawn = words(stream, event.index, PURPOSE.land);
    const outage = model.effectOutageSampler[effect]!;
    const leaves = model.effectLeavesSampler[effect]!;
    const own = outage < 0 ? Infinity : chance.value(outage, drawn[1]!);
    const left = leaves < 0 ? 0 : chance.value(leaves, drawn[2]!);
    const cause = addCause(event.threat, node, event.number);
    payOneOff(model.effectCostStart[effect]!, model.effectCostStart[effect + 1]!, stream, event.index, node, cause);
    beginEffect(node, left, repairHours(effect, own, event.index, purpose), cause);
  }
  function land(effect: number, event: Event): void {
    const node = model.effectNode[effect]!;
    const stream = model.effectStream[effect]!;
    const chanceSlot = model.effectChanceSlot[effect]!;
    const u = unitFromWord(words(stream, event.index, PURPOSE.land)[0]!);
    if (chanceSlot >= 0 && u >= slots[chanceSlot]!) return;
    if (ignored(effect, node)) return;
    const guards = range(model.effectControlStart[effect]!, model.effectControlStart[effect + 1]!);
    if (!event.given && stops(model.effectControl, model.effectControlStream, guards, event.index)) return;
    event.landed = true;
    strike(effect, node, stream, event, PURPOSE.recover);
    for (const c of range(model.effectCommonStart[effect]!, model.effectCommonStart[effect + 1]!)) {
      const spread = unitFromWord(words(model.commonStream[c]!, event.index, PURPOSE.common)[0]!);
      if (spread >= slots[model.commonBetaSlot[c]!]!) continue;
      for (const s of range(model.spawnStart[c]!, model.spawnStart[c + 1]!)) {
        const other = model.spawnNode[s]!;
        if (ignored(effect, other)) continue;
        strike(effect, other, model.spawnStream[s]!, event, purposeWord(`spawn ${model.nodeIds[other]!}`));
      }
    }
  }
  function reach(effect: number, event: Event): void {
    const row = model.effectDelaySampler[effect]!;
    if (row < 0) {
      land(effect, event);
      return;
    }
    const delay = chance.value(row, words(model.effectStream[effect]!, event.index, PURPOSE.land)[3]!);
    plan(now + delay, CLASS.arrival, model.effectThreat[effect]!, () => {
      land(effect, event);
    });
  }

  // Events: DESIGN 2 and 3
  function happen(threat: number, index: number, given: boolean): void {
    const event: Event = { number: events.length, threat, index, given, landed: false };
    events.push(event);
    const guards = range(model.eventControlStart[threat]!, model.eventControlStart[threat + 1]!);
    if (!given && stops(model.eventControl, model.eventControlStream, guards, index)) return;
    const first = model.effectStart[threat]!;
    const end = model.effectStart[threat + 1]!;
    if (first === end) {
      event.landed = true;
      const from = model.threatCostStart[threat]!;
      const to = model.threatCostStart[threat + 1]!;
      if (from < to) payOneOff(from, to, model.threatStream[threat]!, index, -1, addCause(threat, -1, event.number));
      return;
    }
    for (let effect = first; effect < end;) {
      const choices = Math.max(1, model.effectChoices[effect]!);
      const u = choices > 1 ? unitFromWord(words(model.effectChoiceStream[effect]!, index, PURPOSE.choice)[0]!) : 0;
      reach(effect + Math.min(Math.floor(u * choices), choices - 1), event);
      effect += choices;
    }
  }

  // Pace: DESIGN 2.4 and 2.6
  const usedUp = new Set<number>();
  const yearsTaken = new Set<string>();
  function arrive({ threat, index }: Arrival): void {
    const layer = Math.floor(index / LAYER_INDEX);
    const place = index - layer * LAYER_INDEX;
    const u = unitFromWord(words(model.threatStream[threat]!, index, PURPOSE.thin)[0]!);
    const profile = model.paceProfile[threat]!;
    if (model.occurs[threat] === OCCURS.poisson) {
      const factor = model.paceFactor[threat]! * calendar.factor(profile, now) * deterPart(threat, false);
      if (layer + u >= factor) return;
      if (model.once[threat] === 1 && usedUp.has(threat)) return;
      usedUp.add(threat);
      happen(threat, index, false);
      return;
    }
    // A year counts once; a factor takes part of the layers, deterrence its part of the year's chance.
    const year = `${threat} ${place}`;
    if (yearsTaken.has(year)) return;
    const from = place * YEAR;
    const to = Math.min(from + YEAR, horizonHours);
    const mean = (calendar.integral(profile, to) - calendar.integral(profile, from)) / (to - from);
    const factor = model.paceFactor[threat]! * mean;
    const certain = slots[model.rateSlot[threat]!]! >= 1 && factor > 0;
    if (!certain && layer + u >= factor) return;
    yearsTaken.add(year);
    const deterred = unitFromWord(words(model.threatStream[threat]!, place, PURPOSE.thin)[1]!);
    if (deterred >= deterPart(threat, false)) return;
    if (model.once[threat] === 1 && usedUp.has(threat)) return;
    usedUp.add(threat);
    happen(threat, place, false);
  }

  /** Clocks of `within`: hours at pace 1 that are left as of an integral of the calendar. */
  interface Clock {
    readonly threat: number;
    ordinal: number;
    left: number;
    asOf: number;
    speed: number;
    due: Planned | undefined;
  }
  const clocks: Clock[] = [];
  function setClock(clock: Clock): void {
    const profile = model.paceProfile[clock.threat]!;
    if (clock.due) clock.due.called = true;
    if (clock.speed <= 0) return;
    const hour = calendar.hourOf(profile, clock.asOf + clock.left / clock.speed);
    clock.due = plan(Math.max(hour, now), CLASS.arrival, clock.threat, () => {
      const index = clock.ordinal++;
      if (model.once[clock.threat] === 1) clock.left = Infinity;
      else wind(clock);
      happen(clock.threat, index, false);
    });
  }
  function wind(clock: Clock): void {
    const { threat } = clock;
    const drawn = words(model.threatStream[threat]!, clock.ordinal, PURPOSE.clock);
    const u = unitFromWords(drawn[0]!, drawn[1]!);
    clock.left = model.weibullScale[threat]! * exp(log(-log(u)) / model.weibullShape[threat]!);
    clock.asOf = calendar.integral(model.paceProfile[threat]!, now);
    clock.speed = model.paceFactor[threat]! * deterPart(threat, false);
    setClock(clock);
  }
  function lookAtPace(): void {
    for (const clock of clocks) {
      if (clock.left === Infinity) continue;
      const speed = model.paceFactor[clock.threat]! * deterPart(clock.threat, true);
      if (speed === clock.speed) continue;
      const here = calendar.integral(model.paceProfile[clock.threat]!, now);
      clock.left = Math.max(0, clock.left - clock.speed * (here - clock.asOf));
      clock.asOf = here;
      clock.speed = speed;
      setClock(clock);
    }
  }

  // Supply: DESIGN 5
  function bridges(group: Group): boolean {
    const { stock } = states[group.number]!;
    return stock === 'full' || stock === 'part';
  }
  function supplyOf(group: Group, loopCounts: boolean): number {
    const state = states[group.number]!;
    const caps = group.members.map((member) => (loopCounts && member.inLoop ? 1 : nodes[member.node]!.cap));
    const descending = (values: number[]): number[] => values.toSorted((a, b) => b - a);
    if (group.tracked) return Math.min(...caps.filter((_, i) => state.inUse[i]!));
    if (group.kind === 'all') return Math.min(...caps);
    if (group.kind === 'any') return Math.max(...caps);
    if (group.kind === 'atLeast') return descending(caps)[group.k - 1]!;
    const sum = caps.reduce((total, cap, i) => total + cap * group.members[i]!.weight, 0);
    return sum > 1 - SMALL ? 1 : sum;
  }
  function gives(group: Group): number {
    const { counted, fallbackOn } = states[group.number]!;
    const floor = group.fallback >= 0 && (group.after < 0 || fallbackOn) ? slots[group.fallback]! : 0;
    return Math.max(floor, counted);
  }
  function countable(group: Group): number {
    return bridges(group) ? 1 : states[group.number]!.supply;
  }

  /** Whether a node, followed through the members in use, runs on another. */
  function runsOn(node: number, other: number): boolean {
    const seen = new Set<number>();
    const follow = (at: number): boolean => {
      if (at === other) return true;
      if (seen.has(at)) return false;
      seen.add(at);
      return groupsOf[at]!.some((group) =>
        group.members.some((member, i) => states[group.number]!.inUse[i]! && follow(member.node)),
      );
    };
    return follow(node);
  }

  /** The member in use that a switchover would replace: the worst, of equals the least preferred. */
  function worstInUse(group: Group): number {
    const { inUse } = states[group.number]!;
    let worst = -1;
    group.members.forEach((member, i) => {
      if (!inUse[i]!) return;
      if (worst < 0 || nodes[member.node]!.cap <= nodes[group.members[worst]!.node]!.cap + SMALL) worst = i;
    });
    return worst;
  }
  /** The idle member that is better than the worst in use and best; -1 for none. */
  function bestIdle(group: Group): number {
    const { inUse, begun } = states[group.number]!;
    const capOf = (i: number): number => nodes[group.members[i]!.node]!.cap;
    const than = capOf(worstInUse(group)) + SMALL;
    const idle = range(0, group.members.length).filter(
      (i) => !inUse[i]! && capOf(i) > than && !runsOn(group.members[i]!.node, group.node),
    );
    const best = Math.max(...idle.map(capOf));
    const equals = idle.filter((i) => capOf(i) >= best - SMALL);
    if (equals.includes(begun)) return begun;
    return equals[0] ?? -1;
  }
  function takeOver(group: Group, to: number): void {
    const { inUse } = states[group.number]!;
    inUse[worstInUse(group)] = false;
    inUse[to] = true;
  }

  // Settling: DESIGN 1.2
  /** Lets what a component gives and has rise, or fall, once; true when anything did. */
  function pass(component: readonly number[], up: boolean): boolean {
    let changed = false;
    const moves = (from: number, to: number): boolean => {
      const change = Math.abs(to - from);
      if (change > CLOSE_FROM && change < CLOSE_TO) close = true;
      return up ? to > from + SMALL : to < from - SMALL;
    };
    for (const group of component.flatMap((n) => groupsOf[n]!)) {
      const state = states[group.number]!;
      const supply = supplyOf(group, nodes[group.node]!.boosted);
      if (moves(state.supply, supply)) {
        state.supply = supply;
        changed = true;
      }
      const value = countable(group);
      const waits = up && model.nodeRestartSampler[group.node]! >= 0;
      if (waits || !moves(state.counted, value)) continue;
      state.counted = value;
      changed = true;
    }
    for (const n of component) {
      const node = nodes[n]!;
      const cap = Math.min(node.own, ...groupsOf[n]!.map(gives));
      if (!moves(node.cap, cap)) continue;
      node.cap = cap;
      changed = true;
    }
    return changed;
  }
  function all(component: readonly number[], up: boolean): void {
    let passes = 0;
    while (pass(component, up)) if (++passes > MOST_PASSES) throw new Error('an instant does not settle');
  }
  /**
   * The needs without a switchover that are better off with another member take over to it, but for those that run on another of
   * them (all of them: the first alone). False when there is none.
   */
  function takeOvers(component: readonly number[], among: (group: Group) => boolean): boolean {
    const wanting = component
      .flatMap((n) => groupsOf[n]!)
      .filter((group) => {
        // What a black start counts as met needs no other member.
        const met = nodes[group.node]!.boosted && supplyOf(group, true) > 1 - SMALL;
        return group.tracked && group.switchover < 0 && !met && among(group) && bestIdle(group) >= 0;
      })
      .toSorted((a, b) => a.number - b.number);
    const runsOnAnother = (group: Group): boolean =>
      wanting.some((other) => other.node !== group.node && runsOn(group.node, other.node));
    const free = wanting.filter((group) => !runsOnAnother(group));
    for (const group of free.length > 0 ? free : wanting.slice(0, 1)) {
      const to = bestIdle(group);
      if (to >= 0) takeOver(group, to);
    }
    return wanting.length > 0;
  }
  /** Nodes outside loops, and loops, each when all that it needs is settled. */
  function settle(): void {
    for (const n of plain.nodes) {
      const leaves = effects.filter((effect) => effect.node === n).map((effect) => effect.leaves);
      nodes[n]!.own = Math.min(nodes[n]!.base, ...leaves);
    }
    for (const component of plain.components) {
      const its = component.flatMap((n) => groupsOf[n]!);
      all(component, true);
      const risen = its.map((group) => ({ ...states[group.number]! }));
      const caps = component.map((n) => nodes[n]!.cap);
      const falls = (group: Group): boolean => states[group.number]!.supply < risen[its.indexOf(group)]!.supply - SMALL;
      all(component, false);
      while (takeOvers(component, falls)) {
        // As if it had run on that member before anything fell.
        for (const [i, { supply, counted }] of risen.entries())
          Object.assign(states[its[i]!.number]!, { supply, counted });
        for (const [i, n] of component.entries()) nodes[n]!.cap = caps[i]!;
        all(component, false);
      }
      while (takeOvers(component, () => true)) all(component, true);
    }
  }

  // Clocks: DESIGN 5.1, 5.3 to 5.6
  const switchovers = new Map<number, Planned>();
  const restarts = new Map<number, Planned>();
  const fallbacks = new Map<number, Planned>();
  const stocks = new Map<number, Planned>();
  const blackStarts = new Map<number, Planned>();

  function lookAtSwitchover(group: Group): void {
    if (!group.tracked || group.switchover < 0) return;
    const state = states[group.number]!;
    const best = bestIdle(group);
    if (best === state.begun) return;
    callOff(switchovers, group.number);
    state.begun = best;
    if (best < 0) return;
    const hour = now + hoursOf(group.switchover, group.stream, PURPOSE.switchover);
    const clock = plan(hour, CLASS.supplyClock, group.node, () => {
      switchovers.delete(group.number);
      state.begun = -1;
      if (!runsOn(group.members[best]!.node, group.node)) takeOver(group, best);
    });
    switchovers.set(group.number, clock);
  }

  function lookAtStock(group: Group): void {
    const state = states[group.number]!;
    if (state.stock === 'none') return;
    const shortfall = 1 - supplyOf(group, false);
    const short = shortfall > SMALL;
    if (state.stock === 'full') {
      if (!short) return;
      state.size = hoursOf(group.buffer, group.stream, PURPOSE.buffer);
      state.left = state.size;
      state.stock = 'part';
      state.speed = 0;
      state.asOf = now;
    } else if (state.stock === 'empty') {
      if (short) return;
      state.left = 0;
      state.stock = 'part';
      state.speed = 0;
      state.asOf = now;
    }
    const fills = state.speed > 0;
    if (!short && fills) return;
    if (short && state.speed === -shortfall) return;
    state.left += state.speed * (now - state.asOf);
    state.asOf = now;
    callOff(stocks, group.number);
    if (short) {
      state.speed = -shortfall;
      const clock = plan(now + state.left / shortfall, CLASS.buffer, group.number, () => {
        state.stock = 'empty';
        state.left = 0;
        state.speed = 0;
      });
      stocks.set(group.number, clock);
      return;
    }
    const refill = group.refill < 0 ? 0 : hoursOf(group.refill, group.stream, PURPOSE.refill);
    if (refill <= 0) {
      state.stock = 'full';
      state.speed = 0;
      return;
    }
    state.speed = state.size / refill;
    const clock = plan(now + (state.size - state.left) / state.speed, CLASS.buffer, group.number, () => {
      state.stock = 'full';
      state.speed = 0;
    });
    stocks.set(group.number, clock);
  }

  function lookAtRestart(group: Group): void {
    const row = model.nodeRestartSampler[group.node]!;
    if (row < 0) return;
    const state = states[group.number]!;
    if (countable(group) <= state.counted + SMALL) {
      callOff(restarts, group.number);
      return;
    }
    const same = Math.abs(state.supply - state.supplyBefore) <= SMALL;
    if (restarts.has(group.number) && same) return;
    callOff(restarts, group.number);
    const clock = plan(now + hoursOf(row, group.stream, PURPOSE.restart), CLASS.supplyClock, group.node, () => {
      restarts.delete(group.number);
      state.counted = Math.max(state.counted, countable(group));
    });
    restarts.set(group.number, clock);
  }

  function lookAtFallback(group: Group): void {
    if (group.fallback < 0 || group.after < 0) return;
    const state = states[group.number]!;
    if (state.counted >= slots[group.fallback]! - SMALL) {
      callOff(fallbacks, group.number);
      state.fallbackOn = false;
      return;
    }
    if (state.fallbackOn || fallbacks.has(group.number)) return;
    const clock = plan(
      now + hoursOf(group.after, group.stream, PURPOSE.fallback),
      CLASS.supplyClock,
      group.node,
      () => {
        fallbacks.delete(group.number);
        state.fallbackOn = true;
      },
    );
    fallbacks.set(group.number, clock);
  }

  function lookAtBlackStart(n: number): void {
    const row = model.nodeBlackStartSampler[n]!;
    if (row < 0 || model.nodeLoop[n]! < 0) return;
    const node = nodes[n]!;
    const met = (group: Group): boolean => bridges(group) || supplyOf(group, false) > 1 - SMALL;
    const wouldBeMet = (group: Group): boolean => bridges(group) || supplyOf(group, true) > 1 - SMALL;
    const would = groupsOf[n]!.every(wouldBeMet);
    const fallen = !groupsOf[n]!.every(met);
    if (node.boosted) {
      if (would && fallen) return;
      node.boosted = false;
      // What that changes shows at once.
      plan(now, CLASS.supplyClock, n, () => undefined);
      return;
    }
    if (!(would && fallen && node.own > 0)) {
      callOff(blackStarts, n);
      return;
    }
    if (blackStarts.has(n)) return;
    const hour = now + hoursOf(row, model.nodeStream[n]!, PURPOSE.blackStart);
    const clock = plan(hour, CLASS.supplyClock, n, () => {
      blackStarts.delete(n);
      node.boosted = true;
    });
    blackStarts.set(n, clock);
  }

  // What is written down: DESIGN 7.4. What has no length is none.
  function write(): void {
    for (const n of plain.nodes) {
      const node = nodes[n]!;
      if (node.base < 1) continue;
      const outage = open.get(n);
      const last = outage?.stretches.at(-1);
      const down = node.cap <= 1 - SMALL;
      if (last && down && Math.abs(last.cap - node.cap) <= SMALL && last.cause === node.cause) continue;
      if (last) last.to = now;
      if (!down) {
        open.delete(n);
        continue;
      }
      const stretch = { from: now, to: horizonHours, cap: node.cap, cause: node.cause };
      if (outage) outage.stretches.push(stretch);
      else {
        const begun = { node: n, cause: node.cause, stretches: [stretch] };
        open.set(n, begun);
        outages.push(begun);
      }
    }
  }

  /** The state before an instant. */
  function remember(): void {
    instant++;
    for (const node of nodes) {
      node.capBefore = node.cap;
      node.ownBefore = node.own;
    }
    for (const state of states) {
      state.supplyBefore = state.supply;
      state.countedBefore = state.counted;
      state.heldBefore = state.held;
    }
  }
  /** Capacities settle, causes are found, and the clocks look at the result. */
  function finish(): void {
    settle();
    for (const group of groups) {
      const state = states[group.number]!;
      group.members.forEach((member, i) => {
        if (nodes[member.node]!.cap < nodes[member.node]!.capBefore - SMALL) state.fell[i] = instant;
      });
      if (state.supply < state.supplyBefore - SMALL) state.lowered = instant;
    }
    findCauses(plain, nodes, states, effects, gives);
    write();
    for (const n of plain.nodes) lookAtBlackStart(n);
    for (const group of groups) lookAtSwitchover(group);
    for (const group of groups) lookAtStock(group);
    for (const group of groups) lookAtRestart(group);
    for (const group of groups) lookAtFallback(group);
    lookAtPace();
  }

  // The trial
  for (const [control, node] of model.controlNode.entries()) {
    const capacity = model.levelCapacity[levelOf(control)]!;
    if (capacity >= 1) continue;
    const state = nodes[node]!;
    state.base = capacity;
    state.cap = capacity;
    state.own = capacity;
    state.baseCause = addCause(model.threatIds.length + 2 + control, node, -1);
  }
  remember();
  for (const group of groups) {
    if (!group.tracked) continue;
    const { inUse } = states[group.number]!;
    for (let i = 0, used = 0; i < group.members.length && used < group.k; i++) {
      if (runsOn(group.members[i]!.node, group.node)) continue;
      inUse[i] = true;
      used++;
    }
    // Where too few members do not run on the node, the first in order of preference fill up.
    for (let i = 0; inUse.filter(Boolean).length < group.k; i++) inUse[i] = true;
  }
  for (const threat of range(0, model.threatIds.length)) {
    const stream = model.threatStream[threat]!;
    if (model.occurs[threat] === OCCURS.within) {
      const never = model.neverChance[threat]!;
      if (never > 0 && unitFromWord(words(stream, 0, PURPOSE.never)[0]!) < never) continue;
      const clock: Clock = { threat, ordinal: 0, left: 0, asOf: 0, speed: 0, due: undefined };
      clocks.push(clock);
      wind(clock);
    }
    if (model.occurs[threat] === OCCURS.on) {
      range(model.onStart[threat]!, model.onStart[threat + 1]!).forEach((o, index) => {
        if (model.onHours[o]! < 0) return;
        plan(model.onHours[o]!, CLASS.arrival, threat, () => {
          happen(threat, index, false);
        });
      });
    }
  }
  for (const shock of range(0, model.shockTime.length)) {
    if (model.shockTime[shock]! < 0) continue;
    plan(model.shockTime[shock]!, CLASS.arrival, model.threatIds.length + shock, () => {
      const row = model.shockOutageSampler[shock]!;
      const hours = row < 0 ? Infinity : chance.value(row, words(model.shockStream[shock]!, 0, PURPOSE.struck)[0]!);
      const node = model.shockNode[shock]!;
      const source = model.shockSource[shock]!;
      const given = source > model.threatIds.length;
      const event: Event = { number: events.length, threat: -1, index: 0, given, landed: true };
      events.push(event);
      beginEffect(node, model.shockLeaves[shock]!, hours, addCause(source, node, event.number));
    });
  }
  for (const [given, threat] of model.givenThreats.entries()) {
    plan(model.givenTimes[given]!, CLASS.arrival, threat, () => {
      happen(threat, GIVEN_INDEX - model.givenOrdinals[given]!, true);
    });
  }
  for (const arrival of arrivals) {
    plan(arrival.hour, CLASS.arrival, arrival.threat, () => {
      arrive(arrival);
    });
  }
  // What a control that is not bought takes down is down before anything happens at hour 0.
  remember();
  finish();

  for (let passes = 0; ;) {
    const waiting = planned.filter((item) => !item.called);
    planned.splice(0, planned.length, ...waiting);
    const hour = Math.min(...waiting.map((item) => item.hour));
    if (hour >= horizonHours) break;
    passes = hour === now ? passes + 1 : 0;
    if (passes > MOST_PASSES) throw new Error('an instant does not settle');
    now = hour;
    remember();
    // Events of one instant: repairs, supply clocks, buffers, arrivals; then id, then counter.
    for (;;) {
      const due = planned
        .filter((item) => !item.called && item.hour === now)
        .toSorted((a, b) => a.order - b.order || a.id - b.id || a.counter - b.counter);
      if (due.length === 0) break;
      due[0]!.called = true;
      due[0]!.happen();
    }
    finish();
  }

  // Stretches and outages without length are none.
  for (const outage of outages) {
    const long = outage.stretches.filter(({ from, to }) => to > from);
    outage.stretches.splice(0, outage.stretches.length, ...long);
  }
  const real = outages
    .filter((outage) => outage.stretches.length > 0)
    .map((outage) => ({ ...outage, cause: outage.stretches[0]!.cause }));
  return { world, trial, events, causes, outages: real, costs, stopped, stoppedAlone, close };
}
