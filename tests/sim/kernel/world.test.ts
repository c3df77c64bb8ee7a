import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import type { TapeStep } from '../../../src/model/quantity.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { quantileOfRow } from '../../../src/sim/distributions/sampler.ts';
import { WORLD_OP } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { SimulationFault } from '../../../src/sim/kernel/ground/kernel.ts';
import { makeTape } from '../../../src/sim/kernel/ledger/tape.ts';
import { makeWorld } from '../../../src/sim/kernel/ground/world.ts';
import { makeDraws, unitFromWords } from '../../../src/sim/random/draws.ts';
import { streamKeys } from '../../../src/sim/random/key.ts';
import {
  constant,
  effect,
  formula,
  interval,
  level,
  lossPerHour,
  modelOf,
  need,
} from '../../fixtures/model-builder.ts';

const SEED = 'worlds';

function worldOf(compiled: CompiledModel) {
  const keys = streamKeys(SEED, compiled.streamLabels);
  return { draws: makeDraws(keys), ...makeWorld(compiled, keys, new Int32Array(2)) };
}

/** Every draw of a world by the label of its stream. */
function drawsOf(model: Model, number: number): Map<string, number> {
  const compiled = compileModel(model);
  const world = worldOf(compiled);
  world.enter(number);
  const values = new Map<string, number>();
  compiled.stepOp.forEach((op, step) => {
    if (op !== WORLD_OP.draw) return;
    values.set(compiled.streamLabels[compiled.stepB[step]!]!, world.slots[compiled.stepOut[step]!]!);
  });
  return values;
}

/** Model whose node loses by a formula; the slot of it is that of the only loss. */
function modelOfFormula(tape: readonly TapeStep[], inputs: Readonly<Record<string, number>> = {}): Model {
  return modelOf({
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, constant(value, 'number', 'uncertain')]),
    ),
    nodes: [{ id: 'n', loss: [lossPerHour(formula(tape, 'money/hour'))] }],
  });
}

const lossSlot = (compiled: CompiledModel): number => compiled.lossAmountSlot[0]!;

describe('a world', () => {
  const base = {
    nodes: [
      'a',
      {
        id: 'b',
        needs: [need('a', { fallback: interval(0.1, 0.4, 'share', 'uncertain') })],
        loss: [lossPerHour(interval(10, 90, 'money/hour', 'uncertain'))],
      },
    ],
    threats: [
      {
        id: 't',
        occurs: {
          kind: 'rate' as const,
          per: 'interval' as const,
          amount: interval(100, 900, 'hours', 'uncertain'),
          once: false,
        },
        affects: [effect('a', interval(2, 8, 'hours', 'uncertain'))],
      },
    ],
    controls: [
      { id: 'c', levels: [level('none', 0), level('on', 1, { prevent: interval(0.2, 0.6, 'share', 'uncertain') })] },
    ],
  };

  test('draws each quantity by its path, with 53 bits, at the address of the world', () => {
    const compiled = compileModel(modelOf(base));
    const world = worldOf(compiled);
    world.enter(41);
    const stream = compiled.streamLabels.indexOf('nodes.b.loss.own.amount');
    const step = compiled.stepB.findIndex((b, i) => b === stream && compiled.stepOp[i] === WORLD_OP.draw);
    world.draws.at(stream, 41, 0, 0, 0);
    const p = unitFromWords(world.draws.word[0]!, world.draws.word[1]!);
    expect(world.slots[lossSlot(compiled)]).toBe(
      quantileOfRow(compiled.samplers, world.slots, compiled.stepA[step]!, p),
    );
    expect([...drawsOf(modelOf(base), 41).keys()].toSorted()).toEqual([
      'controls.c.levels.on.prevent',
      'nodes.b.loss.own.amount',
      'nodes.b.needs.a.fallback',
      'threats.t.affects.a.outage',
      'threats.t.occurs',
    ]);
  });

  test('is the same whichever came before', () => {
    const compiled = compileModel(modelOf(base));
    const world = worldOf(compiled);
    world.enter(3);
    const first = world.slots.slice();
    world.enter(4);
    expect(world.slots).not.toEqual(first);
    world.enter(3);
    expect(world.slots).toEqual(first);
  });

  test('moves no draw when entities are added', () => {
    const more = modelOf({
      ...base,
      nodes: [...base.nodes, { id: 'aa', loss: [lossPerHour(interval(1, 2, 'money/hour', 'uncertain'))] }],
      threats: [...base.threats, { ...base.threats[0]!, id: 's' }],
      controls: [...base.controls, { id: 'b2', levels: base.controls[0]!.levels }],
    });
    const before = drawsOf(modelOf(base), 12);
    const after = drawsOf(more, 12);
    expect(after.size).toBe(before.size + 4);
    for (const [label, value] of before) expect(after.get(label)).toBe(value);
  });

  test('turns a mean time between events into a rate', () => {
    const compiled = compileModel(modelOf(base));
    const world = worldOf(compiled);
    world.enter(2);
    const hours = drawsOf(modelOf(base), 2).get('threats.t.occurs')!;
    expect(world.slots[compiled.rateSlot[0]!]).toBe(1 / hours);
  });

  test('gives an outage that is uncertain the same length whatever the draw of the event', () => {
    const compiled = compileModel(modelOf(base));
    const world = worldOf(compiled);
    world.enter(5);
    const row = compiled.effectOutageSampler[0]!;
    const hours = drawsOf(modelOf(base), 5).get('threats.t.affects.a.outage');
    expect([0, 123456789, 0xffffffff].map((word) => world.sampler.sample(row, word))).toEqual([hours, hours, hours]);
  });

  test('takes a quantity that varies where worlds are drawn by its mean', () => {
    const varies = { ...interval(0, 1, 'share', 'varies'), law: { kind: 'beta' as const, a: 3, b: 1 } };
    const compiled = compileModel(
      modelOf({ nodes: ['a'], threats: [{ id: 't', affects: [effect('a', 1, { chance: varies })] }] }),
    );
    expect(compiled.slotConstants[compiled.effectChanceSlot[0]!]).toBeCloseTo(0.75, 9);
    expect(compiled.uncertain).toBe(false);
  });
});

