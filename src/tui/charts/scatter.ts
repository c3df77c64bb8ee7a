/** How bad against how soon: a risk a bar, both axes logarithmic. */
import { money } from '../../results/format/money.ts';
import { duration } from '../../results/format/time.ts';
import { fit, fitRight } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';

export interface ScatterPoint {
  /** One letter. */
  readonly mark: string;
  /** Hours: nine in ten and the middle; an end may be Infinity. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Mean where it happens, money. 0 where it costs nothing. */
  readonly severity: number;
  /** Nine in ten cases; drawn where the point is chosen. */
  readonly range: { readonly low: number; readonly high: number };
  readonly isChosen: boolean;
}

const NAMES = 9;
/** Times at which an axis may have a figure. */
const HOURS = [
  1,
  24,
  168,
  730,
  8760,
  5 * 8760,
  20 * 8760,
  100 * 8760,
  500 * 8760,
  2000 * 8760,
  10_000 * 8760,
  100_000 * 8760,
];
/** The axis of time ends there. */
const LONGEST = 100_000 * 8760;

const log = (value: number): number => Math.log10(value);

interface Scale {
  readonly from: number;
  readonly to: number;
}

const placeOn = ({ from, to }: Scale, value: number, length: number): number =>
  Math.round(((Math.min(to, Math.max(from, log(value))) - from) / (to - from)) * (length - 1));

function scaleOf(values: readonly number[], widest: number): Scale {
  const known = values.filter((value) => value > 0 && Number.isFinite(value));
  if (known.length === 0) return { from: 0, to: 1 };
  const [low, high] = [log(Math.min(...known)), log(Math.max(...known))];
  const spare = Math.max(widest - (high - low), 0) / 2 + 0.1;
  return { from: low - spare, to: high + spare };
}

/** Sums at which the axis of money has a figure: 1 and 3 times powers of ten, as many as have room. */
function moneyTicks({ from, to }: Scale, rows: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(from) - 1; power <= Math.ceil(to); power++) {
    for (const factor of [1, 3]) {
      const value = factor * 10 ** power;
      if (log(value) >= from && log(value) <= to) ticks.push(value);
    }
  }
  const step = Math.max(1, Math.ceil(ticks.length / Math.max(1, Math.floor(rows / 2))));
  return ticks.filter((_, place) => place % step === 0);
}

const signsOf = ({ look }: Theme) =>
  look.glyphs === 'ascii'
    ? { left: '|', right: '|', line: '-', up: '|', tick: '+', corner: '+', axis: '-', below: '+', open: '>' }
    : { left: '├', right: '┤', line: '─', up: '│', tick: '┤', corner: '└', axis: '─', below: '┬', open: '→' };

/** Lines of the chart: bars of nine in ten, the letter at the middle; up and to the left is worse. */
export function scatter(
  points: readonly ScatterPoint[],
  currency: string,
  width: number,
  height: number,
  theme: Theme,
): string[] {
  const rows = Math.max(3, height - 2);
  const columns = Math.max(16, width - NAMES - 3);
  const signs = signsOf(theme);
  const shown = points.filter(({ severity }) => severity > 0);
  const y = scaleOf(
    shown.flatMap(({ severity, range, isChosen }) => [severity, ...(isChosen ? [range.low, range.high] : [])]),
    1.5,
  );
  const x = scaleOf(
    points.flatMap(({ low, middle, high }) => [low, middle, Math.min(high, LONGEST)]),
    2,
  );
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '));
  const rowOf = (value: number): number => rows - 1 - placeOn(y, value, rows);
  const columnOf = (hours: number): number => placeOn(x, Math.max(hours, 1e-3), columns);
  const put = (row: number, column: number, sign: string): void => {
    const line = cells[row];
    if (line !== undefined && column >= 0 && column < columns) line[column] = sign;
  };
  // The chosen one last, so that it lies on top
  for (const point of shown.toSorted((a, b) => Number(a.isChosen) - Number(b.isChosen))) {
    const row = rowOf(point.severity);
    const [from, to] = [columnOf(point.low), columnOf(point.high)];
    const paint = point.isChosen ? theme.heading : theme.quiet;
    for (let column = from; column <= to; column++) put(row, column, paint(signs.line));
    put(row, from, paint(signs.left));
    put(row, to, paint(Number.isFinite(point.high) && point.high < LONGEST ? signs.right : signs.open));
    if (point.isChosen && point.range.high > 0) {
      const middle = columnOf(point.middle);
      for (let at = rowOf(point.range.high); at <= rowOf(Math.max(point.range.low, 10 ** y.from)); at++) {
        if (at !== row) put(at, middle, theme.heading(signs.up));
      }
    }
  }
  // Letters over all bars: a risk whose letter is hidden is not there
  const letters = new Set<string>();
  for (const point of shown) {
    const row = rowOf(point.severity);
    let column = columnOf(point.middle);
    while (letters.has(`${row} ${column}`) && column < columns - 1) column++;
    letters.add(`${row} ${column}`);
    put(row, column, point.isChosen ? theme.heading(point.mark) : point.mark);
  }
  const ticks = new Map(shown.length === 0 ? [] : moneyTicks(y, rows).map((value) => [rowOf(value), value] as const));
  const body = cells.map((line, row) => {
    const value = ticks.get(row);
    const label = value === undefined ? '' : money(value, currency).replace(/\.0+(?=\D|$)/, '');
    return ` ${fitRight(theme.words(label), NAMES - 1)} ${value === undefined ? signs.up : signs.tick}${line.join('')}`;
  });
  const below = Array.from({ length: columns }, () => signs.axis);
  const names = Array.from({ length: columns }, () => ' ');
  for (const hours of HOURS) {
    if (log(hours) < x.from || log(hours) > x.to) continue;
    const text = hours >= 8760 ? `${hours / 8760} y` : duration(hours, hours / 5);
    const at = columnOf(hours);
    const from = Math.min(columns - text.length, Math.max(0, at - Math.floor(text.length / 2)));
    if (names.slice(Math.max(0, from - 1), from + text.length + 1).some((sign) => sign !== ' ')) continue;
    below[at] = signs.below;
    for (let k = 0; k < text.length; k++) names[from + k] = text.charAt(k);
  }
  const end = 'when next';
  if (names.slice(-end.length - 1).every((sign) => sign === ' ')) names.splice(-end.length, end.length, end);
  return [
    ...body,
    ` ${fitRight('', NAMES - 1)} ${signs.corner}${below.join('')}`,
    theme.quiet(fit(`${' '.repeat(NAMES + 2)}${names.join('')}`, width)),
  ].slice(0, height);
}
