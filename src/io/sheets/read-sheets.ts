/** Reads the sheets of a workbook (.xlsx), or a file of comma-separated values. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cell, CellValue } from 'exceljs';
import type { Checked } from '../../model/problem.ts';
import { systemReason } from '../system-reason.ts';
import { csvSheet, decodeCsv } from './csv-sheet.ts';
import type { Sheet, SheetCell } from './sheet.ts';

const fault = (file: string, message: string, remedy: string): Checked<never> => ({
  ok: false,
  problems: [{ code: 'sheet', message: `\`${file}\` ${message}`, remedy, place: null }],
});

/** What a value shows: of a formula its result, of a date its day. */
function shown(value: CellValue): SheetCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return shown(value.text);
  if ('result' in value) return shown(value.result);
  return null;
}

/** What a cell shows. Cells that are joined down a column all show what the first does; across a row the first alone. */
function cellOf(cell: Cell): SheetCell {
  if (cell.isMerged && cell.master !== cell && cell.master.fullAddress.col !== cell.fullAddress.col) return null;
  const value = shown(cell.value);
  // `5%` is kept as the number .05
  const isPercent = typeof value === 'number' && typeof cell.numFmt === 'string' && cell.numFmt.includes('%');
  return isPercent ? `${Number((100 * value).toPrecision(12))}%` : value;
}

async function workbookSheets(bytes: Buffer): Promise<readonly Sheet[]> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return workbook.worksheets.map((sheet) => {
    const { name, rowCount, columnCount } = sheet;
    const rows = Array.from({ length: rowCount }, (_, row) =>
      Array.from({ length: columnCount }, (__, column) => cellOf(sheet.getCell(row + 1, column + 1))),
    );
    return { name, rows };
  });
}

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** The sheets of a file, in their order: one of CSV. What it is, its bytes say and not its name. */
export async function readSheets(file: string): Promise<Checked<readonly Sheet[]>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return fault(file, `cannot be read: ${systemReason(error, 'read')}`, 'check the path');
  }
  if (bytes.length >= 4 && bytes.readUInt32BE() === 0xd0cf11e0) {
    return fault(file, 'is a workbook of before 2007, or kept by a password', 'save it as .xlsx, without a password');
  }
  if (bytes.subarray(0, 200).includes(OPEN_DOCUMENT)) {
    return fault(file, 'is an OpenDocument sheet', 'save it as .xlsx');
  }
  try {
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') return { ok: true, value: await workbookSheets(bytes) };
  } catch (error) {
    return fault(file, `is no workbook: ${error instanceof Error ? error.message : String(error)}`, 'save it as .xlsx');
  }
  const decoded = decodeCsv(bytes);
  if (decoded === null) return fault(file, 'is neither a workbook nor text', 'save it as .xlsx, or as CSV in UTF-8');
  try {
    return { ok: true, value: [csvSheet(path.basename(file), decoded)] };
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` in line ${String(error.lines)}` : '';
    const reason = error instanceof Error ? error.message : String(error);
    return fault(file, `is no table${line}: ${reason}`, 'save it as CSV again');
  }
}
