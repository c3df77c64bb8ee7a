/** What an outage costs: losses that accrue while capacity is missing, and losses once per outage. */
import { atBound, exceeds, TOLERANCE } from '../../../model/bounds.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { LOSS_MODE } from '../ground/compiled-model.ts';
import type { Calendar } from '../ground/calendar.ts';
import type { Durations } from '../ground/durations.ts';
import type { Factors } from '../ground/factors.ts';
import { fixedBytes, fixedDoubles } from '../ground/fixed.ts';
import type { Ledger } from './ledger.ts';
import type { Part } from '../ground/part.ts';
import type { Pools } from './pools.ts';
import { PURPOSE } from '../ground/purposes.ts';
import type { Tell } from '../ground/tell.ts';
import type { Transfers } from './transfers.ts';

export interface Losses extends Part {
  /** An outage of the node begins: draws its delays. `ordinal` numbers the node's outages in the trial. */
  begin(node: number, ordinal: number): void;
  /** A stretch of constant capacity and cause, within the outage that began at `outageStart`. */
  stretch(node: number, capacity: number, cause: number, from: number, to: number, outageStart: number): void;
  /** The outage is over: books once-per-outage losses to its lowest moment. */
  end(
    node: number,
    ordinal: number,
    start: number,
    hours: number,
    lowest: number,
    lowestAt: number,
    lowestCause: number,
  ): void;
  /** Called after the parameters change. */
  prepare(): void;
}

