import { describe, expect, test } from 'vitest';
import { makeAccumulator, watchableColumns, type Accumulator } from '../../../src/sim/accumulate/accumulator.ts';
import { OF_NODE, sampleItems } from '../../../src/sim/accumulate/sample-items.ts';
import { modelOf } from '../../fixtures/model-builder.ts';
import { makeRandom } from '../../fixtures/random.ts';
import { blocksOf, stageOf, type Script } from './scripted.ts';

const model = modelOf({
  nodes: ['a', { id: 'b', tolerance: { mtpd: 24, mbco: 1 } }],
  threats: [{ id: 'fire' }, { id: 'flood' }],
  horizonHours: 2 * 8760,
  periodHours: 8760,
});
const uncertain = stageOf(model, true);
const certain = stageOf(model, false);
const { columns } = uncertain;

/** A trial of its own for every address, with awkward numbers. */
const script: Script = (world, trial) => {
  const random = makeRandom(world * 7919 + trial);
  const [x, y] = [random.unit() / 3, random.unit() / 7];
  return {
    columns: {
      [columns.threatEvents]: random.whole(0, 2),
      [columns.threatGotThrough + columns.perSource]: random.whole(0, 1),
      [columns.lossAtStruck]: x,
      [columns.nodeDownHours + columns.perNode * 1]: y * 100,
    },
    periodLoss: [x, random.chance(0.5) ? y : 0],
    periodLargest: [x / 2, 0],
    outages: random.chance(0.3) ? { 1: [2 + x, random.chance(0.3) ? -20 - y : 20 + y] } : {},
  };
};

const items = sampleItems(uncertain.compiled);

const plan = { worlds: 6, trialsPerWorld: 600 };

/** All that measuring could see. */
const seen = (accumulator: Accumulator): unknown => {
  const measured = accumulator.measured();
  const { samples } = measured;
  return {
    ...measured,
    ofWorlds: null,
    samples: Array.from({ length: items.count }, (_, item) => [samples.pieces(item), samples.shares(item, 20.1)]),
    watched: [...watchableColumns(uncertain.compiled, columns)].map((column) => measured.ofWorlds(column)),
  };
};

const merged = (blocks: ReturnType<typeof blocksOf>): Accumulator => {
  const accumulator = makeAccumulator(uncertain.compiled, columns, plan);
  for (const block of blocks) accumulator.add(block);
  return accumulator;
};

