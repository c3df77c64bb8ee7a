/** Factors while names of the calendar are in force, looked up in the model's stretches. */
import type { CalendarFactor, Model } from '../../../src/model/model.ts';

export interface Calendar {
  /** The product of the factors in force at an hour. */
  factor(during: readonly CalendarFactor[], hour: number): number;
  /** The greatest factor at any time. */
  greatest(during: readonly CalendarFactor[]): number;
  /** Integral of the factor between two hours. */
  integral(during: readonly CalendarFactor[], from: number, to: number): number;
  /** The first hour at which the integral from `from` reaches `value`; Infinity when it never does. */
  hourAfter(during: readonly CalendarFactor[], from: number, value: number): number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

export function calendarOf({ calendar, horizonHours }: Model): Calendar {
  const pieces = new Map<readonly CalendarFactor[], readonly Piece[]>();

  function piecesOf(during: readonly CalendarFactor[]): readonly Piece[] {
    const known = pieces.get(during);
    if (known !== undefined) return known;
    const stretches = during.map(({ name }) => calendar[name]!);
    const cuts = stretches.flat().flatMap(({ from, to }) => [from, to]);
    const within = cuts.filter((cut) => cut > 0 && cut < horizonHours);
    const sorted = [...new Set([0, ...within, horizonHours])].toSorted((a, b) => a - b);
    const found = sorted.slice(0, -1).map((from, i): Piece => {
      const inForce = (place: number): boolean => stretches[place]!.some((one) => one.from <= from && from < one.to);
      const factor = during.reduce((product, one, place) => (inForce(place) ? product * one.factor : product), 1);
      return { from, to: sorted[i + 1]!, factor };
    });
    pieces.set(during, found);
    return found;
  }

  return {
    factor: (during, hour) => piecesOf(during).findLast(({ from }) => from <= hour)!.factor,
    greatest: (during) => Math.max(...piecesOf(during).map(({ factor }) => factor)),
    integral: (during, from, to) =>
      piecesOf(during).reduce(
        (sum, piece) => sum + piece.factor * Math.max(0, Math.min(to, piece.to) - Math.max(from, piece.from)),
        0,
      ),
    hourAfter: (during, from, value) => {
      let left = value;
      for (const piece of piecesOf(during)) {
        const start = Math.max(from, piece.from);
        if (start >= piece.to) continue;
        const all = piece.factor * (piece.to - start);
        if (left <= all) return left <= 0 ? start : start + left / piece.factor;
        left -= all;
      }
      return Infinity;
    },
  };
}
