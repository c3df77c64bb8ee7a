/** Outages over time, a row a node. */
import { fit, widthOf } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';

export interface TimeBar {
  readonly name: string;
  readonly stretches: readonly { readonly from: number; readonly to: number; readonly capacity: number }[];
  /** Hours at which a limit is broken. */
  readonly marks: readonly number[];
  /** Stands at the right. */
  readonly words: string;
}

export interface TimeBars {
  readonly bars: readonly TimeBar[];
  /** Hours from 0 that are shown. */
  readonly hours: number;
  /** The present hour. */
  readonly now: number;
}

interface Signs {
  readonly down: string;
  readonly partly: string;
  readonly now: string;
  readonly up: string;
}

const signsOf = ({ look, glyphs }: Theme): Signs & { readonly broken: string } =>
  look.glyphs === 'ascii'
    ? { down: '#', partly: '=', now: '|', up: ' ', broken: glyphs.outside }
    : { down: '█', partly: '▒', now: '│', up: ' ', broken: glyphs.outside };

const NARROWEST_CHART = 12;

/** Columns of the words at the right of a chart. */
export const wordColumns = (width: number): number => (width >= 100 ? 26 : width >= 70 ? 17 : 0);

/** Columns of the names, the chart and the words at the right of it. @param longest Columns of the longest name. */
function columnsOf(
  width: number,
  longest: number,
): { readonly names: number; readonly chart: number; readonly words: number } {
  const words = wordColumns(width);
  const names = Math.max(8, Math.min(longest, Math.floor(width / 3)));
  return { names, words, chart: Math.max(NARROWEST_CHART, width - 2 - names - 1 - (words === 0 ? 0 : words + 1)) };
}

/** Steps between the figures of an axis: 1, 2, 5 times a power of ten, or days where it is long. */
function stepOf(hours: number, most: number): number {
  const steps = [0.1, 0.2, 0.5, 1, 2, 4, 6, 12, 24, 48, 72, 168, 336, 730, 1460, 2190, 4380, 8760];
  return steps.find((step) => hours / step <= most) ?? hours / most;
}

function axis(hours: number, columns: number): string {
  const cells = Array.from({ length: columns }, () => ' ');
  const step = stepOf(hours, Math.max(1, Math.floor(columns / 8)));
  for (let hour = 0; hour <= hours + 1e-9; hour += step) {
    const text = String(Number(hour.toPrecision(4)));
    const at = Math.min(columns - text.length, Math.floor((hour / hours) * (columns - 1)));
    if (at < 0 || cells.slice(Math.max(0, at - 1), at + text.length + 1).some((cell) => cell !== ' ')) continue;
    for (let k = 0; k < text.length; k++) cells[at + k] = text.charAt(k);
  }
  return cells.join('');
}

/**
 * A row of cells for a node: what holds for the greatest part of a cell, but never nothing where it is below full at some time of it;
 * what is to come is quiet.
 */
function barCells(bar: TimeBar, { hours, now }: TimeBars, columns: number, theme: Theme): string {
  const signs = signsOf(theme);
  const length = hours / columns;
  const place = (hour: number): number => Math.min(columns - 1, Math.max(0, Math.floor(hour / length)));
  const cells = Array.from({ length: columns }, () => signs.up);
  for (const { from, to, capacity } of bar.stretches) {
    const last = Math.max(place(from), Math.ceil(to / length - 1e-9) - 1);
    for (let cell = place(from); cell <= Math.min(columns - 1, last); cell++) {
      if (cells[cell] !== signs.down) cells[cell] = capacity <= 0 ? signs.down : signs.partly;
    }
  }
  const marked = new Set(bar.marks.map(place));
  const present = place(now);
  const paintOf = (cell: number): ((text: string) => string) => (cell <= present ? theme.bad : theme.quiet);
  return cells
    .map((sign, cell) => {
      // A mark is one column wide in either set of signs
      if (marked.has(cell)) return theme.bad(signs.broken.slice(0, 1));
      if (cell === present) return theme.line(signs.now);
      return sign === signs.up ? sign : paintOf(cell)(sign);
    })
    .join('');
}

/** At most `height` lines: a row a node, those that fell first above, and the axis; what has no room is counted. */
export function barsOverTime(shown: TimeBars, width: number, height: number, theme: Theme): string[] {
  const room = Math.max(1, height - 1);
  const isCut = shown.bars.length > room;
  const bars = shown.bars.slice(0, isCut ? room - 1 : room);
  const { names, chart, words } = columnsOf(width, Math.max(0, ...bars.map(({ name }) => widthOf(theme.words(name)))));
  const hours = shown.hours > 0 ? shown.hours : 1;
  const scale = { ...shown, hours };
  const lines = bars.map((bar) => {
    const name = fit(theme.words(bar.name), names, theme.glyphs.ellipsis);
    const right = words === 0 ? '' : ` ${fit(theme.words(bar.words), words, theme.glyphs.ellipsis)}`;
    return `  ${name} ${barCells(bar, scale, chart, theme)}${right}`;
  });
  const more = isCut ? [theme.quiet(`  ${fit(`and ${shown.bars.length - bars.length} more nodes`, width - 2)}`)] : [];
  return [...lines, ...more, `  ${theme.quiet(fit('hours', names))} ${theme.quiet(axis(hours, chart))}`].slice(
    0,
    height,
  );
}
