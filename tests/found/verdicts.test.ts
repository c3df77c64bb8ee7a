/** Verdicts that contradicted themselves, or hung on the number of trials. */
import { lawsOf } from '../fixtures/law-of.ts';
import { describe, expect, test } from 'vitest';
import { assumptions } from '../../src/report/check/assumptions.ts';
import { limitSentence } from '../../src/report/read-back/limits.ts';
import { sure } from '../../src/results/format/share.ts';
import { faultsOf } from '../model/parse/small-model.ts';
import type { Model } from '../../src/index.ts';
import { HEAD, modelOfText, reportOf, resultOf } from './run-text.ts';

/** A plant that hardly ever fails: `occurs` is how often, and an hour of outage costs £1,000. */
const plant = (occurs: string, limits: string, hours = '5 h'): string => `${HEAD}
nodes: { a: { kind: service, loss: [{ own: £1k per hour }] }, b: { kind: asset } }
threats: { t: { occurs: ${occurs}, affects: { a: { outage: ${hours} } } } }
appetite: { confidence: 90%, limits: { ${limits} } }
`;

const readBackOf = (model: Model): string => model.limits.map((limit) => limitSentence(limit, model)).join(' ');

describe('a verdict and its sureness', () => {
  test('a mean that one loss in 200,000 years makes is within a limit far above it, and surely', async () => {
    // Uncertain rate: of 200 worlds a few have a loss, or one, or none
    const text = plant(
      '0.000001..0.00001 per year',
      'm: { mean loss: £1m per year }, t: { tail mean: 99%, most: £60m }',
    );
    for (const seed of ['1', '2', '3', '4']) {
      const { appetite } = await resultOf(text, { trials: 200_000, worlds: 200, seed });
      for (const { id, confidence, status } of appetite) {
        expect([id, status]).toEqual([id, 'within']);
        expect(confidence.value).toBeGreaterThan(0.99);
        expect(confidence.standardError).not.toBeNaN();
        expect(confidence.low).toBeGreaterThanOrEqual(0.9);
      }
    }
  });

  test('few exceedances a world do not hide that next to nothing happens in any', async () => {
    // Two expected at 1 % in each world of 200 trials, and none seen in 40,000: at most 1 world in 100 can be over it
    const text = plant('0.000001..0.00001 per year', 'l: { loss over: £1k, chance: 1% per year }');
    const [limit] = (await resultOf(text, { trials: 40_000, worlds: 200 })).appetite;
    expect(limit?.status).toBe('within');
    expect(limit?.confidence.low).toBeGreaterThan(0.99);
  });

  test('at the margin the sureness is a range that holds what is asked', async () => {
    const text = plant('1..3 per year', 'l: { mean loss: £13.5k per year }', 'exponential 5 h');
    const [limit] = (await resultOf(text, { trials: 2000, worlds: 20 })).appetite;
    expect(limit?.status).toBe('at margin');
    expect(limit?.confidence.low).toBeLessThan(0.9);
    expect(limit?.confidence.high).toBeGreaterThan(0.9);
    expect(await reportOf(text, { trials: 2000, worlds: 20 })).toMatch(
      /\((?:\d+(?:\.\d)? to|over) [\d.]+% sure, 90% asked\)/,
    );
  });

  test('worlds that all hold are not enough while they are few, and no page then says 100 %', async () => {
    const text = plant('1..3 per year', 'l: { mean loss: £100k per year }', 'exponential 5 h');
    const [limit] = (await resultOf(text, { trials: 1000, worlds: 10 })).appetite;
    expect(limit).toMatchObject({ status: 'at margin', confidence: { value: 11 / 12, high: 1 } });
    expect(limit?.confidence.low).toBeLessThan(0.9);
    const said = await reportOf(text, { trials: 1000, worlds: 10 });
    expect(said).not.toContain('100% sure');
    expect(said).toMatch(/\(over [\d.]+% sure, 90% asked\)/);
  });

  test('where nothing is uncertain a limit within the noise could be kept or not', async () => {
    const text = plant('2 per year', 'l: { mean loss: £10k per year }', 'exponential 5 h');
    const [limit] = (await resultOf(text, { trials: 1000 })).appetite;
    expect(limit).toMatchObject({ status: 'at margin', confidence: { standardError: 0.5, low: 0, high: 1 } });
  });
});

describe('shares of certainty', () => {
  test.each([
    [1e-22, 'under 0.1%'],
    [0, 'under 0.1%'],
    [0.99992, 'over 99.9%'],
    [1, 'over 99.9%'],
    [0.995, '99.5%'],
    [0.947, '95%'],
    [0.0041, '0.4%'],
  ])('%f is shown as %s', (share, shown) => {
    expect(sure(share)).toBe(shown);
  });
});

