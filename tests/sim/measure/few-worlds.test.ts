/** Nobody is surer of a limit than so many worlds can make them. */
import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/results/estimate.ts';
import { withFewWorlds } from '../../../src/sim/measure/appetite/few-worlds.ts';
import { makeRandom } from '../../fixtures/random.ts';
import { reportOf, resultOf, HEAD } from '../../found/run-text.ts';

describe('a confidence in few worlds', () => {
  test.each([
    [4, 1, 5 / 6],
    [20, 1, 21 / 22],
    [20, 0, 1 / 22],
    [20, 0.7, 0.7],
    [1000, 1, 1001 / 1002],
  ])('of %i worlds, %f of which keep the limit, is %f', (worlds, share, sure) => {
    expect(withFewWorlds(estimate(share, 0.01), worlds).value).toBeCloseTo(sure, 12);
  });

  test.each([4, 20])('is right of the next world after %i that all held', (worlds) => {
    const random = makeRandom(worlds);
    const trials = 200_000;
    let [held, next] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const share = random.unit();
      let isHeld = true;
      for (let world = 0; world < worlds && isHeld; world++) isHeld = random.chance(share);
      if (!isHeld) continue;
      held++;
      if (random.chance(share)) next++;
    }
    const sure = withFewWorlds(estimate(1, 0), worlds).value;
    expect(Math.abs(next / held - sure)).toBeLessThan(4 * Math.sqrt((sure * (1 - sure)) / held));
  });

  test('keeps what an interval says by other means', () => {
    const interval = { low: 0.97, high: 1 };
    expect(withFewWorlds(estimate(1, 0, false, interval), 4)).toEqual(estimate(0.97, 0, false, interval));
  });
});

test('four or twenty worlds that all keep a limit are on no page over 99.9% sure', async () => {
  const text = `${HEAD}
nodes: { a: { kind: service, loss: [{ own: £1k per hour }] } }
threats: { t: { occurs: 1..3 per year, affects: { a: { outage: 4..6 h } } } }
appetite: { confidence: 80%, limits: { l: { loss over: £11k, chance: 60% per year } } }
`;
  const [limit] = (await resultOf(text, { trials: 4000, worlds: 20 })).appetite;
  expect(limit?.confidence.value).toBeLessThanOrEqual(21 / 22);
  expect(await reportOf(text, { trials: 4000, worlds: 20 })).not.toContain('over 99.9%');
  expect(await reportOf(text, { trials: 800, worlds: 4 })).not.toContain('over 99.9%');
});
