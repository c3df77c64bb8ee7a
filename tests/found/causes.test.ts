/** To what the loss of an outage is booked: ties, loops, switchovers and restarts, alternatives. */
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/index.ts';
import { HEAD, resultOf } from './run-text.ts';

/** What each threat and each node has caused on average, where it has caused anything. */
async function causedBy(text: string, options: RunOptions = { trials: 10 }): Promise<Record<string, number>> {
  const { nodes, threats } = await resultOf(`${HEAD}${text}`, options);
  const found: Record<string, number> = {};
  for (const [id, { lossCaused }] of [...Object.entries(threats), ...Object.entries(nodes)]) {
    if (lossCaused.value !== 0) found[id] = Math.round(lossCaused.value * 1e6) / 1e6;
  }
  return found;
}

const TRIALS = 4000;
/** Four standard errors of a share of a half. */
const NOISE = 4 * Math.sqrt(0.25 / TRIALS);

describe('of effects of one instant a draw of their own decides', () => {
  const joint = (first: string, second: string, need: string, threats: string) => `
nodes:
  ${first}: { kind: infrastructure }
  ${second}: { kind: infrastructure }
  shop: { kind: service, needs: ${need}, loss: [{ own: £1 per hour }] }
threats:
${threats}`;
  const worm = (first: string, second: string) =>
    `  worm: { occurs: on 2027-02-01, affects: { ${first}: { outage: 10 h }, ${second}: { outage: 10 h } } }`;
  const two = (first: string, second: string) => `
  aa: { occurs: on 2027-02-01, affects: { ${first}: { outage: 10 h } } }
  zz: { occurs: on 2027-02-01, affects: { ${second}: { outage: 10 h } } }`;

  const names = [
    ['alpha', 'beta'],
    ['zeta', 'beta'],
  ] as const;
  const needs = [
    ['alternatives', (a: string, b: string) => `{ feed: { any: [${a}, ${b}] } }`],
    ['the last of two that are wanted', (a: string, b: string) => `{ feed: { at least: 2, of: [${a}, ${b}] } }`],
    ['needs each', (a: string, b: string) => `[${a}, ${b}]`],
    ['one group', (a: string, b: string) => `{ feed: { all: [${a}, ${b}] } }`],
    ['equal shares', (a: string, b: string) => `{ feed: { share: { ${a}: 50%, ${b}: 50% } } }`],
    ['those in use', (a: string, b: string) => `{ feed: { at least: 2, of: [${a}, ${b}], switchover: 1 h } }`],
  ] as const;
  for (const [first, second] of names) {
    test.each(needs)(`${first} and ${second} as %s have half the blame each`, async (_, need) => {
      for (const threats of [worm(first, second), two(first, second)]) {
        const found = await causedBy(joint(first, second, need(first, second), threats), { trials: TRIALS });
        expect(found[first]! + found[second]!).toBeCloseTo(10, 9);
        expect(Math.abs(found[first]! / 10 - 0.5)).toBeLessThan(NOISE);
      }
    });
  }

  test.each(names)('limits on shares of the tail see %s and %s alike', async (first, second) => {
    const limit = (node: string) => `${node}: { share of tail: ${node}, most: 50%, matters over: £1 }`;
    const { nodes, appetite } = await resultOf(
      `${HEAD}${joint(
        first,
        second,
        `{ feed: { any: [${first}, ${second}] } }`,
        `  worm: { occurs: 1 per year, affects: { ${first}: { outage: 10..30 h }, ${second}: { outage: 10..30 h } } }`,
      )}
appetite: { limits: { ${limit(first)}, ${limit(second)} } }`,
      { trials: 20_000 },
    );
    // One event a year, each attributed to the one or the other: the shares have the error of a count, weighed by length.
    const [a, b] = [nodes[first]!.lossCaused.value, nodes[second]!.lossCaused.value];
    expect(Math.abs(a / (a + b) - 0.5)).toBeLessThan(4 * Math.sqrt((0.25 * 1.2) / 20_000));
    for (const { estimate } of appetite) {
      expect(Math.abs(estimate.value! - 0.5)).toBeLessThan(4 * estimate.standardError!);
    }
  });

  test('two effects on one node, too', async () => {
    const found = await causedBy(
      `
nodes: { a: { kind: asset, loss: [{ own: £1 per hour }] } }
threats:
  s: { occurs: on 2027-02-01, affects: { a: { outage: 10 h } } }
  t: { occurs: on 2027-02-01, affects: { a: { outage: 10 h } } }`,
      { trials: TRIALS },
    );
    expect(Math.abs(found['s']! / 10 - 0.5)).toBeLessThan(NOISE);
  });

  test('shocks, too', async () => {
    const text = `${HEAD}
nodes:
  a: { kind: asset }
  b: { kind: asset }
  shop: { kind: service, needs: [a, b], loss: [{ own: £1 per hour }] }
scenarios:
  storm: { shocks: [{ on: 2027-02-01, node: b, outage: 10 h }, { id: other, on: 2027-02-01, node: a, outage: 10 h }] }`;
    const { nodes } = await resultOf(text, { trials: TRIALS }, { scenario: 'storm' });
    expect(nodes['a']!.lossCaused.value + nodes['b']!.lossCaused.value).toBeCloseTo(10, 9);
    expect(Math.abs(nodes['a']!.lossCaused.value / 10 - 0.5)).toBeLessThan(NOISE);
  });

  test('controls that are not bought, too', async () => {
    const found = await causedBy(
      `
nodes: { shop: { kind: service, needs: [aa, zz], loss: [{ own: £1 per hour }] } }
threats: { t: { occurs: on 2027-02-01, cost: { own: £1 } } }
controls:
  aa: { against: [t], current: none, levels: { none: { capacity: 0% }, on: { prevent: 50% } } }
  zz: { against: [t], current: none, levels: { none: { capacity: 0% }, on: { prevent: 50% } } }`,
      { trials: TRIALS },
    );
    expect(Math.abs(found['aa']! / 8760 - 0.5)).toBeLessThan(NOISE);
  });

  test('of different instants the earlier one does, whatever is drawn', async () => {
    const threats = `
  late: { occurs: on 2027-02-01 01:00, affects: { a: { outage: 10 h } } }
  soon: { occurs: on 2027-02-01, affects: { b: { outage: 11 h } } }`;
    const found = await causedBy(joint('a', 'b', '[a, b]', threats), { trials: 200 });
    expect(found).toEqual({ soon: 11, b: 11 });
  });
});

