/**
 * How an extension hooks into a kernel: its own kinds of events, a part whose state is the trial's, factors that scale
 * figures of the model, and its own root events.
 *
 * It is installed once per engine, so whatever it knows of a trial lives in what `install` makes. A kernel without
 * extensions is built as if there were no such thing.
 */
import type { Sampler } from '../distributions/sampler.ts';
import type { Draws } from '../random/draws.ts';
import type { Agenda } from './ground/agenda.ts';
import type { Calendar } from './ground/calendar.ts';
import type { Columns } from './ground/columns.ts';
import type { CompiledModel } from './ground/compiled-model.ts';
import type { Factor, FactorKind, RateFactor } from './ground/factors.ts';
import type { Controls } from './threats/controls.ts';
import type { Effects } from './network/effects.ts';
import type { Pace } from './threats/pace.ts';
import type { Part } from './ground/part.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Pools } from './ledger/pools.ts';
import type { Queue } from './ground/queue.ts';
import { EVENT } from './ground/queue.ts';
import type { Roots } from './threats/roots.ts';
import type { State } from './ground/state.ts';
import type { Strikes } from './threats/strikes.ts';
import type { Listener } from './ground/tell.ts';

/** Receives an event that the extension planned: its target and generation. */
export type EventHandler = (target: number, generation: number) => void;

/** What is available before any part is made. */
export interface Ground {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly state: State;
  /** Values fixed within the world. Shape [slots]. */
  readonly slots: Float64Array;
  readonly sampler: Sampler;
  readonly queue: Queue;
  readonly pools: Pools;
  readonly calendar: Calendar;
  /** Draws from the extension's own streams, by label: paths that no stream of the model has. */
  drawsOf(labels: readonly string[]): Draws;
  /** Registers a kind of event for `queue.push`; returns its number. */
  kindOf(handler: EventHandler): number;
  /**
   * The extension's factors of a kind; kinds it does not ask for cost nothing. Set them once a trial has begun, or in
   * an event.
   */
  factor(kind: Exclude<FactorKind, 'rate'>): Factor;
  /** Its rate factors, with their declared bounds. */
  rateFactor(): RateFactor;
  /** Number of the extension's first source of loss among those of all extensions, for `roots`. */
  readonly firstSource: number;
}

/** Parts that an extension may call, once all are made. */
export interface Joined {
  readonly agenda: Agenda;
  readonly effects: Effects;
  readonly controls: Controls;
  readonly pace: Pace;
  readonly roots: Roots;
  readonly strikes: Strikes;
  readonly ledger: Ledger;
}

/** The part of an extension. */
export interface ExtensionPart extends Part {
  /** Forgets the previous trial. */
  reset(): void;
  /**
   * A trial has begun, with its world: plans the first events and applies what is in force at hour 0, which is settled
   * afterwards.
   */
  start(): void;
  /** The parameters of the model have changed. */
  prepare?(): void;
}

export interface Installed {
  readonly part?: ExtensionPart;
  /** Receives events as they happen; `restore` of the part undoes what was told. */
  readonly tell?: Listener;
  /** The trial is over, or its record is taken at the hour reached: the ledger is closed, and takes what is added to it. */
  close?(): void;
  /** All parts are made. */
  join?(parts: Joined): void;
}

export interface Extension {
  /** Names of its sources of loss, after those of the model in the record (`Columns.extendedSource`). */
  readonly sources?: readonly string[];
  /** Whether it holds own capacities of nodes (`Roots.hold`). */
  readonly holds?: boolean;
  /** Rows of the record for what it says is in force (`Columns.stateHours`); of one extension at most. */
  readonly states?: number;
  install(ground: Ground): Installed;
}

/** Names of the sources of loss that extensions have, in order. */
export function sourcesOf(extensions: readonly Extension[]): string[] {
  return extensions.flatMap(({ sources = [] }) => sources);
}

/** Rows for what extensions say is in force. */
export function statesOf(extensions: readonly Extension[]): number {
  return extensions.reduce((sum, { states = 0 }) => sum + states, 0);
}

/** Numbers of the extensions' kinds of events, after those of the kernel. */
export interface EventTable {
  add(handler: EventHandler): number;
  /** Passes an event to its extension. */
  ring(kind: number, target: number, generation: number): void;
}

export function makeEventTable(): EventTable {
  const first = Math.max(...Object.values(EVENT)) + 1;
  const handlers: EventHandler[] = [];
  return {
    add: (handler) => first + handlers.push(handler) - 1,
    ring: (kind, target, generation) => handlers[kind - first]!(target, generation),
  };
}
