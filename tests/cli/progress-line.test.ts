import { describe, expect, test } from 'vitest';
import { titleIn, wordsOfRun } from '../../src/cli/first-words.ts';
import {
  expectedTrials,
  firstLine,
  firstText,
  progressLine,
  progressText,
  type Standing,
} from '../../src/cli/progress-line.ts';
import type { Known, Progress } from '../../src/sim/session/collect.ts';

const of = (trialsDone: number, more: Partial<Progress> = {}): Progress => ({
  trialsDone,
  trials: 1_000_000,
  worldsDone: 0,
  worlds: 1000,
  ...more,
});
const gbp = (mean: number, standardError: number) => ({ mean, standardError, currency: 'GBP' });
const knows = (more: Partial<Known> = {}): Known => ({
  mean: 3100,
  standardError: 62,
  tailMean: { mean: 40_000, standardError: 800 },
  trials: 10_000,
  mostTrials: 1_000_000,
  stages: 2,
  hasLoss: false,
  openLimits: 0,
  ...more,
});
const inStages = (known: Known, trialsDone = 12_000): Standing => ({
  progress: of(trialsDone, { mayEndEarly: true, knows: known }),
  known: gbp(1, 1),
  rate: 1000,
});

describe('a run that is told its size', () => {
  test('has a bar, the mean so far and the time left', () => {
    expect(progressLine({ progress: of(250_000), known: gbp(3141, 62), rate: 5000 }, 80)).toBe(
      '▕██▌       ▏ 25%  250,000 of 1,000,000 trials  mean £3.14k ± 2%  3 min left',
    );
    expect(progressLine({ progress: of(999_000), rate: 5000 }, 80)).toContain('nearly done');
    expect(progressLine({ progress: of(0), rate: 0 }, 80)).toBe('▕          ▏  0%  0 of 1,000,000 trials');
  });

  test('in words has the same', () => {
    expect(progressText({ progress: of(250_000), known: gbp(3141, 62), rate: 5000 }, 50)).toBe(
      '50 s: 250,000 of 1,000,000 trials, mean £3.14k ± 2%, 3 min left, 5,000/s',
    );
  });

  test('says of nothing lost that nothing was lost, and of an error that nothing tells no mean', () => {
    expect(progressText({ progress: of(10), known: gbp(0, 0), rate: 0 }, 1)).toContain('nothing lost so far');
    expect(progressText({ progress: of(10), known: gbp(5, Infinity), rate: 0 }, 1)).not.toContain('mean');
    expect(progressText({ progress: of(10), known: gbp(5, 0), rate: 0 }, 1)).toContain('mean £5.00');
    expect(progressText({ progress: of(10), known: gbp(1000, 1400), rate: 0 }, 1)).toContain('± 140%');
  });
});

describe('a run that ends when it knows enough', () => {
  test('has no bar: the mean as of the last stage, where it ends, and roughly how long that takes', () => {
    // Four times 10,000 trials halve 2 %; the stage after that is at 50,625, which takes 39 s more
    expect(expectedTrials(knows())).toBeCloseTo(10_000 * 1.5 ** 4, 6);
    expect(progressLine(inStages(knows()), 80)).toBe(
      '12,000 trials  mean £3.10k ± 2%  ends at ± 1%  roughly 39 s left  1,000/s',
    );
  });

  // 5 of 3 %: 2.8 times the trials, and the stage after these is at 33,750
  test('waits for the mean of the worst 5 %, where the mean is known', () => {
    const known = knows({ standardError: 28, tailMean: { mean: 40_000, standardError: 2000 } });
    expect(progressText(inStages(known), 12)).toBe(
      '12 s: 12,000 trials, mean £3.10k ± 0.9%, worst 5% ± 5%, ends at ± 3%, roughly 22 s left, 1,000/s',
    );
  });

  test('waits for limits, where the loss is known: it can be said only how long that takes at most', () => {
    const known = knows({ hasLoss: true, standardError: 28, openLimits: 2 });
    expect(progressText(inStages(known, 500_000), 12)).toBe(
      '12 s: 500,000 trials, mean £3.10k ± 0.9%, 2 open limits, at most 8 min left, 1,000/s',
    );
    expect(progressText(inStages(knows({ openLimits: 1 })), 12)).toContain('loss known in roughly 39 s');
  });

  test('says how long it takes at most before two stages, and where a million trials will not do', () => {
    expect(progressText(inStages(knows({ stages: 1 })), 12)).toContain('at most 16 min left');
    expect(progressText(inStages(knows({ standardError: 620 })), 12)).toContain('at most 16 min left');
    expect(progressText(inStages(knows({ mostTrials: 50_000 })), 12)).toContain('at most 16 min left');
    expect(expectedTrials(knows({ mean: 0, standardError: 0 }))).toBe(null);
    expect(expectedTrials(knows({ standardError: Infinity }))).toBe(null);
  });

  test('begins with a first look, and ends with working out its figures', () => {
    const look = of(0, { mayEndEarly: true, firstLook: { trialsDone: 1200, trials: 6400 } });
    expect(progressLine({ progress: look, rate: 0 }, 80)).toBe('a first look: 1,200 of 6,400 trials');
    const measuring = of(1_000_000, { isMeasuring: true });
    expect(progressLine({ progress: measuring, rate: 9 }, 80)).toBe('figures of 1,000,000 trials are worked out');
  });
});

