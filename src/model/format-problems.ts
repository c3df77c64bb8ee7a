/** The faults of a model file as text for a terminal or a log. */
import type { Place, Problem } from './problem.ts';

/** Characters of a long line that are shown around the fault. */
const WINDOW = 100;
const INDENT = '  ';
const TAB = 4;

type Paint = (text: string) => string;

interface Paints {
  readonly bold: Paint;
  readonly red: Paint;
  readonly dim: Paint;
}

const ESCAPE = '\u001b[';
const paint =
  (on: number, off: number): Paint =>
  (text) =>
    text === '' ? '' : `${ESCAPE}${on}m${text}${ESCAPE}${off}m`;
const plain: Paint = (text) => text;
const COLOURED: Paints = { bold: paint(1, 22), red: paint(31, 39), dim: paint(2, 22) };
const PLAIN: Paints = { bold: plain, red: plain, dim: plain };

/** Control characters and marks that turn the direction of writing: shown as a blank, so that a file cannot steer a terminal. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const printable = (text: string): string => text.replace(UNPRINTABLE, ' ');

/** Characters that take two columns, and those that take none. @see Unicode Standard Annex 11. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;
const JOINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** A text with its tabs made blanks and nothing unprintable, and the columns it takes when it begins at column `at`. */
function laidOut(text: string, at: number): { readonly text: string; readonly columns: number } {
  let out = '';
  let columns = at;
  for (const character of text) {
    if (character === '\t') {
      const blanks = TAB - (columns % TAB);
      out += ' '.repeat(blanks);
      columns += blanks;
    } else {
      out += printable(character);
      columns += JOINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
    }
  }
  return { text: out, columns: columns - at };
}

/** Moves a cut that would halve a surrogate pair to before it. */
function wholeCharacter(text: string, cut: number): number {
  const code = text.charCodeAt(cut);
  return cut > 0 && code >= 0xdc00 && code <= 0xdfff ? cut - 1 : cut;
}

/** The line of a place and the marks under it. */
function excerpt({ text, column, length }: Place): readonly [line: string, marks: string] {
  const start = Math.min(column - 1, text.length);
  let from = 0;
  let to = text.length;
  if (text.length > WINDOW) {
    from = wholeCharacter(text, Math.max(0, Math.min(start - WINDOW / 4, text.length - WINDOW)));
    to = wholeCharacter(text, Math.min(text.length, from + WINDOW));
  }
  const end = Math.min(start + length, to);
  const lead = from > 0 ? '... ' : '';
  const trail = to < text.length ? ' ...' : '';
  const before = laidOut(text.slice(from, start), lead.length);
  const marked = laidOut(text.slice(start, end), lead.length + before.columns);
  const after = laidOut(text.slice(end, to), lead.length + before.columns + marked.columns);
  const line = `${lead}${before.text}${marked.text}${after.text}${trail}`.trimEnd();
  const marks = ' '.repeat(lead.length + before.columns) + '^'.repeat(Math.max(1, marked.columns));
  return [line, marks];
}

function formatProblem(problem: Problem, { bold, red, dim }: Paints): string[] {
  const { place } = problem;
  const message = printable(problem.message);
  const lines: string[] = [];
  if (place === null) {
    lines.push(red(message));
  } else {
    lines.push(`${bold(`${printable(place.file)}:${place.line}:${place.column}:`)} ${red(message)}`);
    const [line, marks] = excerpt(place);
    if (line.trim() !== '') lines.push(INDENT + line, INDENT + red(marks));
  }
  if (problem.remedy !== '') lines.push(`${INDENT}${dim('try:')} ${printable(problem.remedy)}`);
  return lines;
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Faults without a place first, then by file, line, column and message. */
function byPlace(a: Problem, b: Problem): number {
  if (a.place === null || b.place === null) {
    return compare(a.place === null ? 0 : 1, b.place === null ? 0 : 1) || compare(a.message, b.message);
  }
  return (
    compare(a.place.file, b.place.file) ||
    compare(a.place.line, b.place.line) ||
    compare(a.place.column, b.place.column) ||
    compare(a.message, b.message)
  );
}

/**
 * All faults, sorted by place: `file:line:column: message`, the line with carets under what is wrong, what to try; at the
 * end how many there are. Empty when there are none.
 *
 * @param options.color Paint it by escape sequences of a terminal.
 */
export function formatProblems(problems: readonly Problem[], options: { readonly color?: boolean } = {}): string {
  if (problems.length === 0) return '';
  const paints = options.color === true ? COLOURED : PLAIN;
  const blocks = problems.toSorted(byPlace).map((problem) => formatProblem(problem, paints).join('\n'));
  const count = problems.length === 1 ? '1 fault' : `${problems.length} faults`;
  return `${blocks.join('\n\n')}\n\n${paints.bold(count)}\n`;
}
