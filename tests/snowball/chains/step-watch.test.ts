import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { makeStepLists, type Step } from '../../../src/snowball/chains/step-lists.ts';
import { makeStepWatch, type WatchedTrial } from '../../../src/snowball/chains/step-watch.ts';
import { constant, controlOf, cost, effect, level, lossPerHour, modelOf, need } from '../../fixtures/model-builder.ts';
import { randomModel } from '../../fixtures/random-model.ts';
import { withVaryingInputs } from '../../fixtures/with-varying-inputs.ts';

const inWords = (step: Step): string => step.group?.name ?? step.members.join(' & ');

/** The stretches of loss of a trial: `steps: loss`, with the hours of the steps. */
function watched(model: Model, trial = 0): { readonly lines: string[]; readonly seen: WatchedTrial } {
  const compiled = compileModel(model);
  const lists = makeStepLists();
  const watch = makeStepWatch(compiled, lists);
  makeKernel(compiled, 'steps', { listener: watch.listener }).simulate(0, trial);
  const seen = watch.take();
  const lines = seen.stretches.map(({ list, loss, stepHours }) => {
    const steps = lists.steps(list).map((step, place) => {
      const hours = stepHours[place];
      return hours === null ? inWords(step) : `${inWords(step)} ${hours}`;
    });
    return `${steps.join(' > ')}: ${Number(loss.toPrecision(10))}`;
  });
  return { lines, seen };
}

const on = (hour: number) => ({ kind: 'on', atHours: [hour] }) as const;

describe('the way of a loss', () => {
  test('leads from the threat through the node struck to the node that loses, with the hours of each', () => {
    const { lines, seen } = watched(
      modelOf({
        nodes: [
          'feed',
          { id: 'mill', needs: [need('feed')], restart: constant(6, 'hours') },
          { id: 'shop', needs: [need('mill', { buffer: constant(2, 'hours') })], loss: [lossPerHour(10)] },
        ],
        threats: [{ id: 'fire', occurs: on(100), affects: [effect('feed', 5)] }],
      }),
    );
    // The restart of the mill goes on while the feed is up again: the way stays.
    expect(lines).toEqual(['fire > feed 5 > mill 11 > shop 9: 90']);
    expect(seen.events.get(0)).toEqual({ hour: 100, threat: 0, strikes: [{ hour: 100, node: 0 }] });
  });

  test('takes alternatives that are down together as one step, behind the threats that coincide', () => {
    const parts = {
      nodes: [
        'east',
        'west',
        { id: 'mill', needs: [need('feed', { kind: 'any', members: ['east', 'west'] })], loss: [lossPerHour(1)] },
      ],
    } as const;
    const storm = { id: 'storm', occurs: on(10), affects: [effect('east', 30)] };
    const strike = { id: 'strike', occurs: on(20), affects: [effect('west', 30)] };
    const apart = watched(modelOf({ ...parts, threats: [storm, strike] }));
    expect(apart.lines).toEqual(['storm & strike > east & west 20 > mill 20: 20']);
    expect(apart.seen.stretches[0]?.events).toEqual([0, 1]);
    const flood = { id: 'flood', occurs: on(10), affects: [effect('east', 30), effect('west', 20)] };
    expect(watched(modelOf({ ...parts, threats: [flood] })).lines).toEqual(['flood > east & west 20 > mill 20: 20']);
  });

  test('keeps the common beginning of alternatives that one event took', () => {
    const parts = (occurs: number) => ({ id: 'fx', occurs: on(occurs), affects: [effect('x', 10)] });
    const third = modelOf({
      nodes: [
        'x',
        { id: 's1', needs: [need('x')] },
        { id: 's2', needs: [need('x')] },
        { id: 'mill', needs: [need('parts', { kind: 'any', members: ['s1', 's2'] })], loss: [lossPerHour(1)] },
        {
          id: 'yard',
          needs: [need('staff', { kind: 'atLeast', k: 1, members: ['s1', 's2'] })],
          loss: [lossPerHour(1)],
        },
      ],
      threats: [parts(5)],
    });
    expect(watched(third).lines).toEqual([
      'fx > x 10 > s1 & s2 10 > mill 10: 10',
      'fx > x 10 > staff 10 > yard 10: 10',
    ]);
  });

  test('leads through a control that let the event through because it was down', () => {
    const alarm = (againstStore: boolean) =>
      modelOf({
        nodes: [
          'power',
          { id: 'store', loss: [lossPerHour(1)] },
          { id: 'alarm', kind: 'control', needs: [need('power')] },
        ],
        threats: [
          { id: 'cut', occurs: on(10), affects: [effect('power', 48)] },
          { id: 'thieves', occurs: on(20), affects: [effect('store', 30)] },
        ],
        controls: [
          controlOf({
            id: 'alarm',
            against: [{ threat: 'thieves', nodes: againstStore ? ['store'] : null }],
            levels: [level('none', 0), level('fitted', 1, { prevent: 1 })],
          }),
        ],
      });
    const steps = ['cut > power 48 > alarm 48 > thieves > store 30: 30'];
    expect(watched(alarm(false)).lines).toEqual(steps);
    expect(watched(alarm(true)).lines).toEqual(steps);
  });

  test('ends at the node struck for what an effect costs at once, and at the threat where no node is struck', () => {
    const { lines } = watched(
      modelOf({
        nodes: [{ id: 'site', loss: [lossPerHour(1)] }],
        threats: [
          { id: 'fire', occurs: on(10), affects: [effect('site', 4, { cost: [cost('own', 7)] })] },
          { id: 'theft', occurs: on(20), cost: [cost('own', 3)] },
        ],
      }),
    );
    expect(lines.toSorted()).toEqual(['fire > site 4: 11', 'theft: 3']);
  });

  test('adds up to the losses of every period, insurance taken off, in random models', () => {
    let [losses, insured, several] = [0, 0, 0];
    for (let seed = 0; seed < 80; seed++) {
      const model = seed % 3 === 0 ? withVaryingInputs(randomModel(seed), seed) : randomModel(seed);
      const compiled = compileModel(model);
      const lists = makeStepLists();
      const watch = makeStepWatch(compiled, lists);
      const kernel = makeKernel(compiled, 'steps', { listener: watch.listener });
      for (let trial = 0; trial < 8; trial++) {
        kernel.simulate(0, trial);
        const { stretches } = watch.take();
        for (let period = 0; period < compiled.periods; period++) {
          const sum = stretches.reduce((all, stretch) => all + (stretch.period === period ? stretch.loss : 0), 0);
          const loss = kernel.periodLoss[period]!;
          expect(Math.abs(sum - loss), `model ${seed}, trial ${trial}`).toBeLessThanOrEqual(1e-9 * Math.max(1, loss));
          if (loss > 0) losses++;
          if (loss > 0 && compiled.transferLimit.length > 0) insured++;
          if (loss > 0 && compiled.periods > 1) several++;
        }
        expect(kernel.columns[columnsOf(compiled).loss]).toBeGreaterThanOrEqual(0);
        for (const { list } of stretches) expect(lists.steps(list)[0]?.kind).toBe('threat');
      }
    }
    expect(losses).toBeGreaterThan(100);
    expect(insured).toBeGreaterThan(20);
    expect(several).toBeGreaterThan(20);
  }, 240_000);
});
