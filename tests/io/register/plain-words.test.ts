import { expect, test } from 'vitest';
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
  ['£1,000 - £12,000', '£1000..£12000'],
  ['£300 to £1,200', '£300..£1200'],
  ['£5..£40', '£5..£40'],
  ['400', '£400'],
])('money written %s is %s', (said, means) => expect(plainMoney(said, '£')).toBe(means));
