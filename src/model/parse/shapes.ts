/**
 * What to write when a value is not of the kind its key wants: derived from the value, where that shows what is meant.
 */
import type { SourcePath } from '../problem.ts';
import { PARTS } from '../schema/parts.ts';
import { notesOf } from '../schema/key.ts';
import { type Fields, isFields } from './tree.ts';

/** Keys whose values are lists of names. */
const NAME_LISTS: ReadonlySet<string> = new Set([
  'needs',
  'any',
  'all',
  'of',
  'against',
  'excludes',
  'include',
  'disciplines',
]);

/** Maps that people write as a single value, by key. */
const AS_MAP: Readonly<Record<string, (value: string) => string>> = {
  affects: (node) => `{ ${node}: { outage: 4 h } }`,
  bearers: (bearer) => `{ ${bearer}: count }`,
  cost: (amount) => `{ own: ${amount} }`,
  during: (name) => `{ ${name}: x0.5 }`,
  loss: (amount) => `{ own: ${amount} }`,
  share: (node) => `{ ${node}: 60%, another: 40% }`,
  tags: (tag) => `{ place: ${tag} }`,
  tolerance: (time) => `{ mtpd: ${time} }`,
};

/** Maps by name within maps, by the key of the outer one. */
const AS_ENTRY: Readonly<Record<string, (value: string) => string>> = {
  affects: (time) => `{ outage: ${time} }`,
  'common causes': (members) => `{ of: ${members}, beta: 2..10% }`,
  needs: (value) => (/^\d/.test(value) ? `{ buffer: ${value} }` : `{ any: ${value} }`),
};

/** The names in a value: one comma-separated text, a list, or a map. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => namesIn(one));
  if (isFields(value)) return Object.keys(value);
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .split(/\s*,\s*/)
        .filter(Boolean)
    : [];
}

const inBrackets = (value: unknown): string => `[${namesIn(value).join(', ')}]`;

/** The example of the reference for the key at a path; null if none. */
function exampleAt(path: SourcePath): string | null {
  const key = String(path.at(-1) ?? '');
  const above = path.slice(0, -1).map(String);
  const part = PARTS.find(({ patterns }) =>
    patterns.some((pattern) => {
      const segments = pattern === '' ? [] : pattern.split('.');
      return segments.length === above.length && segments.every((one, i) => one === '*' || one === above[i]);
    }),
  );
  const type = part?.shape[key];
  return (type === undefined ? undefined : notesOf(type)?.example) ?? null;
}

/** Whether a key wants names, so that a text with a comma is several of them. */
export const wantsNames = (path: SourcePath): boolean => NAME_LISTS.has(String(path.at(-1)));

/** What is wanted at a path, worded for a message, where a map is read. */
export const mapOr = (path: SourcePath): string =>
  path.at(-1) === 'needs' ? 'a list or a map of names' : 'a map of names';

/** What to write where names in brackets are wanted. */
export const namesRemedy = (path: SourcePath, value: unknown): string => {
  const key = path.findLast((segment) => typeof segment === 'string');
  return `write \`${key}: ${namesIn(value).length === 0 ? '[a, b]' : inBrackets(value)}\``;
};

/** What to write where a map is wanted. */
export function mapRemedy(path: SourcePath, value: unknown): string {
  const [outer, key] = path.length > 1 ? path.slice(-2).map(String) : ['', String(path[0] ?? '')];
  const [first = ''] = namesIn(value);
  if (key === 'needs' && first !== '') return namesRemedy(path, value);
  const entry = first === '' ? undefined : AS_ENTRY[outer ?? ''];
  if (entry !== undefined) {
    const isTime = /^\d/.test(first);
    return `write \`${key}: ${entry(isTime ? first : inBrackets(value))}\``;
  }
  const name = path.findLast((segment) => typeof segment === 'string') ?? '';
  const map = first === '' ? undefined : AS_MAP[name];
  if (map !== undefined) return `write \`${name}: ${map(first)}\``;
  const example = exampleAt(path);
  return example === null ? 'write `name: value` lines below it' : `write such as \`${key}: ${example}\``;
}

/** What to write where a list of maps is wanted. */
export function listRemedy(path: SourcePath, value: unknown): string {
  if (isFields(value)) return 'put it in brackets, `[{ ... }]`, or `- ` before its first key: it is a list of one';
  const key = String(path.at(-1) ?? '');
  const example = exampleAt(path);
  return example === null ? 'write it in brackets: [a, b]' : `write such as \`${key}: ${example}\``;
}

/** The key of a map before another, if those in between have no value: commas split a list into them. */
function keyBefore(fields: Fields, key: string): string | null {
  const keys = Object.keys(fields);
  return keys.slice(0, keys.indexOf(key)).findLast((one) => fields[one] !== null) ?? null;
}

/** What a comma has cut off within braces, where a key has no value; `from`: a list of names that it belongs to. */
export function cutOff(
  fields: Fields,
  key: string,
): { readonly message: string; readonly remedy: string; readonly from: string | null } | null {
  if (fields[key] !== null) return null;
  const message = `\`${key}\` is what a comma has cut off`;
  const before = keyBefore(fields, key);
  if (before === 'friction') return { message, remedy: 'put the whole of `friction` in quotes', from: null };
  if (/^\d/.test(key)) {
    return { message, remedy: 'write numbers without commas: `£1100k`, not `£1,100k`', from: null };
  }
  if (before === null || !wantsNames([before])) return null;
  return { message, remedy: namesRemedy([before], [fields[before], key]), from: before };
}
