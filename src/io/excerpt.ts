/** The part of a model file that a subject has to do with, as text, and what it cites. */
import { stringify } from 'yaml';
import type { EvidenceSubject } from '../model/evidence-subject.ts';

export interface Citation {
  /** Path of the figure. */
  readonly path: string;
  readonly figure: string;
  /** Id of the source; null for a figure that cites none. */
  readonly source: string | null;
}

export interface Excerpt {
  readonly text: string;
  readonly citations: readonly Citation[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const under = (value: unknown, key: string): Fields => {
  const own = isFields(value) ? value[key] : undefined;
  return isFields(own) ? own : {};
};

/** Those of a section that are named, and what they are `like`; of nodes that are several alike the one they are made of. */
function chosen(section: Fields, ids: readonly string[]): Fields {
  const keys = new Set(ids.map((id) => (Object.hasOwn(section, id) ? id : id.replace(/-\d+$/, ''))));
  for (const key of keys) {
    const { like } = under(section, key);
    if (typeof like === 'string') keys.add(like);
  }
  return Object.fromEntries(Object.entries(section).filter(([key]) => keys.has(key)));
}

/** The formulas in a value: texts that begin with `=`. */
function formulasIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(formulasIn);
}

/** Names of the inputs of which formulas in a value are made, and of those of which these are. */
function inputsIn(value: unknown, inputs: Fields): readonly string[] {
  const named = new Set<string>();
  const look = (formulas: readonly string[]): void => {
    for (const [name] of formulas.join(' ').matchAll(/[a-z_]\w*/gi)) {
      if (named.has(name) || !Object.hasOwn(inputs, name)) continue;
      named.add(name);
      look(formulasIn(inputs[name]));
    }
  };
  look(formulasIn(value));
  return [...named];
}

/** Keys of what is no figure, or has a date of its own. */
const WORDS = new Set([
  'label',
  'description',
  'owner',
  'goal',
  'url',
  'title',
  'current',
  'date',
  'by',
  'bought',
  'evidence',
]);

function citationsOf(parts: Fields, sources: Fields): readonly Citation[] {
  const found: Citation[] = [];
  const visit = (path: string, key: string, value: unknown): void => {
    if (WORDS.has(key)) return;
    if (Array.isArray(value)) value.forEach((own, index) => visit(`${path}[${index + 1}]`, key, own));
    else if (isFields(value)) for (const [own, part] of Object.entries(value)) visit(`${path}.${own}`, own, part);
    else if (typeof value === 'number' && key !== 'order' && key !== 'count' && key !== 'at least')
      found.push({ path, figure: String(value), source: null });
    else if (typeof value === 'string') {
      const source = /\(([^()]+)\)\s*$/.exec(value)?.[1]?.trim();
      if (source !== undefined && Object.hasOwn(sources, source)) found.push({ path, figure: value, source });
      else if (/\d\s*(?:%|\.\.|[a-z])|[£€$]\s*\d/i.test(value)) found.push({ path, figure: value, source: null });
    }
  };
  for (const [section, value] of Object.entries(parts)) visit(section, section, value);
  return found;
}

/** @param value The model file as a plain value. */
export function excerptOf(value: unknown, { threats, nodes, controls }: EvidenceSubject): Excerpt {
  const subjects = {
    threats: chosen(under(value, 'threats'), threats),
    nodes: chosen(under(value, 'nodes'), nodes),
    controls: chosen(under(value, 'controls'), controls),
  };
  const inputs = under(value, 'inputs');
  const parts = Object.fromEntries(
    Object.entries({ inputs: chosen(inputs, inputsIn(subjects, inputs)), ...subjects }).filter(
      ([, part]) => Object.keys(part).length > 0,
    ),
  );
  const sources = under(value, 'sources');
  const citations = citationsOf(parts, sources);
  const cited = citations.flatMap(({ source }) => (source === null ? [] : [source]));
  const shown = cited.length === 0 ? parts : { ...parts, sources: chosen(sources, cited) };
  return { text: stringify(shown, { lineWidth: 100 }), citations };
}
