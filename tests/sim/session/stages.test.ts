/** A run that is told no size: what it plans, and that it ends when it knows enough. */
import { describe, expect, test } from 'vitest';
import { makeInlineRunner, openSession } from '../../../src/index.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { neededTrials } from '../../../src/sim/measure/appetite/needed-trials.ts';
import type { Progress } from '../../../src/sim/session/collect.ts';
import { MOST_TRIALS } from '../../../src/sim/session/defaults.ts';
import { longPlan, shortTrials, stageEnds, uncertainStages } from '../../../src/sim/session/stages.ts';
import { HEAD, modelOfText } from '../../found/run-text.ts';
import { makeRandom } from '../../fixtures/random.ts';

/** Losses of 100 worlds of 64 trials with these standard deviations. */
function pilot(within: number, between: number): Float64Array {
  const random = makeRandom(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
  const losses = new Float64Array(6400);
  for (let world = 0; world < 100; world++) {
    const mean = 1000 + between * normal();
    for (let trial = 0; trial < 64; trial++) losses[world * 64 + trial] = mean + within * normal();
  }
  return losses;
}

describe('the size of a run that is told none', () => {
  test('grows by half from stage to stage', () => {
    expect(stageEnds(200, 1000)).toEqual([200, 300, 450, 675, 1000]);
    expect(stageEnds(200, 100)).toEqual([100]);
    expect(stageEnds(8192, 20_000, 1024)).toEqual([8192, 12_288, 18_432, 20_000]);
  });

  test('has worlds of so many trials that more would be wasted', () => {
    // The root of 20 (w / b): 4.5, 45 and 447
    expect(shortTrials(pilot(10, 10), 1)).toBe(8);
    expect(shortTrials(pilot(100, 10), 1)).toBe(32);
    expect(shortTrials(pilot(1000, 10), 1)).toBeGreaterThanOrEqual(128);
    expect(shortTrials(pilot(10, 0), 1)).toBeGreaterThanOrEqual(128);
    expect(shortTrials(new Float64Array(6400), 1)).toBe(1024);
  });

  test('has long worlds for limits on what is rare, where a million trials leave room for them', () => {
    expect(uncertainStages(16, [])).toMatchObject({
      longTrials: null,
      figures: { trialsPerWorld: 16, worlds: 62_500 },
    });
    expect(uncertainStages(16, [1, 20])).toMatchObject({ longTrials: null, figures: { trialsPerWorld: 20 } });
    expect(uncertainStages(16, [1, 1000])).toMatchObject({ longTrials: 1000, figures: { trialsPerWorld: 16 } });
    expect(uncertainStages(16, [1000, 100_000])).toMatchObject({ longTrials: 1000 });
    expect(uncertainStages(16, [100_000])).toMatchObject({ longTrials: null });
    const plan = longPlan(1000, 600_000);
    expect(plan.trials + 600_000).toBeLessThanOrEqual(MOST_TRIALS);
  });

  test('a world is long enough for a limit with ten of what it is about, or fifty periods of a tail', () => {
    const model = modelOfText(`${HEAD}
nodes: { shop: { kind: site, tolerance: { mtpd: 4 h } } }
threats: { fire: { occurs: 1 per year, affects: { shop: { outage: 1..9 h } } } }
appetite:
  confidence: 90%
  limits:
    often: { loss over: £1k, chance: 10% per year }
    curve: { curve: [£1k 10%, £20k 0.5%] }
    mean: { mean loss: £1k per year }
    tail: { tail mean: 99%, most: £1k }
    down: { outage of: shop, over: mtpd, chance: 2% per year }
`);
    const compiled = compileModel(model);
    const needed = Object.fromEntries(model.limits.map((limit) => [limit.id, neededTrials(limit, compiled)]));
    expect(needed).toEqual({ often: 100, curve: 2000, mean: 1, tail: 5000, down: 500 });
  });
});

const UNCERTAIN = `${HEAD}
threats: { claims: { occurs: 2..8 per year, cost: { own: £1k..£4k } } }
appetite:
  confidence: 90%
  limits:
    mean: { mean loss: £40k per year }
    rare: { loss over: £200k, chance: 1% per year }
`;

describe('a run that is told no size', () => {
  test('ends when it knows the mean to 1 %, the mean of the worst 5 % to 3 %, and every limit', async () => {
    const runner = makeInlineRunner();
    const session = openSession(modelOfText(UNCERTAIN), runner);
    const { scenarios, trials, worlds, partial } = await session.run();
    const result = scenarios['base']!;
    expect(partial).toBe(false);
    expect(trials).toBeLessThan(200_000);
    expect(result.measured).toEqual({ worlds, trials });
    expect(result.ended).toMatchObject({ knowsEnough: true, openLimits: [], asked: { mean: 0.01, tailMean: 0.03 } });
    const { mean, tailValueAtRisk } = result.loss;
    expect(mean.standardError / mean.value).toBeLessThanOrEqual(0.01);
    expect(tailValueAtRisk['0.95']!.standardError / tailValueAtRisk['0.95']!.value).toBeLessThanOrEqual(0.03);
    expect(result.appetite.map(({ id, status }) => [id, status])).toEqual([
      ['mean', 'within'],
      ['rare', 'within'],
    ]);
    const rare = result.appetite.find(({ id }) => id === 'rare')!;
    expect(rare.judgedIn).toMatchObject({ trialsPerWorld: 1000 });
    expect(rare.judgedIn!.worlds).toBeGreaterThanOrEqual(64);
    // The figures are those of a run that is told this size, but for the groups of worlds behind the errors of trials' quantiles.
    const fixed = await session.run({ trials, worlds });
    const { bearerQuantiles: _, ...loss } = result.loss;
    expect(fixed.scenarios['base']!.loss).toMatchObject(loss);
    await runner.close();
  });

  test('tells on its way how far it is, what it knows and what is still open', async () => {
    const runner = makeInlineRunner();
    const told: Progress[] = [];
    const session = openSession(modelOfText(UNCERTAIN), runner);
    const { trials, scenarios } = await session.run({ onProgress: (progress) => told.push(progress) });
    const atWork = told.filter(({ isMeasuring }) => isMeasuring !== true);
    expect(atWork[0]).toMatchObject({ trialsDone: 0, mayEndEarly: true, firstLook: { trials: 6400 } });
    atWork.forEach(({ trialsDone }, index) => {
      expect(trialsDone).toBeGreaterThanOrEqual(atWork[index - 1]?.trialsDone ?? 0);
    });
    const last = told.at(-1)!;
    expect(last).toMatchObject({ isMeasuring: true, trialsDone: trials, trials });
    // As of the last stage of the figures, while longer worlds judge the rare limit
    const { mean, tailValueAtRisk } = scenarios['base']!.loss;
    const knows = atWork.at(-1)!.knows!;
    expect(knows).toMatchObject({ trials, mean: mean.value, standardError: mean.standardError, hasLoss: true });
    expect(knows.tailMean.mean).toBe(tailValueAtRisk['0.95']!.value);
    expect(knows.openLimits).toBe(0);
    // Told ten times a second at most, so that a quick machine passes stages untold.
    const first = atWork.find((progress) => progress.knows !== undefined)!.knows!;
    expect(first.stages).toBeGreaterThanOrEqual(1);
    expect(first.stages).toBeLessThanOrEqual(knows.stages);
    await runner.close();
  });

  test('of a certain model has one world, and stops at whole stages of its trials', async () => {
    const runner = makeInlineRunner();
    const session = openSession(
      modelOfText(`${HEAD}
threats: { claims: { occurs: 4 per year, cost: { own: uniform £1k £3k } } }`),
      runner,
    );
    const { worlds, trials, scenarios } = await session.run();
    expect([worlds, trials]).toEqual([1, 8192]);
    // 4 claims of £2,000 on average
    const { mean } = scenarios['base']!.loss;
    expect(Math.abs(mean.value - 8000)).toBeLessThan(4 * mean.standardError);
    await runner.close();
  });

  test('uses all of a million trials where it cannot know enough, and says so', async () => {
    const runner = makeInlineRunner();
    const session = openSession(
      modelOfText(`${HEAD}
threats: { claims: { occurs: 0.00001 per year, cost: { own: £1k } } }`),
      runner,
    );
    const { trials, scenarios } = await session.run();
    expect(trials).toBe(1_000_000);
    expect(scenarios['base']!.ended).toMatchObject({ knowsEnough: false });
    await runner.close();
  });

  test('portfolios that are evaluated together meet the same futures', async () => {
    const runner = makeInlineRunner();
    const session = openSession(
      modelOfText(`${UNCERTAIN}
controls:
  guard: { against: [claims], current: none, levels: { none: {}, on: { prevent: 50% } } }`),
      runner,
    );
    const samples = await session.evaluate([{ portfolio: { guard: 'none' } }, { portfolio: { guard: 'on' } }]);
    const [without, guarded] = samples.map(({ document }) => document);
    expect([guarded!.worlds, guarded!.trials]).toEqual([without!.worlds, without!.trials]);
    expect(guarded!.scenarios['base']!.appetite.map(({ judgedIn }) => judgedIn)).toEqual(
      without!.scenarios['base']!.appetite.map(({ judgedIn }) => judgedIn),
    );
    await runner.close();
  });
});
