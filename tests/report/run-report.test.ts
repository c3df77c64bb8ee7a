import { describe, expect, test } from 'vitest';
import { runReport } from '../../src/report/run/run-report.ts';
import { tally } from '../../src/report/run/verdict.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { COLOURED, PLAIN } from '../../src/report/text/style.ts';
import type { ResultDocument, ScenarioResult } from '../../src/results/result-document.ts';
import type { LimitResult, LimitStatus } from '../../src/results/scenario-result.ts';
import { document, estimate, result } from './fixture.ts';

const command = ['ringfence run', 'hub.yaml', '--seed ringfence'];
const of = (changes: Partial<ScenarioResult> = {}, head: Partial<ResultDocument> = {}): ResultDocument => ({
  ...document,
  ...head,
  scenarios: { base: { ...result, ...changes } },
});
const lines = (given: ResultDocument, width = 80): string[] =>
  runReport({ document: given, command }, { width, style: PLAIN });
/** One line, single blanks: what a reader takes in. */
const text = (given: ResultDocument, width = 80): string => lines(given, width).join(' ').replace(/\s+/g, ' ');
const withStatus = (...statuses: readonly LimitStatus[]): ScenarioResult['appetite'] =>
  statuses.flatMap((status, index) => {
    const limit = result.appetite[index % result.appetite.length];
    return limit === undefined
      ? []
      : [{ ...limit, status, confidence: estimate(status === 'within' ? 0.95 : 0.04, 0.01) }];
  });

describe('the page', () => {
  test.each([60, 72, 80, 100, 120])('has no line wider than %i columns', (width) => {
    const every = [of(), of({ given: ['substation-fire'] }), of({}, { partial: true, title: '空港 '.repeat(40) })];
    for (const each of every) {
      expect(lines(each, width).filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  });

  test('says the same in colour as without', () => {
    const report = { document, command };
    const coloured = runReport(report, { width: 80, style: COLOURED });
    // oxlint-disable-next-line no-control-regex -- the colours
    expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(lines(of()));
    expect(coloured.join('')).toContain('\u001b[31m');
  });

  test('has no line that ends in blanks', () => {
    expect(lines(of()).filter((line) => line.endsWith(' '))).toEqual([]);
  });

  test('lets no title steer the terminal', () => {
    expect(lines(of({}, { title: 'a\u001b[2Jb' })).join('\n')).not.toContain('\u001b');
  });
});

describe('the report', () => {
  test('holds every figure, each as finely as it is known', () => {
    const said = text(of(), 120);
    const figures = [
      '£2.41m ± £30k',
      '£11.2m ± £200k',
      '34.0% ± 0.2',
      '1-in-10-year loss £5.60m ± £100k',
      '1-in-20-year loss £14.0m ± £300k',
      '1-in-100-year loss £51.0m ± £1.1m',
      '1-in-1000-year loss £162m ± £9m unreliable: too few trials',
      'mean of the worst 5% £34.0m',
      'mean of the worst 1% £83m',
      'substation-fire £1.62m',
      'intake-b £510k',
      'grid operator £12.0k ± £300 shown only',
      '18.2 h 41.3 h',
      'mtpd 2.13%, rto 19.0%',
      '95% 90% to 99%',
      '£3.21 is lost in all',
      '0.070% of trials end in an outage',
      'Seed "ringfence"',
      'ringfence run hub.yaml --seed ringfence',
    ];
    expect(figures.filter((figure) => !said.includes(figure))).toEqual([]);
  });

  test('orders what costs most, and leaves out what costs nothing', () => {
    const said = text(of());
    expect(said.indexOf('substation-fire £')).toBeLessThan(said.indexOf('drone £'));
    const nodes = said.slice(said.indexOf('node caused borne'), said.indexOf('borne by loss'));
    expect(nodes).not.toContain('fire-suppression');
  });

  test('puts the sizes of a long tail of cascades together', () => {
    const sizes = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [String(index + 1), estimate(0.1, 0.001)]),
    );
    expect(text(of({ cascade: { ...result.cascade, size: sizes } }))).toContain('6 or more 50.0%');
  });

  test('says when nothing was lost and nothing fell', () => {
    const none = estimate(0);
    const quiet = of({
      loss: {
        ...result.loss,
        mean: none,
        exceedance: [{ loss: 0, probability: 0, low: 0, high: 0 }],
        byBearer: { own: none },
      },
      threats: {},
      nodes: {},
      cascade: { ...result.cascade, size: {}, meanSize: null, amplification: null },
    });
    const said = text(quiet);
    expect(said).toContain('No loss was seen.');
    expect(said).toContain('Nothing fell in any trial.');
    expect(said).toContain('No trial had a loss.');
    expect(said).not.toContain('NaN');
  });

  test('is marked where the run was cut short', () => {
    const partial = of({ measured: { worlds: 120, trials: 120_000 } }, { partial: true });
    expect(text(partial)).toContain(
      'PARTIAL: the run was interrupted. What follows rests on 120,000 of 1,000,000 trials',
    );
    expect(text(of())).not.toContain('PARTIAL');
  });
});

