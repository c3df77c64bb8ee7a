import { describe, expect, it, test } from 'vitest';
import { dimensionOf, parseConstant, parseQuantity } from '../../../src/model/quantity/parse-quantity.ts';
import type { Dimension, Law } from '../../../src/model/quantity.ts';
import { bad, context, fault, good, law, quantity } from './context.ts';

const interval = (low: number, high: number): Law => ({ kind: 'interval', low, high });

describe('numbers and intervals come in base units', () => {
  test.each<[string, Dimension, Law]>([
    ['15 min', 'hours', { kind: 'constant', value: 0.25 }],
    ['24h', 'hours', { kind: 'constant', value: 24 }],
    ['2 days', 'hours', { kind: 'constant', value: 48 }],
    ['6 months', 'hours', { kind: 'constant', value: 4380 }],
    ['1 year', 'hours', { kind: 'constant', value: 8760 }],
    ['36 s', 'hours', { kind: 'constant', value: 0.01 }],
    ['4..9 h', 'hours', interval(4, 9)],
    ['20 min..8 h', 'hours', interval(1 / 3, 8)],
    ['2..5..30 h', 'hours', { kind: 'threePoint', low: 2, mid: 5, high: 30 }],
    ['£2.5m', 'money', { kind: 'constant', value: 2.5e6 }],
    ['£4.35m', 'money', { kind: 'constant', value: 4350000 }],
    ['EUR 40k', 'money', { kind: 'constant', value: 34400 }],
    ['€40k', 'money', { kind: 'constant', value: 34400 }],
    ['GBP 1.5bn', 'money', { kind: 'constant', value: 1.5e9 }],
    ['£300..£1500', 'money', interval(300, 1500)],
    ['£20..40', 'money', interval(20, 40)],
    ['£500..£2k', 'money', interval(500, 2000)],
    ['£0.5m..£2m per hour', 'money/hour', interval(5e5, 2e6)],
    ['£24k per day', 'money/hour', { kind: 'constant', value: 1000 }],
    ['£8760/year', 'money/hour', { kind: 'constant', value: 1 }],
    ['40..70%', 'share', interval(0.4, 0.7)],
    ['40%..70%', 'share', interval(0.4, 0.7)],
    ['0.4..0.7', 'share', interval(0.4, 0.7)],
    ['0%', 'share', { kind: 'constant', value: 0 }],
    ['x0.2..x0.5', 'factor', interval(0.2, 0.5)],
    ['x0.2..0.5', 'factor', interval(0.2, 0.5)],
    ['20..50%', 'factor', interval(0.2, 0.5)],
    ['×1.5', 'factor', { kind: 'constant', value: 1.5 }],
    ['0.01..0.1 per hour', 'number/hour', interval(0.01, 0.1)],
    ['8760 per year', 'number/hour', { kind: 'constant', value: 1 }],
    ['-3', 'number', { kind: 'constant', value: -3 }],
    ['1e3', 'number', { kind: 'constant', value: 1000 }],
    ['0e-400', 'number', { kind: 'constant', value: 0 }],
    ['£2.3 million', 'money', { kind: 'constant', value: 2.3e6 }],
    ['£1..£2 billion', 'money', interval(1, 2e9)],
    ['uniform £0 £4 per hour', 'money/hour', { kind: 'uniform', low: 0, high: 4 }],
  ])('%s is %s', (text, dimension, expected) => {
    expect(law(text, dimension)).toEqual(expected);
  });

  it('takes nought without a unit, since it is nought in any', () => {
    expect(law(0, 'hours')).toEqual({ kind: 'constant', value: 0 });
  });

  it('takes a number of the file where a plain number or a share belongs', () => {
    expect(law(40, 'number')).toEqual({ kind: 'constant', value: 40 });
    expect(law(0.5, 'share')).toEqual({ kind: 'constant', value: 0.5 });
  });

  it('reads what word processors write as what it means', () => {
    expect(law('10\u201312\u00a0h', 'hours')).toEqual(interval(10, 12));
    expect(law('10\u2009\u2014\u200912\u202fh', 'hours')).toEqual(interval(10, 12));
    expect(law('10\u201212 h', 'hours')).toEqual(interval(10, 12));
    expect(law('\u22123', 'number')).toEqual({ kind: 'constant', value: -3 });
    expect(fault('10\u201112 h', 'hours').code).toBe('hyphen');
    expect(quantity('4..9 h (ops\u2011day)', 'hours').sources).toEqual(['ops-day']);
  });
});

