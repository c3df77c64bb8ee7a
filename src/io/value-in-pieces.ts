/** The value of a large YAML file, read piece by piece, so that a tree of the whole file never exists. */
import { isMap, isScalar, type YAMLMap } from 'yaml';
import { plainValue } from './plain-value.ts';
import { parseYaml } from './yaml-file.ts';

type Fields = Record<string, unknown>;

/** Minimum characters of a piece: the size at which short-lived trees are cheapest. */
const PIECE = 16_384;

/** A line with only a top-level key. */
const HEADER = /^([a-z](?:[a-z ]*[a-z])?):(?: *| +#.*)\r?$/;
/** Words that are not text as a key. */
const NO_KEYS: ReadonlySet<string> = new Set(['null', 'true', 'false']);
/** Document markers and directives, which concern the whole file. */
const OF_THE_WHOLE = /(?:^|\n)(?:---|\.\.\.|%)/;

/** Offsets of the lines within a range that begin with a given number of blanks and then a name. */
function linesOfNames(text: string, from: number, to: number, indent: number): number[] {
  const line = new RegExp(`\\n {${indent}}(?=[\\p{L}\\p{N}_"'])`, 'gu');
  const starts: number[] = [];
  line.lastIndex = from;
  for (let found = line.exec(text); found !== null && found.index < to - 1; found = line.exec(text)) {
    starts.push(found.index + 1);
  }
  return starts;
}

/** Cuts a range at some of the offsets, so that pieces reach the intended size. */
function* cuts(
  from: number,
  to: number,
  starts: readonly number[],
  least: number,
): Generator<readonly [from: number, to: number]> {
  let begin = from;
  for (const start of starts) {
    if (start - begin < least) continue;
    yield [begin, start];
    begin = start;
  }
  yield [begin, to];
}

/** Whether a text consists only of blank lines and comments. */
const isEmpty = (text: string): boolean => text.split('\n').every((line) => /^ *(?:#|\r?$)/.test(line));

/** Whether the keys of a map are indented by a given number of blanks. */
function standsAt(indent: number, map: YAMLMap, text: string): boolean {
  const key = map.items[0]?.key;
  const start = isScalar(key) ? (key.range?.[0] ?? -1) : -1;
  return start - (text.lastIndexOf('\n', start - 1) + 1) === indent;
}

/**
 * Adds the keys of a piece, indented by `indent` blanks, to a map; false when the piece is not a valid map, or a key
 * already exists.
 */
function take(into: Fields, text: string, indent: number, level: number): boolean {
  const yaml = parseYaml('', text);
  const { document } = yaml;
  if (document.errors.length > 0 || document.warnings.length > 0) return false;
  if (document.contents === null) return isEmpty(text);
  const { contents } = document;
  if (!isMap(contents) || contents.flow === true || !standsAt(indent, contents, text)) return false;
  const { value, problems, targets } = plainValue(yaml, level);
  if (problems.length > 0 || targets.size > 0) return false;
  for (const [key, own] of Object.entries(value as Fields)) {
    if (key in into) return false;
    into[key] = own;
  }
  return true;
}

/** Where the value of a section begins, and its indentation; null when it is not a map on separate lines. */
function insideOf(
  text: string,
  from: number,
  to: number,
): { readonly key: string; readonly start: number; readonly indent: number } | null {
  const end = text.indexOf('\n', from);
  if (end === -1 || end >= to) return null;
  const key = HEADER.exec(text.slice(from, end))?.[1];
  if (key === undefined || NO_KEYS.has(key)) return null;
  const first = /^(?:[ \t]*(?:#.*)?\r?\n)*?( +)[\p{L}\p{N}_"']/u.exec(
    text.slice(end + 1, Math.min(to, end + 1 + PIECE)),
  );
  return first?.[1] === undefined ? null : { key, start: end + 1, indent: first[1].length };
}

/**
 * The value of a file without YAML problems: a map of plain maps, lists, texts, numbers, booleans, null.
 *
 * The file is cut where a top-level key begins, and within a long section where one of its keys does. A bracket, a
 * quote or a block of text that extends past such a cut makes the piece before it invalid, so valid pieces mean the
 * same as in the whole. Anything unusual (a problem, an anchor, a duplicate key) gives null: parsing the whole file
 * then says what it is, and where.
 *
 * @param text Without a byte order mark.
 * @param least Minimum characters of a piece.
 * @throws RangeError when collections are nested too deep.
 */
export function valueInPieces(text: string, least: number = PIECE): Readonly<Fields> | null {
  if (OF_THE_WHOLE.test(text)) return null;
  const root = Object.create(null) as Fields;
  const sections = [0, ...linesOfNames(text, 0, text.length, 0)];
  for (const [index, from] of sections.entries()) {
    const to = sections[index + 1] ?? text.length;
    const inside = to - from < 2 * least ? null : insideOf(text, from, to);
    if (inside === null) {
      if (!take(root, text.slice(from, to), 0, 0)) return null;
      continue;
    }
    const { key, start, indent } = inside;
    const fields = Object.create(null) as Fields;
    for (const [begin, end] of cuts(start, to, linesOfNames(text, start, to, indent), least)) {
      if (!take(fields, text.slice(begin, end), indent, 1)) return null;
    }
    if (key in root) return null;
    root[key] = fields;
  }
  return root;
}
