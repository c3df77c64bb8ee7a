/** The first part of a page: what a board reads in a minute. */
import { describe, expect, test } from 'vitest';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import type { ScenarioResult } from '../../../src/results/scenario-result.ts';
import type { ReportDocument } from '../../../src/results/report-document.ts';
import { documentOf as doughnutOf } from '../doughnut/fixture.ts';
import { estimate } from '../fixture.ts';
import { pageOf, report, textOf } from './fixture.ts';

/** The text of the first part alone. */
const boardOf = (changes: Partial<ReportDocument> = {}, audience: 'analyst' | 'board' = 'analyst'): string => {
  const page = pageOf({ report: { ...report, ...changes }, audience });
  return textOf(/<section id="board"[\s\S]*?<\/section>/.exec(page)?.[0] ?? '');
};

const sumsAfter = (words: string, text: string): string[] =>
  [...text.matchAll(new RegExp(`${words}[^£]{0,40}(£[\\d.,]+(?:k|m|bn)?)`, 'g'))].map(([, sum = '']) => sum);

describe('the verdict', () => {
  test('carries the first step, its price and why', () => {
    const text = boardOf({ doughnut: doughnutOf('p05-misallocation') });
    expect(text).toContain(
      'What to do first: Put in sprinkler: zoned, for £170k a year more: the limit needs it; it never pays for itself.',
    );
    expect(text.indexOf('What to do first')).toBeLessThan(text.indexOf('How bad can it get?'));
  });

  test('says that nothing is to be done, or that no plan does', () => {
    const p05 = doughnutOf('p05-misallocation');
    expect(boardOf({ doughnut: { ...p05, changes: [] } })).toContain(
      'What to do first: Nothing: of all that was tried, what stands today is the best.',
    );
    expect(boardOf({ doughnut: doughnutOf('p04-no-safe-space') })).toContain(
      'What to do first: No plan that the model',
    );
  });

  test('does not say that no plan keeps the limits which the run, of more futures, finds kept today', () => {
    const none = doughnutOf('p04-no-safe-space');
    const { run } = report;
    if (!('scenarios' in run)) throw new Error('the fixture has no run');
    const scenarios = Object.fromEntries(
      Object.entries(run.scenarios).map(([name, result]) => [
        name,
        { ...result, appetite: result.appetite.map((limit) => ({ ...limit, status: 'within' as const })) },
      ]),
    );
    const text = boardOf({ doughnut: none, run: { ...run, scenarios } });
    expect(text).toContain('What to do first: Nothing for the limits: what stands today keeps them as surely as asked');
    expect(text).not.toContain('No plan that the model');
    expect(text).not.toContain('No safe space');
  });

  test('proposes nothing where what to spend is not known, and says why once', () => {
    const text = boardOf({ doughnut: { missing: 'Too few futures.' } });
    expect(text).not.toContain('What to do first');
    expect(text.split('Too few futures.')).toHaveLength(2);
    expect(text).toContain('Nothing is proposed, as what security should cost is not known.');
  });
});

describe('what is bought for the limits', () => {
  const bought = 'it is bought to hold the limit, not because it pays back';
  const p05 = doughnutOf('p05-misallocation');
  const dear = (total: number): DoughnutDocument => {
    const { optimum } = p05.plans;
    return optimum === undefined
      ? p05
      : { ...p05, plans: { ...p05.plans, optimum: { ...optimum, total: estimate(total) } } };
  };

  test('is said where it comes to more in all than what stands today', () => {
    expect(boardOf({ doughnut: dear(2_000_000) })).toContain(
      `Spend and losses to expect come to £650k a year more in all than today: ${bought}.`,
    );
  });

  test('is not said where it comes to less', () => {
    expect(boardOf({ doughnut: dear(700_000) })).not.toContain(bought);
  });
});

