/** A model file as a sheet, a row a figure, and back: the same model. */
import type { Checked, Problem } from '../../model/problem.ts';
import type { SheetCell } from '../sheets/sheet.ts';

/** Name of the sheet, and its columns. */
export const MODEL_SHEET = 'Model';
export const MODEL_COLUMNS = ['path', 'value', 'kind', 'as exported'] as const;
/** Position of the values that stood there when the sheet was written. */
const AS_EXPORTED = MODEL_COLUMNS.indexOf('as exported');
const KIND = MODEL_COLUMNS.indexOf('kind');

/** `words`: text; `number`; `yes or no`; `nothing`; `map` and `list`: empty ones. */
type Kind = 'words' | 'number' | 'yes or no' | 'nothing' | 'map' | 'list';

const PLAIN = /^[A-Za-z_](?:[\w -]*[\w-])?$/;

const segment = (key: string): string => (PLAIN.test(key) ? key : JSON.stringify(key));

type Row = readonly [path: string, value: SheetCell, kind: Kind, asExported: SheetCell];

/** Rows of a plain value: keys joined by dots, entries of lists as `[1]`, names that are no words in quotes. */
export function modelRows(value: unknown): readonly Row[] {
  const rows: Row[] = [];
  const add = (at: string, own: SheetCell, kind: Kind): void => void rows.push([at, own, kind, own]);
  const visit = (at: string, part: unknown): void => {
    if (Array.isArray(part)) {
      if (part.length === 0) add(at, null, 'list');
      for (const [index, own] of part.entries()) visit(`${at}[${index + 1}]`, own);
    } else if (typeof part === 'object' && part !== null) {
      const entries = Object.entries(part);
      if (entries.length === 0) add(at, null, 'map');
      for (const [key, own] of entries) visit(at === '' ? segment(key) : `${at}.${segment(key)}`, own);
    } else if (typeof part === 'number') add(at, part, 'number');
    else if (typeof part === 'boolean') add(at, part ? 'yes' : 'no', 'yes or no');
    else if (part === null || part === undefined) add(at, null, 'nothing');
    else if (typeof part === 'string') add(at, part, 'words');
  };
  visit('', value);
  return rows;
}

/** The keys of a path; null where it is none. */
function keysOf(path: string): readonly (string | number)[] | null {
  const keys: (string | number)[] = [];
  const part = /\s*(?:^|\.|(?=\[))\s*(?:\[(\d+)\]|("(?:[^"\\]|\\.)*")|([A-Za-z_][\w -]*))/y;
  while (part.lastIndex < path.length) {
    const found = part.exec(path);
    if (found === null) return null;
    const [, index, quoted, plain] = found;
    if (index !== undefined) keys.push(Number(index) - 1);
    else keys.push(quoted === undefined ? (plain ?? '').trim() : (JSON.parse(quoted) as string));
  }
  return keys.length === 0 ? null : keys;
}

/** What a cell says. Where somebody has put words in the place of a number, or has given no kind, it is as it stands there. */
function valueOf(value: SheetCell, kind: string): unknown {
  switch (kind) {
    case '':
      return value;
    case 'map':
      return {};
    case 'list':
      return [];
    case 'nothing':
      return null;
    case 'yes or no':
      return value === true || String(value).toLowerCase() === 'yes';
    case 'number':
      return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
    default:
      return value === null ? '' : String(value);
  }
}

/** Puts a value at the end of a path, making what leads there; false where something else stands in the way. */
export function put(root: Record<string, unknown>, keys: readonly (string | number)[], value: unknown): boolean {
  let at: Record<string | number, unknown> | unknown[] = root;
  for (const [index, key] of keys.entries()) {
    if (Array.isArray(at) !== (typeof key === 'number')) return false;
    const holder = at as Record<string | number, unknown>;
    const next = keys[index + 1];
    if (next === undefined) {
      holder[key] = value;
      return true;
    }
    const there = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (there === undefined) holder[key] = typeof next === 'number' ? [] : (Object.create(null) as object);
    else if (typeof there !== 'object' || there === null) return false;
    at = holder[key] as typeof at;
  }
  return false;
}

/**
 * The plain value that rows describe.
 *
 * @param rows Behind the header: path, value, kind.
 */
export function valueOfRows(rows: readonly (readonly SheetCell[])[]): Checked<Record<string, unknown>> {
  const root = Object.create(null) as Record<string, unknown>;
  const problems: Problem[] = [];
  for (const [index, [path = null, value = null, kind = null]] of rows.entries()) {
    if (path === null || String(path).trim() === '') continue;
    const keys = keysOf(String(path));
    if (keys !== null && put(root, keys, valueOf(value, String(kind ?? '')))) continue;
    problems.push({
      code: 'sheet',
      message: `row ${index + 2} of the sheet ${MODEL_SHEET}: \`${String(path)}\` ${keys === null ? 'is no path' : 'does not fit what stands above it'}`,
      remedy: 'write it as `threats.fire.occurs`, entries of lists as `needs[1]`',
      place: null,
    });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: root };
}

/** The rows as they were when the sheet was written; as they are in a sheet that does not keep that. */
export function rowsAsExported([
  header = [],
  ...rows
]: readonly (readonly SheetCell[])[]): readonly (readonly SheetCell[])[] {
  if (header[AS_EXPORTED] !== MODEL_COLUMNS[AS_EXPORTED]) return rows;
  // What somebody has added has no kind
  return rows.flatMap((row) =>
    (row[KIND] ?? null) === null ? [] : [[row[0] ?? null, row[AS_EXPORTED] ?? null, row[KIND] ?? null]],
  );
}
