/**
 * Arrivals of states by themselves, at the pace that calendar and drivers make of what is stated: as of threats, with
 * layers thinned by each arrival's own draw, further layers for a factor over 1, and clocks that run at the pace.
 */
import { unitFromWord, unitFromWords } from '../../random/draws.ts';
import { exp, log } from '../../random/elementary.ts';
import { OCCURS } from '../../kernel/ground/compiled-model.ts';
import { SimulationFault } from '../../kernel/ground/kernel.ts';
import { LAYER_INDEX, MORE_INDEX, MORE_LAYER, MOST_MORE_LAYERS, PURPOSE } from '../../kernel/ground/purposes.ts';
import type { Lines } from './lines.ts';
import type { PathOf } from './make-path.ts';
import { ARRIVAL, type Pending } from './pending.ts';

export interface Arrivals {
  /** Parameters have changed. */
  prepare(): void;
  /** A world's rates. */
  enter(): void;
  /** Whether nothing but timelines brings arrivals. */
  readonly areRare: boolean;
  /** Whether some timeline has an arrival in a trial of the block. */
  reach(local: number): boolean;
  /** Puts the arrivals of a trial to those that wait, and winds its clocks, at the pace of its start. */
  start(local: number, pace: Float64Array, world: number, trial: number): void;
  /** Whether an arrival that is due happens: its number, or -1. */
  happens(kind: number, state: number, number: number, at: number, pace: number, world: number, trial: number): number;
  /** Drivers make another pace of a state's from now on. */
  hasMoved(state: number, pace: number, at: number, world: number, trial: number, local: number): void;
}

/** A factor this little above a whole number needs no further layer: it is rounding. */
const SLACK = 1e-9;

