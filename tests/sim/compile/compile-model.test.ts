import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { GROUP, LOSS_MODE, OCCURS } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { withCpuSeconds } from '../../fixtures/cpu-seconds.ts';
import { weibullOf } from '../../../src/sim/compile/occurrence.ts';
import {
  constant,
  givenNode,
  givenThreat,
  cost,
  effect,
  formula,
  interval,
  lossPerHour,
  modelOf,
  need,
  perYear,
} from '../../fixtures/model-builder.ts';

/** Labels of streams by their numbers; null for none. */
const labels = (compiled: CompiledModel, streams: Int32Array): (string | null)[] =>
  Array.from(streams, (stream) => compiled.streamLabels[stream] ?? null);

const names = (ids: readonly string[], positions: Int32Array): string[] => Array.from(positions, (p) => ids[p]!);

describe('a compiled model', () => {
  test('is the same whatever the order in the file', () => {
    const plant = { id: 'plant', needs: [need('b'), need('a')], loss: [lossPerHour(1)] };
    const fire = { id: 'fire', affects: [effect('a', 1), effect('b', 2)], occurs: perYear(1) };
    const flood = { id: 'flood', affects: [effect('b', 3)], occurs: perYear(2) };
    const one = modelOf({ nodes: [plant, 'a', 'b'], threats: [fire, flood] });
    const other = {
      ...one,
      nodes: one.nodes.toReversed().map((node) => ({ ...node, needs: node.needs.toReversed() })),
      threats: one.threats.toReversed().map((threat) => ({ ...threat, affects: threat.affects.toReversed() })),
    };
    expect(compileModel(other)).toEqual(compileModel(one));
    expect(compileModel(one).nodeIds).toEqual(['a', 'b', 'plant']);
  });

  test('goes through JSON-like cloning unchanged', () => {
    const compiled = compileModel(modelOf({ nodes: ['a'], threats: [{ id: 't', occurs: perYear(1) }] }));
    expect(structuredClone(compiled)).toEqual(compiled);
  });

  test('has the horizon in whole periods', () => {
    const compiled = compileModel(modelOf({ horizonHours: 3 * 8760 }));
    expect([compiled.periods, compiled.periodHours]).toEqual([3, 8760]);
    expect(compileModel(modelOf({ horizonHours: 730 })).periods).toBe(1);
  });

  test('counts kinds of loss by bearer in order of id, then harm and goodwill', () => {
    const compiled = compileModel(
      modelOf({
        bearers: ['own', { id: 'airlines', counted: false }],
        nodes: [
          {
            id: 'n',
            loss: [
              lossPerHour(5),
              lossPerHour(2, { id: 'harm', kind: 'harm', bearer: null }),
              lossPerHour(3, { id: 'airlines', bearer: 'airlines' }),
              lossPerHour(1, { id: 'goodwill', kind: 'goodwill', bearer: null }),
            ],
          },
        ],
      }),
    );
    expect(compiled.kinds).toEqual(['airlines', 'own', 'harm', 'goodwill']);
    expect([...compiled.kindCounted]).toEqual([0, 1, 0, 0]);
    expect(labels(compiled, compiled.lossStream)).toEqual(
      ['airlines', 'goodwill', 'harm', 'own'].map((id) => `nodes.n.loss.${id}`),
    );
    expect([...compiled.lossKind]).toEqual([0, 3, 2, 1]);
    expect([...compiled.lossCounted]).toEqual([0, 0, 0, 1]);
    expect(Array.from(compiled.lossAmountSlot, (slot) => compiled.slotConstants[slot])).toEqual([3, 1, 2, 5]);
  });

  test('knows which trials are uncertain', () => {
    const sure = { id: 't', occurs: perYear(1), affects: [effect('n', interval(1, 2, 'hours', 'varies'))] };
    const open = { ...sure, affects: [effect('n', interval(1, 2, 'hours', 'uncertain'))] };
    expect(compileModel(modelOf({ nodes: ['n'], threats: [sure] })).uncertain).toBe(false);
    expect(compileModel(modelOf({ nodes: ['n'], threats: [open] })).uncertain).toBe(true);
  });
});

