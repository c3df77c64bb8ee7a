/**
 * The pace of threats: how much of the base rate is in force, and clocks of `within` that run at it.
 */
import type { Calendar } from '../ground/calendar.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { OCCURS } from '../ground/compiled-model.ts';
import type { Controls } from './controls.ts';
import type { Draws } from '../../random/draws.ts';
import { unitFromWord, unitFromWords } from '../../random/draws.ts';
import { exp, log } from '../../random/elementary.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Leeway } from './leeway.ts';
import type { Part } from '../ground/part.ts';
import { LAYER_INDEX, MORE_INDEX, MORE_LAYER, MORE_YEAR, PURPOSE, YEAR_INDEX } from '../ground/purposes.ts';
import { EVENT, EVENT_CLASS, eventKey } from '../ground/queue.ts';
import type { Queue } from '../ground/queue.ts';
import type { Rates } from './rates.ts';
import type { State } from '../ground/state.ts';
import { hourOf } from './yearly.ts';

export interface Pace extends Part {
  /**
   * Whether an arrival of the timeline happens: the last layer of a rate is thinned by the arrival's own draw, and so
   * is what is deterred; the event of a year counts once. Returns the address index of the event, -1 for none.
   */
  happens(threat: number, index: number): number;
  /** 1 for threats whose every arrival happens, at its own index. */
  readonly always: Uint8Array;
  /** Starts the clocks of a trial: `within`, `on`, given. */
  start(): void;
  /** A clock of `within` comes due; true when the event happens. */
  ring(threat: number, generation: number): boolean;
  /** Index of a clock's event. */
  clockIndex(threat: number): number;
  /** Plans a clock's next event after one has happened. */
  renew(threat: number): void;
  /** Uses up a `once`; false when it was already used. */
  use(threat: number): boolean;
  /** Whether a control can slow a clock. */
  readonly canSlow: boolean;
  /** Deterring controls may have changed (`levels`: their levels have): the clocks they slow are set again. */
  look(levels: boolean): void;
  /** The rate factor of a threat has changed. */
  hasMoved(threat: number): void;
  /** Called after the parameters change. */
  prepare(): void;
}

/** Dependencies of the factory. */
interface PaceOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly calendar: Calendar;
  readonly controls: Controls;
  readonly draws: Draws;
  readonly queue: Queue;
  readonly rates: Rates;
}

