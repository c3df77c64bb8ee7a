/**
 * Watching one trial: what happens is told as it happens. A kernel without a watcher is built of the bare parts, so that
 * nothing costs time when nobody looks.
 */
import type { BlackStart } from './black-start.ts';
import type { Causes } from './causes.ts';
import type { Columns } from './columns.ts';
import type { CompiledModel } from './compiled-model.ts';
import type { Controls } from './controls.ts';
import type { Durations } from './durations.ts';
import type { Effects } from './effects.ts';
import type { Ledger } from './ledger.ts';
import type { Losses } from './losses.ts';
import type { Outages } from './outages.ts';
import type { Pools } from './pools.ts';
import { PURPOSE } from './purposes.ts';
import type { Restart } from './restart.ts';
import type { State } from './state.ts';
import type { GroupClock } from './stock.ts';
import type { Strikes } from './strikes.ts';
import type { Supply } from './supply.ts';

export type ClockKind = 'switchover' | 'restart' | 'buffer' | 'fallback' | 'blackStart';

/** What is told, at hours of the horizon; nodes, threats, controls, groups, watches and kinds of loss by number. */
export interface Watcher {
  event(hour: number, threat: number, given: boolean): void;
  /** `node` -1: the whole event was stopped. */
  stopped(hour: number, control: number, threat: number, node: number): void;
  effect(hour: number, node: number, leaves: number, hours: number, cause: Root): void;
  /** A clock begins to run for a stretch; `group` -1 for a restart and a black start, which are the node's. */
  clockBegins(hour: number, clock: ClockKind, node: number, group: number, hours: number): void;
  clockEnds(hour: number, clock: ClockKind, node: number, group: number): void;
  capacity(hour: number, node: number, from: number, to: number, cause: Root | null): void;
  /** A watch found a stretch too long; told when the stretch ends. */
  breach(hour: number, watch: number): void;
  /** Booked at `hour`, before insurance; `node` -1 for none. */
  loss(hour: number, kind: number, node: number, amount: number, cause: Root): void;
  /** Hours, ascending, at which losses that accrue are told in pieces; absent: when the stretch that they stand for ends. */
  readonly cuts?: Float64Array | undefined;
}

/** A root cause: number among the sources of loss (`Columns`), and the node struck, -1 for none. */
export interface Root {
  readonly source: number;
  readonly node: number;
  /** The root event was given. */
  readonly given: boolean;
}

/** What is told while a step is taken, to be passed on when it is done: it may have to be taken again. */
export function heldBack(watcher: Watcher): { readonly watcher: Watcher; pass(): void; forget(): void } {
  const told: (() => void)[] = [];
  const hold = <K extends Exclude<keyof Watcher, 'cuts'>>(what: K): Watcher[K] => {
    const tell = watcher[what] as (...args: unknown[]) => void;
    return ((...args: unknown[]) => {
      told.push(() => tell.apply(watcher, args));
    }) as Watcher[K];
  };
  return {
    watcher: {
      event: hold('event'),
      stopped: hold('stopped'),
      effect: hold('effect'),
      clockBegins: hold('clockBegins'),
      clockEnds: hold('clockEnds'),
      capacity: hold('capacity'),
      breach: hold('breach'),
      loss: hold('loss'),
      cuts: watcher.cuts,
    },
    pass: () => {
      for (const tell of told.splice(0)) tell();
    },
    forget: () => {
      told.length = 0;
    },
  };
}

/** Puts a watcher into the parts of a kernel as they are made. */
export interface Watched {
  ledger(part: Ledger): Ledger;
  losses(part: Losses): Losses;
  durations(part: Durations): Durations;
  effects(part: Effects): Effects;
  clock(kind: ClockKind, part: GroupClock, supply: Supply): GroupClock;
  restart(part: Restart): Restart;
  blackStart(part: BlackStart): BlackStart;
  outages(part: Outages, causes: Causes): Outages;
  controls(part: Controls, ledger: Ledger): Controls;
  strikes(part: Strikes): Strikes;
}

const BARE: Watched = {
  ledger: (part) => part,
  losses: (part) => part,
  durations: (part) => part,
  effects: (part) => part,
  clock: (_, part) => part,
  restart: (part) => part,
  blackStart: (part) => part,
  outages: (part) => part,
  controls: (part) => part,
  strikes: (part) => part,
};

