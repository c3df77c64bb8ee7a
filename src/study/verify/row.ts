/** Rows of `verify`: published answers beside ours. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { SensitivityDocument } from '../../results/sensitivity-document.ts';
import type { SnowballResult } from '../../results/snowball-document.ts';
import type { Indices } from '../sensitivity/pick-freeze.ts';

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
  /** So many trials tell it for sure: ours must be the answer itself, not only near it. */
  readonly isSettled?: boolean | undefined;
}

/** Our answer: a value, and its standard error. */
export interface Found {
  readonly value: number;
  readonly standardError: number;
  /** How low and how high it may be, where a symmetric error would not do; the answer must lie between. */
  readonly between?: { readonly low: number; readonly high: number } | undefined;
}

/** Rows from one simulated model. */
export interface SimulatedCase {
  /** The model file, as people write it. */
  readonly model: string;
  /** One of its scenarios; the base when absent. */
  readonly scenario?: string | undefined;
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

/** What is asked of a search for snowballs. */
export interface SearchAsked {
  /** The model file, as people write it. */
  readonly model: string;
  readonly trials: number;
  /** What is looked for besides points. */
  readonly parts: readonly ('chains' | 'time' | 'structure' | 'shares' | 'growth')[];
  /** Nodes that nobody feels, that nothing stops, that are lost for good: each alone. */
  readonly unfelt: readonly string[];
  readonly hard: readonly string[];
  readonly survive: readonly string[];
}

/** What it says. */
export interface Searched {
  readonly result: SnowballResult;
  /** Loss of a future on average. */
  readonly mean: Found;
  /** What goes from the tail, by node. */
  readonly unfelt: Readonly<Record<string, Found>>;
  readonly hard: Readonly<Record<string, Found>>;
  /** Hours until the loss of a node is felt, in the middle; null where it is not. */
  readonly survive: Readonly<Record<string, number | null>>;
}

/** Rows that one search for snowballs gives. */
export interface SearchedCase extends SearchAsked {
  readonly rows: readonly (Answer & { readonly exact: number; readonly of: (searched: Searched) => Found })[];
}

/** What is asked of a doughnut. */
export interface DrawAsked {
  /** The model file, as people write it. */
  readonly model: string;
  /** That of the file when absent. */
  readonly confidence?: number | undefined;
  readonly worlds?: number | undefined;
  readonly trials: number;
}

/** What it says. */
export type Drawn = DoughnutDocument;

/** Rows that one doughnut gives. */
export interface DrawnCase extends DrawAsked {
  readonly rows: readonly (Answer & { readonly exact: number; readonly of: (drawn: Drawn) => Found })[];
}

/** Rows that one estimate of the indices of a test function gives. */
export interface EstimatedCase {
  readonly indices: () => readonly Indices[];
  readonly rows: readonly (Answer & { readonly exact: number; readonly of: (indices: readonly Indices[]) => Found })[];
}

/** What is asked of a sensitivity analysis. */
export interface SenseAsked {
  /** The model file, as people write it. */
  readonly model: string;
  readonly trials: number;
}

/** Rows that one sensitivity analysis gives. */
export interface SensedCase extends SenseAsked {
  readonly rows: readonly (Answer & { readonly exact: number; readonly of: (sensed: SensitivityDocument) => Found })[];
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
  readonly searched?: readonly SearchedCase[];
  readonly drawn?: readonly DrawnCase[];
  readonly estimated?: readonly EstimatedCase[];
  readonly sensed?: readonly SensedCase[];
  readonly exact: readonly ExactRow[];
}
