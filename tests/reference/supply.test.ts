/** Settling, restarts, switchovers and stocks, DESIGN 1.2 and 5, by the reference simulator: answers that a person can work out. */
import { describe, expect, test } from 'vitest';
import { modelOfText, tell, tellText } from './told.ts';

test('the trial by hand of the design', () => {
  const { stretches, lossBy } = tellText(`
nodes:
  feed-a: { kind: infrastructure }
  feed-b: { kind: infrastructure }
  plant:
    kind: asset
    needs: { feed: { any: [feed-a, feed-b], switchover: 11 h, buffer: 1 h, fallback: 10% } }
    restart: 6 h
    loss: [ { own: £100 per hour } ]
threats:
  first: { occurs: on 2027-01-05 04:00, affects: { feed-a: { outage: 200 h } } }
  second: { occurs: on 2027-01-17 16:00, affects: { feed-b: { outage: 2 h } } }
`);
  expect(stretches('plant')).toEqual([
    [101, 117, 0.1, 'first'],
    [401, 408, 0.1, 'second'],
  ]);
  expect(lossBy['first']).toBeCloseTo(1440, 9);
  expect(lossBy['second']).toBeCloseTo(630, 9);
});

describe('clocks look only at the result of an instant', () => {
  test('nothing restarts that is back before the instant is over (1.2)', () => {
    const { stretches } = tellText(`
nodes:
  sa: { kind: asset }
  sb: { kind: asset }
  sc: { kind: asset }
  a: { kind: asset, needs: { p: { any: [sa, b] } }, restart: 2 h }
  b: { kind: asset, needs: { p: { any: [sb, c], buffer: 3 h } } }
  c: { kind: asset, needs: { p: { any: [sc, a] } } }
threats:
  e0: { occurs: on 2027-01-01 10:00, affects: { sa: { outage: 30 h } } }
  e1: { occurs: on 2027-01-01 11:00, affects: { sc: { outage: 30 h, leaves: 30% } } }
  e2: { occurs: on 2027-01-01 12:00, affects: { sb: { outage: 30 h } } }
`);
    // At 15 h the stock of b is empty, and a, b and c live on the .3 of sc. At 40 h sa is back: a restarts for 2 h, c and b follow.
    for (const node of ['b', 'c']) expect(stretches(node)[0]!.slice(0, 3)).toEqual([15, 41, 0.3]);
    expect(stretches('a').map(([from, to, capacity]) => [from, to, capacity])).toEqual([[15, 42, 0.3]]);
  });

  test('a stock that would run out in the hour of the repair does not (1.2)', () => {
    const { stretches } = tellText(`
nodes:
  feed: { kind: asset }
  plant: { kind: asset, needs: { feed: { buffer: 5 h } }, restart: 3 h }
threats:
  t: { occurs: on 2027-01-01 10:00, affects: { feed: { outage: 5 h } } }
`);
    expect(stretches('plant')).toEqual([]);
  });
});

describe('one restart a node', () => {
  const plant = (needs: string, threats: string, restart = '6 h'): ReturnType<typeof tellText> =>
    tellText(`
nodes:
  a: { kind: asset }
  b: { kind: asset }
  plant: { kind: asset, needs: ${needs}, restart: ${restart} }
threats:
${threats}
`);

  test('it begins when the last of what is missing is back (5.4)', () => {
    const { stretches } = plant(
      '[a, b]',
      `  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 10 h } } }
  t: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 18 h } } }`,
    );
    // From 20 h on a supplies again, but counts as it did until the plant has restarted: the cause stays.
    expect(stretches('plant')).toEqual([[10, 36, 0, 's']]);
  });

  test('it begins anew where what the needs would give changes (5.4)', () => {
    const { stretches } = plant(
      '[a, b]',
      `  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 10 h } } }
  t: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 12 h, leaves: 50% } } }`,
    );
    // At 20 h the needs would give .5, at 24 h 1.
    expect(stretches('plant')).toEqual([[10, 30, 0, 's']]);
  });

  test('it does not where a need changes that is not the lowest', () => {
    const { stretches } = plant(
      '{ a: {}, b: { fallback: 70% } }',
      `  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 10 h, leaves: 20% } } }
  t: { occurs: on 2027-01-01 10:30, affects: { a: { outage: 40 h, leaves: 60% } } }
  u: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 10 h } } }`,
    );
    // At 20 h a would give .6; that b would give 1 instead of its fallback from 22 h on changes nothing. At 50.5 h a gives 1.
    expect(stretches('plant')).toEqual([
      [10, 26, 0.2, 's'],
      [26, 56.5, 0.6, 't'],
    ]);
  });

  test('it runs during effects of the node, whose end needs none', () => {
    const { stretches } = plant(
      '[a]',
      `  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 2 h } } }
  t: { occurs: on 2027-01-01 11:00, affects: { plant: { outage: 14 h } } }`,
    );
    expect(stretches('plant')).toEqual([
      [10, 18, 0, 's'],
      [18, 25, 0, 't'],
    ]);
  });

  test('when it ends every need counts as it supplied up to that hour, as if the rest came a moment later', () => {
    const { stretches } = plant(
      '[a]',
      `  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 2 h } } }
  t: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 8 h, leaves: 50% } } }`,
    );
    // From 12 h on a would give .5; at 18 h the restart ends, and so does the effect on a, for which the plant restarts again: by then
    // nothing else holds it down, and the cause stays.
    expect(stretches('plant')).toEqual([
      [10, 18, 0, 's'],
      [18, 24, 0.5, 's'],
    ]);
  });

  test('what its own return lifts in a loop waits for another restart', () => {
    const { stretches } = tellText(`
nodes:
  x: { kind: asset }
  a: { kind: asset, needs: [b], restart: 4 h }
  b: { kind: asset, needs: { s: { share: { x: 50%, a: 50% } } } }
threats:
  t: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 10 h } } }
`);
    // b has .5 without a, .75 with a at .5, and so on: each step takes a restart.
    expect(stretches('a').slice(0, 3)).toEqual([
      [10, 20, 0, 't'],
      [20, 24, 0.5, 't'],
      [24, 28, 0.75, 't'],
    ]);
  });

  test('one draw, however many needs come back', () => {
    const model = modelOfText(`
nodes:
  x: { kind: infrastructure }
  a: { kind: asset, needs: [x] }
  b: { like: a }
  c: { like: a }
  d: { like: a }
  e: { like: a }
  one:  { kind: service, needs: [a], restart: 2..8 h }
  five: { kind: service, needs: [a, b, c, d, e], restart: 2..8 h }
  all:  { kind: service, needs: { n: { all: [a, b, c, d, e] } }, restart: 2..8 h }
threats:
  t: { occurs: on 2027-01-02, affects: { x: { outage: 1 h } } }
`);
    // Mean of the lognormal law through 2 and 8 h: 4 exp(sigma^2 / 2), its deviation from the same sigma.
    const sigma = Math.log(4) / (2 * 1.6448536269514722);
    const mean = 4 * Math.exp(sigma ** 2 / 2);
    const TRIALS = 1000;
    const error = (mean * Math.sqrt(Math.exp(sigma ** 2) - 1)) / Math.sqrt(TRIALS);
    const trials = tell(model, TRIALS);
    for (const node of ['one', 'five', 'all']) {
      const hours = trials.map(({ stretches }) => stretches(node)[0]!).map(([from, to]) => to - from - 1);
      const average = hours.reduce((sum, value) => sum + value, 0) / TRIALS;
      expect(Math.abs(average - mean), node).toBeLessThan(4 * error);
    }
  });
});
