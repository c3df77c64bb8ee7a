/** The exceedance curve where losses have lumps, as figures, drawn, and in words. */
import { describe, expect, test } from 'vitest';
import { exceedanceChart } from '../../src/report/charts/exceedance-chart.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import type { CurvePoint } from '../../src/results/scenario-result.ts';
import { HEAD, reportOf, resultOf } from './run-text.ts';

const losing = (cost: string, occurs = '1 per year'): string =>
  `${HEAD}threats: { t: { occurs: ${occurs}, cost: { own: ${cost} } } }\n`;
const million = losing('£1m', '5% per year');
const three = losing('"discrete £0 87% £10 10% £1000 3%"', 'on 2027-03-01');
const insured = `${losing('£10k..£1m', '30% per year')}controls:
  cover:
    against: all
    current: bought
    levels: { none: {}, bought: { opex: £1k per year, transfer: £1000m over £50k per year } }
`;

const drawn = (points: readonly CurvePoint[]): readonly string[] =>
  exceedanceChart({ points, marks: [], currency: 'GBP', rows: 12 }, { width: 80, style: PLAIN });
/** Rows of the picture that have a dot of the curve at the right column of a flat stretch, from the top. */
const rowsWithin = (lines: readonly string[], from: number, to: number): readonly number[] =>
  lines.slice(0, 12).flatMap((line, row) => (/[\u2801-\u28ff]/.test(line.slice(from, to)) ? [row] : []));
const columnOf = (lines: readonly string[], label: string): number => {
  const axis = lines.at(-1)!;
  return axis.indexOf(label) + Math.floor(label.length / 2);
};

describe('a curve of losses with lumps', () => {
  test('is flat up to a lump, then down, and ends at the greatest loss', async () => {
    const { loss } = await resultOf(three, { trials: 20_000 });
    const [zero, ten, thousand, ...others] = loss.exceedance;
    expect(others).toEqual([]);
    // Each chance to four standard errors of its own
    const near = (share: number): [number, number] => [share, 4 * Math.sqrt((share * (1 - share)) / 20_000)];
    const holds = (found: number, [share, tolerance]: [number, number]): void =>
      expect(Math.abs(found - share)).toBeLessThan(tolerance);
    expect(zero?.reaching).toBeUndefined();
    holds(zero!.probability, near(0.13));
    expect(ten).toMatchObject({ loss: 10, reaching: { probability: zero!.probability } });
    holds(ten!.probability, near(0.03));
    expect(thousand).toMatchObject({ loss: 1000, probability: 0, reaching: { probability: ten!.probability } });
    expect(thousand!.reaching!.unreliable).toBeUndefined();
  });

  test('is drawn so, with the axis to the greatest loss', async () => {
    const lines = drawn((await resultOf(three, { trials: 20_000 })).loss.exceedance);
    const step = columnOf(lines, '£1k');
    const flat = rowsWithin(lines, columnOf(lines, '£100'), step - 2);
    expect(flat.length).toBeLessThanOrEqual(2);
    expect(rowsWithin(lines, step - 1, step + 2)).toEqual(
      Array.from({ length: 12 - flat[0]! }, (_, row) => flat[0]! + row),
    );
    expect(rowsWithin(lines, step + 3, step + 6)).toEqual([]);
  });

  test('of one lump is drawn too', async () => {
    const { loss } = await resultOf(million, { trials: 20_000 });
    expect(loss.exceedance.map((point) => point.loss)).toEqual([0, 1e6]);
    const lines = drawn(loss.exceedance);
    expect(lines).not.toContain('  No loss was seen.');
    const step = columnOf(lines, '£1m');
    expect(rowsWithin(lines, step - 1, step + 2).at(-1)).toBe(11);
  });

  test('falls at what insurance leaves, not before', async () => {
    const { loss } = await resultOf(insured, { trials: 20_000 });
    const last = loss.exceedance.at(-1)!;
    expect(last).toMatchObject({ loss: 50_000, probability: 0 });
    // P(cost > £50k) = Φ(ln 2 / 1.3998), as the median is £100k and 5 % lie below £10k
    const above = 0.3 * 0.68976;
    expect(Math.abs(last.reaching!.probability - above)).toBeLessThan(4 * Math.sqrt((above * (1 - above)) / 20_000));
  });

  test('of an only trial holds the loss of it', async () => {
    const { loss } = await resultOf(losing('£5', 'on 2027-03-01'), { trials: 1 });
    expect(loss.exceedance).toMatchObject([
      { loss: 0, probability: 1 },
      { loss: 5, probability: 0, reaching: { probability: 1 } },
    ]);
    expect(drawn(loss.exceedance).some((line) => line.includes('£5'))).toBe(true);
  });
});

test('chances up both edges are round', async () => {
  const lines = drawn((await resultOf(insured, { trials: 20_000 })).loss.exceedance);
  const right = lines.join('\n').match(/1 in \S+/g) ?? [];
  expect(right.length).toBeGreaterThan(3);
  for (const label of right) expect(label).toMatch(/^1 in (1|2|3|5)0*(,000)*$/);
});

describe('a quantile in words is reached, not exceeded', () => {
  test('where a lump lies at it', async () => {
    const said = await reportOf(million, { trials: 20_000 });
    expect(said).toContain('with 1 chance in 100 of £1.00m or more');
    expect(said).toContain('middle case (half lose no more)');
    expect(said).not.toContain('of more than £');
  });

  test('and where nothing is lost at it', async () => {
    const said = await reportOf(losing('£1m', '0.5% per year'), { trials: 20_000 });
    expect(said).toContain('on average, and nothing in 99 of 100.');
  });
});
