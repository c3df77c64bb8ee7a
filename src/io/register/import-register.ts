/** Turns a risk register, a row a risk, into the text of a model, with what was taken for granted in comments. */
import { stringify } from 'yaml';
import type { Checked, Problem } from '../../model/problem.ts';
import type { Sheet, SheetCell } from '../sheets/sheet.ts';
import { informationLost, type InformationLost, type MatrixRisk } from './information-lost.ts';
import { columnsOf, plainName, type Mapping, type Role } from './mapping.ts';
import { plainFrequency, plainMoney } from './plain-words.ts';

export interface ImportedRegister {
  /** The model. */
  readonly text: string;
  readonly risks: number;
  /** What the words of a matrix could not say; null where no risk is given by words. */
  readonly lost: InformationLost | null;
  /** What was read as what, and what was left out: sentences. */
  readonly notes: readonly string[];
}

const MOST_PROBLEMS = 20;
const DISCIPLINES = ['cyber', 'physical', 'people', 'supply'];
const CURRENCIES: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD' };
const SIGNS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$' };

interface Row {
  /** In the sheet, from 1. */
  readonly number: number;
  readonly cell: (role: Role) => SheetCell;
}

interface Risk {
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  readonly occurs: string;
  readonly cost: string;
  readonly comments: readonly string[];
}

const textOf = (cell: SheetCell): string => (cell === null ? '' : String(cell).trim());

/** `Loss of power (grid)` as `loss-of-power-grid`; ids begin with a letter. */
function idOf(text: string, taken: ReadonlySet<string>): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  const base = /^[a-z]/.test(plain) ? plain : `risk${plain === '' ? '' : `-${plain}`}`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** A text in a YAML value: as it is where that is safe. */
const yaml = (text: string): string => stringify(text, { lineWidth: 0 }).trimEnd();
const comment = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The first row with two columns that are known, unless the mapping says which. */
function headerRow(rows: Sheet['rows'], mapping: Mapping): number {
  if (mapping.header !== undefined) return mapping.header - 1;
  const known = rows.slice(0, 30).map((row) => {
    const columns = columnsOf(row.map(textOf), mapping);
    return columns.ok ? columns.value.size : 0;
  });
  const at = known.findIndex((count) => count >= 2);
  return Math.max(0, at);
}

/** A number a year, from `every 2..5 years`, `1..5% per year`, `5 per year`: the least and the most. */
function yearly(text: string): readonly [number, number] | null {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([found]) => Number(found));
  const [a, b = a] = numbers;
  if (a === undefined || b === undefined) return null;
  const ofShare = text.includes('%') ? 0.01 : 1;
  const perYear = /month/.test(text) ? 12 : /week/.test(text) ? 52 : /day/.test(text) ? 365 : 1;
  if (/^(every|within)/.test(text)) return [perYear / b, perYear / a];
  return [a * ofShare * perYear, b * ofShare * perYear];
}

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9 };

function amounts(text: string): readonly [number, number] | null {
  const numbers = [...text.matchAll(/(\d[\d_,]*(?:\.\d+)?)\s*(bn|k|m)?\b/gi)].map(
    ([, digits = '', scale = '']) => Number(digits.replaceAll(/[,_]/g, '')) * (SCALES[scale.toLowerCase()] ?? 1),
  );
  const [a, b = a] = numbers;
  return a === undefined || b === undefined ? null : [a, b];
}

/** Reads the risks of a sheet. */
class Reader {
  readonly problems: Problem[] = [];
  readonly matrix: MatrixRisk[] = [];
  /** Words that no mapping explains, by kind. */
  readonly unknown: Readonly<Record<'likelihood' | 'impact', Set<string>>> = {
    likelihood: new Set(),
    impact: new Set(),
  };
  asksPert = false;
  readonly #mapping: Mapping;
  readonly #sign: string;

  constructor(mapping: Mapping, sign: string) {
    this.#mapping = mapping;
    this.#sign = sign;
  }

