/**
 * Turns evidence about a control, in three forms, into a posterior of what it prevents.
 *
 * Each form is a Beta with Jeffreys' prior. Clusters divide the counts by 1 + (m - 1) rho, m tests a cluster; age
 * halves them every half-life up to the start of the horizon; pieces of one form are pooled.
 * @see Kish (1965), Survey Sampling, for the design effect; docs/theory.md.
 */
import type { Effectiveness, EvidenceNote, Setting } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import type { Quantity } from '../quantity.ts';
import { evidenceShape } from '../schema/control-shapes.ts';
import { hoursAfter } from '../time/date-time.ts';
import { shareLeft } from './half-life.ts';
import { parseDate } from './head.ts';
import { valueText } from './notes.ts';
import { protects, type RawLevel } from './raw-levels.ts';
import type { Reader } from './reader.ts';
import { type Fields, order } from './tree.ts';

const EVIDENCE_KEYS = Object.keys(evidenceShape);
/** Read back unchanged. */
const STATED = ['by', 'clusters', 'rho', 'halfLife', 'validity'] as const;
const FORMS = ['done', 'to standard', 'caught'] as const;

const DEFAULT_RHO = 0.1;
/** 24 months. */
const DEFAULT_HALF_LIFE_HOURS = 24 * 730;
const JEFFREYS = 0.5;

interface Entry {
  readonly note: EvidenceNote;
  /** What remains of the tests that the control did not pass. */
  readonly misses: number;
  readonly validity: Quantity | undefined;
  readonly path: SourcePath;
}

/** The control that evidence is about. */
export interface Evidenced {
  readonly control: string;
  readonly levels: readonly RawLevel[];
  /** The level that evidence is about by default; null when it is invalid. */
  readonly current: string | null;
  /** Start of the horizon, to which evidence ages. */
  readonly starts: string;
}

export interface Evidence {
  readonly notes: readonly EvidenceNote[];
  /** What the evidence of each level says about what it prevents. */
  readonly byLevel: ReadonlyMap<string, Effectiveness>;
}

const COUNTS = /^\s*(\d+(?:\.\d+)?)\s+of\s+(\d+(?:\.\d+)?)\s*$/;

/** `184 of 200`. */
function parseCounts(reader: Reader, value: unknown, path: SourcePath): readonly [k: number, n: number] | null {
  const text = reader.text(value, path, 'a count of tests');
  if (text === null) return null;
  const match = COUNTS.exec(text);
  const k = Number(match?.[1]);
  const n = Number(match?.[2]);
  if (match !== null && k <= n && n > 0) return [k, n];
  const message = match === null ? `\`${text}\` is no count of tests` : `\`${text}\` counts more than there were`;
  reader.report(path, 'counts', message, 'write how many of how many: `184 of 200`');
  return null;
}

/** The divisor of the counts for clustered tests; undefined when the clusters are invalid. */
function designEffect(reader: Reader, fields: Fields, tests: number, path: SourcePath): number | undefined {
  const rho = reader.constant(fields['rho'], [...path, 'rho'], 'share') ?? DEFAULT_RHO;
  const at = [...path, 'clusters'];
  const clusters = reader.plainNumber(fields['clusters'], at);
  if (clusters === undefined) return 1;
  if (typeof clusters === 'number' && clusters >= 1 && clusters <= tests) return 1 + (tests / clusters - 1) * rho;
  const message = `\`clusters\` is the number of clusters of tests, from 1 to ${tests} here`;
  reader.report(at, 'counts', message, 'write such as `clusters: 20`');
  return undefined;
}

function parseHalfLife(reader: Reader, fields: Fields, path: SourcePath): number {
  const at = [...path, 'halfLife'];
  const halfLife = reader.constant(fields['halfLife'], at, 'hours') ?? DEFAULT_HALF_LIFE_HOURS;
  if (halfLife > 0) return halfLife;
  reader.report(at, 'range', 'a half-life lies above 0', 'write such as `halfLife: 24 months`');
  return DEFAULT_HALF_LIFE_HOURS;
}

/** The level that was tested: one that can protect from something. */
function parseLevelName(reader: Reader, of: Evidenced, fields: Fields, path: SourcePath): string | null {
  const stated = reader.text(fields['level'], [...path, 'level'], '`level`');
  const name = stated ?? of.current;
  if (name === null) return null;
  const level = of.levels.find(({ id }) => id === name);
  if (level === undefined) {
    const known = of.levels.map(({ id }) => id);
    reader.unknown([...path, 'level'], 'level', name, known);
    return null;
  }
  if (protects(level)) return name;
  const others = of.levels.filter(protects).map(({ id }) => id);
  const remedy =
    others.length === 0
      ? 'say what a level prevents'
      : `write \`level: ${others[0]}\`${others.length > 1 ? `, or another of ${others.slice(1).join(', ')}` : ''}`;
  const message = `level \`${name}\` protects from nothing: at which level was it tested?`;
  reader.report(
    stated === null ? path : [...path, 'level'],
    'evidence',
    message,
    remedy,
    stated === null ? 'key' : 'value',
  );
  return null;
}

