import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFallback } from '../../../src/model/quantity/parse-fallback.ts';
import { parseChance, parseCurve } from '../../../src/model/quantity/parse-limits.ts';
import { parseOccurrence } from '../../../src/model/quantity/parse-occurrence.ts';
import { dimensionOf, parseConstant, parseQuantity } from '../../../src/model/quantity/parse-quantity.ts';
import { parseRecover } from '../../../src/model/quantity/parse-recover.ts';
import { parseTransfer } from '../../../src/model/quantity/parse-transfer.ts';
import type { Parsed } from '../../../src/model/quantity/parsed.ts';
import { parseCalendar } from '../../../src/model/time/calendar.ts';
import { parseDateTime } from '../../../src/model/time/date-time.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import type { Dimension } from '../../../src/model/quantity.ts';
import { context } from './context.ts';

const DIMENSIONS: readonly Dimension[] = ['money', 'hours', 'share', 'factor', 'number', 'money/hour', 'number/hour'];
/** Pieces of what people write. */
const WORDS = [
  '1|2|10|0.5|0|1e3|..|%|-|/|x|x0.5|£|EUR |k|m|bn| h| min| max | min | days| years| per year',
  '| per hour| (ops-day)|(|)|,| |uncertain |uniform |pert |lognormal |normal |gamma |beta |weibull ',
  '|exponential |triangular |discrete |60% |40% |every |within | never |on |once | in | after ',
  '| over | share | waiting | per event|=|n|*|[|]|\u2013|2027-01-02| 06:00|Jun|Mon|18 Dec|23:00',
]
  .join('')
  .split('|');
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 9 }).map((words) => words.join('')),
);
const values = fc.oneof({ weight: 9, arbitrary: texts }, { weight: 1, arbitrary: fc.anything() });

function readers(raw: unknown, dimension: Dimension): Parsed<unknown>[] {
  return [
    parseQuantity(raw, dimension, 'varies', context),
    parseConstant(raw, dimension, context),
    dimensionOf(raw, context),
    parseOccurrence(raw, false, { starts: '2027-01-01T00:00', horizonHours: 8760 }, context),
    parseTransfer(raw, context),
    parseRecover(raw, context),
    parseFallback(raw, context),
    parseChance(raw, context),
    parseCurve(raw, context),
    parseDateTime(raw),
    parseCalendar(raw, '2027-01-01T00:00', 1000, false),
  ];
}

it('gives a value or a fault that lies within the text, whatever stands there', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...DIMENSIONS), (raw, dimension) => {
      for (const parsed of readers(raw, dimension)) {
        if (parsed.ok) continue;
        const { code, message, offset, length } = parsed.fault;
        expect(code).not.toBe('');
        expect(message).not.toBe('');
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(0);
        if (typeof raw === 'string') expect(offset + length).toBeLessThanOrEqual(raw.length);
      }
    }),
    { seed: 7, numRuns: 3000 },
  );
});

/** Units of each dimension. */
const UNITS: Readonly<Record<Dimension, readonly string[]>> = {
  money: ['EUR', ''],
  hours: ['', ' days'],
  share: ['', '%'],
  factor: ['', '%'],
  number: ['', ''],
  'money/hour': ['GBP', ' per day'],
  'number/hour': ['', ' per year'],
};
const NUMBERS = ['0', '0.1', '0.5', '0.9', '1', '2', '8', '40', '95', '1e-6', '1e9', '1e-40', '1e60', '300'];
const LAWS = ['uniform', 'pert', 'triangular', 'normal', 'lognormal', 'gamma', 'weibull', 'exponential', 'beta'];

/** Texts that are mostly right in form, with their dimension. */
const stated = fc
  .record({
    name: fc.constantFrom('', '', ...LAWS),
    dimension: fc.constantFrom(...DIMENSIONS),
    numbers: fc.array(fc.constantFrom(...NUMBERS), { minLength: 1, maxLength: 3 }),
    bound: fc.constantFrom('', ' min', ' max'),
    end: fc.constantFrom(...NUMBERS),
    rising: fc.boolean(),
    timing: fc.constantFrom('', 'uncertain '),
    source: fc.constantFrom('', '', ' (ops-day)', ' (wild)'),
  })
  .map(({ name, dimension, numbers, bound, end, rising, timing, source }) => {
    const [before = '', unit = ''] = UNITS[dimension];
    const sign = before === '' ? '' : `${before} `;
    const list = (rising ? numbers.toSorted((a, b) => Number(a) - Number(b)) : numbers).join(name === '' ? '..' : ' ');
    const most = bound === '' ? '' : `${bound} ${sign}${end}${unit}`;
    const first = name.startsWith('gamma') || name.startsWith('weibull') || name === 'beta' ? '' : sign;
    return { text: `${timing}${name} ${first}${list}${unit}${most}${source}`, dimension };
  });

it('gives no law that has no distribution', () => {
  let read = 0;
  fc.assert(
    fc.property(stated, ({ text, dimension }) => {
      const parsed = parseQuantity(text, dimension, 'varies', context);
      if (!parsed.ok) return;
      read++;
      const distribution = distributionOf(parsed.value);
      const median = distribution.quantile(0.5);
      for (const p of [1e-9, 1 - 1e-9]) expect(Number.isFinite(distribution.quantile(p)), text).toBe(true);
      expect(median, text).toBeGreaterThanOrEqual(parsed.value.min ?? Number.NEGATIVE_INFINITY);
      expect(median, text).toBeLessThanOrEqual(parsed.value.max ?? Number.POSITIVE_INFINITY);
    }),
    { seed: 11, numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(500);
});
