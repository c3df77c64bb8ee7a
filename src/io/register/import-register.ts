/** Turns a risk register, a row a risk, into the text of a model, with what was taken for granted in comments. */
import { stringify } from 'yaml';
import { didYouMean } from '../../model/did-you-mean.ts';
import { spelt } from '../../model/plain-letters.ts';
import type { Checked, Problem } from '../../model/problem.ts';
import { currencyOf } from '../../model/quantity/units.ts';
import { counted } from '../../results/format/count.ts';
import type { Sheet } from '../sheets/sheet.ts';
import { plainName, type Role } from './columns.ts';
import { decimalsOf, type Decimals } from './decimals.ts';
import { informationLost, type InformationLost } from './information-lost.ts';
import { limitExample, limitLine } from './limit-line.ts';
import type { Mapping } from './mapping.ts';
import { RowReader, scoresAsked, yaml, type Row } from './row-reader.ts';
import { placeWords, registerTable, textOf, type RegisterTable } from './table-of.ts';

export interface ImportedRegister {
  /** The model. */
  readonly text: string;
  readonly risks: number;
  /** What the words of a matrix could not say; null where no risk is given by words. */
  readonly lost: InformationLost | null;
  /** What was read as what, and what was left out: sentences. */
  readonly notes: readonly string[];
  /** Where the register says what a threat of a row has, for people. @param key `occurs` or `cost`. */
  readonly placeOf: (row: number, key: string) => string;
}

const DISCIPLINES = ['cyber', 'physical', 'people', 'supply'];
type Limits = Readonly<Record<string, Readonly<Record<string, string>>>>;
const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** Roles whose cells hold money, or words for it. */
const MONEY: readonly Role[] = ['cost', 'impact', 'low', 'mode', 'high'];
const FREQUENCY: readonly Role[] = ['occurs', 'likelihood'];
const SIGNS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$' };

interface Risk {
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  readonly occurs: string;
  readonly cost: string;
  readonly comments: readonly string[];
}

