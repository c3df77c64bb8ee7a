/**
 * The ledger of a trial: columns of its record, losses by period, and what each cause and event has cost.
 *
 * Root losses add up to the total, because every amount is booked once, to one cause.
 */
import { exceeds } from '../../../model/bounds.ts';
import { ROW, ROW_BITS, type Columns } from '../ground/columns.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts, zero } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import type { Pools } from './pools.ts';
import type { Records } from '../ground/records.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';
import type { Transfers } from './transfers.ts';

export interface Ledger extends Part {
  readonly columns: Float64Array;
  touchedColumns(): number;
  /** Adds to a column other than a node's. */
  add(column: number, amount: number): void;
  /** Period of an hour; the last period for the horizon itself. */
  periodOf(hour: number): number;
  /**
   * Books an amount lost at a node (-1: none) at an hour to a cause. All of it falls in one period and waiting band.
   */
  book(kind: number, node: number, cause: number, amount: number, hour: number): void;
  /** [hour as of which losses are told; NaN: that reached]. */
  readonly toldAt: Float64Array;
  /** Closes the trial: insurance, periods, largest events, limits on harm. */
  close(): void;
  clear(): void;
}

/** Dependencies of the factory. */
interface LedgerOf {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly records: Records;
  readonly state: State;
  readonly pools: Pools;
  readonly transfers: Transfers;
  readonly tell: Tell | undefined;
}

export function makeLedger({ model, layout, records, state, pools, transfers, tell }: LedgerOf): Ledger {
  const { columns, touched, rows, periodLoss, periodLargest } = records;
  const { placeOf, touchNode, now } = state;
  const toldAt = fixedDoubles(1).fill(NaN);
  const { lossBorne, lossCaused } = ROW;
  const { periods, periodHours, coverHours, conditional, kindCounted, bearers, harmLimitOver } = model;
  const isTouched = fixedBytes(layout.count);
  /** [columns touched]. */
  const counts = fixedInts(1);
  const periodHarm = fixedDoubles(periods);
  const harmKind = bearers;
  const { kind: kindColumn, lossAsUsual: asUsual, sourceLoss: sourceColumn, perSource } = layout;
  const hasTransfers = model.transferLimit.length > 0;

  function add(column: number, amount: number): void {
    if (isTouched[column] === 0) {
      isTouched[column] = 1;
      touched[counts[0]!++] = column;
    }
    columns[column]! += amount;
  }

  /** Adds to a number of a node's row. */
  function addTo(node: number, place: number, amount: number): void {
    touchNode(node);
    rows[(placeOf[node]! << ROW_BITS) + place]! += amount;
  }

  function periodOf(hour: number): number {
    if (periods === 1) return 0;
    const period = Math.floor(hour / periodHours);
    return period < periods ? period : periods - 1;
  }

  function post(kind: number, node: number, cause: number, amount: number, period: number): void {
    if (conditional && !pools.isOfGiven(cause)) {
      if (kindCounted[kind] === 1) add(asUsual, amount);
      return;
    }
    add(kindColumn + kind, amount);
    if (kind === harmKind) periodHarm[period]! += amount;
    if (kindCounted[kind] === 0) return;
    periodLoss[period]! += amount;
    if (node >= 0) addTo(node, lossBorne, amount);
    pools.lose(cause, period, amount, node);
  }

  /** A case is one period, however many insurance years it spans. */
  function postCase(kind: number, node: number, cause: number, amount: number): void {
    post(kind, node, cause, amount, 0);
  }

  /** Credits each cause's cost to its source, its node and its event. */
  function carry(): void {
    const causes = pools.causes();
    for (let cause = 0; cause < causes; cause++) {
      const event = pools.eventOf(cause);
      let total = 0;
      for (let p = 0; p < periods; p++) {
        const loss = pools.lostTo(cause, p);
        if (loss === 0) continue;
        total += loss;
        if (event >= 0) pools.addLoss(event, p, loss);
      }
      if (total === 0) continue;
      add(sourceColumn + perSource * pools.sourceOf(cause), total);
      const struck = pools.nodeOf(cause);
      if (struck >= 0) addTo(struck, lossCaused, total);
      // The cost of a threat without nodes is not passed on either.
      add(layout.lossAtStruck, pools.lostAtStruck(cause));
    }
  }

  function book(kind: number, node: number, cause: number, amount: number, hour: number): void {
    if (amount === 0) return;
    // Checked here as well as inside: V8 does not inline the call.
    const period = periods === 1 ? 0 : periodOf(hour);
    if (hasTransfers && kindCounted[kind] === 1 && transfers.active()) {
      const year = conditional ? Math.floor(hour / coverHours) : period;
      const age = hour - pools.hourOf(cause);
      const source = pools.sourceOf(cause);
      transfers.log(kind, node, cause, amount, year, age, source, pools.nodeOf(cause), pools.eventOf(cause));
      return;
    }
    post(kind, node, cause, amount, period);
  }

  /** The same, and tells it. */
  function bookAnd({ loss }: Tell): Ledger['book'] {
    return (kind, node, cause, amount, hour) => {
      book(kind, node, cause, amount, hour);
      const at = toldAt[0]!;
      if (amount !== 0) loss(at === at ? at : now[0]!, kind, node, amount, pools.rootOf(cause), hour);
    };
  }

  return {
    columns,
    touchedColumns: () => counts[0]!,
    add,
    periodOf,
    book: tell === undefined ? book : bookAnd(tell),
    toldAt,
    close: () => {
      if (transfers.active()) transfers.settle(conditional ? postCase : post, periods, tell?.insured);
      carry();
      for (let event = 0; event < pools.events(); event++) {
        for (let p = 0; p < periods; p++) {
          const loss = pools.lossOf(event, p);
          if (loss > periodLargest[p]!) periodLargest[p] = loss;
        }
      }
      for (let p = 0; p < periods; p++) {
        if (periodLoss[p]! > 0) {
          add(layout.loss, periodLoss[p]!);
          add(layout.periodsWithLoss, 1);
        }
        for (let h = 0; h < harmLimitOver.length; h++) {
          if (exceeds(periodHarm[p]!, harmLimitOver[h]!)) add(layout.harmOver + h, 1);
        }
      }
    },
    clear: () => {
      for (let i = 0; i < counts[0]!; i++) {
        columns[touched[i]!] = 0;
        isTouched[touched[i]!] = 0;
      }
      counts[0] = 0;
      zero(periodLoss);
      zero(periodLargest);
      zero(periodHarm);
      transfers.clear();
    },
    save: () => ({
      touched: touched.slice(0, counts[0]),
      columns: columns.slice(),
      periods: [periodLoss.slice(), periodLargest.slice(), periodHarm.slice()],
      transfers: transfers.save(),
    }),
    restore: (saved) => {
      const from = saved as {
        touched: Int32Array;
        columns: Float64Array;
        periods: Float64Array[];
        transfers: unknown;
      };
      columns.set(from.columns);
      isTouched.fill(0);
      touched.set(from.touched);
      counts[0] = from.touched.length;
      for (let i = 0; i < counts[0]!; i++) isTouched[touched[i]!] = 1;
      periodLoss.set(from.periods[0]!);
      periodLargest.set(from.periods[1]!);
      periodHarm.set(from.periods[2]!);
      transfers.restore(from.transfers);
    },
  };
}
