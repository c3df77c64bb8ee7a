/** Replaces or adds one value of a file, leaving everything else as written. */
import { isAlias, isCollection, isScalar, isSeq, type Node, type Pair, Scalar } from 'yaml';
import type { SourcePath } from '../model/problem.ts';
import { addedText } from './added-text.ts';
import { isJson } from './json-file.ts';
import { type LoadedFile, parseFile } from './loaded-files.ts';

const shown = (path: SourcePath): string => `\`${path.join('.')}\``;

/** Where the text of a node ends: before any blanks, comments and line breaks after it. */
function endOf(node: Node, text: string): number {
  const end = node.range?.[1] ?? 0;
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1) as Node | Pair<Node, Node | null> | undefined;
    const inner = last !== undefined && 'key' in last ? lastOf(last) : (last ?? null);
    return inner === null ? end : endOf(inner as Node, text);
  }
  const isBlock = isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL);
  return isBlock ? text.slice(0, end).trimEnd().length : end;
}

const lastOf = ({ key, value }: Pair<Node, Node | null>): Node => (value?.range ? value : key);

/** The value with whatever is at a path replaced, or added last. */
function replaced(value: unknown, path: SourcePath, by: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (i === Number(segment) ? replaced(item, rest, by) : item));
  const fields = (value ?? {}) as Record<string, unknown>;
  const own = Object.hasOwn(fields, String(segment)) ? fields[String(segment)] : undefined;
  return { ...fields, [String(segment)]: replaced(own, rest, by) };
}

/** The value of a text; undefined when it is not YAML. */
export function meaningOf(text: string): unknown {
  const { loaded, problems } = parseFile('', `value:\n  ${text.replaceAll('\n', '\n  ')}\n`);
  return problems.length > 0 ? undefined : loaded.value['value'];
}

/** The range to cut and what replaces it. */
function splice(file: LoadedFile, path: SourcePath, by: string): string {
  const { text } = file.yaml;
  const { key, value } = file.find(path).found;
  if (value?.range === undefined || value.range === null) {
    const end = key?.range?.[1] ?? 0;
    return `${text.slice(0, end)}: ${by}${text.slice(end)}`;
  }
  const start = value.range[0];
  const end = Math.max(start, endOf(value, text));
  // A list may start in the same column as its key; its replacement may not.
  const isBlockList = isSeq(value) && value.flow !== true;
  const isTight = start > 0 && !/\s|[[{(]/.test(text.charAt(start - 1));
  return `${text.slice(0, start)}${isBlockList ? '  ' : isTight ? ' ' : ''}${by}${text.slice(end)}`;
}

/**
 * The text of a file with the value at a path replaced or, if absent, added: as the last entry of its map, along with
 * any missing maps around it. Comments and layout outside the value are kept.
 *
 * @param by A value as it would be written in the file.
 * @throws Error when the path leads into something other than a map, `by` is not YAML, or anything but the value at the
 * path would change.
 */
export function editedText(file: LoadedFile, path: SourcePath, by: string): string {
  const name = file.yaml.file;
  if (path.length === 0) throw new Error(`the whole of ${name} cannot be replaced: give the path of a value in it`);
  for (let length = 0; length < path.length; length += 1) {
    const { value } = file.find(path.slice(0, length)).found;
    if (isAlias(value)) {
      throw new Error(
        `${shown(path)} stands in \`*${value.source}\` of ${name}, which other places share: edit it by hand`,
      );
    }
  }
  const meaning = meaningOf(by);
  if (meaning === undefined) throw new Error(`\`${by}\` is not a value in YAML`);
  const value = isJson(name) ? JSON.stringify(meaning) : by;
  const { depth } = file.find(path);
  const text =
    depth === path.length
      ? splice(file, path, value)
      : addedText(file, path, depth, value, (node) => endOf(node, file.yaml.text));
  if (text === undefined) {
    throw new Error(`nothing can be added at ${shown(path)} of ${name}: ${shown(path.slice(0, depth))} is no map`);
  }
  const { loaded, problems } = parseFile(name, text);
  const isAsMeant = JSON.stringify(loaded.value) === JSON.stringify(replaced(file.value, path, meaning));
  if (problems.length > 0 || !isAsMeant) {
    throw new Error(
      `${shown(path)} of ${name} cannot become \`${by}\` without changing other values: edit it by hand, or put the value in quotes`,
    );
  }
  return text;
}
