/** Faults of a model file, and the file as read: what people can get wrong comes back as values, all at once. */

/** A key or position on the way from the root of a file to a value. */
export type SourcePath = readonly (string | number)[];

/** A place in a model file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length of the marked text in the line, at least 1. */
  readonly length: number;
  /** The text of the line. */
  readonly text: string;
}

/** One fault: what is wrong, where, and what would be right. */
export interface Problem {
  /** Stable short name, such as `unknown-name` or `unit`. */
  readonly code: string;
  /** What was found and why it is wrong, one sentence without a full stop. */
  readonly message: string;
  /** What would be right, an instruction; empty when the message says it. */
  readonly remedy: string;
  /** Where; null for a fault of the command line. */
  readonly place: Place | null;
}

/** A model file (with its includes) as read: a plain value, where each part of it stands, and edits that keep comments. */
export interface Source {
  /** Plain objects (without prototype), arrays, strings, numbers, booleans, null. Dates stay text. */
  readonly value: unknown;
  /**
   * Place of a value, or of its key, by path in `value`. A path that does not exist gives the nearest parent that does.
   * The root of an empty file is line 1, column 1.
   */
  locate(path: SourcePath, part?: 'key' | 'value'): Place;
  /**
   * The text of the main file with `text` (a YAML value) at `path`: in place of what stands there, or added last to the map that it
   * belongs to. Comments and layout stay.
   */
  edit(path: SourcePath, text: string): string;
  /** What a text means as a value of such a file; undefined when it is none. */
  read(text: string): unknown;
}

/** A result or all the faults that stand in its way. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
