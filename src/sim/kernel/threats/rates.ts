/** Threats whose rate extensions move, and the streams of the extra arrivals for a factor over 1. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { OCCURS } from '../ground/compiled-model.ts';
import type { Factors } from '../ground/factors.ts';
import { LAYER_INDEX, MORE_INDEX } from '../ground/purposes.ts';

export interface Rates {
  /** The factors in force; undefined where no extension asks. Shape [threats]. */
  readonly factor: Float64Array | undefined;
  moves(threat: number): boolean;
  /** Layers of extra arrivals: as many as the greatest factor can need. */
  moreLayers(threat: number): number;
  moreStream(threat: number): number;
  /** Whether the yearly chance of the current world is 1. */
  isCertain(threat: number): boolean;
}

/** Layers that fit below MORE_INDEX, and above it below the indices of given events. */
const MOST_LAYERS = MORE_INDEX / LAYER_INDEX - 1;

/** A greatest factor may be a product that rounding puts just above a whole number. */
const SLACK = 1e-9;

/** Labels of the streams of extra arrivals, one per threat; they follow those of the model. */
export function moreLabels({ threatStream, streamLabels }: CompiledModel): string[] {
  return Array.from(threatStream, (stream) => `${streamLabels[stream]}.occurs.more`);
}

export function makeRates(model: CompiledModel, slots: Float64Array, factors: Factors): Rates {
  const { occurs, paceFactor, paceProfile, profileStart, profileFactor, layers, threatIds, rateSlot } = model;
  const firstStream = model.streamLabels.length;
  const { greatestRate } = factors;

  function greatestPace(threat: number): number {
    const profile = paceProfile[threat]!;
    if (profile < 0) return paceFactor[threat]!;
    let greatest = 0;
    for (let piece = profileStart[profile]!; piece < profileStart[profile + 1]!; piece++) {
      greatest = Math.max(greatest, profileFactor[piece]!);
    }
    return paceFactor[threat]! * greatest;
  }

  return {
    factor: factors.of('rate'),
    moves: (threat) => {
      if (greatestRate[threat] === 0) return false;
      if (occurs[threat] === OCCURS.on) throw new RangeError(`${threatIds[threat]} comes on dates, which have no rate`);
      return true;
    },
    moreLayers: (threat) => {
      const greatest = greatestRate[threat]!;
      const needed = greatest > 1 ? Math.ceil((greatest - 1) * greatestPace(threat) - SLACK) : 0;
      if (greatest > 0 && Math.max(needed, layers[threat]!) > MOST_LAYERS) {
        throw new RangeError(`rate factor ${greatest} of ${threatIds[threat]} is too great`);
      }
      return needed;
    },
    moreStream: (threat) => firstStream + threat,
    isCertain: (threat) => slots[rateSlot[threat]!]! >= 1,
  };
}
