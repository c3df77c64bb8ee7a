/** A workbook that somebody has worked in: what was changed arrives, and all else is the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { importWorkbook, modelSheetOf, type ImportedModel } from '../../../src/io/register/import-workbook.ts';
import { MODEL_COLUMNS, MODEL_SHEET, modelRows } from '../../../src/io/register/model-sheet.ts';
import type { Sheet, SheetCell } from '../../../src/io/sheets/sheet.ts';
import type { Checked } from '../../../src/model/problem.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const plainOf = (file: string): unknown =>
  parse(readFileSync(path.join(root, file), 'utf8'), { version: '1.2', schema: 'core', merge: true });

const REGISTER = ['id', 'risk', 'discipline', 'how often', 'cost per event', 'strikes'];
const value = {
  ringfence: 1,
  title: 'A shop',
  currency: 'GBP',
  starts: '2027-01-01',
  horizon: '1 year',
  bearers: { own: 'count' },
  threats: {
    theft: { discipline: 'people', occurs: '2 per year', cost: { own: '£50..£500' } },
    flood: { occurs: 'every 5..20 years', cost: { own: '£1k..£9k' } },
  },
};
const ROWS: SheetCell[][] = [
  ['theft', 'theft', 'people', '2 per year', 'own: £50..£500', ''],
  ['flood', 'flood', null, 'every 5..20 years', 'own: £1k..£9k', ''],
];

type Edit = (cells: { readonly model: SheetCell[][]; readonly register: SheetCell[][] }) => void;

/** What comes of a workbook after an edit. */
function edited(edit: Edit): Checked<ImportedModel> {
  const model = modelRows(value).map((row) => [...row]);
  const register = ROWS.map((row) => [...row]);
  edit({ model, register });
  const sheets: Sheet[] = [
    { name: 'Register', rows: [REGISTER, ...register] },
    { name: MODEL_SHEET, rows: [[...MODEL_COLUMNS], ...model] },
  ];
  return importWorkbook(sheets, modelSheetOf(sheets)!, 'a.xlsx');
}
const found = (edit: Edit): { readonly value: unknown; readonly notes: readonly string[] } => {
  const checked = edited(edit);
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('; '));
  return { value: parse(checked.value.text), notes: checked.value.notes };
};
const rowOf = (rows: SheetCell[][], at: string): SheetCell[] => rows.find(([first]) => first === at)!;
const theft = (changed: object) => ({
  ...value,
  threats: { ...value.threats, theft: { ...value.threats.theft, ...changed } },
});

describe('a workbook that was worked in', () => {
  test('as it was gives the same model', () => {
    expect(found(() => {})).toEqual({ value, notes: [] });
  });

  test('and changed on the sheet of the model has the change, whatever the register still says', () => {
    const changed = found(({ model }) => void (rowOf(model, 'threats.theft.occurs')[1] = '9 per year'));
    expect(changed).toEqual({ value: theft({ occurs: '9 per year' }), notes: [] });
  });

  test('and changed in the register has the change, which is said', () => {
    const changed = found(({ register }) => {
      register[0]!.splice(1, 4, 'Shop theft', 'physical', '3 per year', 'own: £80..£500');
    });
    expect(changed.value).toEqual(
      theft({ label: 'Shop theft', discipline: 'physical', occurs: '3 per year', cost: { own: '£80..£500' } }),
    );
    expect(changed.notes).toContain('threats.theft.cost.own: £50..£500, in the register £80..£500.');
  });

  test('and changed at both places to the same has it once; to two things it is refused', () => {
    const both =
      (said: string): Edit =>
      ({ model, register }) => {
        rowOf(model, 'threats.theft.occurs')[1] = '9 per year';
        register[0]![3] = said;
      };
    expect(found(both('9 per year'))).toEqual({ value: theft({ occurs: '9 per year' }), notes: [] });
    const twice = edited(both('4 per year'));
    expect(twice.ok ? [] : twice.problems.map(({ message }) => message)).toEqual([
      'sheet Register, row 2, `how often` says `4 per year`, and the sheet Model says `9 per year` at threats.theft.occurs: both were changed',
    ]);
  });

  test('says what is not taken: a new row, a cost that is written otherwise, a cell that was emptied', () => {
    const { value: same, notes } = found(({ register }) => {
      register[0]![4] = 'about fifty';
      register[1]![3] = null;
      register.push(['fire', 'fire', null, '1 per year', 'own: £5', '']);
    });
    expect(same).toEqual(value);
    expect(notes).toEqual([
      'sheet Register, row 2, `cost per event` is not taken: change threats.theft.cost on the sheet Model.',
      'sheet Register, row 3, `how often` is not taken: change threats.flood.occurs on the sheet Model.',
      'sheet Register, row 4, `id`: the sheet Model has no threat `fire`, so the row is not taken: add it there.',
    ]);
  });

  test('takes rows that were added to the sheet of the model, words in the place of a number, and numbers without a kind', () => {
    const { value: changed } = found(({ model }) => {
      rowOf(model, 'ringfence')[1] = '1';
      model.push(['threats.theft.label', 'Theft', null, null], ['nodes.till.count', 3, null, null]);
    });
    expect(changed).toEqual({ ...theft({ label: 'Theft' }), nodes: { till: { count: 3 } } });
  });

  test.each(['tests/fixtures/every-key.yaml', 'scenarios/regional-airport/airport.yaml'])(
    'with any one figure of %s changed has that one changed and no other',
    (file) => {
      const plain = plainOf(file);
      const rows = modelRows(plain);
      const leaves = rows.flatMap(([, , kind], at) => (kind === 'words' ? [at] : []));
      fc.assert(
        fc.property(fc.constantFrom(...leaves), fc.string({ minLength: 1, maxLength: 12 }), (at, said) => {
          const changed = rows.map((row, index) => (index === at ? [row[0], said, row[2], row[3]] : row));
          const sheet: Sheet = { name: MODEL_SHEET, rows: [[...MODEL_COLUMNS], ...changed] };
          const checked = importWorkbook([sheet], sheet, 'a.xlsx');
          const back = modelRows(parse(checked.ok ? checked.value.text : '', { version: '1.2', schema: 'core' }));
          expect(back.map(([key, own]) => [key, own])).toEqual(
            rows.map(([key, own], index) => [key, index === at ? said : own]),
          );
        }),
        { numRuns: 25, seed: 11 },
      );
    },
  );
});