/** Dependencies of the factory. */
interface LossesOf {
  readonly model: CompiledModel;
  readonly slots: Float64Array;
  readonly calendar: Calendar;
  readonly durations: Durations;
  readonly amountOf: (entry: number, ordinal: number) => number;
  readonly ledger: Ledger;
  readonly pools: Pools;
  readonly transfers: Transfers;
  readonly tape: (start: number, length: number, hours: number) => number;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeLosses({
  model,
  slots,
  calendar,
  durations,
  amountOf,
  ledger,
  pools,
  transfers,
  tape,
  tell,
  factors,
}: LossesOf): Losses {
  const { lossStart, lossMode, lossKind, lossAmountSlot, lossAmountSampler, lossAfterSampler, lossProfile } = model;
  const { lossStream, lossTapeStart, lossTapeLength, useHoursSlot, periods, coverHours, horizonHours } = model;
  const { rate, outage } = LOSS_MODE;
  const purposes = PURPOSE;
  const { book } = ledger;
  const after = fixedDoubles(lossMode.length);
  /** Amount per hour drawn for each outage; NaN: that of the world. */
  const perHour = fixedDoubles(lossMode.length).fill(NaN);
  const factor = factors.of('loss');
  /** As at the start of the outage. */
  const factorAtStart = fixedDoubles(factor === undefined ? 0 : factor.length);
  /** Nodes with something to draw when an outage begins, and nodes with a once-per-outage loss. */
  const hasDraws = fixedBytes(lossStart.length - 1);
  const hasOnce = fixedBytes(lossStart.length - 1);
  /** 1 for entries that accrue from the first hour, in one piece, at a rate of the world. */
  const plain = fixedBytes(lossMode.length);
  function prepare(): void {
    hasDraws.fill(0);
    hasOnce.fill(0);
    for (let node = 0; node < hasDraws.length; node++) {
      for (let e = lossStart[node]!; e < lossStart[node + 1]!; e++) {
        const varies = lossMode[e] === rate && lossAmountSampler[e]! >= 0;
        if (lossAfterSampler[e]! >= 0 || varies) hasDraws[node] = 1;
        if (lossMode[e] !== rate) hasOnce[node] = 1;
      }
    }
    const onePiece = periods === 1 && model.transferLimit.length === 0;
    for (let e = 0; e < plain.length; e++) {
      const atOnce = lossMode[e] === rate && lossAfterSampler[e]! < 0 && lossAmountSampler[e]! < 0;
      plain[e] = onePiece && atOnce && lossProfile[e]! < 0 ? 1 : 0;
    }
  }
  prepare();

  /** First hour after `from` at which a loss of the cause must be cut: the end of a period or of a waiting time. */
  function cut(from: number, to: number, cause: number): number {
    let end = to;
    // Insurance years are the periods, and split a case too.
    if (horizonHours > coverHours) {
      const boundary = (Math.floor(from / coverHours) + 1) * coverHours;
      if (boundary > from && boundary < end) end = boundary;
    }
    if (transfers.active()) {
      const root = pools.hourOf(cause);
      transfers.whole(root, from, end);
      const waits = transfers.waits();
      for (let i = 0; i < waits.length; i++) {
        const edge = root + waits[i]!;
        if (edge > from && edge < end) end = edge;
      }
    }
    return end;
  }

  function accrue(
    e: number,
    node: number,
    capacity: number,
    cause: number,
    from: number,
    to: number,
    outageStart: number,
  ): void {
    const drawn = perHour[e]!;
    let hourly = (drawn === drawn ? drawn : slots[lossAmountSlot[e]!]!) * (1 - capacity);
    if (factor !== undefined) hourly *= factor[e]!;
    const profile = lossProfile[e]!;
    if (!exceeds(to - outageStart, after[e]!)) return;
    let start = outageStart + after[e]!;
    if (start < from) start = from;
    while (start < to) {
      const end = cut(start, to, cause);
      const hours = profile < 0 ? end - start : calendar.integral(profile, end) - calendar.integral(profile, start);
      // Anything smaller is rounding at the edge of a calendar piece.
      if (hours > TOLERANCE) book(lossKind[e]!, node, cause, hourly * hours, start);
      start = end;
    }
  }

  function stretch(node: number, capacity: number, cause: number, from: number, to: number, outageStart: number): void {
    const stop = lossStart[node + 1]!;
    // Hoist to locals: when V8 inlines this function it cannot otherwise treat the captured arrays as constants.
    const isPlain = plain;
    const kinds = lossKind;
    const amounts = lossAmountSlot;
    const values = slots;
    for (let e = lossStart[node]!; e < stop; e++) {
      if (isPlain[e] === 1) {
        book(kinds[e]!, node, cause, values[amounts[e]!]! * (1 - capacity) * (to - from), from);
        continue;
      }
      if (lossMode[e] === rate) accrue(e, node, capacity, cause, from, to, outageStart);
    }
  }

  /** The same, with factors. */
  function stretchScaled(of: Float64Array): Losses['stretch'] {
    return (node, capacity, cause, from, to, outageStart) => {
      for (let e = lossStart[node]!; e < lossStart[node + 1]!; e++) {
        if (plain[e] === 1) {
          const amount = slots[lossAmountSlot[e]!]! * (1 - capacity) * (to - from);
          book(lossKind[e]!, node, cause, amount * of[e]!, from);
        } else if (lossMode[e] === rate) accrue(e, node, capacity, cause, from, to, outageStart);
      }
    };
  }
  const stretchOf = factor === undefined ? stretch : stretchScaled(factor);

  /** The same, in pieces that end at the hours asked for and are told as of those hours. */
  function inPieces(cuts: Float64Array): Losses['stretch'] {
    return (node, capacity, cause, from, to, outageStart) => {
      let start = from;
      for (const cut of [...cuts.filter((hour) => hour > from && hour < to), to]) {
        ledger.toldAt[0] = cut;
        stretchOf(node, capacity, cause, start, cut, outageStart);
        start = cut;
      }
      ledger.toldAt[0] = NaN;
    };
  }

  /** Saves the factors of once-per-outage losses. */
  function keepFactors(node: number, from: Float64Array): void {
    for (let e = lossStart[node]!; e < lossStart[node + 1]!; e++) factorAtStart[e] = from[e]!;
  }

  function begin(node: number, ordinal: number): void {
    if (hasDraws[node] === 0) return;
    for (let e = lossStart[node]!; e < lossStart[node + 1]!; e++) {
      const row = lossAfterSampler[e]!;
      after[e] = row < 0 ? 0 : durations.draw(row, lossStream[e]!, ordinal, purposes.lossAfter);
      const amount = lossAmountSampler[e]!;
      if (lossMode[e] !== rate || amount < 0) continue;
      perHour[e] = amountOf(e, ordinal);
    }
  }

  return {
    begin:
      factor === undefined
        ? begin
        : (node, ordinal) => {
            keepFactors(node, factor);
            begin(node, ordinal);
          },
    stretch: tell?.cuts === undefined ? stretchOf : inPieces(tell.cuts),
    end: (node, ordinal, start, hours, lowest, lowestAt, lowestCause) => {
      if (hasOnce[node] === 0) return;
      for (let e = lossStart[node]!; e < lossStart[node + 1]!; e++) {
        const mode = lossMode[e]!;
        if (mode === rate || !exceeds(hours, after[e]!)) continue;
        const row = lossAmountSampler[e]!;
        if (mode !== outage && row >= 0 && useHoursSlot >= 0) slots[useHoursSlot] = atBound(hours);
        const amount = row >= 0 ? amountOf(e, ordinal) : tape(lossTapeStart[e]!, lossTapeLength[e]!, atBound(hours));
        let lost = amount * (1 - lowest) * calendar.factor(lossProfile[e]!, start);
        if (factor !== undefined) lost *= factorAtStart[e]!;
        book(lossKind[e]!, node, lowestCause, lost, lowestAt);
      }
    },
    prepare,
    save: () => [after.slice(), perHour.slice(), factorAtStart.slice()],
    restore: (saved) => {
      const [a, p, f] = saved as [Float64Array, Float64Array, Float64Array];
      after.set(a);
      perHour.set(p);
      factorAtStart.set(f);
    },
  };
}
