/**
 * The path of the drivers of a trial: which state of each is in force when, what indices are worth, and what spells
 * bring. It is made before the trial, from drivers alone, and up to any hour it depends on nothing later.
 *
 * An instant ends spells and holds, then begins some, then moves indices; only after it do factors change, so that a
 * spell lasts by those in force just before it.
 */
import type { Draws } from '../../random/draws.ts';
import type { Sampler, SamplerTable } from '../../distributions/sampler.ts';
import type { Calendar } from '../../kernel/ground/calendar.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { SimulationFault } from '../../kernel/ground/kernel.ts';
import { PURPOSE } from '../../kernel/ground/purposes.ts';
import { ADDRESS_BLOCK } from '../../kernel/ground/room.ts';
import type { DriverTables } from '../tables.ts';
import { makeArrivals } from './arrivals.ts';
import { makeBringings } from './bringings.ts';
import { makeIndices } from './indices.ts';
import { makeLines } from './lines.ts';
import { makePathLog, type PathLog } from './log.ts';
import { makeMoves } from './moves.ts';
import { makePending } from './pending.ts';
import { makeStarts } from './starts.ts';

/** Number of the spell that runs at the start. */
export const START_NUMBER = 0x7f80_0000;

/** Instants at one hour after which spells are deemed to bring each other for ever. */
const MOST_ROUNDS = 10_000;

export interface Path {
  /** Makes the path of a trial. The slots must hold the values of its world. */
  make(world: number, trial: number): void;
  /** The parameters have changed. */
  prepare(): void;
  readonly log: PathLog;
  /** Whether the correlations of the world entered clash, so that the nearest that do not take their place. */
  readonly clashes: () => boolean;
}

/** What the path is made from. */
export interface PathOf {
  readonly tables: DriverTables;
  readonly horizonHours: number;
  /** Of the profiles that the tables name. */
  readonly calendar: Calendar;
  readonly greatest: (profile: number) => number;
  readonly samplers: SamplerTable;
  readonly sampler: Sampler;
  /** Of the world. */
  readonly slots: Float64Array;
  /** Of the streams `tables.labels`. */
  readonly draws: Draws;
}

/** The greatest factor of each calendar profile of a model; 1 for profile -1. */
export function greatestOf({
  profileStart,
  profileFactor,
}: Pick<CompiledModel, 'profileStart' | 'profileFactor'>): (profile: number) => number {
  return (profile) => {
    if (profile < 0) return 1;
    let greatest = 0;
    for (let piece = profileStart[profile]!; piece < profileStart[profile + 1]!; piece++) {
      greatest = Math.max(greatest, profileFactor[piece]!);
    }
    return greatest;
  };
}

