/** What the kernel offers: a trial taken step by step. */
import type { CompiledModel } from './compiled-model.ts';
import type { Records } from './records.ts';

/** Something done in the middle of a trial, at the hour reached. `id` labels its draws, and names its cause to those who listen. */
export type Action =
  /** Ends every effect of its own on the node. */
  | { readonly kind: 'repair'; readonly id: string; readonly node: string }
  /** Puts a control on another of its levels. A level that changes the model by `set` cannot be reached so. */
  | { readonly kind: 'level'; readonly id: string; readonly control: string; readonly level: string }
  /** An effect on a node as written: nothing stops it. */
  | {
      readonly kind: 'outage';
      readonly id: string;
      readonly node: string;
      readonly hours: number;
      readonly leaves?: number;
    };

/** An action, and when in the trial it is taken [hours]: after all else of that hour has settled, with others of that hour in one instant. */
export interface TimedAction {
  readonly at: number;
  readonly action: Action;
}

/** All that a trial left behind. */
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
  /** Begins a trial at hour 0. Generates the arrivals of its address block when that is not at hand. */
  start(world: number, trial: number): void;
  /** Takes the trial to `hours`, instants at that hour included. Any split gives the same bits. */
  runTo(hours: number): void;
  /** Does what the actions say, all in one instant after those of the hour reached. */
  apply(...actions: readonly Action[]): void;
  save(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** The record as if the trial were cut at the hour reached; does not disturb the trial. */
  record(): TrialRecord;

  /**
   * Runs a whole trial and leaves its record in the arrays of `Records`, valid until the next one.
   *
   * @param actions Taken on the way, by hour.
   */
  simulate(world: number, trial: number, actions?: readonly TimedAction[]): void;
  /** Entries of `touched`. */
  touchedColumns(): number;
  /** Entries of `touchedNode`, and rows. */
  touchedNodes(): number;

  /** Says how many trials of each world will be asked for: saves work, changes nothing. */
  expect(trialsPerWorld: number): void;

  /** Engines that it has needed so far: 1 unless a trial was beyond all expectation, after which the kernel is slower. */
  engines(): number;

  /** Takes over the parameters of another selection (scenario, portfolio) of the same structure; false if it differs. */
  pour(model: CompiledModel): boolean;
}

/** A kernel faces an instant that does not settle, or too many events: thrown with words for a person. */
export class SimulationFault extends Error {
  override readonly name = 'SimulationFault';
}
