/**
 * A report as blocks instead of lines of a terminal: the same functions say the same words, and whoever sets the page decides how
 * a heading, a paragraph or a table looks. Each line is then one block, whatever its length, with marks that no text can hold
 * (noncharacters of Unicode, which `printable` takes out of whatever a model says).
 */
import { cellPaint, cellText, type Cell, type Column } from './cell.ts';
import { printable } from './display-width.ts';
import type { Page, Style } from './style.ts';
import { unbroken } from './wrap.ts';

/** The ways in which text stands out. */
export type Tone = keyof Style;

/** A stretch of text in the same tones. */
export interface Run {
  readonly text: string;
  readonly tones: readonly Tone[];
}

export type Text = readonly Run[];

export type Block =
  | { readonly kind: 'heading' | 'prose' | 'command'; readonly text: Text }
  | { readonly kind: 'item'; readonly text: Text }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly header: string; readonly align: 'left' | 'right' }[];
      readonly rows: readonly (readonly Text[])[];
    };

const BLOCK = '\ufdd0';
const OPEN = '\ufdd1';
const CLOSE = '\ufdd2';
/** Blanks, which no cell holds: what looks for the end of a word finds it at the end of a cell. */
const CELL = '\t';
const ROW = '\n';

const TONES: Readonly<Record<Tone, string>> = {
  heading: 'h',
  quiet: 'q',
  good: 'g',
  doubtful: 'd',
  bad: 'b',
  line: 'l',
};
const TONE_OF: ReadonlyMap<string, Tone> = new Map(
  Object.entries(TONES).map(([tone, letter]) => [letter, tone as Tone]),
);

const KINDS = { heading: 'h', prose: 'p', item: 'i', table: 't', command: 'c' } as const;
const KIND_OF: ReadonlyMap<string, Block['kind']> = new Map(
  Object.entries(KINDS).map(([kind, letter]) => [letter, kind as Block['kind']]),
);

const marked =
  (tone: Tone) =>
  (text: string): string =>
    text === '' ? text : `${OPEN}${TONES[tone]}${text}${CLOSE}`;

const MARKED: Style = {
  heading: marked('heading'),
  quiet: marked('quiet'),
  good: marked('good'),
  doubtful: marked('doubtful'),
  bad: marked('bad'),
  line: marked('line'),
};

/** Wider than any text. */
const ENDLESS = 1_000_000;

/** The page on which reports are blocks. */
export const blockPage = (names?: Page['names']): Page => ({ width: ENDLESS, style: MARKED, asBlocks: true, names });

/** A line that is a block. @param text Printable, or painted after it was. */
export const blockLine = (kind: Exclude<Block['kind'], 'table'>, text: string): string => BLOCK + KINDS[kind] + text;

/** A block of prose, as `wrap` would set it in one line of any length. */
export const proseBlock = (kind: 'prose' | 'item', text: string): string => blockLine(kind, unbroken(printable(text)));

/** A table as one line; pictures made of characters are left out. */
export function tableBlock(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const isKept = columns.map(({ picture }) => picture === undefined);
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => isKept[index]);
  const head = kept(columns).map(
    ({ header, align = 'left' }) => `${align === 'right' ? 'r' : 'l'}${printable(header)}`,
  );
  const body = rows.map((row) =>
    kept(columns.map((_, index) => row[index] ?? ''))
      .map((cell) => cellPaint(cell)(unbroken(cellText(cell))))
      .join(CELL),
  );
  return BLOCK + KINDS.table + [head.join(CELL), ...body].join(ROW);
}

/** Runs of a marked text. */
function runsOf(marked: string, outer: readonly Tone[] = []): Run[] {
  const runs: Run[] = [];
  let tones: readonly Tone[] = outer;
  for (const part of marked.split(/(\ufdd1.|\ufdd2)/su)) {
    if (part === CLOSE) tones = tones.slice(0, -1);
    else if (part.startsWith(OPEN)) tones = [...tones, TONE_OF.get(part.slice(1)) ?? 'quiet'];
    else if (part !== '') runs.push({ text: part, tones });
  }
  return runs;
}

function tableOf(content: string, outer: readonly Tone[]): Block {
  const [head = '', ...rows] = content.split(ROW);
  return {
    kind: 'table',
    columns: head
      .split(CELL)
      .map((each) => ({ header: each.slice(1), align: each.startsWith('r') ? 'right' : 'left' })),
    rows: rows.map((row) => row.split(CELL).map((cell) => runsOf(cell, outer))),
  };
}

function blockOf(line: string): Block {
  const found = /^(?<outer>(?:\ufdd1.)*)\ufdd0(?<kind>.)(?<content>.*)$/su.exec(line)?.groups;
  const kind = KIND_OF.get(found?.['kind'] ?? '');
  if (found === undefined || kind === undefined) return { kind: 'prose', text: runsOf(line.replace(/ {2,}/g, ' ')) };
  const outer = Array.from(found['outer'] ?? '')
    .filter((each) => each !== OPEN)
    .flatMap((each) => TONE_OF.get(each) ?? []);
  const whole = found['content'] ?? '';
  const content = outer.length === 0 ? whole : whole.slice(0, -outer.length);
  return kind === 'table' ? tableOf(content, outer) : { kind, text: runsOf(content, outer) };
}

/** The blocks of a report that was made for `blockPage`; blank lines are none. */
export const blocksOf = (lines: readonly string[]): Block[] => lines.filter((line) => line.trim() !== '').map(blockOf);

/** The characters of a text alone. */
export const plainText = (text: Text): string => text.map((run) => run.text).join('');
