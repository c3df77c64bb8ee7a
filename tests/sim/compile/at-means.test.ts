import { expect, test } from 'vitest';
import { atMeans, ignoranceOf } from '../../../src/sim/compile/at-means.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { fillSlots } from '../../../src/sim/kernel/ground/world.ts';
import { streamKeys } from '../../../src/sim/random/key.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const TEXT = `
ringfence: 1
title: Two kinds of ignorance
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  fire: { occurs: discrete 5% 60% 10% 25% 20% 15% per year, cost: { own: £10m } }
controls:
  doors:
    against: [fire]
    current: fitted
    levels:
      none: {}
      fitted: { opex: £10k per year, prevent: discrete 80% 60% 50% 40% }
`;
const model = compileModel(modelFrom(TEXT));

/** Chance of the fire, and what the doors prevent, in a world. */
function inWorld(compiled: CompiledModel, world: number): readonly [number, number] {
  const slots = compiled.slotConstants.slice();
  fillSlots(compiled, streamKeys('seed', compiled.streamLabels), slots, world);
  return [slots[compiled.rateSlot[0]!]!, slots[compiled.levelPreventSlot[compiled.controlLevel[0]!]!]!];
}

test('each kind of ignorance stands at its mean, and the other is drawn as before', () => {
  expect(ignoranceOf(model).toSorted()).toEqual(['assessment', 'controlPerformance']);
  for (let world = 0; world < 20; world++) {
    const [chance, prevented] = inWorld(model, world);
    const assessed = inWorld(atMeans(model, ['assessment']), world);
    // .6 x 5 % + .25 x 10 % + .15 x 20 %
    expect(assessed[0]).toBeCloseTo(0.085, 12);
    expect(assessed[1]).toBe(prevented);
    const performed = inWorld(atMeans(model, ['controlPerformance']), world);
    expect(performed[0]).toBe(chance);
    expect(performed[1]).toBeCloseTo(0.68, 12);
  }
  expect(ignoranceOf(atMeans(model, ['assessment']))).toEqual(['controlPerformance']);
  const certain = atMeans(model, ['assessment', 'controlPerformance']);
  expect(certain.uncertain).toBe(false);
  expect(inWorld(certain, 3)[0]).toBeCloseTo(0.085, 12);
  expect(atMeans(model, [])).toBe(model);
});
