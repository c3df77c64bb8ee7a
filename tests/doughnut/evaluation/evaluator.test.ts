/** Portfolios of the airport by an evaluator: the same bits whatever is remembered, together or alone, on however many threads. */
import { describe, expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { makeEvaluator, type Evaluator } from '../../../src/doughnut/evaluation/evaluator.ts';
import type { EvaluationPlan } from '../../../src/doughnut/evaluation/plan.ts';
import { allowedPortfolios } from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import { openSession } from '../../../src/sim/session.ts';
import { hubFile } from '../../fixtures/hub-portfolios.ts';

const SIZE = { worlds: 10, trialsPerWorld: 30 } as const;
const SUMS = { ...SIZE, sums: 30 } as const;
const file = await hubFile();

function planOf(runner: Runner, memory: number): EvaluationPlan {
  const session = openSession(file, runner);
  const { model, seed } = session;
  const costs = costsOf(model, { seed, worlds: SIZE.worlds });
  const { limits } = model;
  const asked = limits.map(({ confidence }) => confidence);
  return { ...SIZE, session, selection: {}, model, seed, costs, limits, asked, inWorlds: true, memory };
}

const evaluatorOf = (runner: Runner, memory: number): Evaluator => makeEvaluator(planOf(runner, memory), SUMS);
const { model } = planOf(makeInlineRunner(), 0);
/** Some of every model that levels make. */
const portfolios = [...allowedPortfolios(model)].filter((_, i) => i % 23 === 0);

describe('portfolios of the airport', () => {
  // Too little memory for one portfolio: each is run in full
  const full = evaluatorOf(makeInlineRunner(), 1000).figures(portfolios);

  test('remembered, on a share first, alone and together: the bits of full runs', async () => {
    const evaluator = evaluatorOf(makeInlineRunner(), 2 ** 26);
    const few = (await evaluator.figures(portfolios.slice(0, 5), { share: 0.2 }))!;
    const ofShare = (await evaluatorOf(makeInlineRunner(), 1000).figures(portfolios.slice(0, 5), { share: 0.2 }))!;
    expect(few[0]!.risk).toHaveLength(2);
    expect(few).toEqual(ofShare);
    expect((await evaluator.figures([portfolios[3]!]))![0]).toEqual((await full)![3]);
    expect(await evaluator.figures(portfolios)).toEqual(await full);
  });

  test('forgetting nearly all it has run it gives the same, on threads too', async () => {
    const runner = makeThreadRunner({ workers: 2 });
    expect(await evaluatorOf(runner, 2 * SIZE.worlds * SIZE.trialsPerWorld * 210).figures(portfolios)).toEqual(
      await full,
    );
    await runner.close();
  });

  test('a glance has the risk of figures', async () => {
    const evaluator = evaluatorOf(makeInlineRunner(), 2 ** 26);
    const glances = (await evaluator.glances(portfolios))!;
    expect(glances.map(({ risk }) => risk)).toEqual((await full)!.map(({ risk }) => risk));
    for (const [i, { confidences, accepted }] of glances.entries()) {
      expect(accepted).toEqual((await full)![i]!.accepted);
      for (const confidence of confidences)
        expect(confidence === null || (confidence >= 0 && confidence <= 1)).toBe(true);
    }
  });

  test('cut short in the middle of portfolios it goes on where it was', async () => {
    const evaluator = evaluatorOf(makeInlineRunner(), 2 ** 26);
    const stop = new AbortController();
    const cut = await evaluator.figures(portfolios, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(cut).toBeNull();
    expect(await evaluator.figures(portfolios)).toEqual(await full);
  });
});
