import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeInOrder } from '../../../src/sim/session/in-order.ts';

test('releases in order whatever comes in any order', () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 });
  fc.assert(
    fc.property(order, (indices) => {
      const released: number[] = [];
      const ordered = makeInOrder<number>((item, index) => {
        expect(item).toBe(index * 10);
        released.push(index);
      });
      for (const index of indices) ordered.add(index * 10, index);
      expect(released).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(ordered.waiting()).toBe(0);
    }),
    { seed: 1 },
  );
});

test('keeps what comes too early, and only that', () => {
  const released: string[] = [];
  const ordered = makeInOrder<string>((item) => released.push(item));
  ordered.add('b', 1);
  ordered.add('d', 3);
  expect([released, ordered.waiting()]).toEqual([[], 2]);
  ordered.add('a', 0);
  expect([released, ordered.waiting()]).toEqual([['a', 'b'], 1]);
});