describe('the accumulator', () => {
  const whole = merged(blocksOf(uncertain, script, plan));

  test('has the sums of all trials', () => {
    const { columns: sums, loss, largest } = whole.measured();
    let [events, square, cross, hours] = [0, 0, 0, 0];
    for (let world = 0; world < plan.worlds; world++) {
      let [lossOfWorld, struckOfWorld] = [0, 0];
      for (let trial = 0; trial < plan.trialsPerWorld; trial++) {
        const { columns: values = {}, periodLoss = [] } = script(world, trial);
        events += values[columns.threatEvents]!;
        hours += values[columns.nodeDownHours + columns.perNode * 1]!;
        lossOfWorld += periodLoss[0]! + periodLoss[1]!;
        struckOfWorld += values[columns.lossAtStruck]!;
        const at = 2 * (world * plan.trialsPerWorld + trial);
        expect([loss[at], loss[at + 1]]).toEqual(periodLoss);
        expect(largest[at]).toBe(periodLoss[0]! / 2);
      }
      square += lossOfWorld ** 2;
      cross += lossOfWorld * struckOfWorld;
    }
    expect(sums.sum[columns.threatEvents]).toBe(events);
    expect(sums.sum[columns.nodeDownHours + columns.perNode * 1]).toBeCloseTo(hours, 8);
    expect(sums.square[columns.loss]! / square).toBeCloseTo(1, 12);
    expect(sums.cross[columns.loss]! / cross).toBeCloseTo(1, 12);
  });

  test('keeps the sums of watched columns world by world', () => {
    const column = columns.threatGotThrough + columns.perSource;
    const { sum, square } = whole.measured().ofWorlds(column);
    const expected = Float64Array.from({ length: plan.worlds }, (_, world) => {
      let count = 0;
      for (let trial = 0; trial < plan.trialsPerWorld; trial++) count += script(world, trial).columns?.[column] ?? 0;
      return count;
    });
    expect(sum).toEqual(expected);
    expect(square).toEqual(expected);
    expect(() => whole.measured().ofWorlds(columns.loss)).toThrow(RangeError);
  });

  test('counts the lengths of outages, where they were cut apart', () => {
    const { samples } = whole.measured();
    const [ended, cut]: [number[], number[]] = [[], []];
    for (let world = 0; world < plan.worlds; world++) {
      for (let trial = 0; trial < plan.trialsPerWorld; trial++) {
        const longest = script(world, trial).outages?.[1]?.[1];
        if (longest !== undefined) (longest < 0 ? cut : ended).push(Math.fround(Math.abs(longest)));
      }
    }
    for (const [which, lengths] of [
      [OF_NODE.longest, ended],
      [OF_NODE.longestCut, cut],
    ] as const) {
      const pieces = samples.pieces(items.ofNode(1, which));
      expect(lengths.length).toBeGreaterThan(100);
      pieces.count.forEach((count, k) => {
        const isInside = (length: number): boolean => length >= pieces.low[k]! && length < pieces.high[k]!;
        expect(lengths.filter(isInside).length).toBe(count);
      });
      expect(pieces.count.reduce((sum, count) => sum + count, 0)).toBe(lengths.length);
    }
    const shares = samples.shares(items.ofNode(1, OF_NODE.longest), Infinity);
    expect(shares.reduce((sum, { all }) => sum + all, 0)).toBe(ended.length);
    expect(shares.every(({ below, all }) => below === all)).toBe(true);
  });

  test.each([
    ['units', { trialsPerBlock: 256 }],
    ['two units', { trialsPerBlock: 512 }],
    ['three worlds', { worldsPerBlock: 3 }],
    ['four worlds', { worldsPerBlock: 4 }],
  ])('gives the same bits for blocks of %s', (_, size) => {
    expect(seen(merged(blocksOf(uncertain, script, plan, size)))).toEqual(seen(whole));
  });

  test('gives the same bits for blocks that were copied between threads', () => {
    const blocks = blocksOf(uncertain, script, plan).map((block) => structuredClone(block));
    expect(seen(merged(blocks))).toEqual(seen(whole));
  });

  test('takes blocks in order, and no other', () => {
    const [first, second, third] = blocksOf(uncertain, script, plan);
    const accumulator = makeAccumulator(uncertain.compiled, columns, plan);
    expect(() => accumulator.add(second!)).toThrow('block 1 came in place of block 0');
    accumulator.add(first!);
    expect(() => accumulator.add(third!)).toThrow('block 2 came in place of block 1');
    expect(() => accumulator.add(first!)).toThrow('block 0 came in place of block 1');
    accumulator.add(second!);
    accumulator.add(third!);
    expect([accumulator.trialsDone(), accumulator.worldsDone()]).toEqual([1800, 3]);
  });

  test('counts whole worlds only, as if the rest had not been simulated', () => {
    const units = blocksOf(uncertain, script, plan, { trialsPerBlock: 256 });
    const cut = merged(units.slice(0, 7));
    expect([cut.trialsDone(), cut.worldsDone()]).toEqual([1456, 2]);
    expect(seen(cut)).toEqual(seen(merged(units.slice(0, 6))));
    expect(cut.measured()).toMatchObject({
      worlds: 2,
      trials: 1200,
      byWorld: true,
      clusters: 2,
      givenThisWorld: false,
    });
  });

  test('falls back on the first world while it is not whole', () => {
    const cut = merged(blocksOf(uncertain, script, plan, { trialsPerBlock: 256 }).slice(0, 1)).measured();
    expect(cut).toMatchObject({ worlds: 1, trials: 256, trialsPerWorld: 256, byWorld: false, givenThisWorld: true });
    expect(cut.loss.length).toBe(512);
    expect(cut.ofWorlds(columns.threatGotThrough).sum.length).toBe(1);
    const withOutage = Array.from({ length: 256 }, (_, trial) => script(0, trial).outages).filter(
      (o) => o?.[1] !== undefined,
    );
    const pieces = cut.samples.pieces(items.ofNode(1, OF_NODE.first));
    expect(pieces.count.reduce((sum, count) => sum + count, 0)).toBe(withOutage.length);
  });

  test('clusters by trial where nothing is uncertain', () => {
    const one = { worlds: 1, trialsPerWorld: 300 };
    const accumulator = makeAccumulator(certain.compiled, columns, one);
    for (const block of blocksOf(certain, script, one)) accumulator.add(block);
    expect(accumulator.measured()).toMatchObject({ byWorld: false, clusters: 300, givenThisWorld: false });
  });
});
