/** Causes, DESIGN 7.1 and 7.2, by the reference simulator: answers that a person can work out. */
import { describe, expect, test } from 'vitest';
import { modelOfText, tell, tellText } from './told.ts';

describe('the deepest thing is the cause', () => {
  test('in a loop too: what strikes it deeper takes it over (7.2)', () => {
    const { stretches, lossBy } = tellText(`
nodes:
  a: { kind: asset, needs: [b], loss: [ { own: £1 per hour } ] }
  b: { kind: asset, needs: [a], loss: [ { own: £1 per hour } ] }
threats:
  t1: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h, leaves: 50% } } }
  t2: { occurs: on 2027-01-05 04:00, affects: { b: { outage: 5 h } } }
`);
    for (const node of ['a', 'b']) {
      expect(stretches(node)).toEqual([
        [10, 100, 0.5, 't1'],
        [100, 8760, 0, 't2'],
      ]);
    }
    expect(lossBy).toEqual({ t1: 2 * 90 * 0.5, t2: 2 * 8660 });
  });

  test('a loop that is struck no deeper stays with the cause that took it down, after its effect too (7.2)', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset, needs: [b] }
  b: { kind: asset, needs: [a] }
threats:
  t1: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h } } }
  t2: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 50 h } } }
`);
    expect(stretches('a')).toEqual([[10, 8760, 0, 't1']]);
    expect(stretches('b')).toEqual([[10, 8760, 0, 't1']]);
  });

  test('of several loops in one the one that is struck deeper passes it on to all that need it', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset, needs: [b] }
  b: { kind: asset, needs: [c] }
  c: { kind: asset, needs: [a] }
  d: { kind: asset, needs: [c] }
threats:
  t1: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h, leaves: 70% } } }
  t2: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 50 h, leaves: 20% } } }
  t3: { occurs: on 2027-01-01 13:00, affects: { d: { outage: 10 h, leaves: 10% } } }
`);
    for (const node of ['a', 'b', 'c']) {
      expect(stretches(node)).toEqual([
        [10, 12, 0.7, 't1'],
        [12, 8760, 0.2, 't2'],
      ]);
    }
    expect(stretches('d')).toEqual([
      [10, 12, 0.7, 't1'],
      [12, 13, 0.2, 't2'],
      [13, 23, 0.1, 't3'],
      [23, 8760, 0.2, 't2'],
    ]);
  });

  test('what is gone gives way to what is as deep, and what comes to what is deeper', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  n: { kind: asset, needs: [a] }
threats:
  t1: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 10 h, leaves: 50% } } }
  t2: { occurs: on 2027-01-01 12:00, affects: { n: { outage: 20 h, leaves: 50% } } }
  t3: { occurs: on 2027-01-01 14:00, affects: { n: { outage: 2 h, leaves: 20% } } }
`);
    expect(stretches('n')).toEqual([
      [10, 14, 0.5, 't1'],
      [14, 16, 0.2, 't3'],
      // Both hold it at half: the earlier effect.
      [16, 20, 0.5, 't1'],
      [20, 32, 0.5, 't2'],
    ]);
  });
});

describe('restarts and switchovers keep the cause of the fall', () => {
  test('a switchover, whatever takes down the member in use meanwhile (7.1)', () => {
    const { stretches } = tellText(`
nodes:
  f: { kind: asset }
  g: { kind: asset }
  b: { kind: asset, needs: { feed: { any: [f, g], switchover: 6 h } }, loss: [ { own: £1 per hour } ] }
threats:
  s: { occurs: on 2027-01-01 10:00, affects: { f: { outage: 2 h } } }
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h } } }
`);
    expect(stretches('b')).toEqual([[10, 16, 0, 's']]);
  });

  test('a restart that begins anew, when what comes back has changed (7.2)', () => {
    const { stretches } = tellText(`
nodes:
  grid: { kind: asset }
  feed: { kind: asset, needs: [grid] }
  plant: { kind: asset, needs: [feed], restart: 6 h }