export function makePace({ model, state, calendar, controls, draws, queue, rates }: PaceOf): Pace {
  const { occurs, once, paceFactor, paceProfile, threatStream, weibullShape, weibullScale, neverChance } = model;
  const { deterStart, deterControl, controlNode, onStart, onHours, horizonHours } = model;
  const { now, id } = state;
  const words = draws.word;
  const purposes = PURPOSE;
  const kinds = EVENT;
  const layerIndex = LAYER_INDEX;
  const { poisson } = OCCURS;
  const { factor: rateFactor } = rates;
  const { leeway } = controls;
  const arrivalKey = eventKey(EVENT_CLASS.arrival, 0);
  const threats = occurs.length;
  const used = fixedBytes(threats);
  /** Threats that were used, or whose year's event came, and their number. */
  const usedList = fixedInts(threats);
  const uses = fixedInts(1);
  const takenYear = fixedInts(threats).fill(-1);
  const within: number[] = [];
  const dated: number[] = [];
  const slowed: number[] = [];
  for (let t = 0; t < threats; t++) {
    if (occurs[t] === OCCURS.within) {
      within.push(t);
      if (deterStart[t + 1]! > deterStart[t]!) slowed.push(t);
    }
    if (occurs[t] === OCCURS.on) dated.push(t);
  }
  const slowedNode = fixedBytes(model.nodeIds.length);
  for (const t of slowed) {
    for (let d = deterStart[t]!; d < deterStart[t + 1]!; d++) slowedNode[controlNode[deterControl[d]!]!] = 1;
  }
  // Clocks: hours left at pace 1, as an integral of the calendar
  const remaining = fixedDoubles(threats);
  const asOf = fixedDoubles(threats);
  const speed = fixedDoubles(threats);
  const generation = fixedInts(threats);
  const ordinal = fixedInts(threats);
  /** Plain: neither factor, calendar nor deterrence. */
  const plain = fixedBytes(threats);
  const always = fixedBytes(threats);
  /** 1 for threats whose rate an extension moves, and for those of them whose rate nothing else moves. */
  const moved = fixedBytes(threats);
  const uniform = fixedBytes(threats);

  function prepare(): void {
    for (let t = 0; t < threats; t++) {
      moved[t] = rates.moves(t) ? 1 : 0;
      const even = paceProfile[t]! < 0 && paceFactor[t] === 1 && deterStart[t + 1] === deterStart[t];
      const free = even && moved[t] === 0;
      uniform[t] = even && occurs[t] === poisson ? 1 : 0;
      plain[t] = free ? 1 : 0;
      always[t] = free && occurs[t] === poisson && once[t] === 0 ? 1 : 0;
    }
  }
  prepare();

  /** Call before the threat is used or takes a year. */
  function note(threat: number): void {
    if (used[threat] === 1 || takenYear[threat]! >= 0) return;
    usedList[uses[0]!++] = threat;
  }

  function plan(threat: number): void {
    const g = ++generation[threat]!;
    const rate = speed[threat]!;
    if (!(rate > 0)) return;
    const at = calendar.hourOf(paceProfile[threat]!, asOf[threat]! + remaining[threat]! / rate);
    if (at >= horizonHours) return;
    queue.push(Math.max(at, now[0]!), arrivalKey + threat, kinds.arrival, threat, g);
  }

  function speedOf(threat: number): number {
    const speed = paceFactor[threat]! * controls.deterPart(threat);
    return rateFactor === undefined ? speed : speed * rateFactor[threat]!;
  }

  function wind(threat: number): void {
    draws.at(threatStream[threat]!, id[0]!, id[1]!, ordinal[threat]!, purposes.clock);
    const u = unitFromWords(words[0]!, words[1]!);
    // Weibull by inversion: scale (-ln u)^(1 / shape).
    remaining[threat] = weibullScale[threat]! * exp(log(-log(u)) / weibullShape[threat]!);
    asOf[threat] = calendar.integral(paceProfile[threat]!, now[0]!);
    speed[threat] = speedOf(threat);
    plan(threat);
    if (leeway !== undefined && isWithinReach(threat)) leeway.detersAsMuch(threat);
  }

  /** Whether a clock that nothing deters would come due, or comes nearly so late that this is not sure. */
  function isWithinReach(threat: number): boolean {
    if (moved[threat] === 1) return true;
    const at = calendar.hourOf(paceProfile[threat]!, asOf[threat]! + remaining[threat]! / paceFactor[threat]!);
    return !(at > horizonHours * (1 + 1e-9));
  }

  /** Sets a clock again when its speed has changed. */
  function retime(threat: number): void {
    if (remaining[threat] === Infinity) return;
    const next = speedOf(threat);
    if (next === speed[threat]) return;
    const here = calendar.integral(paceProfile[threat]!, now[0]!);
    remaining[threat] = Math.max(0, remaining[threat]! - speed[threat]! * (here - asOf[threat]!));
    asOf[threat] = here;
    speed[threat] = next;
    plan(threat);
  }

  /** Whether the current arrival remains, which a rate factor has thinned or added; see `PURPOSE`. */
  function remains(threat: number, index: number, deterPart: number, isLast: boolean): boolean {
    const isMore = index >= MORE_INDEX;
    const ofStream = isMore ? index - MORE_INDEX : index;
    const layer = Math.floor(ofStream / (isMore ? MORE_LAYER : layerIndex));
    const factor = rateFactor![threat]!;
    const part = isMore ? factor - 1 : factor < 1 ? factor : 1;
    const pace = paceFactor[threat]! * calendar.factor(paceProfile[threat]!, now[0]!) * deterPart * part;
    if (pace >= layer + 1) return true;
    if (pace <= layer) return false;
    if (isLast) return true;
    const stream = isMore ? rates.moreStream(threat) : threatStream[threat]!;
    draws.at(stream, id[0]!, id[1]!, ofStream, purposes.thin);
    return layer + unitFromWord(words[0]!) < pace;
  }

  /** As `happens`, where an extension moves the rate. */
  function happensMoved(threat: number, index: number): number {
    // Where nothing else slows the rate, all its own arrivals remain.
    if (uniform[threat] === 1 && index < MORE_INDEX && rateFactor![threat]! >= 1) return index;
    if (occurs[threat] === poisson) {
      const test = (part: number): boolean => remains(threat, index, part, false);
      const isKept = leeway === undefined ? test(controls.deterPart(threat)) : leeway.deters(threat, test);
      return isKept ? index : -1;
    }
    const year =
      index >= MORE_INDEX
        ? Math.floor(((index - MORE_INDEX) % MORE_LAYER) / MORE_YEAR)
        : Math.floor((index % layerIndex) / YEAR_INDEX);
    // A certain event comes at the last moment if it has not come before.
    const isLast = rates.isCertain(threat) && now[0] === hourOf(year, 1);
    if (takenYear[threat] === year || !remains(threat, index, 1, isLast)) return -1;
    return takeYear(threat, year);
  }

  /** The event of a year has come, unless it is deterred. */
  function takeYear(threat: number, year: number): number {
    note(threat);
    takenYear[threat] = year;
    if (deterStart[threat + 1] === deterStart[threat]) return year;
    draws.at(threatStream[threat]!, id[0]!, id[1]!, year, purposes.thin);
    const unit = unitFromWord(words[1]!);
    if (leeway === undefined) return unit < controls.deterPart(threat) ? year : -1;
    return leeway.deters(threat, (part) => unit < part) ? year : -1;
  }

  /** As the first lines of `happens`, and narrows the leeway. */
  function happensWithin(within: Leeway, threat: number, index: number): number {
    const layer = Math.floor(index / layerIndex);
    const pace = paceFactor[threat]! * calendar.factor(paceProfile[threat]!, now[0]!);
    draws.at(threatStream[threat]!, id[0]!, id[1]!, index, purposes.thin);
    const at = layer + unitFromWord(words[0]!);
    const test = (part: number): boolean => pace * part >= layer + 1 || (pace * part > layer && at < pace * part);
    return within.deters(threat, test) ? index : -1;
  }

  function happens(threat: number, index: number): number {
    if (occurs[threat] === poisson) {
      if (plain[threat] === 1) return index;
      if (leeway !== undefined) return happensWithin(leeway, threat, index);
      const layer = Math.floor(index / layerIndex);
      const factor = paceFactor[threat]! * calendar.factor(paceProfile[threat]!, now[0]!) * controls.deterPart(threat);
      if (factor >= layer + 1) return index;
      if (factor <= layer) return -1;
      draws.at(threatStream[threat]!, id[0]!, id[1]!, index, purposes.thin);
      return layer + unitFromWord(words[0]!) < factor ? index : -1;
    }
    // The event of a year of a yearly chance: the pace has already thinned it, except for deterrence.
    return takenYear[threat] === index ? -1 : takeYear(threat, index);
  }

  return {
    always,
    happens:
      rateFactor === undefined
        ? happens
        : (threat, index) => (moved[threat] === 1 ? happensMoved(threat, index) : happens(threat, index)),
    start: () => {
      for (let i = 0; i < uses[0]!; i++) {
        used[usedList[i]!] = 0;
        takenYear[usedList[i]!] = -1;
      }
      uses[0] = 0;
      for (let i = 0; i < within.length; i++) {
        const t = within[i]!;
        ordinal[t] = 0;
        generation[t]!++;
        if (neverChance[t]! > 0) {
          draws.at(threatStream[t]!, id[0]!, id[1]!, 0, purposes.never);
          if (unitFromWord(words[0]!) < neverChance[t]!) {
            speed[t] = 0;
            remaining[t] = Infinity;
            continue;
          }
        }
        wind(t);
      }
      for (let i = 0; i < dated.length; i++) {
        const t = dated[i]!;
        for (let o = onStart[t]!; o < onStart[t + 1]!; o++) {
          const at = onHours[o]!;
          if (at < 0 || at >= horizonHours) continue;
          queue.push(at, arrivalKey + t, kinds.dated, t, o - onStart[t]!);
        }
      }
    },
    ring: (threat, g) => g === generation[threat],
    clockIndex: (threat) => ordinal[threat]!,
    renew: (threat) => {
      ordinal[threat]!++;
      if (once[threat] === 1) {
        generation[threat]!++;
        speed[threat] = 0;
        remaining[threat] = Infinity;
        return;
      }
      wind(threat);
    },
    use: (threat) => {
      if (once[threat] === 0) return true;
      if (used[threat] === 1) return false;
      note(threat);
      used[threat] = 1;
      return true;
    },
    canSlow: slowed.length > 0,
    look: (levels) => {
      let met = levels;
      for (let i = 0; i < state.changes[0]!; i++) if (slowedNode[state.changedNode[i]!] === 1) met = true;
      if (!met) return;
      for (let i = 0; i < slowed.length; i++) retime(slowed[i]!);
    },
    hasMoved: (threat) => {
      if (occurs[threat] === OCCURS.within) retime(threat);
    },
    prepare,
    save: () => ({
      arrays: [used, takenYear, remaining, asOf, speed, generation, ordinal].map((array) => array.slice()),
      usedList: usedList.slice(0, uses[0]),
    }),
    restore: (saved) => {
      const from = saved as { arrays: (Uint8Array | Int32Array | Float64Array)[]; usedList: Int32Array };
      [used, takenYear, remaining, asOf, speed, generation, ordinal].forEach((array, i) => array.set(from.arrays[i]!));
      usedList.set(from.usedList);
      uses[0] = from.usedList.length;
    },
  };
}
