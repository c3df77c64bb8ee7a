/** Reads a model back from a workbook that `export` wrote. */
import { stringify } from 'yaml';
import type { Checked, Problem } from '../../model/problem.ts';
import type { Sheet, SheetCell } from '../sheets/sheet.ts';
import { inLine } from './in-line.ts';
import { MODEL_SHEET, put, rowsAsExported, valueOfRows } from './model-sheet.ts';

/** Columns of the register that are the model's own, and the key of a threat that each is. */
export const EDITABLE = {
  risk: 'label',
  discipline: 'discipline',
  'how often': 'occurs',
  'cost per event': 'cost',
} as const;

export interface ImportedModel {
  readonly text: string;
  /** What the register says otherwise than the sheet of the model, and is taken from it. */
  readonly notes: readonly string[];
}

/** The sheet of a workbook that has the model; null where it has none. */
export const modelSheetOf = (sheets: readonly Sheet[]): Sheet | null =>
  sheets.find(({ name, rows }) => name === MODEL_SHEET && String(rows[0]?.[0]) === 'path') ?? null;

const textOf = (cell: SheetCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: Fields, key: string): Fields => {
  const own = Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as Fields) : {};
};

/** A change of a figure that the register shows: its path in the threat, and what it says now. */
interface Change {
  readonly keys: readonly string[];
  readonly said: string;
}

/** The sums of `own: £5..£40; neighbours: £1`; null where it is written otherwise. */
function sumsOf(text: string): ReadonlyMap<string, string> | null {
  const parts = text.split(/;\s*/).map((part) => /^([^:]+):\s*(.+)$/.exec(part.trim()));
  const sums = parts.flatMap((found): [string, string][] => (found === null ? [] : [[found[1] ?? '', found[2] ?? '']]));
  return sums.length === parts.length ? new Map(sums) : null;
}

/** What a cell of the register says otherwise than the workbook did when it was written; null where nobody can say. */
function changesOf(key: string, said: string, was: unknown, id: string): readonly Change[] | null {
  if (said === inLine(was)) return [];
  if (key !== 'cost') {
    // The register shows the id of a threat without a name; a list of dates is changed on the sheet of the model
    if (key === 'label' && was === undefined && said === id) return [];
    if (said === '' || (typeof was === 'object' && was !== null)) return null;
    return [{ keys: [key], said }];
  }
  const [sums, before] = [sumsOf(said), fieldsOf({ was }, 'was')];
  const names = Object.keys(before);
  const isSame =
    sums !== null &&
    sums.size === names.length &&
    names.every((name) => sums.has(name) && typeof before[name] !== 'object');
  if (sums === null || !isSame) return null;
  return [...sums].flatMap(([name, sum]) => (sum === inLine(before[name]) ? [] : [{ keys: [key, name], said: sum }]));
}

interface Taken {
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** Takes what was changed in the register into the model. */
function takeChanges(value: Record<string, unknown>, exported: Fields, register: Sheet | undefined): Taken {
  const [header = [], ...rows] = register?.rows ?? [];
  const [threats, before] = [fieldsOf(value, 'threats'), fieldsOf(exported, 'threats')];
  const notes: string[] = [];
  const problems: Problem[] = [];
  const place = (index: number, column: string): string => `sheet Register, row ${index + 2}, \`${column}\``;
  for (const [index, row] of rows.entries()) {
    const id = textOf(row[header.indexOf('id')]);
    if (id === '' && row.every((cell) => textOf(cell) === '')) continue;
    if (!Object.hasOwn(threats, id)) {
      const isGone = Object.hasOwn(before, id);
      notes.push(
        `${place(index, 'id')}: ${isGone ? `\`${id}\` was taken off the sheet ${MODEL_SHEET}` : `the sheet ${MODEL_SHEET} has no threat \`${id}\`, so the row is not taken: add it there`}.`,
      );
      continue;
    }
    const [now, was] = [fieldsOf(threats, id), fieldsOf(before, id)];
    for (const [column, key] of Object.entries(EDITABLE)) {
      const at = header.indexOf(column);
      if (at < 0) continue;
      const said = textOf(row[at]).trim();
      const changes = changesOf(key, said, was[key], id);
      if (changes === null) {
        notes.push(`${place(index, column)} is not taken: change threats.${id}.${key} on the sheet ${MODEL_SHEET}.`);
        continue;
      }
      for (const change of changes) {
        const own = change.keys.join('.');
        const [after, first] = [inLine(valueAt(now, change.keys)), inLine(valueAt(was, change.keys))];
        if (after !== first && after !== change.said) {
          problems.push({
            code: 'sheet',
            message: `${place(index, column)} says \`${change.said}\`, and the sheet ${MODEL_SHEET} says \`${after}\` at threats.${id}.${own}: both were changed`,
            remedy: 'let both say the same',
            place: null,
          });
          continue;
        }
        if (after === change.said) continue;
        put(value, ['threats', id, ...change.keys], change.said);
        notes.push(`threats.${id}.${own}: ${first === '' ? '(nothing)' : first}, in the register ${change.said}.`);
      }
    }
  }
  return { notes, problems };
}

const valueAt = (value: Fields, [key = '', ...rest]: readonly string[]): unknown =>
  rest.length === 0 ? value[key] : valueAt(fieldsOf(value, key), rest);

/** The model of a workbook: the figures of its sheet, with what the register says otherwise. */
export function importWorkbook(sheets: readonly Sheet[], model: Sheet, file: string): Checked<ImportedModel> {
  const read = valueOfRows(model.rows.slice(1));
  if (!read.ok) return read;
  const exported = valueOfRows(rowsAsExported(model.rows));
  if (!exported.ok) return exported;
  const register = sheets.find(({ name }) => name === 'Register');
  const { notes, problems } = takeChanges(read.value, exported.value, register);
  if (problems.length > 0) return { ok: false, problems };
  const text = `# Made from ${file.replaceAll(/\s+/g, ' ')}\n${stringify(read.value, { lineWidth: 0, version: '1.2', schema: 'core' })}`;
  return { ok: true, value: { text, notes } };
}
