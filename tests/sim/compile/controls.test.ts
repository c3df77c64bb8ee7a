import { describe, expect, test } from 'vitest';
import type { Level } from '../../../src/model/model.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { effectivenessOf } from '../../../src/sim/compile/effectiveness.ts';
import { expectedEventsPerTrial } from '../../../src/sim/compile/expected-events.ts';
import { makeWorld } from '../../../src/sim/kernel/ground/world.ts';
import { streamKeys } from '../../../src/sim/random/key.ts';
import { against, constant, effect, interval, level, modelOf, perYear } from '../../fixtures/model-builder.ts';

const SEED = 'controls';

/** The rows of a compressed list, by names. */
function rows(ids: readonly string[], starts: Int32Array, positions: Int32Array): string[][] {
  return Array.from({ length: starts.length - 1 }, (_, i) =>
    Array.from(positions.subarray(starts[i], starts[i + 1]), (position) => ids[position]!),
  );
}

/** Values of slots in a world; null where there is none. */
function valuesIn(compiled: CompiledModel, world: number, slots: Int32Array): (number | null)[] {
  const made = makeWorld(compiled, streamKeys(SEED, compiled.streamLabels), new Int32Array(2));
  made.enter(world);
  return Array.from(slots, (slot) => (slot < 0 ? null : made.slots[slot]!));
}

const misses = (share: number, of: string): Level['prevent'] => ({
  kind: 'misses',
  share: constant(share, 'factor', 'uncertain'),
  of,
});

describe('control lists', () => {
  const preventing = [level('none', 0), level('on', 1, { prevent: 0.5 })];
  const deterring = [level('none', 0), level('on', 1, { deter: 0.5 })];
  const containing = [level('none', 0), level('on', 1, { contain: 0.5 })];
  const recovering = [
    level('none', 0),
    level('on', 1, {}, { recover: { chance: constant(0.5, 'share', 'uncertain'), within: constant(2, 'hours') } }),
  ];
  const compiled = compileModel(
    modelOf({
      nodes: ['a', 'b'],
      threats: [
        { id: 's', affects: [effect('a', 1)] },
        { id: 't', affects: [effect('a', 1), effect('b', 1)] },
      ],
      controls: [
        { id: 'contains-b', levels: containing, against: [against('t', ['b'])] },
        { id: 'deters', levels: deterring, against: [against('t', ['b'])] },
        { id: 'does-nothing', against: [against('s'), against('t')] },
        { id: 'each-a', levels: preventing, against: [against('t', ['a']), against('s', ['a'])], level: 'none' },
        { id: 'both', levels: preventing, against: [against('t', ['a']), against('t')] },
        { id: 'event', levels: preventing, against: [against('t')] },
        { id: 'recovers', levels: recovering, against: [against('t')] },
      ],
    }),
  );
  const ids = compiled.controlIds;

  test('without nodes stand per event, with nodes per effect, and an event needs no second draw', () => {
    expect(rows(ids, compiled.eventControlStart, compiled.eventControl)).toEqual([[], ['both', 'event']]);
    expect(rows(ids, compiled.effectControlStart, compiled.effectControl)).toEqual([['each-a'], ['each-a'], []]);
  });

  test('hold what deters per threat and what repairs per effect', () => {
    expect(rows(ids, compiled.deterStart, compiled.deterControl)).toEqual([[], ['deters']]);
    expect(rows(ids, compiled.repairControlStart, compiled.repairControl)).toEqual([
      [],
      ['recovers'],
      ['contains-b', 'recovers'],
    ]);
  });

  test('draw by streams of pairs', () => {
    const labels = (streams: Int32Array): string[] => Array.from(streams, (stream) => compiled.streamLabels[stream]!);
    expect(labels(compiled.eventControlStream)).toEqual(['controls.both/threats.t', 'controls.event/threats.t']);
    expect(labels(compiled.effectControlStream)).toEqual([
      'controls.each-a/threats.s.affects.a',
      'controls.each-a/threats.t.affects.a',
    ]);
    expect(labels(compiled.repairControlStream)).toEqual([
      'controls.recovers/threats.t.affects.a',
      'controls.contains-b/threats.t.affects.b',
      'controls.recovers/threats.t.affects.b',
    ]);
  });

  test('say which level is in force and which node is the control', () => {
    expect(Array.from(compiled.controlLevel, (l) => compiled.levelIds[l])).toEqual(
      ids.map((id) => (id === 'each-a' ? 'none' : 'on')),
    );
    expect(Array.from(compiled.controlNode, (node) => compiled.nodeIds[node])).toEqual(ids);
    expect([...compiled.nodeIsControl]).toEqual(compiled.nodeIds.map((id) => (ids.includes(id) ? 1 : 0)));
  });
});

