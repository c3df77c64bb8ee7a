import { describe, expect, test } from 'vitest';
import type { Accumulator } from '../../../src/sim/accumulate/accumulator.ts';
import { columnEstimates, type ColumnEstimates } from '../../../src/sim/measure/column-estimates.ts';
import { modelOf } from '../../fixtures/model-builder.ts';
import { played, stageOf, type Stage } from '../accumulate/scripted.ts';
import { deviation, fewestCovering, makeChance, mean } from './chance.ts';

const model = modelOf({ nodes: ['a', 'b', 'c'], threats: [{ id: 'fire' }] });
const certain = stageOf(model, false);
const uncertain = stageOf(model, true);
const { columns } = certain;

const estimatesOf = (stage: Stage, accumulator: Accumulator): ColumnEstimates =>
  columnEstimates({ ...stage, measured: accumulator.measured() });

describe('means of columns', () => {
  test('have the plain error of the trials where nothing is uncertain', () => {
    const values = [1, 2, 6, 3];
    const accumulator = played(certain, (_, trial) => ({ columns: { [columns.nodeOutages]: values[trial]! } }), {
      worlds: 1,
      trialsPerWorld: 4,
    });
    const known = estimatesOf(certain, accumulator).mean(columns.nodeOutages);
    expect(known.value).toBe(3);
    expect(known.standardError).toBeCloseTo(deviation(values) / 2, 12);
  });

  test('have the error of the means of worlds where something is', () => {
    const of = (world: number, trial: number): number => [10, 20, 60][world]! + trial;
    const accumulator = played(uncertain, (w, t) => ({ columns: { [columns.nodeOutages]: of(w, t) } }), {
      worlds: 3,
      trialsPerWorld: 5,
    });
    const known = estimatesOf(uncertain, accumulator).mean(columns.nodeOutages);
    expect(known.value).toBeCloseTo(32, 12);
    expect(known.standardError).toBeCloseTo(deviation([12, 22, 62]) / Math.sqrt(3), 12);
  });

  test('of what never happened have a bound: 3 of so many trials', () => {
    const accumulator = played(certain, () => ({}), { worlds: 1, trialsPerWorld: 1000 });
    const of = estimatesOf(certain, accumulator);
    const known = of.mean(columns.cascades);
    expect(known).toMatchObject({ value: 0, low: 0 });
    expect(known.high).toBeCloseTo(-Math.log(0.05) / 1000, 12);
    expect(known.standardError).toBeCloseTo(known.high! / 3, 12);
    expect(of.chance(columns.endsInOutage).high).toBeCloseTo(-Math.log(0.05) / 1000, 12);
    expect(of.ratio(columns.cascadeSize)).toBeNull();
    // Nodes without losses bear none, for certain
    expect(of.mean(columns.nodeLossBorne)).toEqual({ value: 0, standardError: 0 });
  });

  test('of what happened in every trial may still fail to, in 3 of so many', () => {
    const accumulator = played(certain, () => ({ columns: { [columns.endsInOutage]: 1 } }), {
      worlds: 1,
      trialsPerWorld: 1000,
    });
    const known = estimatesOf(certain, accumulator).chance(columns.endsInOutage);
    expect(known).toMatchObject({ value: 1, high: 1 });
    expect(known.low).toBeCloseTo(1 + Math.log(0.05) / 1000, 12);
  });

  test('are unreliable where fewer than 30 clusters make them up', () => {
    const seen = (trials: number) =>
      estimatesOf(
        certain,
        played(certain, (_, trial) => ({ columns: { [columns.nodeDown]: trial < trials ? 1 : 0 } }), {
          worlds: 1,
          trialsPerWorld: 1000,
        }),
      ).chance(columns.nodeDown).unreliable;
    expect(seen(29)).toBe(true);
    expect(seen(30)).toBeUndefined();
  });

  test('of one trial have no error that could be known', () => {
    const accumulator = played(certain, () => ({ columns: { [columns.nodeOutages]: 2 } }), {
      worlds: 1,
      trialsPerWorld: 1,
    });
    const known = estimatesOf(certain, accumulator).mean(columns.nodeOutages);
    expect(known).toEqual({ value: 2, standardError: Infinity, unreliable: true });
  });
});

describe('ratios of columns', () => {
  const sizes = [
    [1, 2],
    [2, 2],
    [0, 3],
    [4, 5],
  ] as const;

  test('are sums over sums, with the error of the residuals', () => {
    const accumulator = played(
      certain,
      (_, trial) => ({ columns: { [columns.cascadeSize]: sizes[trial]![0], [columns.cascades]: sizes[trial]![1] } }),
      { worlds: 1, trialsPerWorld: 4 },
    );
    const known = estimatesOf(certain, accumulator).ratio(columns.cascadeSize);
    const r = 7 / 12;
    const squares = sizes.reduce((sum, [s, d]) => sum + (s - r * d) ** 2, 0);
    expect(known?.value).toBeCloseTo(r, 12);
    expect(known?.standardError).toBeCloseTo(Math.sqrt((squares * 4) / 3) / 12, 12);
  });

  test('of a denominator that is always 1 have the error of a mean', () => {
    const accumulator = played(
      certain,
      (_, trial) => ({ columns: { [columns.episodeNodes]: trial, [columns.episodes]: 1 } }),
      { worlds: 1, trialsPerWorld: 10 },
    );
    const of = estimatesOf(certain, accumulator);
    const ratio = of.ratio(columns.episodeNodes)!;
    expect(ratio.value).toBe(4.5);
    expect(ratio.standardError).toBeCloseTo(of.mean(columns.episodeNodes).standardError, 12);
  });

  test.each([
    ['by trial', certain, 1, 2000],
    ['by world', uncertain, 100, 20],
  ])('cover the truth as often as they say, %s', (_, stage, worlds, trialsPerWorld) => {
    // Cascades by Poisson, of which each has size 1 with a chance that the world draws: mean share .4, weighted by the
    // world's rate when rate and share go together
    const chance = makeChance(21);
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      let [rate, share] = [1, 0.4];
      let last = -1;
      const accumulator = played(
        stage,
        (world) => {
          if (worlds > 1 && world !== last) {
            last = world;
            rate = chance.unit() < 0.5 ? 0.5 : 1.5;
            share = rate < 1 ? 0.1 : 0.5;
          }
          const cascades = chance.poisson(rate);
          return { columns: { [columns.cascades]: cascades, [columns.cascadeSize]: chance.binomial(cascades, share) } };
        },
        { worlds, trialsPerWorld },
      );
      const known = estimatesOf(stage, accumulator).ratio(columns.cascadeSize)!;
      // (.5 x .1 + 1.5 x .5) / 2 = .4
      if (Math.abs(known.value - 0.4) < 1.96 * known.standardError) covered++;
    }
    // Student's t with 99 degrees of freedom covers 94.7 %; the delta method's bias is of order 1 / clusters
    expect(covered).toBeGreaterThanOrEqual(fewestCovering(runs, 0.935));
    expect(covered).toBeLessThan(runs);
  });
});

test('the draws of these tests are what they say', () => {
  const chance = makeChance(1);
  const n = 20_000;
  const draws = Array.from({ length: n }, () => [chance.poisson(1.5), chance.binomial(7, 0.3)] as const);
  expect(Math.abs(mean(draws.map(([x]) => x)) - 1.5)).toBeLessThan(4 * Math.sqrt(1.5 / n));
  expect(Math.abs(mean(draws.map(([, y]) => y)) - 2.1)).toBeLessThan(4 * Math.sqrt(1.47 / n));
});
