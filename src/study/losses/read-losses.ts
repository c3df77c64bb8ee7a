/** Reads what trials lose: period by period, and event by event. */
import type { MakeReader } from '../../sim/session/reader.ts';

/** Losses of trials, in the order of the trials; of events in compressed rows. */
export interface LossesRead {
  /** Counted loss of each period. Shape [trials * periods]. */
  readonly loss: Float64Array;
  /** Largest counted loss of one root event in each period. Shape [trials * periods]. */
  readonly largest: Float64Array;
  /** Where the events of a trial begin. Shape [trials + 1]. */
  readonly start: Int32Array;
  /** Source of loss (`sourceIds`). Shape [events]. */
  readonly source: Int32Array;
  /** Period of the horizon in which it lost so much, from 0. Shape [events]. */
  readonly period: Int32Array;
  /** Hour of the horizon at which the event first struck. Shape [events]. */
  readonly hour: Float64Array;
  /** Counted loss, what insurance pays taken off. Shape [events]. */
  readonly lost: Float64Array;
}

/** What one event loses in one period. */
interface Piece {
  readonly event: string;
  readonly source: number;
  readonly period: number;
  lost: number;
}

/** A counted loss as it was told. */
interface Told {
  readonly piece: Piece;
  amount: number;
}

export const readLosses: MakeReader<null, LossesRead> = ({ model, makeKernel }) => {
  const { periods, periodHours, kindCounted, conditional } = model;
  const pieces = new Map<string, Piece>();
  const struckAt = new Map<string, number>();
  const told: Told[] = [];
  let insured = 0;

  // What no event set off, such as a control that is not bought, is an event by itself.
  const keyOf = (cause: number, event: number): string => (event < 0 ? `cause ${cause}` : `event ${event}`);
  const strike = (event: string, hour: number): void => {
    const before = struckAt.get(event);
    if (before === undefined || hour < before) struckAt.set(event, hour);
  };
  const kernel = makeKernel({
    effect: (hour, _node, _leaves, _hours, { cause, event }) => strike(keyOf(cause, event), hour),
    loss: (_hour, kind, _node, amount, { cause, event, source, given }, booked) => {
      if (kindCounted[kind] !== 1) return;
      const key = keyOf(cause, event);
      strike(key, booked);
      // A case is one period, and only what was given counts.
      const period = conditional ? 0 : Math.min(periods - 1, Math.floor(booked / periodHours));
      const place = `${key} ${source} ${period}`;
      const piece = pieces.get(place) ?? { event: key, source, period, lost: 0 };
      if (!conditional || given) pieces.set(place, piece);
      told.push({ piece, amount });
    },
    insured: (left) => {
      told[insured++]!.amount = left;
    },
  });

  return ({ world, trial, trialsPerWorld }, stopped) => {
    kernel.expect(trialsPerWorld);
    const entries = world.length;
    const loss = new Float64Array(entries * periods);
    const largest = new Float64Array(entries * periods);
    const start = new Int32Array(entries + 1);
    const events: { source: number; period: number; hour: number; lost: number }[] = [];
    for (let entry = 0; entry < entries; entry++) {
      if (stopped()) return null;
      pieces.clear();
      struckAt.clear();
      told.length = 0;
      insured = 0;
      kernel.simulate(world[entry]!, trial[entry]!);
      loss.set(kernel.periodLoss, entry * periods);
      largest.set(kernel.periodLargest, entry * periods);
      for (const { piece, amount } of told) piece.lost += amount;
      const here = [...pieces.values()].filter(({ lost }) => lost > 0);
      const hourOf = ({ event }: Piece): number => struckAt.get(event) ?? 0;
      here.sort((a, b) => a.period - b.period || hourOf(a) - hourOf(b) || a.source - b.source || a.lost - b.lost);
      for (const piece of here) {
        const { source, period, lost } = piece;
        events.push({ source, period, hour: hourOf(piece), lost });
      }
      start[entry + 1] = events.length;
    }
    return {
      loss,
      largest,
      start,
      source: Int32Array.from(events, ({ source }) => source),
      period: Int32Array.from(events, ({ period }) => period),
      hour: Float64Array.from(events, ({ hour }) => hour),
      lost: Float64Array.from(events, ({ lost }) => lost),
    };
  };
};
