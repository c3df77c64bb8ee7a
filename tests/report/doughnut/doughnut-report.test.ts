import { describe, expect, test } from 'vitest';
import { doughnutReport, MORE_PARTS } from '../../../src/report/doughnut/doughnut-report.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import { COLOURED, PLAIN } from '../../../src/report/text/style.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import type { Amount } from '../../../src/results/doughnut/amounts.ts';
import { documentOf } from './fixture.ts';
import { noRingsOf } from '../../../src/tui/words/no-rings.ts';

const command = ['npx ringfence doughnut', 'airport.yaml', '--seed ringfence'];
const lines = (document: DoughnutDocument, width = 80): string[] =>
  doughnutReport({ document, command, show: MORE_PARTS }, { width, style: PLAIN });
/** One line, single blanks: what a reader takes in. */
const text = (document: DoughnutDocument, width = 80): string => lines(document, width).join(' ').replace(/\s+/g, ' ');
/** The part of a page under a heading. */
const part = (document: DoughnutDocument, heading: string): string => {
  const all = lines(document);
  const from = all.findIndex((line) => line.startsWith(heading));
  const to = all.findIndex((line, at) => at > from && line === '');
  return all
    .slice(from + 1, to)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
};

const exact = (value: number): Amount => ({ value, standardError: 0, low: value, high: value });

const p05 = documentOf('p05-misallocation');

describe('the page of the published case', () => {
  test('says what to pay, what to do and why', () => {
    expect(lines(p05).slice(0, 38)).toEqual([
      'Much money in the wrong places: what security should cost',
      '─────────────────────────────────────────────────────────',
      '£ a year · 90% sure asked · own losses count · all 72 portfolios tried',
      '',
      'You spend £990k. That is £410k more than can be defended, and still outside the',
      "board's limit. £540k, spent otherwise, is inside it and the best buy.",
      '',
      '  at least  £420k  necessary: with less, the nearest is 85% sure of the limit',
      '  best      £540k  optimum: £768k in all, with the losses to expect; the least',
      '  at most   £580k  sufficient: whatever costs more, something cheaper beats',
      '  today     £990k  OVER by £410k. SHORT: 85% sure of the limit, 90% asked',
      '  worth     £370k  would buy what today buys; £620k a year buys nothing',
      '',
      '  £0            £200k         £400k         £600k         £800k         £1m',
      '  ├─────────────┼─────────────┼─────────────┼─────────────┼─────────────┤',
      '  --------------------------e--[========*==]+++++++++++++++++++++++++++o+',
      '  - too little = safe space + too much [ at least * best ] at most o today',
      '  e what today is worth',
      '',
      'Do',
      '                      a year   it saves  why',
      '  + sprinkler: zoned  +£170k       £81k  the limit needs it; it never pays for',
      '                                         itself; adding this alone would do',
      '  + mail-filter        +£90k      £184k  76 in 100 to pay',
      '  + locks              +£30k      £140k  surely pays',
      '  - guards            -£700k  £48k lost  surely waste beside the rest',
      '  - training           -£40k  £35k lost  16 in 100 to pay beside the rest; kept,',
      '                                         it makes £580k',
      '  = £450k a year less spent, and losses to expect fall from £365k to £228k.',
      '  Each line saves what it does beside the rest of the plan; together they save',
      '  £137k, as several act on the same losses.',
      '',
      'Why so much',
      '  £170k of the £420k is margin for error: at even odds £250k would do. All of it',
      '  is what was assessed (how often threats come, what they cost); none is how',
      '  well controls perform. If every estimate were exactly right, £250k would do.',
      '  Limits aside, the best plan would come to £679k a year in all, spend and',
      '  losses to expect; the limit asks £89k a year more than that.',
    ]);
    expect(part(p05, 'One at a time')).toContain('people £700k £30k £0 £30k £0 over £670k');
    expect(part(p05, 'One at a time')).toContain('physical £250k £420k £420k £420k £420k short £170k');
    expect(part(p05, 'One at a time')).toContain('cyber £40k £90k £0 £130k £0 inside');
    expect(text(p05)).toContain('Nothing was simulated, the rings are exact.');
    expect(text(p05)).toContain('--cut 10%, --budget £420k, --confidence 80%, --without limit-1');
  });

  test('marks the rings on the plans between which one can choose', () => {
    const plans = part(p05, 'Less and more money');
    expect(plans).toContain('£420k £551k £971k 100% at least: can be defended');
    expect(plans).toContain('£540k £228k £768k 100% best: can be defended');
    expect(plans).toContain('£990k £365k £1.35m 85% today: outside');
  });

  test('says what a step costs and brings alone and beside the rest', () => {
    expect(part(p05, 'The last and the next pound')).toContain('training next +£40k £35k £12k to £90k 16 in 100 £108k');
    expect(part(p05, 'If only one thing changes')).toContain(
      'buy sprinkler: zoned +£170k £81k never pays by itself; inside the limit then',
    );
    expect(part(p05, 'If only one thing changes')).toContain(
      'drop guards down to day -£640k £60k lost surely saves money; the limit as sure as today',
    );
  });
});

