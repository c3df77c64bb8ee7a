/** The loss exceedance curve, drawn for a terminal: loss to the right, chance upwards, both logarithmic. */
import type { CurvePoint } from '../../results/scenario-result.ts';
import { shortMoney } from '../format/money.ts';
import { oneIn, percent } from '../format/share.ts';
import { makeBrailleCanvas, type BrailleCanvas } from '../text/braille-canvas.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Page, Paint } from '../text/style.ts';
import { logTicks, roundAbove, roundBelow } from './ticks.ts';

/** A point of the plane that must not lie below the curve, named by one character. */
export interface CurveMark {
  readonly character: string;
  readonly loss: number;
  readonly chance: number;
  readonly paint: Paint;
}

export interface ExceedanceChart {
  readonly points: readonly CurvePoint[];
  readonly marks: readonly CurveMark[];
  readonly currency: string;
  /** Rows of the picture, without its axis. */
  readonly rows: number;
}

/** Orders of magnitude of loss that are shown at most. */
const DECADES = 4;
/** The least chance that is shown unless a mark lies lower. */
const LEAST_CHANCE = 0.001;

interface Frame {
  readonly lowLoss: number;
  readonly highLoss: number;
  readonly lowChance: number;
  readonly highChance: number;
}

/** What the picture shows: the reliable part of the curve, and every mark. */
function frameOf(points: readonly CurvePoint[], marks: readonly CurveMark[]): Frame | null {
  const greatest = Math.max(0, ...points.map(({ probability }) => probability));
  const losses = points.filter(({ loss, probability }) => loss > 0 && probability > 0);
  if (losses.length === 0 || greatest <= 0) return null;
  const leastMark = Math.min(...marks.map(({ chance }) => chance));
  const lowChance = roundBelow(Math.min(LEAST_CHANCE, leastMark / 1.5, greatest / 10));
  const shown = losses.filter(({ probability }) => probability >= lowChance);
  const highest = Math.max(
    ...shown.map(({ loss }) => loss),
    losses[0]?.loss ?? 1,
    ...marks.map(({ loss }) => loss * 1.2),
  );
  const falling =
    losses.find(({ probability }) => probability < greatest * 0.9)?.loss ?? losses[0]?.loss ?? highest / 10;
  const lowest = Math.min(Math.max(falling / 2, highest / 10 ** DECADES), ...marks.map(({ loss }) => loss / 1.5));
  return {
    lowLoss: roundBelow(Math.min(lowest, highest / 10)),
    highLoss: roundAbove(highest),
    lowChance,
    highChance: Math.min(
      1,
      roundAbove(Math.max(greatest, ...points.map(({ high }) => high), ...marks.map(({ chance }) => chance))),
    ),
  };
}

/** Chance at a loss, straight between points in logarithms; null where the curve says nothing. */
export function chanceAt(
  points: readonly CurvePoint[],
  loss: number,
  of: (point: CurvePoint) => number,
): number | null {
  const above = points.findIndex((point) => point.loss >= loss);
  const right = points[above];
  if (right === undefined) return null;
  if (right.loss === loss || above === 0) return of(right);
  const left = points[above - 1];
  if (left === undefined) return null;
  const [p, q] = [of(left), of(right)];
  if (left.loss <= 0 || p <= 0 || q <= 0) return p + ((q - p) * (loss - left.loss)) / (right.loss - left.loss);
  const share = Math.log(loss / left.loss) / Math.log(right.loss / left.loss);
  return Math.exp(Math.log(p) + (Math.log(q) - Math.log(p)) * share);
}