describe('widening of what varies', () => {
  test('is a shift of the logarithm with variance (w^2 - 1) times its own, drawn once per world', () => {
    const widening = 1.5;
    const law = { kind: 'lognormal' as const, median: 6, sigma: 0.8 };
    const outage = { ...interval(0, 0, 'hours', 'varies'), law, widening };
    const model = modelOf({ nodes: ['a'], threats: [{ id: 't', affects: [effect('a', outage)] }] });
    const compiled = compileModel(model);
    const narrow = compileModel(
      modelOf({ nodes: ['a'], threats: [{ id: 't', affects: [effect('a', { ...outage, widening: 1 })] }] }),
    );
    expect(narrow.uncertain).toBe(false);
    const world = worldOf(compiled);
    const plain = worldOf(narrow);
    const worlds = 4000;
    const word = 0x40000000;
    let squares = 0;
    for (let w = 0; w < worlds; w++) {
      world.enter(w);
      const shift = drawsOfShift(compiled, world.slots);
      squares += shift * shift;
      const ratio =
        world.sampler.sample(compiled.effectOutageSampler[0]!, word) /
        plain.sampler.sample(narrow.effectOutageSampler[0]!, word);
      expect(Math.abs(Math.log(ratio) - shift)).toBeLessThan(1e-6);
    }
    const variance = (widening * widening - 1) * 0.8 * 0.8;
    // The mean square of n normal numbers has the relative standard error sqrt(2 / n).
    expect(Math.abs(squares / worlds / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / worlds));
  });

  function drawsOfShift(compiled: CompiledModel, slots: Float64Array): number {
    const stream = compiled.streamLabels.indexOf('threats.t.affects.a.outage.shift');
    return slots[compiled.stepOut[compiled.stepB.indexOf(stream)]!]!;
  }
});