describe('needs', () => {
  const none = constant(0, 'hours');
  const some = constant(4, 'hours');

  test('keep the preference of any-lists and sort the rest, with their weights', () => {
    const compiled = compileModel(
      modelOf({
        nodes: [
          'a',
          'b',
          'c',
          {
            id: 'plant',
            needs: [
              need('share', { kind: 'share', members: ['c', 'a'], weights: [0.6, 0.7] }),
              need('any', { kind: 'any', members: ['c', 'a', 'b'] }),
              need('two', { kind: 'atLeast', k: 2, members: ['b', 'c', 'a'] }),
            ],
          },
        ],
      }),
    );
    expect([...compiled.groupStart]).toEqual([0, 0, 0, 0, 3]);
    expect(labels(compiled, compiled.groupStream)).toEqual(
      ['any', 'share', 'two'].map((id) => `nodes.plant.needs.${id}`),
    );
    expect([...compiled.groupKind]).toEqual([GROUP.any, GROUP.share, GROUP.atLeast]);
    expect([...compiled.groupK]).toEqual([1, 1, 2]);
    expect([...compiled.edgeStart]).toEqual([0, 3, 5, 8]);
    expect(names(compiled.nodeIds, compiled.edgeNode)).toEqual(['c', 'a', 'b', 'a', 'c', 'a', 'b', 'c']);
    expect([...compiled.edgeWeight]).toEqual([1, 1, 1, 0.7, 0.6, 1, 1, 1]);
    expect([...compiled.edgeGroup]).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    // a is the member of edges 1, 3 and 5
    expect([...compiled.outStart]).toEqual([0, 3, 5, 8, 8]);
    expect([...compiled.outEdge]).toEqual([1, 3, 5, 2, 6, 0, 4, 7]);
  });

  test('take no time at all for none, but a black start without a wait for one', () => {
    const group = (hours: typeof none) =>
      need('a', { switchover: hours, buffer: hours, refill: hours, fallback: none, fallbackAfter: hours });
    const compiled = compileModel(
      modelOf({
        nodes: [
          'a',
          { id: 'p', needs: [group(none)], restart: none, blackStart: none },
          { id: 'q', needs: [group(some)], restart: some },
        ],
      }),
    );
    for (const rows of [
      compiled.groupSwitchoverSampler,
      compiled.groupBufferSampler,
      compiled.groupRefillSampler,
      compiled.groupAfterSampler,
    ]) {
      expect(rows[0]).toBe(-1);
      expect(rows[1]).toBeGreaterThanOrEqual(0);
    }
    expect([...compiled.restartStart]).toEqual([0, 0, 0, 1]);
    expect(compiled.groupFallbackSlot.every((slot) => compiled.slotConstants[slot] === 0)).toBe(true);
    expect([...compiled.nodeBlackStartSampler].map((row) => row >= 0)).toEqual([false, true, false]);
  });

  test('mark edges within a loop', () => {
    const compiled = compileModel(
      modelOf({
        nodes: [
          { id: 'a', needs: [need('b'), need('x')] },
          { id: 'b', needs: [need('a')] },
          { id: 'c', needs: [need('a')] },
          'x',
        ],
      }),
    );
    expect([...compiled.nodeLoop]).toEqual([0, 0, -1, -1]);
    expect([...compiled.edgeInLoop]).toEqual([1, 0, 1, 0]);
  });
});

describe('labels', () => {
  test('follow `was`, so that a new name moves no draw', () => {
    const named = (id: string, drawLabel: string) =>
      compileModel(
        modelOf({
          nodes: [
            { id, drawLabel },
            { id: 'z', needs: [need(id)] },
          ],
          threats: [{ id: 't', affects: [effect(id, 1)], occurs: perYear(1) }],
        }),
      );
    const before = named('mains', 'nodes.mains');
    expect(named('grid', 'nodes.mains').streamLabels.toSorted()).toEqual(before.streamLabels.toSorted());
    expect(named('grid', 'nodes.grid').streamLabels).not.toEqual(before.streamLabels);
  });

  test('are shared by the quantities of a tag, not by its effects', () => {
    const both = { key: 'place=north', chance: interval(0.2, 0.6, 'share', 'uncertain') };
    const compiled = compileModel(
      modelOf({ nodes: ['a', 'b'], threats: [{ id: 't', affects: [effect('a', 1, both), effect('b', 1, both)] }] }),
    );
    expect(compiled.effectChanceSlot[0]).toBe(compiled.effectChanceSlot[1]);
    expect(labels(compiled, compiled.effectStream)).toEqual([
      'threats.t.affects.place=north.a',
      'threats.t.affects.place=north.b',
    ]);
    expect(compiled.streamLabels).toContain('threats.t.affects.place=north.chance');
  });
});