  fault(row: Row, message: string, remedy: string): null {
    this.problems.push({ code: 'sheet', message: `row ${row.number}: ${message}`, remedy, place: null });
    return null;
  }

  #meaning(kind: 'likelihood' | 'impact', word: string): string | null {
    const known = Object.entries(this.#mapping[kind] ?? {});
    const found = known.find(([name]) => plainName(name) === plainName(word))?.[1];
    if (found === undefined) this.unknown[kind].add(word);
    return found ?? null;
  }

  occurs(row: Row): string | null {
    const cell = row.cell('occurs');
    if (typeof cell === 'number') return `${cell} per year`;
    const text = textOf(cell);
    if (/^\d+(?:\.\d+)?$/.test(text)) return `${text} per year`;
    const plain = plainFrequency(text);
    if (/\d/.test(plain)) return plain;
    const likelihood = row.cell('likelihood');
    const said = text === '' ? textOf(likelihood) : text;
    if (said === '')
      return this.fault(
        row,
        'it does not say how often the risk comes',
        'fill in `How often`, such as `every 5..20 years`',
      );
    const known = this.#mapping.likelihood;
    if (known === undefined && /\b(?:per|every|within)\b/.test(said)) return said;
    if (known === undefined && /^\d+(?:\.\d+)?\s*%$/.test(said)) return `${said} per year`;
    return this.#meaning('likelihood', said);
  }

