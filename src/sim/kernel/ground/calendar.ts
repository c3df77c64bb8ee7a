/** Calendar profiles at run time: factors and exact integrals of piecewise constant functions of the hour. */
import type { CompiledModel } from './compiled-model.ts';

export interface Calendar {
  /** Factor of a profile at an hour; 1 for profile -1. */
  factor(profile: number, hour: number): number;
  /** Integral of the factor from 0 to an hour; the hour itself for profile -1. */
  integral(profile: number, hour: number): number;
  /** The first hour at which the integral reaches `value`; Infinity when it never does. Inverse of `integral`. */
  hourOf(profile: number, value: number): number;
}

export function makeCalendar(model: CompiledModel): Calendar {
  const { profileStart, profileTime, profileFactor, profileIntegral } = model;

  /** Last piece whose entry in `array` is at most x. */
  function pieceOf(array: Float64Array, profile: number, x: number): number {
    let low = profileStart[profile]!;
    let high = profileStart[profile + 1]! - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (array[middle]! <= x) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    factor: (profile, hour) => (profile < 0 ? 1 : profileFactor[pieceOf(profileTime, profile, hour)]!),
    integral: (profile, hour) => {
      if (profile < 0) return hour;
      const piece = pieceOf(profileTime, profile, hour);
      return profileIntegral[piece]! + profileFactor[piece]! * (hour - profileTime[piece]!);
    },
    hourOf: (profile, value) => {
      if (profile < 0) return value;
      const piece = pieceOf(profileIntegral, profile, value);
      const factor = profileFactor[piece]!;
      if (value <= profileIntegral[piece]!) return profileTime[piece]!;
      return factor > 0 ? profileTime[piece]! + (value - profileIntegral[piece]!) / factor : Infinity;
    },
  };
}