/** `Loss of power (grid)` as `loss-of-power-grid`; ids begin with a letter. */
function idOf(text: string, taken: ReadonlySet<string>): string {
  const plain = spelt(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
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

const comment = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

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

/** Currencies that the register speaks of where money stands: by sign or code. */
function currenciesIn({ sheet, at, columns }: RegisterTable, mapping: Mapping): readonly string[] {
  const places = MONEY.flatMap((role) => columns.get(role)?.at ?? []);
  const names = places.map((place) => textOf(sheet.rows[at]?.[place]));
  const cells = sheet.rows.slice(at + 1).flatMap((row) => places.map((place) => textOf(row[place])));
  const said = [
    ...names.flatMap((name) => name.match(/[£€$]|(?<=[([]\s*|\bin )[A-Z]{3}\b/g) ?? []),
    // Other words of three capitals are no currencies
    ...[...cells, ...Object.values(mapping.impact ?? {})].flatMap(
      (text) => text.match(/[£€$]|\b[A-Z]{3}(?=\s?\d)|(?<=\d[kKmM]?\s?)[A-Z]{3}\b/g) ?? [],
    ),
  ];
  const codes = new Set(said.flatMap((each) => (CODES.has(currencyOf(each) ?? '') ? [currencyOf(each) ?? ''] : [])));
  return [...codes];
}

const asked = (message: string, remedy: string): Problem => ({ code: 'sheet', message, remedy, place: null });

/** The currency, or what is to be said of it. */
function currencyIn(table: RegisterTable, mapping: Mapping, file: string): Checked<string> {
  if (mapping.currency !== undefined) return { ok: true, value: mapping.currency };
  const [one, ...others] = currenciesIn(table, mapping);
  if (one !== undefined && others.length === 0) return { ok: true, value: one };
  const problem =
    one === undefined
      ? asked(`\`${file}\` does not say in which currency it is`, 'say it in the mapping file: currency: GBP')
      : asked(
          `\`${file}\` speaks of several currencies: ${[one, ...others].join(', ')}`,
          `say in the mapping file which the model is in: currency: ${one}`,
        );
  return { ok: false, problems: [problem] };
}

/** How numbers are written, or what is to be said of it. */
function decimalsIn({ sheet, at, columns }: RegisterTable, mapping: Mapping): Checked<Decimals> {
  if (mapping.decimals !== undefined) return { ok: true, value: mapping.decimals };
  const places = [...MONEY, 'occurs' as const, 'likelihood' as const].flatMap((role) => columns.get(role)?.at ?? []);
  const words = new Set([...Object.keys(mapping.likelihood ?? {}), ...Object.keys(mapping.impact ?? {})]);
  const texts = sheet.rows
    .slice(at + 1)
    .flatMap((row) => places.flatMap((place) => (typeof row[place] === 'string' ? [textOf(row[place])] : [])));
  const found = decimalsOf(texts.filter((text) => !words.has(text)));
  if (typeof found === 'string') return { ok: true, value: found };
  const cells = found.open.map((text) => `\`${text}\``).join(' and ');
  const message = `sheet ${sheet.name}: whether numbers have decimal points or decimal commas is for you to say: ${cells}`;
  const remedy = 'put into the mapping file (--mapping): decimals: point (1,500.50), or decimals: comma (1.500,50)';
  return { ok: false, problems: [asked(message, remedy)] };
}

/** Rows that the mapping leaves out; a problem where it names no column. */
function leftOut({ header }: RegisterTable, mapping: Mapping): Checked<(cells: Sheet['rows'][number]) => boolean> {
  const rules = Object.entries(mapping['leave out'] ?? {}).map(([name, words]) => ({
    name,
    at: header.findIndex((each) => plainName(each) === plainName(name)),
    words: new Set(words.map(plainName)),
  }));
  const problems = rules
    .filter(({ at }) => at < 0)
    .map(({ name }) => {
      const meant = didYouMean(name, header);
      const remedy =
        meant === null ? `there are ${header.filter((each) => each !== '').join(', ')}` : `did you mean \`${meant}\`?`;
      return asked(`the mapping leaves out rows by the column \`${name}\`, and there is none`, remedy);
    });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: (cells) => rules.some(({ at, words }) => words.has(plainName(textOf(cells[at])))) };
}

/** That rows of any status are risks of today, where the register has such a column and the mapping says nothing of it. */
function statusNote({ header, sheet, at }: RegisterTable, mapping: Mapping): readonly string[] {
  const column = header.findIndex((name) => /^(?:risk )?(?:status|state)$/.test(plainName(name)));
  if (column < 0 || mapping['leave out'] !== undefined) return [];
  const counts = new Map<string, number>();
  for (const row of sheet.rows.slice(at + 1)) {
    const text = textOf(row[column]);
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size < 2) return [];
  const name = header[column] ?? '';
  const found = [...counts].map(([word, count]) => `${word} ${count}`).join(', ');
  const example =
    [...counts.keys()].find((word) => /clos|retir|reject|draft/i.test(word)) ?? [...counts.keys()].at(-1) ?? '';
  return [
    `Read whatever its ${name} (${found}). The mapping file leaves rows out: leave out: { ${yaml(name)}: [${yaml(example)}] }.`,
  ];
}

/** The limit that a line of the sheet states, above, between or below the risks. */
function limitIn({ sheet }: RegisterTable, sign: string, decimals: Decimals): Checked<Limits> {
  const problems: Problem[] = [];
  const limits: Record<string, Limits[string]> = {};
  for (const [index, cells] of sheet.rows.entries()) {
    const [text = '', ...others] = cells.map(textOf).filter((each) => each !== '');
    if (others.length > 0) continue;
    const found = limitLine(text, sign, decimals);
    if (found.kind === 'limit') {
      const count = Object.keys(limits).length;
      limits[count === 0 ? 'too-much' : `too-much-${count + 1}`] = found.limit;
    }
    if (found.kind === 'wrong') {
      const message = `${placeWords(sheet, index + 1)}: \`${comment(text)}\` does not say how much is too much`;
      problems.push(asked(message, `write \`${limitExample(sign)}\``));
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: limits };
}

/**
 * Turns a register into a model.
 *
 * @param file Name of the register, for people.
 */
export function importRegister(sheets: readonly Sheet[], mapping: Mapping, file: string): Checked<ImportedRegister> {
  const found = registerTable(sheets, mapping, file);
  if (!found.ok) return found;
  const table = found.value;
  const { sheet, at, header, columns } = table;
  const [currency, decimals, isLeftOut] = [
    currencyIn(table, mapping, file),
    decimalsIn(table, mapping),
    leftOut(table, mapping),
  ];
  const problems = [currency, decimals, isLeftOut].flatMap((each) => (each.ok ? [] : each.problems));
  problems.push(...scoresAsked(table));
  const code = currency.ok ? currency.value : 'GBP';
  const sign = currency.ok ? (SIGNS[code] ?? `${code} `) : '';
  const reader = new RowReader(mapping, table, code, currency.ok ? sign : '£', decimals.ok ? decimals.value : 'point');
  const limitLines = limitIn(table, currency.ok ? sign : '£', decimals.ok ? decimals.value : 'point');
  if (!limitLines.ok) problems.push(...limitLines.problems);
  const limits: Limits = { ...(limitLines.ok ? limitLines.value : {}), ...mapping.limits };
  const hasLimit = Object.keys(limits).length > 0;
  const taken = new Set<string>();
  const risks: Risk[] = [];
  const [out, remarks]: [number[], string[]] = [[], []];
  for (const [index, cells] of sheet.rows.slice(at + 1).entries()) {
    const row: Row = {
      number: at + index + 2,
      cell: (role) => cells[columns.get(role)?.at ?? -1] ?? null,
    };
    const filled = cells.map(textOf).filter((text) => text !== '');
    if (filled.length === 0) continue;
    if (isLeftOut.ok && isLeftOut.value(cells)) {
      out.push(row.number);
      continue;
    }
    const title = textOf(row.cell('risk'));
    const label = title || textOf(row.cell('id'));
    // A line of words below or between the risks
    if (filled.length === 1 && limitLine(filled[0] ?? '', sign, 'point').kind !== 'none') continue;
    if (title === '' && filled.length === 1) {
      remarks.push(`Row ${row.number} has one cell and is no risk: ${comment(filled[0] ?? '').slice(0, 60)}.`);
      continue;
    }
    if (label === '') {
      reader.fault(row, ['risk'], 'the risk has no name', 'name it, or take the row out');
      continue;
    }
    const [occurs, cost] = [reader.occurs(row), reader.cost(row)];
    if (occurs === null || cost === null) continue;
    reader.note(row, occurs, cost);
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
        ...said('description', 'Description'),
        ...said('likelihood', 'Likelihood'),
        ...said('impact', 'Impact'),
        ...said('control', 'Controls, not yet in figures'),
        ...said('owner', 'Owner'),
        ...said('source', 'Source'),
        ...said('notes', 'Notes'),
      ],
    });
  }
  problems.push(...reader.open());
  if (problems.length > 0) return { ok: false, problems };
  if (risks.length === 0) {
    const message = `\`${file}\` has no risk below its header, ${placeWords(sheet, at + 1)}`;
    return { ok: false, problems: [asked(message, 'fill in a row for each')] };
  }
  const used = new Set([...columns.values()].map((column) => column.at));
  const left = header.filter((name, index) => name !== '' && !used.has(index));
  const scales = { '': '', k: ' in thousands', m: ' in millions' };
  const readAs = [...columns].map(
    ([role, { name, scale }]) => `${name} as ${role}${MONEY.includes(role) ? scales[scale] : ''}`,
  );
  return {
    ok: true,
    value: {
      text: modelText(risks, { ...mapping, limits: hasLimit ? limits : undefined }, code, file),
      risks: risks.length,
      lost: reader.matrix.length > 1 ? informationLost(reader.matrix) : null,
      notes: [
        ...(sheet.note === undefined ? [] : [sheet.note]),
        ...table.notes,
        `Read ${readAs.join(', ')}.`,
        ...(mapping.currency === undefined ? [`Money is in ${code}, the only currency that is named.`] : []),
        ...(decimals.ok && decimals.value === 'comma' ? ['Numbers have decimal commas.'] : []),
        ...(left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`]),
        ...statusNote(table, mapping),
        ...(out.length === 0 ? [] : [`${counted(out.length, 'row')} left out by the mapping: ${out.join(', ')}.`]),
        ...remarks,
        ...(columns.has('control')
          ? ['What controls do is not in figures, so the model has it as comments only.']
          : []),
        ...(hasLimit
          ? []
          : [
              `Nothing says what is too much, so there is no verdict: a line of the sheet such as \`${limitExample(sign)}\`, or limits in the mapping file, says it.`,
            ]),
      ],
      placeOf: (row, key) =>
        reader.place(row, ...(key === 'occurs' ? FREQUENCY : key === 'cost' ? MONEY : ['risk' as const])),
    },
  };
}
