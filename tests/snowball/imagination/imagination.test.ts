import { describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Futures } from '../../../src/sim/session.ts';
import { registerAudit, registeredOf } from '../../../src/snowball/imagination/audit.ts';
import { closenessOf, closeSet } from '../../../src/snowball/imagination/closeness.ts';
import { imaginationTest } from '../../../src/snowball/imagination/imagination.ts';
import { makeRandom } from '../../fixtures/random.ts';
import { modelOfText } from '../../fixtures/snowball-models.ts';

const HEAD = `
ringfence: 1
title: What nobody thought of
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

const futuresOf = (text: string): Promise<Futures> =>
  openSession(modelOfText(text), makeInlineRunner()).futures({ trials: 100 });

const PAIR = `${HEAD}
nodes:
  east:  { kind: infrastructure, tags: { place: quay } }
  west:  { kind: infrastructure, tags: { place: quay } }
  plant: { kind: process, needs: { feed: { any: [east, west] } }, loss: [ { own: £10k per hour } ] }
  shop-1: { kind: service }
  shop-2: { kind: service, needs: [shop-1] }
  shop-3: { kind: service, needs: [shop-2] }
threats:
  storm:  { discipline: physical, occurs: 1 per year, affects: { east: { outage: 100 h } } }
  strike: { discipline: people, occurs: 1 per year, affects: { west: { outage: 100 h } } }
  fire:   { discipline: physical, occurs: 1 per year, affects: { plant: { outage: 100 h } } }
`;

describe('the imagination test', () => {
  test('finds the pair that is harmless alone: 24 h of it, at any moment', async () => {
    const found = await imaginationTest(await futuresOf(PAIR));
    expect(found.worst.map(({ nodes }) => nodes)).toEqual([['east', 'west']]);
    const [pair] = found.worst;
    expect(pair!.loss.value).toBeCloseTo(240_000, 4);
    expect(pair!.beyond.value).toBeCloseTo(240_000, 4);
    expect(pair!.part).toBe(0);
    expect(pair!.loss.standardError).toBeLessThan(1e-6);
  });

  test('has no set that a registered event takes together, by a threat or a common cause', async () => {
    const both = PAIR.replace('east: { outage: 100 h }', 'east: { outage: 100 h }, west: { outage: 1 h }');
    expect((await imaginationTest(await futuresOf(both))).worst).toEqual([]);
    const common = `${PAIR}common causes:\n  quay: { of: [east, west], beta: 5% }\n`;
    expect((await imaginationTest(await futuresOf(common))).worst).toEqual([]);
  });

  test('is of futures in which no driver does anything either, also one that moves how often threats come', async () => {
    const driven = `${PAIR}drivers:
  unrest:
    factor: social
    states:
      riots:
        occurs: 20 per year
        lasts: 2 weeks
        while: { threats.fire.occurs: x3, nodes.plant.loss.own: x2 }
        brings: { nodes.plant: { outage: 10 h } }
`;
    const { worst } = await imaginationTest(await futuresOf(driven));
    expect(worst.map(({ nodes }) => nodes)).toEqual([['east', 'west']]);
    expect(worst[0]!.loss.value).toBeCloseTo(240_000, 4);
  });

  test('has a single node that no threat strikes', async () => {
    const { worst } = await imaginationTest(await futuresOf(PAIR.replace(/ {2}fire.*\n/, '')));
    expect(worst.map(({ nodes }) => nodes)).toEqual([['east', 'west'], ['plant']]);
    expect(worst[1]!.beyond.value).toBeCloseTo(240_000, 4);
  });

  test('says what share of what drawn sets cost is beyond the register: of all sets, by hand', async () => {
    // Of the 10 sets of two or three of four nodes without a joint event; plant alone is registered, so only east & west adds to it.
    const small = PAIR.replace(/ {2}shop-[23].*\n/g, '');
    const found = await imaginationTest(await futuresOf(small), { sets: 1000 });
    // Sets: 6 pairs and 4 triples. With a loss: all with plant (3 pairs, 3 triples), and east & west (1 pair, and with shop 1 triple)
    expect(found.sets).toBe(10);
    expect(found.loss.value).toBeCloseTo((8 / 10) * 240_000, 4);
    expect(found.unimagined!.value).toBeCloseTo(2 / 8, 9);
    expect(found.unimagined!.standardError).toBeGreaterThan(0.05);
  });

  test('is the same whoever runs it, and null where nothing is lost', async () => {
    expect(await imaginationTest(await futuresOf(PAIR))).toEqual(await imaginationTest(await futuresOf(PAIR)));
    const harmless = await imaginationTest(await futuresOf(PAIR.replace(', loss: [ { own: £10k per hour } ]', '')));
    expect(harmless).toMatchObject({ loss: { value: 0 }, unimagined: null, worst: [] });
  });
});

describe('closeness', () => {
  const { weights } = closenessOf(modelOfText(PAIR));
  // east, plant, shop-1, shop-2, shop-3, west
  test('goes by steps along needs, place, and common suppliers', () => {
    expect([...weights[0]!].map((weight) => Number(weight.toFixed(4)))).toEqual([
      0, 1.02, 0.02, 0.02, 0.02,
      // two steps by way of the plant, and one place
      1.27,
    ]);
    expect([...weights[2]!].map((weight) => Number(weight.toFixed(4)))).toEqual([0.02, 0.02, 0, 1.02, 0.27, 0.02]);
    const shared = closenessOf(
      modelOfText(
        `${HEAD}nodes:\n  a: { kind: site }\n  b: { kind: site, needs: [a] }\n  c: { kind: site, needs: [a], loss: [ { own: £1 per hour } ] }\n`,
      ),
    );
    expect(shared.weights[1]![2]).toBeCloseTo(0.02 + 1 / 4 + 1, 12);
  });

  test('draws sets as often as their weights say', () => {
    const random = makeRandom(3);
    const draws = 40_000;
    let pairs = 0;
    for (let i = 0; i < draws; i++) {
      const set = closeSet({ weights }, 2, () => random.unit());
      expect(set.length).toBe(2);
      if (set.join() === '0,5') pairs++;
    }
    const from = (a: number, b: number): number =>
      weights[a]![b]! / weights[a]!.reduce((sum, weight) => sum + weight, 0) / 6;
    const expected = from(0, 5) + from(5, 0);
    expect(Math.abs(pairs / draws - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / draws));
  });
});

describe('the register audit', () => {
  test('reads off a model what a register would say', () => {
    const model = modelOfText(`${HEAD}