describe('the verdict', () => {
  const verdict = (document: DoughnutDocument): string =>
    lines(document).slice(4, 8).join(' ').replace(/\s+/g, ' ').split('  ')[0] ?? '';

  test('too little money', () => {
    const page = text(documentOf('p03-closed-doughnut'));
    expect(page).toContain(
      "You spend nothing. That is £1.5m less than is necessary, and outside the board's limit. £1.5m is inside it and the best buy.",
    );
    expect(page).toContain('today £0 SHORT: 0% sure of the limit, 90% asked');
    expect(page).toContain('nothing that costs less buys what today buys');
  });

  test('too much money, and inside', () => {
    const page = text(documentOf('p05-misallocation', { confidence: 0.5 }));
    expect(page).toContain(
      "That is £620k more than can be defended; it is inside the board's limit. £370k, spent otherwise, is inside it",
    );
    expect(page).toContain('None of it is margin for error: at even odds no less would do.');
    expect(page).toContain('The limit asks nothing more: limits aside, no plan comes to less in all.');
  });

  test('today is the best: nothing is to be done', () => {
    const { optimum } = p05.plans;
    const today = {
      ...p05,
      today: { ...p05.today, inside: true, verdict: 'inside', beatenBy: null, confidences: optimum!.confidences },
      rings: {
        ...p05.rings!,
        actual: exact(540e3),
        overshoot: exact(0),
        shortfall: exact(0),
        misallocation: exact(0),
        effective: p05.rings!.optimum,
      },
      plans: { ...p05.plans, current: optimum! },
      changes: [],
    } satisfies DoughnutDocument;
    expect(verdict(today)).toContain(
      "You spend £540k. That can be defended, and it is inside the board's limit. It is the best buy there is: change nothing.",
    );
    expect(part(today, 'Do')).toBe('Nothing: what stands today is the best plan.');
    // Today, its worth and the best are one place: one sign stands for all of them, and the legend says so
    const drawn = lines(today).slice(14, 19).join('\n');
    expect(drawn).toMatch(/\[=+\*=+\]/);
    expect(drawn).toMatch(/\* best, today and what today is worth/);
    expect(drawn).not.toMatch(/^ +[oe]$/m);
    expect(drawn).not.toMatch(/o today/);
  });

  test('inside and at the margin, and surely beaten by something no dearer', () => {
    const today = {
      ...p05,
      today: { ...p05.today, inside: true, atMargin: true, verdict: 'inside' },
      rings: { ...p05.rings!, actual: exact(560e3), overshoot: exact(0) },
    } satisfies DoughnutDocument;
    expect(text(today)).toContain(
      "it seems inside the board's limit, which noise leaves open. What stands is 85% sure of the limit, 90% asked; for the noise in judging that it may as well be outside. Yet something that costs no more is surely better.",
    );
    expect(text(today)).toContain('TOO CLOSE TO CALL: 85% sure of the limit');
  });

  test('outside at the margin: how sure, what noise leaves open, and how many trials would tell', () => {
    const short = {
      ...p05,
      trials: 20_000,
      worlds: 100,
      trialsPerWorld: 200,
      today: {
        ...p05.today,
        atMargin: true,
        verdict: 'short',
        confidences: { 'limit-1': { value: 0.6, standardError: 0.2 } },
      },
      rings: {
        ...p05.rings!,
        actual: exact(300e3),
        overshoot: exact(0),
        necessary: { ...p05.rings!.necessary, low: 280e3 },
      },
    } satisfies DoughnutDocument;
    expect(text(short)).toContain(
      "You spend £300k. That is perhaps £120k less than is necessary, and seemingly outside the board's limit. What stands is 60% sure of the limit, 90% asked; for the noise in judging that it may as well be inside. It takes about 40,000 trials in 200 worlds to tell.",
    );
  });

  test('a limit among several is called one, by its id, and the page says what each asks', () => {
    const several: DoughnutDocument = {
      ...p05,
      asked: { confidence: 0.9, limits: { 'limit-1': 0.9, mean: 0.8 } },
      limits: { ...p05.limits, mean: { kind: 'meanLoss', words: 'the mean loss is at most £3m a year' } },
      today: { ...p05.today, confidences: { ...p05.today.confidences, mean: { value: 0.4, standardError: 0 } } },
    };
    expect(text(several)).toContain('SHORT: 40% sure of the limit `mean`, 80% asked');
    expect(part(several, 'How sure of each limit')).toContain('mean the mean loss is at most £3m a year - - 80%');
    expect(part(p05, 'How sure of the limit')).toContain(
      'limit-1 chance of a loss over GBP 3m in a year at most 4 85% 100% 90%',
    );
  });

  test('figures that are taken from each other on the page come to what it says', () => {
    const rings = p05.rings!;
    const rough = {
      ...p05,
      rings: {
        ...rings,
        necessary: { ...rings.necessary, value: 1274, standardError: 200 },
        actual: exact(853),
        overshoot: exact(0),
      },
      today: { ...p05.today, verdict: 'short' },
      plans: { ...p05.plans, optimum: { ...p05.plans.optimum!, total: { value: 3910, standardError: 90 } } },
    } satisfies DoughnutDocument;
    const few = {
      ...rough,
      rings: {
        ...rough.rings,
        optimum: { ...rings.optimum, value: 1754 },
        sufficient: { ...rings.sufficient, value: 1754 },
      },
    };
    expect(text(few)).toMatch(/You spend £850\. That is £420 less .* at least £1\.27k /);
    expect(text(few)).toContain('£1.75k (£900 more)');
  });

  test('what nothing bounds above is not firmly necessary, and today’s worth not firmly told', () => {
    const rings = p05.rings!;
    const open = {
      ...p05,
      rings: {
        ...rings,
        necessary: { ...rings.necessary, high: Infinity },
        misallocation: { ...rings.misallocation, low: 0 },
      },
    };
    expect(text(open)).toContain(
      'perhaps necessary: with less, the nearest is 85% sure of the limit; for the noise, perhaps no plan keeps the limit',
    );
    expect(text(open)).toContain('would perhaps buy what today buys; perhaps £620k a year buys nothing');
  });

  test('what to ask next stands as whole options, on one line each, and as no pipe', () => {
    for (const width of [50, 60, 80]) {
      const page = doughnutReport({ document: p05, command, show: [] }, { width, style: PLAIN });
      const next = page.slice(page.findIndex((line) => line.includes('To go on, add one')));
      expect(next.join(' ').replace(/\s+/g, ' ').trim()).toMatch(
        /^To go on, add one of these to the command: --show finance, --show why, --cut 10%, --budget £420k, --confidence 80%, --without [\w-]+$/,
      );
      for (const line of next) expect(line).not.toMatch(/--\w+$|\|/);
    }
  });

  test('a budget that does not reach what is necessary', () => {
    const page = text(documentOf('p05-misallocation', { budget: 300e3 }));
    expect(page).toContain('The budget of £300k does not reach it: at least £420k of budget is necessary.');
    expect(page).toContain(
      'With a budget of £300k, as the model file states Bought: locks. Given up: guards and training. What comes nearest costs £280k of budget',
    );
    expect(page).toContain(
      "It is outside the board's limit: 85% sure of the limit, 90% asked. The least budget that keeps the board's limit is £420k.",
    );
  });

  test('a best for the budget that is dearer in all than today says why', () => {
    const { current, optimum } = p05.plans;
    const cheap = {
      ...p05,
      plans: { ...p05.plans, current: { ...current, total: { value: 700e3, standardError: 0 } } },
    };
    const page = text({ ...cheap, bestForBudget: { budget: 600e3, plan: optimum!, leastAdequate: 420e3 } });
    expect(page).toContain(
      "and comes to £768k in all (today £700k). It is inside the board's limit: 100% sure of the limit, 90% asked. What stands today comes to less, but it is outside the board's limit and it costs more budget.",
    );
  });

  test('a cut, and a budget that pays for nothing', () => {
    const cut = documentOf('p05-misallocation', { budget: 891e3, head: { settings: { cut: 0.1 } } });
    expect(text(cut)).toContain('With 10% less than today: a budget of £891k');
    const asked = documentOf('p05-misallocation', { budget: 891e3, head: { settings: { budget: 891e3 } } });
    expect(text(asked)).toContain('With a budget of £891k, as asked by --budget');
    expect(text(asked)).toMatch(/To go on, add one of these to the command: --confidence/);
    const none = { ...p05, bestForBudget: { budget: 1000, plan: null, leastAdequate: 420e3 } };
    expect(text(none)).toContain(
      "Even the cheapest portfolio that the file allows costs more. The least budget that keeps the board's limit is £420k.",
    );
  });
});

