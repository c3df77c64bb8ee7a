/** Reads how often a risk comes and what it costs from its row, and gathers what the register leaves open. */
import { stringify } from 'yaml';
import type { Problem } from '../../model/problem.ts';
import { noFormulas, type QuantityContext, type QuantityFault } from '../../model/quantity/parsed.ts';
import { parseOccurrence } from '../../model/quantity/parse-occurrence.ts';
import { parseQuantity } from '../../model/quantity/parse-quantity.ts';
import type { SheetCell } from '../sheets/sheet.ts';
import { columnWords, plainName, type Column, type Role } from './columns.ts';
import { plainDecimals, type Decimals } from './decimals.ts';
import type { MatrixRisk } from './information-lost.ts';
import type { Mapping } from './mapping.ts';
import { plainFrequency, plainMoney } from './plain-words.ts';
import { placeWords, textOf, type RegisterTable } from './table-of.ts';

const MOST_PROBLEMS = 20;
/** Rows that are named of those with a word. */
const MOST_ROWS = 3;
/** The greatest number that may be a score. */
const GREATEST_SCORE = 10;

export interface Row {
  /** In the sheet, from 1. */
  readonly number: number;
  readonly cell: (role: Role) => SheetCell;
}

type Matrix = 'likelihood' | 'impact';

/** Words that no mapping explains, with the rows that have them. */
type Unknown = Map<string, { readonly column: Column | undefined; readonly rows: number[] }>;

/** A text in a YAML value: as it is where that is safe. */
export const yaml = (text: string): string => stringify(text, { lineWidth: 0 }).trimEnd();

/** A day: spreadsheets make one of `2-3`, and nobody sees it. */
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
const isNumber = (text: string): boolean => /^\d+(?:\.\d+)?$/.test(text);

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

export class RowReader {
  readonly problems: Problem[] = [];
  readonly matrix: MatrixRisk[] = [];
  readonly #unknown: Readonly<Record<Matrix, Unknown>> = { likelihood: new Map(), impact: new Map() };
  #asksPert = false;
  readonly #mapping: Mapping;
  readonly #table: RegisterTable;
  readonly #sign: string;
  readonly #decimals: Decimals;
  readonly #context: QuantityContext;

