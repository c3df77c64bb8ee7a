/** What the columns of a register say, by their names or by what a mapping says of them. */
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Checked, Problem } from '../../model/problem.ts';

/** What a column of a register may say. */
export const ROLES = [
  'id',
  'risk',
  'description',
  'discipline',
  'occurs',
  'likelihood',
  'cost',
  'impact',
  'low',
  'mode',
  'high',
  'control',
  'owner',
  'source',
  'notes',
] as const;
export type Role = (typeof ROLES)[number];

/** Names by which a column is known, in small letters, without signs. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  id: ['id', 'ref', 'reference', 'risk id', 'risk ref', 'risk no', 'no', 'number'],
  risk: ['risk', 'risk title', 'title', 'risk name', 'name', 'threat', 'event', 'hazard'],
  description: ['risk description', 'description', 'details'],
  discipline: ['discipline', 'category', 'type', 'area', 'domain'],
  occurs: ['how often', 'occurs', 'frequency', 'rate', 'events per year', 'events a year', 'times a year'],
  likelihood: ['likelihood', 'probability', 'l'],
  cost: [
    'cost',
    'cost per event',
    'loss',
    'loss per event',
    'severity',
    'financial impact',
    'cost if it happens',
    'what it costs',
  ],
  impact: ['impact', 'consequence', 'i', 'c'],
  low: ['low', 'min', 'minimum', 'best case', 'optimistic'],
  mode: ['mode', 'most likely', 'likely', 'ml', 'expected'],
  high: ['high', 'max', 'maximum', 'worst case', 'pessimistic'],
  control: [
    'control',
    'controls',
    'mitigation',
    'mitigations',
    'treatment',
    'existing controls',
    'what we do',
    'what we do about it',
  ],
  owner: ['owner', 'risk owner', 'lead', 'responsible', 'who'],
  source: ['source', 'evidence', 'basis'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks'],
};

/** Roles from which the figures of the model come: which column it is must be beyond doubt. */
const FIGURES: ReadonlySet<Role> = new Set(['occurs', 'likelihood', 'cost', 'impact', 'low', 'mode', 'high']);
const MONEY: ReadonlySet<Role> = new Set(['cost', 'low', 'mode', 'high']);

/** Words that say which likelihood or impact it is, or how it is written, and not what it is. */
const BESIDE =
  /\b(?:inherent|residual|current|gross|net|target|initial|pre|post|before|after|controls?|mitigation|score|rating|level|scale|risk)\b/g;

export interface Column {
  /** Position, from 0. */
  readonly at: number;
  readonly name: string;
  /** As spreadsheets name it: `D`. */
  readonly letter: string;
  /** What stands behind a bare number: `k` in a column of thousands. */
  readonly scale: '' | 'k' | 'm';
  /** Of a bare number of events: the time in which they come. Null where the name does not say. */
  readonly per: string | null;
  /** Whether a mapping says what it is. */
  readonly isMapped: boolean;
}
export type Columns = ReadonlyMap<Role, Column>;

/** `Risk-title:` as `risk title`. */
export const plainName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `Likelihood (1-5)` as `Likelihood`: units and scales stand in brackets. */
const withoutBrackets = (name: string): string => name.replaceAll(/[([][^)\]]*[)\]]/g, ' ');

/** The third column as `C`. */
function letterOf(at: number): string {
  const rest = Math.floor(at / 26);
  return `${rest === 0 ? '' : letterOf(rest - 1)}${String.fromCodePoint(65 + (at % 26))}`;
}

export const columnWords = ({ letter, name }: Pick<Column, 'letter' | 'name'>): string =>
  `column ${letter} \`${name}\``;

/** A scale from one to five, or the like. */
const SCORE = /[([]\s*(?:\d+\s*(?:-|–|to|\.\.)\s*\d+|out of \d+)\s*[)\]]|\/\s*\d+\s*$/i;
const THOUSANDS =
  /(?:[£€$]|\b[A-Z]{3})\s*(?:k\b|['’]?000s?\b|thousands?\b)|\b[kKT]\s*(?:€|EUR\b)|\b(?:thousands?|Tsd)\b|[([]\s*(?:k|['’]?000s?)\s*[)\]]/i;
const MILLIONS =
  /(?:[£€$]|\b[A-Z]{3})\s*(?:m|mn|mio|millions?)\b|\b(?:m|mn|mio)\.?\s*(?:€|EUR\b)|\b(?:millions?|mio)\b/i;
const PER =
  /\b(?:per|an?|each|every)\s+(day|week|month|year)\b|\/\s*(day|week|month|year)\b|\bp\.?\s?a\b|\bper annum\b/i;
/** A sum of a year, which is not what one event costs. */
const YEARLY = /\bannual|\byearly\b|\bper (?:year|annum|month)\b|\ba year\b|\bp\.?\s?a\b|\/\s*(?:year|month)\b/i;

function perOf(name: string): string | null {
  const found = PER.exec(name);
  if (found === null) return null;
  return found[1]?.toLowerCase() ?? found[2]?.toLowerCase() ?? 'year';
}

const columnAt = (header: readonly string[], at: number, isMapped: boolean): Column => {
  const name = header[at] ?? '';
  const scale = MILLIONS.test(name) ? 'm' : THOUSANDS.test(name) ? 'k' : '';
  return { at, name, letter: letterOf(at), scale, per: perOf(name), isMapped };
};