/** The parts with the watcher in them, or bare where there is none. */
export function watchedBy(
  watcher: Watcher | undefined,
  model: CompiledModel,
  layout: Columns,
  state: State,
  pools: Pools,
): Watched {
  if (watcher === undefined) return BARE;
  const { now } = state;
  /** End of the piece of a stretch that is being booked; NaN outside of such. */
  let pieceEnd = NaN;
  const root = (cause: number): Root => ({
    source: pools.sourceOf(cause),
    node: pools.nodeOf(cause),
    given: pools.isOfGiven(cause),
  });

  /** The clock that a purpose of a draw belongs to. */
  const clockOf = new Map<number, ClockKind>([
    [PURPOSE.switchover, 'switchover'],
    [PURPOSE.restart, 'restart'],
    [PURPOSE.buffer, 'buffer'],
    [PURPOSE.fallback, 'fallback'],
    [PURPOSE.blackStart, 'blackStart'],
  ]);

  /** What a group shows of a clock: it changes when the clock rings, and not when a clock called off does. */
  const faceOf = (kind: ClockKind, group: number, supply: Supply): string => {
    if (kind === 'fallback') return String(state.fallbackOn[group]);
    if (kind === 'buffer') return String(state.bridging[group]);
    return supply.inUse.subarray(model.edgeStart[group], model.edgeStart[group + 1]).join(' ');
  };

  /** What counts of the needs of a node. */
  const countedAt = (node: number): string => {
    const { groupStart } = model;
    const ofGroups = state.counted.filter((_, i) => (i & ((1 << state.groupBits) - 1)) === 0);
    return ofGroups.slice(groupStart[node], groupStart[node + 1]).join(' ');
  };

  return {
    ledger: (part) => ({
      ...part,
      add: (column, amount) => {
        part.add(column, amount);
        const watch = column - layout.watch;
        if (watch >= 0 && watch < model.watchHours.length) watcher.breach(now[0]!, watch);
      },
      book: (kind, node, cause, amount, hour) => {
        part.book(kind, node, cause, amount, hour);
        if (amount === 0) return;
        watcher.loss(Number.isNaN(pieceEnd) ? now[0]! : pieceEnd, kind, node, amount, root(cause));
      },
    }),
    losses: (part) => {
      const { cuts } = watcher;
      if (cuts === undefined) return part;
      return {
        ...part,
        stretch: (node, capacity, cause, from, to, outageStart) => {
          let start = from;
          for (const cut of [...cuts.filter((hour) => hour > from && hour < to), to]) {
            pieceEnd = cut;
            part.stretch(node, capacity, cause, start, cut, outageStart);
            start = cut;
          }
          pieceEnd = NaN;
        },
      };
    },
    durations: (part) => ({
      ...part,
      draw: (row, stream, index, purpose) => {
        const hours = part.draw(row, stream, index, purpose);
        const clock = clockOf.get(purpose);
        if (clock === 'blackStart' || clock === 'restart') {
          watcher.clockBegins(now[0]!, clock, model.nodeStream.indexOf(stream), -1, hours);
        } else if (clock !== undefined) {
          const group = model.groupStream.indexOf(stream);
          watcher.clockBegins(now[0]!, clock, model.groupNode[group]!, group, hours);
        }
        return hours;
      },
    }),
    effects: (part) => ({
      ...part,
      begin: (node, leaves, hours, cause) => {
        watcher.effect(now[0]!, node, leaves, hours, root(cause));
        part.begin(node, leaves, hours, cause);
      },
    }),
    clock: (kind, part, supply) => ({
      ...part,
      ring: (group, generation) => {
        const before = faceOf(kind, group, supply);
        part.ring(group, generation);
        if (faceOf(kind, group, supply) === before) return;
        watcher.clockEnds(now[0]!, kind, model.groupNode[group]!, group);
      },
    }),
    restart: (part) => ({
      ...part,
      ring: (node, generation) => {
        const before = countedAt(node);
        part.ring(node, generation);
        if (countedAt(node) !== before) watcher.clockEnds(now[0]!, 'restart', node, -1);
      },
    }),
    blackStart: (part) => ({
      ...part,
      ring: (node, generation) => {
        const before = state.boosted[node];
        part.ring(node, generation);
        if (state.boosted[node] !== before) watcher.clockEnds(now[0]!, 'blackStart', node, -1);
      },
    }),
    outages: (part, causes) => {
      const told = new Float64Array(model.nodeIds.length).fill(1);
      return {
        ...part,
        record: (node) => {
          part.record(node);
          const from = told[node]!;
          const to = state.cap[node << state.nodeBits]!;
          if (from === to) return;
          told[node] = to;
          const cause = causes.cause[node]!;
          watcher.capacity(now[0]!, node, from, to, cause < 0 ? null : root(cause));
        },
        resetNode: (node, place) => {
          part.resetNode(node, place);
          told[node] = 1;
        },
        restore: (saved) => {
          part.restore(saved);
          told.forEach((_, node) => {
            told[node] = state.cap[node << state.nodeBits]!;
          });
        },
      };
    },
    controls: (part, ledger) => ({
      ...part,
      stop: (control, stream, from, to, index) => {
        const count = (at: number): number => ledger.columns[layout.stopped + control[at]!]!;
        const before = Array.from({ length: to - from }, (_, i) => count(from + i));
        const stopped = part.stop(control, stream, from, to, index);
        const isEvent = control === model.eventControl;
        const starts = isEvent ? model.eventControlStart : model.effectControlStart;
        const whose = starts.findIndex((start, i) => start === from && starts[i + 1] === to && to > from);
        const threat = isEvent ? whose : model.effectThreat[whose]!;
        before.forEach((was, i) => {
          if (count(from + i) > was) {
            watcher.stopped(now[0]!, control[from + i]!, threat, isEvent ? -1 : model.effectNode[whose]!);
          }
        });
        return stopped;
      },
    }),
    strikes: (part) => ({
      ...part,
      event: (threat, index, given) => {
        watcher.event(now[0]!, threat, given);
        part.event(threat, index, given);
      },
    }),
  };
}
