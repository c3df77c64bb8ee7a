/** Adds a key to a map of a file, leaving everything else as written. */
import { isMap, type Node, type Pair, stringify, type YAMLMap } from 'yaml';
import type { SourcePath } from '../model/problem.ts';
import { isJson } from './json-file.ts';
import type { LoadedFile } from './loaded-files.ts';

const STEP = '  ';

/** A key as it would be written. */
const written = (key: string, inJson: boolean): string =>
  inJson ? JSON.stringify(key) : stringify(key, { lineWidth: 0 }).trimEnd();

/** The leading blanks of a line. */
function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** End of the line of a position, before its line break. */
function endOfLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  if (next === -1) return text.length;
  return text.charAt(next - 1) === '\r' ? next - 1 : next;
}

interface Entry {
  readonly path: readonly string[];
  readonly by: string;
  readonly inJson: boolean;
}

/** `a: { b: value }` for the missing keys. */
function flowEntry({ path, by, inJson }: Entry): string {
  const [key = '', ...rest] = path;
  const value = rest.length === 0 ? by : `{ ${flowEntry({ path: rest, by, inJson })} }`;
  return `${written(key, inJson)}: ${value}`;
}

/** The same over several lines, the value in the last. */
function blockEntry(entry: Entry, indent: string, lineBreak: string): string {
  const [key = '', ...rest] = entry.path;
  const begun = `${indent}${written(key, false)}:`;
  if (rest.length === 0) return `${begun} ${entry.by}`;
  return `${begun}${lineBreak}${blockEntry({ ...entry, path: rest }, indent + STEP, lineBreak)}`;
}

/** Adds an entry to a map in braces: on a separate line if the last entry has one. */
function intoFlow(text: string, map: YAMLMap, entry: Entry, endOf: (node: Node) => number, lineBreak: string): string {
  const [open, close] = map.range ?? [0, 0, 0];
  const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
  const added = flowEntry(entry);
  if (last === undefined) return `${text.slice(0, open)}{ ${added} }${text.slice(close)}`;
  const end = endOf(last.value?.range ? last.value : last.key);
  const start = last.key.range?.[0] ?? end;
  const isLinewise = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  if (!isLinewise) return `${text.slice(0, end)}, ${added}${text.slice(end)}`;
  // There may already be a comma, and a comment after it belongs to the previous entry.
  const hasComma = /^\s*,/.test(text.slice(end, close));
  const line = endOfLine(text, end);
  const newLine = `${lineBreak}${indentOf(text, start)}${added}`;
  if (line >= close) return `${text.slice(0, end)}${hasComma ? '' : ','}${newLine}${text.slice(end)}`;
  return `${text.slice(0, end)}${hasComma ? '' : ','}${text.slice(end, line)}${newLine}${hasComma ? ',' : ''}${text.slice(line)}`;
}

/**
 * The text of a file with a key added, along with any missing maps on its path.
 *
 * @param depth How much of the path exists in the file.
 * @param by The value as it would be written.
 * @param endOf Where the text of a node ends.
 * @returns Undefined when what exists is not a map, so that nothing can be added to it.
 */
export function addedText(
  file: LoadedFile,
  path: SourcePath,
  depth: number,
  by: string,
  endOf: (node: Node) => number,
): string | undefined {
  const { text } = file.yaml;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const { key, value } = file.find(path.slice(0, depth)).found;
  const entry = { path: path.slice(depth).map(String), by, inJson: isJson(file.yaml.file) };
  if (isMap(value) && value.flow === true) return intoFlow(text, value, entry, endOf, lineBreak);
  if (isMap(value)) {
    const last = value.items.at(-1) as Pair<Node, Node | null> | undefined;
    const first = value.items[0] as Pair<Node, Node | null> | undefined;
    if (last === undefined || first === undefined) return undefined;
    const line = endOfLine(text, endOf(last.value?.range ? last.value : last.key));
    const start = first.key.range?.[0] ?? 0;
    const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
    return `${text.slice(0, line)}${lineBreak}${blockEntry(entry, indent, lineBreak)}${text.slice(line) || lineBreak}`;
  }
  // `portfolios:` and nothing after it.
  const isEmptyValue = key !== null && (value === null || (value.range?.[1] ?? 0) === (value.range?.[0] ?? 0));
  if (!isEmptyValue || entry.inJson) return undefined;
  const start = key.range?.[0] ?? 0;
  const line = endOfLine(text, key.range?.[1] ?? start);
  return `${text.slice(0, line)}${lineBreak}${blockEntry(entry, indentOf(text, start) + STEP, lineBreak)}${text.slice(line) || lineBreak}`;
}