describe('a share of the worst losses', () => {
  const share = 's: { share of tail: any node, most: 30% }';

  test('is not judged where the worst losses are too small to matter, however many trials there are', async () => {
    const text = plant('0.0001 per year', `${share}, big: { loss over: £500k, chance: 1% per year }`);
    for (const trials of [1000, 10_000, 100_000]) {
      const limit = (await resultOf(text, { trials })).appetite.find(({ id }) => id === 's');
      expect(limit).toMatchObject({ status: 'within', ofTail: { mattersOver: 50_000 } });
    }
    const said = await reportOf(text, { trials: 100_000 });
    expect(said).toMatch(/s: share of the worst losses any too small 30% within/);
  });

  test('is not resolved where too few losses make up a tail that matters', async () => {
    const text = plant('0.001 per year', `s: { share of tail: any node, most: 30%, matters over: £10 }`);
    // Ten losses in 10,000 years
    const [limit] = (await resultOf(text, { trials: 10_000 })).appetite;
    expect(limit).toMatchObject({ status: 'not resolved', ofTail: { mattersOver: 10 } });
    expect(await reportOf(text, { trials: 10_000 })).toContain(
      'too few losses make up the worst ones to say whose they are',
    );
    const [sure] = (await resultOf(text, { trials: 200_000 })).appetite;
    expect(sure).toMatchObject({ status: 'outside', estimate: { value: 1 } });
  });

  test('is judged where the tail matters, and may not matter for all that is known of it', async () => {
    const text = (over: string): string =>
      plant('1 per year', `s: { share of tail: a, most: 30%, matters over: ${over} }`, 'exponential 5 h');
    expect((await resultOf(text('£10k'), { trials: 10_000 })).appetite[0]?.status).toBe('outside');
    const tail = (await resultOf(text('£10k'), { trials: 10_000 })).loss.tailValueAtRisk['0.95']!;
    const near = `£${Math.round(tail.value - tail.standardError)}`;
    expect((await resultOf(text(near), { trials: 10_000 })).appetite[0]?.status).toBe('at margin');
    const beyond = `£${Math.round(tail.value + 6 * tail.standardError)}`;
    expect((await resultOf(text(beyond), { trials: 10_000 })).appetite[0]?.status).toBe('within');
  });

  test('matters from a tenth of the smallest sum that a limit names, which check says', () => {
    const model = modelOfText(
      plant('1 per year', `${share}, a: { mean loss: £300k per year }, c: { curve: [£2m 5%, £200k 50%] }`),
    );
    expect(model.limits.find(({ id }) => id === 's')).toMatchObject({
      mattersOver: 20_000,
      mattersOverIsAssumed: true,
    });
    expect(assumptions(model, lawsOf(model)).join(' ')).toContain(
      'Limit s is judged where the worst 5% lose more than £20k on average, a tenth of the smallest sum that a limit names; `matters over` states another.',
    );
    expect(readBackOf(model)).toContain(
      's: no node is behind more than 30% of the worst losses, where the worst 5% lose more than £20k on average, with 90% confidence.',
    );
  });

  test('with no sum named it always matters, which check says too', () => {
    const model = modelOfText(plant('1 per year', share));
    expect(model.limits[0]).toMatchObject({ mattersOver: 0 });
    expect(assumptions(model, lawsOf(model)).join(' ')).toContain(
      'Limit s is judged however small the worst losses are',
    );
  });

  test('of one node is read back as it is meant', () => {
    const model = modelOfText(plant('1 per year', 's: { share of tail: a, most: 30%, matters over: £5m }'));
    expect(model.limits[0]).toMatchObject({ mattersOver: 5e6, mattersOverIsAssumed: false });
    expect(assumptions(model, lawsOf(model)).join(' ')).not.toContain('Limit s');
    expect(readBackOf(model)).toContain(
      's: a is behind at most 30% of the worst losses, where the worst 5% lose more than £5m on average',
    );
  });

  test.each([
    [
      's: { share of tail: any node, most: 30%, matters over: 5% }',
      'the unit does not fit: here stands an amount of money',
    ],
    [
      's: { loss over: £1m, chance: 5% per year, matters over: £5m }',
      '`matters over` says nothing about a limit on `loss over`',
    ],
  ])('%s is a fault', (limit, fault) => {
    expect(faultsOf(plant('1 per year', limit)).join('\n')).toContain(fault);
  });
});