describe('effectiveness', () => {
  test('of a level that misses a share of what the one below misses', () => {
    const levels = [
      level('none', 0),
      level('basic', 1, { prevent: 0.6 }),
      level('full', 2, {}, { prevent: misses(0.25, 'basic') }),
      level('extra', 3, {}, { prevent: misses(0.5, 'full'), deter: misses(0.7, 'full') }),
      level('worse', 4, {}, { prevent: misses(30, 'full') }),
    ];
    const compiled = compileModel(modelOf({ controls: [{ id: 'c', levels }] }));
    const prevents = Array.from(compiled.levelPreventSlot, (slot) => (slot < 0 ? null : compiled.slotConstants[slot]!));
    expect(prevents[0]).toBeNull();
    // 1 - .25 x .4 = .9; 1 - .5 x .1 = .95; never less than nothing
    [0.6, 0.9, 0.95, 0].forEach((expected, i) => expect(prevents[i + 1]).toBeCloseTo(expected, 12));
    const deters = compiled.levelDeterSlot;
    expect([...deters].map((slot) => slot >= 0)).toEqual([false, false, false, true, false]);
    expect(compiled.slotConstants[deters[3]!]).toBeCloseTo(0.3, 12);
    expect(compiled.stepOp).toHaveLength(0);
  });

  test('draws the share once for all that the level does', () => {
    const share = { kind: 'misses' as const, share: interval(0.2, 0.5, 'factor', 'uncertain'), of: 'none' };
    const levels = [level('none', 0), level('on', 1, {}, { prevent: share, contain: share })];
    const compiled = compileModel(modelOf({ controls: [{ id: 'c', levels }] }));
    const [, prevents] = valuesIn(compiled, 7, compiled.levelPreventSlot);
    const [, contains] = valuesIn(compiled, 7, compiled.levelContainSlot);
    expect(prevents).toBeGreaterThan(0);
    expect(contains).toBe(prevents);
  });

  test('after evidence has the mean of the product of its posteriors', () => {
    const posterior: Level['prevent'] = {
      kind: 'posterior',
      forms: [
        { form: 'done', a: 50.5, b: 2.5 },
        { form: 'to standard', a: 17.5, b: 3.5 },
      ],
      validity: [constant(0.9, 'share', 'uncertain')],
    };
    const compiled = compileModel(
      modelOf({ controls: [{ id: 'c', levels: [level('none', 0), level('on', 1, {}, { prevent: posterior })] }] }),
    );
    expect(compiled.streamLabels).toEqual(
      expect.arrayContaining(['controls.c.levels.on.evidence.done', 'controls.c.levels.on.evidence.to standard']),
    );
    const worlds = 2000;
    const [result] = effectivenessOf(compiled, SEED, worlds);
    // Beta moments: mean m = a / n, second moment m (a + 1) / (n + 1) with n = a + b.
    const moments = [
      [50.5, 2.5],
      [17.5, 3.5],
    ].map(([a, b]) => [a! / (a! + b!), ((a! / (a! + b!)) * (a! + 1)) / (a! + b! + 1)] as const);
    const mean = 0.9 * moments[0]![0] * moments[1]![0];
    const variance = 0.81 * moments[0]![1] * moments[1]![1] - mean * mean;
    expect(Math.abs(result!.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / worlds));
    expect(result!.low).toBeLessThan(mean);
    expect(result!.high).toBeGreaterThan(mean);
  });

  test('over worlds is the interval that the analyst gave', () => {
    const levels = [level('none', 0), level('on', 1, { prevent: interval(0.4, 0.7, 'share', 'uncertain') })];
    const compiled = compileModel(
      modelOf({
        controls: [
          { id: 'bought', levels },
          { id: 'constant', levels: [level('none', 0), level('on', 1, { contain: 0.3 })] },
          { id: 'not-bought', levels, level: 'none' },
        ],
      }),
    );
    const worlds = 2000;
    const [bought, fixed, none] = effectivenessOf(compiled, SEED, worlds);
    // DKW: all of the empirical distribution lies within e of the true one but for 2 exp(-2 n e^2) = 1e-6.
    const e = Math.sqrt(Math.log(2 / 1e-6) / (2 * worlds));
    const world = makeWorld(compiled, streamKeys(SEED, compiled.streamLabels), new Int32Array(2));
    const slot = compiled.levelPreventSlot[compiled.controlLevel[0]!]!;
    let below = 0;
    for (let w = 0; w < worlds; w++) {
      world.enter(w);
      if (world.slots[slot]! < 0.4) below++;
    }
    expect(Math.abs(below / worlds - 0.05)).toBeLessThan(e);
    expect(bought!.low).toBeLessThan(bought!.mean);
    expect(bought!.mean).toBeLessThan(bought!.high);
    for (const value of [fixed!.mean, fixed!.low, fixed!.high]) expect(value).toBeCloseTo(0.3, 12);
    expect(none).toEqual({ mean: 0, low: 0, high: 0 });
  });
});

