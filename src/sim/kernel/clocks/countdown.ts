/** Countdown clocks: each is set for a drawn time, cancelled or set again, and rings when it runs out. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Durations } from '../ground/durations.ts';
import { fixedBytes, fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import { EVENT_CLASS, eventKey, type Queue } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { ClockKind, Tell } from '../ground/tell.ts';

export interface Countdown extends Part {
  /** 1 while the clock of a node or group runs. */
  readonly running: Uint8Array;
  /** Restarts the clock for a time drawn from a law; `stream` and a counter per clock address the draw. */
  set(of: number, row: number, stream: number): void;
  /** Restarts it to ring at this hour. */
  setAtOnce(of: number): void;
  /** Cancels it. */
  stop(of: number): void;
  /** Whether an event belongs to the latest setting of the clock: then it has run out. */
  isDue(of: number, generation: number): boolean;
  reset(of: number): void;
}

/** What a clock belongs to, and what it is for. */
export interface ClockOf {
  readonly clock: ClockKind;
  readonly event: number;
  readonly purpose: number;
  /** Node of each clock; orders clocks of one instant. */
  readonly nodes: Int32Array;
  /** Whether the clocks belong to groups. */
  readonly ofGroups: boolean;
  /** Scales the draws; by node or group, undefined for 1. */
  readonly factor: Float64Array | undefined;
}

/** Dependencies of the factory. */
interface CountdownOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly tell: Tell | undefined;
  readonly clockOf: ClockOf;
}

export function makeCountdown({
  model: { horizonHours },
  state: { now },
  queue,
  durations,
  tell,
  clockOf: { clock, event, purpose, nodes, ofGroups, factor },
}: CountdownOf): Countdown {
  const firstKey = eventKey(EVENT_CLASS.supplyClock, 0);
  const draw = durations.scaled(factor);
  const running = fixedBytes(nodes.length);
  const generation = fixedInts(nodes.length);
  const draws = fixedInts(nodes.length);
  return {
    running,
    set: (of, row, stream) => {
      running[of] = 1;
      const g = ++generation[of]!;
      const hours = draw(row, stream, draws[of]!++, purpose, of);
      tell?.clockBegins(now[0]!, clock, nodes[of]!, ofGroups ? of : -1, hours);
      const at = now[0]! + hours;
      if (at < horizonHours) queue.push(at, firstKey + nodes[of]!, event, of, g);
    },
    setAtOnce: (of) => {
      running[of] = 1;
      queue.push(now[0]!, firstKey + nodes[of]!, event, of, ++generation[of]!);
    },
    stop: (of) => {
      running[of] = 0;
      generation[of]!++;
    },
    isDue: (of, g) => {
      if (g !== generation[of]) return false;
      running[of] = 0;
      return true;
    },
    reset: (of) => {
      running[of] = 0;
      generation[of]!++;
      draws[of] = 0;
    },
    save: () => [running.slice(), generation.slice(), draws.slice()],
    restore: (saved) => {
      const [r, g, d] = saved as [Uint8Array, Int32Array, Int32Array];
      running.set(r);
      generation.set(g);
      draws.set(d);
    },
  };
}
