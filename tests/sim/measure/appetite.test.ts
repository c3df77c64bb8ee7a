import { describe, expect, test } from 'vitest';
import type { Limit, Model } from '../../../src/model/model.ts';
import type { LimitResult } from '../../../src/results/scenario-result.ts';
import { makeAccumulator } from '../../../src/sim/accumulate/accumulator.ts';
import { appetite } from '../../../src/sim/measure/appetite/appetite.ts';
import type { TailShares } from '../../../src/sim/measure/appetite/bounds.ts';
import { columnEstimates } from '../../../src/sim/measure/column-estimates.ts';
import { lossFigures } from '../../../src/sim/measure/loss.ts';
import type { Measured } from '../../../src/sim/accumulate/accumulator.ts';
import { limitColumn, limitColumns } from '../../../src/sim/measure/appetite/limit-columns.ts';
import { modelOf } from '../../fixtures/model-builder.ts';
import { blocksOf, played, stageOf, type Script, type Stage } from '../accumulate/scripted.ts';
import { makeChance } from './chance.ts';

type LimitParts = Partial<Limit> & Pick<Limit, 'kind'>;

const limitOf = (parts: LimitParts): Limit =>
  ({ id: parts.kind.toLowerCase(), owner: null, review: null, confidence: 0.9, ...parts }) as Limit;

const modelWith = (limits: readonly LimitParts[], more: Partial<Model> = {}): Model =>
  modelOf({
    nodes: ['a', { id: 'b', tolerance: { mtpd: 24, rto: 8, mbco: 0.5 } }],
    threats: [{ id: 'fire' }],
    limits: limits.map(limitOf),
    horizonHours: more.horizonHours ?? 8760,
    periodHours: more.periodHours ?? Math.min(8760, more.horizonHours ?? 8760),
  });

function resultsOf(stage: Stage, measured: Measured, tail: TailShares | null = null): readonly LimitResult[] {
  const ground = { ...stage, measured };
  return appetite(ground, columnEstimates(ground), lossFigures(ground), tail);
}

const judged = (
  stage: Stage,
  script: Script,
  plan: { worlds: number; trialsPerWorld: number },
  tail: TailShares | null = null,
): readonly LimitResult[] => resultsOf(stage, played(stage, script, plan).measured(), tail);

describe('limits where nothing is uncertain', () => {
  const one = { worlds: 1, trialsPerWorld: 1000 };
  const loss = (chance: number): LimitParts => ({ kind: 'loss', over: 10, chance });
  // 100 of 1,000 periods lose 20: error sqrt(.09 / 999) = .0095
  const script: Script = (_, trial) => ({ periodLoss: [trial % 10 === 0 ? 20 : 5] });

  test.each([
    [0.15, 'within', 1],
    [0.115, 'at margin', 1],
    [0.1, 'at margin', 1],
    [0.085, 'at margin', 0],
    [0.05, 'outside', 0],
    // Ten losses expected at 1 %: 5 are too few to tell, but not when there are 100
    [0.005, 'outside', 0],
  ])('a chance of %f is %s', (chance, status, confidence) => {
    const [result] = judged(stageOf(modelWith([loss(chance)]), false), script, one);
    expect(result).toMatchObject({ status, limit: chance, asked: 0.9, confidence: { value: confidence } });
    expect(result?.estimate.value).toBe(0.1);
  });

  test('a chance of which too few are expected is not resolved', () => {
    const rare: Script = (_, trial) => ({ periodLoss: [trial === 0 ? 20 : 5] });
    expect(judged(stageOf(modelWith([loss(0.009)]), false), rare, one)[0]?.status).toBe('not resolved');
    expect(judged(stageOf(modelWith([loss(0.01)]), false), rare, one)[0]?.status).toBe('within');
  });

  test('means are per year, whatever the horizon', () => {
    const limits: LimitParts[] = [
      { kind: 'gotThrough', threat: 'fire', most: 1 },
      { kind: 'meanLoss', most: 30 },
      { kind: 'tailMean', level: 0.9, most: 20 },
    ];
    for (const [horizonHours, years] of [
      [2 * 8760, 2],
      [4380, 0.5],
    ] as const) {
      const stage = stageOf(modelWith(limits, { horizonHours, periodHours: Math.min(8760, horizonHours) }), false);
      const periods = Math.max(1, years);
      const results = judged(
        stage,
        (_, trial) => ({
          periodLoss: Array.from({ length: periods }, () => (trial % 10 === 0 ? 20 : 5)),
          columns: { [stage.columns.threatGotThrough]: trial % 2 },
        }),
        one,
      );
      const [through, mean, tail] = results.map(({ estimate }) => estimate.value);
      expect(through).toBeCloseTo(0.5 / years, 12);
      expect(mean).toBeCloseTo(6.5 * (periods / years), 12);
      expect(tail).toBeCloseTo(20, 12);
    }
  });

  test('a curve is judged by its worst point', () => {
    const points = [
      { loss: 1, chance: 1 },
      { loss: 10, chance: 0.05 },
      { loss: 100, chance: 0.02 },
    ];
    const [result] = judged(stageOf(modelWith([{ kind: 'curve', points }]), false), script, one);
    expect(result).toMatchObject({ status: 'outside', limit: 0.05, estimate: { value: 0.1 } });
  });

  test('a share of the tail is judged by the worst node, or not at all without the tail', () => {
    const limits: LimitParts[] = [
      { kind: 'shareOfTail', node: 'any', most: 0.5, mattersOver: 0 },
      { kind: 'shareOfTail', node: 'a', most: 0.5, mattersOver: 0, id: 'of-a' },
    ];
    const stage = stageOf(modelWith(limits), false);
    const tail = [
      { value: 0.3, standardError: 0.01 },
      { value: 0.6, standardError: 0.01 },
    ];
    const [any, ofA] = judged(stage, script, one, tail);
    expect(any).toMatchObject({ status: 'outside', estimate: { value: 0.6 } });
    expect(ofA).toMatchObject({ status: 'within', estimate: { value: 0.3 } });
    expect(judged(stage, script, one).map(({ status }) => status)).toEqual(['not resolved', 'not resolved']);
  });

  test('breaches and harm are counted per period', () => {
    const limits: LimitParts[] = [
      { kind: 'outage', node: 'b', overHours: 8, over: 'rto', mbco: 0.5, chance: 0.3, id: 'rto-of-b' },
      { kind: 'harm', over: 0, chance: 0.2 },
    ];
    const stage = stageOf(modelWith(limits, { horizonHours: 2 * 8760, periodHours: 8760 }), false);
    const { columns, compiled, model } = stage;
    const [outage, harm] = model.limits.map((limit) => limitColumn(limit, compiled, columns));
    const results = judged(
      stage,
      (_, trial) => ({ columns: { [outage!]: trial % 2 === 0 ? 1 : 0, [harm!]: trial % 10 === 0 ? 2 : 0 } }),
      one,
    );
    expect(results[0]?.estimate.value).toBe(0.25);
    expect(results[1]?.estimate.value).toBe(0.1);
    // By trials: sd .5 of 1,000, over two periods
    expect(results[0]?.estimate.standardError).toBeCloseTo(Math.sqrt(0.25 / 999) / 2, 9);
  });
});

