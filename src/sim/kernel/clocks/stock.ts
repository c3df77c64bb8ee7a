/**
 * Buffers: a stock in hours of full supply that drains at the shortfall of the members' supply and bridges until empty.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Durations } from '../ground/durations.ts';
import type { Factors } from '../ground/factors.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import { LEAST_CHANGE, PURPOSE } from '../ground/purposes.ts';
import type { Queue } from '../ground/queue.ts';
import { EVENT, EVENT_CLASS, eventKey } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from '../network/supply.ts';
import type { Tell } from '../ground/tell.ts';

const FULL = 0;
const DRAINING = 1;
const EMPTY = 2;
const FILLING = 3;

/** A clock of a group: looks at the settled result, and is called back by its event. */
export interface GroupClock extends Part {
  /** The group changed in this instant, and everything is settled. */
  look(group: number): void;
  /** An event of the clock. */
  ring(group: number, generation: number): void;
  resetGroup(group: number): void;
}

export interface Stock extends GroupClock {
  /** Generation of the latest event planned for each group: older events are void. */
  readonly generation: Int32Array;
}

/** Dependencies of the factory. */
interface StockOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeStock({ model, state, supply, agenda, queue, durations, tell, factors }: StockOf): Stock {
  // Copied to locals: V8 treats variables of the enclosing function as constants, but reloads those of another module.
  const least = LEAST_CHANGE;
  const { buffer, refill } = PURPOSE;
  const kind = EVENT.stock;
  const firstKey = eventKey(EVENT_CLASS.buffer, 0);
  const { groupBufferSampler, groupRefillSampler, groupStream, groupNode, horizonHours } = model;
  const { now, bridging, supply: supplied, groupBits, boosted } = state;
  const drawSize = durations.scaled(factors.of('buffer'));
  const drawRefill = durations.scaled(factors.of('refill'));
  const hasLoops = model.nodeLoop.some((loop) => loop >= 0);
  const groups = groupNode.length;
  const status = fixedBytes(groups);
  const level = fixedDoubles(groups);
  const since = fixedDoubles(groups);
  const size = fixedDoubles(groups);
  /** Change of the level per hour. */
  const rate = fixedDoubles(groups);
  const generation = fixedInts(groups);
  const drains = fixedInts(groups);
  const fills = fixedInts(groups);

  function plan(group: number, hours: number): void {
    const g = ++generation[group]!;
    const at = now[0]! + hours;
    if (at < horizonHours) queue.push(at, firstKey + group, kind, group, g);
  }

  /** Brings the level up to the hour. */
  function advance(group: number): void {
    const moved = level[group]! + rate[group]! * (now[0]! - since[group]!);
    level[group] = moved < 0 ? 0 : moved > size[group]! ? size[group]! : moved;
    since[group] = now[0]!;
  }

  function fill(group: number): void {
    const row = groupRefillSampler[group]!;
    bridging[group] = 1;
    const hours = row < 0 ? 0 : drawRefill(row, groupStream[group]!, fills[group]!++, refill, group);
    // A stock of nothing, by a factor of 0, is full.
    if (hours <= 0 || size[group] === 0) {
      status[group] = FULL;
      generation[group]!++;
      return;
    }
    status[group] = FILLING;
    since[group] = now[0]!;
    rate[group] = size[group]! / hours;
    plan(group, (size[group]! - level[group]!) / rate[group]!);
  }

  function drain(group: number, shortfall: number): void {
    status[group] = DRAINING;
    since[group] = now[0]!;
    rate[group] = -shortfall;
    plan(group, level[group]! / shortfall);
  }

  // Kept separate: code that does not run lengthens a function V8 would inline.
  function sayBegins(teller: Tell, group: number): void {
    teller.clockBegins(now[0]!, 'buffer', groupNode[group]!, group, size[group]!);
  }

  function sayEnds(teller: Tell, group: number): void {
    teller.clockEnds(now[0]!, 'buffer', groupNode[group]!, group);
  }

  return {
    generation,
    look: (group) => {
      const boosts = hasLoops && boosted[groupNode[group]!] === 1;
      const real = boosts ? supply.of(group, false) : supplied[group << groupBits]!;
      const state0 = status[group]!;
      if (real >= 1 - least) {
        if (state0 === FULL || state0 === FILLING) return;
        if (state0 === DRAINING) advance(group);
        fill(group);
        return;
      }
      if (state0 === EMPTY) return;
      const shortfall = 1 - real;
      if (state0 === FULL) {
        size[group] = drawSize(groupBufferSampler[group]!, groupStream[group]!, drains[group]!++, buffer, group);
        level[group] = size[group]!;
        if (tell !== undefined) sayBegins(tell, group);
        drain(group, shortfall);
        return;
      }
      if (state0 === DRAINING && rate[group] === -shortfall) return;
      advance(group);
      drain(group, shortfall);
    },
    ring: (group, g) => {
      if (g !== generation[group]) return;
      if (status[group] === DRAINING) {
        status[group] = EMPTY;
        level[group] = 0;
        bridging[group] = 0;
        if (tell !== undefined) sayEnds(tell, group);
        agenda.pushGroup(group);
      } else {
        status[group] = FULL;
        level[group] = size[group]!;
      }
    },
    resetGroup: (group) => {
      status[group] = FULL;
      bridging[group] = groupBufferSampler[group]! >= 0 ? 1 : 0;
      generation[group]!++;
      drains[group] = 0;
      fills[group] = 0;
    },
    save: () => [status, level, since, size, rate, generation, drains, fills].map((array) => array.slice()),
    restore: (saved) => {
      const arrays = saved as (Uint8Array | Float64Array | Int32Array)[];
      [status, level, since, size, rate, generation, drains, fills].forEach((array, i) => array.set(arrays[i]!));
    },
  };
}
