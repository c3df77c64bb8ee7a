/** Reads the sheets of a workbook (.xlsx), or a file of comma-separated values. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CellValue } from 'exceljs';
import type { Checked } from '../../model/problem.ts';
import { decodeText } from '../decode-text.ts';
import { systemReason } from '../system-reason.ts';
import type { Sheet, SheetCell } from './sheet.ts';

const fault = (file: string, message: string, remedy: string): Checked<never> => ({
  ok: false,
  problems: [{ code: 'sheet', message: `\`${file}\` ${message}`, remedy, place: null }],
});

/** The apostrophe by which `csvText` keeps words from being calculated. */
const KEPT_WORDS = /^'(?=[=+\-@\t\r\n])/;

/** The separator that the header uses most. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ',';
}

function csvSheet(file: string, text: string): Checked<Sheet> {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
    });
    const cells = rows.map((row) => row.map((cell) => (cell === '' ? null : cell.replace(KEPT_WORDS, ''))));
    return { ok: true, value: { name: path.basename(file), rows: cells } };
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` in line ${String(error.lines)}` : '';
    return fault(
      file,
      `is no table${line}: ${error instanceof Error ? error.message : String(error)}`,
      'save it as CSV again',
    );
  }
}

/** What a cell shows: of a formula its result, of a date its day. */
function cellOf(value: CellValue): SheetCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return cellOf(value.text);
  if ('result' in value) return cellOf(value.result);
  return null;
}

async function workbookSheets(bytes: Buffer): Promise<readonly Sheet[]> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return workbook.worksheets.map((sheet) => {
    const { name, rowCount, columnCount } = sheet;
    const rows = Array.from({ length: rowCount }, (_, row) =>
      Array.from({ length: columnCount }, (__, column) => cellOf(sheet.getCell(row + 1, column + 1).value)),
    );
    return { name, rows };
  });
}

/** The sheets of a file, in their order: one of CSV. */
export async function readSheets(file: string): Promise<Checked<readonly Sheet[]>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return fault(file, `cannot be read: ${systemReason(error)}`, 'check the path');
  }
  if (!/\.xlsx$/i.test(file)) {
    const text = decodeText(file, bytes);
    if (!text.ok) return text;
    const sheet = csvSheet(file, text.value);
    return sheet.ok ? { ok: true, value: [sheet.value] } : sheet;
  }
  try {
    return { ok: true, value: await workbookSheets(bytes) };
  } catch (error) {
    return fault(file, `is no workbook: ${error instanceof Error ? error.message : String(error)}`, 'save it as .xlsx');
  }
}
