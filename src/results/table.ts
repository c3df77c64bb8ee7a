/** Plain tables, for whoever writes columns. */
import type { Estimate } from './estimate.ts';

/** A cell: words, a number known exactly, an estimate, or nothing. */
export type Cell = string | number | Estimate | null;

/** A table; each row has one cell a column. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
