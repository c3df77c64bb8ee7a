import { expect, it, test } from 'vitest';
import { constantQuantity, scaleFault, scaleQuantity } from '../../../src/model/quantity/scale-quantity.ts';
import type { Dimension } from '../../../src/model/quantity.ts';
import { law, quantity } from './context.ts';

test.each<[string, string, Dimension]>([
  ['3 h', '6 h', 'hours'],
  ['4..9 h', '8..18 h', 'hours'],
  ['2..5..30 h', '4..10..60 h', 'hours'],
  ['uniform 0 4 h', 'uniform 0 8 h', 'hours'],
  ['triangular 1 2 6 h', 'triangular 2 4 12 h', 'hours'],
  ['pert 1 2 6 h', 'pert 2 4 12 h', 'hours'],
  ['normal 1 2', 'normal 2 4', 'number'],
  ['lognormal 4 0.6 h', 'lognormal 8 0.6 h', 'hours'],
  ['exponential 3 h', 'exponential 6 h', 'hours'],
  ['gamma 2 3 h', 'gamma 2 6 h', 'hours'],
  ['weibull 2 3 h', 'weibull 2 6 h', 'hours'],
  ['discrete 2 60% 8 40%', 'discrete 4 60% 16 40%', 'number'],
  ['discrete 1 60% 8 40%', 'discrete 2 60% 16 40%', 'number'],
])('twice %s is %s', (once, twice, dimension) => {
  expect(scaleQuantity(quantity(once, dimension), 2).law).toEqual(law(twice, dimension));
});

it('scales the bounds, and keeps sources and widening', () => {
  const read = quantity('4..9 h min 1 h max 20 h (ops-day)', 'hours');
  expect(scaleQuantity(read, 2)).toMatchObject({ min: 2, max: 40, widening: read.widening, sources: ['ops-day'] });
});

it('multiplies a formula at its end', () => {
  const scaled = scaleQuantity(quantity('= n * 2', 'number'), 1.5).law;
  expect(scaled.kind === 'formula' && scaled.tape.slice(-2)).toEqual([{ op: 'constant', value: 1.5 }, { op: 'mul' }]);
});

it('finds fault with what would be no share, no law or no factor', () => {
  expect(scaleFault(quantity('60%', 'share'), 2)?.code).toBe('scale');
  expect(scaleFault(quantity('40..70%', 'share'), 1.5)?.code).toBe('scale');
  expect(scaleFault(quantity('beta 2 8', 'share'), 2)?.code).toBe('scale');
  expect(scaleFault(quantity('40..70%', 'share'), 1e-9)?.code).toBe('scale');
  expect(scaleFault(quantity('4 h', 'hours'), -1)?.code).toBe('scale');
  expect(scaleFault(quantity('40..70%', 'share'), 1.2)).toBeNull();
  expect(() => scaleQuantity(quantity('60%', 'share'), 2)).toThrow(RangeError);
});

it('makes constants', () => {
  expect(constantQuantity(3, 'hours')).toMatchObject({ law: { kind: 'constant', value: 3 }, widening: 1 });
});
