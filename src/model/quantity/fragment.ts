/** A stretch of a text that a parser reads; places in it are places in the whole text. */
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

export interface Fragment {
  /** The whole text, blanks and signs made plain; as long as what was written. */
  readonly text: string;
  /** What was written. */
  readonly written: string;
  readonly from: number;
  readonly to: number;
}

/** Characters that look like a blank: no-break, thin and other spaces of word processors, and those of no width. */
const BLANKS = /[\s\u200b\u2060\ufeff]/g;

/**
 * The fragment of what stands in a file. Blanks become plain blanks, the minus sign and hyphens of word processors a hyphen,
 * the multiplication sign `x`.
 * A number of the file is read as its digits.
 *
 * @param example What would be right, for the fault when it is no text.
 */
export function fragmentOf(raw: unknown, example: string): Fragment {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string') {
    const kind = typeof raw === 'object' ? 'a map' : `a ${typeof raw}`;
    const found = raw === null || raw === undefined ? 'nothing' : Array.isArray(raw) ? 'a list' : kind;
    return refuse('text', `expected a quantity, found ${found}`, `write \`${example}\``, { offset: 0, length: 0 });
  }
  const plain = text
    .replace(BLANKS, ' ')
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replaceAll('\u00d7', 'x');
  return trimmed({ text: plain, written: text, from: 0, to: plain.length });
}

/** A fragment of a fragment, without the blanks at its ends. Positions are those of the whole text. */
export function cut(fragment: Fragment, from: number, to: number): Fragment {
  return trimmed({ ...fragment, from, to: Math.max(from, to) });
}

function trimmed(fragment: Fragment): Fragment {
  let { from, to } = fragment;
  while (from < to && fragment.text[from] === ' ') from++;
  while (to > from && fragment.text[to - 1] === ' ') to--;
  return { ...fragment, from, to };
}

/** The plain text of a fragment. */
export function textOf({ text, from, to }: Fragment): string {
  return text.slice(from, to);
}

/** What was written there. */
export function writtenOf({ written, from, to }: Fragment): string {
  return written.slice(from, to);
}

/** The whole of a fragment, to point at. */
export function markOf({ from, to }: Fragment): Mark {
  return { offset: from, length: to - from };
}

/** The fragment after a leading word, without regard to case; null when it does not begin with it. */
export function after(fragment: Fragment, word: string): Fragment | null {
  const text = textOf(fragment);
  if (text.slice(0, word.length).toLowerCase() !== word) return null;
  const next = text[word.length];
  if (next !== undefined && next !== ' ') return null;
  return cut(fragment, fragment.from + word.length, fragment.to);
}