describe('no safe space', () => {
  const found = documentOf('p04-no-safe-space');

  test('draws no ring and names the ways out', () => {
    const page = text(found);
    expect(page).toContain(
      "No safe space: none of the 4 portfolios keeps the board's limit as surely as asked (the nearest is 70% sure of the limit, 90% asked), so no amount is enough.",
    );
    expect(page).not.toContain('at most £');
    expect(page).not.toContain('[ at least');
    expect(page).toMatch(/limit-1 chance of a loss .* 70% 90% 7.5%/);
    expect(page).toContain('Nearest: today with audit and checks. It costs £320k a year, £400k in all');
    expect(page).toContain('Ask less surely: up to 70% of every limit there is a safe space (--confidence 70%).');
  });

  test('where no limit alone would do, says so', () => {
    const none = { ...found, noSafeSpace: { ...found.noSafeSpace!, mildestLimit: { 'limit-1': null } } };
    expect(text(none)).toContain('Relax several limits at once');
    expect(text(none)).not.toContain('to the figure above');
  });
});

describe('no safe space so far', () => {
  const found = documentOf('p04-no-safe-space', {
    error: 0.15,
    head: { trials: 5000, worlds: 20, trialsPerWorld: 250 },
  });

  test('is not said to be none where noise may hide it', () => {
    expect(text(found)).toContain('No safe space found: none of the 4 portfolios keeps');
    expect(text(found)).toContain('that may be chance; give more --trials and --worlds');
    expect(text(found)).not.toContain('no amount is enough');
    expect(text(found)).toMatch(/70% ± 15 90%/);
  });

  test('nor where not every portfolio was tried', () => {
    const cut = { ...found, partial: true, tried: { portfolios: 3, isEvery: false } };
    expect(text(cut)).toContain('No safe space found yet: none of the 3 portfolios tried keeps');
    expect(text(cut)).not.toContain('no amount is enough');
    expect(text(cut)).toContain('PARTIAL: it was cut short.');
  });

  test('what was not tried is not said to be no use', () => {
    const none = { ...found.noSafeSpace!, mildestLimit: { 'limit-1': null }, confidenceWithRing: 0.2 };
    const cut = text({ ...found, noSafeSpace: none, partial: true, tried: { portfolios: 3, isEvery: false } });
    expect(cut).toContain('The surest of the portfolios that were tried');
    expect(cut).toContain('Search on, with more time: what was not tried may keep every limit.');
    expect(cut).not.toContain('does not help');
    expect(cut).not.toContain('to relax one alone makes no safe space');
    expect(cut).toMatch(/90% none tried/);
    expect(text({ ...found, noSafeSpace: none })).toContain('To ask less surely does not help');
  });
});

