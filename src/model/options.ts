/** Options and arguments of the library, checked at its door: a program in JavaScript has no compiler that would. */
import { didYouMean } from './did-you-mean.ts';

/** What an argument may be, and how that is said. */
export interface ArgumentKind {
  readonly is: (value: unknown) => boolean;
  /** With its article: `a text`. */
  readonly words: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

export const TEXT: ArgumentKind = { is: isText, words: 'a text' };
export const TEXTS: ArgumentKind = {
  is: (value) => Array.isArray(value) && value.every(isText),
  words: 'a list of texts',
};
/** Of a selection: the name of one of the file's, or levels by control. */
export const PORTFOLIO: ArgumentKind = {
  is: (value) => isText(value) || (isRecord(value) && Object.values(value).every(isText)),
  words: 'a text, or levels by control: `{ guard: "night" }`',
};
export const FLAG: ArgumentKind = { is: (value) => typeof value === 'boolean', words: 'true or false' };
/** Whether it is a sensible one is for those to say who count. */
export const NUMBER: ArgumentKind = { is: (value) => typeof value === 'number', words: 'a number' };
export const INDEX: ArgumentKind = {
  is: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31,
  words: 'a whole number from 0',
};
export const FUNCTION: ArgumentKind = { is: (value) => typeof value === 'function', words: 'a function' };
export const RECORD: ArgumentKind = { is: isRecord, words: 'an object' };
export const SIGNAL: ArgumentKind = { is: (value) => value instanceof AbortSignal, words: 'an AbortSignal' };
export const INDICES: ArgumentKind = { is: (value) => value instanceof Int32Array, words: 'an Int32Array' };

/** How a wrong value is shown. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined) return String(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'function' ? 'a function' : 'an object';
}

/**
 * @param name Of the argument, in a sentence: "the text of `readModelText`".
 * @throws RangeError that names it when it is something else.
 */
export function checkArgument(name: string, value: unknown, kind: ArgumentKind, remedy = ''): void {
  if (!kind.is(value))
    throw new RangeError(`${name} is ${kind.words}, not ${shown(value)}${remedy === '' ? '' : `: ${remedy}`}`);
}

/**
 * Checks the keys and values of an object of options; an option that is undefined is absent.
 *
 * @param of Who takes them: "`run`".
 * @param elsewhere Options that people look for here, and where they are.
 * @throws RangeError that names the option.
 */
export function checkOptions(
  of: string,
  options: unknown,
  kinds: Readonly<Record<string, ArgumentKind>>,
  elsewhere: Readonly<Record<string, string>> = {},
): void {
  checkArgument(`what ${of} takes as options`, options, RECORD);
  if (!isRecord(options)) return;
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const near = didYouMean(name, Object.keys(kinds));
      const there =
        Object.keys(kinds).length === 0 ? 'it has none' : `its options are ${Object.keys(kinds).join(', ')}`;
      const remedy = Object.hasOwn(elsewhere, name)
        ? elsewhere[name]
        : near === null
          ? there
          : `did you mean \`${near}\`?`;
      throw new RangeError(`${of} has no option \`${name}\`: ${remedy}`);
    }
    if (value !== undefined) checkArgument(`the option \`${name}\` of ${of}`, value, kind);
  }
}

/** Checks that something is a model, as `readModel` gives it. @throws RangeError with what to do. */
export function checkModel(name: string, value: unknown): void {
  const remedy =
    isRecord(value) && 'ok' in value
      ? 'what `readModel` gives holds it: see that `ok` is true and pass `value`'
      : 'read it with `readModel`';
  checkArgument(
    name,
    value,
    { is: (one) => isRecord(one) && 'nodes' in one && 'hash' in one, words: 'a model' },
    remedy,
  );
}

/** Checks that something has work done. @throws RangeError with what to do. */
export function checkRunner(name: string, value: unknown): void {
  const kind = { is: (one: unknown) => isRecord(one) && typeof one['run'] === 'function', words: 'a runner' };
  checkArgument(name, value, kind, 'make one by `makeInlineRunner()` or `makeThreadRunner()`');
}
