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
const WORDS = [
  ...[
    '1',
    '2',
    '10',
    '0.5',
    '0',
    '1e3',
    '..',
    '%',
    '-',
    '/',
    'x',
    'x0.5',
    '£',
    'EUR ',
    'k',
    'm',
    'bn',
    ' h',
    ' min',
    ' max ',
    ' min ',
  ],
  ...[
    ' days',
    ' years',
    ' per year',
    ' per hour',
    ' (ops-day)',
    '(',
    ')',
    ',',
    ' ',
    'uncertain ',
    'uniform ',
    'pert ',
    'lognormal ',
  ],
  ...[
    'normal ',
    'gamma ',
    'beta ',
    'weibull ',
    'exponential ',
    'triangular ',
    'discrete ',
    '60% ',
    '40% ',
    'every ',
    'within ',
  ],
  ...[
    ' never ',
    'on ',
    'once ',
    ' in ',
    ' after ',
    ' over ',
    ' share ',
    ' waiting ',
    ' per event',
    '=',
    'n',
    '*',
    '[',
    ']',
    '\u2013',
  ],
  ...['2027-01-02', ' 06:00', 'Jun', 'Mon', '18 Dec', '23:00'],
];
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
    parseOccurrence(raw, false, '2027-01-01T00:00', context),
    parseTransfer(raw, context),
    parseRecover(raw, context),
    parseFallback(raw, context),
    parseChance(raw),
    parseCurve(raw, context),
    parseDateTime(raw),
    parseCalendar(raw, '2027-01-01T00:00', 1000),
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

it('gives no law that has no distribution', () => {
  const laws = fc
    .tuple(
      fc.constantFrom(
        '',
        'uniform ',
        'pert ',
        'triangular ',
        'normal ',
        'lognormal ',
        'gamma ',
        'weibull ',
        'exponential ',
        'beta ',
      ),
      fc.array(fc.constantFrom('0', '0.1', '0.5', '0.9', '1', '2', '8', '40', '95', '1e-6', '1e9'), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom('', '%', ' h', ' days', ' per year'),
      fc.constantFrom('', '', ' min 0', ' max 3 days', ' max 100%', ' min 0.5'),
    )
    .map(([name, numbers, unit, bound]) => `${name}${numbers.join(name === '' ? '..' : ' ')}${unit}${bound}`);
  let read = 0;
  fc.assert(
    fc.property(laws, fc.constantFrom(...DIMENSIONS), (text, dimension) => {
      const parsed = parseQuantity(text, dimension, 'varies', context);
      if (!parsed.ok) return;
      read++;
      const law = distributionOf(parsed.value);
      expect(law.quantile(0.5), text).toBeGreaterThanOrEqual(parsed.value.min ?? Number.NEGATIVE_INFINITY);
    }),
    { seed: 11, numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(200);
});
