import { describe, expect, test } from 'vitest';
import { twinsOf } from '../../../src/snowball/chains/twins.ts';
import { constant, effect, lossPerHour, modelOf, need } from '../../fixtures/model-builder.ts';

describe('twins', () => {
  test('are nodes that differ in nothing but their names, and threats that differ in nothing but their twin', () => {
    const ten = Array.from({ length: 10 }, (_, i) => i);
    const model = modelOf({
      nodes: [
        ...ten.map((i) => `part-${i}`),
        { id: 'line', needs: ten.map((i) => need(`part-${i}`)) },
        { id: 'shop-1', needs: [need('line')], loss: [lossPerHour(1)] },
        { id: 'shop-2', needs: [need('line')], loss: [lossPerHour(2)] },
        { id: 'store', needs: [need('line')] },
      ],
      threats: ten.map((i) => ({ id: `stop-${i}`, affects: [effect(`part-${i}`, 1 + i)] })),
    });
    const twins = twinsOf(model);
    expect(ten.map((i) => twins.node(`part-${i}`))).toEqual(ten.map(() => 'part-0'));
    expect(ten.map((i) => twins.threat(`stop-${i}`))).toEqual(ten.map(() => 'stop-0'));
    expect(twins.node('shop-2')).toBe('shop-1');
    // It loses nothing.
    expect(twins.node('store')).toBe('store');
  });

  test('are not struck by threats of different disciplines, and do not differ in a restart', () => {
    const model = modelOf({
      nodes: ['east', 'west', { id: 'north', restart: constant(1, 'hours') }, 'south', 'x', 'y'],
      threats: [
        { id: 'storm', discipline: 'physical', affects: [effect('east', 1), effect('north', 1), effect('south', 1)] },
        { id: 'strike', discipline: 'people', affects: [effect('west', 1)] },
        { id: 'fire', discipline: 'physical', affects: [effect('x', 1), effect('y', 1)] },
        { id: 'fault', discipline: 'physical', affects: [effect('y', 1)] },
      ],
    });
    const twins = twinsOf(model);
    expect(twins.node('west')).toBe('west');
    expect(twins.node('north')).toBe('north');
    expect(twins.node('south')).toBe('east');
    // y is struck by one threat more.
    expect(twins.node('y')).toBe('y');
  });
});