describe('words before and after', () => {
  it('says whether it is uncertain or varies, and otherwise what its place says', () => {
    expect(quantity('uncertain 10..72 h', 'hours').timing).toBe('uncertain');
    expect(good(parseQuantity('varies 1..2 h', 'hours', 'uncertain', context)).timing).toBe('varies');
    expect(quantity('10..72 h', 'hours').timing).toBe('varies');
  });

  it('truncates with min and max', () => {
    expect(quantity('1..5 days max 14 days min 1 h', 'hours')).toMatchObject({ min: 1, max: 336 });
    expect(quantity('5..40 min max 2 h', 'hours')).toMatchObject({ law: interval(5 / 60, 40 / 60), max: 2 });
    expect(quantity('4..9 h min 30 min', 'hours')).toMatchObject({ law: interval(4, 9), min: 0.5 });
    expect(quantity('5..10 min 1 max 20', 'number')).toMatchObject({ law: interval(5, 10), min: 1, max: 20 });
  });

  it('keeps the text as written', () => {
    expect(quantity(' 10\u201312 h (neso-2025)', 'hours').text).toBe('10\u201312 h (neso-2025)');
  });
});

describe('citations', () => {
  it('names sources between commas or blanks', () => {
    expect(quantity('4..9 h (ops-day)', 'hours').sources).toEqual(['ops-day']);
    expect(quantity('4..9 h (ops-day, neso-2025)', 'hours').sources).toEqual(['ops-day', 'neso-2025']);
    expect(quantity('4..9 h (ops-day neso-2025)', 'hours').sources).toEqual(['ops-day', 'neso-2025']);
    expect(quantity('4..9 h (plant visit)', 'hours').sources).toEqual(['plant visit']);
  });

  it('widens by what the lowest calibration says of a 90 % interval', () => {
    // Normal quantiles of .8 and .875 from tables.
    expect(quantity('4..9 h (ops-day, plant visit)', 'hours').widening).toBeCloseTo(
      1.6448536269514722 / 0.8416212335729143,
      13,
    );
    expect(quantity('4..9 h (plant visit)', 'hours').widening).toBeCloseTo(1.6448536269514722 / 1.1503493803760079, 13);
  });

  it('never narrows, and leaves constants and uncalibrated sources alone', () => {
    expect(quantity('4..9 h (sure)', 'hours').widening).toBe(1);
    expect(quantity('4..9 h (neso-2025)', 'hours').widening).toBe(1);
    expect(quantity('4 h (ops-day)', 'hours').widening).toBe(1);
  });

  it('asks about a source that does not exist', () => {
    expect(fault('4..9 h (ops-dya)', 'hours')).toMatchObject({ code: 'unknown-name', offset: 7, length: 9 });
    expect(fault('4..9 h (ops-dya)', 'hours').remedy).toContain('ops-day');
    expect(fault('4..9 h (plant-visit)', 'hours').remedy).toContain('plant visit');
    expect(fault('4..9 h (ops day)', 'hours').remedy).toContain('ops-day');
    expect(fault('4..9 h ()', 'hours').code).toBe('citation');
  });
});

