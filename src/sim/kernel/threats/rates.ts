/** Threats whose rate extensions move, and the streams of the extra arrivals for a factor over 1. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Factors } from '../ground/factors.ts';
import { LAYER_INDEX, MORE_INDEX } from '../ground/purposes.ts';

export interface Rates {
  /** The factors in force; undefined where no extension asks. Shape [threats]. */
  readonly factor: Float64Array | undefined;
  moves(threat: number): boolean;
  /** Layers of extra arrivals that the factor in force needs. */
  moreLayers(threat: number): number;
  /** The parameters have changed. */
  prepare(): void;
  moreStream(threat: number): number;
  /** Whether the yearly chance of the current world is 1. */
  isCertain(threat: number): boolean;
}

/** Layers of a threat's own arrivals that fit below MORE_INDEX. */
const MOST_LAYERS = MORE_INDEX / LAYER_INDEX;

/** A factor may be a product that rounding puts just above a whole number. */
const SLACK = 1e-9;

/** Labels of the streams of extra arrivals, one per threat; they follow those of the model. */
export function moreLabels({ threatStream, streamLabels }: CompiledModel): string[] {
  return Array.from(threatStream, (stream) => `${streamLabels[stream]}.occurs.more`);
}

export function makeRates(model: CompiledModel, slots: Float64Array, factors: Factors): Rates {
  const { occurs, paceFactor, paceProfile, profileStart, profileFactor, layers, threatIds, rateSlot } = model;
  const firstStream = model.streamLabels.length;
  const factor = factors.of('rate');
  const { movesRate } = factors;
  const greatest = new Float64Array(occurs.length);

  function greatestPace(threat: number): number {
    const profile = paceProfile[threat]!;
    if (profile < 0) return paceFactor[threat]!;
    let most = 0;
    for (let piece = profileStart[profile]!; piece < profileStart[profile + 1]!; piece++) {
      most = Math.max(most, profileFactor[piece]!);
    }
    return paceFactor[threat]! * most;
  }

  return {
    factor,
    moves: (threat) => {
      if (movesRate[threat] === 0) return false;
      if (layers[threat]! > MOST_LAYERS)
        throw new RangeError(`the pace of ${threatIds[threat]} is too great to be moved`);
      return true;
    },
    moreLayers: (threat) => {
      const over = factor![threat]! - 1;
      return over > 0 ? Math.max(0, Math.ceil(over * greatest[threat]! - SLACK)) : 0;
    },
    prepare: () => {
      for (let threat = 0; threat < greatest.length; threat++) greatest[threat] = greatestPace(threat);
    },
    moreStream: (threat) => firstStream + threat,
    isCertain: (threat) => slots[rateSlot[threat]!]! >= 1,
  };
}
