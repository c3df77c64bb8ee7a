/**
 * Extra arrivals of threats whose rate a factor over 1 raises: layers of a stream of their own, made in the middle of a
 * trial as far as a factor in force needs them, and thinned as they come (`Pace.happens`).
 *
 * Rare ones stand on a timeline over the address block, like the threat's own; the cost of a trial that has none is a
 * comparison. Frequent ones are made in cells of a month of the trial at hand, only in those in which a factor asks for
 * them. See `PURPOSE` for their addresses.
 *
 * @see Lewis & Shedler (1979), Simulation of nonhomogeneous Poisson processes by thinning, Naval Research Logistics 26,
 * 403-413.
 */
import type { Draws } from '../../random/draws.ts';
import { expm1, log1p } from '../../random/elementary.ts';
import { exponentialWord } from '../../random/normal.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { OCCURS } from '../ground/compiled-model.ts';
import { SimulationFault } from '../ground/kernel.ts';
import type { Part } from '../ground/part.ts';
import { MORE_INDEX, MORE_LAYER, MORE_YEAR, MOST_MORE_LAYERS, PURPOSE } from '../ground/purposes.ts';
import { EVENT, EVENT_CLASS, eventKey } from '../ground/queue.ts';
import type { Queue } from '../ground/queue.ts';
import { ADDRESS_BLOCK } from '../ground/room.ts';
import type { State } from '../ground/state.ts';
import type { Rates } from './rates.ts';
import { hourOf } from './yearly.ts';

export interface More extends Part {
  /** A trial begins. */
  start(): void;
  /** The rate factor of a threat has changed. */
  hasMoved(threat: number): void;
  /** A cell begins. */
  ring(): void;
  /** The parameters have changed. */
  forget(): void;
}

const YEAR = 8760;

/** Hours of a cell. */
const CELL = 730;

/** Position of a layer's timeline over a block. */
interface Line {
  world: number;
  block: number;
  /** In trials, or for a yearly chance in years. */
  x: number;
  /** Gaps drawn. */
  drawn: number;
  /** The last trial of the block whose arrivals were taken. */
  passed: number;
}

/** Dependencies of the factory. */
interface MoreOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly slots: Float64Array;
  readonly draws: Draws;
  readonly queue: Queue;
  readonly rates: Rates;
}

