/** Levels beside their difference: what a reader gets who subtracts. */
import { describe, expect, test } from 'vitest';
import { levelsBeside } from '../../src/report/compare/levels.ts';
import { money } from '../../src/results/format/money.ts';
import { makeRandom } from '../fixtures/random.ts';
import { estimate } from './fixture.ts';

const SIZES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, '': 1 };
function sumOf(words: string): number {
  const [, sign = '', digits = '', unit = ''] = /^(-?)£([\d,.]+)(k|m|bn)?$/.exec(words) ?? [];
  return (sign === '-' ? -1 : 1) * Number(digits.replaceAll(',', '')) * (SIZES[unit] ?? NaN);
}

test('whole pounds are rounded once', () => {
  expect(money(24.495, 'GBP', 1.3)).toBe('£24');
  expect(money(930.46, 'GBP', 0.9)).toBe('£930');
});

describe('two levels', () => {
  test.each([
    // One digit of the first would say that it is the lower one
    [1211, 300, 1068, 20, 60, ['£1.21k', '£1.07k']],
    [3422, 40, 1664, 30, 100, ['£3.42k', '£1.66k']],
    [3_412_345, 1e5, 3_412_333, 1e5, 1, ['£3.41235m', '£3.41233m']],
    [0, 0, 1664, 30, 30, ['£0', '£1.66k']],
    [0, 0, 0, 0, 0, ['£0', '£0']],
  ])('of %f ± %f and %f ± %f whose difference is known to %f', (from, fromError, to, toError, error, words) => {
    expect(levelsBeside(estimate(from, fromError), estimate(to, toError), estimate(to - from, error), 'GBP')).toEqual(
      words,
    );
  });

  test('differ by the difference that is shown, to its last digit', () => {
    const random = makeRandom(4);
    for (let k = 0; k < 5000; k++) {
      const size = 10 ** random.whole(4, 8);
      const [from, to] = [size * (0.1 + random.unit()), size * (0.1 + random.unit())];
      const error = Math.abs(to - from) * (0.005 + random.unit());
      const levels = levelsBeside(
        estimate(from, from * random.unit()),
        estimate(to, to * random.unit()),
        estimate(to - from, error),
        'GBP',
      );
      const shown = sumOf(money(to - from, 'GBP', error));
      const read = sumOf(levels[1]) - sumOf(levels[0]);
      // Where six digits do not do, they differ by no more than the last of these
      const last = 10 ** (Math.floor(Math.log10(Math.max(from, to))) - 5);
      const ofShown = Math.max(10 ** Math.floor(Math.log10(error / 2)), 0.01);
      expect(Math.abs(read - shown), `${levels.join(' ')} ${shown}`).toBeLessThanOrEqual(
        ofShown * 0.5 + last + 1e-6 * size + Math.abs(shown) / 100,
      );
    }
  });
});
