/**
 * Room of an engine: how much it holds of what no model limits.
 *
 * Compiled code knows arrays that stay as constants, and those that grow it does not: they would cost a tenth of the time.
 * So an engine that is full is thrown away, and a roomier one takes its trial up again.
 */
import type { CompiledModel } from './compiled-model.ts';
import { OCCURS } from './compiled-model.ts';
import { SimulationFault } from './kernel.ts';
import type { World } from './world.ts';

export interface Room {
  /** Arrivals of a trial at constant rates, and of the block of trials for which they are generated at once. */
  readonly arrivals: number;
  readonly block: number;
  /** Events that wait in the queue. */
  readonly waiting: number;
  /** Effects at work. */
  readonly effects: number;
  /** Root events of a trial, and their causes. */
  readonly events: number;
  readonly causes: number;
  /** Nodes that a cause has brought down, summed over causes. */
  readonly links: number;
}

/** An engine has no room for something. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly what: keyof Room;

  constructor(what: keyof Room) {
    super(`no room for more ${what}`);
    this.what = what;
  }
}

/** Of everything: less than a hundredth of a second to fill, and more than most models need. */
const LEAST = 4096;

/** Of anything, at first, beside it: twice what one threat may bring. Several such threats must not fill the memory at once. */
const MOST = 2_000_000;

/** Trials of one world for which arrivals are generated at once, and addressed together. */
export const ADDRESS_BLOCK = 1024;

/** More arrivals than this in one block are a fault of the model. */
export const MOST_ARRIVALS = 1e8;

/** Hours of a year. */
const YEAR = 8760;

interface Expected {
  /** Events of a trial, and effects that they bring about. */
  readonly events: number;
  readonly effects: number;
}

/** What a trial of a world brings at most on average, without controls. */
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

/**
 * Room for twice of what a trial of the first world brings on average, and some more, within bounds.
 *
 * @param factors What is taken of it, at least 1 of each.
 */
export function roomFor(model: CompiledModel, world: World, factors: Room): Room {
  try {
    world.enter(0);
  } catch (error) {
    // The trial will say so.
    if (!(error instanceof SimulationFault)) throw error;
  }
  const expected = expectedIn(model, world.slots);
  const of = (what: keyof Room, average: number): number =>
    Math.max(1, Math.ceil(factors[what] * (LEAST + (average > 0 ? Math.min(2 * average, MOST) : 0))));
  return {
    arrivals: of('arrivals', expected.events),
    block: Math.min(of('block', ADDRESS_BLOCK * expected.events), MOST_ARRIVALS),
    waiting: of('waiting', expected.effects + model.groupNode.length + model.givenThreats.length),
    effects: of('effects', expected.effects),
    events: of('events', expected.events),
    causes: of('causes', expected.events + expected.effects),
    links: of('links', 4 * expected.effects + 8 * model.nodeIds.length),
  };
}
