/** Rows of a list: only those in sight are made. */
import { fit, fitRight, widthOf } from './text.ts';
import { isSpoken, type Theme } from './theme.ts';

/** First row in sight of `count`, so that row `cursor` is among the `height` shown, with what surrounds it. */
export function firstInSight(count: number, cursor: number, height: number): number {
  return Math.max(0, Math.min(cursor - Math.floor(height / 2), count - height));
}

/** Most columns of what grows before others, unless its text takes more: across a wide gap the eye loses the row. */
const MOST_GROWN = 48;

export interface TableColumn {
  /** Columns of the terminal; what the widest cell in sight takes where absent. */
  readonly width?: number;
  /** Takes what the others leave. One of them. */
  readonly grows?: true;
  readonly align?: 'left' | 'right';
  readonly header?: string;
  /** What is said before a cell that is read aloud, where the header alone would not do. */
  readonly said?: string;
}

export interface TableOf {
  readonly columns: readonly TableColumn[];
  /** Number of rows. */
  readonly count: number;
  /** The cells of a row, painted already. */
  readonly row: (index: number) => readonly string[];
  /** The chosen row; -1 for none. */
  readonly cursor: number;
  readonly isFocused: boolean;
  /** Blanks between columns; 1 where absent. */
  readonly gap?: number;
}

/** A row in words: what stands in a column is said behind its heading; letters and empty cells are left out. */
function spokenRow(cells: readonly string[], columns: readonly TableColumn[]): string {
  return cells
    .flatMap((cell, c) => {
      const { header = '', said = header, width, grows } = columns[c] ?? {};
      const text = cell.trim();
      if (width === 1 || text === '') return [];
      const words = text === '…' ? 'not known yet' : text;
      return [said === '' || grows === true ? words : `${said} ${words}`];
    })
    .join(', ');
}

/** A table of at most `height` lines, with a header where a column has one, and the chosen row marked in the first two columns. */
export function tableLines(table: TableOf, width: number, height: number, theme: Theme): string[] {
  const { columns, count, cursor, isFocused, gap = 1 } = table;
  if (isSpoken(theme)) {
    const top = firstInSight(count, cursor, height);
    return Array.from({ length: Math.min(height, count) }, (_, k) => {
      const words = spokenRow(table.row(top + k), columns);
      return top + k === cursor ? theme.glyphs.cursor + words : words;
    });
  }
  const hasHeader = columns.some(({ header }) => header !== undefined);
  const room = Math.max(0, height - (hasHeader ? 1 : 0));
  const first = firstInSight(count, cursor, room);
  const rows = Array.from({ length: Math.min(room, count) }, (_, k) => table.row(first + k));
  const natural = columns.map(
    (column, c) =>
      column.width ?? Math.max(widthOf(column.header ?? ''), ...rows.map((cells) => widthOf(cells[c] ?? ''))),
  );
  const fixed = natural.reduce((sum, each, c) => sum + (columns[c]?.grows === true ? 0 : each), 0);
  const left = width - 2 - fixed - gap * (columns.length - 1);
  const grown = (each: number, c: number): number =>
    Math.max(4, c === columns.length - 1 ? left : Math.min(left, Math.max(MOST_GROWN, each)));
  const widths = natural.map((each, c) => (columns[c]?.grows === true ? grown(each, c) : each));
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => {
        const { align } = columns[c] ?? {};
        return (align === 'right' ? fitRight : fit)(cell, widths[c] ?? 0, theme.glyphs.ellipsis);
      })
      .join(' '.repeat(gap));
  const header = hasHeader ? [theme.quiet(`  ${lineOf(columns.map((column) => column.header ?? ''))}`)] : [];
  const body = rows.map((cells, k) => {
    const isChosen = first + k === cursor;
    const line = `${isChosen ? theme.glyphs.cursor : ' '} ${lineOf(cells)}`;
    return isChosen && isFocused ? theme.heading(line) : line;
  });
  return [...header, ...body];
}
