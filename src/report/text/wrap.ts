/** Prose in lines of bounded width. */
import { displayWidth, headOf, printable } from './display-width.ts';

/** Where a word that is wider than its line may be broken without being cut inside: behind what joins its parts. */
const JOINTS = /(?<=[-/_,;:.=>])(?=\p{L})/u;

/** Pieces of a word that is wider than a line: its parts, as many as fit; a part that is wider itself is cut. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const lines: string[] = [];
  let line = '';
  for (let part of word.split(JOINTS)) {
    if (line !== '' && displayWidth(line) + displayWidth(part) > width) {
      lines.push(line);
      line = '';
    }
    while (displayWidth(part) > width) {
      const head = headOf(part, width) || part.slice(0, 1);
      lines.push(head);
      part = part.slice(head.length);
    }
    line += part;
  }
  return [...lines, line];
}

/** Holds a number and its unit or error together, and the words of `1 in 20`. */
const bound = (text: string): string =>
  text
    .replace(/(\d) (h|min|s|days?|weeks?|months?|years?)(?![\w-])/g, '$1\u00a0$2')
    .replace(/± (?=\S)/g, '±\u00a0')
    .replace(/(\d) in (?=\d)/g, '$1\u00a0in\u00a0');

/** The text with what belongs together held by no-break blanks. */
export const unbroken = (text: string): string => bound(text);

const wordsOf = (text: string): string[] => bound(printable(text)).split(/[ \t]+/);

/** The width [columns] below which words of a text are broken: that of its widest word. */
export const widestWord = (text: string): number => Math.max(0, ...wordsOf(text).map(displayWidth));

/** The width [columns] below which words of a text are cut inside: that of the widest part of a word. */
export const widestPart = (text: string): number =>
  Math.max(0, ...wordsOf(text).flatMap((word) => word.split(JOINTS).map(displayWidth)));

/**
 * Lines of at most `width` columns, broken at blanks; a word that is wider than a line is broken behind a hyphen, a slash and
 * the like, and cut inside only where such a part is wider than a line. A no-break blank (U+00A0) holds its neighbours
 * together and is written as a blank.
 *
 * @param hanging Columns by which all lines but the first are indented.
 */
export const wrap = (text: string, width: number, hanging = 0): string[] =>
  filled(
    wordsOf(text).map((word) => pieces(word, Math.max(1, width - hanging))),
    width,
    hanging,
  );

/** The same, but that a word stays whole: one that is wider than a line has a line of its own. */
export const wrapWords = (text: string, width: number, hanging = 0): string[] =>
  filled(
    wordsOf(text).map((word) => [word]),
    width,
    hanging,
  );

/** Lines of words, each in the pieces between which it is broken. */
function filled(words: readonly (readonly string[])[], width: number, hanging: number): string[] {
  const indent = ' '.repeat(hanging);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    for (const [index, piece] of word.entries()) {
      const needs = displayWidth(piece);
      if (index > 0 || (line !== '' && used + 1 + needs > width)) {
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