describe('in a loop', () => {
  const loop = (threats: string, more = '') => `
nodes:
  a: { kind: asset, needs: [b], loss: [{ own: £1 per hour }] }
  b: { kind: asset, needs: [c] }
  c: { kind: asset, needs: [a]${more} }
threats:
${threats}`;
  const half = '  half: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h, leaves: 50% } } }';

  test.each(['a', 'b', 'c'])('something deeper on %s decides from then on', async (node) => {
    const found = await causedBy(
      loop(`${half}
  zero: { occurs: on 2027-01-05 04:00, affects: { ${node}: { outage: 5 h } } }`),
    );
    expect(found).toMatchObject({ half: 45, zero: 8660 });
  });

  test('of two that need each other, too', async () => {
    const found = await causedBy(`
nodes:
  a: { kind: asset, needs: [b], loss: [{ own: £1 per hour }] }
  b: { kind: asset, needs: [a], loss: [{ own: £1 per hour }] }
threats:
${half}
  zero: { occurs: on 2027-01-05 04:00, affects: { b: { outage: 5 h } } }`);
    expect(found).toEqual({ half: 2 * 45, zero: 2 * 8660, a: 2 * 45, b: 2 * 8660 });
  });

  test('something as deep decides nothing', async () => {
    const found = await causedBy(
      loop(`${half}
  same: { occurs: on 2027-01-05 04:00, affects: { b: { outage: 5 h, leaves: 50% } } }`),
    );
    expect(found).toEqual({ half: 4375, a: 4375 });
  });

  test('something deeper from outside decides, and what is deeper still after it', async () => {
    const text = loop(
      `${half}
  third: { occurs: on 2027-01-05 04:00, affects: { out: { outage: 5 h, leaves: 30% } } }
  zero: { occurs: on 2027-01-09 08:00, affects: { out: { outage: 5 h } } }`,
      ', x: { }',
    )
      .replace('needs: [a], x: { }', 'needs: [a, out]')
      .replace('threats:', '  out: { kind: asset }\nthreats:');
    expect(await causedBy(text)).toMatchObject({ half: 45, third: 70, zero: 8560 });
  });

  test('what one had before it fell deeper stays, if what took it deeper has it', async () => {
    const found = await causedBy(
      loop(`
  both: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h, leaves: 50% }, b: { delay: 90 h, outage: 5 h } } }
  late: { occurs: on 2027-01-05 04:00, affects: { c: { outage: 5 h } } }`),
      { trials: 400 },
    );
    // b and c are struck at once: the loss at 0 is of the one or the other.
    expect(found['both']! + found['late']!).toBeCloseTo(45 + 8660, 6);
    expect(found['late']! / 8660).toBeGreaterThan(0.4);
    expect(found['late']! / 8660).toBeLessThan(0.6);
  });
});