describe('in the terminal', () => {
  test('no ring is said to be none on offer only where all were tried', () => {
    const found = documentOf('p04-no-safe-space');
    expect(noRingsOf(found).said).toBe('Nothing on offer holds all limits');
    const cut = noRingsOf({ ...found, tried: { portfolios: 3, isEvery: false } });
    expect(cut.said).toBe('None of the 3 portfolios tried holds all limits');
    expect(cut.ways).not.toContain('relax');
  });
});

describe('what is simulated', () => {
  const size = { trials: 20_000, worlds: 100, trialsPerWorld: 200 };
  const rough = documentOf('p02-many-levels', { error: 0.05, head: size });

  test('has ends beside every ring', () => {
    expect(text(rough)).toContain('at least £480k (£300k to £650k) necessary');
    expect(text(rough)).toContain('two standard errors either way');
    expect(text(rough)).toContain('was not judged again on fresh worlds');
  });

  test('at most is never written as less than the best, however rough it is', () => {
    const rings = rough.rings!;
    const document = {
      ...rough,
      rings: {
        ...rings,
        optimum: { ...rings.optimum, value: 484_000, standardError: 100 },
        sufficient: { ...rings.sufficient, value: 484_000, standardError: 90_000 },
      },
    };
    expect(text(document)).toMatch(/best £484k .* at most £484k /);
  });

  test('an end that nothing bounds is said so', () => {
    const open = documentOf('p02-many-levels', { confidence: 0.95, error: 0.05, head: size });
    expect(text(open)).toContain('at least £650k (£300k or more)');
    expect(text(open)).not.toContain('unbounded');
  });

  test('fresh worlds that are less sure than asked, within their noise, confirm nothing', () => {
    const judgedAt = (value: number) => ({
      judgements: [{ portfolio: {}, confidences: { 'limit-1': { value, standardError: 0.1 } }, fails: false }],
      optimism: 0,
    });
    const page = (value: number): string => text({ ...rough, freshWorlds: judgedAt(value) });
    expect(page(0.8)).toContain('is neither confirmed nor refuted: 80% sure of the limit, 90% asked.');
    expect(page(0.93)).toContain('the least that is necessary holds: 93% sure of the limit, 90% asked.');
  });

  test('a limit of which too little happens on fresh worlds is not said to be 2% sure', () => {
    const untold = { value: 0.024, standardError: 0.5 };
    const asked = { confidence: 0.9, limits: { 'limit-1': 0.9, 'one-point': 0.9 } };
    const judged = (confidences: Record<string, { value: number; standardError: number }>) => ({
      judgements: [{ portfolio: {}, confidences, fails: false }],
      optimism: 0,
    });
    const both = { 'limit-1': { value: 0.98, standardError: 0.02 }, 'one-point': untold };
    expect(text({ ...rough, asked, freshWorlds: judged(both) })).toContain(
      'the least that is necessary holds: 98% sure of the limit `limit-1`, 90% asked; too little happens there to judge the limit `one-point`.',
    );
    expect(text({ ...rough, freshWorlds: judged({ 'limit-1': untold }) })).toContain(
      'On fresh worlds too little happens to judge the limit.',
    );
  });

  test('nor is the plan below the least called ? sure', () => {
    const untold = { 'limit-1': { value: 0.024, standardError: 0.5 } };
    expect(text({ ...rough, surestBelow: { ...rough.surestBelow!, confidences: untold } })).toContain(
      'necessary: with less, too little happens to judge the limit',
    );
  });

  test('at most that may be lower than at least is explained', () => {
    const rings = rough.rings!;
    const low = { ...rough, rings: { ...rings, sufficient: { ...rings.sufficient, low: 300e3 } } };
    expect(text(low)).toContain(
      'At most may be as low as £300k only if at least is as low: whatever is right, the one never lies below the other.',
    );
  });

  test('fresh worlds that raise the least', () => {
    const confidence = { value: 0.93, standardError: 0.01 };
    const judged = {
      judgements: [
        { portfolio: {}, confidences: { 'limit-1': { value: 0.8, standardError: 0.01 } }, fails: true },
        { portfolio: {}, confidences: { 'limit-1': confidence }, fails: false },
      ],
      optimism: 180e3,
    };
    expect(text({ ...rough, freshWorlds: judged })).toContain(
      'fresh worlds 1 cheaper plan failed, and the least rose by £180k: 93% sure of the limit, 90% asked.',
    );
  });
});