export function makeArrivals(of: PathOf & { readonly lines: Lines; readonly pending: Pending }): Arrivals {
  const { tables, horizonHours, calendar, greatest, slots, draws, lines, pending } = of;
  const { stateOccurs, stateRateSlot, statePaceFactor, statePaceProfile, stateLayers, stateOnce, stateStream } = tables;
  const {
    paceStart,
    stateMoreStream,
    stateWeibullShape,
    stateWeibullScale,
    stateNeverChance,
    stateOnStart,
    stateOnHours,
  } = tables;
  const { word } = draws;
  const states = stateOccurs.length;
  const areRare = stateOccurs.every((occurs) => occurs === OCCURS.poisson || occurs > OCCURS.on);
  /** Lines of each state by layer, and those of its extra arrivals, made as they are needed. */
  const own: number[][] = Array.from({ length: states }, () => []);
  const more: number[][] = Array.from({ length: states }, () => []);
  /** Extra layers that the trial has asked for. */
  const open = new Int32Array(states);
  const opened: number[] = [];
  let openStates = 0;
  const used = new Uint8Array(states);
  const hasOnce = stateOnce.includes(1);
  /** Own lines one after another, with their states and layers, and states that come otherwise. */
  const flat: { readonly line: number; readonly state: number; readonly first: number }[] = [];
  const timed = Array.from({ length: states }, (_, s) => s).filter(
    (s) => stateOccurs[s] === OCCURS.within || stateOccurs[s] === OCCURS.on,
  );
  /** States whose pace others move. */
  const moved = Array.from({ length: states }, (_, s) => s).filter((s) => paceStart[s + 1]! > paceStart[s]!);
  // Clocks: hours left at pace 1, as an integral of the calendar
  const remaining = new Float64Array(states);
  const asOf = new Float64Array(states);
  const speed = new Float64Array(states);
  const ordinal = new Int32Array(states);
  const generation = new Int32Array(states);

  function prepare(): void {
    for (let s = 0; s < states; s++) {
      if (stateOccurs[s] !== OCCURS.poisson) continue;
      for (let layer = own[s]!.length; layer < stateLayers[s]!; layer++) {
        const line = lines.add(stateStream[s]!, layer * LAYER_INDEX, PURPOSE.gap);
        own[s]!.push(line);
        flat.push({ line, state: s, first: layer * LAYER_INDEX });
      }
    }
  }
  prepare();

  function spaceOf(s: number): number {
    const perTrial = slots[stateRateSlot[s]!]! * horizonHours;
    return perTrial > 0 ? 1 / perTrial : Infinity;
  }

  function add(s: number, line: number, local: number, kind: number, first: number, after: number): void {
    for (let i = 0; ; i++) {
      const part = lines.take(line, local);
      if (part < 0) return;
      const at = part * horizonHours;
      if (at >= after && at < horizonHours) pending.add(at, kind, s, first + i);
    }
  }

  function plan(s: number): void {
    generation[s]!++;
    if (!(speed[s]! > 0)) return;
    const at = calendar.hourOf(statePaceProfile[s]!, asOf[s]! + remaining[s]! / speed[s]!);
    if (at < horizonHours) pending.add(at, ARRIVAL.clock, s, generation[s]!);
  }

  function wind(s: number, pace: number, at: number, world: number, trial: number): void {
    draws.at(stateStream[s]!, world, trial, ordinal[s]!, PURPOSE.clock);
    const u = unitFromWords(word[0]!, word[1]!);
    remaining[s] = stateWeibullScale[s]! * exp(log(-log(u)) / stateWeibullShape[s]!);
    asOf[s] = calendar.integral(statePaceProfile[s]!, at);
    speed[s] = statePaceFactor[s]! * pace;
    plan(s);
  }

  function stop(s: number): void {
    generation[s]!++;
    speed[s] = 0;
    remaining[s] = Infinity;
  }

  function startClock(s: number, pace: number, world: number, trial: number): void {
    ordinal[s] = 0;
    draws.at(stateStream[s]!, world, trial, 0, PURPOSE.never);
    if (stateNeverChance[s]! > 0 && unitFromWord(word[0]!) < stateNeverChance[s]!) stop(s);
    else wind(s, pace, 0, world, trial);
  }

  function retime(s: number, pace: number, at: number): void {
    const next = statePaceFactor[s]! * pace;
    if (remaining[s] === Infinity || next === speed[s]) return;
    const here = calendar.integral(statePaceProfile[s]!, at);
    remaining[s] = Math.max(0, remaining[s]! - speed[s]! * (here - asOf[s]!));
    asOf[s] = here;
    speed[s] = next;
    plan(s);
  }

  /** Makes the extra arrivals from now on of as many layers as a pace needs. */
  function openLayers(s: number, pace: number, at: number, world: number, local: number): void {
    const needed = Math.ceil((pace - 1) * statePaceFactor[s]! * greatest(statePaceProfile[s]!) - SLACK);
    if (needed > MOST_MORE_LAYERS) {
      throw new SimulationFault(
        `world ${world}: drivers make ${tables.stateIds[s]} ${pace} times as frequent: too often`,
      );
    }
    if (open[s] === 0 && needed > 0) opened[openStates++] = s;
    for (; open[s]! < needed; open[s]!++) {
      const layer = open[s]!;
      if (more[s]![layer] === undefined) {
        more[s]![layer] = lines.add(stateMoreStream[s]!, layer * MORE_LAYER, PURPOSE.gap);
        lines.space(more[s]![layer]!, spaceOf(s));
        lines.begin(more[s]![layer]!);
      }
      add(s, more[s]![layer]!, local, ARRIVAL.more, MORE_INDEX + layer * MORE_LAYER, at);
    }
  }

  /** Whether an arrival remains of its layer at a pace. */
  function remains(stream: number, index: number, layer: number, pace: number, world: number, trial: number): boolean {
    if (pace >= layer + 1) return true;
    if (pace <= layer) return false;
    draws.at(stream, world, trial, index, PURPOSE.thin);
    return layer + unitFromWord(word[0]!) < pace;
  }

  return {
    prepare,
    areRare,
    enter: () => {
      for (let s = 0; s < states; s++) {
        if (stateOccurs[s] !== OCCURS.poisson) continue;
        // Another selection may need fewer.
        own[s]!.forEach((line, layer) => lines.space(line, layer < stateLayers[s]! ? spaceOf(s) : Infinity));
        for (const line of more[s]!) lines.space(line, spaceOf(s));
      }
    },
    reach: (local) => {
      for (let i = 0; i < flat.length; i++) if (lines.reaches(flat[i]!.line, local)) return true;
      return false;
    },
    start: (local, pace, world, trial) => {
      for (let i = 0; i < openStates; i++) open[opened[i]!] = 0;
      openStates = 0;
      if (hasOnce) used.fill(0);
      for (let i = 0; i < flat.length; i++) {
        const { line, state, first } = flat[i]!;
        if (lines.reaches(line, local)) add(state, line, local, ARRIVAL.own, first, 0);
      }
      for (let i = 0; i < moved.length; i++) {
        const s = moved[i]!;
        if (stateOccurs[s] === OCCURS.poisson && pace[s]! > 1) openLayers(s, pace[s]!, 0, world, local);
      }
      for (let i = 0; i < timed.length; i++) {
        const s = timed[i]!;
        if (stateOccurs[s] === OCCURS.within) {
          startClock(s, pace[s]!, world, trial);
          continue;
        }
        for (let o = stateOnStart[s]!; o < stateOnStart[s + 1]!; o++) {
          const at = stateOnHours[o]!;
          if (at >= 0 && at < horizonHours) pending.add(at, ARRIVAL.certain, s, o - stateOnStart[s]!);
        }
      }
    },
    happens: (kind, s, number, at, pace, world, trial) => {
      if (kind === ARRIVAL.certain) return number;
      if (kind === ARRIVAL.clock) {
        if (number !== generation[s]) return -1;
        const event = ordinal[s]!++;
        if (stateOnce[s] === 1) stop(s);
        else wind(s, pace, at, world, trial);
        return event;
      }
      const isMore = kind === ARRIVAL.more;
      const index = isMore ? number - MORE_INDEX : number;
      const layer = Math.floor(index / (isMore ? MORE_LAYER : LAYER_INDEX));
      const part = isMore ? pace - 1 : Math.min(1, pace);
      const stated = statePaceFactor[s]! * calendar.factor(statePaceProfile[s]!, at);
      const stream = isMore ? stateMoreStream[s]! : stateStream[s]!;
      if (!remains(stream, index, layer, stated * part, world, trial)) return -1;
      if (stateOnce[s] === 1 && used[s] === 1) return -1;
      used[s] = 1;
      return number;
    },
    hasMoved: (s, pace, at, world, _trial, local) => {
      if (stateOccurs[s] === OCCURS.within) retime(s, pace, at);
      else if (stateOccurs[s] === OCCURS.poisson && pace > 1) openLayers(s, pace, at, world, local);
    },
  };
}
