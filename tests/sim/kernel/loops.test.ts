/** Loops of alternatives that change over at once: what lasts to the end of an instant decides. */
import { expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { effect, lossPerHour, modelOf, need } from '../../fixtures/model-builder.ts';

const PLANTS = 300;

const id = (index: number): string => `plant-${String(index % PLANTS).padStart(3, '0')}`;
const own = (index: number): string => `generator-${String(index).padStart(3, '0')}`;

/** A ring of plants, each on the grid, or on the next plant, or on a generator of its own. */
const ring = (generatorsDown: readonly number[]) =>
  modelOf({
    nodes: [
      'grid',
      ...Array.from({ length: PLANTS }, (_, index) => own(index)),
      ...Array.from({ length: PLANTS }, (_, index) => ({
        id: id(index),
        needs: [need('power', { kind: 'any', members: ['grid', id(index + 1), own(index)] })],
        loss: [lossPerHour(100)],
      })),
    ],
    threats: [
      {
        id: 'worn',
        occurs: { kind: 'on', atHours: [50] },
        affects: generatorsDown.map((index) => effect(own(index), 100)),
      },
      { id: 'blackout', occurs: { kind: 'on', atHours: [100] }, affects: [effect('grid', 10)] },
    ],
  });

function loss(generatorsDown: readonly number[]): number {
  const compiled = compileModel(ring(generatorsDown));
  const kernel = makeKernel(compiled, 'ring');
  kernel.simulate(0, 0);
  return kernel.columns[columnsOf(compiled).loss]!;
}

test('a blackout takes no plant down that has a generator, or a neighbour with one (5.1)', () => {
  expect(loss([])).toBe(0);
  expect(loss([0, 1, 2, 150, PLANTS - 1])).toBe(0);
});

test('plants do not hold each other up in a ring (5.2)', () => {
  const all = Array.from({ length: PLANTS }, (_, index) => index);
  expect(loss(all)).toBe(PLANTS * 10 * 100);
  expect(loss(all.slice(1))).toBe(0);
});
