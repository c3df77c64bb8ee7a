import { describe, expect, test } from 'vitest';
import { tailValueAtRisk } from '../../../src/sim/measure/quantiles.ts';
import { estimateOf, shapeOf, shareOf, worthOf, type SomeLosses } from '../../../src/snowball/shares/worth.ts';
import { makeRandom } from '../../fixtures/random.ts';

const allLosses = (losses: Float64Array): SomeLosses => ({ place: losses.map((_, place) => place), loss: losses });

const run = (losses: Float64Array, worlds: number) => ({ losses, worlds, trialsPerWorld: losses.length / worlds });

describe('a tail mean', () => {
  test('is tail value at risk, whether zeros are listed or not, and its influence averages to it', () => {
    const random = makeRandom(5);
    for (const share of [0.002, 0.03, 0.2, 1]) {
      const losses = Float64Array.from({ length: 20_000 }, () =>
        random.chance(share) ? Math.ceil(random.unit() * 50) : 0,
      );
      const shape = shapeOf(run(losses, 40));
      const place = [...losses.keys()].filter((at) => losses[at]! > 0);
      for (const level of [0, 0.95, 0.99]) {
        const found = worthOf({ place, loss: place.map((at) => losses[at]!) }, shape, level);
        expect(found.value).toBeCloseTo(tailValueAtRisk(losses.toSorted(), level), 9);
        const whole = worthOf(allLosses(losses), shape, level);
        expect(whole.value).toBeCloseTo(found.value, 9);
        expect(whole.influence).toEqual(found.influence);
        const mean = found.influence.reduce((sum, each) => sum + each, 0) / 40;
        expect(mean).toBeCloseTo(found.value, 9);
      }
    }
  });

  test('of nothing is 0', () => {
    const shape = shapeOf(run(new Float64Array(100), 1));
    expect(worthOf({ place: [], loss: [] }, shape, 0.99)).toEqual({ value: 0, influence: new Float64Array(100) });
  });

  test('of a part is a share without an error where it is the same in every future', () => {
    const random = makeRandom(7);
    const losses = Float64Array.from({ length: 5000 }, () => (random.chance(0.1) ? random.unit() : 0));
    const shape = shapeOf(run(losses, 1));
    const whole = worthOf(allLosses(losses), shape, 0.99);
    const part = worthOf(allLosses(losses.map((loss) => (3 * loss) / 4)), shape, 0.99);
    const share = shareOf(part, whole, true);
    expect(share.value).toBeCloseTo(0.75, 12);
    expect(share.standardError).toBeLessThan(1e-12);
    expect(estimateOf(whole.value, whole.influence, true).standardError).toBeGreaterThan(0.001);
  });

  test('has the error that its law says: of exponential losses', () => {
    // Tail of Exp(1) beyond q: mean q + 1; variance of (L - q)+ / (1 - a) is (2 / (1 - a) - 1)
    const level = 0.95;
    const random = makeRandom(11);
    const losses = Float64Array.from({ length: 100_000 }, () => -Math.log(1 - random.unit()));
    const { value, influence } = worthOf(allLosses(losses), shapeOf(run(losses, 1)), level);
    const exact = Math.sqrt((2 / (1 - level) - 1) / losses.length);
    const { standardError } = estimateOf(value, influence, true);
    expect(Math.abs(value - (1 - Math.log(1 - level)))).toBeLessThan(3 * exact);
    // Of 1,000 batches the error is known to 1 / sqrt(2,000), the more loosely as losses are skewed
    expect(standardError / exact).toBeGreaterThan(0.85);
    expect(standardError / exact).toBeLessThan(1.15);
  });
});