  cost(row: Row): string | null {
    const points = (['low', 'mode', 'high'] as const).map((role) => textOf(row.cell(role)));
    const [low = '', mode = '', high = ''] = points;
    if (low !== '' && high !== '') return this.#threePoints(low, mode, high);
    const cell = row.cell('cost');
    if (typeof cell === 'number') return `${this.#sign}${cell}`;
    const text = textOf(cell);
    if (/\d/.test(text)) return plainMoney(text, this.#sign);
    const said = text === '' ? textOf(row.cell('impact')) : text;
    if (said === '')
      return this.fault(row, 'it does not say what the risk costs', 'fill in `Cost`, such as `£5k..£40k`');
    const known = this.#mapping.impact;
    if (known === undefined && /[£€$]\s*\d/.test(said)) return plainMoney(said, this.#sign);
    return this.#meaning('impact', said);
  }

  #threePoints(low: string, mode: string, high: string): string {
    const [a, b, c] = [low, mode, high].map((text) => plainMoney(text, this.#sign));
    if (mode === '') return `${a}..${c}`;
    if (this.#mapping.pert === undefined) this.asksPert = true;
    return `${this.#mapping.pert === 'moments' ? 'pert-moments' : 'pert'} ${a} ${b} ${c}`;
  }

  /** Notes where a risk lies in the matrix, if words put it there. */
  place(row: Row, occurs: string, cost: string): void {
    const [likelihood, impact] = [textOf(row.cell('likelihood')), textOf(row.cell('impact'))];
    if (
      likelihood === '' ||
      impact === '' ||
      this.#mapping.likelihood === undefined ||
      this.#mapping.impact === undefined
    )
      return;
    const [rate, amount] = [yearly(occurs), amounts(cost)];
    if (rate === null || amount === null) return;
    const cell = `${plainName(likelihood)} / ${plainName(impact)}`;
    this.matrix.push({ cell, low: rate[0] * amount[0], high: rate[1] * amount[1] });
  }
}

/** What a mapping must still say, as a file to fill in. */
function missing(reader: Reader, mapping: Mapping): Problem[] {
  const problems: Problem[] = [];
  const skeleton = (kind: 'likelihood' | 'impact', example: string): void => {
    const words = [...reader.unknown[kind]];
    if (words.length === 0) return;
    problems.push({
      code: 'sheet',
      message: `what ${kind === 'impact' ? 'an impact' : 'a likelihood'} means in figures is for you to say: ${words.map((word) => `\`${word}\``).join(', ')}`,
      remedy: `put into the mapping file (--mapping): ${kind}: { ${words.map((word) => `${yaml(word)}: ${example}`).join(', ')} }, with your own figures`,
      place: null,
    });
  };
  skeleton('likelihood', 'every 5..20 years');
  skeleton('impact', '£10k..£100k');
  if (reader.asksPert && mapping.pert === undefined) {
    problems.push({
      code: 'sheet',
      message: 'costs have three points, low, most likely, high, and there are two laws of the name PERT',
      remedy:
        'put into the mapping file (--mapping): pert: vose (mean = (low + 4 mode + high) / 6, as most tools mean it), or pert: moments (and a standard deviation of a sixth of the range)',
      place: null,
    });
  }
  return problems;
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
const missingColumns = (columns: ReadonlyMap<Role, number>): typeof NEEDED =>
  NEEDED.filter(({ any }) => !any.some((role) => columns.has(role)));

const signIn = (sheet: Sheet): string | undefined => sheet.rows.flat().map(textOf).join(' ').match(/[£€$]/)?.[0];

function modelText(risks: readonly Risk[], mapping: Mapping, currency: string, file: string): string {
  const { title = `Risks of ${file}`, bearer = 'own', starts, horizon = '1 year', limits } = mapping;
  const others = [...new Set(risks.flatMap(({ discipline }) => (discipline === null ? [] : [discipline])))]
    .filter((name) => !DISCIPLINES.includes(name))
    .toSorted();
  const lines = [
    `# Made from ${comment(file)}. Say the model back with: ringfence check --read FILE`,
    'ringfence: 1',
    `title: ${yaml(title)}`,
    `currency: ${currency}`,
    `starts: ${starts ?? '2027-01-01'}${starts === undefined ? '   # taken for granted: the register does not say' : ''}`,
    `horizon: ${horizon}`,
    `bearers: { ${yaml(bearer)}: count }   # whose losses count${mapping.bearer === undefined ? '; taken for granted' : ''}`,
    ...(others.length === 0 ? [] : [`disciplines: [${[...DISCIPLINES, ...others].map(yaml).join(', ')}]`]),
    '',
    '# Each risk is an event that costs money. What depends on what, and what stops an event, is for you to add:',
    '# see `nodes`, `affects` and `controls` in docs/model-file.md.',
    'threats:',
    ...risks.flatMap(({ id, label, discipline, occurs, cost, comments }) => [
      `  ${id}:`,
      ...comments.map((words) => `    # ${comment(words)}`),
      `    label: ${yaml(label)}`,
      ...(discipline === null ? [] : [`    discipline: ${yaml(discipline)}`]),
      `    occurs: ${yaml(occurs)}`,
      `    cost: { ${yaml(bearer)}: ${JSON.stringify(cost)} }`,
    ]),
  ];
  if (limits !== undefined) lines.push('', stringify({ appetite: { limits } }, { lineWidth: 0 }).trimEnd());
  else
    lines.push(
      '',
      `# appetite: { limits: { big-loss: { loss over: ${SIGNS[currency] ?? `${currency} `}100k, chance: 5% per year } } }   # what the board tolerates`,
    );
  return `${lines.join('\n')}\n`;
}

/**
 * Turns a register into a model.
 *
 * @param file Name of the register, for people.
 */
export function importRegister(sheets: readonly Sheet[], mapping: Mapping, file: string): Checked<ImportedRegister> {
  const one = (message: string, remedy: string): Checked<never> => ({
    ok: false,
    problems: [{ code: 'sheet', message: `\`${file}\` ${message}`, remedy, place: null }],
  });
  const sheet = mapping.sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === mapping.sheet);
  if (sheet === undefined) {
    const names = sheets.map(({ name }) => name).join(', ');
    return one(`has no sheet \`${mapping.sheet ?? ''}\``, names === '' ? 'it is empty' : `it has ${names}`);
  }
  const at = headerRow(sheet.rows, mapping);
  const header = (sheet.rows[at] ?? []).map(textOf);
  const columns = columnsOf(header, mapping);
  if (!columns.ok) return columns;
  const absent = missingColumns(columns.value);
  if (absent.length > 0) {
    const known = [...columns.value].map(([role, column]) => `\`${header[column] ?? ''}\` is read as ${role}`);
    const used = new Set(columns.value.values());
    const others = header.filter((name, index) => name !== '' && !used.has(index)).map((name) => `\`${name}\``);
    return one(
      `has no column that says ${absent.map(({ says }) => says).join(', nor one that says ')}${known.length === 0 ? '' : `; ${known.join(', ')}`}`,
      `name it ${absent.map(({ names }) => names).join(', and ')}, or say in a mapping file (--mapping) which it is: columns: { ${absent.map(({ role }) => `${role}: "..."`).join(', ')} }${others.length === 0 ? '' : `, one of ${others.join(', ')}`}`,
    );
  }
  const currency = mapping.currency ?? CURRENCIES[signIn(sheet) ?? ''];
  const sign = currency === undefined ? '' : (SIGNS[currency] ?? `${currency} `);
  const reader = new Reader(mapping, sign);
  if (currency === undefined) {
    const message = `\`${file}\` does not say in which currency it is`;
    reader.problems.push({ code: 'sheet', message, remedy: 'say it in the mapping file: currency: GBP', place: null });
  }
  const taken = new Set<string>();
  const risks: Risk[] = [];
  for (const [index, cells] of sheet.rows.slice(at + 1).entries()) {
    const row: Row = {
      number: at + index + 2,
      cell: (role) => cells[columns.value.get(role) ?? -1] ?? null,
    };
    if (cells.every((cell) => textOf(cell) === '')) continue;
    const label = textOf(row.cell('risk')) || textOf(row.cell('id'));
    if (label === '') {
      reader.fault(row, 'the risk has no name', 'name it, or take the row out');
      continue;
    }
    const [occurs, cost] = [reader.occurs(row), reader.cost(row)];
    if (occurs === null || cost === null) continue;
    reader.place(row, occurs, cost);
    const ref = textOf(row.cell('id'));
    const id = idOf(/^[a-z][a-z0-9-]*$/.test(ref) ? ref : label, taken);
    taken.add(id);
    const discipline = textOf(row.cell('discipline')).toLowerCase();
    const said = (role: Role, words: string): string[] => {
      const text = textOf(row.cell(role));
      return text === '' ? [] : [`${words}: ${text}`];
    };
    risks.push({
      id,
      label,
      discipline: discipline === '' ? null : discipline,
      occurs,
      cost,
      comments: [
        `Row ${row.number}${ref === '' || ref === id ? '' : `, ${ref}`}`,
        ...said('likelihood', 'Likelihood'),
        ...said('impact', 'Impact'),
        ...said('control', 'Controls, not yet in figures'),
        ...said('owner', 'Owner'),
        ...said('source', 'Source'),
        ...said('notes', 'Notes'),
      ],
    });
  }
  const problems = [...reader.problems.slice(0, MOST_PROBLEMS), ...missing(reader, mapping)];
  if (problems.length > 0 || currency === undefined) return { ok: false, problems };
  if (risks.length === 0) return one('has no risk below its header', 'fill in a row for each');
  const used = new Set(columns.value.values());
  const left = header.filter((name, index) => name !== '' && !used.has(index));
  const readAs = [...columns.value].map(([role, column]) => `${header[column] ?? ''} as ${role}`);
  return {
    ok: true,
    value: {
      text: modelText(risks, mapping, currency, file),
      risks: risks.length,
      lost: reader.matrix.length > 1 ? informationLost(reader.matrix) : null,
      notes: [
        `Read ${readAs.join(', ')}.`,
        ...(left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`]),
        ...(columns.value.has('control')
          ? ['What controls do is not in figures, so the model has it as comments only.']
          : []),
      ],
    },
  };
}
