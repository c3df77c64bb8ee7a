/** Tables of text, aligned by what characters take on a terminal. */
import { tableBlock } from './blocks.ts';
import { cellPaint, cellText, type Cell, type Column } from './cell.ts';
import { displayWidth } from './display-width.ts';
import { stacked } from './stacked.ts';
import type { Page } from './style.ts';
import { widestPart, widestWord, wrap } from './wrap.ts';

const GAP = 2;
const INDENT = 2;

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

/**
 * Widths that fit, or null: first the columns that are there to shrink give way, then all, none so far that a word is broken;
 * then words are broken between their parts, never inside one.
 */
function widthsOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] | null {
  const over = (of: (text: string) => number): number[] =>
    columns.map(({ header }, index) => Math.max(of(header), ...rows.map((row) => of(cellText(row[index])))));
  const widths = over(displayWidth);
  const words = over(widestWord);
  const parts = over(widestPart);
  const shrunk = (least: readonly number[]): number[] =>
    columns.map(({ shrinksTo }, index) =>
      shrinksTo === undefined ? Infinity : Math.max(shrinksTo, least[index] ?? 0),
    );
  let excess = widths.reduce((sum, each) => sum + each, INDENT + GAP * (columns.length - 1)) - width;
  for (const least of [shrunk(words), words, shrunk(parts), parts]) excess = narrow(widths, least, excess);
  return excess > 0 ? null : widths;
}

function linesOfRow(columns: readonly Column[], row: readonly Cell[], widths: readonly number[]): string[] {
  const cells = columns.map((_, index) => wrap(cellText(row[index]), widths[index] ?? 1));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = columns.map((column, index) => {
      const text = cells[index]?.[line] ?? '';
      const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
      const painted = text === '' ? '' : cellPaint(row[index])(text);
      const isLast = columns.slice(index + 1).every((__, later) => (cells[index + 1 + later]?.[line] ?? '') === '');
      if (column.align === 'right') return padding + painted;
      return isLast ? painted : painted + padding;
    });
    return `${' '.repeat(INDENT)}${parts.join(' '.repeat(GAP))}`.trimEnd();
  });
}

/** The table without its pictures. */
function withoutPictures(columns: readonly Column[], rows: readonly (readonly Cell[])[]) {
  const isKept = (_: unknown, index: number): boolean => columns[index]?.picture === undefined;
  return { columns: columns.filter(isKept), rows: rows.map((row) => row.filter(isKept)) };
}

/** Pages narrower than this show a row as a list rather than in more lines than these. */
const NARROW = 60;
const MOST_LINES = 3;

/**
 * A table with a line of headers, indented by two; without one when all headers are empty. No line is wider than the
 * page: where the columns have no room beside one another, pictures are left out; where that does not help, each row is
 * set as a list of its own.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], page: Page): string[] {
  if (page.asBlocks) return rows.length === 0 ? [] : [tableBlock(columns, rows)];
  const { columns: plainColumns, rows: plainRows } = withoutPictures(columns, rows);
  const header = columns.map((column): Cell => ({ text: column.header, paint: page.style.quiet }));
  const hasHeader = columns.some((column) => column.header !== '');
  const widths = widthsOf(columns, rows, page.width);
  const set = widths === null ? null : rows.map((row) => linesOfRow(columns, row, widths));
  const isCramped = page.width < NARROW && set?.some((lines) => lines.length > MOST_LINES) === true;
  if (widths === null || set === null || isCramped) {
    return plainColumns.length < columns.length ? table(plainColumns, plainRows, page) : stacked(columns, rows, page);
  }
  return [...(hasHeader ? linesOfRow(columns, header, widths) : []), ...set.flat()];
}
