/** How a doughnut is asked for. That published cases come out right is among the rows of `verify`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { doughnut } from '../../src/doughnut/doughnut.ts';
import type { DoughnutOptions } from '../../src/doughnut/options.ts';
import { touchesNothing } from '../../src/doughnut/portfolios/alike.ts';
import { readModelFileText } from '../../src/io/read-model.ts';
import { doughnutDocumentSchema, type DoughnutDocument } from '../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeProgramSolver } from '../../src/runners/solver.ts';
import { openSession, type Session } from '../../src/sim/session.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/doughnut');

function sessionOf(name: string): Session {
  const text = readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8');
  const file = readModelFileText(text, `${name}.yaml`);
  return openSession(file, makeInlineRunner());
}

/** The document, as a reader of its JSON has it. */
async function documentOf(name: string, options: DoughnutOptions = {}): Promise<DoughnutDocument> {
  const document = await doughnut(sessionOf(name), options);
  const read = doughnutDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
  expect(read).toEqual(document);
  return document;
}

describe('how it is asked', () => {
  const small: DoughnutOptions = { worlds: 100, trials: 25_000 };

  test('options that are none are faults that say what to do', async () => {
    const session = sessionOf('p08-insurance');
    const ask = (options: object): Promise<unknown> => doughnut(session, options);
    await expect(ask({ confidence: 2 })).rejects.toThrow('a share, 0 to 1');
    await expect(ask({ budget: 1, cut: 0.1 })).rejects.toThrow('not both');
    await expect(ask({ segments: 'colour' })).rejects.toThrow('one of discipline, risk, goal, owner, tier');
    await expect(ask({ without: ['limit-2'] })).rejects.toThrow('did you mean `limit-1`?');
    await expect(ask({ most: 0 })).rejects.toThrow('give a number from 1 to 100000');
    await expect(ask({ trials: 1000, worlds: 100 })).rejects.toThrow('it takes 200 a world, so give 20000 trials');
    await expect(ask({ given: ['threat=loss'] })).rejects.toThrow('without given events');
    await expect(ask({ memory: 1000 })).rejects.toThrow('MiB');
  });

  test('cut short it says what is known of the cheapest, and before anything is known it rejects', async () => {
    const stop = new AbortController();
    const session = sessionOf('p08-insurance');
    const document = await doughnut(session, {
      ...small,
      signal: stop.signal,
      onProgress: (_, { simulationsDone }) => {
        if (simulationsDone === 2) stop.abort(new Error('enough'));
      },
    });
    expect(document.partial).toBe(true);
    expect(document.tried).toEqual({ portfolios: 2, isEvery: false });
    expect(document.lawCost).toBeNull();
    await expect(doughnut(session, { ...small, signal: AbortSignal.abort(new Error('at once')) })).rejects.toThrow(
      'at once',
    );
  });

  test('searched instead of tried, it finds the rings of all, and says what it tried', async () => {
    const all = await documentOf('p08-insurance', small);
    const solver = makeProgramSolver();
    const found = await documentOf('p08-insurance', { ...small, most: 1, solver });
    await solver.close();
    for (const ring of ['necessary', 'optimum', 'sufficient'] as const) {
      expect(found.rings![ring].value).toBe(all.rings![ring].value);
    }
    expect(found.tried.isEvery).toBe(false);
    expect(found.search).toMatchObject({ allowed: 4, bound: { state: 'proven', spend: all.rings!.necessary.value } });
    expect(found.lowerBound).toBe(all.rings!.necessary.value);
    expect(all.search).toBeNull();
    // The solver may be missing
    const { search } = await documentOf('p08-insurance', { ...small, most: 1 });
    expect(search!.bound).toMatchObject({ state: 'missing', spend: null, why: 'there is no solver' });
  });

  test('without its limit the cheapest is nothing; a cut is a budget', async () => {
    const document = await documentOf('p08-insurance', { ...small, without: ['limit-1'], cut: 0.5 });
    expect(document.rings!.necessary.value).toBe(0);
    expect(document.asked.limits).toEqual({});
    expect(document.settings).toMatchObject({ without: ['limit-1'], cut: 0.5 });
    // Nothing is spent today
    expect(document.bestForBudget!.budget).toBe(0);
  });

  test('the parts of the price of error add up, and are those of the kind that is uncertain', async () => {
    const { priceOfError } = (await documentOf('p08-insurance', small)).rings!;
    expect(priceOfError!.total.value).toBeCloseTo(400_000, 6);
    expect(priceOfError!.assessment!.value).toBe(0);
    expect(priceOfError!.controlPerformance!.value).toBeCloseTo(400_000, 6);
    expect(priceOfError!.ifExactlyRight).toBeCloseTo(500_000, 6);
  });

  test('controls that touch nothing share simulations, and get the bits of their own', async () => {
    const text = readFileSync(path.join(FOLDER, 'p08-insurance.yaml'), 'utf8').replace(
      'controls:\n',
      'controls:\n  brass-plate:\n    current: none\n    levels:\n      none: {}\n      on: { opex: £1k per year }\n',
    );
    const session = openSession(readModelFileText(text, 'plate.yaml'), makeInlineRunner());
    const counts: number[] = [];
    const document = await doughnut(session, {
      ...small,
      onProgress: (part, { simulations }) => part === 'portfolios' && counts.push(simulations),
    });
    expect(new Set(counts)).toEqual(new Set([4]));
    expect(document.tried.portfolios).toBe(8);
    const { model } = session.variants([{}])[0]!;
    expect(touchesNothing(model)).toEqual([true, false, false]);
    const size = { worlds: 20, trials: 2000 };
    const [off, on] = await session.evaluate([{}, { portfolio: { 'brass-plate': 'on' } }], size);
    expect(on!.losses).toEqual(off!.losses);
  });
});