describe('formulas', () => {
  const at = (name: string): TapeStep => ({ op: 'input', name });
  const n = (value: number): TapeStep => ({ op: 'constant', value });

  test.each<[string, readonly TapeStep[], number]>([
    ['abs(-x)', [at('x'), { op: 'neg' }, { op: 'abs' }], 3],
    ['x - y', [at('x'), at('y'), { op: 'sub' }], 1],
    ['x / y', [at('x'), at('y'), { op: 'div' }], 1.5],
    ['x y + 1', [at('x'), at('y'), { op: 'mul' }, n(1), { op: 'add' }], 7],
    ['sqrt(x y + 3)', [at('x'), at('y'), { op: 'mul' }, n(3), { op: 'add' }, { op: 'sqrt' }], 3],
    ['floor(x / y)', [at('x'), at('y'), { op: 'div' }, { op: 'floor' }], 1],
    ['ceil(x / y)', [at('x'), at('y'), { op: 'div' }, { op: 'ceil' }], 2],
    ['min(x, y)', [at('x'), at('y'), { op: 'min' }], 2],
    ['max(x, y)', [at('x'), at('y'), { op: 'max' }], 3],
    ['x < y', [at('x'), at('y'), { op: 'lt' }], 0],
    ['x >= y', [at('x'), at('y'), { op: 'ge' }], 1],
    ['x > y ? 10 : 20', [at('x'), at('y'), { op: 'gt' }, n(10), n(20), { op: 'choose' }], 10],
    ['x <= y ? 10 : 20', [at('x'), at('y'), { op: 'le' }, n(10), n(20), { op: 'choose' }], 20],
    [
      'x == 3 and not(y == 3)',
      [at('x'), n(3), { op: 'eq' }, at('y'), n(3), { op: 'eq' }, { op: 'not' }, { op: 'and' }],
      1,
    ],
    ['0 or y', [n(0), at('y'), { op: 'or' }], 1],
  ])('of inputs: %s', (_text, tape, expected) => {
    const compiled = compileModel(modelOfFormula(tape, { x: 3, y: 2 }));
    // What is constant is worked out when the model is compiled.
    expect(compiled.slotConstants[lossSlot(compiled)]).toBe(expected);

    const uncertain = modelOfFormula(tape, { x: 3, y: 2 });
    const unsure = {
      ...uncertain,
      inputs: uncertain.inputs.map(({ name, quantity }) => ({
        name,
        quantity: { ...quantity, law: { kind: 'discrete' as const, values: [name === 'x' ? 3 : 2], weights: [1] } },
      })),
    };
    const run = compileModel(unsure);
    const world = worldOf(run);
    world.enter(0);
    expect(run.stepOp.length).toBeGreaterThan(1);
    expect(world.slots[lossSlot(run)]).toBeCloseTo(expected, 12);
  });

  test.each<[string, readonly TapeStep[], number]>([
    ['exp(log(x))', [at('x'), { op: 'log' }, { op: 'exp' }], 3],
    ['x ^ y', [at('x'), at('y'), { op: 'pow' }], 9],
  ])('of own functions: %s', (_text, tape, expected) => {
    const compiled = compileModel(modelOfFormula(tape, { x: 3, y: 2 }));
    expect(compiled.slotConstants[lossSlot(compiled)]).toBeCloseTo(expected, 9);
  });

  test('draw an input once for all formulas that use it', () => {
    const amount = formula([at('x')], 'money/hour');
    const compiled = compileModel(
      modelOf({
        inputs: { unused: interval(1, 2, 'number', 'uncertain'), x: interval(1, 9, 'number', 'uncertain') },
        nodes: [
          { id: 'a', loss: [lossPerHour(amount)] },
          { id: 'b', loss: [lossPerHour({ ...amount })] },
        ],
      }),
    );
    expect(compiled.lossAmountSlot[0]).toBe(compiled.lossAmountSlot[1]);
    expect(compiled.streamLabels).toContain('inputs.x');
    expect(compiled.streamLabels).not.toContain('inputs.unused');
  });

  test('are held within their bounds', () => {
    const amount = { ...formula([at('x')], 'money/hour'), min: 5, max: 8 };
    const value = (x: number): number => {
      const compiled = compileModel(
        modelOf({
          inputs: { x: constant(x, 'number', 'uncertain') },
          nodes: [{ id: 'a', loss: [lossPerHour(amount)] }],
        }),
      );
      return compiled.slotConstants[lossSlot(compiled)]!;
    };
    expect([1, 6, 11].map(value)).toEqual([5, 6, 8]);
  });

  test('that give no number are a fault of the world', () => {
    const compiled = compileModel(modelOfFormula([n(0), n(0), { op: 'div' }]));
    expect(() => worldOf(compiled).enter(9)).toThrow(SimulationFault);
  });

  test('of hours are refused where there is no outage', () => {
    expect(() => compileModel(modelOfFormula([{ op: 'hours' }]))).toThrow('hours');
  });
});

describe('a tape', () => {
  test('evaluates formulas of an outage, one after the other', () => {
    const hours: TapeStep = { op: 'hours' };
    const n = (value: number): TapeStep => ({ op: 'constant', value });
    const fee: TapeStep = { op: 'input', name: 'fee' };
    // hours > 3 ? fee (hours - 3) : 0
    const late: readonly TapeStep[] = [
      hours,
      n(3),
      { op: 'gt' },
      fee,
      hours,
      n(3),
      { op: 'sub' },
      { op: 'mul' },
      n(0),
      { op: 'choose' },
    ];
    const compiled = compileModel(
      modelOf({
        inputs: { fee: constant(100, 'money', 'uncertain') },
        nodes: [
          {
            id: 'n',
            loss: [
              lossPerHour(formula([hours, hours, { op: 'mul' }], 'money'), { id: 'a', mode: 'formula' }),
              lossPerHour({ ...formula(late, 'money'), max: 450 }, { id: 'b', mode: 'formula' }),
            ],
          },
        ],
      }),
    );
    const world = worldOf(compiled);
    world.enter(0);
    const tape = makeTape(compiled, world.slots);
    const value = (entry: number, h: number): number =>
      tape(compiled.lossTapeStart[entry]!, compiled.lossTapeLength[entry]!, h);
    expect([0, 2, 5].map((h) => value(0, h))).toEqual([0, 4, 25]);
    expect([1, 3, 5, 50].map((h) => value(1, h))).toEqual([0, 0, 200, 450]);
  });

  test('that gives no finite number is a fault', () => {
    const overZero = formula([{ op: 'constant', value: 1 }, { op: 'hours' }, { op: 'div' }], 'money');
    const compiled = compileModel(
      modelOf({ nodes: [{ id: 'n', loss: [lossPerHour(overZero, { mode: 'formula' })] }] }),
    );
    const tape = makeTape(compiled, worldOf(compiled).slots);
    expect(tape(0, 3, 4)).toBe(0.25);
    expect(() => tape(0, 3, 0)).toThrow(SimulationFault);
  });
});
