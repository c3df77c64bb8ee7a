import { turnsOf } from '../../../src/tui/host/risks.ts';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/tui/host/messages.ts';
import { hostOf, saidLast, SHOP, type TestHost } from './host-of.ts';

/** All clocks are certain: the works fall with the grid, change over in 11 h. */
const CERTAIN = `ringfence: 1
title: A small works
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  grid: { kind: infrastructure, owner: the council }
  spare: { kind: infrastructure }
  shed: { kind: site }
  works:
    kind: service
    goal: bread
    needs: { feed: { any: [grid, spare], switchover: 11 h } }
    tolerance: { mtpd: 4 h, mbco: 30% }
    loss: [{ own: £1k per hour }]
threats:
  fault: { occurs: every 10 years, affects: { grid: { outage: 48 h } } }
  theft: { occurs: on 2027-03-01, cost: { own: £500 } }
controls:
  guard: { against: [fault], current: none, levels: { none: {}, night: { order: 1, opex: £2k per year, prevent: 50% } } }
  switching:
    current: none
    levels: { none: {}, drilled: { order: 1, opex: £1k per year, set: { nodes.works.needs.feed.switchover: 1 h } } }
`;

const drilled: Change = { kind: 'level', control: 'switching', from: 'none', to: 'drilled' };

async function opened(text: string = CERTAIN): Promise<TestHost> {
  const host = hostOf(text);
  saidLast(await host.ask({ kind: 'open', file: host.file }), 'opened');
  return host;
}

describe('what is played', () => {
  test('a node fails for its usual outage, alone', async () => {
    const host = await opened();
    const cause = { kind: 'node', node: 'grid', outage: null } as const;
    const { view } = saidLast(await host.ask({ kind: 'play', changes: [], cause, future: 7 }), 'played');
    expect(view).toMatchObject({
      cause: { kind: 'node', node: 'grid', outage: '48 h' },
      because: 'the middle of what fault does',
      future: 7,
      futures: 200,
      begins: '2027-01-01T00:00',
      goals: ['works'],
      nodes: 4,
      mtpd: { works: 4 },
    });
    expect(view.played.rows.map(({ node, stretches }) => [node, stretches])).toEqual([
      ['grid', [{ from: 0, to: 48, capacity: 0 }]],
      ['works', [{ from: 0, to: 11, capacity: 0 }]],
    ]);
    expect(view.played.money.lost.at(-1)).toBeCloseTo(11_000, 6);
  });

  test('under the what-if it is what that makes of it', async () => {
    const host = await opened();
    const cause = { kind: 'threat', threat: 'fault' } as const;
    const { view } = saidLast(await host.ask({ kind: 'play', changes: [drilled], cause, future: 0 }), 'played');
    expect(view.played.money.lost.at(-1)).toBeCloseTo(1000, 6);
  });

  test('what cannot be played fails in words', async () => {
    const host = await opened();
    const cause = { kind: 'node', node: 'grid', outage: 'long' } as const;
    const said = await host.ask({ kind: 'play', changes: [], cause, future: 0 });
    expect(saidLast(said, 'unplayed').words).toContain('long');
    // Nobody who reads a screen wrote a command line
    expect(saidLast(said, 'unplayed').words).not.toContain('--');
  });

  test('200 futures say what happens, until when repairing helps, and what levels would save', async () => {
    const host = await opened();
    const cause = { kind: 'node', node: 'grid', outage: '48 h' } as const;
    const said = await host.ask({ kind: 'ranges', changes: [], cause });
    expect(said.filter(({ kind }) => kind === 'ranges')).toHaveLength(2);
    const { ranges } = saidLast(said, 'ranges');
    expect(ranges).toMatchObject({ futures: 200, goal: 'works', moreNodes: 0 });
    expect(ranges.nodes.map(({ node, goesDown }) => [node, goesDown])).toEqual([
      ['grid', 200],
      ['works', 200],
    ]);
    expect(ranges.nodes[1]?.breaches).toEqual({ mtpd: 200 });
    expect(ranges.loss.value).toBeCloseTo(11_000, 6);
    // The works are back as soon as the grid is: repaired at 5.5 h half of 11 h is saved
    expect(ranges.lastMomentHours).toBeCloseTo(5.5, 2);
    expect(
      ranges.remedies?.remedies.map(({ control, level, saves }) => [control, level, Math.round(saves.value)]),
    ).toEqual([['switching', 'drilled', 10_000]]);
    expect(ranges.remedies?.without).toEqual([{ control: 'guard', level: 'night' }]);
  });
});