describe('models that have less', () => {
  const noLimits: DoughnutDocument = {
    ...p05,
    asked: { confidence: 0.9, limits: {} },
    limits: {},
    today: { ...p05.today, inside: true, confidences: {} },
  };

  test('no limits: what is least is the cheapest that is allowed, and nothing is said to keep a limit', () => {
    const page = text(noLimits);
    expect(page).toContain('no limit asked');
    expect(page).toContain('there is no limit to keep');
    expect(page).toContain('necessary: no limit is stated, this is the cheapest that is allowed');
    expect(page).toContain('INSIDE: no limit is stated');
    expect(page).not.toContain('of the limit,');
    expect(page).not.toContain('--without');
  });

  test('nothing is spent anywhere: no drawing', () => {
    const { necessary } = p05.rings!;
    const nought = { ...necessary, ...exact(0), budget: 0 };
    const none = {
      ...p05,
      rings: {
        ...p05.rings!,
        necessary: nought,
        optimum: nought,
        sufficient: nought,
        effective: nought,
        actual: exact(0),
        overshoot: exact(0),
      },
    };
    expect(lines(none).filter((line) => line.includes('├'))).toEqual([]);
  });
});

describe('money on the page', () => {
  const estimate = (value: number, standardError = 0) => ({ value, standardError });
  const outcome = (value: number, standardError = 0) => ({
    ...estimate(value, standardError),
    between: { low: value, high: value },
  });
  const year = (at: number, capex: number) => ({ year: at, capex, opex: 1000, business: 0, saved: 900 });
  const whole = {
    years: [year(2027, 50_000), year(2028, 0)],
    residual: 0,
    npv: outcome(-11_000, 5000),
    pays: estimate(0.14, 0.05),
    cost: outcome(22_000),
    saved: outcome(11_000, 4000),
    returned: outcome(-0.5091, 0.2),
    payback: { value: Infinity, low: 0, high: Infinity },
    breakEven: { savedPerYear: 4850, share: estimate(2.0412, 0.3) },
  };
  const money = {
    years: 2,
    discount: 0.035,
    plan: 'best',
    controls: {},
    today: [],
    proposed: [],
    roadmap: null,
  } as const;

  test('is no more finely written than it is known, and says what pays when', () => {
    const page = text({ ...p05, finance: { ...money, whole } });
    expect(page).toContain('The chance that it pays is 14 in 100. The return on what it costs is -50%.');
    expect(page).toContain('Most of it is paid at once: £50k of capex in 2027.');
    expect(page).toContain('It pays if it saves at least £4.9k of losses a year, 200% of what is expected.');
    const cheaper = { ...whole, breakEven: { savedPerYear: -4850, share: null } };
    expect(text({ ...p05, finance: { ...money, whole: cheaper } })).toContain(
      'As it costs less than today, it pays unless losses grow by more than £4.9k a year.',
    );
  });

  test('a roadmap names what no year’s budget can pay', () => {
    const planned = (at: number) => ({
      year: at,
      budget: 5000,
      paid: 0,
      changes: [],
      riskCost: estimate(0),
      confidences: {},
      isAdequate: false,
    });
    const roadmap = {
      method: 'every',
      tried: 2,
      total: 0,
      bound: 0,
      beyond: 0,
      never: ['locks'],
      years: [planned(2027), planned(2028)],
    } as const;
    const page = text({ ...p05, finance: { ...money, whole, controls: { locks: whole }, roadmap } });
    expect(page).toContain('Never within these years: locks. More at once than any year’s budget: locks takes £51k.');
  });

  test('benefits are told in plain words, and lines that miss their sum are said to be rounded', () => {
    const none = estimate(0);
    const benefits = {
      surpriseOver: 0,
      chanceOfSurprise: { today: 0.02612, after: 0.00512, todayError: 0.002, afterError: 0.001 },
      surprise: estimate(21_400, 6000),
      costOfRisk: { frequency: estimate(76_000, 3000), duration: estimate(290_000, 20_000), impact: none, harm: none },
      flexibility: estimate(1_350_000),
      certainty: { ...none, accepted: ['route'], refused: [] },
      price: estimate(180_000),
      total: estimate(1_566_000, 40_000),
    };
    const page = part({ ...p05, benefits }, 'What the best is good for');
    expect(page).toContain(
      'surprise avoided £21k all losses: fewer than one year in 20 has any (in 0.51% of years then, 2.6% today)',
    );
    expect(page).toContain('all other losses: less often £76k, shorter £290k');
    expect(page).toContain('business that is accepted: route');
    expect(page).toContain('Each line is rounded as finely as it is known');
    const seen = { ...benefits, chanceOfSurprise: { today: 0.05, after: 0 } };
    expect(part({ ...p05, trials: 1000, benefits: seen }, 'What the best')).toContain(
      'in no year that was simulated then, 5% today',
    );
  });

  test('a budget that is too small names what must stay, and those of the rings are marked', () => {
    const { optimum } = p05.plans;
    const small = { budget: 100e3, plan: null, leastAdequate: 420e3 };
    const ofBest = { budget: 540e3, plan: optimum!, leastAdequate: 420e3 };
    const page = part(
      {
        ...p05,
        leastBudget: { budget: 110e3, portfolio: { ...optimum!.portfolio, locks: 'none' } },
        sweep: [small, ofBest],
      },
      'If the budget were another',
    );
    expect(page.replace(/\s+/g, ' ')).toMatch(/£100k not enough for what .*mail-filter/);
    expect(page).toContain('(£110k)');
    expect(page).toMatch(/best £540k with/);
  });
});

