/** A model and what was found of it as sheets: verdict, register with residual risk and acceptance, limits, spend, rings, and the model itself. */
import type { Model } from '../../model/model.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { controlTable, frontierTable, segmentTable } from '../../results/doughnut/tables.ts';
import type { Estimate } from '../../results/estimate.ts';
import { figuresOfDoughnut } from '../../results/history/figures.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Table } from '../../results/table.ts';
import type { SheetCell } from '../sheets/sheet.ts';
import type { ColumnFormat, StyledColumn, StyledSheet } from '../sheets/write-workbook.ts';
import { MODEL_COLUMNS, MODEL_SHEET, modelRows } from './model-sheet.ts';

export interface Found {
  readonly model: Model;
  /** The file, as it is written. */
  readonly value: unknown;
  readonly document: ResultDocument;
  /** Null where it was not asked for. */
  readonly doughnut: DoughnutDocument | null;
  readonly command: string;
}

const column = (header: string, format: ColumnFormat = 'words'): StyledColumn => ({ header, format });

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown, key: string): Fields => {
  const own = isFields(value) ? value[key] : undefined;
  return isFields(own) ? own : {};
};

/** A value of the file in one line: `own: £5..£40`. */
function inLine(value: unknown): string {
  if (Array.isArray(value)) return value.map(inLine).join(', ');
  if (isFields(value))
    return Object.entries(value)
      .map(([key, own]) => `${key}: ${inLine(own)}`)
      .join('; ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
const doubt = ({ unreliable }: Estimate): string => (unreliable === true ? 'too few trials' : '');

function verdictSheet({ model, document, command }: Found, result: ScenarioResult): StyledSheet {
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
  const rows: SheetCell[][] = [
    ['Model', document.title],
    ['Verdict', verdict],
    [`Mean loss a year [${document.currency}]`, mean.value],
    ['Standard error of it', finite(mean.standardError)],
    [`1-in-100 year [${document.currency}]`, valueAtRisk['0.99']?.value ?? null],
    ['Losses counted', document.lossesCounted.join(', ')],
    ['Starts', model.starts],
    ['Futures', `${document.trials} in ${document.worlds} worlds`],
    ['Seed', document.seed],
    ['Version', document.ringfence],
    ['Hash of the model', document.modelHash],
    ['The same figures again', command],
  ];
  return { name: 'Verdict', columns: [column('What'), column('Says', 'number')], rows };
}

/** Whether an acceptance still stands on the first day of the model. */
function acceptance(until: string | null, starts: string): string {
  return until !== null && until.slice(0, 10) < starts.slice(0, 10) ? 'expired' : 'in force';
}

function registerSheet({ model, value, document }: Found, result: ScenarioResult): StyledSheet {
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
      finite((found?.eventsPerHorizon.value ?? 0) * perYear),
      finite((found?.gotThroughPerHorizon.value ?? 0) * perYear),
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
      column('got through a year', 'number'),
      column('residual loss a year', 'money'),
      column('standard error', 'money'),
      column('share of the loss', 'share'),
      column('doubt'),
      column('accepted by'),
      column('accepted until'),
      column('accepted up to', 'money'),
      column('acceptance'),
    ],
    rows: rows.toSorted((a, b) => Number(b[9]) - Number(a[9])),
  };
}

function limitSheet(result: ScenarioResult): StyledSheet {
  return {
    name: 'Limits',
    columns: [
      column('limit'),
      column('what is asked'),
      column('found', 'number'),
      column('standard error', 'number'),
      column('at most', 'number'),
      column('how sure it holds', 'share'),
      column('asked', 'share'),
      column('status'),
    ],
    rows: result.appetite.map(({ id, words, estimate, limit, confidence, asked, status }) => [
      id,
      words,
      estimate.value,
      finite(estimate.standardError),
      limit,
      confidence.value,
      asked,
      status,
    ]),
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
  const plan: StyledSheet = {
    name: 'Spend plan',
    columns: [
      column('control'),
      column('from'),
      column('to'),
      column('adds to the spend a year', 'money'),
      column('saves a year', 'money'),
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
    columns: [column('ring'), column('spend a year', 'money'), column('low', 'money'), column('high', 'money')],
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
    limitSheet(result),
    ...(found.doughnut === null ? [] : spendSheets(found.doughnut)),
    {
      name: MODEL_SHEET,
      columns: MODEL_COLUMNS.map((name) => column(name, name === 'value' ? 'number' : 'words')),
      rows: modelRows(found.value),
    },
  ];
}
