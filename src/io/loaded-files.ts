/** A model file and the files that it includes, each read once. */
import { isMap, isScalar, isSeq, isAlias, type Alias, type Node, type YAMLMap } from 'yaml';
import type { Checked, Problem } from '../model/problem.ts';
import { MOST_BYTES, tooLarge } from './decode-text.ts';
import { isJson, jsonFaultAt, jsonValue } from './json-file.ts';
import { plainValue } from './plain-value.ts';
import { valueInPieces } from './value-in-pieces.ts';
import { yamlFaults } from './yaml-faults.ts';
import { faultAt, type Finder, keyText, makeFinder, parseYaml, placeOf, type YamlFile } from './yaml-file.ts';

/**
 * Returns the text of an included file.
 *
 * @param path Relative to the folder of the main file, with `/`: in it, or in a folder beside it (`../library/heat.yaml`). Links
 * are for the reader to check. Problems without a position are shown at the include.
 */
export type ReadInclude = (path: string) => Checked<string>;

/** One file of a model. */
export interface LoadedFile {
  /** Relative to the folder of the main file, with `/`; `../` in front in a folder beside it. */
  readonly path: string;
  readonly yaml: YamlFile;
  /** The value of this file alone, a map; still contains `include`. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly find: Finder;
  /** What it includes, paths as above. */
  readonly includes: readonly string[];
}

export interface LoadedFiles {
  /** The main file first, then each included one in the order of the includes, depth first. */
  readonly files: readonly LoadedFile[];
  readonly problems: readonly Problem[];
}

const BYTE_ORDER_MARK = '\ufeff';
const MOST_FILES = 100;

const NO_FIELDS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null) as Record<string, unknown>);

/** The text without a byte order mark. */
export const withoutMark = (text: string): string => (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);

interface Parsed {
  readonly loaded: Omit<LoadedFile, 'path' | 'includes'>;
  readonly root: YAMLMap | null;
  readonly problems: readonly Problem[];
}

/** Characters from which a file is read without a tree, which is then built only to locate a problem. */
const LARGE = 262_144;

/** The problem of a file that is not a map; null if it is one. */
function rootFault(yaml: YamlFile): Problem | null {
  const root = yaml.document.contents as Node | null;
  if (isMap(root)) return null;
  const isEmpty = root === null || (isScalar(root) && (root.source ?? '') === '' && root.value === null);
  return isEmpty
    ? { code: 'empty', message: 'the file is empty', remedy: 'begin with `ringfence: 1`', place: yaml.place(0, 0) }
    : faultAt(yaml, root, 'not-a-map', 'the file is not a map of keys and values', 'begin with `ringfence: 1`');
}

/** The problem of a text that is not worth parsing; null if there is none. */
function refusal(file: string, text: string): Problem | null {
  if (text.length > MOST_BYTES) return tooLarge(file);
  const zero = text.indexOf('\0');
  if (zero === -1) return null;
  const before = text.slice(0, zero).split('\n');
  const line = text.split('\n', before.length).at(-1) ?? '';
  const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: 1, text: line };
  return {
    code: 'binary',
    message: 'the file is not text: it holds a zero byte',
    remedy: 'give a model file in YAML, saved as UTF-8',
    place,
  };
}

/** A file without problems whose value is known: its tree is built on demand. */
function treeless(file: string, text: string, value: LoadedFile['value']): Parsed {
  let whole: Parsed | undefined;
  const known = (): Parsed => (whole ??= parseWhole(file, text));
  return {
    loaded: {
      get yaml() {
        return known().loaded.yaml;
      },
      value,
      find: (path) => known().loaded.find(path),
    },
    // Only its includes are ever asked for.
    root: 'include' in value ? known().root : null,
    problems: [],
  };
}

/** Reads a JSON file, with its problems. */
function parseJson(file: string, text: string): Parsed {
  const json = withoutMark(text);
  const isRefused = refusal(file, text) !== null || json.trim() === '';
  const value = isRefused ? null : jsonValue(json);
  if (value !== null) return treeless(file, text, value);
  const whole = parseWhole(file, text);
  const at = isRefused ? undefined : jsonFaultAt(json);
  if (at === undefined) return whole;
  const end = json.trimEnd().length;
  const [message, remedy] =
    at < end
      ? [
          'from here on the text is not JSON',
          'put names and texts in double quotes, and a comma only between two values',
        ]
      : ['the text ends before the JSON does', 'close the quotes and brackets that are open'];
  const place = whole.loaded.yaml.place(Math.min(at, end), at + 1);
  return { ...whole, problems: [{ code: 'json', message, remedy, place }] };
}

/**
 * Reads one file, as JSON if its name ends in `.json`, with its problems.
 *
 * @param large Characters from which a YAML file is read in pieces.
 */
export function parseFile(file: string, text: string, large: number = LARGE): Parsed {
  if (isJson(file)) return parseJson(file, text);
  const value =
    text.length < large || text.length > MOST_BYTES || text.includes('\0') ? null : valueInPieces(withoutMark(text));
  return value === null ? parseWhole(file, text) : treeless(file, text, value);
}

