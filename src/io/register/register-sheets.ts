/** A model and what was found of it as sheets: verdict, register with residual risk and acceptance, limits, spend, rings, and the model itself. */
import type { Model } from '../../model/model.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { controlTable, frontierTable, segmentTable } from '../../results/doughnut/tables.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { figuresOfDoughnut, figuresOfRun } from '../../results/history/figures.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Table } from '../../results/table.ts';
import type { SheetCell } from '../sheets/sheet.ts';
import type { ColumnFormat, StyledColumn, StyledSheet } from '../sheets/write-workbook.ts';
import { inLine } from './in-line.ts';
import { EDITABLE } from './import-workbook.ts';
import { MODEL_COLUMNS, MODEL_SHEET, modelRows } from './model-sheet.ts';

export interface Found {
  readonly model: Model;
  /** The file, as it is written. */
  readonly value: unknown;
  readonly document: ResultDocument;
  /** Null where it was not asked for. */
  readonly doughnut: DoughnutDocument | null;
  /** The command line that gives the same figures again, and the one that gives the same workbook. */
  readonly command: string;
  readonly workbook: string;
}

const column = (header: string, format: ColumnFormat = 'words'): StyledColumn => ({ header, format });
const money = (header: string, currency: string): StyledColumn => column(`${header} [${currency}]`, 'money');

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown, key: string): Fields => {
  const own = isFields(value) ? value[key] : undefined;
  return isFields(own) ? own : {};
};

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
/** A number of the horizon as one of a year, and its error. */
const withError = (of: Estimate | undefined, perYear: number): readonly [SheetCell, SheetCell] => [
  finite((of?.value ?? 0) * perYear),
  finite((of?.standardError ?? 0) * perYear),
];
const doubt = ({ unreliable }: Estimate): string => (unreliable === true ? 'too few trials' : '');

function verdictSheet({ model, document, command, workbook }: Found, result: ScenarioResult): StyledSheet {
  const broken = result.appetite.filter(({ status }) => status === 'outside');
  const open = result.appetite.filter(({ status }) => status === 'not resolved' || status === 'at margin');
  const verdict =
    result.appetite.length === 0
      ? 'No limit is stated.'
      : broken.length > 0
        ? `Outside appetite: ${broken.map(({ id }) => id).join(', ')}.`
        : open.length > 0
          ? `Not surely within appetite: ${open.map(({ id }) => id).join(', ')}.`
          : 'Within appetite.';
  const { mean, valueAtRisk } = result.loss;
  const cash = `[${document.currency}]`;
  const oneIn100 = valueAtRisk['0.99'];
  const rows: readonly (readonly [what: string, says: SheetCell, format?: ColumnFormat])[] = [
    ['Model', document.title],
    ['Verdict', verdict],
    [`Mean loss a year ${cash}`, mean.value, 'money'],
    ['Standard error of it', finite(mean.standardError), 'money'],
    ...(mean.unreliable === true ? [['Doubt', 'The mean rests on too few trials or worlds.'] as const] : []),
    [`1-in-100 year ${cash}`, oneIn100?.value ?? null, 'money'],
    ['Standard error of it', finite(oneIn100?.standardError), 'money'],
    ...(oneIn100?.unreliable === true
      ? [['Doubt', 'The 1-in-100 year rests on too few trials or worlds.'] as const]
      : []),
    ['Losses counted', document.lossesCounted.join(', ')],
    ['Starts', model.starts.slice(0, 10)],
    ['Futures', `${wholeNumber(document.trials)} in ${counted(document.worlds, 'world')}`],
    ['Seed', document.seed],
    ['Version', document.ringfence],
    ['Hash of the model', document.modelHash],
    ['The same figures again', command],
    ['The same workbook again', workbook],
    [
      'What an import reads back',
      `The sheet ${MODEL_SHEET}, column value; of the sheet Register ${listed(Object.keys(EDITABLE))}. All else is a result.`,
    ],
  ];
  return {
    name: 'Verdict',
    columns: [column('What'), column('Says', 'words')],
    rows: rows.map(([what, says]) => [what, says]),
    formats: rows.map(([, , format]) => [undefined, format]),
  };
}

/** Whether an acceptance still stands on the first day of the model. */
function acceptance(until: string | null, starts: string): string {
  return until !== null && until.slice(0, 10) < starts.slice(0, 10) ? 'expired' : 'in force';
}

/** Position of the residual loss among the columns of the register. */
const RESIDUAL = 11;

