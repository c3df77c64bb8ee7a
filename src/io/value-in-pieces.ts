/** The value of a large file of YAML, read piece by piece, so that no tree of the whole file is ever there. */
import { isMap, isScalar, type YAMLMap } from 'yaml';
import { plainValue } from './plain-value.ts';
import { parseYaml } from './yaml-file.ts';

type Fields = Record<string, unknown>;

/** Characters of a piece, at least: where a tree that is dropped at once costs least. */
const PIECE = 16_384;

/** A line with nothing but a key of the top. */
const HEADER = /^([a-z][a-z ]*):(?: *| +#.*)\r?$/;
/** Words that are no text as a key. */
const NO_KEYS: ReadonlySet<string> = new Set(['null', 'true', 'false']);
/** Marks of documents and directives, which concern the whole file. */
const OF_THE_WHOLE = /(?:^|\n)(?:---|\.\.\.|%)/;

/** Offsets of the lines between two offsets that begin with so many blanks and then a name. */
function linesOfNames(text: string, from: number, to: number, indent: number): number[] {
  const line = new RegExp(`\\n {${indent}}(?=[\\p{L}\\p{N}_"'])`, 'gu');
  const starts: number[] = [];
  line.lastIndex = from;
  for (let found = line.exec(text); found !== null && found.index < to - 1; found = line.exec(text)) {
    starts.push(found.index + 1);
  }
  return starts;
}

/** Cuts a stretch at some of the offsets, so that pieces are as long as they should be. */
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

/** Whether a text holds nothing but blank lines and comments. */
const isEmpty = (text: string): boolean => text.split('\n').every((line) => /^ *(?:#|\r?$)/.test(line));

/** Whether the keys of a map stand behind so many blanks. */
function standsAt(indent: number, map: YAMLMap, text: string): boolean {
  const key = map.items[0]?.key;
  const start = isScalar(key) ? (key.range?.[0] ?? -1) : -1;
  return start - (text.lastIndexOf('\n', start - 1) + 1) === indent;
}

/**
 * Puts the keys of a piece, which stand behind `indent` blanks, into a map; false when the piece is no faultless map, or a key
 * stands there already.
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

/** Where the value of a section begins, and by how many blanks it is indented; null when it is not a map on lines of its own. */
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
 * The value of a file that has no fault of YAML: a map of plain maps, lists, texts, numbers, booleans, null.
 *
 * The file is cut where a key of the top begins, and within a long section where one of its keys does. A bracket, a quote or a
 * block of text that goes on past such a cut makes the piece before it faulty, so that pieces without fault mean what
 * they mean in the whole. Whatever is out of the ordinary (a fault, an anchor, a key that stands twice) gives null: the whole
 * tells what it is, and where.
 *
 * @param text Without a byte order mark.
 * @param least Characters of a piece, at least.
 * @throws RangeError when collections lie too deep in each other.
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
