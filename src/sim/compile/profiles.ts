/** Calendar profiles: the product of the factors in force, piecewise constant over the horizon. */
import type { CalendarFactor, CalendarStretch } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { byCodeUnits } from './order.ts';

export interface Profiles {
  /** Profile of factors that multiply while their names are in force; -1 when the product is always 1. */
  of(during: readonly CalendarFactor[]): number;
  /** Greatest factor of a profile; 1 for -1. */
  greatest(profile: number): number;
  arrays(): Pick<CompiledModel, 'profileStart' | 'profileTime' | 'profileFactor' | 'profileIntegral'>;
}

interface Piece {
  /** Start [h]. */
  readonly time: number;
  readonly factor: number;
}

/** A stretch begins or ends. */
interface Turn {
  readonly time: number;
  readonly name: number;
  readonly change: 1 | -1;
}

/** Pieces of the product of factors: from hour 0, the factors of neighbours differ. */
function piecesOf(
  during: readonly CalendarFactor[],
  calendar: Readonly<Record<string, readonly CalendarStretch[]>>,
  horizonHours: number,
): readonly Piece[] {
  const turns: Turn[] = [];
  during.forEach(({ name }, i) => {
    const stretches = calendar[name];
    if (stretches === undefined) throw new Error(`the calendar has no ${name}`);
    for (const stretch of stretches) {
      const from = Math.max(stretch.from, 0);
      const to = Math.min(stretch.to, horizonHours);
      if (from < to) turns.push({ time: from, name: i, change: 1 }, { time: to, name: i, change: -1 });
    }
  });
  turns.sort((a, b) => a.time - b.time);

  const inForce = during.map(() => 0);
  const pieces: Piece[] = [];
  let next = 0;
  for (let time = 0; time < horizonHours; time = turns[next]?.time ?? horizonHours) {
    for (let turn = turns[next]; turn !== undefined && turn.time <= time; turn = turns[next]) {
      inForce[turn.name] = (inForce[turn.name] ?? 0) + turn.change;
      next++;
    }
    let factor = 1;
    during.forEach((entry, i) => {
      if ((inForce[i] ?? 0) > 0) factor *= entry.factor;
    });
    if (pieces.at(-1)?.factor !== factor) pieces.push({ time, factor });
  }
  return pieces;
}

export function makeProfiles(
  calendar: Readonly<Record<string, readonly CalendarStretch[]>>,
  horizonHours: number,
): Profiles {
  const starts = [0];
  const times: number[] = [];
  const factors: number[] = [];
  const integrals: number[] = [];
  const greatest: number[] = [];
  const byNames = new Map<string, number>();
  const byPieces = new Map<string, number>();

  function add(pieces: readonly Piece[]): number {
    const profile = greatest.length;
    let integral = 0;
    pieces.forEach(({ time, factor }, i) => {
      const before = pieces[i - 1];
      if (before !== undefined) integral += before.factor * (time - before.time);
      times.push(time);
      factors.push(factor);
      integrals.push(integral);
    });
    starts.push(times.length);
    greatest.push(Math.max(...new Set(pieces.map((piece) => piece.factor))));
    return profile;
  }

  return {
    of: (during) => {
      if (during.length === 0) return -1;
      const sorted = during.toSorted((a, b) => byCodeUnits(a.name, b.name) || a.factor - b.factor);
      const names = JSON.stringify(sorted);
      let profile = byNames.get(names);
      if (profile !== undefined) return profile;
      const pieces = piecesOf(sorted, calendar, horizonHours);
      const shape = JSON.stringify(pieces);
      profile = pieces.every((piece) => piece.factor === 1) ? -1 : (byPieces.get(shape) ?? add(pieces));
      byNames.set(names, profile);
      byPieces.set(shape, profile);
      return profile;
    },
    greatest: (profile) => greatest[profile] ?? 1,
    arrays: () => ({
      profileStart: new Int32Array(starts),
      profileTime: new Float64Array(times),
      profileFactor: new Float64Array(factors),
      profileIntegral: new Float64Array(integrals),
    }),
  };
}
