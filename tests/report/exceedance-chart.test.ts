import { describe, expect, test } from 'vitest';
import { chanceAt, exceedanceChart, type ExceedanceChart } from '../../src/report/charts/exceedance-chart.ts';
import { logTicks, roundAbove, roundBelow } from '../../src/report/charts/ticks.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { result } from './fixture.ts';

const points = result.loss.exceedance;
const page = (width: number) => ({ width, style: PLAIN });
const chart = (marks: ExceedanceChart['marks'] = []): ExceedanceChart => ({ points, marks, currency: 'GBP', rows: 12 });
const paint = (text: string): string => text;

describe('round values of a logarithmic axis', () => {
  test('are as fine as fits', () => {
    expect(logTicks(1, 100, 10)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(logTicks(1, 100, 5)).toEqual([1, 3, 10, 30, 100]);
    expect(logTicks(1, 100, 3)).toEqual([1, 10, 100]);
    expect(logTicks(1, 1e9, 5)).toHaveLength(5);
  });

  test('enclose a value', () => {
    for (const value of [0.0011, 0.34, 1, 7, 10, 2.41e6]) {
      expect(roundBelow(value)).toBeLessThanOrEqual(value * (1 + 1e-9));
      expect(roundAbove(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(roundAbove(value) / roundBelow(value)).toBeLessThanOrEqual(2.5);
    }
  });
});

test('the curve goes through its points and falls between them', () => {
  for (const point of points)
    expect(chanceAt(points, point.loss, ({ probability }) => probability)).toBe(point.probability);
  const losses = Array.from({ length: 200 }, (_, index) => 1e5 * 2000 ** (index / 199));
  const chances = losses.map((loss) => chanceAt(points, loss, ({ probability }) => probability) ?? 0);
  expect(chances.every((chance, index) => index === 0 || chance <= (chances[index - 1] ?? 1))).toBe(true);
  expect(chanceAt(points, 1e12, ({ probability }) => probability)).toBeNull();
});

describe('the picture', () => {
  test.each([60, 80, 100, 120])('is no wider than a page of %i columns, and has both axes', (width) => {
    const lines = exceedanceChart(chart(), page(width));
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
    const text = lines.join('\n');
    for (const label of ['£1m', '£10m', '£100m', '10%', '1%', '1 in 10', '1 in 100']) expect(text).toContain(label);
  });

  test('has its curve between the frames, from the upper left to the lower right', () => {
    const body = exceedanceChart(chart(), page(80)).slice(0, 12);
    const columns = body.map((line) => line.search(/[\u2801-\u28ff](?=[^\u2801-\u28ff]*$)/));
    expect(columns[0]).toBeLessThan(columns[11] ?? 0);
  });

  test('has a mark above the curve where the limit holds, and below where it is broken', () => {
    const rowOf = (character: string, loss: number, chance: number): { mark: number; curve: number } => {
      const lines = exceedanceChart(chart([{ character, loss, chance, paint }]), page(80));
      const mark = lines.findIndex((line) => line.includes(character));
      const column = lines[mark]?.indexOf(character) ?? 0;
      const dotted = lines.map((line) => line.charAt(column + 1) > '\u2800' || line.charAt(column - 1) > '\u2800');
      const rows = dotted.flatMap((is, row) => (is ? [row] : []));
      return { mark, curve: rows.reduce((sum, row) => sum + row, 0) / rows.length };
    };
    const kept = rowOf('K', 1e7, 0.3);
    expect(kept.mark).toBeLessThan(kept.curve);
    const broken = rowOf('B', 1e7, 0.004);
    expect(broken.mark).toBeGreaterThan(broken.curve);
  });

  test('shows a mark that lies far below what is usually shown', () => {
    const lines = exceedanceChart(chart([{ character: 'Z', loss: 5e9, chance: 1e-6, paint }]), page(80));
    expect(lines.some((line) => line.includes('Z'))).toBe(true);
  });

  test('is a sentence where no loss was seen', () => {
    const none = [{ loss: 0, probability: 0, low: 0, high: 0 }];
    expect(exceedanceChart({ ...chart(), points: none }, page(80))).toEqual(['  No loss was seen.']);
    expect(exceedanceChart({ ...chart(), points: [] }, page(80))).toEqual(['  No loss was seen.']);
  });
});
