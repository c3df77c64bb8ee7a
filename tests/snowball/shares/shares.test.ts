import { describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { tailValueAtRisk } from '../../../src/sim/measure/quantiles.ts';
import { openSession, type Futures } from '../../../src/sim/session.ts';
import { threatGame } from '../../../src/snowball/shares/game.ts';
import { owenPlan, sharesBy } from '../../../src/snowball/shares/owen.ts';
import { tailOfRun, type Tail } from '../../../src/snowball/tail.ts';
import { fairShares, type FairShares } from '../../../src/snowball/shares/shares.ts';
import { modelOfText, snowballModel } from '../../fixtures/snowball-models.ts';

/** The tail of a run, which is resolved. */
const tailOf = (futures: Futures): Tail => {
  const tail = tailOfRun(futures);
  if (tail === null) throw new Error('not resolved');
  return tail;
};

const futuresOf = (model: ReturnType<typeof snowballModel>, size: object): Promise<Futures> =>
  openSession(model, makeInlineRunner()).futures(size);

const money = (shares: readonly { readonly id: string | null; readonly loss: { readonly value: number } }[]) =>
  Object.fromEntries(shares.map((share) => [share.id, share.loss.value]));

describe('fair shares of the golden models are exact:', () => {
  test.each([
    ['p2', { storm: 260_000, strike: 260_000 }, { physical: 260_000, people: 260_000 }],
    ['p5', { cut: 300_000, burglars: 300_000 }, { supply: 300_000, physical: 300_000 }],
    [
      'p8',
      { short: 10_000 / 3, middle: 25_000 / 3, long: 55_000 / 3 },
      { cyber: 10_000 / 3, people: 25_000 / 3, physical: 55_000 / 3 },
    ],
  ])('%s', async (name, threats, disciplines) => {
    const found = await fairShares(tailOf(await futuresOf(snowballModel(name), { trials: 5000 })));
    for (const [id, value] of Object.entries(threats)) expect(money(found.threats)[id]).toBeCloseTo(value, 6);
    for (const [id, value] of Object.entries(disciplines)) expect(money(found.disciplines)[id]).toBeCloseTo(value, 6);
    expect(found.threats.every(({ share }) => share.standardError < 1e-9)).toBe(true);
    expect(found).toMatchObject({ besides: { value: 0 }, orders: null });
  });
});

const MIXED = `
ringfence: 1
title: Mixed
currency: GBP
starts: 2027-01-01
horizon: 2 years
bearers: { own: count }
nodes:
  a: { kind: infrastructure }
  b: { kind: infrastructure }
  plant: { kind: process, needs: { feed: { any: [a, b], switchover: 2..30 h } }, restart: 1..20 h, loss: [ { own: £1k..£9k per hour } ] }
threats:
  fault: { discipline: physical, occurs: every 3..30 months, affects: { a: { outage: 10..90 h } } }
  flood: { discipline: physical, occurs: every 1..9 years, affects: { a: { outage: 50..300 h }, b: { outage: 50..200 h } } }
  strike: { discipline: people, occurs: 20% per year, affects: { b: { outage: 20..300 h } } }
  virus: { discipline: cyber, occurs: 0.3 per year, affects: { plant: { outage: 5..60 h, OVERLAP } } }
  theft: { occurs: 2 per year, cost: { own: £1k..£9k } }
controls:
  fence: { against: [theft], needs: [a], current: high, levels: { none: {}, high: { opex: £1k per year, prevent: 60..90% } } }
`;
const SIZE = { trials: 4000, worlds: 40 };

/** All threats by id, and the tail mean of every set of them, by running all trials of every set. */
async function byBruteForce(futures: Futures, level: number): Promise<Map<string, number>> {
  const { threatIds } = futures.sample.variant.compiled;
  const all = Int32Array.from({ length: SIZE.trials }, (_, trial) => trial);
  const worth = new Map<string, number>();
  for (let mask = 0; mask < 1 << threatIds.length; mask++) {
    const members = threatIds.flatMap((_, threat) => ((mask >>> threat) & 1 ? [threat] : []));
    const withoutThreats = threatIds.filter((_, threat) => !members.includes(threat));
    const losses = await futures.changed({ withoutThreats }, all);
    worth.set(members.join(), tailValueAtRisk(losses.toSorted(), level));
  }
  return worth;
}

describe('in a model with chance', () => {
  test.each(['add', 'ignore'])('shares are those by brute force, with overlap: %s', async (overlap) => {
    const futures = await futuresOf(modelOfText(MIXED.replace('OVERLAP', `overlap: ${overlap}`)), SIZE);
    const worth = await byBruteForce(futures, tailOf(futures).level);
    const game = await threatGame(tailOf(futures));
    expect(game.players).toEqual([0, 1, 2, 3, 4]);
    for (const [key, value] of worth) {
      const members = key === '' ? [] : key.split(',').map(Number);
      expect((await game.worthOf(members)).value, key).toBeCloseTo(value, 5);
    }
    // fault, flood | strike | theft | virus
    const blocks = [[3], [4], [2], [0, 1]];
    const exact = sharesBy(owenPlan(blocks, { seed: '' }), (members) => worth.get(members.join())!);
    const found = await fairShares(tailOf(futures));
    ['fault', 'flood', 'strike', 'theft', 'virus'].forEach((id, player) => {
      expect(money(found.threats)[id], id).toBeCloseTo(exact[player]!, 5);
    });
    const sum = (shares: FairShares['threats'] | FairShares['disciplines']): number =>
      shares.reduce((total, share) => total + share.loss.value, 0);
    const tail = tailValueAtRisk(futures.sample.losses.toSorted(), tailOf(futures).level);
    expect(sum(found.threats) / tail).toBeCloseTo(1, 12);
    expect(sum(found.disciplines) / tail).toBeCloseTo(1, 12);
    expect(new Set(found.disciplines.map(({ id }) => id))).toEqual(new Set(['cyber', null, 'people', 'physical']));
  });

  test('are the mean over as many orders as are asked for, where these are fewer sets: their sum stays exact', async () => {
    const tail = tailOf(await futuresOf(snowballModel('p8'), { trials: 5000 }));
    const found = await fairShares(tail, { orders: 1 });
    expect(found.orders).toBe(1);
    expect(found.threats.reduce((sum, { loss }) => sum + loss.value, 0)).toBeCloseTo(30_000, 6);
    expect((await fairShares(tail, { orders: 8 })).orders).toBeNull();
  });

  test('their errors are those of runs with other seeds', async () => {
    // Fault, flood and strike
    const model = modelOfText(MIXED.replace(/ {2}virus[^]*/, ''));
    const seeds = Array.from({ length: 12 }, (_, seed) => `shares ${seed}`);
    const found: FairShares[] = [];
    for (const seed of seeds)
      found.push(await fairShares(tailOf(await futuresOf(model, { trials: 1000, worlds: 25, seed }))));
    for (const id of ['flood', 'fault']) {
      const own = found.map(({ threats }) => threats.find((threat) => threat.id === id)!.share);
      const mean = own.reduce((sum, { value }) => sum + value, 0) / own.length;
      const spread = Math.sqrt(own.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (own.length - 1));
      const told = own.reduce((sum, { standardError }) => sum + standardError, 0) / own.length;
      // A standard deviation from 12 seeds has an error of a fifth, one from 25 worlds of a seventh, and more in a tail.
      expect(spread / told, id).toBeGreaterThan(0.45);
      expect(spread / told, id).toBeLessThan(1.8);
    }
  }, 60_000);
});