export function makePath(of: PathOf): Path {
  const { tables, horizonHours, sampler, samplers, slots, draws } = of;
  const { stateStart, nowState, stateDriver, stateStream, stateLastsSampler } = tables;
  const { holds, holdDriver, holdIndex, holdState, holdNumber, holdFrom, holdTo, stepHours } = tables;
  const { paceStart, paceMove, lastsStart, lastsMove, valueStart, valueMove } = tables;
  const { word } = draws;
  const drivers = nowState.length;
  const states = stateDriver.length;
  const log = makePathLog();
  const pending = makePending();
  const lines = makeLines(draws);
  const indices = makeIndices(tables, samplers, slots, draws);
  const count = indices.value.length;
  /** Values of indices with what scales them. */
  const value = new Float64Array(count);
  const logged = new Float64Array(count);
  const moves = makeMoves({ tables, slots, sampler, draws, value });
  const starts = makeStarts({ ...of, lines });
  const arrivals = makeArrivals({ ...of, lines, pending });
  const bringings = makeBringings({ ...of, log, pending });
  /** How fast each state comes, and how long its spells last, beside what is stated. */
  const pace = new Float64Array(states).fill(1);
  const lasts = new Float64Array(states).fill(1);
  /** Of each state: the end of the spell that runs, and its place in the log; -1 for none. */
  const ends = new Float64Array(states);
  const running = new Int32Array(states);
  /** Of each driver: the hold in force, its spell, and the spell in force before and after an instant; -1 for none. */
  const held = new Int32Array(drivers);
  const heldSpell = new Int32Array(drivers);
  const inForce = new Int32Array(drivers).fill(-1);
  const stateInForce = new Int32Array(drivers);
  /** Drivers that may have another spell in force after this instant, and states whose pace or length others move. */
  const isTouched = new Uint8Array(drivers);
  const touched = new Int32Array(drivers);
  let touches = 0;
  const linked = Array.from({ length: states }, (_, s) => s).filter(
    (s) => paceStart[s + 1]! > paceStart[s]! || lastsStart[s + 1]! > lastsStart[s]!,
  );
  const hasLinks = linked.length > 0 || valueMove.length > 0;
  const began: number[] = [];
  let begun = 0;
  let ofWorld = 0;
  let ofTrial = 0;
  let enteredWorld = -1;
  let block = -1;
  let reached = -1;
  let steps = 0;
  let nextStep = Infinity;
  let nextEdge = Infinity;
  let nextEnd = Infinity;
  let hasChanged = false;

  function enter(world: number): void {
    enteredWorld = world;
    arrivals.enter();
    if (count > 0) indices.enter();
    starts.enter();
  }

  function reach(world: number, trial: number): number {
    const wanted = Math.floor(trial / ADDRESS_BLOCK);
    const local = trial - wanted * ADDRESS_BLOCK;
    const isNew = world !== enteredWorld;
    if (isNew) enter(world);
    if (isNew || wanted !== block || local <= reached) {
      block = wanted;
      lines.restart(world, wanted);
    }
    reached = local;
    return local;
  }

  function run(s: number, number: number, from: number, to: number): number {
    const spell = log.spell(s, number, from, to);
    running[s] = spell;
    ends[s] = to;
    if (to < nextEnd) nextEnd = to;
    touch(stateDriver[s]!);
    return spell;
  }

  function touch(d: number): void {
    hasChanged = true;
    if (isTouched[d] === 1) return;
    isTouched[d] = 1;
    touched[touches++] = d;
  }

  const runAtStart = (s: number, left: number): void => void run(s, START_NUMBER, 0, left);

  /** The spell in force of a driver, -1 for none. */
  function spellInForce(d: number): number {
    if (held[d]! >= 0) return heldSpell[d]!;
    for (let s = stateStart[d + 1]! - 1; s >= stateStart[d]!; s--) if (running[s]! >= 0) return running[s]!;
    return -1;
  }

  function endSpells(at: number): void {
    if (nextEnd <= at) {
      nextEnd = Infinity;
      for (let s = 0; s < states; s++) {
        if (running[s]! < 0) continue;
        if (ends[s]! > at) {
          if (ends[s]! < nextEnd) nextEnd = ends[s]!;
          continue;
        }
        running[s] = -1;
        touch(stateDriver[s]!);
      }
    }
    if (nextEdge > at) return;
    for (let h = 0; h < holds[0]!; h++) {
      if (holdTo[h] !== at) continue;
      if (holdIndex[h]! >= 0) indices.hold(holdIndex[h]!, -1);
      else {
        held[holdDriver[h]!] = -1;
        touch(holdDriver[h]!);
      }
      hasChanged = true;
    }
  }

  function beginHolds(at: number): void {
    if (nextEdge > at) return;
    nextEdge = Infinity;
    for (let h = 0; h < holds[0]!; h++) {
      if (holdFrom[h]! > at && holdFrom[h]! < nextEdge) nextEdge = holdFrom[h]!;
      if (holdTo[h]! > at && holdTo[h]! < nextEdge) nextEdge = holdTo[h]!;
      if (holdFrom[h] !== at) continue;
      hasChanged = true;
      if (holdIndex[h]! >= 0) {
        indices.hold(holdIndex[h]!, h);
        continue;
      }
      const d = holdDriver[h]!;
      held[d] = h;
      touch(d);
      heldSpell[d] = holdState[h]! < 0 ? -1 : log.spell(holdState[h]!, holdNumber[h]!, at, holdTo[h]!);
      if (heldSpell[d]! >= 0) began[begun++] = heldSpell[d]!;
    }
  }

  /** An arrival of a state: it begins a spell, unless one runs. */
  function arrive(s: number, number: number, at: number): void {
    if (running[s]! >= 0) return;
    const row = stateLastsSampler[s]!;
    let hours = Infinity;
    if (row >= 0) {
      draws.at(stateStream[s]!, ofWorld, ofTrial, number, PURPOSE.lasts);
      hours = sampler.sample(row, word[0]!) * lasts[s]!;
    }
    // A spell without length is never in force.
    if (at + hours > at) began[begun++] = run(s, number, at, at + hours);
    else log.spell(s, number, at, at);
  }

  /** Takes the beginnings of an instant, and those that they bring in it. */
  function beginSpells(at: number): void {
    begun = 0;
    beginHolds(at);
    for (let round = 0; ; round++) {
      if (round > MOST_ROUNDS) {
        throw new SimulationFault(`hour ${at} of world ${ofWorld}, trial ${ofTrial}: states bring each other for ever`);
      }
      while (pending.next() === at) {
        pending.take();
        const s = pending.state();
        const number = arrivals.happens(pending.kind(), s, pending.number(), at, pace[s]!, ofWorld, ofTrial);
        if (number !== -1) arrive(s, number, at);
      }
      const upTo = begun;
      if (upTo === 0) return;
      for (let i = 0; i < upTo; i++) {
        const spell = began[i]!;
        if (spellInForce(stateDriver[log.spellState[spell]!]!) === spell) {
          bringings.begin(spell, at, ofWorld, ofTrial);
        }
      }
      begun = 0;
      if (pending.next() !== at) return;
    }
  }

  /** What is in force now counts from here on. */
  function update(at: number, isLogged: boolean): void {
    for (let i = 0; i < touches; i++) {
      const d = touched[i]!;
      const spell = spellInForce(d);
      if (isLogged) isTouched[d] = 0;
      if (spell === inForce[d]) continue;
      if (inForce[d]! >= 0) moves.end(stateInForce[d]!);
      inForce[d] = spell;
      if (isLogged) log.turn(at, d, spell, NaN);
      if (spell < 0) continue;
      stateInForce[d] = log.spellState[spell]!;
      if (isLogged) log.show(spell);
      moves.begin(log.spellState[spell]!, ofWorld, ofTrial, log.spellNumber[spell]!);
    }
    if (isLogged) touches = 0;
    if (count > 0) scaleIndices(at, isLogged);
    for (let i = 0; i < linked.length; i++) {
      const s = linked[i]!;
      if (lastsStart[s + 1]! > lastsStart[s]!) lasts[s] = moves.product(lastsStart, lastsMove, s);
      if (paceStart[s + 1] === paceStart[s]) continue;
      const now = moves.product(paceStart, paceMove, s);
      if (now === pace[s] && isLogged) continue;
      pace[s] = now;
      if (isLogged) arrivals.hasMoved(s, now, at, ofWorld, ofTrial, reached);
    }
  }

  function scaleIndices(at: number, isLogged: boolean): void {
    indices.look();
    for (let i = 0; i < count; i++) {
      const scaled = indices.held[i]! >= 0 ? 1 : moves.product(valueStart, valueMove, i);
      value[i] = indices.value[i]! * scaled;
      if (!isLogged || value[i] === logged[i]) continue;
      logged[i] = value[i]!;
      log.turn(at, drivers + i, -1, value[i]!);
    }
  }

  function instant(at: number): void {
    endSpells(at);
    beginSpells(at);
    if (nextStep === at) {
      steps++;
      indices.step(ofWorld, ofTrial, steps);
      nextStep = (steps + 1) * stepHours;
      hasChanged = true;
    }
    if (hasChanged) update(at, true);
    hasChanged = false;
  }

  /** Whether nothing can happen in a trial of the block. */
  function isQuiet(local: number): boolean {
    return count === 0 && holds[0] === 0 && arrivals.areRare && !starts.reach(local) && !arrivals.reach(local);
  }

  return {
    log,
    clashes: indices.clashes,
    prepare: () => {
      enteredWorld = -1;
      arrivals.prepare();
    },
    make: (world, trial) => {
      const local = reach(world, trial);
      log.clear();
      if (isQuiet(local)) return;
      ofWorld = world;
      ofTrial = trial;
      pending.clear();
      for (let d = 0; d < drivers; d++) {
        if (inForce[d]! >= 0) moves.end(stateInForce[d]!);
        inForce[d] = -1;
        held[d] = -1;
        isTouched[d] = 0;
      }
      touches = 0;
      for (let s = 0; s < states; s++) running[s] = -1;
      for (let i = 0; i < linked.length; i++) {
        pace[linked[i]!] = 1;
        lasts[linked[i]!] = 1;
      }
      nextEnd = Infinity;
      nextEdge = holds[0]! > 0 ? 0 : Infinity;
      steps = 0;
      nextStep = indices.move ? stepHours : Infinity;
      starts.begin(local, world, trial, runAtStart);
      if (count > 0) {
        logged.fill(NaN);
        indices.release();
        indices.step(world, trial, 0);
      }
      if (hasLinks) {
        // As just before the first instant: what runs, and no hold.
        update(0, false);
        for (let d = 0; d < drivers; d++) {
          if (inForce[d]! >= 0) moves.end(stateInForce[d]!);
          inForce[d] = -1;
        }
      }
      arrivals.start(local, pace, world, trial);
      hasChanged = true;
      for (let at = 0; at < horizonHours; at = Math.min(pending.next(), nextEnd, nextEdge, nextStep)) instant(at);
    },
  };
}