describe('transfers', () => {
  test('stand by level', () => {
    const layer = { limit: 5e6, over: 1e6, per: 'event' as const, share: 0.9, waitingHours: 24 };
    const yearly = { limit: 1e6, over: 0, per: 'year' as const, share: 1, waitingHours: 0 };
    const levels = [
      level('none', 0),
      level('insured', 1, {}, { transfer: [layer, yearly] }),
      level('spare', 2, {}, { capacity: 0.5, changesModel: true }),
    ];
    const compiled = compileModel(modelOf({ controls: [{ id: 'c', levels }] }));
    expect([...compiled.levelTransferStart]).toEqual([0, 0, 2, 2]);
    expect([...compiled.transferLimit]).toEqual([5e6, 1e6]);
    expect([...compiled.transferOver]).toEqual([1e6, 0]);
    expect([...compiled.transferPerYear]).toEqual([0, 1]);
    expect([...compiled.transferShare]).toEqual([0.9, 1]);
    expect([...compiled.transferWaiting]).toEqual([24, 0]);
    expect([...compiled.levelCapacity]).toEqual([1, 1, 0.5]);
    expect([...compiled.levelChangesModel]).toEqual([0, 0, 1]);
  });
});

describe('expected events', () => {
  test('add up the laws of the threats', () => {
    const half = [{ from: 0, to: 4380 }];
    const compiled = compileModel(
      modelOf({
        calendar: { half },
        threats: [
          { id: 'a', occurs: perYear(12) },
          { id: 'b', occurs: perYear(2), rateFactor: 3, during: [{ name: 'half', factor: 2 }] },
          {
            id: 'c',
            occurs: { kind: 'yearly', chance: constant(0.19, 'share', 'uncertain'), once: false },
            rateFactor: 0.5,
          },
          { id: 'd', occurs: { kind: 'on', atHours: [-1, 0, 5, 8760] } },
          { id: 'e', occurs: { kind: 'within', low: 100, high: 8760, never: 0.4, once: true } },
        ],
        given: ['a'],
      }),
    );
    // 12, 2 x 3 x 1.5, 1 - sqrt(.81), two dates, .6 x .95, one given
    expect(expectedEventsPerTrial(compiled)).toBeCloseTo(12 + 9 + 0.1 + 2 + 0.57 + 1, 6);
  });
});
