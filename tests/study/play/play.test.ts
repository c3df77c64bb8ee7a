import { describe, expect, test } from 'vitest';
import { readModelFileText, readModelText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { openSession, type Session, type Variant } from '../../../src/sim/session.ts';
import { givenBy, usualOutage, type PlayCause } from '../../../src/study/play/play-cause.ts';
import { belowAt, moneyAt, stretchAt } from '../../../src/study/play/course.ts';
import { playedFuture } from '../../../src/study/play/played-future.ts';
import { playedFutures } from '../../../src/study/play/played-futures.ts';
import { remediesFor } from '../../../src/study/play/remedies.ts';

/** The plant of the design's trial by hand, in a world where a flood comes nearly every day. */
const PLANT = `
ringfence: 1
title: A plant on two feeds
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count, others: count }
nodes:
  feed-a: { kind: infrastructure }
  feed-b: { kind: infrastructure }
  shop: { kind: service }
  plant:
    kind: service
    goal: make things
    needs: { feed: { any: [feed-a, feed-b], switchover: 11 h, buffer: 1 h, fallback: 10% } }
    restart: 6 h
    tolerance: { mtpd: 12 h, mbco: 50% }
    loss: [ { own: £75 per hour }, { others: £25 per hour } ]
threats:
  fire: { discipline: physical, occurs: every 10 years, affects: { feed-a: { outage: 200 h } } }
  flood: { discipline: physical, occurs: 300 per year, affects: { feed-b: { outage: 20..90 h } } }
controls:
  changeover:
    against: [fire]
    current: none
    levels: { none: {}, auto: { order: 1, set: { nodes.plant.needs.feed.switchover: 0 h } } }
  drill:
    against: [fire]
    current: none
    levels: { none: {}, on: { order: 1, set: { nodes.plant.restart: 3 h } } }
  guard: { against: [fire], current: none, levels: { none: {}, on: { order: 1, prevent: 100% } } }
`;

const sessionOf = (text: string): Session =>
  openSession(readModelFileText(text, 'plant.yaml'), makeInlineRunner(), { seed: 'played' });

const variantOf = (session: Session, cause: PlayCause): Variant => session.variants([{ given: givenBy(cause) }])[0]!;

const FEED_LOST: PlayCause = { kind: 'node', node: 'feed-a', outage: '200 h' };

describe('one future, by hand', () => {
  const session = sessionOf(PLANT);
  const future = playedFuture(variantOf(session, FEED_LOST), 'played', { world: 0, trial: 0 });

  test('is the same where drivers would bring outages and move how often threats come', () => {
    const driven = `${PLANT}drivers:
  unrest:
    factor: social
    states:
      riots: { occurs: 20 per year, lasts: 2 weeks, while: { threats.fire.occurs: x3 }, brings: { nodes.shop: { outage: 10 h } } }
`;
    const other = playedFuture(variantOf(sessionOf(driven), FEED_LOST), 'played', { world: 0, trial: 0 });
    expect(other.rows).toEqual(future.rows);
    expect(other.money).toEqual(future.money);
  });

  test('has the hours of the design, with nothing else happening', () => {
    expect(future.rows).toEqual([
      { node: 'feed-a', stretches: [{ from: 0, to: 200, capacity: 0 }], breaches: [] },
      {
        node: 'plant',
        stretches: [{ from: 1, to: 17, capacity: 0.1 }],
        breaches: [{ hour: 13, tolerance: 'mtpd' }],
      },
    ]);
    expect([future.from, future.hours, future.isCut]).toEqual([0, 200, false]);
    expect([0, 0.99, 1, 16.9, 17, 199, 200].map((hour) => belowAt(future.below, hour))).toEqual([1, 1, 2, 2, 1, 1, 0]);
    expect(stretchAt(future.rows[1]!, 0.5)).toBeNull();
    expect(stretchAt(future.rows[1]!, 5)?.capacity).toBe(0.1);
  });

  test('money runs as the plant stands still: nine tenths of £100 an hour for 16 hours', () => {
    const at = (hour: number) => moneyAt(future.money, future.money.lost, hour);
    expect(at(0.5)).toEqual({ lost: 0, perHour: 0 });
    expect(at(1).perHour).toBeCloseTo(90, 6);
    expect(at(9).lost).toBeCloseTo(720, 6);
    expect(at(17).lost).toBeCloseTo(1440, 6);
    expect(at(17).perHour).toBeCloseTo(0, 6);
    expect(at(200).lost).toBeCloseTo(1440, 6);
    expect(moneyAt(future.money, future.money.byBearer['others']!, 9).lost).toBeCloseTo(180, 6);
    expect(future.totals.loss).toBeCloseTo(1440, 6);
  });

  test('begins at the date that is asked for', () => {
    const later = playedFuture(variantOf(session, { ...FEED_LOST, at: '2027-06-01T08:00' }), 'played', {
      world: 0,
      trial: 0,
    });
    expect(later.from).toBe(151 * 24 + 8);
    expect(later.rows).toEqual(future.rows);
    expect(moneyAt(later.money, later.money.lost, 9).lost).toBeCloseTo(720, 6);
  });

  test('an outage for ever lasts to the end of the horizon', () => {
    const forever = playedFuture(variantOf(session, { ...FEED_LOST, outage: 'forever' }), 'played', {
      world: 0,
      trial: 0,
    });
    expect([forever.hours, forever.isCut]).toEqual([8760, true]);
    expect(forever.rows[0]?.stretches).toEqual([{ from: 0, to: 8760, capacity: 0 }]);
    expect(forever.totals.stillDown).toEqual(['feed-a']);
  });

  test('a node that nothing needs falls alone and costs nothing', () => {
    const alone = playedFuture(variantOf(session, { kind: 'node', node: 'shop', outage: '5 h' }), 'played', {
      world: 0,
      trial: 0,
    });
    expect(alone.rows.map(({ node }) => node)).toEqual(['shop']);
    expect(alone.money.lost.at(-1)).toBe(0);
  });
});

describe('a trial of a run', () => {
  const text = PLANT.replace('every 10 years', 'on 2027-01-05T04:00')
    .replace('300 per year', 'on 2027-01-17T16:00')
    .replace('20..90 h', '2 h');

  test('shows the episode that costs most, with the money of that alone', () => {
    const session = sessionOf(text);
    const [variant] = session.variants([{}]);
    const future = playedFuture(variant!, 'played', { world: 0, trial: 0 });
    expect(future.episode).toEqual({ number: 1, of: 2 });
    expect([future.from, future.hours]).toEqual([100, 200]);
    expect(future.money.lost.at(-1)).toBeCloseTo(1440, 6);
    expect(future.totals.loss).toBeCloseTo(2070, 6);
  });

  test('in which nothing happens is empty', () => {
    const session = sessionOf(text.replaceAll(/on 2027-01-\d\dT\d\d:00/g, 'every 1000000 years'));
    const future = playedFuture(session.variants([{}])[0]!, 'played', { world: 0, trial: 0 });
    expect([future.rows, future.events, future.hours, future.episode.of]).toEqual([[], [], 0, 0]);
    expect(moneyAt(future.money, future.money.lost, 0)).toEqual({ lost: 0, perHour: 0 });
  });
});

describe('many futures', () => {
  test('of a certain model are alike', async () => {
    const session = sessionOf(PLANT);
    const played = await playedFutures(variantOf(session, FEED_LOST), 'played', 20);
    expect(played.loss).toEqual({ value: expect.closeTo(1440, 6), standardError: 0 });
    const all = { low: 1, middle: 1, high: 1 };
    expect(played.nodes.map(({ node }) => node)).toEqual(['feed-a', 'plant']);
    expect(played.nodes[1]).toEqual({
      node: 'plant',
      falls: 20,
      goesDown: 20,
      fallsAt: all,
      downAt: all,
      backAt: { low: 17, middle: 17, high: 17 },
      downHours: { low: 16, middle: 16, high: 16 },
      breaches: { mtpd: 20 },
    });
  });

  test('range as the law of the restart does: lognormal through 4 and 9 h at 5 and 95 %', async () => {
    const session = sessionOf(PLANT.replace('restart: 6 h', 'restart: 4..9 h'));
    const futures = 400;
    const { nodes } = await playedFutures(variantOf(session, FEED_LOST), 'played', futures);
    const { low, middle, high } = nodes[1]!.backAt;
    const [mu, sigma] = [(Math.log(4) + Math.log(9)) / 2, (Math.log(9) - Math.log(4)) / (2 * 1.6448536)];
    // Within the values between which a binomial count of the quantile's rank lies in all but 1 case of 1,000
    const between = (value: number, from: number, to: number): void => {
      expect(value - 11).toBeGreaterThan(Math.exp(mu + sigma * from));
      expect(value - 11).toBeLessThan(Math.exp(mu + sigma * to));
    };
    between(low, -2.197, -1.366);
    between(middle, -0.207, 0.207);
    between(high, 1.366, 2.197);
  });

  test('one that nothing brings back within the horizon is back after it', async () => {
    const session = sessionOf(PLANT);
    const played = await playedFutures(variantOf(session, { ...FEED_LOST, outage: 'forever' }), 'played', 3);
    expect(played.nodes[0]?.backAt).toEqual({ low: Infinity, middle: Infinity, high: Infinity });
  });

  test('a threat that is given happens whatever prevents it', async () => {
    const session = sessionOf(
      PLANT.replace('guard: { against: [fire], current: none', 'guard: { against: [fire], current: on'),
    );
    const played = await playedFutures(variantOf(session, { kind: 'threat', threat: 'fire' }), 'played', 5);
    expect(played.loss.value).toBeCloseTo(1440, 6);
  });

  test('pauses, and ends when a pause says so', async () => {
    const session = sessionOf(PLANT);
    const pause = (): Promise<void> => Promise.reject(new Error('enough'));
    await expect(playedFutures(variantOf(session, FEED_LOST), 'played', 5, { pause })).rejects.toThrow('enough');
  });
});

describe('what could still be done', () => {
  test('is what other levels save on the same futures, the most first', async () => {
    const session = sessionOf(PLANT);
    const selection = { given: givenBy(FEED_LOST) };
    const played = await playedFutures(session.variants([selection])[0]!, 'played', 10);
    const { remedies, without } = await remediesFor(session, selection, played, 'plant');
    expect(remedies.map(({ control, level, saves, goal }) => [control, level, Math.round(saves.value), goal])).toEqual([
      ['changeover', 'auto', 1440, { goesDown: 0, middleHours: 0 }],
      ['drill', 'on', 270, { goesDown: 10, middleHours: 13 }],
    ]);
    expect(remedies[1]?.leaves.value).toBeCloseTo(1170, 6);
    expect(without).toEqual([{ control: 'guard', level: 'on' }]);
  });
});

describe('how long a node is out when nobody says', () => {
  const read = readModelText(PLANT, {}, 'plant.yaml');
  if (!read.ok) throw new Error('no model');
  const compiled = compileModel(read.value);
  const usual = (node: string) => usualOutage(read.value, compiled, 'played', node);

  test('is the middle of what strikes it most often', () => {
    expect(usual('feed-a')).toEqual({ hours: 200, threat: 'fire' });
    // The median of a lognormal is the geometric mean of its 5th and 95th percentiles
    expect(usual('feed-b').hours).toBeCloseTo(Math.sqrt(20 * 90), 1);
  });

  test('is a day where nothing strikes it', () => {
    expect(usual('shop')).toEqual({ hours: 24, threat: null });
    expect(() => usual('nobody')).toThrow('there is no node "nobody"');
  });
});
