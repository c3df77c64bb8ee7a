/** Rows of `verify`: published answers beside ours. */
import type { ScenarioResult } from '../../results/scenario-result.ts';

/** A published answer. */
export interface Answer {
  /** Short name, unique among all rows. */
  readonly id: string;
  /** What is compared, in a few words. */
  readonly what: string;
  /** Who published the answer, or its closed form. */
  readonly source: string;
  /** The answer; a function of the result where it depends on a point that the run chose. */
  readonly exact: number | ((result: ScenarioResult) => number);
  /** Half a unit of the last digit printed; 0 where the answer is known exactly. */
  readonly half?: number | undefined;
}

/** Our answer: a value, and its standard error. */
export interface Found {
  readonly value: number;
  readonly standardError: number;
}

/** Rows from one simulated model. */
export interface SimulatedCase {
  /** The model file, as people write it. */
  readonly model: string;
  /** Trials; fewer for a coverage study. */
  readonly trials: number;
  readonly rows: readonly (Answer & { readonly of: (result: ScenarioResult) => Found })[];
}

/** A row from two models on the same futures: how much less the second loses per year. */
export interface PairedCase {
  readonly models: readonly [string, string];
  readonly trials: number;
  readonly row: Answer & { readonly exact: number };
  /** Unit of the answer: the saving is divided by it. */
  readonly per: number;
}

/** A row without randomness. */
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