describe('what to do', () => {
  const [first] = p05.changes;
  const needed = (control: string) => ({ ...first!, control, limitsNeedIt: true, aloneWouldDo: true });

  test('changes of which each would do alone are alternatives, and are not each said to be needed alone', () => {
    const three = {
      ...p05,
      changes: ['locks', 'mail-filter', 'sprinkler'].map((id) => ({ ...needed(id), from: 'none' })),
    };
    const page = part(three, 'Do');
    expect(page).toContain('the limit needs it, the rest of the plan as it is');
    expect(page).not.toContain('adding this alone would do');
    expect(page).toContain(
      'To be inside, what stands today needs only one of these: locks, mail-filter or sprinkler. They are alternatives; with the rest of this plan locks, mail-filter and sprinkler are needed together.',
    );
  });

  test('lines that do not add up to the plan say what they share', () => {
    const [change, ...others] = p05.changes;
    const step = change!.step!;
    const both = {
      ...p05,
      changes: [
        {
          ...change!,
          step: { ...step, spend: step.spend - 30e3, saves: { value: step.saves.value + 50e3, standardError: 0 } },
        },
        ...others,
      ],
    };
    expect(part(both, 'Do')).toContain('together +£30k costs that several of these share');
    expect(part(both, 'Do')).toContain('together they save £137k');
    expect(part(p05, 'Do')).not.toContain('together +');
  });
});

