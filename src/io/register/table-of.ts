/** Where a workbook has its register: which sheet, which row has the names of the columns, and what each column says. */
import type { Checked } from '../../model/problem.ts';
import type { Sheet, SheetCell } from '../sheets/sheet.ts';
import { columnsOf, columnWords, saidBy, type Column, type Columns, type Role } from './columns.ts';
import type { Mapping } from './mapping.ts';

/** Rows among which the header is looked for. */
const MOST_ABOVE = 40;

export interface RegisterTable {
  readonly sheet: Sheet;
  /** Position of the row with the names, from 0. */
  readonly at: number;
  readonly header: readonly string[];
  readonly columns: Columns;
  /** What was chosen for the reader: sentences. */
  readonly notes: readonly string[];
}

export const textOf = (cell: SheetCell | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell).trim();

interface Header {
  readonly at: number;
  readonly said: number;
}

/** The row that says most of what a register must, the first of equals, unless the mapping says which. */
function headerOf(rows: Sheet['rows'], mapping: Mapping): Header {
  if (mapping.header !== undefined) {
    return { at: mapping.header - 1, said: saidBy((rows[mapping.header - 1] ?? []).map(textOf)) };
  }
  const mapped = Object.values(mapping.columns ?? {});
  const found = rows.slice(0, MOST_ABOVE).map((row, at): Header => {
    const names = row.map(textOf);
    const filled = names.filter((name) => name !== '').length;
    // A register has two columns at least. Where no name is known the row with most of them is shown
    const said = saidBy(names) + 100 * mapped.filter((name) => names.includes(name)).length + filled / 1000;
    return { at, said: filled < 2 ? 0 : said };
  });
  return found.reduce((best, each) => (each.said > best.said ? each : best), { at: 0, said: 0 });
}

/** What every register says, and by which columns. */
const NEEDED: readonly {
  readonly any: readonly Role[];
  readonly role: Role;
  readonly says: string;
  readonly names: string;
}[] = [
  { any: ['risk', 'id'], role: 'risk', says: 'what the risks are', names: 'Risk' },
  { any: ['occurs', 'likelihood'], role: 'occurs', says: 'how often they come', names: 'How often (or Likelihood)' },
  {
    any: ['cost', 'impact', 'high'],
    role: 'cost',
    says: 'what they cost',
    names: 'Cost (or Impact; or Low, Most likely, High)',
  },
];

/** Where the names of columns were taken to be, for people. */
export const placeWords = ({ name }: Sheet, row: number, columns: readonly Column[] = []): string => {
  const [column] = columns;
  const which =
    column === undefined
      ? ''
      : columns.length > 1
        ? `, columns ${columns.map(({ letter }) => letter).join(', ')}`
        : `, ${columnWords(column)}`;
  return `sheet ${name}, row ${row}${which}`;
};

/** @param file Name of the register, for people. */
export function registerTable(sheets: readonly Sheet[], mapping: Mapping, file: string): Checked<RegisterTable> {
  const one = (message: string, remedy: string): Checked<never> => ({
    ok: false,
    problems: [{ code: 'sheet', message: `\`${file}\` ${message}`, remedy, place: null }],
  });
  const names = sheets.map(({ name }) => `\`${name}\``).join(', ');
  const wanted = mapping.sheet === undefined ? sheets : sheets.filter(({ name }) => name === mapping.sheet);
  const [first, ...others] = wanted.map((sheet) => ({ sheet, ...headerOf(sheet.rows, mapping) }));
  if (first === undefined) {
    return one(`has no sheet \`${mapping.sheet ?? ''}\``, names === '' ? 'it is empty' : `it has ${names}`);
  }
  const { sheet, at } = others.reduce((best, each) => (each.said > best.said ? each : best), first);
  const header = (sheet.rows[at] ?? []).map(textOf);
  const checked = columnsOf(header, mapping.columns ?? {});
  if (!checked.ok) return checked;
  const columns = checked.value;
  const absent = NEEDED.filter(({ any }) => !any.some((role) => columns.has(role)));
  if (absent.length > 0) {
    const known = [...columns].map(([role, { name }]) => `\`${name}\` is read as ${role}`);
    const used = new Set([...columns.values()].map((column) => column.at));
    const left = header.flatMap((name, index) => (name === '' || used.has(index) ? [] : [`\`${name}\``]));
    return one(
      `has no column that says ${absent.map(({ says }) => says).join(', nor one that says ')}; the names of the columns were looked for in ${placeWords(sheet, at + 1)}${known.length === 0 ? '' : `; ${known.join(', ')}`}`,
      `name it ${absent.map(({ names: each }) => each).join(', and ')}, or say in a mapping file (--mapping) which it is: columns: { ${absent.map(({ role }) => `${role}: "..."`).join(', ')} }${left.length === 0 ? '' : `, one of ${left.join(', ')}`}; header: N is the row of the names${sheets.length > 1 ? `, sheet: the sheet, one of ${names}` : ''}`,
    );
  }
  const unread = sheets.flatMap(({ name }) => (name === sheet.name ? [] : [`\`${name}\``])).join(', ');
  const isChosen = mapping.sheet === undefined && sheets.length > 1;
  return {
    ok: true,
    value: {
      sheet,
      at,
      header,
      columns,
      notes: isChosen ? [`The register is read from the sheet \`${sheet.name}\`; left out: ${unread}.`] : [],
    },
  };
}
