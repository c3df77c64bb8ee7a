/** Arrivals of a block are generated in stretches where a world has more of them than there is room for. */
import { expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { HEAD, modelOfText } from '../../found/run-text.ts';

/** A rate that is small in nearly all worlds and very large in a few. */
const UNCERTAIN = `${HEAD}
calendar: { busy: Jun..Sep }
nodes: { shop: { kind: site, loss: [{ own: £1 per hour }] } }
threats:
  rare: { occurs: 0.02..2000 per year, affects: { shop: { outage: 0.01 h } } }
  often: { occurs: 40 per year, affects: { shop: { outage: 0.01 h } }, during: { busy: x1.5 } }
  yearly: { occurs: 60% per year, affects: { shop: { outage: 1 h } }, during: { busy: x2 } }
`;

test('worlds with thousands of times the arrivals of others need no second engine', () => {
  const compiled = compileModel(modelOfText(UNCERTAIN));
  const kernel = makeKernel(compiled, 'stretches');
  for (let world = 0; world < 150; world++) kernel.simulate(world, 127);
  expect(kernel.engines()).toBe(1);
});

test('where a stretch ends, and in which order trials are asked for, shows nowhere', () => {
  const compiled = compileModel(modelOfText(UNCERTAIN));
  const one = makeKernel(compiled, 'stretches');
  const tight = makeKernel(compiled, 'stretches', { share: 0.01 });
  for (const world of [0, 1, 2, 3, 4, 5, 6, 7]) {
    for (const trial of [0, 1, 2, 700, 3, 701, 1023, 1024, 5]) {
      one.simulate(world, trial);
      tight.simulate(world, trial);
      expect(tight.record(), `world ${world}, trial ${trial}`).toEqual(one.record());
    }
  }
});
