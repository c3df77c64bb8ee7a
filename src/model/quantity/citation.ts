/** The sources in brackets at the end of a figure, and what their calibration does to its interval. */
import { didYouMean } from '../did-you-mean.ts';
import type { Fragment } from './fragment.ts';
import { cut, textOf } from './fragment.ts';
import type { QuantityContext } from './parsed.ts';
import { refuse } from './parsed.ts';
import { centralZ } from './central-z.ts';

/** 95th percentile of the standard normal law: half the width of a central 90 % interval. */
const Z_95 = 1.6448536269514722;

export interface Cited {
  /** The figure without the bracket. */
  readonly body: Fragment;
  /** Ids of the sources. */
  readonly sources: readonly string[];
  /** Widening w of an interval that cites them, at least 1. */
  readonly widening: number;
}

/** The names in a bracket: all of it, or its parts between commas, or between blanks. */
function namesIn(inner: string, known: (name: string) => boolean): readonly string[] {
  if (known(inner)) return [inner];
  const parts = inner
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.flatMap((part) => (known(part) ? [part] : part.split(' ').filter((name) => name !== '')));
}

/** Widening for the lowest calibration that is measured: an interval said to hold 90 % held only that share of truths. */
function wideningOf(sources: readonly string[], { sources: calibrations }: QuantityContext, at: Fragment): number {
  const measured = sources.flatMap((name) => calibrations.get(name) ?? []);
  if (measured.length === 0) return 1;
  const lowest = Math.min(...measured);
  if (!(lowest >= 0.01)) {
    refuse(
      'calibration',
      'a source whose intervals hold less than 1 % of the truth says nothing',
      'cite another source',
      { offset: at.to, length: 0 },
    );
  }
  return lowest >= 0.9 ? 1 : Math.max(1, Z_95 / centralZ(lowest));
}

/**
 * Parts a figure from the bracket at its end.
 *
 * In a formula a bracket is a citation only when it names nothing but sources and no operator stands before it.
 */
export function citedIn(fragment: Fragment, context: QuantityContext): Cited {
  const text = textOf(fragment);
  const none = { body: fragment, sources: [], widening: 1 };
  const open = text.lastIndexOf('(');
  // A bracket after a weight is a part of a mixture.
  if (/^(?:\w+ +)?mixture /i.test(text) && /%\s*$/.test(text.slice(0, open))) return none;
  if (open < 0 || !text.endsWith(')') || text.indexOf(')', open) !== text.length - 1) return none;
  const inner = text.slice(open + 1, -1).trim();
  const known = (name: string): boolean => context.sources.has(name);
  const names = namesIn(inner, known);
  const body = cut(fragment, fragment.from, fragment.from + open);
  const mark = { offset: fragment.from + open, length: text.length - open };
  if (text.startsWith('=')) {
    const before = textOf(body);
    const applied = text[open - 1] !== ' ' || /[-+*/^=<>!?:,(&|]$/.test(before);
    if (applied || names.length === 0 || !names.every(known)) return none;
  }
  if (names.length === 0)
    refuse('citation', 'the bracket names no source', 'name a source of the file, or leave it out', mark);
  for (const name of names) {
    if (known(name)) continue;
    const near = didYouMean(inner, context.sources.keys()) ?? didYouMean(name, context.sources.keys());
    refuse(
      'unknown-name',
      `unknown source \`${name}\``,
      near === null
        ? `state it under \`sources\`: \`${name}: { title: What it is }\`, or leave the bracket out`
        : `did you mean \`${near}\`?`,
      mark,
    );
  }
  const sources = [...new Set(names)];
  return { body, sources, widening: wideningOf(sources, context, fragment) };
}
