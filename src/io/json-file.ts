/**
 * Model files in JSON: the value is parsed directly; problems are located by parsing the same text as YAML, of which
 * JSON is a subset.
 */

type Fields = Record<string, unknown>;

/** Limit on nested collections. */
const MOST_LEVELS = 100;

const MISCHIEVOUS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isJson = (file: string): boolean => /\.json$/i.test(file);

/** Copies values into maps without prototype, and counts their keys. */
class Copy {
  keys = 0;
  /** Whether the value contains something that a model cannot have. */
  isFaulty = false;

  of(value: unknown, level: number): unknown {
    if (typeof value === 'number' && !Number.isFinite(value)) this.isFaulty = true;
    if (typeof value !== 'object' || value === null) return value;
    if (level >= MOST_LEVELS) {
      this.isFaulty = true;
      return null;
    }
    if (Array.isArray(value)) return value.map((item) => this.of(item, level + 1));
    const fields = Object.create(null) as Fields;
    for (const [key, own] of Object.entries(value)) {
      this.keys++;
      if (MISCHIEVOUS.has(key)) this.isFaulty = true;
      else fields[key] = this.of(own, level + 1);
    }
    return fields;
  }
}

/** Number of keys in a JSON text, counting duplicates. */
function keysWritten(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) count++;
  return count;
}

/** The value of a JSON file without problems; null when it is not JSON, not a map, or something in it is wrong. */
export function jsonValue(text: string): Readonly<Fields> | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const copy = new Copy();
  const value = copy.of(read, 0) as Fields;
  // The parser keeps the last of duplicate keys.
  return copy.isFaulty || copy.keys !== keysWritten(text) ? null : value;
}

/** Whether a text is the beginning of some JSON. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message)?.[1];
    return /^Unexpected end|^Unterminated string/.test(message) || Number(position ?? -1) >= text.length;
  }
}

/** Where a text stops being JSON; its length if only the end is missing. Undefined when it is JSON. */
export function jsonFaultAt(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // Not every message of the engine names the position, but all tell whether more could follow.
    let good = 0;
    let bad = text.length + 1;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (isBeginning(text.slice(0, middle))) good = middle;
      else bad = middle;
    }
    return good;
  }
}
