/** What is left of a spell met at random, beside laws of which it has a closed form. */
import { expect, test } from 'vitest';
import type { Law } from '../../../src/model/quantity.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import { leftOf, leftTable } from '../../../src/sim/drivers/path/left.ts';
import { LEFT_POINT } from '../../../src/sim/drivers/tables.ts';
import { normalCdf } from '../../../src/sim/random/normal.ts';
import { quantity } from '../../fixtures/model-builder.ts';

/** Distribution function of what is left of a lognormal length, its integral by parts. */
function lognormal(low: number, high: number): (x: number) => number {
  const mu = Math.log(low * high) / 2;
  const sigma = Math.log(high / low) / (2 * 1.6448536269514722);
  const mean = Math.exp(mu + sigma ** 2 / 2);
  return (x) => {
    const z = (Math.log(x) - mu) / sigma;
    return (x * normalCdf(-z)) / mean + normalCdf(z - sigma);
  };
}

const CASES: readonly (readonly [name: string, law: Law, left: (x: number) => number])[] = [
  ['exponential', { kind: 'exponential', mean: 1000 }, (x) => 1 - Math.exp(-x / 1000)],
  ['uniform', { kind: 'uniform', low: 0, high: 3000 }, (x) => 1 - (1 - x / 3000) ** 2],
  // The mean of two lengths of an exponential each, met in the first or the second of them.
  ['gamma', { kind: 'gamma', shape: 2, scale: 700 }, (x) => 1 - Math.exp(-x / 700) * (1 + x / 1400)],
  ['narrow', { kind: 'interval', low: 900, high: 2900 }, lognormal(900, 2900)],
  ['heavy', { kind: 'interval', low: 10, high: 3000 }, lognormal(10, 3000)],
];

test.each(CASES)('of a length that is %s: in the middle, and far into the tail', (_, law, left) => {
  const length = distributionOf(quantity(law, 'hours', 'varies'));
  const table = leftTable(length);
  for (const u of [1e-6, 0.01, 0.3, 0.5, 0.77, 0.95, 0.999, 0.999999]) {
    const hours = length.mean * leftOf(table, 0, table.length / LEFT_POINT, u);
    expect(Math.abs(left(hours) - u), String(u)).toBeLessThan(2e-9);
    // Of what is left longer, a share.
    expect(Math.abs(left(hours) - u) / (1 - u), String(u)).toBeLessThan(1e-4);
  }
});
