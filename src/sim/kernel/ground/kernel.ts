/** What the kernel offers: a trial taken step by step. */
import type { CompiledModel } from './compiled-model.ts';
import type { Records } from './records.ts';

/** An action in the middle of a trial, at the hour reached. `id` labels its draws, and names its cause to listeners. */
export type Action =
  /** Ends every own effect on the node. */
  | { readonly kind: 'repair'; readonly id: string; readonly node: string }
  /** Switches a control to another of its levels. Not for a level that changes the model by `set`. */
  | { readonly kind: 'level'; readonly id: string; readonly control: string; readonly level: string }
  /** An effect on a node as written: nothing stops it. */
  | {
      readonly kind: 'outage';
      readonly id: string;
      readonly node: string;
      readonly hours: number;
      readonly leaves?: number;
    };

/**
 * An action and its hour in the trial [hours]: taken after everything else in that hour has settled, in one instant
 * with the other actions of that hour.
 */
export interface TimedAction {
  readonly at: number;
  readonly action: Action;
}

/** Everything a trial leaves behind. */
export interface TrialRecord {
  readonly world: number;
  readonly trial: number;
  /** Shape [columns.count]; see `columnsOf`. */
  readonly columns: Float64Array;
  /** Counted loss per period, net of insurance. */
  readonly periodLoss: Float64Array;
  /** Largest counted loss of one root event per period. */
  readonly periodLargest: Float64Array;
  /** Length of the first outage of each node, hours; 0 for none. Shape [nodes]. */
  readonly firstOutageHours: Float64Array;
  /** Length of the longest outage of each node, hours; 0 for none. Shape [nodes]. */
  readonly longestOutageHours: Float64Array;
}

/** The state of a trial; opaque. */
export interface Snapshot {
  readonly parts: readonly unknown[];
}

export interface Kernel extends Records {
  /** Begins a trial at hour 0. Generates the arrivals of its address block if they are not already there. */
  start(world: number, trial: number): void;
  /** Advances the trial to `hours`, including instants at that hour. Any split gives the same bits. */
  runTo(hours: number): void;
  /** Takes the actions, all in one instant after those of the hour reached. */
  apply(...actions: readonly Action[]): void;
  save(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** The record as if the trial were cut at the hour reached; leaves the trial untouched. */
  record(): TrialRecord;

  /**
   * Runs a whole trial and leaves its record in the arrays of `Records`, valid until the next one.
   *
   * @param actions Taken on the way, by hour.
   */
  simulate(world: number, trial: number, actions?: readonly TimedAction[]): void;
  /** Number of entries in `touched`. */
  touchedColumns(): number;
  /** Number of entries in `touchedNode`, and of rows. */
  touchedNodes(): number;

  /**
   * Passes on what each root event of the trial that was simulated last has lost in each period: counted, net of insurance; its number
   * among the sources of loss, and the hour at which it first struck. By period, then in the order in which events began.
   */
  rootLosses(take: (source: number, period: number, hour: number, loss: number) => void): void;

  /**
   * Hints how many trials of each world will be asked for, and whether a few of many worlds will be, again and again, of changed
   * futures: saves work, changes nothing.
   */
  expect(trialsPerWorld: number, again?: boolean): void;

  /** Engines used so far: 1 unless a trial exceeded every expectation, after which the kernel is slower. */
  engines(): number;

  /**
   * Puts other levels in force, from the next trial on.
   *
   * @param levels A level of each control, a number among all levels. None that changes the model, nor instead of one that does.
   */
  useLevels(levels: Int32Array): void;

  /**
   * Takes over the parameters of another selection (scenario, portfolio) of the same structure; false if the structure
   * differs.
   */
  pour(model: CompiledModel): boolean;
}

/** Thrown, with a message for the user, when an instant does not settle or a trial has too many events. */
export class SimulationFault extends Error {
  override readonly name = 'SimulationFault';
}
