/** What tables are made of. */
import { printable } from './display-width.ts';
import type { Paint } from './style.ts';

/** A cell: its text, and how it is painted after it has been set. */
export type Cell = string | { readonly text: string; readonly paint: Paint };

export interface Column {
  readonly header: string;
  /** Numbers stand to the right. Default left. */
  readonly align?: 'left' | 'right' | undefined;
  /** Takes several lines when the table is too wide, down to this width. */
  readonly shrinksTo?: number | undefined;
  /** Holds a picture of what another column says: left out where there is no room for it. */
  readonly picture?: true | undefined;
}

export const cellText = (cell: Cell | undefined): string => {
  if (cell === undefined) return '';
  return printable(typeof cell === 'string' ? cell : cell.text);
};

export const cellPaint = (cell: Cell | undefined): Paint =>
  cell === undefined || typeof cell === 'string' ? (text) => text : cell.paint;