describe('a node', () => {
  test('is said in sentences, with what strikes it and what stands beside it', async () => {
    const host = await opened();
    const { card } = saidLast(await host.ask({ kind: 'card', changes: [], node: 'grid' }), 'card');
    expect(card).toMatchObject({ node: 'grid', sentences: [], struckBy: ['fault'] });
    expect(card.beside).toEqual([{ control: 'guard', level: 'none', words: 'against fault' }]);
    const works = saidLast(await host.ask({ kind: 'card', changes: [drilled], node: 'works' }), 'card');
    expect(works.card.sentences.join(' ')).toContain('taking over from one to another takes 1 h');
    expect(works.card.beside).toEqual([
      { control: 'switching', level: 'drilled', words: 'changes needs.feed.switchover' },
    ]);
  });
});

describe('the register', () => {
  test('plays those that cost most first, few cases and then many, and then all others', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `t${index}`);
    const turns = turnsOf(ids);
    expect(turns.slice(0, 17).map((together) => together.map(({ id, trials }) => `${id} ${trials}`))).toEqual([
      ...ids.slice(0, 16).map((id) => [`${id} 2000`]),
      ['t0 20000'],
    ]);
    expect(turns[32]?.map(({ id }) => id)).toEqual(ids.slice(16, 32));
    expect(turns[32]?.every(({ trials }) => trials === 2000)).toBe(true);
    expect(turns.flat()).toHaveLength(80);
  });

  test('lets nothing happen at an hour at which it costs nothing because nobody is there', async () => {
    const host = hostOf(SHOP);
    await host.ask({ kind: 'open', file: host.file });
    const { given } = saidLast(await host.ask({ kind: 'risks', changes: [] }), 'given');
    expect(given['cut']?.begins).toBe('2027-01-01T10:00');
    // Five hours at £10; seldom another cut overlaps
    expect(given['cut']?.mean.value).toBeCloseTo(50, 0);
  });

  test('says when each comes next at once, then what it does', async () => {
    const host = await opened();
    const said = await host.ask({ kind: 'risks', changes: [] });
    const [first] = said.filter((one) => one.kind === 'risks');
    const given = said.flatMap((one) => (one.kind === 'given' ? [one.given] : []));
    expect(given.map((one) => Object.entries(one).map(([id, { trials }]) => `${id} ${trials}`))).toEqual([
      ['fault 2000'],
      ['theft 2000'],
      ['fault 20000'],
      ['theft 20000'],
    ]);
    expect(first?.risks.map(({ id, given }) => [id, given])).toEqual([
      ['fault', undefined],
      ['theft', undefined],
    ]);
    // Of an exponential law of mean 10 years: -ln .95, ln 2, -ln .05
    const { low, middle, high } = first!.risks[0]!.next;
    expect(low / 87_600).toBeCloseTo(-Math.log(0.95), 4);
    expect(middle / 87_600).toBeCloseTo(Math.log(2), 4);
    expect(high / 87_600).toBeCloseTo(-Math.log(0.05), 4);
    expect(first?.risks[1]?.next).toEqual({ low: 1416, middle: 1416, high: 1416 });
    const fault = given.at(-2)?.['fault'];
    expect(fault?.mean.value).toBeCloseTo(11_000, 6);
    expect(fault?.goal).toMatchObject({ id: 'works', down: { value: 1 }, middleHours: 11 });
    expect(given.at(-1)?.['theft']).toMatchObject({ mean: { value: 500 }, goal: null });
  });
});

describe('where failures compound', () => {
  test('the points come first, then what stands behind them', async () => {
    const host = await opened();
    const said = await host.ask({ kind: 'snowball', changes: [], trials: 5_000 });
    const views = said.filter((one) => one.kind === 'snowball').map(({ snowball }) => snowball);
    expect(views.map(({ isWhole }) => isWhole)).toEqual([false, true]);
    const whole = views[1]!;
    expect(whole.points.map(({ name, node }) => [name, node])).toEqual([['works', 'works']]);
    expect(whole.chains[0]?.nodes).toEqual(['grid', 'works']);
    expect(whole.cutSets).toEqual([
      { goal: 'works', isDownUnhurt: false, shares: ['0%'], sets: [['grid', 'spare']], triedUpTo: 3 },
    ]);
    expect(whole.promises.join(' ').replaceAll('\u00a0', ' ')).toContain(
      'works may be down for 4 h; 100% of its outages last longer',
    );
  });
});
