import { describe, expect, test } from 'vitest';
import type { SnowballResult } from '../../src/results/snowball-document.ts';
import { snowballDocumentSchema } from '../../src/results/snowball-document.ts';
import { modelOfLines, plantedLines } from '../fixtures/planted-pair.ts';
import { pointsOf } from '../fixtures/snowball-points.ts';
import { modelOfText } from '../fixtures/snowball-models.ts';

/** Every trial has the same events, so that the worst 1 % of so many is any of them. */
const TRIALS = 5000;

const model = (nodes: string, threats: string, rest = '') =>
  modelOfText(`ringfence: 1
title: Test
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
${nodes}
threats:
${threats}
${rest}`);

const shop = (needs: string): string => `  shop: { kind: service, needs: ${needs}, loss: [ { own: £1k per hour } ] }`;
const fails = (node: string, hours: string, day = '2027-03-01'): string =>
  `  ${node}-fails: { discipline: physical, occurs: on ${day}, affects: { ${node}: { outage: ${hours} } } }`;

/** Kind, id and share of each point, to a millionth. */
const named = ({ points }: SnowballResult): unknown[] =>
  points.map(({ kind, id, share }) => [kind, id, Math.round(share.value * 1e6) / 1e6]);

describe('a point is', () => {
  test('a node that starts again slowly: what it receives is passed on, the rest is made there', async () => {
    const nodes = `  power: { kind: infrastructure }\n  line: { kind: asset, needs: [power], restart: 30 h }\n${shop('[line]')}`;
    const found = await pointsOf(model(nodes, fails('power', '10 h')), TRIALS);
    expect(named(found)).toEqual([['node', 'line', 0.75]]);
    const [line] = found.points;
    expect(line!.madeHere).toMatchObject({ value: 30_000, standardError: 0 });
    expect(line!.tailSaved.value).toBe(40_000);
    expect(line!.hardened!.value).toBe(40_000);
    expect(line!.passesOn!.value).toBeCloseTo(4, 9);
    expect(line!.startsHere).toBe(0);
    expect(line!.surerThanNext).toBeNull();
    expect(line!.plays.value).toBe(1);
    // Lost for a day on top of that: its own outage needs no restart, and the horizon cuts a few
    expect(line!.lost!.value).toBeGreaterThan(23_000);
    expect(line!.lost!.value).toBeLessThan(24_000);
    expect(found.triggers.map(({ id, share }) => [id, share.value])).toEqual([['power', 1]]);
    expect(found.bearers.map(({ id, share }) => [id, share.value])).toEqual([['shop', 1]]);
    expect(found.none).toBeNull();
  });

  test('a node with a fallback that comes late', async () => {
    const nodes = `  power: { kind: infrastructure }\n  line: { kind: asset, needs: { power: { fallback: 50% after 2 h } } }\n${shop('[line]')}`;
    // 2 h in full and 8 h by half are 6 h; at once they would be 5 h
    expect(named(await pointsOf(model(nodes, fails('power', '10 h')), TRIALS))).toEqual([['node', 'line', 0.166667]]);
  });

  test('a common cause, and a threat that strikes both of two that stand in for each other', async () => {
    const nodes = `  east: { kind: infrastructure }\n  west: { kind: infrastructure }\n${shop('{ feed: { any: [east, west] } }')}`;
    const common = 'common causes:\n  hall: { of: [east, west], beta: 100% }';
    const byCause = await pointsOf(model(nodes, fails('east', '10 h'), common), TRIALS);
    expect(named(byCause)).toEqual([['commonCause', 'hall', 1]]);
    expect(byCause.points[0]).toMatchObject({ members: ['east', 'west'], hardened: null, passesOn: null, lost: null });
    const flood = `  flood: { discipline: physical, occurs: on 2027-03-01, affects: { east: { outage: 10 h }, west: { outage: 10 h } } }`;
    const byThreat = await pointsOf(model(nodes, flood), TRIALS);
    expect(named(byThreat)).toEqual([['threat', 'flood', 1]]);
    expect(byThreat.points[0]!.plays.value).toBe(1);
  });

  test('twins that all start again slowly, once as a set', async () => {
    const nodes = `  power: { kind: infrastructure }\n  pump: { kind: asset, count: 2, needs: [power], restart: 9 h }\n${shop('[pump]')}`;
    const found = await pointsOf(model(nodes, fails('power', '1 h')), TRIALS);
    expect(named(found)).toEqual([['twins', 'pump', 0.9]]);
    expect(found.points[0]!.members).toEqual(['pump-1', 'pump-2']);
  });

  test('a set that makes together what none of it makes alone, behind the points', async () => {
    const nodes = `  power: { kind: infrastructure }
  a: { kind: asset, needs: [power], restart: 9 h }
  b: { kind: process, needs: [power], restart: 12 h }
  c: { kind: asset, needs: [power] }
${shop('[a, b, c]')}`;
    // 13 h: with b plain 10 h, with both plain 1 h
    const found = await pointsOf(model(nodes, fails('power', '1 h')), TRIALS);
    expect(named(found)).toEqual([
      ['node', 'b', 0.230769],
      ['together', 'a & b', 0.923077],
    ]);
  });

  test('a loop that holds itself down, behind the single node that closes it', async () => {
    const nodes = `  power: { kind: infrastructure, needs: [network] }
  network: { kind: service, needs: [power, cooling] }
  cooling: { kind: asset }
${shop('[network]')}`;
    const threats = `${fails('power', '2 h')}\n${fails('cooling', '5 h', '2027-03-01T01:00')}`;
    const share = Math.round((1 - 6 / ((365 - 59) * 24)) * 1e6) / 1e6;
    const found = await pointsOf(model(nodes, threats), TRIALS);
    expect(named(found).slice(0, 2)).toEqual([
      ['node', 'network', share],
      ['loop', 'network & power', share],
    ]);
  });

  test('a control that dies with what it protects against, and the coincidence, of two futures out of four', async () => {
    const nodes = `  power: { kind: infrastructure }\n  store: { kind: service, loss: [ { own: £20k per hour } ] }`;
    const threats = `  cut: { discipline: supply, occurs: 1 per year, affects: { power: { outage: 400 h } } }
  burglars: { discipline: physical, occurs: 3 per year, affects: { store: { outage: 30 h } } }`;
    const controls =
      'controls:\n  alarm: { discipline: physical, against: [burglars], needs: [power], current: fitted, levels: { fitted: { prevent: 100% } } }';
    const found = await pointsOf(model(nodes, threats, controls), 20_000);
    expect(named(found)).toEqual([
      ['control', 'alarm', 1],
      ['coincidence', 'power & store', expect.closeTo(1, 1)],
    ]);
    expect(found.points[0]!.surerThanNext).toBeGreaterThanOrEqual(0.5);
  });
});

