/** Which combinations break a limit, in models whose answer is known. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { discoverReport } from '../../../src/report/discover/discover-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { discoverDocumentSchema, type DiscoverDocument } from '../../../src/results/discover-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { openSession } from '../../../src/sim/session.ts';
import { discover, type DiscoverOptions } from '../../../src/study/discover/discover.ts';
import { questionsOf } from '../../../src/study/discover/questions.ts';
import { noRule, PLANTED, plantedRule } from '../../fixtures/planted-rule.ts';
import { modelOfText } from '../../fixtures/snowball-models.ts';

const found = (model: Model, options: DiscoverOptions): Promise<DiscoverDocument> =>
  discover(openSession(model, makeInlineRunner()), options);

const planted = found(plantedRule(), { over: 50, trials: 6000 });

const page = (document: DiscoverDocument, width = 80): string =>
  discoverReport({ document, command: [] }, { width, style: PLAIN }).join('\n');

const LIMITED = (appetite: string, more = ''): string => `ringfence: 1
title: Limits
currency: GBP
starts: 2027-01-01
horizon: 2 years
bearers: { own: count }
nodes:
  hall: { kind: service, tolerance: { mtpd: 24 h }, loss: [ { own: £1k per hour }, { id: hurt, harm: 0.1 per hour } ] }
threats:
  fire: { occurs: every 4 years, affects: { hall: { outage: 2..60 h } } }
  leak: { occurs: every 2 years, affects: { hall: { outage: 1..4 h } } }
${more}appetite:
  limits:
${appetite}`;

describe('a planted rule of two conditions', () => {
  test('is found, with what it is worth', async () => {
    const { answers } = await planted;
    const { rules, broken, none } = answers['over']!;
    expect(none).toBeNull();
    const [rule] = rules;
    const away = (estimate: { value: number; standardError: number }, truth: number): number =>
      Math.abs(estimate.value - truth) / estimate.standardError;
    expect(new Set(rule!.conditions.map(({ id }) => id))).toEqual(new Set(['wear', 'fault']));
    expect(rule!.density.value).toBe(1);
    expect(away(broken, PLANTED.broken)).toBeLessThan(4);
    expect(away(rule!.share, PLANTED.rule)).toBeLessThan(4);
    expect(away(rule!.coverage, PLANTED.coverage)).toBeLessThan(4);
    expect(away(rule!.lift, 1 / PLANTED.broken)).toBeLessThan(4);
  });

  test('the same bits for any number of threads', async () => {
    const runner = makeThreadRunner({ workers: 2 });
    try {
      const threaded = await discover(openSession(plantedRule(), runner), { over: 50, trials: 6000 });
      expect(threaded).toEqual(await planted);
    } finally {
      await runner.close();
    }
  });

  test('the document is of its schema, and its shares add up', async () => {
    const document = await planted;
    expect(discoverDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toBeDefined();
    const { rules, rest } = document.answers['over']!;
    const total = (of: 'share' | 'coverage'): number =>
      rules.reduce((sum, rule) => sum + rule[of].value, rest![of].value);
    expect(total('share')).toBeCloseTo(1, 9);
    expect(total('coverage')).toBeCloseTo(1, 9);
  });

  test('the page says it', async () => {
    const text = page(await planted);
    expect(text).toMatch(/1\s+(wear and fault|fault and wear)\s+\S+%\s+± \S+\s+100%/);
    expect(text).toContain('have no such sign');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

test('a state of a driver and an effect together: published case d15', async () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../fixtures/drivers/d15-planted-rule.yaml'), 'utf8');
  const document = await found(modelOfText(text), { over: 50, trials: 8000 });
  const [rule] = document.answers['over']!.rules;
  expect(rule!.conditions).toMatchObject([
    { feature: 'state', id: 'energy', state: 'crisis', above: 0, atMost: null },
    { feature: 'threat', id: 'fault', above: 0, atMost: null },
  ]);
  expect(rule!.density.value).toBe(1);
  expect(Math.abs(rule!.share.value - 0.06)).toBeLessThan(4 * rule!.share.standardError);
  expect(Math.abs(rule!.coverage.value - 0.7614213197969544)).toBeLessThan(4 * rule!.coverage.standardError);
  expect(page(document)).toContain('energy crisis');
});

test('where nothing that happens decides there is no rule', async () => {
  const document = await found(noRule(), { over: 50, trials: 6000 });
  expect(document.answers['over']).toMatchObject({ none: 'no rule', rules: [] });
  expect(page(document)).toContain('No rule: of what happens in years');
});

describe('limits of each kind', () => {
  const limited = (appetite: string, options: DiscoverOptions = { trials: 4000 }): Promise<DiscoverDocument> =>
    found(modelOfText(LIMITED(appetite)), options);

  test.each([
    ['loss', '    big: { loss over: £20k, chance: 5% per year }\n'],
    ['outage', '    shut: { outage of: hall, over: mtpd, chance: 5% per year }\n'],
    ['harm', '    hurt: { harm over: 2, chance: 5% per year }\n'],
  ])('%s: as many years break it as a run says', async (_, appetite) => {
    const model = modelOfText(LIMITED(appetite));
    const session = openSession(model, makeInlineRunner());
    const { scenarios } = await session.run({ trials: 4000 });
    const [ofRun] = Object.values(Object.values(scenarios)[0]!.appetite!);
    const [answer] = Object.values((await discover(session, { trials: 4000 })).answers);
    expect(answer!.brokenPeriods / answer!.periods).toBeCloseTo(ofRun!.estimate.value, 12);
    expect(answer!.rules[0]!.conditions[0]!.id).toMatch(/fire|hall/);
  });

  test('never, always and too few are said', async () => {
    const never = await limited('    big: { loss over: £10bn, chance: 5% per year }\n');
    expect(never.answers['big']!.none).toBe('never');
    expect(page(never)).toContain('None of 8,000 years breaks it');
    const few = await found(modelOfText(LIMITED('    big: { loss over: £20k, chance: 5% per year }\n')), {
      trials: 20,
    });
    expect(few.answers['big']!.none).toBe('too few');
    expect(page(few)).toContain('too few to learn from');
    const always = await found(
      modelOfText(
        LIMITED(
          '    big: { loss over: £1, chance: 5% per year }\n',
          '  rent: { occurs: [on 2027-02-01, on 2028-02-01], cost: { own: £5 } }\n',
        ),
      ),
      { trials: 100 },
    );
    expect(always.answers['big']!.none).toBe('always');
  });

  test('a loss just as great as the limit does not break it', async () => {
    const model = modelOfText(
      LIMITED(
        '    big: { loss over: £5, chance: 5% per year }\n',
        '  rent: { occurs: [on 2027-02-01, on 2028-02-01], cost: { own: £5 } }\n',
      ),
    );
    const { answers } = await found(model, { trials: 1000 });
    expect(answers['big']!.broken.value).toBeLessThan(0.6);
  });

  test('one trial', async () => {
    const { answers } = await limited('    big: { loss over: £20k, chance: 5% per year }\n', { trials: 1 });
    expect(['never', 'too few', 'always']).toContain(answers['big']!.none);
  });

  test('symptoms: other nodes, never the one that the limit names', async () => {
    const { answers } = await limited('    shut: { outage of: hall, over: mtpd, chance: 5% per year }\n', {
      trials: 4000,
      symptoms: true,
    });
    expect(
      answers['shut']!.rules.flatMap(({ conditions }) => conditions).filter(({ feature }) => feature === 'down'),
    ).toEqual([]);
  });
});

describe('what is no question', () => {
  const model = modelOfText(
    LIMITED('    big: { loss over: £20k, chance: 5% per year }\n    mean: { mean loss: £1m per year }\n'),
  );

  test.each([
    [{ limits: ['bag'] }, /there is no limit `bag`: did you mean `big`/],
    [{ limits: ['mean'] }, /no single period keeps or breaks limit `mean`.*--over/],
    [{ limits: ['big'], over: 5 }, /two questions/],
    [{ over: -1 }, /amount from 0/],
  ])('%j', (asked, words) => {
    expect(() => questionsOf(model, asked)).toThrow(words);
  });

  test('without any limit a loss has to be named', () => {
    expect(() => questionsOf({ ...model, limits: [] }, {})).toThrow(/the model has no limit: ask about a loss/);
  });

  test('limits that no single year breaks are left out where none is named', () => {
    expect(questionsOf(model, {}).map(({ id }) => id)).toEqual(['big']);
  });
});
