/** Cuts a quantity into tokens. */
import type { Fragment } from './fragment.ts';
import { markOf } from './fragment.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

export interface Token extends Mark {
  readonly kind: 'number' | 'word' | 'range' | 'percent' | 'currency' | 'hyphen' | 'slash';
  readonly text: string;
  /** Whether no blank stands before it. */
  readonly joined: boolean;
}

/** Tokens, read from left to right. */
export interface Tokens {
  /** The token `ahead` places further on, without taking it. */
  peek(ahead?: number): Token | undefined;
  /** Takes a token. */
  take(): Token | undefined;
  /** Where the next token stands, or the end of the text. */
  mark(): Mark;
}

const KINDS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?/iy],
  ['word', /\p{L}+(?:-\p{L}+)*/uy],
  ['range', /\.\.|[\u2012-\u2015]/y],
  ['percent', /%/y],
  ['currency', /[\u00a3$\u20ac]/y],
  ['hyphen', /-/y],
  ['slash', /\//y],
];

function refuseCharacter(text: string, offset: number): never {
  const mark = { offset, length: 1 };
  const found = String.fromCodePoint(text.codePointAt(offset) ?? 32);
  if (found === ',') {
    return refuse(
      'comma',
      'a comma in a quantity could part thousands, decimals or entries',
      'write `1100k` or `1.1m`, without commas',
      mark,
    );
  }
  if (found === '\u2026')
    return refuse('dots', '`\u2026` is one character, not two dots', 'write `low..high` with two dots', mark);
  if (found === '(' || found === ')') {
    return refuse('bracket', 'a bracket stands only at the end, about the sources', 'write `10..12 h (source)`', mark);
  }
  return refuse(
    'character',
    `\`${found}\` has no meaning in a quantity`,
    'write `4..9 h`, or a formula in quotes that begins with `=`',
    mark,
  );
}

/** The tokens of a fragment. */
export function scan(fragment: Fragment): Tokens {
  const { text, from, to } = fragment;
  const tokens: Token[] = [];
  let offset = from;
  let joined = false;
  while (offset < to) {
    if (text[offset] === ' ') {
      offset++;
      joined = false;
      continue;
    }
    if (text.startsWith('...', offset)) {
      refuse('dots', 'an interval has two dots', 'write `low..high`', { offset, length: 3 });
    }
    let found: Token | undefined;
    for (const [kind, pattern] of KINDS) {
      pattern.lastIndex = offset;
      const match = pattern.exec(text)?.[0];
      if (match === undefined || offset + match.length > to) continue;
      found = { kind, text: match, joined, offset, length: match.length };
      break;
    }
    if (found === undefined) return refuseCharacter(text, offset);
    tokens.push(found);
    offset += found.length;
    joined = true;
  }
  let at = 0;
  const end = { offset: markOf(fragment).offset + markOf(fragment).length, length: 0 };
  return {
    peek: (ahead = 0) => tokens[at + ahead],
    take: () => tokens[at++],
    mark: () => tokens[at] ?? end,
  };
}
