/** Writes a workbook (.xlsx): sheets with frozen headers, filters, widths, number formats and pages to print. Words are words, never formulas. */
import type { SheetCell } from './sheet.ts';

/** `plain`: words and numbers as they are, to be changed by people. */
export type ColumnFormat = 'money' | 'share' | 'number' | 'words' | 'plain';

export interface StyledColumn {
  readonly header: string;
  readonly format: ColumnFormat;
}

export interface StyledSheet {
  readonly name: string;
  readonly columns: readonly StyledColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Formats of cells that have another than their column, by row and column. */
  readonly formats?: readonly (readonly (ColumnFormat | undefined)[])[];
}

/** Digits of a number that is not whole, and the most behind its point. */
const [DIGITS, MOST_DECIMALS] = [3, 7];
const LEAST_SHARE = 0.001;
const LEAST_WHOLE_MONEY = 10;
const [NARROWEST, WIDEST] = [10, 75];
/** Letters that a page of A4 on its side holds at a size that people can read. */
const PAGE_WIDTH = 190;
/** A sheet of more columns keeps its first in sight. */
const MANY_COLUMNS = 6;

/** How many digits a number needs behind its point for three in all; none where it is whole. */
function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return Math.min(MOST_DECIMALS, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

const withDecimals = (decimals: number): string => (decimals === 0 ? '' : `.${'0'.repeat(decimals)}`);

/** The number format of a cell. */
function formatOf(format: ColumnFormat, value: SheetCell): string {
  const number = typeof value === 'number' ? value : 0;
  switch (format) {
    case 'money': {
      const amount = `#,##0${withDecimals(Math.abs(number) < LEAST_WHOLE_MONEY && !Number.isInteger(number) ? 2 : 0)}`;
      return `${amount};[Red]-${amount}`;
    }
    case 'share':
      return number !== 0 && Math.abs(number) < LEAST_SHARE ? '0.0000%' : '0.00%';
    case 'number':
      return `#,##0${withDecimals(decimalsOf(number))}`;
    case 'words':
      return '@';
    case 'plain':
      return typeof value === 'number' ? 'General' : '@';
  }
}

/** Letters that a cell takes. */
const lengthOf = (value: SheetCell | undefined): number =>
  typeof value === 'number'
    ? Math.round(value).toLocaleString('en').length + withDecimals(decimalsOf(value)).length + 1
    : String(value ?? '').length;
/** Number of the paper. */
const A4 = 9;
/** Inches. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 };
/** Excel takes no longer text. */
const LONGEST = 32_767;

/** What XML cannot hold is left out; what is too long for a cell is cut, and says so. */
function cellText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is to be taken out
  const plain = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 3)}...`;
}

/** The bytes of the workbook. */
export async function workbookBytes(sheets: readonly StyledSheet[]): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  for (const { name, columns, rows, formats } of sheets) {
    const xSplit = columns.length > MANY_COLUMNS ? 1 : 0;
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', xSplit, ySplit: 1 }] });
    sheet.addRow(columns.map(({ header }) => header));
    for (const row of rows) sheet.addRow(row.map((cell) => (typeof cell === 'string' ? cellText(cell) : cell)));
    const header = sheet.getRow(1);
    header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3A5F' } };
    let total = 0;
    for (const [index, { header: title, format }] of columns.entries()) {
      const column = sheet.getColumn(index + 1);
      column.numFmt = formatOf(format, null);
      // A title goes onto several lines, a word does not
      const word = Math.max(...title.split(' ').map((each) => each.length));
      const longest = rows.reduce((most, row) => Math.max(most, lengthOf(row[index])), word);
      column.width = Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
      total += column.width;
      column.alignment =
        format === 'words' || format === 'plain'
          ? { vertical: 'top', horizontal: 'left', wrapText: true }
          : { vertical: 'top' };
      for (const [at, row] of rows.entries()) {
        sheet.getCell(at + 2, index + 1).numFmt = formatOf(formats?.[at]?.[index] ?? format, row[index] ?? null);
      }
    }
    sheet.getRow(1).numFmt = '@';
    header.alignment = { vertical: 'middle', wrapText: true };
    sheet.pageSetup = {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: Math.max(1, Math.ceil(total / PAGE_WIDTH)),
      fitToHeight: 0,
      printTitlesRow: '1:1',
      ...(columns.length > MANY_COLUMNS ? { printTitlesColumn: 'A:A' } : {}),
      margins: MARGINS,
    };
    sheet.headerFooter.oddFooter = `&L${name}&RPage &P of &N`;
    if (columns.length > 0) {
      sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: columns.length } };
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
