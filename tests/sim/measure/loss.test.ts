import { describe, expect, test } from 'vitest';
import { columnEstimates } from '../../../src/sim/measure/column-estimates.ts';
import { exceedanceCurve, wilsonInterval } from '../../../src/sim/measure/exceedance-curve.ts';
import { lossFigures, lossResult } from '../../../src/sim/measure/loss.ts';
import { periodSample } from '../../../src/sim/measure/period-sample.ts';
import { modelOf } from '../../fixtures/model-builder.ts';
import { played, stageOf, type Script, type Stage } from '../accumulate/scripted.ts';
import { deviation, fewestCovering, makeChance } from './chance.ts';

const model = modelOf({
  nodes: ['a'],
  bearers: ['own', { id: 'airlines', counted: false }],
  horizonHours: 2 * 8760,
  periodHours: 8760,
});
const certain = stageOf(model, false);
const uncertain = stageOf(model, true);
const { columns } = certain;

const losses = [
  [0, 4],
  [2, 0],
  [0, 0],
  [6, 8],
] as const;

const lossOf = (stage: Stage, script: Script, plan: { worlds: number; trialsPerWorld: number }) => {
  const measured = played(stage, script, plan).measured();
  const ground = { ...stage, measured };
  return lossResult(ground, lossFigures(ground), columnEstimates(ground));
};

describe('losses', () => {
  const script: Script = (_, trial) => ({
    periodLoss: losses[trial]!,
    periodLargest: losses[trial]!.map((loss) => loss / 2),
    columns: { [columns.kind]: 5, [columns.kind + 1]: 6 * trial, [columns.kind + 2]: 8 },
  });
  const loss = lossOf(certain, script, { worlds: 1, trialsPerWorld: 4 });

  test('are per period, their errors by trial', () => {
    expect(loss.mean.value).toBe(20 / 8);
    expect(loss.mean.standardError).toBeCloseTo(deviation([2, 1, 0, 7]) / 2, 12);
    expect(loss.standardDeviation.value).toBeCloseTo(deviation(losses.flat()), 12);
    expect(loss.probabilityOfLoss.value).toBe(0.5);
    expect(loss.valueAtRisk['0.5']?.value).toBe(0);
    expect(loss.valueAtRisk['0.9']?.value).toBe(8);
  });

  test('are told by bearer, counted or not, and by kind', () => {
    expect(Object.keys(certain.compiled.kinds)).toHaveLength(4);
    const byBearer = Object.fromEntries(Object.entries(loss.byBearer).map(([id, known]) => [id, known.value]));
    // Bearers in order of id; 0, 6, 12, 18 over two periods
    expect(byBearer).toEqual({ airlines: 2.5, own: 4.5 });
    expect(loss.byKind['money']).toEqual(loss.mean);
    expect(loss.byKind['harm']?.value).toBe(4);
    expect(loss.byKind['goodwill']?.value).toBe(0);
  });

  test('give --until the same figures', () => {
    const known = lossFigures({
      ...certain,
      measured: played(certain, script, { worlds: 1, trialsPerWorld: 4 }).measured(),
    });
    expect(loss).toMatchObject(known);
  });

  test('have a standard deviation whose error covers', () => {
    // Uniform on 0..1: sd 1 / sqrt(12)
    const chance = makeChance(41);
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const one = { worlds: 1, trialsPerWorld: 500 };
      const known = lossOf(certain, () => ({ periodLoss: [chance.unit(), chance.unit()] }), one).standardDeviation;
      if (Math.abs(known.value - 1 / Math.sqrt(12)) < 1.96 * known.standardError) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(fewestCovering(runs, 0.94));
    expect(covered).toBeLessThan(runs);
  });
});

describe("Wilson's interval", () => {
  test('is the one of his paper: 10 of 20 at 90 %', () => {
    // (.5 + z^2 / 40) / (1 + z^2 / 20) -+ z / (1 + z^2 / 20) sqrt(.25 / 20 + z^2 / 1600), z = 1.6449
    const { low, high } = wilsonInterval(0.5, 20);
    expect(low).toBeCloseTo(0.32743, 4);
    expect(high).toBeCloseTo(0.67257, 4);
    expect(wilsonInterval(0, 20).low).toBe(0);
    expect(wilsonInterval(1, 20).high).toBe(1);
  });
});

