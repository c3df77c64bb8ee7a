/** Lines of a screen: text that may carry colours, measured, cut and filled by columns of a terminal. */
import { displayWidth, headOf } from '../../report/text/display-width.ts';

/** A colour as it stands in a line. */
// oxlint-disable-next-line no-control-regex -- colours begin with an escape
const COLOUR = /\u001b\[[0-9;]*m/g;
const ESCAPE = '\u001b';
const PLAIN = `${ESCAPE}[0m`;
/** Stands for what is cut off, so that nobody takes the beginning of a word or a figure for the whole. One column. */
export const ELLIPSIS = '…';

export const withoutColours = (line: string): string => (line.includes(ESCAPE) ? line.replace(COLOUR, '') : line);

/** Columns that a line takes; colours take none. */
export const widthOf = (line: string): number => displayWidth(withoutColours(line));

/** The beginning of a line that takes at most `width` columns, with its colours, which end with it. */
export function headOfLine(line: string, width: number): string {
  if (width <= 0) return '';
  if (!line.includes(ESCAPE)) return headOf(line, width);
  let taken = 0;
  let head = '';
  let at = 0;
  for (const match of [...line.matchAll(COLOUR), null]) {
    const piece = line.slice(at, match?.index ?? line.length);
    const shown = headOf(piece, width - taken);
    head += shown;
    taken += displayWidth(shown);
    if (shown.length < piece.length) return head + PLAIN;
    if (match === null) break;
    head += match[0];
    at = match.index + match[0].length;
  }
  return head;
}

/** A line cut to at most `width` columns; `mark` stands for what is cut off. */
export function cut(line: string, width: number, mark: string = ELLIPSIS): string {
  if (widthOf(line) <= width) return line;
  const room = width - displayWidth(mark);
  return room < 0 ? headOfLine(line, width) : headOfLine(line, room) + mark;
}

/** The first of some ways to say something that takes at most `width` columns; the last one where none does. */
export const firstThatFits = (ways: readonly string[], width: number): string =>
  ways.find((way) => widthOf(way) <= width) ?? ways.at(-1) ?? '';

/** A line of exactly `width` columns: cut, or filled with blanks. */
export function fit(line: string, width: number, mark: string = ELLIPSIS): string {
  const shown = cut(line, Math.max(0, width), mark);
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)));
}

/** The same, against the right edge. */
export function fitRight(line: string, width: number, mark: string = ELLIPSIS): string {
  const shown = cut(line, Math.max(0, width), mark);
  return ' '.repeat(Math.max(0, width - widthOf(shown))) + shown;
}

/** Two texts at the ends of a line; what stands left gives way, and keeps two blanks before what stands right. */
export function ends(left: string, right: string, width: number, mark: string = ELLIPSIS): string {
  const shown = cut(right, width, mark);
  const room = width - widthOf(shown);
  return fit(cut(left, Math.max(0, room - (shown === '' ? 0 : 2)), mark), room) + shown;
}
