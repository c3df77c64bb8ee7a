/** Prose in lines of bounded width. */
import { displayWidth, headOf, printable } from './display-width.ts';

/** Pieces of a word that is wider than a line. */
function pieces(word: string, width: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (displayWidth(rest) > width) {
    const head = headOf(rest, width) || rest.slice(0, 1);
    parts.push(head);
    rest = rest.slice(head.length);
  }
  return [...parts, rest];
}

/** Holds a number and its unit together, and the words of `1 in 20`. */
const bound = (text: string): string =>
  text
    .replace(/(\d) (h|min|s|days?|months?|years?)(?![\w-])/g, '$1\u00a0$2')
    .replace(/(\d) in (?=\d)/g, '$1\u00a0in\u00a0');

/**
 * Lines of at most `width` columns, broken at blanks, inside a word only where it is wider than a line. A no-break blank
 * (U+00A0) holds its neighbours together and is written as a blank.
 *
 * @param hanging Columns by which all lines but the first are indented.
 */
export function wrap(text: string, width: number, hanging = 0): string[] {
  const indent = ' '.repeat(hanging);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of bound(printable(text)).split(/[ \t]+/)) {
    for (const piece of pieces(word, Math.max(1, width - hanging))) {
      const needs = displayWidth(piece);
      if (line !== '' && used + 1 + needs > width) {
        lines.push(line);
        line = indent + piece;
        used = hanging + needs;
      } else {
        line = line === '' ? piece : `${line} ${piece}`;
        used += needs + (used === 0 ? 0 : 1);
      }
    }
  }
  return [...lines, line].map((each) => each.replaceAll('\u00a0', ' '));
}