describe('laws by name', () => {
  test.each<[string, Dimension, Law]>([
    ['uniform 0 4 h', 'hours', { kind: 'uniform', low: 0, high: 4 }],
    ['uniform -5 5', 'number', { kind: 'uniform', low: -5, high: 5 }],
    ['triangular 1 2 6 h', 'hours', { kind: 'triangular', low: 1, mode: 2, high: 6 }],
    ['pert 1 2 6 days', 'hours', { kind: 'pert', low: 24, mode: 48, high: 144 }],
    ['normal -1 2', 'number', { kind: 'normal', mean: -1, sd: 2 }],
    ['lognormal 4 0.6 h', 'hours', { kind: 'lognormal', median: 4, sigma: 0.6 }],
    ['lognormal 4 h 0.6', 'hours', { kind: 'lognormal', median: 4, sigma: 0.6 }],
    ['lognormal £2m 0.6 per year', 'money/hour', { kind: 'lognormal', median: 2e6 / 8760, sigma: 0.6 }],
    ['exponential 3 h', 'hours', { kind: 'exponential', mean: 3 }],
    ['gamma 2 3 h', 'hours', { kind: 'gamma', shape: 2, scale: 3 }],
    ['weibull 2 3 days', 'hours', { kind: 'weibull', shape: 2, scale: 72 }],
    ['beta 2 8', 'share', { kind: 'beta', a: 2, b: 8 }],
    ['discrete 2 h 60% 8 h 40%', 'hours', { kind: 'discrete', values: [2, 8], weights: [0.6, 0.4] }],
    ['discrete 2 60% 8 40% h', 'hours', { kind: 'discrete', values: [2, 8], weights: [0.6, 0.4] }],
    ['discrete £1m 60% £5m 40%', 'money', { kind: 'discrete', values: [1e6, 5e6], weights: [0.6, 0.4] }],
    ['discrete 10% 60% 20% 40%', 'share', { kind: 'discrete', values: [0.1, 0.2], weights: [0.6, 0.4] }],
  ])('%s', (text, dimension, expected) => {
    expect(law(text, dimension)).toEqual(expected);
  });

  const mixed = {
    kind: 'mixture',
    parts: [
      { weight: 0.7, law: { kind: 'interval', low: 2, high: 8 } },
      { weight: 0.3, law: { kind: 'interval', low: 24, high: 120 } },
    ],
  };
  test.each<[string, Dimension, unknown]>([
    ['pert-moments 1 3 20 h', 'hours', { kind: 'pertMoments', low: 1, mode: 3, high: 20 }],
    ['poisson 4 days', 'hours', { kind: 'poisson', mean: 4, unit: 24 }],
    ['poisson 2.5', 'number', { kind: 'poisson', mean: 2.5, unit: 1 }],
    ['metalog 5% 2 50% 6 95% 30 h', 'hours', { kind: 'metalog', chances: [0.05, 0.5, 0.95], values: [2, 6, 30] }],
    [
      'metalog 10% 20% 50% 50% 90% 70%',
      'share',
      { kind: 'metalog', chances: [0.1, 0.5, 0.9], values: [0.2, 0.5, 0.7] },
    ],
    ['metalog 5% £1m 95% £5m', 'money', { kind: 'metalog', chances: [0.05, 0.95], values: [1e6, 5e6] }],
    ['empirical 3 5 5 9 h', 'hours', { kind: 'discrete', values: [3, 5, 5, 9], weights: [0.25, 0.25, 0.25, 0.25] }],
    ['mixture 70% (2..8 h) 30% (1..5 days)', 'hours', mixed],
    ['varies mixture 70% (2..8 h) 30% (1..5 days) (ops-day)', 'hours', mixed],
    ['mixture 70% (2..8 h) 30% (1..5 days) max 100 h', 'hours', mixed],
    [
      'mixture 50% (uniform 1 2 h max 90 min) 50% (3 h)',
      'hours',
      {
        kind: 'mixture',
        parts: [
          { weight: 0.5, law: { kind: 'uniform', low: 1, high: 2 }, max: 1.5 },
          { weight: 0.5, law: { kind: 'constant', value: 3 } },
        ],
      },
    ],
  ])('%s as %s', (text, dimension, expected) => {
    expect(law(text, dimension)).toEqual(expected);
  });

  it('keeps what stands after the parts of a mixture: bounds, and a source', () => {
    expect(quantity('mixture 70% (2..8 h) 30% (1..5 days) max 100 h', 'hours').max).toBe(100);
    expect(quantity('mixture 70% (2..8 h) 30% (1..5 days) (ops-day)', 'hours').sources).toEqual(['ops-day']);
  });

  test.each<[string, Dimension, string, string]>([
    ['metalog 5% 2 50% 6 95% 5 h', 'hours', 'order', 'lowest to the highest'],
    ['metalog 50% 2 5% 6 h', 'hours', 'order', 'lowest to the highest'],
    ['metalog 5% 2 50% 29 95% 30 h', 'hours', 'infeasible', 'mixture'],
    ['metalog 5% 0 95% 30 h', 'hours', 'support', 'tails follow'],
    ['metalog 0% 2 95% 30 h', 'hours', 'chance', '`5%`'],
    ['metalog 5% 2 h', 'hours', 'law', 'metalog 5% 2 50% 6 95% 30 h'],
    ['metalog 5% 2 50%', 'hours', 'law', 'metalog 5% 2'],
    ['poisson h', 'hours', 'law', 'poisson mean'],
    ['poisson 20000', 'number', 'law', 'normal mean sd'],
    ['empirical 3 h', 'hours', 'law', 'empirical 3 5 5 9 h'],
    ['mixture 70% (2..8 h)', 'hours', 'mixture', 'mixture 70% (2..8 h) 30%'],
    ['mixture 70% (2..8 h) 20% (1..5 days)', 'hours', 'weight', '100 %'],
    ['mixture 70% (2..8 h) 30% (1..5 days', 'hours', 'bracket', 'mixture 70%'],
    ['mixture 70% (2..8 h) 30% (5..1 days)', 'hours', 'order', 'low..high'],
    ['mixture 70% (2..8 h) 30% (mixture 50% (1 h) 50% (2 h))', 'hours', 'mixture', 'by its name'],
    ['pert-moments 1 9 5 h', 'hours', 'order', 'pert-moments low mode high'],
  ])('refuses %s as %s: %s', (text, dimension, code, remedy) => {
    const found = fault(text, dimension);
    expect(found.code).toBe(code);
    expect(found.remedy).toContain(remedy);
  });

  it('asks about a name that is nearly one', () => {
    expect(fault('poison 3', 'number')).toMatchObject({ code: 'law', remedy: 'did you mean `poisson`?' });
    expect(fault('lognormall 4 0.6 h', 'hours').remedy).toContain('`lognormal`');
  });

  it('truncates a normal law of a time at 0 only when told', () => {
    expect(fault('normal 5 1 h', 'hours').remedy).toContain('min 0 h');
    expect(quantity('normal 5 1 h min 0 h', 'hours').min).toBe(0);
  });
});

