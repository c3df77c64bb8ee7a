import { describe, expect, test } from 'vitest';
import { changed, faultsOf, modelFrom } from '../model/parse/small-model.ts';

const cost = (amount: string): string => changed(['£1k..£25k', amount]);

describe('a dot before three digits of money', () => {
  test.each([
    [
      '£1.000..£5.000',
      '`£1.000` could be 1 or 1000: a dot before three digits may part thousands; write `£1000` or `£1.00`',
    ],
    ['£500..£5.250', '`£5.250` could be 5.25 or 5250'],
    ['GBP 12.125', '`£12.125` could be 12.125 or 12125.*write `£12125` or `£12.1250`'],
    ['uniform £1.000 £5.000', '`£1.000`'],
    ['£1k..£25k max £999.999', '`£999.999`'],
    ['"= 3 * £1.000"', '`£1.000` could be 1 or 1000'],
  ])('%s is a fault', (amount, fault) => {
    expect(faultsOf(cost(amount))).toEqual([expect.stringMatching(new RegExp(`^35: ${fault}`))]);
  });

  test('is one of what an hour costs, of a layer of insurance and of a limit', () => {
    expect(faultsOf(changed(['£1k per hour', '£1.000 per hour']))).toHaveLength(1);
    expect(
      faultsOf(changed(['prevent: 40..70%', 'prevent: 40..70%, transfer: £5.000 over £1.000 per year'])),
    ).toHaveLength(1);
    expect(faultsOf(changed(['loss over: £10m', 'loss over: £10.000']))).toHaveLength(1);
  });

  test.each(['£1.25', '£1.2500', '£0.125', '£1.250m', '£1250', '£1.5k'])('%s can be read in one way', (amount) => {
    expect(faultsOf(cost(amount))).toEqual([]);
    expect(modelFrom(cost(amount)).threats[1]?.cost[0]?.amount.law).toEqual({
      kind: 'constant',
      value: { '£1.25': 1.25, '£1.2500': 1.25, '£0.125': 0.125, '£1.250m': 1.25e6, '£1250': 1250, '£1.5k': 1500 }[
        amount
      ],
    });
  });

  test('three decimals of a share, a time or a factor are what they are', () => {
    expect(
      faultsOf(changed(['prevent: 40..70%', 'prevent: 99.125%'], ['restart: 4..9 h (survey)', 'restart: 1.125 h'])),
    ).toEqual([]);
  });
});