describe('limits over worlds', () => {
  const plan = { worlds: 200, trialsPerWorld: 1000 };
  // In the first tenth of worlds .09 of periods lose 20, in the others .003
  const lossScript = (seed: number): Script => {
    const chance = makeChance(seed);
    return (world) => ({ periodLoss: [chance.unit() < (world < 20 ? 0.09 : 0.003) ? 20 : 0] });
  };

  test.each([
    [0.04, 0.8, 'within'],
    [0.04, 0.9, 'at margin'],
    [0.04, 0.99, 'outside'],
    [0.005, 0.9, 'not resolved'],
  ])('a chance of %f at confidence %f is %s', (chance, confidence, status) => {
    const stage = stageOf(modelWith([{ kind: 'loss', over: 10, chance, confidence }]), true);
    const [result] = judged(stage, lossScript(1), plan);
    expect(result?.status).toBe(status);
    // Far from either law's noise, so the shares of worlds are exact but for the halves of cells
    if (chance === 0.04) expect(result?.confidence.value).toBeCloseTo(0.9, 2);
  });

  test('what cannot be resolved is outside when even the wider limit is missed', () => {
    const stage = stageOf(modelWith([{ kind: 'loss', over: 10, chance: 0.005, confidence: 0.99 }]), true);
    const often: Script = (_, trial) => ({ periodLoss: [trial % 10 === 0 ? 20 : 0] });
    expect(judged(stage, often, plan)[0]?.status).toBe('outside');
  });

  test('need few columns of each world', () => {
    const limits: LimitParts[] = [
      { kind: 'gotThrough', threat: 'fire', most: 0.5 },
      { kind: 'outage', node: 'b', overHours: 24, over: 'mtpd', mbco: 0.5, chance: 0.1 },
      { kind: 'meanLoss', most: 5 },
    ];
    const stage = stageOf(modelWith(limits), true);
    const watched = limitColumns(stage.model, stage.compiled, stage.columns);
    expect(watched).toHaveLength(2);
    const script: Script = (world, trial) => ({
      periodLoss: [world % 2 === 0 ? 2 : 4],
      columns: {
        [watched[0]!]: trial % 100 === 0 ? 1 : 0,
        [watched[1]!]: world % 4 === 0 ? 1 : trial % 4 === 0 ? 1 : 0,
      },
    });
    const few = { worlds: 40, trialsPerWorld: 400 };
    const accumulator = makeAccumulator(stage.compiled, stage.columns, { ...few, watched });
    for (const block of blocksOf(stage, script, few)) accumulator.add(block);
    const measured = accumulator.measured();
    const results = resultsOf(stage, measured);
    const byId = Object.fromEntries(results.map((result) => [result.id, result]));
    expect(byId['outage']?.estimate.value).toBe(0.01);
    // All of 40 worlds keep it
    expect(byId['outage']?.confidence.value).toBeCloseTo(41 / 42, 6);
    // Three worlds in four have .25 events, one has 1
    expect(byId['gotthrough']?.estimate.value).toBeCloseTo(0.4375, 12);
    expect(byId['gotthrough']?.confidence.value).toBeCloseTo(0.75, 2);
    expect(byId['meanloss']).toMatchObject({ estimate: { value: 3 }, confidence: { value: 41 / 42 } });
  });

  test('tail means and mean losses are read in each world', () => {
    const chance = makeChance(2);
    const limits: LimitParts[] = [
      { kind: 'tailMean', level: 0.9, most: 6 },
      { kind: 'meanLoss', most: 2 },
    ];
    const stage = stageOf(modelWith(limits), true);
    // Exponential of mean 1 or (one world in five) 3: tail mean 1 - ln .1 = 3.3 or 9.9
    const results = judged(
      stage,
      (world) => ({ periodLoss: [chance.exponential() * (world % 5 === 0 ? 3 : 1)] }),
      plan,
    );
    for (const { confidence } of results) expect(confidence.value).toBeCloseTo(0.8, 2);
  });

  test('one world says nothing about confidence', () => {
    const stage = stageOf(modelWith([{ kind: 'loss', over: 10, chance: 0.04 }]), true);
    expect(judged(stage, lossScript(1), { worlds: 1, trialsPerWorld: 1000 })[0]?.status).toBe('not resolved');
  });
});
