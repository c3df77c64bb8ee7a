/**
 * The engine of a kernel: one trial, event by event, on typed arrays.
 *
 * An instant takes its events (repairs, supply clocks, buffers, arrivals), settles the capacities once, then lets the
 * clocks, the causes and the record look at the result. Each concept is a factory in its own file; `makeParts` joins
 * them.
 */
import { ROW } from './ground/columns.ts';
import { unhurtPlace } from './ground/compiled-model.ts';
import { constantsOf } from './ground/durations.ts';
import { fixedInts } from './ground/fixed.ts';
import type { Action, Kernel, Snapshot, TimedAction, TrialRecord } from './ground/kernel.ts';
import { SimulationFault } from './ground/kernel.ts';
import { makeRootLosses } from './ledger/root-losses.ts';
import { makeParts, type Makings } from './make-parts.ts';
import type { Part } from './ground/part.ts';
import { EVENT, EVENT_CLASS, eventKey } from './ground/queue.ts';
import { columnsInto, outageHours, type Records } from './ground/records.ts';

/** Passes over one hour after which an instant is deemed not to settle. */
const MOST_PASSES = 10_000;

/** Events of one trial after which it is deemed to have too many. */
const MOST_EVENTS = 50_000_000;

/** Instants are renumbered from 0 beyond this, long before doubles lose whole units. */
const LAST_INSTANT = 1e15;

/** A kernel that lasts until it runs out of room: it must then be thrown away. */
export interface Engine extends Omit<Kernel, keyof Records | 'pour' | 'engines' | 'useLevels'> {
  reset(): void;
  /** Called after the parameters change. */
  prepare(hasSameArrivals?: boolean): void;
}