/** What a name says; null where it is not known. A frequency or a severity on a scale is a word of a matrix. */
function roleOf(name: string): Role | null {
  const known = (words: string): Role | null => ROLES.find((role) => NAMES[role].includes(words)) ?? null;
  const plain = plainName(withoutBrackets(name).replace(/\/\s*\d+\s*$/, ''));
  const bare = plain.replaceAll(BESIDE, ' ').replaceAll(/\s+/g, ' ').trim();
  const role = known(plain) ?? (bare === '' ? null : known(bare));
  // What only begins a longer name, such as `residual risk`, is no risk
  if (role === null || (!NAMES[role].includes(plain) && !FIGURES.has(role))) return null;
  if (!SCORE.test(name)) return role;
  return role === 'occurs' ? 'likelihood' : role === 'cost' ? 'impact' : role;
}

/** All columns that say something, by what they say. */
function candidates(header: readonly string[], except: ReadonlySet<number>): ReadonlyMap<Role, readonly number[]> {
  const found = new Map<Role, number[]>();
  for (const [at, name] of header.entries()) {
    const role = except.has(at) ? null : roleOf(name);
    if (role !== null) found.set(role, [...(found.get(role) ?? []), at]);
  }
  return found;
}

/** How much of what a register must say a row of names says: what the risks are, how often they come, what they cost. */
export function saidBy(header: readonly string[]): number {
  const found = candidates(header, new Set());
  const has = (...roles: readonly Role[]): number => (roles.some((role) => found.has(role)) ? 1 : 0);
  // Many names beside it tell the header from a line of words above it
  return (
    100 * (has('risk', 'id', 'description') + has('occurs', 'likelihood') + has('cost', 'impact', 'high')) +
    Math.min(found.size, 99)
  );
}

const problem = (message: string, remedy: string): Problem => ({ code: 'mapping', message, remedy, place: null });

/** The column that a mapping means: by its name, else by its letter. */
function mappedColumn(header: readonly string[], role: Role, meant: string): Checked<Column> {
  const named = header.flatMap((each, at) => (each.trim() === meant.trim() ? [at] : []));
  const [at, other] = named;
  const refused = (message: string, remedy: string): Checked<never> => ({
    ok: false,
    problems: [problem(message, remedy)],
  });
  if (at !== undefined && other !== undefined) {
    const letters = named.map(letterOf);
    return refused(
      `the mapping says that the column \`${meant}\` is ${role}, and ${letters.join(' and ')} have that name`,
      `give its letter: columns: { ${role}: ${letters[0] ?? ''} }`,
    );
  }
  const byLetter = /^[A-Z]{1,2}$/.test(meant) ? header.findIndex((_, index) => letterOf(index) === meant) : -1;
  const found = at ?? byLetter;
  if (found >= 0) return { ok: true, value: columnAt(header, found, true) };
  const close = didYouMean(meant, header);
  return refused(
    `the mapping says that the column \`${meant}\` is ${role}, and there is none`,
    close === null ? `there are ${header.filter((each) => each !== '').join(', ')}` : `did you mean \`${close}\`?`,
  );
}

/**
 * The column of each role. Where two could be one that figures come from, which of them is asked.
 *
 * @param mapped Columns that a mapping names, by role.
 */
export function columnsOf(
  header: readonly string[],
  mapped: Readonly<Partial<Record<Role, string>>>,
): Checked<Columns> {
  const found = new Map<Role, Column>();
  const problems: Problem[] = [];
  for (const [role, name] of Object.entries(mapped) as [Role, string][]) {
    const column = mappedColumn(header, role, name);
    if (column.ok) found.set(role, column.value);
    else problems.push(...column.problems);
  }
  const taken = new Set([...found.values()].map(({ at }) => at));
  for (const [role, places] of candidates(header, taken)) {
    if (mapped[role] !== undefined) continue;
    const [first] = places;
    if (first === undefined) continue;
    const columns = places.map((at) => columnAt(header, at, false));
    if (FIGURES.has(role) && columns.length > 1) {
      const isTwice = new Set(columns.map(({ name }) => name)).size < columns.length;
      problems.push(
        problem(
          `which column is ${role} is for you to say: ${columns.map(columnWords).join(', ')}`,
          `put into the mapping file (--mapping): columns: { ${role}: ${columns.map(({ letter, name }) => (isTwice ? letter : JSON.stringify(name))).join(' or ')} }. A model wants today's, with the controls that there are (residual, current, net)`,
        ),
      );
    }
    found.set(role, columnAt(header, first, false));
  }
  const description = found.get('description');
  if (!found.has('risk') && description !== undefined) {
    found.set('risk', description);
    found.delete('description');
  }
  for (const [role, column] of found) {
    if (!MONEY.has(role) || column.isMapped || !YEARLY.test(column.name)) continue;
    problems.push(
      problem(
        `${columnWords(column)} seems to say what a year costs, and a model wants what one event costs`,
        `name another in the mapping file (--mapping), or this one if it is: columns: { ${role}: ${JSON.stringify(column.name)} }`,
      ),
    );
  }
  // In the order of the roles, whatever the order of the sheet
  const inOrder = ROLES.flatMap((role): [Role, Column][] => {
    const column = found.get(role);
    return column === undefined ? [] : [[role, column]];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: new Map(inOrder) };
}