function parseWhole(file: string, text: string): Parsed {
  const unreadable = (problem: Problem): Parsed => {
    const yaml = parseYaml(file, '');
    return {
      loaded: { yaml, value: NO_FIELDS, find: makeFinder(null, (node) => node) },
      root: null,
      problems: [problem],
    };
  };
  const refused = refusal(file, text);
  if (refused !== null) return unreadable(refused);
  try {
    const yaml = parseYaml(file, withoutMark(text));
    const { value, problems: own, targets } = plainValue(yaml);
    const fault = rootFault(yaml);
    const isBroken = yaml.document.errors.length > 0;
    const faults = yamlFaults(yaml, own);
    const problems = [
      ...(faults.some(({ code }) => code === 'tab') ? [] : own),
      ...faults,
      ...(fault === null || isBroken || own.length > 0 ? [] : [fault]),
    ];
    const targetOf = (node: Node | null): Node | null => (isAlias(node) ? (targets.get(node as Alias) ?? null) : node);
    const root = yaml.document.contents as Node | null;
    const isRead = isMap(root);
    return {
      loaded: {
        yaml,
        value: isRead ? (value as Record<string, unknown>) : NO_FIELDS,
        find: makeFinder(root, targetOf),
      },
      root: isRead ? root : null,
      problems,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unreadable({
      code: 'too-deep',
      message: 'collections lie too deep in each other',
      remedy: 'check the brackets and the indentation',
      place: { file, line: 1, column: 1, length: 1, text: '' },
    });
  }
}

/** The texts under `include`, each with its node; anything else is a problem. */
function includeNodes(
  loaded: Parsed['loaded'],
  root: YAMLMap | null,
  problems: Problem[],
): { readonly text: string; readonly node: Node }[] {
  const pair = root?.items.find(({ key }) => keyText(key) === 'include');
  if (pair === undefined) return [];
  const { yaml } = loaded;
  const value = pair.value as Node | null;
  const nodes = isSeq(value) ? (value.items as (Node | null)[]) : [value];
  return nodes.flatMap((node) => {
    const text = isScalar(node) ? node.value : null;
    if (node !== null && typeof text === 'string' && text.trim() !== '') return [{ text, node }];
    const remedy = 'write `include: other.yaml`, or a list of such paths';
    const isMarked = node?.range !== undefined && node.range !== null && node.range[1] > node.range[0];
    problems.push(
      faultAt(yaml, isMarked ? node : (pair.key as Node), 'include', '`include` names no file here', remedy),
    );
    return [];
  });
}

/** A path as included from `from`, relative to the folder of the main file; a message when it leads elsewhere. */
function resolveInclude(from: string, path: string): Checked<string> {
  const fault = (message: string, remedy: string): Checked<string> => ({
    ok: false,
    problems: [{ code: 'include', message, remedy, place: null }],
  });
  if (path.includes('\\')) return fault(`\`${path}\` holds a backslash`, 'write paths with `/`');
  if (/^(?:\/|[A-Za-z]:)/.test(path))
    return fault(`\`${path}\` is not a relative path`, 'write it from the folder of this file');
  const segments = from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    const last = segments.at(-1);
    if (segment !== '..' || last === undefined) segments.push(segment);
    else if (last === '..') segments.push(segment);
    else segments.pop();
  }
  const isAbove = segments[0] === '..';
  if (isAbove && (segments.length < 3 || segments[1] === '..')) {
    const message = `\`${path}\` lies outside the folder of the main file`;
    return fault(message, 'copy the file into that folder, or into one beside it');
  }
  return { ok: true, value: segments.join('/') };
}

/** Reads a main file and everything it includes. */
export function loadFiles(file: string, text: string, readInclude: ReadInclude): LoadedFiles {
  const folder = /^.*[/\\]/s.exec(file)?.[0] ?? '';
  const problems: Problem[] = [];
  const files: LoadedFile[] = [];
  const known = new Set<string>();

  const load = (path: string, content: string, above: readonly string[]): void => {
    known.add(path);
    const { loaded, root, problems: own } = parseFile(folder + path, content);
    problems.push(...own);
    const includes: string[] = [];
    const chain = [...above, path];
    files.push(Object.assign(loaded, { path, includes }));
    for (const { text: written, node } of includeNodes(loaded, root, problems)) {
      const place = placeOf(loaded.yaml, node);
      const report = (message: string, remedy: string): void => {
        problems.push({ code: 'include', message, remedy, place });
      };
      const resolved = resolveInclude(path, written);
      if (!resolved.ok) {
        problems.push(...resolved.problems.map((problem) => ({ ...problem, place })));
        continue;
      }
      const target = resolved.value;
      if (chain.includes(target)) {
        const loop = [...chain.slice(chain.indexOf(target)), target].map((one) => `\`${one}\``);
        report(`the includes go in a circle: ${loop.join(' includes ')}`, 'move what both need into a third file');
        continue;
      }
      includes.push(target);
      if (known.has(target)) continue;
      if (files.length >= MOST_FILES) {
        report(`more than ${MOST_FILES} files are included`, 'join some of them');
        continue;
      }
      const read = readInclude(target);
      if (read.ok) load(target, read.value, chain);
      else {
        known.add(target);
        problems.push(...read.problems.map((problem) => ({ ...problem, place: problem.place ?? place })));
      }
    }
  };

  load(file.slice(folder.length), text, []);
  return { files, problems };
}