describe('the verdict', () => {
  test.each([
    [['outside', 'outside', 'within'], 'Outside appetite 2 of 3 limits are broken and 1 holds.'],
    [
      ['outside', 'at margin', 'within'],
      'Outside appetite 1 of 3 limits is broken, 1 is too close to call and 1 holds.',
    ],
    [['within', 'within', 'within'], 'Within appetite All 3 limits hold.'],
    [['within'], 'Within appetite The only limit holds.'],
    [['not resolved', 'within'], 'Appetite: not resolved 1 of 2 limits needs more trials to be judged and 1 holds.'],
    [['at margin', 'within'], 'At the margin of appetite 1 of 2 limits is too close to call and 1 holds.'],
  ] as const)('of %j is in words', (statuses, words) => {
    expect(text(of({ appetite: withStatus(...statuses) }))).toContain(words);
  });

  test('stands before every table', () => {
    const said = text(of());
    expect(said.indexOf('Outside appetite')).toBeLessThan(said.indexOf('at most sure status'));
  });

  test('says how sure a broken limit is broken, and where it is broken only for want of sureness', () => {
    expect(text(of())).toContain(
      'big-loss (loss over £10m): 7.20%, at most 5% is tolerated. That it holds is very unlikely (4% sure, 90% asked).',
    );
    const [limit] = result.appetite;
    const doubted =
      limit === undefined ? [] : [{ ...limit, estimate: estimate(0.041, 0.001), confidence: estimate(0.7, 0.01) }];
    expect(text(of({ appetite: doubted }))).toContain(
      '4.10% is under the 5% tolerated, but not surely enough: that it holds is only likely',
    );
  });

  test.each([
    [[0.04, 0.59, 0.95], '2 of 3 limits are outside (1 broken, 1 not surely kept) and 1 holds.'],
    [[0.04, 0.3], 'Both limits are outside (1 broken, 1 likelier broken than kept).'],
    [[0.6, 0.8], 'Both limits are outside (not surely kept).'],
    [[0.1, 0], 'Both limits are broken.'],
  ])(
    'counts as broken only what is as surely broken as 90%% asks to be sure that it holds: %j',
    (confidences, words) => {
      const [limit] = result.appetite;
      const limits = confidences.map((value, index): LimitResult[] =>
        limit === undefined
          ? []
          : [
              {
                ...limit,
                id: `limit-${index}`,
                status: value < 0.9 ? 'outside' : 'within',
                confidence: estimate(value, 0.01),
              },
            ],
      );
      expect(tally(limits.flat())).toBe(words);
    },
  );

  test('of a model in which nothing is uncertain speaks of no sureness', () => {
    const certain = text(of({ measured: { worlds: 1, trials: 1000 } }));
    expect(certain).toContain('big-loss (loss over £10m): 7.20%, at most 5% is tolerated.');
    expect(certain).not.toContain('sure,');
    expect(certain).not.toContain('at most sure status');
  });

  test('of a model without limits says what it costs', () => {
    const said = text(of({ appetite: [] }));
    expect(said).toContain('No appetite to judge by');
    expect(said).toContain('Loss is £2.41m a year on average, with 1 chance in 100 of £51.0m or more.');
  });

  test('of a given threat says what such a case costs and how long it takes', () => {
    const said = text(
      of({
        given: ['substation-fire'],
        appetite: [],
        limitsNotJudged: ['big-loss'],
        lossAsUsual: { value: 2.1e6, standardError: 3e4 },
      }),
    );
    expect(said).toContain('If substation-fire happens');
    expect(said).toContain('nothing in half of such cases and £14.0m or more in 1 of 20.');
    expect(said).toContain('All else costs £2.10m (± £30k) in a year on average, as usual; it is not counted here.');
    expect(said).toContain(
      'in 20.4% of all cases, in these the first time for 18.2 h in the middle one, nine in ten times 14.1 h to 27.4 h',
    );
    expect(said).toContain('The limits of the appetite speak of years: they are not judged here.');
    expect(said).not.toContain('outside');
    expect(said).toContain('terminals 14.1 h 18.2 h 27.4 h 1.94 times');
  });
});

test('several scenarios are compared, then reported one after the other', () => {
  const conditions = { ...result.conditions, scenario: 'winter-peak' };
  const both: ResultDocument = {
    ...document,
    scenarios: { base: result, 'winter-peak': { ...result, conditions } },
  };
  const report = runReport({ document: both, command }, { width: 80, style: PLAIN });
  expect(report[0]).toBe('Scenarios compared');
  expect(report.filter((line) => line === 'Outside appetite')).toHaveLength(2);
  expect(report.join('\n')).toContain('scenario winter-peak');
  expect(report.filter((line) => line.includes('To see these figures again'))).toHaveLength(1);
});