function drawCurve(canvas: BrailleCanvas, chart: ExceedanceChart, frame: Frame, page: Page): void {
  const { width, height } = canvas;
  const lossAt = (x: number): number => frame.lowLoss * (frame.highLoss / frame.lowLoss) ** (x / (width - 1));
  const rowOf = (chance: number): number =>
    Math.round((Math.log(frame.highChance / chance) / Math.log(frame.highChance / frame.lowChance)) * (height - 1));
  const within = (chance: number | null): chance is number => chance !== null && chance > 0;

  for (let x = 0; x < width; x += 3) {
    for (const edge of [(point: CurvePoint) => point.low, (point: CurvePoint) => point.high]) {
      const chance = chanceAt(chart.points, lossAt(x), edge);
      if (within(chance)) canvas.dot(x, rowOf(chance), page.style.quiet);
    }
  }
  let previous: number | null = null;
  for (let x = 0; x < width; x++) {
    const loss = lossAt(x);
    const chance = chanceAt(chart.points, loss, (point) => point.probability);
    if (!within(chance)) {
      previous = null;
      continue;
    }
    const y = rowOf(chance);
    const isDoubtful = chart.points.find((point) => point.loss >= loss)?.unreliable === true;
    const from: number = previous === null || previous > y ? y : Math.min(previous + 1, y);
    if (!isDoubtful || x % 2 === 0) {
      for (let row = Math.max(0, from); row <= Math.min(y, height - 1); row++) canvas.dot(x, row, page.style.line);
    }
    previous = y;
  }
  for (const mark of chart.marks) {
    const x = Math.round(
      (Math.log(mark.loss / frame.lowLoss) / Math.log(frame.highLoss / frame.lowLoss)) * (width - 1),
    );
    canvas.mark(x, rowOf(mark.chance), mark.character, mark.paint);
  }
}

/** Texts at columns of a line, left out where they would touch one another. */
function placed(labels: readonly { readonly text: string; readonly centre: number }[], width: number): string {
  let line = '';
  for (const { text, centre } of labels) {
    const taken = displayWidth(line);
    const start = Math.min(width - displayWidth(text), Math.max(0, Math.round(centre - displayWidth(text) / 2)));
    if (start < taken + (line === '' ? 0 : 1)) continue;
    line += ' '.repeat(start - taken) + text;
  }
  return line;
}

/** The lines of the picture, at most as wide as the page; a sentence when no loss was seen. */
export function exceedanceChart(chart: ExceedanceChart, page: Page): string[] {
  const frame = frameOf(chart.points, chart.marks);
  if (frame === null) return ['  No loss was seen.'];
  const ticks = logTicks(frame.lowChance, frame.highChance, Math.max(3, Math.floor(chart.rows / 1.5)));
  const left = ticks.map((tick) => percent(tick));
  const right = ticks.map((tick) => oneIn(tick));
  const leftWidth = Math.max(...left.map(displayWidth));
  const rightWidth = Math.max(...right.map(displayWidth));
  const columns = Math.min(100, page.width - leftWidth - rightWidth - 6);
  const canvas = makeBrailleCanvas(columns, chart.rows);
  drawCurve(canvas, chart, frame, page);

  const rowOf = (tick: number): number =>
    Math.round(
      (Math.log(frame.highChance / tick) / Math.log(frame.highChance / frame.lowChance)) * (chart.rows * 4 - 1),
    ) >> 2;
  const tickAt = new Map(ticks.map((tick, index) => [rowOf(tick), index]));
  const picture = canvas.lines().map((line, row) => {
    const tick = tickAt.get(row);
    const leftLabel = tick === undefined ? '' : (left[tick] ?? '');
    const rightLabel = tick === undefined ? '' : (right[tick] ?? '');
    const edge = tick === undefined ? ['│', '│'] : ['┤', '├'];
    const body = `  ${' '.repeat(leftWidth - displayWidth(leftLabel))}${page.style.quiet(leftLabel + (edge[0] ?? ''))}${line}`;
    return `${body}${page.style.quiet(`${edge[1] ?? ''} ${rightLabel}`.trimEnd())}`;
  });

  const columnOf = (loss: number): number =>
    Math.round((Math.log(loss / frame.lowLoss) / Math.log(frame.highLoss / frame.lowLoss)) * (columns - 1));
  const lossTicks = logTicks(frame.lowLoss, frame.highLoss, Math.max(3, Math.floor(columns / 9)));
  const at = new Set(lossTicks.map(columnOf));
  const axis = Array.from({ length: columns }, (_, column) => (at.has(column) ? '┬' : '─')).join('');
  const margin = ' '.repeat(2 + leftWidth);
  const labels = lossTicks.map((tick) => ({
    text: shortMoney(tick, chart.currency),
    centre: margin.length + columnOf(tick) + 1.5,
  }));
  return [...picture, page.style.quiet(`${margin}└${axis}┘`), page.style.quiet(placed(labels, page.width))];
}