/** Sixty controls with long names, every one to be changed. */
function large(): DoughnutDocument {
  const id = (at: number): string => `a-control-with-a-very-long-name-that-goes-on-and-on-${at}`;
  const [change] = p05.changes;
  const control = p05.controls['sprinkler']!;
  const each = Array.from({ length: 60 }, (_, at) => id(at));
  return {
    ...p05,
    title: 'An organisation with a name that is longer than a line of a page has columns for, and goes on after that',
    controls: Object.fromEntries(each.map((name) => [name, control])),
    changes: each.map((name) => ({ ...change!, control: name, from: 'none', to: 'zoned' })),
    buyNext: each.map((name) => ({ ...p05.buyNext[0]!, control: name })),
    segments: Object.fromEntries(each.map((name) => [name, p05.segments['cyber']!])),
    dominated: each.map((name) => ({ control: name, level: 'fitted', by: { control: id(0), level: 'zoned' } })),
  };
}

describe('every page', () => {
  const pages: readonly (readonly [string, DoughnutDocument])[] = [
    ['published', p05],
    ['without a safe space', documentOf('p04-no-safe-space')],
    [
      'simulated',
      documentOf('p02-many-levels', { error: 0.05, head: { trials: 20_000, worlds: 100, trialsPerWorld: 200 } }),
    ],
    ['insured', documentOf('p08-insurance')],
    ['of sixty controls', large()],
  ];

  test.each(pages)('%s: no line is wider than the page', (_, document) => {
    for (const width of [20, 40, 80, 120]) {
      // A word of a command line stays whole
      const plain = doughnutReport({ document, command: [], show: MORE_PARTS }, { width, style: PLAIN });
      expect(plain.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  });

  test.each(pages)('%s: colour adds nothing to the words', (_, document) => {
    const coloured = doughnutReport({ document, command, show: MORE_PARTS }, { width: 80, style: COLOURED });
    // oxlint-disable-next-line no-control-regex -- the colours
    expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(lines(document));
    expect(coloured.join('')).toContain('\u001b[');
  });

  test('many changes are told as the dearest and a sum', () => {
    const page = text(large());
    expect(page).toContain('and 40 smaller changes (all are in --json)');
    expect(page).toContain('= £450k a year less spent');
  });
});