describe('one quantity named twice', () => {
  test('has one figure', () => {
    const text = boardOf();
    const { run } = report;
    if ('missing' in run) throw new Error('the fixture has no run');
    expect(new Set(sumsAfter('(?:mean loss a year|Mean loss)', text)).size).toBe(1);
    // The worst years once, and no figure of another size of sample for the same
    expect(text).toContain('the worst year in 100, on average');
    expect(text).not.toMatch(/£143m|or more in all of the worst/);
    expect(text).not.toContain('One in 100 loses');
  });

  test('stands with its size, and with the figure to quote, where a part has other futures', () => {
    const { run, snowball } = report;
    if ('missing' in run || 'missing' in snowball) throw new Error('the fixture has no run or snowball');
    const [[scenario, result] = ['', null]] = Object.entries(run.scenarios);
    if (result === null) throw new Error('the fixture has no scenario');
    const loss = { ...result.loss, tailValueAtRisk: { '0.99': estimate(146e6, 1.1e6) } };
    const page = textOf(
      pageOf({ report: { ...report, run: { ...run, scenarios: { [scenario]: { ...result, loss } } } } }),
    );
    expect(page).toMatch(
      /Found on 1,000,000 futures, in 1,000 draws of what is uncertain\. On these what the worst year in 100 loses on average comes to £143m \(± £1\.7m\); the 1,000,000 futures of the first part of the page put it at £146m \(± £1\.1m\), which is the figure to quote\./,
    );
  });
});

describe('a page of little', () => {
  const { run } = report;
  if ('missing' in run) throw new Error('the fixture has no run');
  const [[scenario, result] = ['', null]] = Object.entries(run.scenarios);
  if (result === null) throw new Error('the fixture has no scenario');
  const withResult = (changes: Partial<ScenarioResult>): string =>
    boardOf({ run: { ...run, scenarios: { [scenario]: { ...result, ...changes } } } });
  const [limit] = result.appetite;

  test('without a limit says so, and each figure once', () => {
    const text = withResult({ appetite: [] });
    expect(text).toContain('No limit to judge by');
    expect(text).not.toContain('appetite:');
    expect(text).not.toContain('1 chance in 100');
  });

  test('with a hundred limits names the gravest and counts the rest, each by letters of its own', () => {
    if (limit === undefined) throw new Error('the fixture has no limit');
    const appetite = Array.from({ length: 100 }, (_, at) => ({ ...limit, id: `limit-${at}` }));
    const text = withResult({ appetite });
    expect(text).toContain('All 100 limits are broken.');
    expect(text).toContain('and 92 more, which the table of limits has.');
    expect(text).toContain('Z limit-25:');
    expect(text).toContain('AA limit-26:');
    expect(text).toContain('CV limit-99:');
  });

  test('of a loss just at its limit that is not settled does not say that it could be the same', () => {
    if (limit === undefined) throw new Error('the fixture has no limit');
    const even = { value: 1e5, standardError: 0, unreliable: true as const, low: 1e5, high: 1e5 };
    const appetite = [
      { ...limit, kind: 'tailMean' as const, status: 'not resolved' as const, estimate: even, limit: 1e5 },
    ];
    expect(withResult({ appetite })).toContain('£100k is just the £100k tolerated; that is not settled.');
  });

  test('of what was never seen has a bound, and no figure of 0 with an error', () => {
    const mean = { value: 0, standardError: 2e4, low: 0, high: 6e4 };
    const tailValueAtRisk = { '0.99': { value: 0, standardError: 2e6, low: 0, high: 6e6 } };
    const text = withResult({ loss: { ...result.loss, mean, tailValueAtRisk } });
    expect(text).toMatch(/mean loss a year not seen under £60k/);
    expect(text).not.toMatch(/£0\? ?±/);
  });
});

describe('the words of the first part', () => {
  const texts = [
    boardOf(),
    boardOf({ doughnut: doughnutOf('p04-no-safe-space') }),
    boardOf({}, 'board'),
    boardOf({ snowball: { missing: 'Nobody asked.' }, doughnut: { missing: 'Nobody asked.' } }),
  ];

  test.each(texts)('are plain (%#)', (text) => {
    expect(text).not.toMatch(/\b(?:trials?|worlds?|unfelt|portfolios?|plays|TVaR|VaR)\b/i);
  });

  test('name no option, nor do those of other parts but the last', () => {
    for (const audience of ['analyst', 'finance', 'regulator', 'board'] as const) {
      const page = pageOf({ audience }).replace(/<section id="reproduce"[\s\S]*?<\/section>/, '');
      expect(textOf(page)).not.toMatch(/(?:^|\s)--[a-z]/);
    }
  });

  test('write what is below nothing with a minus', () => {
    expect(textOf(pageOf())).not.toMatch(/(?<![\p{L}\p{N}.:_-])-(?:£|\d)/u);
    expect(boardOf({ doughnut: doughnutOf('p05-misallocation') })).toContain('−£700k');
  });
});