describe('threats', () => {
  test('arrive by their law', () => {
    const threats = [
      { id: 'a', occurs: perYear(12) },
      {
        id: 'b',
        occurs: {
          kind: 'rate' as const,
          per: 'interval' as const,
          amount: constant(200, 'hours', 'uncertain'),
          once: true,
        },
      },
      { id: 'c', occurs: { kind: 'yearly' as const, chance: constant(0.05, 'share', 'uncertain'), once: false } },
      { id: 'd', occurs: { kind: 'within' as const, low: 6, high: 24, never: 0.3, once: true } },
      { id: 'e', occurs: { kind: 'on' as const, atHours: [700, -3, 50] } },
    ];
    const compiled = compileModel(modelOf({ threats }));
    const { poisson, yearly, within, on } = OCCURS;
    expect([...compiled.occurs]).toEqual([poisson, poisson, yearly, within, on]);
    const rates = Array.from(compiled.rateSlot, (slot) => (slot < 0 ? null : compiled.slotConstants[slot]));
    expect(rates).toEqual([12 / 8760, 1 / 200, 0.05, null, null]);
    expect([...compiled.once]).toEqual([0, 1, 0, 1, 0]);
    expect([...compiled.neverChance]).toEqual([0, 0, 0, 0.3, 0]);
    expect([...compiled.onStart]).toEqual([0, 0, 0, 0, 0, 3]);
    expect([...compiled.onHours]).toEqual([-3, 50, 700]);
    expect(compiled.givenThreats).toHaveLength(0);
  });

  test('within an interval follow the Weibull law through both of its ends', () => {
    // k = 4.0673839494 / ln 4, and so on: computed by hand.
    const { shape, scale } = weibullOf(6, 24);
    expect(shape).toBeCloseTo(4.0673839494 / Math.log(4), 9);
    const by = (t: number): number => 1 - Math.exp(-Math.pow(t / scale, shape));
    expect(by(6)).toBeCloseTo(0.05, 12);
    expect(by(24)).toBeCloseTo(0.95, 12);
    expect(by(12)).toBeCloseTo(0.3243, 4);
    expect(weibullOf(1, 58.404).shape).toBeCloseTo(1, 4);
  });

  test('need a layer for each whole of the greatest factor', () => {
    const calendar = { night: [{ from: 0, to: 10 }], peak: [{ from: 5, to: 20 }] };
    const during = [
      { name: 'night', factor: 1.5 },
      { name: 'peak', factor: 2 },
    ];
    const threats = [
      { id: 'a', occurs: perYear(1), rateFactor: 0.2 },
      { id: 'b', occurs: perYear(1), during },
      { id: 'c', occurs: perYear(1), during, rateFactor: 1.1 },
      { id: 'd', occurs: perYear(1), during: [{ name: 'night', factor: 0.5 }] },
    ];
    const compiled = compileModel(modelOf({ calendar, threats }));
    expect([...compiled.layers]).toEqual([1, 3, 4, 1]);
    expect([...compiled.paceFactor]).toEqual([0.2, 1, 1.1, 1]);
    expect([...compiled.paceProfile]).toEqual([-1, 0, 0, 1]);
  });

  test('lay out effects by key, with the alternatives of a choice together', () => {
    const one = { key: 'one of place=north', oneOf: true };
    const compiled = compileModel(
      modelOf({
        nodes: ['a', 'b', 'c', 'd'],
        threats: [
          { id: 't', affects: [effect('c', 1, one), effect('d', 2), effect('b', 3, one), effect('a', 4)] },
          { id: 'u', affects: [effect('a', 5, one)] },
        ],
      }),
    );
    expect([...compiled.effectStart]).toEqual([0, 4, 5]);
    expect([...compiled.effectThreat]).toEqual([0, 0, 0, 0, 1]);
    expect(names(compiled.nodeIds, compiled.effectNode)).toEqual(['a', 'd', 'b', 'c', 'a']);
    expect([...compiled.effectChoices]).toEqual([1, 1, 2, 0, 1]);
    expect(labels(compiled, compiled.effectChoiceStream)).toEqual([
      null,
      null,
      'threats.t.affects.one of place=north',
      null,
      null,
    ]);
  });

  test('say for ever, nothing left, certain and at once by -1', () => {
    const plain = effect('a', 'forever', {
      chance: constant(1, 'share', 'uncertain'),
      delay: constant(0, 'hours'),
      leaves: constant(0, 'share'),
    });
    const full = effect('b', 0, {
      chance: constant(0, 'share', 'uncertain'),
      delay: constant(1, 'hours'),
      leaves: constant(0.4, 'share'),
      overlap: 'ignore',
    });
    const compiled = compileModel(modelOf({ nodes: ['a', 'b'], threats: [{ id: 't', affects: [plain, full] }] }));
    for (const places of [
      compiled.effectChanceSlot,
      compiled.effectDelaySampler,
      compiled.effectOutageSampler,
      compiled.effectLeavesSampler,
    ]) {
      expect([...places].map((place) => place >= 0)).toEqual([false, true]);
    }
    expect([...compiled.effectIgnoresOverlap]).toEqual([0, 1]);
  });

  test('keep their costs behind those of the effects', () => {
    const compiled = compileModel(
      modelOf({
        bearers: ['own', 'state'],
        nodes: ['a'],
        threats: [
          { id: 'fire', affects: [effect('a', 1, { cost: [cost('state', 7), cost('own', 5)] })] },
          { id: 'theft', cost: [cost('own', 3)] },
        ],
      }),
    );
    expect([...compiled.effectCostStart]).toEqual([0, 2]);
    expect([...compiled.threatCostStart]).toEqual([2, 2, 3]);
    expect(names(compiled.kinds, compiled.costKind)).toEqual(['own', 'state', 'own']);
    expect(compiled.costPurpose[0]).toBe(compiled.costPurpose[2]);
    expect(compiled.costPurpose[0]).not.toBe(compiled.costPurpose[1]);
    expect(compiled.costPurpose.every((purpose) => purpose >= 256)).toBe(true);
  });

  test('spread from a member of a common cause to the others', () => {
    const compiled = compileModel(
      modelOf({
        nodes: ['a', 'b', 'c', 'd'],
        threats: [{ id: 't', affects: [effect('b', 1), effect('d', 1)] }],
        commonCauses: [{ id: 'cc', members: ['c', 'a', 'b'], beta: constant(0.1, 'share', 'uncertain') }],
      }),
    );
    expect([...compiled.effectCommonStart]).toEqual([0, 1, 1]);
    expect(labels(compiled, compiled.commonStream)).toEqual(['common causes.cc/threats.t.affects.b']);
    expect(compiled.slotConstants[compiled.commonBetaSlot[0]!]).toBe(0.1);
    expect([...compiled.spawnStart]).toEqual([0, 2]);
    expect(names(compiled.nodeIds, compiled.spawnNode)).toEqual(['a', 'c']);
    expect(labels(compiled, compiled.spawnStream)).toEqual([
      'common causes.cc/threats.t.affects.b/a',
      'common causes.cc/threats.t.affects.b/c',
    ]);
  });
});

