/** Names that a file defines and never uses. */
import type { UnusedNames } from '../file-notes.ts';
import { type Fields, isFields, order } from './tree.ts';

/** Everything the texts of a file refer to. */
interface Spoken {
  /** Bracketed text at the end of texts. */
  readonly cited: Set<string>;
  /** Words of formulas. */
  readonly words: Set<string>;
  /** Keys below `during`, and last segments of paths below it. */
  readonly times: Set<string>;
}

const CITATION = /\(([^()]*)\)\s*$/;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

function listen(value: unknown, spoken: Spoken): void {
  if (typeof value === 'string') {
    // A name may contain blanks, and a bracket several names.
    const inner = value.includes('(') ? CITATION.exec(value)?.[1]?.trim() : undefined;
    if (inner !== undefined)
      for (const part of [inner, ...inner.split(','), ...inner.split(/[,\s]+/)]) spoken.cited.add(part.trim());
    if (value.trimStart().startsWith('=')) for (const [word] of value.matchAll(WORD)) spoken.words.add(word);
  } else if (Array.isArray(value)) {
    for (const one of value) listen(one, spoken);
  } else if (isFields(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (key === 'during' && isFields(one)) for (const name of Object.keys(one)) spoken.times.add(name);
      const ofPath = !key.includes('.during.') ? null : /\.during\.(?:'([^']*)'|"([^"]*)"|([^.]+))$/.exec(key);
      if (ofPath !== null) spoken.times.add(ofPath[1] ?? ofPath[2] ?? ofPath[3] ?? '');
      listen(one, spoken);
    }
  }
}

/** Sources that nothing cites, inputs that no formula uses, calendar names that no factor uses. */
export function unusedNames(root: Fields): UnusedNames {
  const spoken: Spoken = { cited: new Set(), words: new Set(), times: new Set() };
  const { sources, calendar, ...rest } = root;
  listen(rest, spoken);
  const unused = (section: unknown, used: ReadonlySet<string>): string[] =>
    isFields(section)
      ? Object.keys(section)
          .filter((name) => !used.has(name))
          .toSorted(order)
      : [];
  return {
    sources: unused(sources, spoken.cited),
    inputs: unused(root['inputs'], spoken.words),
    calendar: unused(calendar, spoken.times),
  };
}
