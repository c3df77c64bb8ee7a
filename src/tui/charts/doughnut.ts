/** The doughnut unrolled, a row a segment: too little, enough, waste. */
import { fit } from '../draw/text.ts';
import { money } from '../../results/format/money.ts';
import type { Spoken } from '../state/product.ts';
import type { Theme } from '../draw/theme.ts';

/** Money a year. */
export interface DoughnutRow {
  readonly atLeast: number;
  readonly best: number;
  readonly atMost: number;
  readonly today: number;
  /** Null without a what-if. */
  readonly whatIf: number | null;
  /** Of the whole: whether all limits are kept, of the what-if or else of today. Null or absent where that is not known. */
  readonly isKept?: boolean | null;
}

/** What differs by less is the same. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * The row between brackets, from nothing to twice at most; what is more stands at the far right. Where at most is nothing the ring
 * stands in the middle, and any spend at the far right.
 *
 * `-` too little, `=` enough, `+` waste; `o` the what-if, or today where there is none, `·` today beside it, `*` the best.
 * Where at least and at most are one amount the ring is a line.
 */
export function doughnutRow(row: DoughnutRow, width: number, theme: Theme): string {
  const inner = Math.max(3, width - 2);
  const { atLeast, best, atMost, today, whatIf } = row;
  const isLine = isSame(atLeast, atMost);
  const middle = Math.floor(inner / 2);
  const columnOf = (value: number): number => {
    if (atMost <= 0) return value <= 0 ? middle : inner - 1;
    const place = Math.round((value / (2 * atMost)) * (inner - 1));
    return Math.max(0, Math.min(inner - 1, place));
  };
  const [from, to] = [columnOf(atLeast), columnOf(atMost)];
  const now = whatIf ?? today;
  const reached = Math.max(columnOf(now), now > atMost ? to : 0);
  const zoneOf = (column: number): string => {
    // Where nothing is needed nothing is too little
    if (column < from) return atLeast > 0 ? '-' : ' ';
    return column <= to && !isLine ? '=' : '+';
  };
  const signs = Array.from({ length: inner }, (_, column) => (column <= reached ? zoneOf(column) : ' '));
  for (let column = from; column <= to && !isLine; column++) signs[column] = '=';
  const place = (sign: string, column: number): void => {
    signs[column] = sign;
  };
  if (!isLine) place('*', columnOf(best));
  if (isLine) place(theme.look.glyphs === 'ascii' ? '!' : theme.glyphs.coincide, from);
  if (whatIf !== null && !isSame(whatIf, today)) place(theme.look.glyphs === 'ascii' ? '.' : '·', columnOf(today));
  place('o', columnOf(now));
  const paints: Readonly<Record<string, (sign: string) => string>> = {
    '-': theme.bad,
    '=': theme.good,
    '*': theme.good,
    '+': theme.doubtful,
    o: theme.heading,
  };
  return `[${signs.map((sign) => paints[sign]?.(sign) ?? sign).join('')}]`;
}

/** `− SHORT £10.9m`, `+ OVER £0.37m`, `~ MISSPENT` where the money would do and limits are broken, `= SAFE`. */
export function standingWords(row: DoughnutRow, sum: (value: number) => string, theme: Theme): string {
  const { atLeast, atMost, today, whatIf, isKept } = row;
  const now = whatIf ?? today;
  const { glyphs } = theme;
  if (now < atLeast && !isSame(now, atLeast)) return theme.bad(`${glyphs.short} SHORT ${sum(atLeast - now)}`);
  if (isKept === false) return theme.bad('~ MISSPENT');
  if (now > atMost && !isSame(now, atMost)) return theme.doubtful(`${glyphs.over} OVER ${sum(now - atMost)}`);
  return theme.good(`${glyphs.safe} SAFE`);
}

/** A line of the panel: name, row, amount, standing. */
export function doughnutLine(
  name: string,
  row: DoughnutRow,
  sum: (value: number) => string,
  width: number,
  theme: Theme,
): string {
  const label = 11;
  const amount = 10;
  const words = 17;
  const bar = Math.max(12, width - label - amount - words - 4);
  const now = sum(row.whatIf ?? row.today);
  return `  ${fit(name, label - 1)} ${doughnutRow(row, bar, theme)}${now.padStart(amount - 1)}   ${standingWords(row, sum, theme)}`;
}

/** Rows as they are read aloud; null where there are none. */
export function spokenDoughnut(
  rows: readonly { readonly name: string; readonly row: DoughnutRow }[],
  currency: string,
  theme: Theme,
): Spoken | null {
  const sum = (value: number): string => money(value, currency);
  const all = rows.map(({ name, row }) => {
    const { atLeast, best, atMost, today, whatIf } = row;
    const now = whatIf === null ? `today ${sum(today)}` : `what-if ${sum(whatIf)}, today ${sum(today)}`;
    return `${name}: ${now}, ${standingWords(row, sum, theme)}; at least ${sum(atLeast)}, best ${sum(best)}, at most ${sum(atMost)}`;
  });
  return all.length === 0 ? null : { now: all.slice(-1), all };
}