describe('a switchover', () => {
  const switching = (threats: string, members = '[f, g]') => `
nodes:
  f: { kind: asset }
  g: { kind: asset }
  h: { kind: asset }
  b: { kind: asset, needs: { feed: { any: ${members}, switchover: 6 h } }, loss: [{ own: £1 per hour }] }
threats:
${threats}`;
  const first = '  s: { occurs: on 2027-01-01 10:00, affects: { f: { outage: 2 h } } }';

  test('keeps the cause of the fall, whatever holds the member down by then', async () => {
    const found = await causedBy(
      switching(`${first}
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h } } }`),
    );
    expect(found).toEqual({ s: 6, f: 6 });
  });

  test('keeps it when it begins anew', async () => {
    const found = await causedBy(
      switching(
        `${first}
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h } } }
  u: { occurs: on 2027-01-01 13:00, affects: { g: { outage: 100 h } } }`,
        '[f, g, h]',
      ),
    );
    expect(found).toEqual({ s: 9, f: 9 });
  });

  test('that is called off leaves it to what holds the supply down', async () => {
    const found = await causedBy(
      switching(`${first}
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h } } }
  u: { occurs: on 2027-01-01 13:00, affects: { g: { outage: 100 h } } }`),
    );
    expect(found).toEqual({ s: 3, t: 98, f: 101 });
  });

  test('that is called off in the instant in which the first effect ends leaves it at once', async () => {
    const found = await causedBy(
      switching(`${first}
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h } } }
  u: { occurs: on 2027-01-01 12:00, affects: { g: { outage: 100 h } } }`),
    );
    expect(found).toEqual({ s: 2, t: 99, f: 101 });
  });

  test('does not keep it when what counts rises to what something else holds', async () => {
    const found = await causedBy(
      switching(`${first}
  t: { occurs: on 2027-01-01 11:00, affects: { f: { outage: 100 h, leaves: 50% } } }`),
    );
    expect(found).toEqual({ s: 2, t: 2, f: 4 });
  });
});

describe('a restart', () => {
  const plant = (threats: string) => `
nodes:
  feed: { kind: asset }
  plant: { kind: asset, needs: [feed], restart: 6 h, loss: [{ own: £1 per hour }] }
threats:
  s: { occurs: on 2027-01-01 10:00, affects: { feed: { outage: 10 h } } }
${threats}`;

  test('that begins anew keeps the cause of the fall that took what counts to where it is', async () => {
    // At 22 the feed falls to half: the restart begins anew, half counts from 28 to 32, and the rest until 38.
    const found = await causedBy(
      plant('  t: { occurs: on 2027-01-01 22:00, affects: { feed: { outage: 10 h, leaves: 50% } } }'),
    );
    expect(found).toEqual({ s: 18, t: 5, feed: 23 });
  });

  test('that is called off by a fall as deep does not', async () => {
    const found = await causedBy(plant('  t: { occurs: on 2027-01-01 22:00, affects: { feed: { outage: 10 h } } }'));
    expect(found).toEqual({ s: 12, t: 16, feed: 28 });
  });
});

describe('of alternatives the fall that lowered the supply last decides', () => {
  const group = (need: string, threats: string) => `
nodes:
  a: { kind: asset }
  b: { kind: asset }
  c: { kind: asset }
  n: { kind: asset, needs: { g: { ${need} } }, loss: [{ own: £1 per hour }] }
threats:
${threats}`;

  test('not one that stands above the supply', async () => {
    const found = await causedBy(
      group(
        'at least: 2, of: [a, b, c]',
        `
  d: { occurs: on 2027-01-01 05:00, affects: { b: { outage: 50 h } } }
  e: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 20 h, leaves: 80% } } }
  f: { occurs: on 2027-01-01 10:00, affects: { c: { outage: 20 h } } }`,
      ),
    );
    expect(found).toEqual({ f: 20, c: 20 });
  });

  test('not one that stood below the supply already', async () => {
    const found = await causedBy(
      group(
        'any: [a, b]',
        `
  d: { occurs: on 2027-01-01 05:00, affects: { a: { outage: 50 h, leaves: 30% } } }
  e: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 20 h, leaves: 10% } } }
  f: { occurs: on 2027-01-01 10:00, affects: { b: { outage: 20 h, leaves: 50% } } }`,
      ),
      { trials: 50 },
    );
    expect(found).toEqual({ f: 10, b: 10 });
  });

  test('if it is back, the one before it that is still down', async () => {
    // Of three that are all wanted a takes the supply to .5, c lowers nothing, b takes it to 0 for a while.
    const found = await causedBy(
      group(
        'at least: 3, of: [a, b, c]',
        `
  d: { occurs: on 2027-01-01 05:00, affects: { a: { outage: 40 h, leaves: 50% } } }
  e: { occurs: on 2027-01-01 06:00, affects: { c: { outage: 50 h, leaves: 50% } } }
  f: { occurs: on 2027-01-01 10:00, affects: { b: { outage: 20 h } } }`,
      ),
    );
    // .5 from 5 to 10 and from 30 to 45 by a, 0 from 10 to 30 by b, then .5 until 56 by c, which lowered nothing.
    expect(found).toEqual({ d: 10, e: 5.5, f: 20, a: 10, b: 20, c: 5.5 });
  });

  test('of shares the largest weighted shortfall decides', async () => {
    const found = await causedBy(
      group(
        'share: { a: 70%, b: 30% }',
        `
  d: { occurs: on 2027-01-01 05:00, affects: { b: { outage: 20 h } } }
  e: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 20 h, leaves: 50% } } }`,
      ),
    );
    // .3 missing from 5 to 10 by b, .65 from 10 to 25 and .35 from 25 to 30 by a.
    expect(found).toEqual({ d: 1.5, e: 11.5, a: 11.5, b: 1.5 });
  });
});

