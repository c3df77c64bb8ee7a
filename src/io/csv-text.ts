/**
 * A table as comma-separated values: RFC 4180, with a header; an estimate is followed by a column for its standard
 * error. Words that a spreadsheet would take for a formula stand behind an apostrophe.
 *
 * @see OWASP, CSV injection.
 */
import type { Cell, Table } from '../results/table.ts';

/** Beginnings that spreadsheets calculate. */
const FORMULA = /^[=+\-@\t\r\n]/;

function quoted(words: string): string {
  const text = FORMULA.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number as JSON writes it; empty if not finite. */
const number = (value: number): string => (Number.isFinite(value) ? String(value) : '');

function fields(cell: Cell | undefined, hasError: boolean): string[] {
  if (cell === null || cell === undefined) return hasError ? ['', ''] : [''];
  if (typeof cell === 'object') return [number(cell.value), number(cell.standardError)];
  const text = typeof cell === 'string' ? quoted(cell) : number(cell);
  return hasError ? [text, ''] : [text];
}

/** The text, each line ended by CR LF. */
export function csvText({ columns, rows }: Table): string {
  const hasError = columns.map((_, index) => rows.some((row) => typeof row[index] === 'object' && row[index] !== null));
  const header = columns.flatMap((name, index) =>
    hasError[index] === true ? [quoted(name), quoted(`${name}, standard error`)] : [quoted(name)],
  );
  const lines = rows.map((row) => columns.flatMap((_, index) => fields(row[index], hasError[index] === true)));
  return [header, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
