/**
 * Room of an engine: its capacity for things that no model limits.
 *
 * Compiled code treats fixed arrays as constants, but not those that grow: they would cost a tenth of the time. So a
 * full engine is thrown away, and a roomier one resumes its trial.
 */
import type { CompiledModel } from './compiled-model.ts';
import { OCCURS } from './compiled-model.ts';
import { SimulationFault } from './kernel.ts';
import type { World } from './world.ts';

export interface Room {
  /** Arrivals of the trials that are generated together. */
  readonly block: number;
  /** Events that wait in the queue. */
  readonly waiting: number;
  /** Effects at work. */
  readonly effects: number;
  /** Root events of a trial, and their causes. */
  readonly events: number;
  readonly causes: number;
  /** Nodes brought down by a cause, summed over causes. */
  readonly links: number;
}

/** An engine has run out of room for something. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly what: keyof Room;

  constructor(what: keyof Room) {
    super(`no room for more ${what}`);
    this.what = what;
  }
}

/**
 * The least of everything: more than most models need. Arrays are allocated as zero pages that take no memory until
 * written, so unused room costs nothing.
 */
const LEAST = 65_536;

/** Multiple of the average need of a trial in the worst world looked at. */
const AMPLE = 16;

/**
 * Initial cap on anything above the minimum. Several threats with very many events must not fill the memory at once.
 */
const MOST = 2_000_000;

/** Worlds looked at, and program steps this may take: a hundredth of a second. */
const LOOKED_AT = 64;
const MOST_STEPS = 100_000;

/** Trials of one world whose arrivals are generated and addressed together. */
export const ADDRESS_BLOCK = 1024;

/** More arrivals than this in one block are an error in the model. */
export const MOST_ARRIVALS = 1e8;

/** Hours of a year. */
const YEAR = 8760;

interface Expected {
  /** Events of a trial, and the effects they cause. */
  readonly events: number;
  readonly effects: number;
}

/** The most a trial of a world has on average, without controls. */
function expectedIn(model: CompiledModel, slots: Float64Array): Expected {
  const { occurs, rateSlot, layers, horizonHours, effectStart, effectChanceSlot, effectCommonStart, spawnStart } =
    model;
  let events = 0;
  let effects = 0;
  for (let t = 0; t < occurs.length; t++) {
    const dated = model.onStart[t + 1]! - model.onStart[t]!;
    const rate = slots[rateSlot[t]!] ?? 0;
    const times =
      occurs[t] === OCCURS.poisson
        ? rate * horizonHours * layers[t]!
        : occurs[t] === OCCURS.yearly
          ? Math.ceil(horizonHours / YEAR) * layers[t]!
          : 1 + dated;
    events += times;
    for (let e = effectStart[t]!; e < effectStart[t + 1]!; e++) {
      const chance = effectChanceSlot[e]! < 0 ? 1 : slots[effectChanceSlot[e]!]!;
      const spawns = spawnStart[effectCommonStart[e + 1]!]! - spawnStart[effectCommonStart[e]!]!;
      effects += times * chance * (1 + spawns);
    }
  }
  return { events, effects };
}

/** The greatest average per trial of each over the first worlds, and their mean number of events. */
function worstOf(model: CompiledModel, world: World): Expected & { readonly usual: number } {
  const worlds = model.uncertain ? Math.max(1, Math.min(LOOKED_AT, Math.floor(MOST_STEPS / model.stepOp.length))) : 1;
  let [events, effects, usual] = [0, 0, 0];
  for (let w = 0; w < worlds; w++) {
    try {
      world.enter(w);
    } catch (error) {
      // The trial will report it.
      if (!(error instanceof SimulationFault)) throw error;
    }
    const expected = expectedIn(model, world.slots);
    events = Math.max(events, expected.events);
    effects = Math.max(effects, expected.effects);
    usual += expected.events / worlds;
  }
  return { events, effects, usual };
}

/**
 * Room for many times the average trial, within bounds. Arrivals are generated for as many trials as fit, so their room
 * is for one block in an ordinary world.
 *
 * @param factors Multiples of it, each at least 1.
 */
export function roomFor(model: CompiledModel, world: World, factors: Room): Room {
  const expected = worstOf(model, world);
  const of = (what: keyof Room, average: number): number =>
    Math.max(1, Math.ceil(factors[what] * (LEAST + (average > 0 ? Math.min(average, MOST) : 0))));
  return {
    block: Math.min(of('block', 1.25 * ADDRESS_BLOCK * expected.usual), MOST_ARRIVALS),
    waiting: of('waiting', AMPLE * expected.effects + model.groupNode.length + model.givenThreats.length),
    effects: of('effects', AMPLE * expected.effects),
    events: of('events', AMPLE * expected.events),
    causes: of('causes', AMPLE * (expected.events + expected.effects)),
    links: of('links', AMPLE * expected.effects + 8 * model.nodeIds.length),
  };
}
