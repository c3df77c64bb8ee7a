/** Reads a model back from a workbook that `export` wrote. */
import { stringify } from 'yaml';
import type { Checked } from '../../model/problem.ts';
import type { Sheet, SheetCell } from '../sheets/sheet.ts';
import { MODEL_SHEET, put, valueOfRows } from './model-sheet.ts';

/** Columns of the register that are the model's own, and the key of a threat that each is. */
const EDITABLE = { risk: 'label', discipline: 'discipline', 'how often': 'occurs' } as const;

export interface ImportedModel {
  readonly text: string;
  /** What the register says otherwise than the sheet of the model, and is taken from it. */
  readonly notes: readonly string[];
}

/** The sheet of a workbook that has the model; null where it has none. */
export const modelSheetOf = (sheets: readonly Sheet[]): Sheet | null =>
  sheets.find(({ name, rows }) => name === MODEL_SHEET && String(rows[0]?.[0]) === 'path') ?? null;

const textOf = (cell: SheetCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Takes what was changed in the register into the model. */
function takeChanges(value: Record<string, unknown>, register: Sheet | undefined): readonly string[] {
  const [header = [], ...rows] = register?.rows ?? [];
  const threats = value['threats'] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  if (threats === undefined) return [];
  const at = (name: string): number => header.indexOf(name);
  return rows.flatMap((row) => {
    const id = textOf(row[at('id')]);
    const threat = threats[id];
    if (threat === undefined) return [];
    return Object.entries(EDITABLE).flatMap(([column, key]): string[] => {
      if (at(column) < 0) return [];
      const [said, known] = [textOf(row[at(column)]), threat[key]];
      // A list of dates, or a name that was never given, is not changed by a register that shows it.
      if (said === '' || typeof known === 'object' || said === textOf(known as SheetCell)) return [];
      if (known === undefined && (key !== 'label' || said === id)) return [];
      put(value, ['threats', id, key], said);
      return [`threats.${id}.${key}: ${textOf(known as SheetCell) || '(nothing)'}, in the register ${said}.`];
    });
  });
}

/** The model of a workbook: the figures of its sheet, with what the register says otherwise. */
export function importWorkbook(sheets: readonly Sheet[], model: Sheet, file: string): Checked<ImportedModel> {
  const read = valueOfRows(model.rows.slice(1));
  if (!read.ok) return read;
  const notes = takeChanges(
    read.value,
    sheets.find(({ name }) => name === 'Register'),
  );
  const text = `# Made from ${file.replaceAll(/\s+/g, ' ')}\n${stringify(read.value, { lineWidth: 0, version: '1.2', schema: 'core' })}`;
  return { ok: true, value: { text, notes } };
}
