import { describe, expect, test } from 'vitest';
import { listed, plainNumber } from '../../src/results/format/count.ts';
import { money, moneyError, shortMoney } from '../../src/results/format/money.ts';
import { digitsOf } from '../../src/results/format/rounding.ts';
import { confidenceWords, oneIn, percent, percentError } from '../../src/results/format/share.ts';
import { duration, durationAs, durationRange, inSpans, perSpan, withinSpan } from '../../src/results/format/time.ts';

describe('money', () => {
  test.each([
    [1_234_567, 0, '£1.23m'],
    [1_234_567, 40_000, '£1.23m'],
    [1_234_567, 400_000, '£1.2m'],
    [1_234_567, 4_000_000, '£1m'],
    [999_600, 0, '£1.00m'],
    [87_654, 3_000, '£88k'],
    [5.4, 0, '£5.40'],
    [432, 0, '£432'],
    [39.4, 1.6, '£39'],
    [39.4, 0.02, '£39.40'],
    [39.4, Infinity, '£40'],
    [3.99, 0.12, '£3.99'],
    [0, 5, '£0'],
    [-2_500_000, 0, '-£2.50m'],
    [3.21e9, 0, '£3.21bn'],
    [4e12, 0, '£4.00tn'],
  ])('%d, known to %d, is shown as %s', (value, standardError, shown) => {
    expect(money(value, 'GBP', standardError)).toBe(shown);
  });

  test('has the sign of its currency', () => {
    expect(money(1e6, 'EUR')).toBe('€1.00m');
    expect(money(1e6, 'USD')).toBe('US$1.00m');
    expect(money(1e6, 'CHF')).toBe('CHF\u00a01.00m');
  });

  test('is without needless digits on an axis', () => {
    expect([1e6, 2.5e6, 1e7, 100, 5e5, 1.05e6].map((value) => shortMoney(value, 'GBP'))).toEqual([
      '£1m',
      '£2.5m',
      '£10m',
      '£100',
      '£500k',
      '£1.05m',
    ]);
  });

  test('has an error of one digit, or two where the first is 1', () => {
    expect(moneyError(31_234, 'GBP')).toBe('± £30k');
    expect(moneyError(12_345, 'GBP')).toBe('± £12k');
    expect(moneyError(0, 'GBP')).toBe('');
    expect(moneyError(Infinity, 'GBP')).toBe('± ?');
  });
});

describe('thousands', () => {
  test('are set apart as the platform does it', () => {
    const values = [0, 7, 12, 999, 1000, 12_345, 999_999, 1e6, 1.5, 1234.5, 1e15, 123456789.25, 3e20];
    for (const value of values.flatMap((each) => [each, -each])) {
      for (const decimals of [0, 1, 2, 5]) {
        if (Math.abs(value * 10 ** decimals) % 1 !== 0) continue;
        const fraction = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
        // There is no nought below nought for a reader.
        const platform = (value === 0 ? 0 : value).toLocaleString('en-GB', fraction);
        expect(digitsOf(value, -decimals)).toBe(platform);
      }
    }
    expect(digitsOf(-5e300, 0)).toBe('-5e+300');
  });
});

describe('a share', () => {
  test.each([
    [0.05, 0, '5%'],
    [0.0184, 0.0004, '1.84%'],
    [0.0184, 0.002, '1.8%'],
    [0.5, 0.02, '50%'],
    [0.99996, 0, '99.996%'],
    [0.9999, 0.00001, '99.99%'],
    [0.999996, 0.000001, '99.9996%'],
    [1 - 1e-14, 0, '100%'],
    [0, 0.1, '0%'],
    [1, 0, '100%'],
    [0.000012, 0, '0.0012%'],
    [1e-22, 0, 'under 0.000000001%'],
    [0.3, Infinity, '30%'],
  ])('%d, known to %d, is shown as %s', (share, standardError, shown) => {
    expect(percent(share, standardError)).toBe(shown);
  });

  test('has its error in points', () => {
    expect(percentError(0.0012)).toBe('± 0.12');
    expect(percentError(0)).toBe('');
  });

  test('is 1 in so many where it is small', () => {
    expect([0.01, 0.0184, 0.5, 0.6, 0, 1 / 330].map((share) => oneIn(share))).toEqual([
      '1 in 100',
      '1 in 54',
      '1 in 2',
      '',
      '',
      '1 in 330',
    ]);
  });

  test('is a word of confidence, which never grows as confidence falls', () => {
    const words = Array.from({ length: 1001 }, (_, index) => confidenceWords(1 - index / 1000));
    const changes = words.filter((word, index) => index === 0 || word !== words[index - 1]);
    expect(changes).toEqual([
      'as good as certain',
      'very likely',
      'likely',
      'about as likely as not',
      'unlikely',
      'very unlikely',
      'as good as excluded',
    ]);
  });
});

describe('a length of time', () => {
  test.each([
    [1 / 3600, '1 s'],
    [0.25, '15 min'],
    [1, '60 min'],
    [18.2, '18.2 h'],
    [60, '60 h'],
    [72, '3 days'],
    [4320, '180 days'],
    [4320.5, '5.92 months'],
    [4380, '6 months'],
    [8760, '12 months'],
    [17_520, '2 years'],
    [0, '0 h'],
    [Infinity, 'for ever'],
  ])('%d h is %s', (hours, shown) => {
    expect(duration(hours)).toBe(shown);
  });

  test('is as fine as it is known', () => {
    expect(duration(18.234, 0.3)).toBe('18.2 h');
    expect(duration(18.234, 3)).toBe('18 h');
  });

  test('is in the unit that somebody stated', () => {
    expect([durationAs(216, '2..9 days'), durationAs(48, '2..9 days'), durationAs(24, '24 h')]).toEqual([
      '9 days',
      '2 days',
      '24 h',
    ]);
    expect([durationAs(336, '2..3 weeks'), durationAs(8, '20 min..8 h'), durationAs(5000, '1 h')]).toEqual([
      '2 weeks',
      '8 h',
      '6.85 months',
    ]);
  });

  test('is in one unit from end to end', () => {
    expect([durationRange(6 * 730, 24 * 730), durationRange(5 * 8760, 60 * 8760), durationRange(0.5, 40)]).toEqual([
      '6 to 24 months',
      '5 to 60 years',
      '30 min to 40 h',
    ]);
  });

  test('is named in a sentence', () => {
    expect([8760, 26_280, 730].map(perSpan)).toEqual(['a year', 'in 3 years', 'a month']);
    expect([8760, 26_280].map(withinSpan)).toEqual(['in a year', 'in 3 years']);
    expect(inSpans('1 in 54', 8760)).toBe('1 in 54 years');
    expect(inSpans('', 8760)).toBe('');
  });
});

test('numbers keep the digits that are known', () => {
  expect([plainNumber(3.2105, 0.04), plainNumber(3), plainNumber(1234.5), plainNumber(0.00412, 0.0001)]).toEqual([
    '3.21',
    '3',
    '1,235',
    '0.00412',
  ]);
});

test('lists end with and, and are cut where they are long', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd'], 2)]).toEqual([
    '',
    'a',
    'a, b and c',
    'a, b and 2 more',
  ]);
});
