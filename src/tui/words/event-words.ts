/** What happens in a future, in a few words each. */
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import type { TrialEvent } from '../../results/trial-document.ts';

const CLOCKS = {
  switchover: ['switching over', 'has taken over'],
  restart: ['restarting', 'has started again'],
  buffer: ['lives on its stock', 'stock empty'],
  fallback: ['prepares its fallback', 'fallback at work'],
  blackStart: ['black start', 'black start done'],
} as const;

/** `MTPD`, `RTO`, `limit closure`. */
export function toleranceName(tolerance: string): string {
  const limit = /^limits\.(.*)$/.exec(tolerance)?.[1];
  return limit === undefined ? tolerance.toUpperCase() : `limit ${limit}`;
}

/** One event; null for what is a part of another one: the end of a restart that brings a node back, a loss. */
function eventWords(event: TrialEvent): string | null {
  switch (event.what) {
    case 'event':
      return `${event.threat} happens`;
    case 'stopped':
      return event.node === null
        ? `${event.control} stops ${event.threat}`
        : `${event.control} stops ${event.threat} at ${event.node}`;
    case 'effect': {
      if (event.hours === 0) return `${event.node} struck, not out`;
      const length = event.hours === null ? 'for ever' : `for ${duration(event.hours)}`;
      return `${event.node} ${event.leaves === 0 ? 'out' : `left at ${percent(event.leaves)}`} ${length}`;
    }
    case 'capacity':
      if (event.to >= 1) return `${event.node} up again`;
      if (event.to === 0) return `${event.node} down`;
      return `${event.node} ${event.to > event.from ? 'rises' : 'falls'} to ${percent(event.to)}`;
    case 'begins': {
      const called = event.clock !== 'buffer' && !event.completes ? ', called off' : '';
      return `${event.node}: ${CLOCKS[event.clock][0]}, ${duration(event.hours)}${called}`;
    }
    case 'ends':
      return event.clock === 'restart' ? null : `${event.node}: ${CLOCKS[event.clock][1]}`;
    case 'breach':
      return `${event.node}: ${toleranceName(event.tolerance)} broken`;
    case 'loss':
      return null;
  }
}

/** An event in a list. */
export interface ToldEvent {
  readonly hour: number;
  readonly words: string;
  readonly tone: 'bad' | 'good' | 'plain';
}

function toneOf(event: TrialEvent): ToldEvent['tone'] {
  if (event.what === 'breach' || (event.what === 'capacity' && event.to < event.from)) return 'bad';
  return event.what === 'stopped' || (event.what === 'capacity' && event.to >= 1) ? 'good' : 'plain';
}

/** What is told of a future, by hour: an effect that takes a node down is not told again as its fall. */
export function toldEvents(events: readonly TrialEvent[]): readonly ToldEvent[] {
  const struck = new Set(
    events.flatMap((event) => (event.what === 'effect' && event.leaves === 0 ? [`${event.hour} ${event.node}`] : [])),
  );
  return events.flatMap((event): ToldEvent[] => {
    if (event.what === 'capacity' && event.to === 0 && struck.has(`${event.hour} ${event.node}`)) return [];
    const words = eventWords(event);
    return words === null ? [] : [{ hour: event.hour, words, tone: toneOf(event) }];
  });
}
