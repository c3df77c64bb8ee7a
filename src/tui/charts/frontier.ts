/** What each spend buys at best: mean loss against spend, both a year. */
import { makeBrailleCanvas } from '../../report/text/braille-canvas.ts';
import type { Plan } from '../../results/doughnut/amounts.ts';
import { shortMoney } from '../../results/format/money.ts';
import { picture } from '../draw/picture.ts';
import { fitRight } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';

export interface FrontierMark {
  readonly spend: number;
  readonly loss: number;
  readonly sign: string;
}

export interface FrontierChart {
  /** Cheapest first. */
  readonly plans: readonly Plan[];
  readonly marks: readonly FrontierMark[];
  readonly currency: string;
}

/** Columns before the axis, at least. */
const LABEL = 7;

/** The least 1, 2 or 5 times a power of ten that is no less. */
function roundTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= value * (1 - 1e-9)) ?? value;
}

/**
 * A chart of `height` lines, its axes among them. Marks beyond the right end are left out: a plan that costs many times what the
 * others do would press them into a column.
 */
export function frontierChart(
  { plans, marks, currency }: FrontierChart,
  width: number,
  height: number,
  theme: Theme,
): string[] {
  const rows = Math.max(2, height - 2);
  const spends = plans.map(({ spend }) => spend.value);
  const right = roundTop(Math.max(...spends, ...marks.map(({ spend }) => spend)));
  const top = roundTop(Math.max(...plans.map(({ riskCost }) => riskCost.value), ...marks.map(({ loss }) => loss)));
  const valueAt = (row: number): number | null =>
    row === 0 ? top : row === rows - 1 ? 0 : row === Math.floor((rows - 1) / 2) ? top * (1 - row / (rows - 1)) : null;
  const labels = Array.from({ length: rows }, (_, row) => {
    const value = valueAt(row);
    return value === null ? '' : theme.words(shortMoney(Number(value.toPrecision(2)), currency));
  });
  const before = Math.max(LABEL, 1 + Math.max(...labels.map((label) => label.length)));
  const columns = Math.max(10, width - before - 1);
  const canvas = makeBrailleCanvas(columns, rows);
  const x = (spend: number): number => Math.round((spend / right) * (canvas.width - 1));
  const y = (loss: number): number => Math.round((1 - loss / top) * (canvas.height - 1));
  plans.forEach(({ spend, riskCost }, index) => {
    // A plan is the best until the next one can be paid
    const end = plans[index + 1]?.spend.value ?? right;
    for (let at = x(spend.value); at <= x(end); at++) canvas.dot(at, y(riskCost.value), theme.line);
  });
  for (const { spend, loss, sign } of marks) canvas.mark(x(spend), y(loss), sign, theme.heading);
  const lines = canvas
    .lines()
    .map((line, row) => `${fitRight(labels[row] ?? '', before - 1)} ${picture('┤', theme)}${picture(line, theme)}`);
  const axis = `${' '.repeat(before)}${picture('└', theme)}${picture('─', theme).repeat(columns)}`;
  const middle = theme.words(shortMoney(right / 2, currency));
  const last = theme.words(shortMoney(right, currency));
  const half = Math.floor(columns / 2);
  const scale = `${' '.repeat(before)} ${theme.words(shortMoney(0, currency)).padEnd(half)}${middle}`;
  return [...lines, theme.quiet(axis), theme.quiet(`${scale.padEnd(width - last.length)}${last}`)];
}
