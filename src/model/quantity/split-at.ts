/** Parts a fragment at a word. */
import type { Fragment } from './fragment.ts';
import { cut, textOf } from './fragment.ts';

/** What stands before and after the first such word between blanks; null without it. */
export function splitAt(fragment: Fragment, word: string): readonly [Fragment, Fragment] | null {
  const at = textOf(fragment).indexOf(` ${word} `);
  if (at < 0) return null;
  const from = fragment.from + at;
  return [cut(fragment, fragment.from, from), cut(fragment, from + word.length + 2, fragment.to)];
}