describe('what counts at another level than before has its cause anew', () => {
  test('though a switchover to another member runs when the restart ends', async () => {
    const found = await causedBy(`
nodes:
  feed-a: { kind: infrastructure }
  feed-d: { kind: infrastructure }
  plant:
    kind: asset
    needs: { feed: { at least: 1, of: [feed-a, feed-d], switchover: 42.75 h } }
    restart: 28 h
    loss: [{ own: £100 per hour }]
threats:
  of-a: { occurs: on 2027-10-16 07:00, affects: { feed-a: { outage: 351 h, leaves: 30% } } }
  of-d: { occurs: on 2027-10-19 13:00, affects: { feed-d: { outage: 67.75 h } } }
`);
    // At .3 by of-a for 70.75 h, at 0 by of-d for 70.75 h, at .3 by of-a again for 67.75 h
    expect(found).toEqual({ 'of-a': 9695, 'of-d': 7075, 'feed-a': 9695, 'feed-d': 7075 });
  });

  test('though another restart begins in the hour in which one ends', async () => {
    const found = await causedBy(`
nodes:
  a: { kind: asset }
  c: { kind: asset, needs: [a], restart: 8 h }
  d: { kind: asset, needs: { s: { share: { a: 50%, c: 50% } } }, restart: 8 h, loss: [{ own: £1 per hour }] }
threats:
  s: { occurs: on 2027-01-03, affects: { a: { outage: 8 h } } }
  t: { occurs: on 2027-01-03 12:00, affects: { a: { outage: 16 h, leaves: 25% } } }
`);
    // At 0 by s for 20 h; then at .125, .25 and .625 by t for 8 h each
    expect(found).toEqual({ s: 20, t: 8 * (0.875 + 0.75 + 0.375), a: 20 + 16 });
  });

  test('and keeps the one it had where nothing holds the supply down any more', async () => {
    const found = await causedBy(`
nodes:
  a: { kind: asset }
  e: { kind: asset }
  f: { kind: asset, needs: { g: { at least: 2, of: [a, e] } }, restart: 2 h, loss: [{ own: £100 per hour }] }
threats:
  s: { occurs: on 2027-01-05 20:00, affects: { a: { outage: 8 h } } }
  t: { occurs: on 2027-01-06 02:00, affects: { e: { outage: 4 h, leaves: 50% } } }
`);
    // At 0 by s for 10 h; from .5 on, at which the restart ends in the hour in which e is back, for 2 h
    expect(found).toEqual({ s: 1100, a: 1100 });
  });

  test('in a loop that holds itself down it is that of the member that did not fall', async () => {
    const found = await causedBy(`
nodes:
  m: { kind: asset }
  o: { kind: asset, needs: [m] }
  p: { kind: asset, needs: { o: {}, q: { any: [q], buffer: 19 h } }, loss: [{ own: £1 per hour }] }
  q: { kind: asset, needs: [p], restart: 27 h }
threats:
  s: { occurs: on 2027-01-02, affects: { m: { outage: 4 h } } }
  t: { occurs: on 2027-01-02, affects: { o: { outage: 100 h, leaves: 35% } } }
`);
    // p is at 0 by s from 24 to 28 h, at .35 by t to 43 h, and at 0 by s from then on: q, which it needs, never rose.
    expect(found['s']).toBeCloseTo(4 + (8760 - 43), 9);
    expect(found['t']).toBeCloseTo(0.65 * 15, 9);
  });
});