function registerSheet({ model, value, document }: Found, result: ScenarioResult): StyledSheet {
  const { currency } = document;
  const threats = fieldsOf(value, 'threats');
  const total = result.loss.mean.value;
  const perYear = 8760 / document.horizonHours;
  const rows = model.threats.map((threat): SheetCell[] => {
    const own = fieldsOf(threats, threat.id);
    const found = result.threats[threat.id];
    const controls = model.controls.filter(({ against }) => against.some((each) => each.threat === threat.id));
    const accepted = model.accepted.find(({ risk }) => risk === threat.id);
    return [
      threat.id,
      threat.label,
      threat.discipline,
      inLine(own['occurs']),
      inLine(own['cost']),
      inLine(isFields(own['affects']) ? Object.keys(own['affects']) : undefined),
      controls.map(({ id, level }) => `${id}: ${level}`).join(', '),
      ...withError(found?.eventsPerHorizon, perYear),
      ...withError(found?.gotThroughPerHorizon, perYear),
      finite(found?.lossCaused.value),
      finite(found?.lossCaused.standardError),
      total > 0 ? (found?.lossCaused.value ?? 0) / total : null,
      found === undefined ? '' : doubt(found.lossCaused),
      accepted?.by ?? null,
      accepted?.until?.slice(0, 10) ?? null,
      accepted?.upTo ?? null,
      accepted === undefined ? null : acceptance(accepted.until, model.starts),
    ];
  });
  return {
    name: 'Register',
    columns: [
      column('id'),
      column('risk'),
      column('discipline'),
      column('how often'),
      column('cost per event'),
      column('strikes'),
      column('controls and their levels'),
      column('events a year', 'number'),
      column('events a year, standard error', 'number'),
      column('got through a year', 'number'),
      column('got through a year, standard error', 'number'),
      money('residual loss a year', currency),
      column('standard error', 'money'),
      column('share of the loss', 'share'),
      column('doubt'),
      column('accepted by'),
      column('accepted until'),
      money('accepted up to', currency),
      column('acceptance'),
    ],
    rows: rows.toSorted((a, b) => Number(b[RESIDUAL]) - Number(a[RESIDUAL])),
  };
}

function limitSheet({ document }: Found, result: ScenarioResult): StyledSheet {
  const units = figuresOfRun(document);
  const unitOf = (id: string): ColumnFormat => units.find(({ name }) => name === `limit ${id}`)?.unit ?? 'number';
  const names: Readonly<Partial<Record<ColumnFormat, string>>> = { money: document.currency, share: 'share' };
  return {
    name: 'Limits',
    columns: [
      column('limit'),
      column('what is asked'),
      column('found', 'number'),
      column('standard error', 'number'),
      column('at most', 'number'),
      column('unit'),
      column('how sure it holds', 'share'),
      column('asked', 'share'),
      column('status'),
      column('doubt'),
    ],
    rows: result.appetite.map(({ id, words, estimate, limit, confidence, asked, status }) => [
      id,
      words,
      finite(estimate.value),
      finite(estimate.standardError),
      finite(limit),
      names[unitOf(id)] ?? 'number',
      finite(confidence.value),
      asked,
      status,
      doubt(estimate),
    ]),
    formats: result.appetite.map(({ id }) => [undefined, undefined, unitOf(id), unitOf(id), unitOf(id)]),
  };
}

/** A table with a column for each standard error. */
function ofTable(name: string, { columns, rows }: Table): StyledSheet {
  const hasError = columns.map((_, at) => rows.some((row) => typeof row[at] === 'object' && row[at] !== null));
  const isNumber = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  return {
    name,
    columns: columns.flatMap((header, at) =>
      hasError[at] === true
        ? [column(header, 'number'), column(`${header}, standard error`, 'number')]
        : [column(header, isNumber[at] === true ? 'number' : 'words')],
    ),
    rows: rows.map((row) =>
      columns.flatMap((_, at): SheetCell[] => {
        const cell = row[at] ?? null;
        if (typeof cell === 'object' && cell !== null) return [finite(cell.value), finite(cell.standardError)];
        const plain = typeof cell === 'number' ? finite(cell) : cell;
        return hasError[at] === true ? [plain, null] : [plain];
      }),
    ),
  };
}

function spendSheets(document: DoughnutDocument): readonly StyledSheet[] {
  const { currency } = document;
  const plan: StyledSheet = {
    name: 'Spend plan',
    columns: [
      column('control'),
      column('from'),
      column('to'),
      money('adds to the spend a year', currency),
      money('saves a year', currency),
      column('pays in', 'share'),
      column('limits need it'),
    ],
    rows: document.changes.map(({ control, from, to, step, limitsNeedIt }) => [
      control,
      from,
      to,
      step?.spend ?? null,
      finite(step?.saves.value),
      finite(step?.pays.value),
      limitsNeedIt ? 'yes' : 'no',
    ]),
  };
  const rings: StyledSheet = {
    name: 'Doughnut',
    columns: [column('ring'), money('spend a year', currency), money('low', currency), money('high', currency)],
    rows:
      document.rings === undefined
        ? [['no portfolio keeps all limits as surely as asked', null, null, null]]
        : figuresOfDoughnut(document).map(({ name, estimate }) => [
            name,
            estimate.value,
            finite(estimate.low),
            finite(estimate.high),
          ]),
  };
  return [
    plan,
    rings,
    ofTable('Segments', segmentTable(document)),
    ofTable('Controls', controlTable(document)),
    ofTable('Frontier', frontierTable(document)),
  ];
}

/** The sheets, the verdict first and the model last. */
export function registerSheets(found: Found): readonly StyledSheet[] {
  const [result] = Object.values(found.document.scenarios);
  if (result === undefined) throw new Error('a document without a scenario');
  return [
    verdictSheet(found, result),
    registerSheet(found, result),
    limitSheet(found, result),
    ...(found.doughnut === null ? [] : spendSheets(found.doughnut)),
    {
      name: MODEL_SHEET,
      columns: MODEL_COLUMNS.map((name) =>
        column(name, name === 'value' || name === 'as exported' ? 'plain' : 'words'),
      ),
      rows: modelRows(found.value),
    },
  ];
}