  constructor(mapping: Mapping, table: RegisterTable, currency: string, sign: string, decimals: Decimals) {
    this.#mapping = mapping;
    this.#table = table;
    this.#sign = sign;
    this.#decimals = decimals;
    this.#context = {
      currency,
      rates: new Map(),
      sources: new Map(),
      inputs: new Map(),
      formulaTree: noFormulas,
    };
  }

  /** The place of cells, for people. */
  place(row: number, ...roles: readonly Role[]): string {
    const columns = roles.flatMap((role) => this.#table.columns.get(role) ?? []);
    return placeWords(this.#table.sheet, row, columns);
  }

  fault(row: Row, roles: readonly Role[], message: string, remedy: string): null {
    this.problems.push({
      code: 'sheet',
      message: `${this.place(row.number, ...roles)}: ${message}`,
      remedy,
      place: null,
    });
    return null;
  }

  /** What the mapping says of a word; undefined where it says nothing. */
  #said(kind: Matrix, word: string): string | undefined {
    const known = Object.entries(this.#mapping[kind] ?? {});
    return (known.find(([name]) => name.trim() === word) ??
      known.find(([name]) => plainName(name) === plainName(word)))?.[1];
  }

  /** What stands in a cell is no figure of a model. */
  #wrong(row: Row, role: Role, text: string, { message, remedy }: QuantityFault): null {
    const quoted = message.includes(`\`${text}\``) ? message : `\`${text}\`: ${message}`;
    return this.fault(row, [role], quoted, remedy === '' ? 'write it as a model has it' : remedy);
  }

  #ask(kind: Matrix, row: Row, role: Role, word: string): null {
    const asked = this.#unknown[kind].get(word);
    if (asked === undefined)
      this.#unknown[kind].set(word, { column: this.#table.columns.get(role), rows: [row.number] });
    else asked.rows.push(row.number);
    return null;
  }

  occurs(row: Row): string | null {
    const role = textOf(row.cell('occurs')) === '' ? 'likelihood' : 'occurs';
    const text = textOf(row.cell(role));
    if (text === '') {
      const remedy = 'fill in `How often`, such as `every 5..20 years`';
      return this.fault(row, ['occurs'], 'it does not say how often the risk comes', remedy);
    }
    const said = this.#said('likelihood', text);
    if (said !== undefined) return said;
    if (isDay(text)) return this.#day(row, role, text);
    const plain = plainDecimals(text, this.#decimals);
    if (role === 'occurs' && isNumber(plain)) return this.#events(row, plain);
    const written = /^\d+(?:\.\d+)?\s*%$/.test(plain) ? `${plain} per year` : plainFrequency(plain);
    if (!/\d/.test(written)) return this.#ask('likelihood', row, role, text);
    const found = parseOccurrence(written, false, { starts: '2000-01-01', horizonHours: 8760 }, this.#context);
    // A date is for the model to judge, that knows its own horizon
    if (found.ok || /^on\b/.test(written)) return written;
    // A model's own form that is wrong is mended in the sheet; what is said otherwise, by the mapping
    const isOwnForm = /^(?:every|within)\b|\bper\b/.test(written);
    if (isOwnForm) return this.#wrong(row, role, text, found.fault);
    return this.#ask('likelihood', row, role, text);
  }

  #day(row: Row, role: Role, text: string): null {
    const message = `\`${text}\` is a date: spreadsheets make one of a range such as \`2-3\``;
    return this.fault(row, [role], message, 'write `2 to 3`, or `on 2027-03-31` for what comes on a day');
  }

  /** A bare number of events. */
  #events(row: Row, number: string): string | null {
    const column = this.#table.columns.get('occurs');
    if (column?.per === null && /years?\b|jahre?\b|period|interval/i.test(column.name)) {
      const message = `\`${number}\` may be events a year, or years from one to the next`;
      return this.fault(row, ['occurs'], message, `write \`${number} per year\`, or \`every ${number} years\``);
    }
    return `${number} per ${column?.per ?? 'year'}`;
  }

  cost(row: Row): string | null {
    const [low, mode, high] = (['low', 'mode', 'high'] as const).map((role) => textOf(row.cell(role)));
    if (low !== undefined && mode !== undefined && high !== undefined && low !== '' && high !== '')
      return this.#threePoints(row, [low, mode, high]);
    const role = textOf(row.cell('cost')) === '' ? 'impact' : 'cost';
    const text = textOf(row.cell(role));
    if (text === '') {
      return this.fault(row, ['cost'], 'it does not say what the risk costs', 'fill in `Cost`, such as `£5k..£40k`');
    }
    const said = this.#said('impact', text);
    if (said !== undefined) return said;
    if (role === 'impact' && !/[£€$]|\b[A-Z]{3}\b/.test(text)) return this.#ask('impact', row, role, text);
    if (isDay(text)) return this.#day(row, role, text);
    const written = this.#money(row, role, text);
    if (written === null) return null;
    const found = parseQuantity(written, 'money', 'varies', this.#context);
    // Another currency is known to the model, which says what it lacks
    if (found.ok || found.fault.code === 'rate') return written;
    if (/\d/.test(text)) return this.#wrong(row, role, text, found.fault);
    return this.#ask('impact', row, role, text);
  }

  #money(row: Row, role: Role, text: string): string | null {
    const column = this.#table.columns.get(role);
    const written = plainMoney(plainDecimals(text, this.#decimals), this.#sign, column?.scale);
    if (typeof written === 'string') return written;
    const [a, b] = written.either;
    return this.fault(row, [role], `\`${text}\` may be ${a} or ${b}`, 'write both ends in full');
  }

  #threePoints(row: Row, texts: readonly [string, string, string]): string | null {
    const [low, mode, high] = texts;
    const [a, b, c] = (['low', 'mode', 'high'] as const).map((role, at) => this.#money(row, role, texts[at] ?? ''));
    if (typeof a !== 'string' || typeof b !== 'string' || typeof c !== 'string') return null;
    if (mode !== '' && this.#mapping.pert === undefined) this.#asksPert = true;
    const written =
      mode === '' ? `${a}..${c}` : `${this.#mapping.pert === 'moments' ? 'pert-moments' : 'pert'} ${a} ${b} ${c}`;
    const found = parseQuantity(written, 'money', 'varies', this.#context);
    if (found.ok || found.fault.code === 'rate') return written;
    const said = [low, mode, high].filter((text) => text !== '').map((text) => `\`${text}\``);
    return this.fault(row, ['low', 'mode', 'high'], `${said.join(', ')}: ${found.fault.message}`, found.fault.remedy);
  }

  /** Notes where a risk lies in the matrix, if words put it there. */
  note(row: Row, occurs: string, cost: string): void {
    const [likelihood, impact] = [textOf(row.cell('likelihood')), textOf(row.cell('impact'))];
    const isByWords = this.#mapping.likelihood !== undefined && this.#mapping.impact !== undefined;
    if (likelihood === '' || impact === '' || !isByWords) return;
    const [rate, amount] = [yearly(occurs), amounts(cost)];
    if (rate === null || amount === null) return;
    const cell = `${plainName(likelihood)} / ${plainName(impact)}`;
    this.matrix.push({ cell, low: rate[0] * amount[0], high: rate[1] * amount[1] });
  }

  /** All that is at fault, and what a mapping must still say, as lines to fill in. */
  open(): readonly Problem[] {
    const more = this.problems.length - MOST_PROBLEMS;
    const problems = this.problems.slice(0, MOST_PROBLEMS);
    if (more > 0) {
      const message = `${more} more of the rows have a fault`;
      problems.push({ code: 'sheet', message, remedy: 'mend these first', place: null });
    }
    problems.push(
      ...this.#words('likelihood', '`every 5..20 years` or `1..5% per year`'),
      ...this.#words('impact', `\`${this.#sign}10k..${this.#sign}100k\``),
    );
    if (this.#asksPert) {
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

  #words(kind: Matrix, example: string): readonly Problem[] {
    const asked = [...this.#unknown[kind]].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    if (asked.length === 0) return [];
    const rowsOf = (rows: readonly number[]): string =>
      `${rows.length > 1 ? 'rows' : 'row'} ${rows.slice(0, MOST_ROWS).join(', ')}${rows.length > MOST_ROWS ? ` and ${rows.length - MOST_ROWS} more` : ''}`;
    const words = asked.map(([word, { rows }]) => `\`${word}\` (${rowsOf(rows)})`);
    const columns = [
      ...new Set(asked.flatMap(([, { column }]) => (column === undefined ? [] : [columnWords(column)]))),
    ];
    return [
      {
        code: 'sheet',
        message: `sheet ${this.#table.sheet.name}, ${columns.join(', ')}: what ${kind === 'impact' ? 'an impact' : 'a likelihood'} means in figures is for you to say: ${words.join(', ')}`,
        remedy: `put into the mapping file (--mapping): ${kind}: { ${asked.map(([word]) => `${yaml(word)}: "..."`).join(', ')} }, each with your own figures, such as ${example}`,
        place: null,
      },
    ];
  }
}

/** Columns of bare small whole numbers that may be scores of a matrix as well as events or money. */
export function scoresAsked({ columns, sheet, at }: RegisterTable): readonly Problem[] {
  const kinds = [
    {
      role: 'occurs',
      other: 'likelihood',
      says: 'events a year',
      isClear: (column: Column) => column.per !== null || !/^\W*(?:frequency|rate)\b/i.test(column.name),
    },
    { role: 'cost', other: 'impact', says: 'money', isClear: (column: Column) => column.scale !== '' },
  ] as const;
  return kinds.flatMap(({ role, other, says, isClear }): Problem[] => {
    const column = columns.get(role);
    if (column === undefined || column.isMapped || isClear(column)) return [];
    const texts = sheet.rows.slice(at + 1).flatMap((row) => textOf(row[column.at]) || []);
    const isScore = (text: string): boolean => isNumber(text) && Number(text) <= GREATEST_SCORE;
    const isOpen =
      role === 'occurs'
        ? texts.some(isNumber)
        : texts.length > 0 && texts.every((text) => isScore(text) && Number.isInteger(Number(text)));
    if (!isOpen) return [];
    const found = [...new Set(texts.filter(isNumber))].slice(0, 5).join(', ');
    return [
      {
        code: 'sheet',
        message: `sheet ${sheet.name}, ${columnWords(column)}: whether its numbers (${found}) are ${says}, or scores, is for you to say`,
        remedy: `put into the mapping file (--mapping): columns: { ${role}: ${JSON.stringify(column.name)} } for ${says}, or columns: { ${other}: ${JSON.stringify(column.name)} } and what each means`,
        place: null,
      },
    ];
  });
}