threats:
  first: { occurs: on 2027-01-05 04:00, affects: { feed: { outage: 10 h } } }
  second: { occurs: on 2027-01-05 16:00, affects: { grid: { outage: 10 h, leaves: 50% } } }
`);
    expect(stretches('plant')).toEqual([
      // It restarts from 110 h, from 112 h anew, at what the second fall left of its feed.
      [100, 118, 0, 'first'],
      [118, 128, 0.5, 'second'],
    ]);
  });

  test('a fall as deep that breaks a restart off is the cause from then on, through the next restart', () => {
    const { stretches } = tellText(`
nodes:
  feed: { kind: asset }
  plant: { kind: asset, needs: [feed], restart: 6 h }
threats:
  first: { occurs: on 2027-01-05 04:00, affects: { feed: { outage: 10 h } } }
  second: { occurs: on 2027-01-05 16:00, affects: { feed: { outage: 10 h } } }
`);
    expect(stretches('plant')).toEqual([
      [100, 112, 0, 'first'],
      [112, 128, 0, 'second'],
    ]);
  });
});

describe('what counts at another level than before has its cause anew', () => {
  test('though a switchover to another member runs', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  d: { kind: asset }
  plant: { kind: asset, needs: { feed: { any: [a, d], switchover: 40 h } }, restart: 28 h }
threats:
  of-a: { occurs: on 2027-01-02, affects: { a: { outage: 350 h, leaves: 30% } } }
  of-d: { occurs: on 2027-01-05, affects: { d: { outage: 67 h } } }
`);
    expect(stretches('plant')).toEqual([
      [24, 92, 0.3, 'of-a'],
      // From 96 h a is in use again; from 163 h d is back, and the switchover to it begins.
      [96, 164, 0, 'of-d'],
      [164, 231, 0.3, 'of-a'],
    ]);
  });

  test('though another restart begins in the hour', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  c: { kind: asset, needs: [a], restart: 8 h }
  d: { kind: asset, needs: { s: { share: { a: 50%, c: 50% } } }, restart: 8 h }
threats:
  s: { occurs: on 2027-01-03, affects: { a: { outage: 8 h } } }
  t: { occurs: on 2027-01-03 12:00, affects: { a: { outage: 16 h, leaves: 25% } } }
`);
    expect(stretches('d')).toEqual([
      [48, 68, 0, 's'],
      [68, 76, 0.125, 't'],
      [76, 84, 0.25, 't'],
      [84, 92, 0.625, 't'],
    ]);
  });

  test('in a loop that holds itself down it is that of the member that did not fall', () => {
    const { stretches } = tellText(`
nodes:
  m: { kind: asset }
  o: { kind: asset, needs: [m] }
  p: { kind: asset, needs: { o: {}, q: { any: [q], buffer: 19 h } } }
  q: { kind: asset, needs: [p], restart: 27 h }
threats:
  s: { occurs: on 2027-01-02, affects: { m: { outage: 4 h } } }
  t: { occurs: on 2027-01-02, affects: { o: { outage: 100 h, leaves: 35% } } }
`);
    expect(stretches('q')).toEqual([[24, 8760, 0, 's']]);
    expect(stretches('p')).toEqual([
      [24, 28, 0, 's'],
      [28, 43, 0.35, 't'],
      [43, 8760, 0, 's'],
    ]);
  });
});

describe('in `any` and `at least` the member whose fall lowered the supply last decides', () => {
  test('not one that fell in the same instant and stands above the supply (7.1)', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  b: { kind: asset }
  c: { kind: asset }
  n: { kind: asset, needs: { g: { at least: 2, of: [a, b, c] } } }
threats:
  d: { occurs: on 2027-01-01 05:00, affects: { b: { outage: 50 h } } }
  e: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 20 h, leaves: 80% } } }
  f: { occurs: on 2027-01-01 10:00, affects: { c: { outage: 20 h } } }
`);
    expect(stretches('n')).toEqual([[10, 30, 0, 'f']]);
  });

  test('by its cause of the moment', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  b: { kind: asset }
  n: { kind: asset, needs: { g: { any: [a, b] } } }
threats:
  e: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 40 h, leaves: 50% } } }
  f: { occurs: on 2027-01-01 12:00, affects: { b: { outage: 38 h, leaves: 30% } } }
  g: { occurs: on 2027-01-01 14:00, affects: { b: { outage: 20 h } } }
