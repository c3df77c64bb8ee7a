/** One file of YAML with the places of its nodes. */
import { type Document, isMap, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Place, Problem, SourcePath } from '../model/problem.ts';

/** A file as parsed, whether or not it has faults. */
export interface YamlFile {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly document: Document;
  /** The place of the text from `start` to before `end`, as far as it lies in one line. */
  place(start: number, end: number): Place;
}

/** What stands at the end of a path: the value, and the key before it where it is in a map. */
export interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

/**
 * Reads YAML 1.2 with the core schema: dates stay text, `<<` is a key like any other.
 *
 * @throws RangeError when collections lie too deep in each other.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Every new key is compared with all before it: quadratic. The walk of the faults does it faster.
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

/** The place of a node. */
export function placeOf(yaml: YamlFile, node: Node): Place {
  const [start, end] = node.range ?? [0, 0];
  return yaml.place(start, end);
}

/** A fault at a node. */
export function faultAt(yaml: YamlFile, node: Node, code: string, message: string, remedy: string): Problem {
  return { code, message, remedy, place: placeOf(yaml, node) };
}

/** The text of a key; null for a key that is no text. */
export function keyText(key: unknown): string | null {
  const value = typeof key === 'object' && key !== null && 'value' in key ? key.value : key;
  return typeof value === 'string' ? value : null;
}

/** Finds values by path; maps are looked up through an index that is made once. */
export type Finder = (path: SourcePath) => { readonly found: Step; readonly depth: number };

/**
 * A finder of what stands at a path, or at the longest beginning of it that exists.
 *
 * @param targetOf What an alias stands for.
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
