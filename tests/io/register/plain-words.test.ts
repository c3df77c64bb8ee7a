import { expect, test } from 'vitest';
import { decimalsOf, plainDecimals } from '../../../src/io/register/decimals.ts';
import { plainFrequency, plainMoney } from '../../../src/io/register/plain-words.ts';

test.each([
  ['twice a year', '2 per year'],
  ['Once a month', '1 per month'],
  ['2-3 times a year', '2..3 per year'],
  ['3 x per week', '3 per week'],
  ['about once every 2 years', 'every 2 years'],
  ['every 5 to 15 years', 'every 5..15 years'],
  ['1 in 10 years', 'every 10 years'],
  ['one in a year', '1 per year'],
  ['once every year', '1 per year'],
  ['Monthly', '12 per year'],
  // What a model takes already, and what nobody can read, stay as they are
  ['every 5..20 years', 'every 5..20 years'],
  ['1..5% per year', '1..5% per year'],
  ['within 6..24 months never 30%', 'within 6..24 months never 30%'],
  ['Possible', 'Possible'],
  ['when it rains', 'when it rains'],
])('how often %s is %s', (said, means) => expect(plainFrequency(said)).toBe(means));

test.each([
  ['£50-£500', '£50..£500'],
  ['50-500', '£50..£500'],
  ['£2k-5k', '£2k..£5k'],
  ['£1000 - £12000', '£1000..£12000'],
  ['£300 to £1200', '£300..£1200'],
  ['2.5 Tsd. €', '€2.5k'],
  ['USD 5-10m', { either: ['USD 5m..USD 10m', 'USD 5..USD 10m'] }],
  ['1 to 5k', { either: ['£1k..£5k', '£1..£5k'] }],
  ['£300 to £1.2k', '£300..£1.2k'],
  // Two dots are the model's own
  ['£5..£40k', '£5..£40k'],
  ['EUR 3k', 'EUR 3k'],
  // What is no sum stays as it is
  ['TBC', 'TBC'],
  ['pert £1 £2 £3', 'pert £1 £2 £3'],
  ['-500', '-500'],
  ['£5..£40', '£5..£40'],
  ['400', '£400'],
])('money written %s is %s', (said, means) => expect(plainMoney(said, '£')).toEqual(means));

test('a number without a scale has that of its column, and one with a scale its own', () => {
  expect(plainMoney('50 - 200', '£', 'k')).toBe('£50k..£200k');
  expect(plainMoney('£1m', '£', 'k')).toBe('£1m');
});

test.each([
  [['1.500,00 €', '800'], 'comma'],
  [['0,5 pro Jahr', '1.500 €'], 'comma'],
  [['12.345.678'], 'comma'],
  [['£1,500', '£12,000'], 'point'],
  [['£1,500.00', '£1.500'], 'point'],
  [['every 5..20 years', '1.5..3 per year'], 'point'],
  [['on 31.12.2026', '£5'], 'point'],
  [[], 'point'],
  // Nobody can know: 1.5 or 1,500; and both in one register
  [['€1.500', '€800'], { open: ['€1.500'] }],
  [['0,5', '1.5k'], { open: ['0,5', '1.5k'] }],
  [['0,5', '1,500'], { open: ['0,5', '1,500'] }],
])('numbers like %s have decimals with a %s', (texts, found) => expect(decimalsOf(texts)).toEqual(found));

test.each([
  ['1.500,25', 'comma', '1500.25'],
  ['0,5 bis 2', 'comma', '0.5 bis 2'],
  ["£1,500.25 to 12'000", 'point', '£1500.25 to 12000'],
  ['1 500', 'point', '1500'],
  ['€1.500', 'point', '€1.5'],
  ['1.5..3', 'point', '1.5..3'],
] as const)('%s with a decimal %s is %s', (text, decimals, means) => expect(plainDecimals(text, decimals)).toBe(means));