`);
    // f takes the supply from 1 to the half that a still has; g takes b further down, which lowers nothing: b decides all the same.
    expect(stretches('n')).toEqual([
      [12, 14, 0.5, 'f'],
      [14, 34, 0.5, 'g'],
      [34, 50, 0.5, 'f'],
    ]);
  });

  test('where that one is back, the one before it that is still down', () => {
    const { stretches } = tellText(`
nodes:
  a: { kind: asset }
  b: { kind: asset }
  c: { kind: asset }
  n: { kind: asset, needs: { g: { at least: 2, of: [a, b, c] } } }
threats:
  d: { occurs: on 2027-01-01 05:00, affects: { a: { outage: 50 h, leaves: 60% } } }
  e: { occurs: on 2027-01-01 10:00, affects: { b: { outage: 30 h, leaves: 40% } } }
  f: { occurs: on 2027-01-01 12:00, affects: { c: { outage: 10 h } } }
`);
    expect(stretches('n')).toEqual([
      [10, 12, 0.6, 'e'],
      [12, 22, 0.4, 'f'],
      [22, 40, 0.6, 'e'],
    ]);
  });
});

describe('of effects of one instant a draw of their own decides', () => {
  const twoFeeds = (first: string, second: string, need: string): string => `
nodes:
  ${first}: { kind: infrastructure }
  ${second}: { kind: infrastructure }
  shop: { kind: service, needs: ${need} }
threats:
  worm: { occurs: on 2027-02-01, affects: { ${first}: { outage: 20 h }, ${second}: { outage: 20 h } } }
`;
  const TRIALS = 1000;

  test.each([
    ['alpha', 'beta', '{ feed: { any: [alpha, beta] } }'],
    ['zeta', 'beta', '{ feed: { any: [zeta, beta] } }'],
    ['alpha', 'beta', '[alpha, beta]'],
    ['alpha', 'beta', '{ both: { all: [alpha, beta] } }'],
    ['alpha', 'beta', '{ sum: { share: { alpha: 50%, beta: 50% } } }'],
  ])('%s and %s share the blame evenly: %s', (first, second, need) => {
    const trials = tell(modelOfText(twoFeeds(first, second, need)), TRIALS);
    const blamed = trials.filter(({ story }) => {
      const struck = story.causes.map(({ node }) => node);
      const outage = story.outages.find(({ node }) => !struck.includes(node))!;
      return story.causes[outage.cause]!.node === Math.min(...struck);
    }).length;
    expect(Math.abs(blamed - TRIALS / 2)).toBeLessThan(4 * Math.sqrt(TRIALS / 4));
  });

  test('all that two effects hold down together have the same cause', () => {
    const model = modelOfText(`
nodes:
  a: { kind: asset }
  b: { kind: asset }
  n: { kind: asset, needs: [a, b] }
  m: { kind: asset, needs: { g: { any: [a, b] } } }
  o: { kind: asset, needs: [n, m] }
threats:
  s: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 20 h } } }
  t: { occurs: on 2027-01-01 10:00, affects: { b: { outage: 20 h } } }
`);
    const by = tell(model, 20).map(({ stretches }) => ['n', 'm', 'o'].map((node) => stretches(node)[0]![3]).join(''));
    for (const one of by) expect(['sss', 'ttt']).toContain(one);
    expect(new Set(by).size).toBe(2);
  });
});
