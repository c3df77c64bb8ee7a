/**
 * What a trial's record says of drivers: how long each state is in force, and what is lost to what begins meanwhile.
 *
 * Rows are the states, then a row of each driver for `normal`: those of a driver add up to the horizon, and to the loss.
 */
import type { Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Pools } from '../kernel/ledger/pools.ts';
import type { PathLog } from './path/log.ts';
import { START_NUMBER } from './path/make-path.ts';
import type { DriverTables } from './tables.ts';

/** Number of rows. */
export const stateRows = ({ stateIds, driverIds }: DriverTables): number => stateIds.length + driverIds.length;

/** Dependencies of the factory. */
interface TallyOf {
  readonly tables: DriverTables;
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly log: PathLog;
  readonly pools: Pools;
  /** [hour reached]. */
  readonly now: Float64Array;
  add(column: number, amount: number): void;
}

/** @returns Adds what the path came to, up to the hour reached, to the record. */
export function makeTally({ tables, model, layout, log, pools, now, add }: TallyOf): () => void {
  const { periods, periodHours } = model;
  const { driverIds, stateIds } = tables;
  const { counts, spellState, spellNumber, spellFrom, turnTime, turnWhat, turnSpell } = log;
  const drivers = driverIds.length;
  const states = stateIds.length;
  const rows = stateRows(tables);
  const hours = new Float64Array(rows);
  const seen = new Float64Array(rows);
  const lost = new Float64Array(rows);
  /** Last period in which a row was seen. */
  const lastSeen = new Int32Array(rows);
  /** Of each driver: the row in force, and since when. */
  const row = new Int32Array(drivers);
  const since = new Float64Array(drivers);

  function stay(d: number, until: number): void {
    const from = since[d]!;
    since[d] = until;
    if (!(until > from)) return;
    const r = row[d]!;
    hours[r]! += until - from;
    const last = Math.min(periods - 1, Math.ceil(until / periodHours) - 1);
    let first = Math.min(periods - 1, Math.floor(from / periodHours));
    if (first <= lastSeen[r]!) first = lastSeen[r]! + 1;
    if (last < first) return;
    seen[r]! += last - first + 1;
    lastSeen[r] = last;
  }

  /** Credits causes from a number on that began before an hour to what has been in force. Causes are numbered as they begin. */
  function credit(first: number, before: number): number {
    const causes = pools.causes();
    let cause = first;
    for (; cause < causes && pools.hourOf(cause) < before; cause++) {
      let total = 0;
      for (let p = 0; p < periods; p++) total += pools.lostTo(cause, p);
      if (total === 0) continue;
      for (let d = 0; d < drivers; d++) lost[row[d]!]! += total;
    }
    return cause;
  }

  return () => {
    const end = now[0]!;
    hours.fill(0);
    seen.fill(0);
    lost.fill(0);
    lastSeen.fill(-1);
    since.fill(0);
    for (let d = 0; d < drivers; d++) row[d] = states + d;
    let next = 0;
    const turns = counts[1]!;
    for (let t = 0; t < turns && turnTime[t]! <= end; t++) {
      const d = turnWhat[t]!;
      if (d >= drivers) continue;
      next = credit(next, turnTime[t]!);
      stay(d, turnTime[t]!);
      row[d] = turnSpell[t]! < 0 ? states + d : spellState[turnSpell[t]!]!;
    }
    credit(next, Infinity);
    for (let d = 0; d < drivers; d++) stay(d, end);

    for (let r = 0; r < rows; r++) {
      if (hours[r]! > 0) add(layout.stateHours + r, hours[r]!);
      if (seen[r]! > 0) add(layout.statePeriods + r, seen[r]!);
      if (lost[r] === 0) continue;
      add(layout.stateLoss + r, lost[r]!);
      add(layout.stateLossByHours + r, lost[r]!);
    }
    for (let spell = 0; spell < counts[0]!; spell++) {
      if (spellNumber[spell] === START_NUMBER || spellFrom[spell]! > end) continue;
      add(layout.stateSpells + spellState[spell]!, 1);
    }
  };
}