describe('losses', () => {
  test('go to a slot, a row or a tape by their mode', () => {
    const hours = formula([{ op: 'hours' }, { op: 'constant', value: 2 }, { op: 'mul' }], 'money');
    const compiled = compileModel(
      modelOf({
        nodes: [
          {
            id: 'n',
            loss: [
              lossPerHour(9, { id: 'a' }),
              lossPerHour(constant(8, 'money'), { id: 'b', mode: 'outage', after: constant(3, 'hours') }),
              lossPerHour(hours, { id: 'c', mode: 'formula', after: constant(0, 'hours') }),
            ],
          },
        ],
      }),
    );
    expect([...compiled.lossMode]).toEqual([LOSS_MODE.rate, LOSS_MODE.outage, LOSS_MODE.formula]);
    expect([...compiled.lossAmountSlot].map((place) => place >= 0)).toEqual([true, false, false]);
    expect([...compiled.lossAmountSampler].map((place) => place >= 0)).toEqual([false, true, false]);
    expect([...compiled.lossTapeStart]).toEqual([-1, -1, 0]);
    expect([...compiled.lossTapeLength]).toEqual([0, 0, 3]);
    expect([...compiled.lossAfterSampler].map((place) => place >= 0)).toEqual([false, true, false]);
  });

  test('that are rates and vary have a row beside the slot of their mean', () => {
    const varying = lossPerHour({
      ...interval(0, 0, 'money/hour', 'varies'),
      law: { kind: 'uniform', low: 2, high: 6 },
    });
    const compiled = compileModel(modelOf({ nodes: [{ id: 'n', loss: [varying] }] }));
    expect(compiled.slotConstants[compiled.lossAmountSlot[0]!]).toBeCloseTo(4, 12);
    expect(compiled.lossAmountSampler[0]).toBeGreaterThanOrEqual(0);
    expect(compiled.uncertain).toBe(false);
  });
});