describe('formulas', () => {
  it('gives a tape, and no widening', () => {
    const read = quantity('= n * 2 h (ops-day)', 'hours');
    expect(read.law.kind).toBe('formula');
    expect(read).toMatchObject({ sources: ['ops-day'], widening: 1 });
  });

  it('points into the text where the formula is wrong', () => {
    expect(fault('uncertain = n', 'hours').offset).toBeGreaterThanOrEqual(10);
  });
});

describe('what is refused, where, and what would be right', () => {
  test.each<[unknown, Dimension, string, string]>([
    ['4 h', 'money', 'unit', '£'],
    ['£4', 'hours', 'unit', ' h'],
    ['4', 'hours', 'unit', ' h'],
    ['4..9', 'hours', 'unit', ' h'],
    ['4 h..9', 'hours', 'unit', ' h'],
    ['15 m', 'hours', 'unit', 'months'],
    ['15m', 'hours', 'unit', 'min'],
    ['5k', 'number', 'unit', 'full'],
    ['£1,100k', 'money', 'comma', 'without commas'],
    ['1,5 h', 'hours', 'comma', 'without commas'],
    ['£20..40k', 'money', 'suffix', 'each'],
    ['£20k..40', 'money', 'suffix', 'each'],
    ['9..4 h', 'hours', 'order', 'lower'],
    ['4..4 h', 'hours', 'order', 'lower'],
    ['0..4 h', 'hours', 'interval', 'uniform 0 4 h'],
    ['0..40%', 'share', 'interval', 'uniform'],
    ['40..100%', 'share', 'interval', 'uniform'],
    ['-5..5', 'number', 'interval', 'normal'],
    ['140%', 'share', 'share', '%'],
    ['5', 'share', 'share', '5%'],
    ['-4 h', 'hours', 'negative', 'minus'],
    ['NaN h', 'hours', 'size', 'finite'],
    [Number.POSITIVE_INFINITY, 'number', 'size', 'finite'],
    ['Infinity h', 'hours', 'size', 'finite'],
    ['1e400 h', 'hours', 'size', 'finite'],
    ['1e-101 h', 'hours', 'size', 'finite'],
    ['1e-400', 'number', 'size', 'finite'],
    ['1e-99..1e99 h', 'hours', 'size', 'nearer'],
    ['lognormal 4 400 h', 'hours', 'size', 'nearer'],
    ['weibull 0.001 3 h', 'hours', 'size', 'nearer'],
    ['1e-50..1%', 'share', 'size', '0.000001%'],
    ['1..100 h (wild)', 'hours', 'size', 'right more often'],
    ['40..70% (wild)', 'share', 'size', 'right more often'],
    ['40..50..70% (wild)', 'share', 'size', 'right more often'],
    ['normal 5 1 h min 0 h max 1e-90 h', 'hours', 'bounds', 'enclose'],
    ['£0..£4', 'money', 'interval', 'uniform £0 £4'],
    ['0..4 per year', 'number/hour', 'interval', 'uniform 0 4 per year'],
    ['= -4 h', 'hours', 'negative', 'sign'],
    ['= £1 - £5', 'money', 'negative', 'sign'],
    ['= 150%', 'share', 'share', '100%'],
    ['= 1e300', 'number', 'size', '1e100'],
    ['3 d', 'hours', 'word', '`days`'],
    ['3 dyas', 'hours', 'word', '`days`'],
    ['2 fortnights', 'hours', 'word', 'weeks'],
    ['10 to 12 h', 'hours', 'word', '10..12 h'],
    ['£5B', 'money', 'word', '`bn`'],
    ['£5m pa', 'money/hour', 'word', 'per year'],
    ['4..9 h max', 'hours', 'word', 'after `max`'],
    ['2..29..30 h', 'hours', 'infeasible', 'pert'],
    ['10-12 h', 'hours', 'hyphen', '10..12 h'],
    ['10 h - 12 h', 'hours', 'hyphen', '10..12 h'],
    ['4...9 h', 'hours', 'dots', 'low..high'],
    ['4\u20269 h', 'hours', 'dots', 'low..high'],
    ['1 100 h', 'hours', 'number', 'blanks'],
    ['1..2..3..4 h', 'hours', 'interval', 'low..mid..high'],
    ['USD 5', 'money', 'currency', 'rates'],
    ['5 EUR', 'money', 'currency', 'EUR 5'],
    ['£5', 'money/hour', 'unit', 'per hour'],
    ['£5 per hour', 'money', 'unit', '£'],
    ['£5 per mile', 'money/hour', 'unit', 'per day'],
    ['5 h', 'number', 'unit', '12'],
    ['4..9 h max 2 h min 3 h', 'hours', 'bounds', 'min'],
    ['uniform 1 2 h min 5 h', 'hours', 'bounds', 'enclose'],
    ['4..9 h min 1000 h', 'hours', 'bounds', 'enclose'],
    ['4 h max 5 h', 'hours', 'bounds', 'interval'],
    ['4..9 h max 5 h max 6 h', 'hours', 'bounds', 'leave'],
    ['uniform 4 h', 'hours', 'law', 'uniform low high'],
    ['uniform 4 2 h', 'hours', 'order', 'lower'],
    ['pert 1 7 6 h', 'hours', 'order', 'pert low mode high'],
    ['gamma 0 3 h', 'hours', 'law', 'positive'],
    ['gamma 1e-50 3 h', 'hours', 'law', 'of that size'],
    ['beta 2 1e10', 'share', 'law', 'of that size'],
    ['gamma 2 h 3 h', 'hours', 'unit', 'gamma shape scale'],
    ['beta 2 8', 'hours', 'unit', 'law'],
    ['exponential 20%', 'share', 'support', 'max 100%'],
    ['discrete 2 h 60% 8 h 30%', 'hours', 'weight', '100 %'],
    ['discrete 2 h 8 h', 'hours', 'weight', 'discrete'],
    ['', 'hours', 'empty', 'h'],
    ['soon', 'hours', 'number', 'h'],
    ['4 h later', 'hours', 'word', 'min'],
    [null, 'hours', 'text', 'h'],
    [['4 h'], 'hours', 'text', 'h'],
    ['4 (ops-day) h', 'hours', 'bracket', 'source'],
  ])('%s as %s: %s', (raw, dimension, code, remedy) => {
    const found = fault(raw, dimension);
    expect(found.code).toBe(code);
    expect(found.remedy).toContain(remedy);
    expect(found.message).not.toMatch(/\.$/);
  });

  it('points at the part that is wrong', () => {
    expect(fault('10-12 h', 'hours')).toMatchObject({ offset: 2, length: 1 });
    expect(fault('£1,100k', 'money')).toMatchObject({ offset: 2, length: 1 });
    expect(fault('  15 m', 'hours')).toMatchObject({ offset: 5, length: 1 });
    expect(fault('3 d', 'hours')).toMatchObject({ offset: 2, length: 1 });
    expect(fault('£ 5 k', 'hours')).toMatchObject({ offset: 0, length: 5 });
  });
});

