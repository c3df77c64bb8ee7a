import { describe, expect, test } from 'vitest';
import { makeDispatch } from '../../src/runners/dispatch.ts';

describe('a dispatch', () => {
  test('gives tasks out in order, no further ahead of the first not done than its window', () => {
    const dispatch = makeDispatch(10, 3);
    expect([dispatch.next(), dispatch.next(), dispatch.next(), dispatch.next()]).toEqual([0, 1, 2, undefined]);
    dispatch.done(2);
    dispatch.done(1);
    expect(dispatch.next()).toBeUndefined();
    dispatch.done(0);
    expect([dispatch.next(), dispatch.next(), dispatch.next(), dispatch.next()]).toEqual([3, 4, 5, undefined]);
  });

  test('gives what came back before anything else', () => {
    const dispatch = makeDispatch(4, 4);
    dispatch.next();
    dispatch.next();
    dispatch.next();
    dispatch.again(2);
    dispatch.again(0);
    expect(dispatch.exhausted()).toBe(false);
    expect([dispatch.next(), dispatch.next(), dispatch.next(), dispatch.next()]).toEqual([0, 2, 3, undefined]);
    expect(dispatch.exhausted()).toBe(true);
  });

  test('forgets what is no longer wanted', () => {
    const dispatch = makeDispatch(9, 9);
    for (let count = 0; count < 5; count++) dispatch.next();
    dispatch.again(1);
    dispatch.again(3);
    dispatch.endAt(2);
    dispatch.again(4);
    expect([dispatch.next(), dispatch.next()]).toEqual([1, undefined]);
    expect(dispatch.exhausted()).toBe(true);
  });
});
