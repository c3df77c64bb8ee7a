/** Writes a workbook (.xlsx): sheets with frozen headers, filters, widths and number formats. Words are words, never formulas. */
import type { SheetCell } from './sheet.ts';

export type ColumnFormat = 'money' | 'share' | 'number' | 'words';

export interface StyledColumn {
  readonly header: string;
  readonly format: ColumnFormat;
}

export interface StyledSheet {
  readonly name: string;
  readonly columns: readonly StyledColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

const FORMATS: Readonly<Record<ColumnFormat, string>> = {
  money: '#,##0;[Red]-#,##0',
  share: '0.00%',
  number: '#,##0.###',
  words: '@',
};
const [NARROWEST, WIDEST] = [10, 60];
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
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow(columns.map(({ header }) => header));
    for (const row of rows) sheet.addRow(row.map((cell) => (typeof cell === 'string' ? cellText(cell) : cell)));
    const header = sheet.getRow(1);
    header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3A5F' } };
    header.alignment = { vertical: 'middle', wrapText: true };
    for (const [index, { header: title, format }] of columns.entries()) {
      const column = sheet.getColumn(index + 1);
      column.numFmt = FORMATS[format];
      const longest = Math.max(title.length, ...rows.map((row) => String(row[index] ?? '').length));
      column.width = Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
      column.alignment = format === 'words' ? { vertical: 'top', wrapText: true } : { vertical: 'top' };
    }
    if (columns.length > 0) {
      sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: columns.length } };
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