describe('exceedance curves', () => {
  test('hold what is true of exponential losses within their bands', () => {
    const chance = makeChance(42);
    const runs = 60;
    let [points, covered] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const script: Script = () => ({ periodLoss: [chance.exponential(), chance.exponential()] });
      const measured = played(certain, script, { worlds: 1, trialsPerWorld: 2000 }).measured();
      const curve = exceedanceCurve(periodSample(measured, measured.loss), false);
      expect(curve.length).toBeGreaterThanOrEqual(30);
      expect(curve.length).toBeLessThanOrEqual(60);
      expect(curve[0]).toMatchObject({ loss: 0, probability: 1 });
      // Points at fixed losses would be covered with .9; those at quantiles are tested at the reader's losses
      for (const at of [0.5, 1, 2, 3]) {
        const { loss, low, high } = curve.reduce((a, b) => (Math.abs(a.loss - at) < Math.abs(b.loss - at) ? a : b));
        points++;
        if (low <= Math.exp(-loss) && Math.exp(-loss) <= high) covered++;
      }
    }
    // The four points of a run lie on one curve: count them as one and a half independent ones at least
    expect(covered / points).toBeGreaterThan(0.9 - 3.72 * Math.sqrt(0.09 / (1.5 * runs)));
    expect(covered).toBeLessThan(points);
  });

  test('of a million periods reach down to 1 in 100,000 in at most 60 points, and fall', () => {
    const n = 1_000_000;
    const values = Float64Array.from({ length: n }, (_, index) => index + 1);
    const curve = exceedanceCurve({ values, sorted: values, clusters: n, clusterSize: 1 }, false);
    expect(curve.length).toBeGreaterThanOrEqual(40);
    expect(curve.length).toBeLessThanOrEqual(60);
    expect(curve.at(-2)?.probability).toBeCloseTo(1e-5, 12);
    expect(curve.at(-1)?.loss).toBe(n);
    expect(curve.at(-1)?.unreliable).toBe(true);
    for (const [index, point] of curve.entries()) {
      const exact = (n - point.loss) / n;
      expect(point.probability).toBe(exact);
      if (index > 0) expect(point.loss).toBeGreaterThan(curve[index - 1]!.loss);
    }
  });

  test('band worlds by what differs between them, not by the noise inside', () => {
    // Worlds lose 1 in a share p of periods; p is .1 or .3
    const chance = makeChance(43);
    const script: Script = (world) => {
      const p = world % 2 === 0 ? 0.1 : 0.3;
      return { periodLoss: [chance.unit() < p ? 1 : 0, chance.unit() < p ? 1 : 0] };
    };
    const measured = played(uncertain, script, { worlds: 200, trialsPerWorld: 500 }).measured();
    const [zero] = exceedanceCurve(periodSample(measured, measured.loss), true);
    expect(zero?.loss).toBe(0);
    expect(Math.abs(zero!.probability - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 200_000));
    // A world's own share has the error sqrt(.1 x .9 / 1000) = .0095 and .0145; the band lies well within two of them
    expect(Math.abs(zero!.low - 0.1)).toBeLessThan(0.0095);
    expect(Math.abs(zero!.high - 0.3)).toBeLessThan(0.0145);
  });

  test('are a single point where nothing is ever lost', () => {
    const measured = played(certain, () => ({}), { worlds: 1, trialsPerWorld: 100 }).measured();
    const curve = exceedanceCurve(periodSample(measured, measured.loss), false);
    expect(curve).toHaveLength(1);
    expect(curve[0]).toMatchObject({ loss: 0, probability: 0, low: 0, unreliable: true });
    expect(curve[0]?.high).toBeCloseTo(1.6448536 ** 2 / (200 + 1.6448536 ** 2), 6);
  });
});
