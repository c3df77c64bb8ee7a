/** Tables on pages that are too narrow for their columns. */
import { cellPaint, cellText, type Cell, type Column } from './cell.ts';
import type { Page } from './style.ts';
import { wrap } from './wrap.ts';

const INDENT = '  ';

/** What says that there is nothing to say. */
const NOTHING: ReadonlySet<string> = new Set(['', '-']);

interface Entry {
  readonly header: string;
  readonly cells: Cell[];
}

/** A row in entries: a cell without a header belongs to the one before it; the first, if it has none, to the second. */
function entriesOf(columns: readonly Column[], row: readonly Cell[]): Entry[] {
  const entries: Entry[] = [];
  for (const [index, { header }] of columns.entries()) {
    const cell = row[index] ?? '';
    const last = entries.at(-1);
    const isTitle = index === 0 || (index === 1 && columns[0]?.header === '');
    if (last === undefined || (header !== '' && !isTitle)) entries.push({ header, cells: [cell] });
    else last.cells.push(cell);
  }
  return entries;
}

const present = ({ cells }: Entry): Cell[] => cells.filter((cell) => !NOTHING.has(cellText(cell)));

/** Cells behind one another: an error belongs to its figure. */
const joined = (cells: readonly Cell[]): string =>
  cells.map(cellText).reduce((line, text) => (text.startsWith('±') ? `${line} ${text}` : `${line}, ${text}`));

function lines(text: string, indent: number, page: Page): string[] {
  const margin = INDENT.repeat(indent);
  return wrap(text, page.width - margin.length, 2).map((line) => margin + line);
}

/** What the row is about; where nothing has a header, its figures behind it. */
function title(entry: Entry, hasHeaders: boolean, page: Page): string[] {
  const [name = '', ...rest] = present(entry).map(cellText);
  const behind = hasHeaders || rest.length === 0 ? '' : ':';
  return lines([name + behind, ...rest].join(' '), 1, page);
}

/** A header and its cells behind one another, in the paint of the first that says something. */
function figure(entry: Entry, page: Page): string[] {
  const cells = present(entry);
  const [first] = cells;
  if (first === undefined) return [];
  return lines(`${entry.header}: ${joined(cells)}`, 2, page).map(cellPaint(first));
}

/** Each row as a list: its first column, then what stands in the others, a line each with its header. */
export function stacked(columns: readonly Column[], rows: readonly (readonly Cell[])[], page: Page): string[] {
  const hasHeaders = columns.some(({ header }) => header !== '');
  const about = columns.slice(0, 2).find(({ header }) => header !== '')?.header ?? '';
  return [
    ...(about === '' ? [] : lines(about, 1, page).map(page.style.quiet)),
    ...rows.flatMap((row) => {
      const [first, ...others] = entriesOf(columns, row);
      if (first === undefined) return [];
      return [...title(first, hasHeaders, page), ...others.flatMap((entry) => figure(entry, page))];
    }),
  ];
}
