/** One YAML file with the positions of its nodes. */
import { type Document, isMap, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Place, Problem, SourcePath } from '../model/problem.ts';

/** A parsed file, with or without problems. */
export interface YamlFile {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly document: Document;
  /** The position of the text from `start` to before `end`, as far as it is on one line. */
  place(start: number, end: number): Place;
}

/** What is at the end of a path: the value, and the key before it if it is in a map. */
export interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

/**
 * Reads YAML 1.2 with the core schema: dates stay text, `<<` is a key like any other.
 *
 * @throws RangeError when collections are nested too deep.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // The parser compares every new key with all before it: quadratic. Our own pass over the nodes does it faster.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter,
  });
  const place = (start: number, end: number): Place => {
    const { line, col } = lineCounter.linePos(Math.min(start, text.length));
    const lineStart = start - col + 1;
    const next = text.indexOf('\n', lineStart);
    const whole = text.slice(lineStart, next === -1 ? text.length : next).replace(/\r$/, '');
    const marked = whole.slice(col - 1, Math.max(col - 1, end - lineStart)).trimEnd();
    return { file, line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, marked.length), text: whole };
  };
  return { file, text, document, place };
}

/** The position of a node. */
export function placeOf(yaml: YamlFile, node: Node): Place {
  const [start, end] = node.range ?? [0, 0];
  return yaml.place(start, end);
}

/** A problem at a node. */
export function faultAt(yaml: YamlFile, node: Node, code: string, message: string, remedy: string): Problem {
  return { code, message, remedy, place: placeOf(yaml, node) };
}

/** The text of a key; null for a key that is not text. */
export function keyText(key: unknown): string | null {
  const value = typeof key === 'object' && key !== null && 'value' in key ? key.value : key;
  return typeof value === 'string' ? value : null;
}

/** Finds values by path; maps are looked up through an index that is built once. */
export type Finder = (path: SourcePath) => { readonly found: Step; readonly depth: number };

/**
 * A function that finds what is at a path, or at the longest existing prefix of it.
 *
 * @param targetOf What an alias refers to.
 */
export function makeFinder(root: Node | null, targetOf: (node: Node | null) => Node | null): Finder {
  const indexes = new WeakMap<YAMLMap, Map<string, Pair>>();
  const indexOf = (map: YAMLMap): Map<string, Pair> => {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const index = new Map<string, Pair>();
    for (const pair of map.items) {
      const key = keyText(pair.key);
      if (key !== null) index.set(key, pair);
    }
    indexes.set(map, index);
    return index;
  };
  const next = (node: Node | null, segment: string | number): Step | null => {
    const target = targetOf(node);
    if (isMap(target)) {
      const pair = indexOf(target).get(String(segment));
      return pair === undefined ? null : { key: pair.key as Node, value: pair.value as Node | null };
    }
    if (!isSeq(target)) return null;
    const item = target.items[Number(segment)];
    return item === undefined ? null : { key: null, value: item as Node | null };
  };
  return (path) => {
    let found: Step = { key: null, value: root };
    let depth = 0;
    for (const segment of path) {
      const step = next(found.value, segment);
      if (step === null) break;
      found = step;
      depth += 1;
    }
    return { found, depth };
  };
}