nodes:
  site: { kind: site, loss: [ { own: £10k per hour } ] }
  cellar: { kind: site }
threats:
  flood: { discipline: physical, occurs: every 4 years, affects: { site: { outage: 10 h, leaves: 50%, cost: { own: £1k } }, cellar: { outage: 30 h } } }
  due: { discipline: physical, occurs: within 1..4 years, affects: { cellar: { outage: 8 h, chance: 50% } } }
  theft: { discipline: physical, occurs: 3 per year, cost: { own: £2k } }
`);
    const [due, flood, theft] = registeredOf(model);
    expect(flood).toMatchObject({ id: 'flood', perYear: 0.25, severity: 51_000, hours: 40 });
    expect(due).toMatchObject({ id: 'due', severity: 0, hours: 4 });
    expect(due!.perYear).toBeCloseTo(0.5, 9);
    expect(theft).toMatchObject({ id: 'theft', severity: 2000, hours: 0 });
    expect(theft!.perYear).toBeCloseTo(3, 9);
  });

  const register = [
    { id: 'a', perYear: 1, severity: 100, hours: 0 },
    { id: 'b', perYear: 1, severity: 50, hours: 0 },
    { id: 'c', perYear: 1, severity: 0, hours: 10 },
    { id: 'd', perYear: 1, severity: 0, hours: 5 },
  ];

  test('finds what is missing at the top, and what is over-ranked', () => {
    const shares = new Map([
      ['a', 0.3],
      ['b', 0],
      ['c', 0.7],
      ['d', 0],
    ]);
    const found = registerAudit(register, (id) => shares.get(id)!);
    expect(found).toMatchObject({ top: 2, overlap: 1, missing: ['c'], overRanked: ['b'] });
    expect(found.rows.map(({ id, byRegister, byTail }) => [id, byRegister, byTail])).toEqual([
      ['c', 3, 1],
      ['a', 1, 2],
      ['b', 2, 3.5],
      ['d', 4, 3.5],
    ]);
  });

  test('has the rank correlation of Spearman, with ties', () => {
    const inOrder = (shares: readonly number[]) =>
      registerAudit(register, (id) => shares['abcd'.indexOf(id)]!).rankCorrelation;
    expect(inOrder([4, 3, 2, 1])).toBeCloseTo(1, 12);
    expect(inOrder([1, 2, 3, 4])).toBeCloseTo(-1, 12);
    // 1 - 6 (1 + 1) / (4 x 15)
    expect(inOrder([3, 4, 2, 1])).toBeCloseTo(0.8, 12);
    // Pearson of 1 2 3 4 and 1 2.5 2.5 4
    expect(inOrder([4, 3, 3, 1])).toBeCloseTo(4.5 / Math.sqrt(5 * 4.5), 12);
    expect(inOrder([1, 1, 1, 1])).toBe(null);
    expect(registerAudit(register.slice(0, 1), () => 1).rankCorrelation).toBe(null);
  });
});
