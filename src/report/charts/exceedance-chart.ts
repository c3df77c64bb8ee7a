/**
 * The loss exceedance curve, drawn for a terminal: loss to the right, chance upwards, both logarithmic. Where losses have
 * lumps it is flat up to the lump, then falls.
 */
import type { CurveChance, CurvePoint } from '../../results/scenario-result.ts';
import { shortMoney } from '../../results/format/money.ts';
import { oneIn, percent } from '../../results/format/share.ts';
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
  /** What the picture shows; by the points and marks where absent. */
  readonly frame?: Frame | undefined;
  /** Blanks before each line; 2 where absent. */
  readonly indent?: number | undefined;
}

/** Orders of magnitude of loss that are shown at most. */
const DECADES = 4;
/** The least chance that is shown unless a mark lies lower. */
const LEAST_CHANCE = 0.001;
/** So much further goes the axis of losses than a step at its end. */
const ROOM_FOR_STEP = 1.05;

/** What of the plane is shown. */
export interface Frame {
  readonly lowLoss: number;
  readonly highLoss: number;
  readonly lowChance: number;
  readonly highChance: number;
}

/** What is known of the chance just below a point. */
const before = (point: CurvePoint): CurveChance => point.reaching ?? point;

/** The points up to the first at which the curve has left the picture. */
function shownPoints(points: readonly CurvePoint[], lowChance: number): readonly CurvePoint[] {
  const leaves = points.findIndex(({ probability }) => probability < lowChance);
  return leaves < 0 ? points : points.slice(0, leaves + 1);
}

