/** Rows of `verify`: published answers beside ours. */
import type { ScenarioResult } from '../../results/scenario-result.ts';

/** A published answer. */
export interface Answer {
  /** Short name, unique among all rows. */
  readonly id: string;
  /** What is compared, in a few words. */
  readonly what: string;
  /** Who published the answer, or what closed form gives it. */
  readonly source: string;
  /** The answer; where it depends on a point that the run chose, a function of its result. */
  readonly exact: number | ((result: ScenarioResult) => number);
  /** Half a unit of the last digit printed; 0 where the answer is known exactly. */
  readonly half?: number | undefined;
}

/** What we say: a value, and its standard error. */
export interface Found {
  readonly value: number;
  readonly standardError: number;
}

/** Rows that one simulated model gives. */
export interface SimulatedCase {
  /** The model file, as people write it. */
  readonly model: string;
  /** Trials; those of a coverage study are fewer. */
  readonly trials: number;
  readonly rows: readonly (Answer & { readonly of: (result: ScenarioResult) => Found })[];
}

/** A row from two models on the same futures: by how much less the second loses a year. */
export interface PairedCase {
  readonly models: readonly [string, string];
  readonly trials: number;
  readonly row: Answer & { readonly exact: number };
  /** Unit of the answer: what is saved is divided by it. */
  readonly per: number;
}

/** A row that needs no chance. */
export interface ExactRow extends Answer {
  readonly exact: number;
  readonly of: () => number;
}

/** Rows of one subject. */
export interface Group {
  readonly title: string;
  readonly simulated: readonly SimulatedCase[];
  readonly paired?: readonly PairedCase[];
  readonly exact: readonly ExactRow[];
}