describe('watches and the scenario', () => {
  test('stand by node: mtpd, rto, then the limits', () => {
    const outage = (id: string, node: string, overHours: number) => ({
      id,
      owner: null,
      review: null,
      confidence: 0.9,
      kind: 'outage' as const,
      node,
      overHours,
      over: 'hours' as const,
      mbco: 0.3,
      chance: 0.1,
    });
    const harm = { id: 'h', owner: null, review: null, confidence: 0.9, kind: 'harm' as const, over: 2, chance: 0.1 };
    const compiled = compileModel(
      modelOf({
        nodes: [
          'a',
          { id: 'b', tolerance: { mtpd: 24, rto: 8, mbco: 0.5 } },
          { id: 'c', tolerance: { rto: 4, mbco: 1 } },
        ],
        limits: [outage('y', 'b', 6), harm, outage('x', 'b', 5), outage('z', 'a', 7)],
      }),
    );
    expect([...compiled.watchStart]).toEqual([0, 1, 5, 6]);
    expect(compiled.watchNames).toEqual(['limits.z', 'mtpd', 'rto', 'limits.x', 'limits.y', 'rto']);
    expect([...compiled.watchHours]).toEqual([7, 24, 8, 5, 6, 4]);
    expect([...compiled.watchMbco]).toEqual([0.3, 0.5, 0.5, 0.3, 0.3, 1]);
    expect(compiled.harmLimitIds).toEqual(['h']);
    expect([...compiled.harmLimitOver]).toEqual([2]);
  });

  test('shock what the scenario names, in the horizon, and what is given', () => {
    const shock = (id: string, atHours: number, outage: 'forever' | ReturnType<typeof constant>) => ({
      id,
      atHours,
      node: 'a',
      outage,
      leaves: 0.25,
    });
    const compiled = compileModel(
      modelOf({
        nodes: ['a'],
        threats: [{ id: 's' }, { id: 't' }],
        scenario: 'winter',
        shocks: [shock('z', 5, 'forever'), shock('late', 8760, 'forever'), shock('b', 9, constant(3, 'hours'))],
        given: ['t', givenThreat('s', 9), givenNode('a', 'forever', 4), givenThreat('t', 3)],
      }),
    );
    expect(compiled.conditional).toBe(true);
    expect(compiled.shockIds).toEqual(['b', 'z', 'given:a']);
    expect([...compiled.shockTime]).toEqual([9, 5, 4]);
    expect([...compiled.shockOutageSampler].map((row) => row >= 0)).toEqual([true, false, false]);
    expect([...compiled.shockLeaves]).toEqual([0.25, 0.25, 0]);
    // Threats, shocks, actions, then what is given
    expect([...compiled.shockSource]).toEqual([2, 2, 4]);
    expect(labels(compiled, compiled.shockStream)).toEqual([
      ...['b', 'z'].map((id) => `scenarios.winter.shocks.${id}`),
      'given:a',
    ]);
    expect([...compiled.givenThreats]).toEqual([1, 1, 0]);
    expect([...compiled.givenTimes]).toEqual([0, 3, 9]);
    expect([...compiled.givenOrdinals]).toEqual([0, 1, 0]);
  });

  test('that name nothing are refused', () => {
    expect(() => compileModel(modelOf({ given: ['nobody'] }))).toThrow('nobody');
    expect(() => compileModel(modelOf({ nodes: [{ id: 'a', needs: [need('b')] }] }))).toThrow('b');
  });
});

describe('a large model', () => {
  test('of 100,000 nodes and 100,000 threats compiles in seconds', () => {
    const count = 100_000;
    const ids = Array.from({ length: count }, (_, i) => `n${String(i).padStart(6, '0')}`);
    const model = modelOf({
      nodes: ids.map((id, i) => ({
        id,
        needs: i === 0 ? [] : [need(ids[i >> 1]!, { buffer: interval(1, 5 + (i % 50), 'hours', 'varies') })],
        restart: interval(1, 3 + (i % 1000), 'hours', 'varies'),
        loss: [lossPerHour(interval(10, 20 + (i % 1000), 'money/hour', 'uncertain'))],
      })),
      threats: ids.map((id, i) => ({
        id: `t-${id}`,
        occurs: {
          kind: 'rate' as const,
          per: 'interval' as const,
          amount: interval(1e4, 1e5 + (i % 1000), 'hours', 'uncertain'),
          once: false,
        },
        affects: [effect(id, interval(1, 10 + (i % 1000), 'hours', 'varies'))],
      })),
      controls: [{ id: 'guard', against: ids.map((id) => ({ threat: `t-${id}`, nodes: null })) }],
    });
    const { result: compiled, seconds } = withCpuSeconds(() => compileModel(model));
    expect(compiled.threatIds).toHaveLength(count);
    expect(compiled.edgeNode).toHaveLength(count - 1);
    // A quadratic step would take minutes.
    expect(seconds).toBeLessThan(60);
  });
});