describe('there is none', () => {
  const nodes = `  power: { kind: infrastructure }\n  line: { kind: asset, needs: [power], restart: 3 h }\n${shop('[line]')}`;

  test('when nothing makes the least share: the largest is named', async () => {
    const found = await pointsOf(model(nodes, fails('power', '97 h')), TRIALS);
    expect(found).toMatchObject({ points: [], none: 'below least', neededTrials: null });
    expect(found.next).toMatchObject({ kind: 'node', id: 'line' });
    expect(found.next!.share.value).toBeCloseTo(0.03, 9);
    expect(named(await pointsOf(model(nodes, fails('power', '97 h')), TRIALS, { least: 0.02 }))).toEqual([
      ['node', 'line', 0.03],
    ]);
  });

  test('when no future has a loss', async () => {
    const found = await pointsOf(model('  power: { kind: infrastructure }', fails('power', '97 h')), TRIALS);
    expect(found).toMatchObject({ points: [], none: 'no loss', neededTrials: null, tail: { level: null, mean: null } });
  });

  test('as far as is known, when too few futures have a loss: trials that would do are said', async () => {
    const rare = '  rare: { discipline: physical, occurs: 0.02 per year, affects: { power: { outage: 97 h } } }';
    const found = await pointsOf(model(nodes, rare), 1000);
    expect(found.none).toBe('not resolved');
    expect(found.tail).toMatchObject({ level: null, mean: null, periods: 1000 });
    expect(found.tail.allPeriodsWithLoss).toBeLessThan(50);
    expect(found.neededTrials).toBe(5000);
    expect((await pointsOf(model(nodes, rare), found.neededTrials!)).tail.level).toBe(0.99);
    // Not for want of losses, but of periods
    const often = await pointsOf(model(nodes, fails('power', '97 h')), 500);
    expect(often).toMatchObject({ none: 'not resolved', neededTrials: 1000 });
    expect((await pointsOf(model(nodes, fails('power', '97 h')), 1000)).tail.level).toBe(0.95);
  });
});

describe('in models of two hundred nodes', () => {
  test.each([1, 2])('a planted pair stands first, and without it there is none (seed %i)', async (seed) => {
    const planted = plantedLines(seed, true);
    const found = await pointsOf(modelOfLines(planted), 6000);
    expect(found.points[0]).toMatchObject({ kind: 'coincidence' });
    expect(found.points[0]!.members.map((id) => id[0])).toEqual(['a', 'z']);
    const without = await pointsOf(modelOfLines(plantedLines(seed, false)), 6000);
    expect(without).toMatchObject({ points: [], none: 'below least' });
    expect(without.next!.share.value).toBeGreaterThan(0);
  });

  test('the order of the file means nothing', async () => {
    const { nodes, threats } = plantedLines(3, true);
    const found = await pointsOf(modelOfLines({ nodes, threats }), 5000);
    const turned = await pointsOf(modelOfLines({ nodes: nodes.toReversed(), threats: threats.toReversed() }), 5000);
    expect(turned).toEqual(found);
  });
});

test('findings are what their schema says', async () => {
  const nodes = `  power: { kind: infrastructure }\n  line: { kind: asset, needs: [power], restart: 30 h }\n${shop('[line]')}`;
  const found = await pointsOf(model(nodes, fails('power', '10 h')), TRIALS);
  const head = {
    ringfence: '0.1.0',
    title: '',
    modelHash: '',
    seed: '',
    worlds: 1,
    trials: TRIALS,
    trialsPerWorld: TRIALS,
    horizonHours: 8760,
    currency: 'GBP',
    lossesCounted: ['own'],
    partial: false,
    settings: {},
  };
  const document = { ...head, snowball: 1, scenarios: { base: found } };
  const read = snowballDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(document)));
});