/** The day of the test, which must be before the start of the horizon. */
function parseTestDate(reader: Reader, of: Evidenced, fields: Fields, path: SourcePath): string | undefined {
  reader.required(fields, 'date', path, 'a piece of evidence', '2026-03-01');
  const date = parseDate(reader, fields['date'], [...path, 'date']);
  if (date === undefined || hoursAfter(of.starts, date) <= 0) return date;
  const message = `this evidence is dated after the start of the horizon, ${of.starts.slice(0, 10)}`;
  reader.report([...path, 'date'], 'date', message, 'write when it was tested, or let the horizon begin later');
  return undefined;
}

function parseEntry(reader: Reader, of: Evidenced, value: unknown, path: SourcePath): Entry | null {
  const fields = reader.fields(value, path, 'a piece of evidence', EVIDENCE_KEYS);
  if (fields === null) return null;
  const forms = FORMS.filter((form) => fields[form] !== undefined);
  const [form] = forms;
  if (form === undefined || forms.length > 1) {
    const message = 'a piece of evidence has one of done, to standard, caught';
    reader.report(path, 'shape', message, 'write `caught: 184 of 200`');
    return null;
  }
  const counts = parseCounts(reader, fields[form], [...path, form]);
  const date = parseTestDate(reader, of, fields, path);
  const level = parseLevelName(reader, of, fields, path);
  const scopes = ['whenPerformed', 'endToEnd'] as const;
  const scope = reader.oneOf(fields['scope'], [...path, 'scope'], scopes, 'scope') ?? 'whenPerformed';
  reader.text(fields['by'], [...path, 'by'], '`by`');
  const halfLife = parseHalfLife(reader, fields, path);
  const validity = reader.quantity(fields['validity'], [...path, 'validity'], 'share', 'uncertain', {
    fixed: '`validity`',
  });
  const effect = designEffect(reader, fields, counts?.[1] ?? Infinity, path);
  if (counts === null || date === undefined || level === null || effect === undefined) return null;
  const [k, n] = counts;
  const weight = shareLeft(hoursAfter(date, of.starts) / halfLife) / effect;
  const effectiveK = k * weight;
  const effectiveN = n * weight;
  const stated = STATED.flatMap((key): Setting[] =>
    fields[key] === undefined || fields[key] === null
      ? []
      : [{ path: key, value: valueText(fields[key]), scales: false }],
  );
  const note = { control: of.control, level, form, k, n, date, effectiveK, effectiveN, scope, stated };
  return { note, misses: (n - k) * weight, validity, path };
}

/** The entries that count for a level: end-to-end ones exclude others, and are of one form. */
function counted(reader: Reader, entries: readonly Entry[]): readonly Entry[] {
  const ends = entries.filter(({ note }) => note.scope === 'endToEnd');
  const [first] = ends;
  if (first === undefined) return entries;
  for (const { note, path } of entries) {
    if (note.scope === 'endToEnd' && note.form === first.note.form) continue;
    const message = 'evidence from end to end stands alone: it holds what this would count again';
    reader.report(path, 'scope', message, 'leave this one out, or give each the scope whenPerformed');
  }
  return ends;
}

/** Sums from small to large, so that the order in the file does not affect the last bit. */
const sum = (values: readonly number[]): number => values.toSorted((a, b) => a - b).reduce((a, b) => a + b, 0);

/** The validity of pooled pieces of one form: pieces of different validity cannot be pooled. */
function pooledValidity(reader: Reader, entries: readonly Entry[]): Quantity | undefined {
  const [first, ...others] = entries;
  for (const { validity, path } of others) {
    if (validity?.text === first?.validity?.text) continue;
    const message = 'pieces of evidence of one form are pooled, and these differ in `validity`';
    reader.report(path, 'validity', message, 'give them the same validity, or leave the weaker one out');
  }
  return first?.validity;
}

function posterior(reader: Reader, entries: readonly Entry[]): Effectiveness {
  const used = FORMS.flatMap((form) => {
    const own = entries.filter(({ note }) => note.form === form);
    return own.length === 0 ? [] : [{ form, own }];
  });
  return {
    kind: 'posterior',
    forms: used.map(({ form, own }) => ({
      form,
      a: JEFFREYS + sum(own.map(({ note }) => note.effectiveK)),
      b: JEFFREYS + sum(own.map(({ misses }) => misses)),
    })),
    validity: used.flatMap(({ own }) => pooledValidity(reader, own) ?? []),
  };
}

const compareNotes = (a: EvidenceNote, b: EvidenceNote): number =>
  order(a.level, b.level) ||
  order(a.form, b.form) ||
  order(a.date, b.date) ||
  a.n - b.n ||
  a.k - b.k ||
  a.effectiveN - b.effectiveN;

/** Reads the evidence of one control. */
export function parseEvidence(reader: Reader, of: Evidenced, value: unknown, path: SourcePath): Evidence {
  const list = reader.list(value, path, '`evidence`') ?? [];
  const entries = list.flatMap((item, i) => parseEntry(reader, of, item, [...path, i]) ?? []);
  const byLevel = new Map<string, Effectiveness>();
  for (const level of new Set(entries.map(({ note }) => note.level))) {
    const own = entries.filter(({ note }) => note.level === level);
    byLevel.set(level, posterior(reader, counted(reader, own)));
  }
  return { notes: entries.map(({ note }) => note).toSorted(compareNotes), byLevel };
}
