/** Tables of text, aligned by what characters take on a terminal. */
import { displayWidth, printable } from './display-width.ts';
import type { Page, Paint } from './style.ts';
import { wrap } from './wrap.ts';

/** A cell: its text, and how it is painted after it has been set. */
export type Cell = string | { readonly text: string; readonly paint: Paint };

export interface Column {
  readonly header: string;
  /** Numbers stand to the right. Default left. */
  readonly align?: 'left' | 'right' | undefined;
  /** Takes several lines when the table is too wide, down to this width. */
  readonly shrinksTo?: number | undefined;
}

const GAP = 2;
const INDENT = 2;

const textOf = (cell: Cell | undefined): string => {
  if (cell === undefined) return '';
  return printable(typeof cell === 'string' ? cell : cell.text);
};
const paintOf = (cell: Cell | undefined): Paint =>
  cell === undefined || typeof cell === 'string' ? (text) => text : cell.paint;

/** Columns that every column keeps. */
const LEAST = 5;

/** Takes `excess` from the widths, the widest first, none below its least; gives what it could not take. */
function narrow(widths: number[], least: readonly number[], excess: number): number {
  let left = excess;
  while (left > 0) {
    const widest = widths.reduce((best, width, index) => {
      const mayGive = width > (least[index] ?? Infinity);
      return mayGive && (best < 0 || width > (widths[best] ?? 0)) ? index : best;
    }, -1);
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    left--;
  }
  return left;
}

/** Widths that fit: first the columns that are there to shrink give way, then all. */
function widthsOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.header), ...rows.map((row) => displayWidth(textOf(row[index])))),
  );
  const fixed = INDENT + GAP * (columns.length - 1);
  const excess = widths.reduce((sum, each) => sum + each, fixed) - width;
  const shrinking = columns.map((column) => column.shrinksTo ?? Infinity);
  const left = narrow(widths, shrinking, excess);
  narrow(
    widths,
    columns.map(() => LEAST),
    left,
  );
  return widths;
}

function linesOfRow(columns: readonly Column[], row: readonly Cell[], widths: readonly number[]): string[] {
  const cells = columns.map((_, index) => wrap(textOf(row[index]), widths[index] ?? 1));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = columns.map((column, index) => {
      const text = cells[index]?.[line] ?? '';
      const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
      const painted = text === '' ? '' : paintOf(row[index])(text);
      const isLast = columns.slice(index + 1).every((__, later) => (cells[index + 1 + later]?.[line] ?? '') === '');
      if (column.align === 'right') return padding + painted;
      return isLast ? painted : painted + padding;
    });
    return `${' '.repeat(INDENT)}${parts.join(' '.repeat(GAP))}`.trimEnd();
  });
}

/**
 * A table with a line of headers, indented by two; without one when all headers are empty. No line is wider than the
 * page, unless it has too many columns to give each five.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], page: Page): string[] {
  const widths = widthsOf(columns, rows, page.width);
  const header = columns.map((column): Cell => ({ text: column.header, paint: page.style.quiet }));
  const hasHeader = columns.some((column) => column.header !== '');
  return [...(hasHeader ? [header] : []), ...rows].flatMap((row) => linesOfRow(columns, row, widths));
}
