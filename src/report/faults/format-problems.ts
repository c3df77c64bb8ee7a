/** The faults of a model file as text for a terminal or a log. */
import type { Place, Problem } from '../../model/problem.ts';
import { displayWidth, printable } from '../text/display-width.ts';
import { wrap } from '../text/wrap.ts';

/** Columns of a page whose width nobody states. */
const DEFAULT_WIDTH = 80;
/** Columns that the line of a file takes at most. */
const WIDEST = 120;
/** Fewest characters of a long line that are shown around the fault. */
const NARROWEST_WINDOW = 8;
const INDENT = '  ';
const CUT = '... ';
/** Further lines of a message stand deeper than the line of the file below it. */
const HANGING = 4;
const TAB = 4;
/** Widest piece of a model file within a message that is kept on one line, so that it can be copied. */
const WIDEST_PIECE = 40;

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

/** A text with its tabs made blanks and nothing unprintable, and the columns it takes when it begins at column `at`. */
function laidOut(text: string, at: number): { readonly text: string; readonly columns: number } {
  let out = '';
  let columns = at;
  for (const [index, part] of text.split('\t').entries()) {
    const blanks = index === 0 ? 0 : TAB - (columns % TAB);
    const shown = part.replace(/./gsu, printable);
    out += ' '.repeat(blanks) + shown;
    columns += blanks + displayWidth(shown);
  }
  return { text: out, columns: columns - at };
}

/** Moves a cut that would halve a surrogate pair to before it. */
function wholeCharacter(text: string, cut: number): number {
  const code = text.charCodeAt(cut);
  return cut > 0 && code >= 0xdc00 && code <= 0xdfff ? cut - 1 : cut;
}

/** The line of a place, or `size` characters of it around the fault, and the marks under it. */
function stretch({ text, column, length }: Place, size: number): readonly [line: string, marks: string] {
  const start = Math.min(column - 1, text.length);
  const from = wholeCharacter(text, Math.max(0, Math.min(start - Math.floor(size / 4), text.length - size)));
  const to = wholeCharacter(text, Math.min(text.length, from + size));
  const end = Math.min(start + length, to);
  const lead = from > 0 ? CUT : '';
  const trail = to < text.length ? ' ...' : '';
  const before = laidOut(text.slice(from, start), lead.length);
  const marked = laidOut(text.slice(start, end), lead.length + before.columns);
  const after = laidOut(text.slice(end, to), lead.length + before.columns + marked.columns);
  const line = `${lead}${before.text}${marked.text}${after.text}${trail}`.trimEnd();
  const marks = ' '.repeat(lead.length + before.columns) + '^'.repeat(Math.max(1, marked.columns));
  return [line, marks];
}

/** The line of a place, as much of it as a width [columns] holds, and the marks under it. */
export function excerpt(place: Place, width: number): readonly [line: string, marks: string] {
  for (let size = place.text.length; ;) {
    const shown = stretch(place, size);
    const over = Math.max(...shown.map(displayWidth)) - width;
    if (over <= 0 || size <= NARROWEST_WINDOW) return shown;
    size = Math.max(NARROWEST_WINDOW, Math.min(size - Math.ceil(over / 2), width));
  }
}

/** A message in which short pieces of a model file, between backquotes, hold together. */
const held = (text: string, width: number): string =>
  text.replace(/`[^`]*`/g, (piece) =>
    displayWidth(piece) <= Math.min(WIDEST_PIECE, width - HANGING) ? piece.replaceAll(' ', '\u00a0') : piece,
  );

/** The place and the message in lines, each in its own paint. */
function headLines(place: string, message: string, width: number, { bold, red }: Paints): string[] {
  const lines = wrap(`${place.replaceAll(' ', '\u00a0')} ${held(message, width)}`.trimStart(), width, HANGING);
  let left = place.length;
  return lines.map((line, index) => {
    const indent = index === 0 ? 0 : Math.min(HANGING, line.length);
    const cut = Math.min(line.length, indent + left);
    left -= cut - indent;
    return `${line.slice(0, indent)}${bold(line.slice(indent, cut))}${red(line.slice(cut))}`;
  });
}

function formatProblem({ place, message, remedy }: Problem, width: number, paints: Paints): string[] {
  const at = place === null ? '' : `${printable(place.file)}:${place.line}:${place.column}:`;
  const lines = headLines(at, printable(message), width, paints);
  const [line, marks] = place === null ? ['', ''] : excerpt(place, Math.min(width, WIDEST) - INDENT.length);
  if (line.trim() !== '') lines.push(INDENT + line, INDENT + paints.red(marks));
  if (remedy === '') return lines;
  const label = 'try:';
  const [first = '', ...others] = wrap(`${label} ${held(printable(remedy), width)}`, width - INDENT.length, 5);
  return [...lines, `${INDENT}${paints.dim(label)}${first.slice(label.length)}`, ...others.map((one) => INDENT + one)];
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

/** How faults are shown. */
export interface ProblemsPage {
  /** Paint them by escape sequences of a terminal. */
  readonly color?: boolean;
  /** Columns in which they are wrapped, 80 unless stated; `Infinity` for a line each. */
  readonly width?: number;
}

/**
 * All faults, sorted by place: `file:line:column: message`, the line with carets under what is wrong, what to try; at the
 * end how many there are. Empty when there are none.
 */
export function formatProblems(problems: readonly Problem[], page: ProblemsPage = {}): string {
  if (problems.length === 0) return '';
  const { color = false, width = DEFAULT_WIDTH } = page;
  const paints = color ? COLOURED : PLAIN;
  const blocks = problems.toSorted(byPlace).map((problem) => formatProblem(problem, width, paints).join('\n'));
  const count = problems.length === 1 ? '1 fault' : `${problems.length} faults`;
  return `${blocks.join('\n\n')}\n\n${paints.bold(count)}\n`;
}
