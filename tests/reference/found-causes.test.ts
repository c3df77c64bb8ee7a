/**
 * Causes on which kernel and reference did not agree, as the smallest models that show it: what a person works out, by the reference,
 * and the same by the kernel.
 */
import { describe, expect, test } from 'vitest';
import { differences } from './compare.ts';
import { modelOfText, tell } from './told.ts';

/** Stretches of each of the nodes; the kernel agrees. */
function agreed(
  text: string,
  seed: string,
  ...nodes: readonly string[]
): ReturnType<ReturnType<typeof tell>[number]['stretches']>[] {
  const model = modelOfText(text);
  expect(differences(model, seed, 0, 1)).toEqual([]);
  const { stretches } = tell(model, 1, 0, seed)[0]!;
  return nodes.map((node) => [...stretches(node)]);
}

/** Draws of their own decide among causes of one hour: each order of them comes up. */
const SEEDS = Array.from({ length: 20 }, (_, i) => `seed ${i}`);

describe('kernel and reference agree on the cause', () => {
  test('of a fall while a need switches over, in a loop too: a switchover keeps the cause only of what stays where it is (7.2)', () => {
    // The feeder runs on the mill at first, which needs it; s strikes the feeder while both are at half by t.
    const text = `
nodes:
  grid: { kind: asset }
  feeder: { kind: asset, needs: { power: { any: [mill, grid], switchover: 6 h } }, loss: [ { own: £1 per hour } ] }
  mill: { kind: asset, needs: { grid: {}, feed: { any: [feeder] } }, loss: [ { own: £1 per hour } ] }
threats:
  t: { occurs: on 2027-01-01 10:00, affects: { grid: { outage: 190 h, leaves: 50% } } }
  s: { occurs: on 2027-01-05 04:00, affects: { feeder: { outage: 2 h } } }
`;
    const expected = [
      [10, 100, 0.5, 't'],
      [100, 106, 0, 's'],
      [106, 200, 0.5, 't'],
    ];
    expect(agreed(text, 'one', 'feeder', 'mill')).toEqual([expected, expected]);
  });

  test('of a loop that holds itself down: members that its needs do not run on give it none (7.1)', () => {
    // A black start lifts main although relay is down; store runs on main, and reserve has been down for long.
    const text = `
nodes:
  well: { kind: asset }
  main:
    kind: asset
    needs: { both: { at least: 2, of: [relay, store] }, water: { any: [well], fallback: 20% } }
    blackStart: 5 h
    loss: [ { own: £1 per hour } ]
  relay: { kind: asset, needs: [main] }
  reserve: { kind: asset, needs: [relay] }
  store: { kind: asset, needs: { feed: { any: [main, reserve] } }, loss: [ { own: £1 per hour } ] }
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { reserve: { outage: 2000 h } } }
  second: { occurs: on 2027-01-01 20:00, affects: { relay: { outage: 1000 h } } }
  third: { occurs: on 2027-01-03 02:00, affects: { well: { outage: 10 h } } }
`;
    const expected = [
      [20, 25, 0, 'second'],
      [50, 65, 0, 'second'],
    ];
    expect(agreed(text, 'one', 'main', 'store')).toEqual([expected, expected]);
  });

  test('of a loop in which a member falls deeper that held nothing: what the member had, or has, is no cause of the others (7.2)', () => {
    const text = `
nodes:
  a: { kind: asset, needs: { core: { all: [core], fallback: 80% } } }
  b: { kind: asset, needs: [core], loss: [ { own: £1 per hour } ] }
  core: { kind: asset, needs: { both: { at least: 2, of: [a, b] } }, loss: [ { own: £1 per hour } ] }
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h } } }
  second: { occurs: on 2027-01-05 04:00, affects: { a: { outage: 100 h, leaves: 50% } } }
  third: { occurs: on 2027-01-06 00:00, affects: { a: { outage: 5 h } } }
`;
    for (const seed of SEEDS) {
      const [a, b, core] = agreed(text, seed, 'a', 'b', 'core');
      expect(b).toEqual([[10, 8760, 0, 'first']]);
      expect(core).toEqual([[10, 8760, 0, 'first']]);
      expect(a!.slice(0, 5)).toEqual([
        [10, 15, 0, 'first'],
        [15, 100, expect.closeTo(0.8, 12), 'first'],
        [100, 120, 0.5, 'second'],
        [120, 125, 0, 'third'],
        [125, 200, 0.5, 'second'],
      ]);
    }
  });

  test('of what needs a loop that holds itself down, when all own effects end in one instant: it has the cause of the loop (7.1)', () => {
    const text = `
nodes:
  a: { kind: asset, needs: { b: { buffer: 1 h }, d: { fallback: 80% } }, loss: [ { own: £1 per hour } ] }
  b: { kind: asset, needs: [a], loss: [ { own: £1 per hour } ] }
  c: { kind: asset, needs: [b], loss: [ { own: £1 per hour } ] }
  d: { kind: asset, needs: [c] }
threats:
  on-a: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h, leaves: 50% } } }
  on-b: { occurs: on 2027-01-01 10:00, affects: { b: { outage: 5 h, leaves: 50% } } }
  on-c: { occurs: on 2027-01-01 10:00, affects: { c: { outage: 5 h, leaves: 50% } } }
`;
    for (const seed of SEEDS) {
      const last = agreed(text, seed, 'a', 'b', 'c', 'd').map((stretches) => stretches.at(-1)!.slice(1));
      const by = last[0]![2];
      expect(['on-a', 'on-b']).toContain(by);
      expect(last).toEqual(Array.from({ length: 4 }, () => [8760, 0.5, by]));
    }
  });

  test.each([
    ['an effect', 's', '  s: { occurs: on 2027-01-01 10:00, affects: { source: { outage: 2000 h, leaves: 50% } } }'],
    [
      'a ceiling',
      '',
      `drivers:
  law:
    factor: legal
    states: { tight: { occurs: on 2027-01-01 10:00, lasts: 2000 h, while: { nodes.source.capacity: 50% } } }`,
    ],
  ])('of a loop that falls below %s: what is deeper begins it, though that is older (7.1, D4)', (_, by, older) => {
    const text = `
nodes:
  hub: { kind: asset, needs: { both: { share: { relay: 88%, side: 42% }, buffer: 14 h, fallback: 20% } }, loss: [ { own: £1 per hour } ] }
  relay: { kind: asset, needs: [hub, source] }
  side: { kind: asset }
  source: { kind: asset }
threats:
  t: { occurs: on 2027-01-01 20:00, affects: { side: { outage: 100 h } } }
${older}
`;
    // The stock of 14 h has lost 10 times .14 when the side falls, and .56 an hour from then on.
    const empty = expect.closeTo(20 + 12.6 / 0.56, 9);
    const [hub, relay] = agreed(text, 'one', 'hub', 'relay');
    expect(hub![0]).toEqual([empty, 120, expect.closeTo(0.2, 9), 't']);
    expect(relay!.slice(0, 2)).toEqual([
      [10, empty, 0.5, by],
      [empty, 120, expect.closeTo(0.2, 9), 't'],
    ]);
  });

  test('of a fall during a black start: a member that counts as up lowers nothing (5.7, 7.1)', () => {
    // Cell and twin hold each other down for good, so the black starts of leg (13 h) and hub (20 h) go on. When side
    // falls again so does leg, whose deepest things are side and cell: the older cause. Hub feels side alone.
    const text = `
nodes:
  side: { kind: asset }
  leg: { kind: asset, needs: [side, cell], blackStart: 13 h }
  cell: { kind: asset, needs: [hub, twin] }
  twin: { kind: asset, needs: [cell] }
  hub:
    kind: asset
    needs: { both: { at least: 2, of: [leg, side], buffer: 10 h }, cell: { fallback: 50% } }
    blackStart: 20 h
    loss: [ { own: £1 per hour } ]
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { side: { outage: 30 h } } }
  second: { occurs: on 2027-01-05 04:00, affects: { side: { outage: 50 h } } }
`;
    for (const seed of SEEDS.slice(0, 8)) {
      const [hub, leg] = agreed(text, seed, 'hub', 'leg');
      expect(leg).toEqual([
        [10, 53, 0, 'first'],
        [100, 163, 0, 'first'],
      ]);
      expect(hub).toEqual([
        [20, 53, 0, 'first'],
        [53, 60, 0.5, 'first'],
        [110, 150, 0, 'second'],
        [150, 163, 0, 'first'],
        [163, 170, 0.5, 'first'],
      ]);
    }
  });

  test('of what a control that is not bought takes down at the start: the factors of a state that runs count from that hour (D8)', () => {
    // Without the spare the plant is down from the first hour, lost once at five times £10; its black start, of 30 h, takes 3 h.
    const text = `
drivers:
  law: { factor: legal, now: on, states: { on: { lasts: forever, while: { nodes.plant.loss.own: x5, nodes.pump.blackStart: x0.1 } } } }
nodes:
  plant: { kind: asset, needs: [pump, spare], loss: [ { own: £10 once } ] }
  pump: { kind: asset, needs: { water: { any: [well] } }, blackStart: 30 h }
  well: { kind: asset, needs: [pump, mains] }
  mains: { kind: asset, needs: { power: { any: [spare], buffer: 1 h } } }
controls:
  spare: { current: none, levels: { none: { capacity: 0% }, some: {} } }
`;
    const model = modelOfText(text);
    expect(differences(model, 'one', 0, 1)).toEqual([]);
    expect(tell(model, 1, 0, 'one')[0]!.loss).toBeCloseTo(50, 9);
  });

  test('of a fall in the hour in which a restart ends, as deep as before: it counts at once (5.4, 7.2)', () => {
    const text = (needs: string): string => `
nodes:
  feed: { kind: asset }
  spare: { kind: asset }
  plant: { kind: asset, needs: { feed: { any: [feed, ${needs}], switchover: 4 h } }, restart: 2 h, loss: [ { own: £1 per hour } ] }
  branch: { kind: asset, needs: [plant] }
threats:
  first: { occurs: on 2027-01-05 04:00, affects: { feed: { outage: 10 h } } }
  second: { occurs: on 2027-01-05 16:00, affects: { feed: { outage: 20 h } } }
  other: { occurs: on 2027-01-01 00:00, affects: { spare: { outage: 111 h } } }
`;
    // From 116 h it would run on the spare, which it needs two hours to start with. Alone, and in a loop.
    for (const needs of ['spare', 'spare, branch']) {
      expect(agreed(text(needs), 'one', 'plant')).toEqual([
        [
          [100, 112, 0, 'first'],
          [112, 118, 0, 'second'],
        ],
      ]);
    }
  });
});
