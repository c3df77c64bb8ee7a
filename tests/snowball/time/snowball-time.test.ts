import { describe, expect, test } from 'vitest';
import { goalNodes } from '../../../src/model/goal-nodes.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { snowballTime, survivals, survivedHours } from '../../../src/snowball/time/snowball-time.ts';
import { modelOfText, SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../../fixtures/snowball-models.ts';

const HEAD = `ringfence: 1
title: Time
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

describe.each(SNOWBALL_NAMES)('the times of %s', (name) => {
  const { recoverHours, surviveHours, neededHours, broken } = SNOWBALL_ANSWERS[name]!;
  const asked = [recoverHours, surviveHours, neededHours, broken].some((answer) => answer !== undefined);

  test.runIf(asked)('are what was worked out', async () => {
    const model = snowballModel(name);
    const futures = await openSession(model, makeInlineRunner()).futures({ trials: 200 });
    const time = await snowballTime(model, futures);
    const waits = await survivals(futures, goalNodes(model));
    for (const [node, hours] of Object.entries(recoverHours ?? {})) {
      const found = time.nodes.find((each) => each.node === node);
      expect(found?.recoverHours.middle, node).toBeCloseTo(hours, 6);
      expect(found?.recover?.middle.standardError, node).toBeLessThan(1e-6);
    }
    for (const [node, hours] of Object.entries(surviveHours ?? {})) {
      const found = survivedHours(waits.get(node) ?? []);
      if (hours === null) expect(found, node).toBeNull();
      else expect(found?.middle, node).toBeCloseTo(hours, 6);
    }
    for (const [node, hours] of Object.entries(neededHours ?? {})) {
      const found = time.needed.find((each) => each.node === node);
      if (hours === null) expect(found?.hours, node).toBeNull();
      else expect(found?.hours, node).toBeCloseTo(hours, 9);
    }
    if (broken !== undefined) {
      expect(time.broken.map(({ node }) => node).toSorted()).toEqual(broken.toSorted());
      expect(time.broken.every(({ why }) => why.kind === 'rto')).toBe(true);
    }
  });
});

test('a promise that a restart alone breaks is named at the restart, and once', async () => {
  const model = snowballModel('p1');
  const futures = await openSession(model, makeInlineRunner()).futures({ trials: 200 });
  const { broken, needed } = await snowballTime(model, futures);
  expect(needed.find(({ node }) => node === 'dist')?.hours).toBeCloseTo(4 + 0.25 - 6, 9);
  const restarts = broken.filter(({ why }) => why.kind === 'restart');
  expect(restarts).toEqual([
    {
      node: 'crit',
      goal: 'goal',
      goalMtpdHours: 4,
      neededHours: 4,
      rtoHours: null,
      why: { kind: 'restart', at: 'crit', hours: { middle: 6, oneIn20: 6 } },
    },
  ]);
  // Its outages of 16.75 h last longer than 4 h too.
  expect(broken.map(({ node, why }) => `${node} ${why.kind}`)).toContain('goal recover');
});

test('what is exposed is the share of outages that outlast the stock', async () => {
  const model = modelOfText(
    `${HEAD}nodes:
  supplier: { kind: supplier }
  mill: { kind: process, needs: { supplier: { buffer: uniform 10 30 h } }, loss: [ { own: £1 per hour } ] }
threats:
  stop: { discipline: supply, occurs: 5 per year, affects: { supplier: { outage: uniform 0 40 h } } }
`,
  );
  const futures = await openSession(model, makeInlineRunner()).futures({ trials: 2000 });
  const { nodes } = await snowballTime(model, futures);
  const supplier = nodes.find(({ node }) => node === 'supplier')!;
  // Outages uniform on 0..40 h (few overlap), stocks on 10..30 h: half outlast; the middle is 20 h.
  const overlap = 0.02;
  expect(Math.abs(supplier.exposed.value - 0.5)).toBeLessThan(4 * supplier.exposed.standardError + overlap);
  expect(supplier.exposed.standardError).toBeGreaterThan(0.005);
  expect(supplier.exposed.standardError).toBeLessThan(0.05);
  const { middle, oneIn20 } = supplier.recover!;
  expect(Math.abs(middle.value - 20)).toBeLessThan(4 * middle.standardError + 40 * overlap);
  expect(Math.abs(oneIn20.value - 38)).toBeLessThan(4 * oneIn20.standardError + 40 * overlap);
  expect(supplier.surviveHours!.middle).toBeCloseTo(20, -1);
});

test('a loop of needs with a restart has no limit of its own to come back to', async () => {
  const model = modelOfText(
    `${HEAD}nodes:
  a: { kind: asset, needs: [b], restart: 1 h, blackStart: 2 h }
  b: { kind: asset, needs: [a], restart: 1 h }
  goal: { kind: service, goal: open, needs: [a], tolerance: { mtpd: 10 h, mbco: 50% }, loss: [ { own: £1 per hour } ] }
threats:
  theft: { discipline: physical, occurs: 1 per year, cost: { own: £1k } }
`,
  );
  const futures = await openSession(model, makeInlineRunner()).futures({ trials: 20 });
  const { needed } = await snowballTime(model, futures);
  const hours = Object.fromEntries(needed.map((each) => [each.node, each.hours]));
  expect(hours).toEqual({ a: 10, b: 9, goal: 10 });
});

test('an alternative that is not bought suffices for nobody', async () => {
  const text = (capacity: string): string => `${HEAD}nodes:
  feed: { kind: infrastructure }
  hall: { kind: site, needs: { power: { any: [feed, generator] } }, restart: 6 h }
  goal: { kind: service, goal: open, needs: [hall], tolerance: { mtpd: 4 h, mbco: 50% }, loss: [ { own: £1 per hour } ] }
threats:
  theft: { discipline: physical, occurs: 1 per year, cost: { own: £1k } }
controls:
  generator:
    discipline: physical
    current: now
    levels: { none: {}, now: { opex: £1k per year, capacity: ${capacity} } }
`;
  const neededOf = async (capacity: string): Promise<number | null | undefined> => {
    const model = modelOfText(text(capacity));
    const futures = await openSession(model, makeInlineRunner()).futures({ trials: 20 });
    const { needed, broken } = await snowballTime(model, futures);
    expect(broken.map(({ node }) => node)).toEqual(capacity === '40%' ? ['hall'] : []);
    return needed.find(({ node }) => node === 'feed')?.hours;
  };
  // 40 % is less than the half that the goal must keep.
  expect(await neededOf('40%')).toBe(-2);
  expect(await neededOf('60%')).toBeNull();
});
