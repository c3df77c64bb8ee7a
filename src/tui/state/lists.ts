/** Cursor and filter of any list, by the id of its rows: they stay when rows come and go. */
import type { Chosen } from './state.ts';

/** A row of a list, as the cursor and the filter see it. */
export interface Row {
  /** Unique in the list. */
  readonly id: string;
  /** What a filter finds it by. */
  readonly text: string;
  /** By column: `kind:asset` finds it by these. */
  readonly columns?: Readonly<Record<string, string>>;
  /** The thing of the model that it stands for, which other screens then stand on too. */
  readonly chosen?: Chosen;
}

export interface ListState {
  /** Id of the row; null for the first. */
  readonly cursor: string | null;
  readonly filter: string;
}

export const FIRST_LIST: ListState = { cursor: null, filter: '' };

/** Whether a row has every word of a filter; `kind:asset` asks a column. Upper and lower case are alike. */
export function matches(row: Row, filter: string): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => {
      const [, column, value] = /^([a-z]+):(.*)$/.exec(word) ?? [];
      const of = column === undefined ? undefined : row.columns?.[column];
      return of === undefined ? row.text.toLowerCase().includes(word) : of.toLowerCase().startsWith(value ?? '');
    });
}

export const filtered = (rows: readonly Row[], filter: string): readonly Row[] =>
  filter.trim() === '' ? rows : rows.filter((row) => matches(row, filter));

const isOf = (row: Row | undefined, chosen: Chosen | null): boolean =>
  chosen !== null && row?.chosen?.kind === chosen.kind && row.chosen.id === chosen.id;

/**
 * Where the cursor stands among rows: on what is chosen, wherever it was chosen; else on the row where it was left; else on the
 * first; -1 in an empty list.
 */
export function cursorOf(rows: readonly Row[], list: ListState | undefined, chosen: Chosen | null): number {
  if (rows.length === 0) return -1;
  const own = rows.findIndex(({ id }) => id === list?.cursor);
  if (own >= 0 && isOf(rows[own], chosen)) return own;
  const shared = rows.findIndex((row) => isOf(row, chosen));
  return shared >= 0 ? shared : Math.max(0, own);
}

export type Move = 'up' | 'down' | 'first' | 'last' | 'half-up' | 'half-down' | 'page-up' | 'page-down';

/** Where a move from `at` leads among `count` rows of which `page` are in sight. */
export function moved(at: number, count: number, move: Move, page: number): number {
  const half = Math.max(1, Math.floor(page / 2));
  const steps: Readonly<Record<Move, number>> = {
    up: -1,
    down: 1,
    first: -count,
    last: count,
    'half-up': -half,
    'half-down': half,
    'page-up': -Math.max(1, page - 1),
    'page-down': Math.max(1, page - 1),
  };
  return Math.max(0, Math.min(count - 1, at + steps[move]));
}
