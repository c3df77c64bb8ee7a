/**
 * Evidence about a control, in three forms, into a posterior of what it prevents.
 *
 * Each form is a Beta with Jeffreys' prior. Clusters divide the counts by 1 + (m - 1) rho, m tests a cluster; age halves them
 * every half-life up to the start of the horizon; forms of one kind are pooled.
 * @see Kish (1965), Survey Sampling, for the design effect; docs/theory.md.
 */
import type { Effectiveness, EvidenceNote } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { hoursAfter, parseDateTime } from '../time/date-time.ts';
import type { Quantity } from '../quantity.ts';
import { evidenceShape } from '../schema/shapes.ts';
import type { Fields, Reader } from './reader.ts';

const EVIDENCE_KEYS = Object.keys(evidenceShape);
const FORMS = ['done', 'to standard', 'caught'] as const;
type Form = (typeof FORMS)[number];

const DEFAULT_RHO = 0.1;
/** 24 months. */
const DEFAULT_HALF_LIFE_HOURS = 24 * 730;

interface Entry extends EvidenceNote {
  readonly validity: Quantity | undefined;
  readonly path: SourcePath;
}

/** `184 of 200`. */
function parseCounts(reader: Reader, text: string, path: SourcePath): readonly [number, number] | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s+of\s+(\d+(?:\.\d+)?)\s*$/.exec(text);
  const k = Number(match?.[1]);
  const n = Number(match?.[2]);
  if (match !== null && k <= n && n > 0) return [k, n];
  reader.report(path, 'counts', `\`${text}\` is no count of tests`, 'write how many of how many: `184 of 200`');
  return null;
}

function parseEntry(
  reader: Reader,
  control: string,
  levels: readonly string[],
  current: string,
  starts: string,
  value: unknown,
  path: SourcePath,
): Entry | null {
  const fields = reader.fields(value, path, 'a piece of evidence', EVIDENCE_KEYS);
  if (fields === null) return null;
  const forms = FORMS.filter((form) => fields[form] !== undefined);
  const form = forms[0];
  if (form === undefined || forms.length > 1) {
    reader.report(
      path,
      'shape',
      'a piece of evidence has one of done, to standard, caught',
      'write `caught: 184 of 200`',
    );
    return null;
  }
  const at = [...path, form];
  const counts = parseCounts(reader, reader.text(fields[form], at, `\`${form}\``) ?? '', at);
  const date = reader.required(fields, 'date', path, 'a piece of evidence', '2026-03-01')
    ? reader.parsed(parseDateTime(fields['date']), [...path, 'date'])
    : undefined;
  const level = reader.text(fields['level'], [...path, 'level'], '`level`') ?? current;
  if (!levels.includes(level)) {
    reader.unknown([...path, 'level'], 'level', level, levels);
    return null;
  }
  const scope = reader.oneOf(fields['scope'], [...path, 'scope'], ['whenPerformed', 'endToEnd'] as const, 'scope');
  const rho = parseShare(reader, fields, 'rho', path) ?? DEFAULT_RHO;
  const clusters = fields['clusters'] === undefined ? undefined : Number(fields['clusters']);
  if (clusters !== undefined && !(clusters >= 1)) {
    reader.report(
      [...path, 'clusters'],
      'counts',
      '`clusters` is the number of clusters of tests',
      'write `clusters: 20`',
    );
    return null;
  }
  const halfLife = reader.constant(fields['halfLife'], [...path, 'halfLife'], 'hours') ?? DEFAULT_HALF_LIFE_HOURS;
  const validity = reader.quantity(fields['validity'], [...path, 'validity'], 'share', 'uncertain');
  if (counts === null || date === undefined) return null;
  const [k, n] = counts;
  const perCluster = clusters === undefined ? 1 : Math.max(1, n / clusters);
  const age = Math.max(0, hoursAfter(date, starts));
  const weight = Math.exp((-Math.LN2 * age) / halfLife) / (1 + (perCluster - 1) * rho);
  return {
    control,
    level,
    form,
    k,
    n,
    date,
    effectiveK: k * weight,
    effectiveN: n * weight,
    scope: scope ?? 'whenPerformed',
    validity,
    path,
  };
}

function parseShare(reader: Reader, fields: Fields, key: string, path: SourcePath): number | undefined {
  return reader.constant(fields[key], [...path, key], 'factor');
}

export interface Evidence {
  readonly notes: readonly EvidenceNote[];
  /** What the evidence of each level says about what it prevents. */
  readonly byLevel: ReadonlyMap<string, Effectiveness>;
}

/** Reads the evidence of one control. `current`: the level that it is about unless it says otherwise. */
export function parseEvidence(
  reader: Reader,
  control: string,
  levels: readonly string[],
  current: string,
  starts: string,
  value: unknown,
  path: SourcePath,
): Evidence {
  const list = reader.list(value, path, '`evidence`') ?? [];
  const entries = list.flatMap(
    (item, i) => parseEntry(reader, control, levels, current, starts, item, [...path, i]) ?? [],
  );
  const byLevel = new Map<string, Effectiveness>();
  for (const level of new Set(entries.map((entry) => entry.level))) {
    const own = entries.filter((entry) => entry.level === level);
    const ends = own.filter((entry) => entry.scope === 'endToEnd');
    const counted = ends.length > 0 ? ends : own;
    for (const entry of ends.length > 0 ? own : []) {
      if (entry.scope === 'endToEnd') continue;
      reader.report(
        entry.path,
        'scope',
        'evidence from end to end stands alone: it holds what this one would count again',
        'leave this one out, or give both the scope whenPerformed',
      );
    }
    byLevel.set(level, posterior(counted));
  }
  const notes = entries.map(noteOf).toSorted((a, b) => compareTexts(sortKey(a), sortKey(b)));
  return { notes, byLevel };
}

function noteOf({ control, level, form, k, n, date, effectiveK, effectiveN, scope }: Entry): EvidenceNote {
  return { control, level, form, k, n, date, effectiveK, effectiveN, scope };
}

function sortKey(note: EvidenceNote): string {
  return [note.level, note.form, note.date, note.n, note.k].join(' ');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function posterior(entries: readonly Entry[]): Effectiveness {
  const forms = FORMS.flatMap((form: Form) => {
    const own = entries.filter((entry) => entry.form === form);
    if (own.length === 0) return [];
    // Sorted before they are added, so that the order in the file does not matter to the last bit.
    const k = own
      .map((entry) => entry.effectiveK)
      .toSorted((a, b) => a - b)
      .reduce((a, b) => a + b, 0);
    const misses = own
      .map((entry) => entry.effectiveN - entry.effectiveK)
      .toSorted((a, b) => a - b)
      .reduce((a, b) => a + b, 0);
    return [{ form, a: 0.5 + k, b: 0.5 + misses }];
  });
  const validity = entries.flatMap((entry) => entry.validity ?? []).toSorted((a, b) => (a.text < b.text ? -1 : 1));
  return { kind: 'posterior', forms, validity };
}
