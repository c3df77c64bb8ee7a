/** Mutants of model files: what slips of the hand, of an editor or of an attacker make of them. */
import { makeRandom, type Random } from '../fixtures/random.ts';

const below = (random: Random, count: number): number => random.whole(0, Math.max(0, count - 1));

/** Texts that mean trouble somewhere. */
const TROUBLE = [
  '1e400',
  '-1',
  '0',
  '1e-300',
  '999999999999',
  '.nan',
  '.inf',
  '-0',
  '1e308',
  '0x1f',
  '1_000',
  '٣',
  '½',
  '100%',
  '0%',
  '150%',
  '£0',
  '£1e99',
  '-£5',
  'EUR 3',
  '3 h',
  '15 m',
  '5 per year',
  'every 1 s',
  '0..4 h',
  '9..1 h',
  'null',
  '~',
  'true',
  '[]',
  '{}',
  '""',
  '"',
  "'",
  ':',
  '- ',
  '#',
  '&a',
  '*a',
  '!!binary x',
  '|',
  '>',
  '?',
  '%',
  '@',
  '`',
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  '\u0000',
  '\ufeff',
  '\u00a0',
  '\u2013',
  '\u202e',
  '𝟙',
  '\ud800',
  '"= 1/0"',
  '"= ships"',
  '"= hours^hours"',
  '"= exp(1000)"',
  '"= min()"',
  '"= ((((1))))"',
  '= 1',
  '(neso-2025)',
  '()',
  '2027-02-30',
  '01/03/2026',
  '24:00',
  '23:00..05:00',
  'Jun..Sep',
  'forever',
  'once',
  'never 30%',
  'max',
  'x1.5',
  '..',
];

const CHARACTERS = 'abz019 _-:,.#{}[]()"\'%£&*!|>\t\n\u00e9'.split('');

/** A stretch of word characters, or of digits. */
const TOKEN = /[\p{L}\p{N}_.%£-]+/gu;

interface Span {
  readonly from: number;
  readonly to: number;
}

const tokensOf = (text: string): Span[] =>
  [...text.matchAll(TOKEN)].map((match) => ({ from: match.index, to: match.index + match[0].length }));

const replaced = (text: string, { from, to }: Span, by: string): string => text.slice(0, from) + by + text.slice(to);

type Change = (text: string, random: Random) => string;

const byLine =
  (change: (lines: string[], at: number, random: Random) => void): Change =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, below(random, lines.length), random);
    return lines.join('\n');
  };

const CHANGES: readonly Change[] = [
  // Characters
  (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + random.pick(CHARACTERS) + text.slice(at);
  },
  (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + text.slice(at + 1 + below(random, 4));
  },
  (text, random) => text.slice(0, below(random, text.length)),
  // Tokens
  (text, random) => replaced(text, random.pick(tokensOf(text)), random.pick(TROUBLE)),
  (text, random) => {
    const tokens = tokensOf(text);
    const [one, other] = [random.pick(tokens), random.pick(tokens)];
    return replaced(text, one, text.slice(other.from, other.to));
  },
  (text, random) => {
    const digits = [...text.matchAll(/\d+(?:\.\d+)?/g)];
    const match = random.pick(digits);
    const by = random.pick(['0', '1e9', '-3', '1e-9', '4000000', '0.5', '100']);
    return replaced(text, { from: match.index, to: match.index + match[0].length }, by);
  },
  (text, random) => {
    const { from, to } = random.pick(tokensOf(text));
    return text.slice(0, to) + ` ${text.slice(from, to)}`.repeat(1 + below(random, 3)) + text.slice(to);
  },
  // Lines
  byLine((lines, at) => void lines.splice(at, 1)),
  byLine((lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  byLine((lines, at, random) => {
    const other = below(random, lines.length);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  }),
  byLine((lines, at, random) => {
    lines[at] = ' '.repeat(below(random, 9)) + (lines[at] ?? '').trimStart();
  }),
  byLine((lines, at) => {
    lines[at] = `\t${lines[at] ?? ''}`;
  }),
  byLine((lines, at, random) => {
    // A block goes elsewhere.
    const block = lines.splice(at, 1 + below(random, 12));
    lines.splice(below(random, lines.length + 1), 0, ...block);
  }),
  byLine((lines, at, random) => {
    lines[at] = (lines[at] ?? '').replace(/:.*/, `: ${random.pick(TROUBLE)}`);
  }),
  byLine((lines, at, random) => {
    lines[at] = (lines[at] ?? '').replace(/^(\s*)([^:#]+):/, (_, blank: string) => `${blank}${random.pick(TROUBLE)}:`);
  }),
  // Much of it
  byLine((lines, at, random) => {
    lines[at] = (lines[at] ?? '').repeat(1 + below(random, 200));
  }),
  (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + random.pick(['[', '{', '- ', '(', '"', '*a ', '&a ', '  ']).repeat(500) + text.slice(at);
  },
];

/** The mutant of a number: mostly one change, up to four, of one of the texts, always the same. */
export function mutant(texts: readonly string[], number: number): string {
  const random = makeRandom(number);
  let text = random.pick(texts);
  for (let changes = random.chance(0.6) ? 1 : 2 + below(random, 3); changes > 0 && text.length > 0; changes--) {
    try {
      text = random.pick(CHANGES)(text, random);
    } catch {
      // Nothing of the kind is left to change.
    }
  }
  return text;
}