describe('one number', () => {
  it('is given in base units', () => {
    expect(good(parseConstant('2 days (ops-day)', 'hours', context))).toBe(48);
  });

  it('is no interval', () => {
    expect(bad(parseConstant('1..2 h', 'hours', context)).code).toBe('constant');
  });
});

describe('the dimension of an input', () => {
  test.each<[unknown, Dimension]>([
    [40, 'number'],
    ['40', 'number'],
    ['4..9', 'number'],
    ['£5m', 'money'],
    ['EUR 40k', 'money'],
    ['£5m..£6m per year (ops-day)', 'money/hour'],
    ['4..9 h', 'hours'],
    ['15 min', 'hours'],
    ['15 min max 2 h', 'hours'],
    ['5..10 min 2', 'number'],
    ['40..70%', 'share'],
    ['beta 2 8', 'share'],
    ['discrete 2 60% 8 40%', 'number'],
    ['discrete 2% 60% 8% 40%', 'share'],
    ['x1.5', 'factor'],
    ['5 per day', 'number/hour'],
    ['= n * 2', 'number'],
    ['= n * £5k', 'money'],
    ['= n * 4 h', 'hours'],
  ])('of %s is %s', (raw, dimension) => {
    expect(good(dimensionOf(raw, context))).toBe(dimension);
  });
});