export function makeMore({ model, state, slots, draws, queue, rates }: MoreOf): More {
  const { occurs, rateSlot, frequent, threatIds, horizonHours } = model;
  const { now, id } = state;
  const words = draws.word;
  const threats = occurs.length;
  const arrivalKey = eventKey(EVENT_CLASS.arrival, 0);
  const cellKey = eventKey(EVENT_CLASS.last, 0);
  const years = Math.ceil(horizonHours / YEAR - 1e-9);
  const span = spanOf(Math.ceil(horizonHours / CELL));
  /** Layers made in the trial, of a frequent threat in the cell `cellOf`. */
  const open = new Int32Array(threats);
  const cellOf = new Int32Array(threats).fill(-1);
  /** Threats of which some are made in the trial, and whether the next cell is planned. */
  const opened = new Int32Array(threats);
  const counts = new Int32Array(2);
  const lines: Line[][] = Array.from({ length: threats }, () => []);

  function put(threat: number, hour: number, index: number): void {
    if (hour < now[0]! || hour >= horizonHours) return;
    queue.push(hour, arrivalKey + threat, EVENT.more, threat, index);
  }

  function lineOf(threat: number, layer: number, local: number): Line {
    const world = id[0]!;
    const block = Math.floor(id[1]! / ADDRESS_BLOCK);
    const line = (lines[threat]![layer] ??= { world: -1, block: -1, x: 0, drawn: 0, passed: -1 });
    if (line.world !== world || line.block !== block || local <= line.passed) {
      Object.assign(line, { world, block, x: 0, drawn: 0 });
    }
    line.passed = local;
    return line;
  }

  function advance(line: Line, threat: number, layer: number, scale: number): void {
    const k = line.drawn++;
    draws.at(rates.moreStream(threat), line.world, line.block, layer * MORE_LAYER + (k >> 2), PURPOSE.gap);
    line.x += exponentialWord(words[k & 3]!) * scale;
  }

  /** Calls `take` with the positions of a layer's arrivals from one to before another. */
  function walk(
    threat: number,
    layer: number,
    scale: number,
    from: number,
    to: number,
    local: number,
    take: (x: number) => void,
  ): void {
    const line = lineOf(threat, layer, local);
    if (line.drawn === 0) advance(line, threat, layer, scale);
    for (; line.x < to; advance(line, threat, layer, scale)) if (line.x >= from) take(line.x);
  }

  function rare(threat: number, layer: number, local: number): void {
    const perTrial = slots[rateSlot[threat]!]! * horizonHours;
    if (!(perTrial > 0)) return;
    const scale = 1 / perTrial;
    const line = lineOf(threat, layer, local);
    if (line.drawn === 0) advance(line, threat, layer, scale);
    let index = MORE_INDEX + layer * MORE_LAYER;
    for (; line.x < local + 1; advance(line, threat, layer, scale)) {
      if (line.x >= local) put(threat, (line.x - local) * horizonHours, index++);
    }
  }

  function yearly(threat: number, layer: number, local: number): void {
    const p = slots[rateSlot[threat]!]!;
    if (!(p > 0)) return;
    if (p >= 1) {
      for (let year = 0; year < years; year++) certain(threat, layer, year);
      return;
    }
    const perYear = log1p(-p);
    const first = local * years;
    let here = -1;
    let ordinal = 0;
    walk(threat, layer, -1 / perYear, first, first + years, local, (x) => {
      const ofBlock = Math.floor(x);
      if (ofBlock !== here) ordinal = 0;
      here = ofBlock;
      const year = ofBlock - first;
      const hour = hourOf(year, -expm1((x - ofBlock) * perYear) / p);
      put(threat, hour, MORE_INDEX + layer * MORE_LAYER + year * MORE_YEAR + ordinal++);
    });
  }

  /** Candidates of a year of a certain event, up to its last moment. */
  function certain(threat: number, layer: number, year: number): void {
    const first = layer * MORE_LAYER + year * MORE_YEAR;
    const end = hourOf(year, 1);
    let s = 0;
    for (let k = 0; ; k++) {
      draws.at(rates.moreStream(threat), id[0]!, id[1]!, first + (k >> 2), PURPOSE.yearly);
      s += exponentialWord(words[k & 3]!);
      const hour = hourOf(year, -expm1(-s));
      put(threat, hour, MORE_INDEX + first + k);
      if (hour >= end) return;
    }
  }

  /** Arrivals of a cell of a frequent threat. */
  function frequently(threat: number, layer: number, cell: number): void {
    const perHour = slots[rateSlot[threat]!]!;
    if (!(perHour > 0)) return;
    const scale = 1 / perHour;
    const stream = rates.moreStream(threat);
    const first = layer * MORE_LAYER;
    const end = Math.min((cell + 1) * CELL, horizonHours);
    draws.at(stream, id[0]!, id[1]!, first + (cell >> 2), PURPOSE.cell);
    let at = cell * CELL + exponentialWord(words[cell & 3]!) * scale;
    for (let j = 0; at < end; j++) {
      if (j === span) throw tooOften(threat);
      put(threat, at, MORE_INDEX + first + cell * span + j);
      draws.at(stream, id[0]!, id[1]!, first + cell * span + (j >> 2), PURPOSE.gap);
      at += exponentialWord(words[j & 3]!) * scale;
    }
  }

  function tooOften(threat: number): SimulationFault {
    return new SimulationFault(
      `hour ${now[0]} of world ${id[0]}, trial ${id[1]}: a factor of ${rates.factor![threat]} makes ${threatIds[threat]} come too often; state a lower frequency, or lower factors`,
    );
  }

  /** Makes the layers that the factor in force needs beyond those made. */
  function extend(threat: number): void {
    const needed = rates.moreLayers(threat);
    if (needed === 0 && cellOf[threat]! < 0) return;
    const isFrequent = frequent[threat] === 1;
    const cell = isFrequent ? Math.floor(now[0]! / CELL) : 0;
    if (cellOf[threat] !== cell) {
      if (needed === 0) return;
      if (cellOf[threat]! < 0) opened[counts[0]!++] = threat;
      cellOf[threat] = cell;
      open[threat] = 0;
    }
    if (needed > MOST_MORE_LAYERS) throw tooOften(threat);
    const local = id[1]! % ADDRESS_BLOCK;
    for (; open[threat]! < needed; open[threat]!++) {
      if (occurs[threat] === OCCURS.yearly) yearly(threat, open[threat]!, local);
      else if (isFrequent) frequently(threat, open[threat]!, cell);
      else rare(threat, open[threat]!, local);
    }
    const next = (cell + 1) * CELL;
    if (!isFrequent || counts[1] === 1 || needed === 0 || next >= horizonHours) return;
    counts[1] = 1;
    queue.push(next, cellKey, EVENT.cell, 0, 0);
  }

  return {
    start: () => {
      for (let i = 0; i < counts[0]!; i++) cellOf[opened[i]!] = -1;
      counts.fill(0);
    },
    hasMoved: (threat) => {
      if (occurs[threat] === OCCURS.poisson || occurs[threat] === OCCURS.yearly) extend(threat);
    },
    ring: () => {
      counts[1] = 0;
      for (let i = 0; i < counts[0]!; i++) if (frequent[opened[i]!] === 1) extend(opened[i]!);
    },
    forget: () => {
      for (const ofThreat of lines) ofThreat.length = 0;
    },
    save: () => [open, cellOf, opened, counts].map((array) => array.slice()),
    restore: (saved) => [open, cellOf, opened, counts].forEach((array, i) => array.set((saved as Int32Array[])[i]!)),
  };
}

/** Numbers of the arrivals of a cell, of so many cells. */
function spanOf(cells: number): number {
  let span = MORE_LAYER;
  for (let room = 1; room < cells; room *= 2) span /= 2;
  return span;
}
