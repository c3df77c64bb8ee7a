import { afterAll, describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { explanationSchema, type Attribution, type Contribution } from '../../../src/results/explanation.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { explain, explainedColumns } from '../../../src/study/explain/explain.ts';
import {
  constant,
  cost,
  effect,
  interval,
  lossPerHour,
  modelOf,
  need,
  perYear,
  quantity,
} from '../../fixtures/model-builder.ts';
import { randomModel } from '../../fixtures/random-model.ts';

const runner = makeInlineRunner();
afterAll(() => runner.close());

async function explained(model: Model, options: { trials: number; worlds?: number; seed?: string }) {
  const session = openSession(model, runner);
  const sample = await session.sample({ ...options, columns: explainedColumns(session.compiled) });
  const result = sample.document.scenarios[model.scenario]!;
  const explanation = await explain(sample, runner);
  if (explanation === null) throw new Error('cut short');
  return { explanation, result, sample, session };
}

const shares = (parts: readonly Contribution[]): number => parts.reduce((sum, { share }) => sum + share.value, 0);

function expectAddsUp({ loss, byThreat, byControl, byNodeCausing, byNodeBearing }: Attribution): void {
  const whole = loss.value === 0 ? 0 : 1;
  for (const parts of [[...byThreat, ...byControl], byNodeCausing, byNodeBearing]) {
    expect(shares(parts)).toBeCloseTo(whole, 8);
    expect(parts.reduce((sum, part) => sum + part.loss, 0) / (loss.value || 1)).toBeCloseTo(whole, 8);
  }
}

/** Claims of two kinds, many small ones without a node and a rare fire that stops a plant. */
const TWO = modelOf({
  nodes: ['pump', { id: 'plant', needs: [need('pump')], loss: [lossPerHour(100)] }],
  threats: [
    {
      id: 'theft',
      occurs: perYear(4),
      cost: [cost('own', quantity({ kind: 'exponential', mean: 50 }, 'money', 'varies'))],
    },
    { id: 'fire', occurs: perYear(0.05), affects: [effect('pump', constant(40, 'hours'))] },
  ],
});

describe('a model of known shares', () => {
  test('gives each threat its share of the mean, with an error that holds it at the nominal rate', async () => {
    // Fire: .05 x 4,000 = 200 a year, less what is lost by the end of the year: half of 40 h of 8,760 h at rate .05.
    const theft = 200;
    const fire = 0.05 * 4000 * (1 - 20 / 8760);
    const truth = theft / (theft + fire);
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { explanation } = await explained(TWO, { trials: 4096, seed: `share ${seed}` });
      const { share } = explanation.mean.byThreat.find(({ id }) => id === 'theft')!;
      if (Math.abs(share.value - truth) <= 1.645 * share.standardError) held++;
    }
    // 16 batches of 256 trials: a normal interval of 90 % holds what a t of 15 degrees does, 87.9 %.
    expect(Math.abs(held - 87.9)).toBeLessThanOrEqual(3.3 * Math.sqrt(100 * 0.88 * 0.12));
  });

  test('knows the tail is another matter, where each part lies, and tells one of its trials', async () => {
    const { explanation, session } = await explained(TWO, { trials: 20_000 });
    const { mean, tails, middleOfTail } = explanation;
    const tail = tails['0.99']!;
    const fireIn = (attribution: Attribution): number =>
      attribution.byThreat.find(({ id }) => id === 'fire')!.share.value;
    expect(fireIn(mean)).toBeLessThan(0.6);
    expect(fireIn(tail)).toBeGreaterThan(0.9);
    expect(mean.byNodeCausing.map(({ id }) => id).toSorted()).toEqual(['no node', 'pump']);
    expect(mean.byNodeBearing.map(({ id }) => id).toSorted()).toEqual(['no node', 'plant']);
    for (const attribution of [mean, ...Object.values(tails)]) expectAddsUp(attribution);
    const { world, trial } = middleOfTail!.address;
    expect(session.trial(world, trial).periodLoss[0]).toBe(middleOfTail!.totals.loss);
    expect(middleOfTail!.totals.loss).toBeGreaterThan(3000);
    expect(explanationSchema.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
  });

  test('over worlds the tail agrees with its mean in the result', async () => {
    const uncertain: Model = {
      ...TWO,
      threats: TWO.threats.map((threat) =>
        threat.id === 'fire'
          ? {
              ...threat,
              occurs: {
                kind: 'rate',
                per: 'rate',
                amount: interval(0.02 / 8760, 0.2 / 8760, 'number/hour', 'uncertain'),
                once: false,
              },
            }
          : threat,
      ),
    };
    const { explanation, result } = await explained(uncertain, { trials: 10_000, worlds: 100 });
    expect(explanation.tails['0.95']!.loss).toEqual(result.loss.tailValueAtRisk['0.95']);
    for (const attribution of [explanation.mean, ...Object.values(explanation.tails)]) expectAddsUp(attribution);
    const byThreat = explanation.mean.byThreat.find(({ id }) => id === 'fire')!;
    expect(byThreat.loss).toBeCloseTo(result.threats['fire']!.lossCaused.value, 6);
  });
});

test('whatever a model uses, each list adds up to the loss', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const { explanation } = await explained(randomModel(seed), { trials: 300, worlds: 3 });
    for (const attribution of [explanation.mean, ...Object.values(explanation.tails)]) expectAddsUp(attribution);
  }
});

test('nothing lost is explained by nothing', async () => {
  const { explanation } = await explained(modelOf({ nodes: ['plant'] }), { trials: 300 });
  expect(explanation.middleOfTail).toBeNull();
  expect(explanation.mean.byThreat).toEqual([]);
  expect(explanation.tails['0.99']!.byNodeCausing).toEqual([]);
});
