/** What each root event of each trial has cost, trial by trial, alongside the kernel. */
import type { Kernel } from '../kernel/ground/kernel.ts';

/** Losses of root events of consecutive trials, in compressed rows. */
export interface EventLosses {
  /** Where the events of a trial begin. Shape [trials + 1]. */
  readonly start: Int32Array;
  /** Number among the sources of loss. Shape [events]. */
  readonly source: Int32Array;
  /** Period of the horizon in which it lost so much, from 0. Shape [events]. */
  readonly period: Int32Array;
  /** Hour of the horizon at which the event first struck. Shape [events]. */
  readonly hour: Float64Array;
  /** Counted loss, net of insurance, above 0. Shape [events]. */
  readonly lost: Float64Array;
}

export interface EventLossRecorder {
  /** Adds the trial that the kernel has just simulated. */
  addTrial(kernel: Kernel): void;
  /** All trials since they were last taken. */
  take(): EventLosses;
}

/** Initial room, in events. */
const ROOM = 1024;

function longer<T extends Int32Array | Float64Array>(array: T): T {
  const Of = array.constructor as new (length: number) => T;
  const grown = new Of(2 * array.length);
  grown.set(array);
  return grown;
}

export function makeEventLossRecorder(): EventLossRecorder {
  let source = new Int32Array(ROOM);
  let period = new Int32Array(ROOM);
  let hour = new Float64Array(ROOM);
  let lost = new Float64Array(ROOM);
  let events = 0;
  const start: number[] = [0];

  function add(ofSource: number, inPeriod: number, atHour: number, loss: number): void {
    if (events === source.length) {
      [source, period] = [longer(source), longer(period)];
      [hour, lost] = [longer(hour), longer(lost)];
    }
    source[events] = ofSource;
    period[events] = inPeriod;
    hour[events] = atHour;
    lost[events++] = loss;
  }

  return {
    addTrial: (kernel) => {
      kernel.rootLosses(add);
      start.push(events);
    },
    take: () => {
      const taken = {
        start: Int32Array.from(start),
        source: source.slice(0, events),
        period: period.slice(0, events),
        hour: hour.slice(0, events),
        lost: lost.slice(0, events),
      };
      events = 0;
      start.length = 1;
      return taken;
    },
  };
}