/** What the picture shows: the curve as far as it is likely enough, and every mark. */
export function frameOf(
  points: readonly CurvePoint[],
  marks: readonly Pick<CurveMark, 'loss' | 'chance'>[],
): Frame | null {
  const greatest = Math.max(0, ...points.map((point) => before(point).probability));
  const leastMark = Math.min(...marks.map(({ chance }) => chance));
  const lowChance = roundBelow(Math.min(LEAST_CHANCE, leastMark / 1.5, greatest / 10));
  const shown = shownPoints(points, lowChance).filter(({ loss }) => loss > 0);
  const last = shown.at(-1);
  if (last === undefined || greatest <= 0) return null;
  const highest = Math.max(
    last.loss * (last.reaching === undefined ? 1 : ROOM_FOR_STEP),
    ...marks.map(({ loss }) => loss * 1.2),
  );
  const falling = shown.find(({ probability }) => probability < greatest * 0.9)?.loss ?? last.loss;
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

/** The least stretch that shows all of two others. */
export const widerFrame = (a: Frame, b: Frame): Frame => ({
  lowLoss: Math.min(a.lowLoss, b.lowLoss),
  highLoss: Math.max(a.highLoss, b.highLoss),
  lowChance: Math.min(a.lowChance, b.lowChance),
  highChance: Math.max(a.highChance, b.highChance),
});

/**
 * Chance at a loss, straight between points in logarithms, with a step where a lump of losses lies; 0 beyond a greatest loss,
 * null where the curve says nothing.
 */
export function chanceAt(
  points: readonly CurvePoint[],
  loss: number,
  of: (chance: CurveChance) => number,
): number | null {
  const above = points.findIndex((point) => point.loss >= loss);
  const right = points[above];
  if (right === undefined) return points.at(-1)?.probability === 0 ? 0 : null;
  if (right.loss === loss || above === 0) return of(right);
  const left = points[above - 1];
  if (left === undefined) return null;
  const [p, q] = [of(left), of(before(right))];
  if (left.loss <= 0 || p <= 0 || q <= 0) return p + ((q - p) * (loss - left.loss)) / (right.loss - left.loss);
  const share = Math.log(loss / left.loss) / Math.log(right.loss / left.loss);
  return Math.exp(Math.log(p) + (Math.log(q) - Math.log(p)) * share);
}

/** Whether too little lies behind the curve just below a loss. */
function isDoubtful(points: readonly CurvePoint[], loss: number): boolean {
  const right = points.find((point) => point.loss >= loss);
  return right !== undefined && before(right).unreliable === true;
}

function drawCurve(canvas: BrailleCanvas, chart: ExceedanceChart, frame: Frame, page: Page): void {
  const { width, height } = canvas;
  const lossAt = (x: number): number => frame.lowLoss * (frame.highLoss / frame.lowLoss) ** (x / (width - 1));
  const rowOf = (chance: number): number =>
    Math.round((Math.log(frame.highChance / chance) / Math.log(frame.highChance / frame.lowChance)) * (height - 1));

  for (let x = 0; x < width; x += 3) {
    for (const edge of [(chance: CurveChance) => chance.low, (chance: CurveChance) => chance.high]) {
      const chance = chanceAt(chart.points, lossAt(x), edge);
      if (chance !== null && chance > 0) canvas.dot(x, rowOf(chance), page.style.quiet);
    }
  }
  let previous: number | null = null;
  let wasDotted = false;
  for (let x = 0; x < width; x++) {
    const loss = lossAt(x);
    const chance = chanceAt(chart.points, loss, ({ probability }) => probability);
    if (chance === null || (chance === 0 && previous === null)) {
      previous = null;
      continue;
    }
    const y = chance > 0 ? rowOf(chance) : height;
    const from: number = previous === null || previous > y ? y : Math.min(previous + 1, y);
    const isDotted = isDoubtful(chart.points, loss);
    for (let row = Math.max(0, from); row <= Math.min(y, height - 1); row++) {
      // A fall is as well known as what it falls from
      if (!(row < y ? wasDotted : isDotted) || (x + row) % 2 === 0) canvas.dot(x, row, page.style.line);
    }
    [previous, wasDotted] = [y, isDotted];
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

/** Round chances up the left edge in per cent, and up the right one in times: each stands where it belongs. */
function chanceTicks(
  frame: Frame,
  rows: number,
): { readonly left: readonly number[]; readonly right: readonly number[] } {
  const most = Math.max(4, Math.floor(rows / 1.5));
  const times = logTicks(1 / frame.highChance, 1 / frame.lowChance, most);
  return {
    left: logTicks(frame.lowChance, frame.highChance, most),
    right: times.map((each) => 1 / each).filter((chance) => oneIn(chance) !== ''),
  };
}

/** The lines of the picture, at most as wide as the page; a sentence when no loss was seen. */
export function exceedanceChart(chart: ExceedanceChart, page: Page): string[] {
  const frame = chart.frame ?? frameOf(chart.points, chart.marks);
  if (frame === null) return ['  No loss was seen.'];
  const ticks = chanceTicks(frame, chart.rows);
  const rowOf = (tick: number): number =>
    Math.round(
      (Math.log(frame.highChance / tick) / Math.log(frame.highChance / frame.lowChance)) * (chart.rows * 4 - 1),
    ) >> 2;
  const left = new Map(ticks.left.map((tick) => [rowOf(tick), percent(tick)]));
  const right = new Map(ticks.right.map((tick) => [rowOf(tick), oneIn(tick)]));
  const leftWidth = Math.max(0, ...[...left.values()].map(displayWidth));
  const rightWidth = Math.max(0, ...[...right.values()].map(displayWidth));
  const indent = chart.indent ?? 2;
  // Two edges, and a blank before the words on the right
  const columns = Math.max(4, Math.min(100, page.width - leftWidth - rightWidth - indent - (indent === 0 ? 3 : 4)));
  const canvas = makeBrailleCanvas(columns, chart.rows);
  drawCurve(canvas, chart, frame, page);

  const picture = canvas.lines().map((line, row) => {
    const leftLabel = left.get(row) ?? '';
    const rightLabel = right.get(row) ?? '';
    const [leftEdge, rightEdge] = [left.has(row) ? '┤' : '│', right.has(row) ? '├' : '│'];
    const body = `${' '.repeat(indent)}${' '.repeat(leftWidth - displayWidth(leftLabel))}${page.style.quiet(leftLabel + leftEdge)}${line}`;
    return `${body}${page.style.quiet(`${rightEdge} ${rightLabel}`.trimEnd())}`;
  });

  const columnOf = (loss: number): number =>
    Math.round((Math.log(loss / frame.lowLoss) / Math.log(frame.highLoss / frame.lowLoss)) * (columns - 1));
  const lossTicks = logTicks(frame.lowLoss, frame.highLoss, Math.max(3, Math.floor(columns / 9)));
  const at = new Set(lossTicks.map(columnOf));
  const axis = Array.from({ length: columns }, (_, column) => (at.has(column) ? '┬' : '─')).join('');
  const margin = ' '.repeat(indent + leftWidth);
  const labels = lossTicks.map((tick) => ({
    text: shortMoney(tick, chart.currency),
    centre: margin.length + columnOf(tick) + 1.5,
  }));
  return [...picture, page.style.quiet(`${margin}└${axis}┘`), page.style.quiet(placed(labels, page.width))];
}
