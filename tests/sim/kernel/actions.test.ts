import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { Action } from '../../../src/sim/kernel/ground/kernel.ts';
import type { Listener } from '../../../src/sim/kernel/ground/tell.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { makeDraws, unitFromWords } from '../../../src/sim/random/draws.ts';
import { purposeWord, streamKeys } from '../../../src/sim/random/key.ts';
import { against, constant, effect, level, lossPerHour, modelOf, need } from '../../fixtures/model-builder.ts';
import { setUp } from '../../fixtures/trials.ts';

const model = modelOf({
  nodes: [
    { id: 'pump', loss: [lossPerHour(10)] },
    { id: 'plant', needs: [need('pump')], restart: constant(2, 'hours'), loss: [lossPerHour(100)] },
  ],
  threats: [{ id: 'fault', occurs: { kind: 'on', atHours: [100, 1000] }, affects: [effect('pump', 50)] }],
  controls: [
    {
      id: 'guard',
      level: 'none',
      against: [against('fault')],
      levels: [level('none', 0), level('on', 1, { prevent: 1 })],
    },
  ],
});

function whole() {
  const setup = setUp(model, 'actions');
  setup.kernel.start(0, 0);
  return setup;
}

describe('an action in the middle of a trial', () => {
  test('without one the two faults cost 2 x (50 h of the pump and 52 h of the plant)', () => {
    const { kernel } = whole();
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(2 * (500 + 5200), 9);
  });

  test('repairs a node: its own effects end, and what needs it restarts', () => {
    const { kernel } = whole();
    kernel.runTo(110);
    kernel.apply({ kind: 'repair', id: 'crew', node: 'pump' });
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(100 + 1200 + 5700, 9);
  });

  test('raises a control: the next event is stopped', () => {
    const { kernel, columns } = whole();
    kernel.runTo(500);
    kernel.apply({ kind: 'level', id: 'decide', control: 'guard', level: 'on' });
    kernel.runTo(8760);
    const record = kernel.record();
    expect(record.periodLoss[0]).toBeCloseTo(5700, 9);
    expect(record.columns[columns.stopped]).toBe(1);
    expect(record.columns[columns.stoppedAlone]).toBe(1);
  });

  test('is taken with others of its hour in one instant: no changeover begins between two repairs', () => {
    const feeds = modelOf({
      nodes: [
        'a',
        'b',
        {
          id: 'plant',
          needs: [need('feed', { kind: 'any', members: ['a', 'b'], switchover: constant(3, 'hours') })],
          loss: [lossPerHour(10)],
        },
      ],
      threats: [{ id: 'flood', occurs: { kind: 'on', atHours: [100] }, affects: [effect('a', 50), effect('b', 50)] }],
    });
    const begun: string[] = [];
    const kernel = makeKernel(compileModel(feeds), 'together', {
      listener: { clockBegins: (hour, clock) => void begun.push(`${clock} at ${hour}`) },
    });
    const repairs = (...nodes: string[]) => nodes.map((node): Action => ({ kind: 'repair', id: 'crew', node }));
    kernel.start(0, 0);
    kernel.runTo(110);
    kernel.apply(...repairs('b', 'a'));
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(100, 9);
    expect(begun).toEqual([]);
    kernel.simulate(
      0,
      0,
      repairs('b', 'a').map((action) => ({ at: 110, action })),
    );
    expect(kernel.periodLoss[0]).toBeCloseTo(100, 9);
    expect(begun).toEqual([]);
  });

  test('forces an outage, booked to actions', () => {
    const { kernel, columns, compiled } = whole();
    kernel.runTo(2000);
    kernel.apply({ kind: 'outage', id: 'switch off', node: 'plant', hours: 10, leaves: 0.5 });
    kernel.runTo(8760);
    const record = kernel.record();
    expect(record.columns[columns.sourceLoss + columns.perSource * (compiled.threatIds.length + 1)]).toBeCloseTo(
      500,
      9,
    );
    expect(record.periodLoss[0]).toBeCloseTo(2 * 5700 + 500, 9);
  });

  test('gives its id to the cause of what it does, and to the draw that decides among causes of one hour', () => {
    const two = modelOf({
      nodes: ['left', 'right', { id: 'plant', needs: [need('left'), need('right')], loss: [lossPerHour(100)] }],
    });
    const compiled = compileModel(two);
    const plant = compiled.nodeIds.indexOf('plant');
    const fail = (id: string, node: string): Action => ({ kind: 'outage', id, node, hours: 5 });
    const causeOf = (seed: string, ...actions: readonly Action[]): string | null | undefined => {
      let name: string | null | undefined;
      const capacity: Listener['capacity'] = (_hour, node, _from, to, cause) => {
        if (node === plant && to < 1) name = cause?.name;
      };
      const kernel = makeKernel(compiled, seed, { listener: { capacity } });
      kernel.start(0, 0);
      kernel.runTo(50);
      kernel.apply(...actions);
      kernel.runTo(Infinity);
      return name;
    };
    const tieOf = (seed: string, id: string, node: string): number => {
      const draws = makeDraws(streamKeys(seed, [`action:${id}`]));
      draws.at(0, 0, 0, 0, purposeWord(`tie ${node}`));
      return unitFromWords(draws.word[0]!, draws.word[1]!);
    };
    const found = Array.from({ length: 20 }, (_, i) => {
      const lower = tieOf(`${i}`, 'b', 'left') < tieOf(`${i}`, 'a', 'right') ? 'b' : 'a';
      expect(causeOf(`${i}`, fail('a', 'right'), fail('b', 'left'))).toBe(lower);
      expect(causeOf(`${i}`, fail('b', 'left'), fail('a', 'right'))).toBe(lower);
      return lower;
    });
    expect(new Set(found)).toEqual(new Set(['a', 'b']));
  });

  test('is undone by restoring, and the trial goes on as it would have', () => {
    const { kernel } = whole();
    kernel.runTo(110);
    const saved = kernel.save();
    kernel.apply({ kind: 'level', id: 'decide', control: 'guard', level: 'on' });
    kernel.apply({ kind: 'repair', id: 'crew', node: 'pump' });
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(100 + 1200, 9);
    kernel.restore(saved);
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(2 * 5700, 9);
  });

  test('refuses what does not fit, in words, and changes nothing', () => {
    const { kernel } = whole();
    kernel.runTo(110);
    expect(() => kernel.apply({ kind: 'repair', id: 'x', node: 'pmup' })).toThrow(/unknown node "pmup"/);
    expect(() => kernel.apply({ kind: 'level', id: 'x', control: 'guard', level: 'max' })).toThrow(/no level "max"/);
    expect(() => kernel.apply({ kind: 'outage', id: 'x', node: 'pump', hours: -1 })).toThrow(/-1/);
    kernel.runTo(8760);
    expect(kernel.record().periodLoss[0]).toBeCloseTo(2 * 5700, 9);
    kernel.simulate(0, 0);
    expect(() => kernel.apply({ kind: 'repair', id: 'x', node: 'pump' })).toThrow(/over/);
  });
});