test('of several runs it is said which one this is', () => {
  const progress = of(250_000, { run: { name: 'resilient', number: 2, of: 5 } });
  expect(progressLine({ progress, rate: 5000 }, 80)).toMatch(/^2 of 5: resilient  ▕██▌/);
  expect(progressText({ progress, rate: 5000 }, 50)).toMatch(/^50 s: 2 of 5: resilient, 250,000 of/);
  const alone = of(250_000, { run: { name: 'base', number: 1, of: 1 } });
  expect(progressLine({ progress: alone, rate: 5000 }, 80)).not.toContain('base');
});

test('no line is wider than its terminal, nor as wide', () => {
  const runs = [undefined, { name: 'a portfolio with a name of many words', number: 12, of: 15 }];
  const known = [
    knows(),
    knows({ hasLoss: true, openLimits: 12 }),
    knows({ standardError: 28, tailMean: { mean: 1, standardError: 1 } }),
  ];
  const words = {
    subject: 'Übergänge: a title that is far too long for any terminal there may be',
    details: ['scenarios base and winter-peak', 'given threat=substation-fire', 'seed ringfence', '10,000,000 trials'],
  };
  for (let width = 40; width <= 120; width++) {
    expect(firstLine(words, width).length).toBeLessThan(width);
    for (const run of runs) {
      for (const each of known) {
        const staged = inStages(each, 999_999);
        const line = progressLine({ ...staged, progress: { ...staged.progress, run } }, width);
        expect(line.length).toBeLessThan(width);
        expect(line).toContain('trials');
      }
      const fixed = { progress: of(123_456, { run }), known: gbp(1_234_567, 12_345), rate: 1 };
      expect(progressLine(fixed, width).length).toBeLessThan(width);
    }
  }
});

describe('the first words', () => {
  test('are the title, and what was asked', () => {
    const file = 'scenarios/corner-shop/shop.yaml';
    const text = (options: Parameters<typeof wordsOfRun>[1]): string => firstText(wordsOfRun(file, options)!);
    expect(text({})).toBe(
      'Simulating A corner shop: base scenario, seed ringfence, until it knows enough, at most 1,000,000 trials',
    );
    expect(
      text({
        scenario: ['base', 'bad'],
        portfolio: ['lean'],
        given: ['threat=fire'],
        set: ['a.b=1'],
        seed: '',
        trials: 5000,
        worlds: 50,
      }),
    ).toBe(
      "Simulating A corner shop: scenarios base and bad, portfolio lean, given threat=fire, with a.b=1, seed '', 5,000 trials in at most 50 worlds",
    );
    expect(text({ until: '2% of tvar99' })).toContain('until 2% of tvar99, at most 1,000,000 trials');
    expect(text({ trial: { world: 12, trial: 340 } })).toMatch(/seed ringfence, trial 340 of world 12$/);
    expect(wordsOfRun('none.yaml', {})).toBe(null);
    expect(wordsOfRun('scenarios', {})).toBe(null);
  });

  test.each([
    ['title: A plant\n', 'A plant'],
    ['# a model\nformat: 1\ntitle: "A plant: one"  # so\nnodes:\n', 'A plant: one'],
    ["title: 'Its own'\r\nnodes:\r\n", 'Its own'],
    ['title: A plant # and more\n', 'A plant'],
    ['title: A\n  plant\n', null],
    ['title: >\n  A plant\n', null],
    [String.raw`title: "A \x41"` + '\n', null],
    ['nodes:\n  title: x\n', null],
    ['title: cut of', null],
    ['{ "nodes": { "a": { "title": "of a node" } },\n  "title": "A plant" }', 'A plant'],
    ['{ "title": "cut o', null],
    ['{ title: A plant }', null],
  ])('%j has a title that can be told at once, or none', (text, title) => {
    expect(titleIn(text)).toBe(title);
  });
});