/** @throws NoRoom from anything that advances a trial. */
export function makeEngine(makings: Makings): Engine {
  const { model, layout, records } = makings;
  const parts = makeParts(makings);
  const {
    state,
    queue,
    timeline,
    pools,
    transfers,
    ledger,
    losses,
    supply,
    agenda,
    effects,
    factors,
    stock,
    restart,
    fallback,
    switchover,
    clocks,
    blackStart,
    causes,
    outages,
    loops,
    settle,
    controls,
    pace,
    more,
    rates,
    actions,
    ring,
    sampler,
    constants,
    ofExtensions,
    closings,
    stockPlans,
    strikes,
    world,
  } = parts;
  const { now, id, own, cap, base, nodeBits, groupBits, changes, instant } = state;
  const { lookAll } = clocks;

  const { horizonHours, threatIds, nodeIds } = model;
  const hasLoops = model.nodeLoop.some((loop) => loop >= 0);
  const hasTransfers = model.transferLimit.length > 0;
  const { leeway } = controls;
  let enteredWorld = -1;
  /** [events of the trial]. */
  const taken = fixedInts(1);
  const mostEvents = MOST_EVENTS;
  const mostPasses = MOST_PASSES;
  const rootLosses = makeRootLosses(pools, model.periods);
  const arrivalKey = eventKey(EVENT_CLASS.arrival, 0);
  const { always } = pace;
  let closed = false;
  /** Whether some level gives a control less than its full capacity. */
  let hasPartLevels = true;

  function begin(): void {
    instant[0]!++;
    changes[0] = 0;
    changes[1] = 0;
  }

  /** Settles the consequences of the instant's events, and lets every part look at the result. */
  function conclude(): void {
    if (!agenda.pending()) return;
    settle.run();
    if (changes[0] === 0 && changes[1] === 0) return;
    for (let i = 0; i < changes[1]!; i++) lookAll(state.changedGroup[i]!);
    if (hasLoops) blackStart.look();
    if (pace.canSlow) pace.look(false);
  }

  /** Takes the events at the hour reached. */
  function takeEvents(): void {
    const at = now[0]!;
    for (;;) {
      const queued = queue.nextTime() === at;
      const arrives = timeline.nextTime() === at;
      if (!queued && !arrives) return;
      if (taken[0]! >= mostEvents) throw tooMany();
      taken[0]!++;
      if (queued && (!arrives || queue.nextKey() <= arrivalKey + timeline.nextThreat())) {
        queue.pop();
        ring(queue.event[0]!, queue.event[1]!, queue.event[2]!);
        continue;
      }
      const threat = timeline.nextThreat();
      const index = timeline.nextIndex();
      timeline.advance();
      if (always[threat] === 1) {
        strikes.event(threat, index, false);
        continue;
      }
      const address = pace.happens(threat, index);
      if (address >= 0 && pace.use(threat)) strikes.event(threat, address, false);
    }
  }

  function tooMany(): SimulationFault {
    return new SimulationFault(
      `too many events: world ${id[0]}, trial ${id[1]} has passed ${MOST_EVENTS} events at hour ${now[0]}; look for a delay of almost nothing in a loop`,
    );
  }

  function unsettled(): SimulationFault {
    const names = [...state.changedNode.subarray(0, changes[0])].map((node) => nodeIds[node] ?? '').toSorted();
    return new SimulationFault(
      `hour ${now[0]} of world ${id[0]}, trial ${id[1]} does not settle in ${MOST_PASSES} passes: ${names.slice(0, 12).join(', ')}`,
    );
  }

  /** Controls that are not bought lower their own node from the start. */
  function lowerUnbought(): void {
    for (let c = 0; c < model.controlNode.length; c++) {
      if (model.levelCapacity[controls.level[c]!]! < 1) actions.setBase(c);
    }
  }

  /** Resets unhurt places of controls to 1: `lowerUnbought` then lowers those it must. */
  function resetUnhurt(): void {
    for (let c = 0; c < model.controlNode.length; c++) {
      cap[unhurtPlace(model, c) << nodeBits] = 1;
      causes.cause[unhurtPlace(model, c)] = -1;
    }
  }

  function reset(): void {
    if (hasPartLevels) resetUnhurt();
    for (let i = 0; i < state.touches[0]!; i++) {
      const node = state.touchedNode[i]!;
      base[node << nodeBits] = 1;
      own[node << nodeBits] = 1;
      cap[node << nodeBits] = 1;
      effects.resetNode(node);
      causes.resetNode(node);
      outages.resetNode(node, i);
    }
    for (let i = 0; i < state.touches[1]!; i++) resetGroup(state.touchedGroup[i]!);
    state.untouch();
    blackStart.reset();
    queue.clear();
    pools.clear();
    ledger.clear();
    outages.clear();
    effects.clear();
    controls.reset();
    factors.reset();
    for (const part of ofExtensions) part.reset();
  }

  function resetGroup(group: number): void {
    state.supply[group << groupBits] = 1;
    state.counted[group << groupBits] = 1;
    state.gives[group << groupBits] = 1;
    causes.resetGroup(group);
    if (supply.tracked[group] === 1) supply.resetGroup(group);
    clocks.resetGroup(group);
  }

  function start(w: number, trial: number): void {
    reset();
    if (instant[0]! > LAST_INSTANT) throw new SimulationFault('this kernel has run too long; open a new session');
    if (w !== enteredWorld) {
      world.enter(w);
      enteredWorld = w;
    }
    id[0] = w;
    id[1] = trial;
    now[0] = 0;
    taken[0] = 0;
    closed = false;
    timeline.load(w, trial);
    if (hasTransfers) transfers.choose(controls.level);
    leeway?.begin();
    begin();
    lowerUnbought();
    // What extensions have in force at hour 0 is of the same instant.
    if (ofExtensions.length === 0) conclude();
    pace.start();
    more?.start();
    for (let s = 0; s < model.shockTime.length; s++) {
      const at = model.shockTime[s]!;
      if (at >= 0 && at < horizonHours) {
        queue.push(at, arrivalKey + threatIds.length + s, EVENT.shock, s, 0);
      }
    }
    for (let g = 0; g < model.givenThreats.length; g++) {
      queue.push(model.givenTimes[g]!, arrivalKey + model.givenThreats[g]!, EVENT.given, g, 0);
    }
    if (ofExtensions.length === 0) return;
    for (const part of ofExtensions) part.start();
    conclude();
  }

  function runTo(hours: number): void {
    const limit = Math.min(hours, horizonHours);
    let passes = 0;
    for (;;) {
      queue.dropStale(stockPlans);
      const queued = queue.nextTime();
      const arrives = timeline.nextTime();
      const at = queued < arrives ? queued : arrives;
      if (!(at <= limit)) break;
      // What an instant causes at the same hour is a separate instant.
      passes = at === now[0] ? passes + 1 : 0;
      if (passes > mostPasses) throw unsettled();
      now[0] = at;
      begin();
      takeEvents();
      conclude();
    }
    if (limit > now[0]!) now[0] = limit;
  }

  function close(): void {
    outages.close();
    ledger.close();
    if (leeway !== undefined && hasTransfers) leeway.insures(transfers.acts);
    for (let i = 0; i < closings.length; i++) closings[i]!();
    closed = true;
  }

  const stateArrays = [...state.arrays, supply.inUse];
  const savedParts: readonly Part[] = [
    queue,
    pools,
    ledger,
    losses,
    effects,
    stock,
    restart,
    fallback,
    switchover,
    blackStart,
    causes,
    outages,
    controls,
    pace,
    factors,
    ...(more === undefined ? [] : [more]),
    ...ofExtensions,
  ];

  function save(): Snapshot {
    return {
      parts: [
        [timeline.passed(), taken[0], closed],
        stateArrays.map((array) => array.slice()),
        ...savedParts.map((part) => part.save()),
      ],
    };
  }

  function restore(snapshot: Snapshot): void {
    const [head, arrays, ...saved] = snapshot.parts;
    const [passed, count, wasClosed] = head as [number, number, boolean];
    const at = instant[0]!;
    for (let i = 0; i < state.touches[0]!; i++) outages.resetNode(state.touchedNode[i]!, i);
    state.untouch();
    stateArrays.forEach((array, i) => array.set((arrays as typeof stateArrays)[i]!));
    state.retouch();
    // Instants are never numbered twice.
    instant[0] = Math.max(at, instant[0]!);
    if (id[0] !== enteredWorld) {
      world.enter(id[0]!);
      enteredWorld = id[0]!;
    }
    timeline.load(id[0]!, id[1]!);
    timeline.pass(passed);
    savedParts.forEach((part, i) => part.restore(saved[i]));
    taken[0] = count;
    closed = wasClosed;
  }

  function record(): TrialRecord {
    const before = closed ? null : save();
    if (!closed) close();
    const copy: TrialRecord = {
      world: id[0]!,
      trial: id[1]!,
      columns: columnsInto(records, state.touches[0]!, layout, new Float64Array(layout.count)),
      periodLoss: records.periodLoss.slice(),
      periodLargest: records.periodLargest.slice(),
      firstOutageHours: outageHours(records, state.touches[0]!, ROW.firstOutage),
      longestOutageHours: outageHours(records, state.touches[0]!, ROW.longestOutage),
    };
    if (before !== null) restore(before);
    return copy;
  }

  /** @param hasSameArrivals When threats come has not changed. */
  function prepare(hasSameArrivals = false): void {
    for (const part of ofExtensions) part.prepare?.();
    constants.set(constantsOf(sampler, model.samplers.kind.length));
    clocks.prepare();
    supply.prepare();
    loops.prepare();
    losses.prepare();
    blackStart.prepare();
    settle.prepare();
    rates.prepare();
    pace.prepare();
    if (!hasSameArrivals) timeline.forget();
    more?.forget();
    enteredWorld = -1;
    controls.reset();
    hasPartLevels = model.levelCapacity.some((capacity) => capacity !== 1);
    for (let group = 0; group < model.groupNode.length; group++) resetGroup(group);
  }
  prepare();

  function apply(...together: readonly Action[]): void {
    if (closed) throw new RangeError('the trial is over; start one');
    begin();
    for (const action of together) actions.act(action);
    conclude();
  }

  /** Advances the trial through the actions in order of hour; those of one hour make one instant. */
  function take(timed: readonly TimedAction[]): void {
    for (let first = 0; first < timed.length;) {
      const { at } = timed[first]!;
      const later = timed.findIndex((other, place) => place > first && other.at !== at);
      const end = later < 0 ? timed.length : later;
      runTo(at);
      apply(...timed.slice(first, end).map(({ action }) => action));
      first = end;
    }
  }

  return {
    start,
    runTo,
    apply,
    save,
    restore,
    record,
    simulate: (w, trial, timed) => {
      start(w, trial);
      if (timed !== undefined) take(timed);
      runTo(horizonHours);
      close();
    },
    touchedColumns: ledger.touchedColumns,
    touchedNodes: () => state.touches[0]!,
    rootLosses,
    expect: timeline.expect,
    reset,
    prepare,
  };
}
