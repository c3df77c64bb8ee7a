import { expect, test } from 'vitest';
import { newest } from '../../../src/sim/session/newest.ts';

const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('gives what is offered, then the last', async () => {
  const values: string[] = [];
  const work = async (offer: (value: string) => void): Promise<string> => {
    for (const value of ['a', 'b']) {
      await aMoment();
      offer(value);
    }
    await aMoment();
    return 'last';
  };
  for await (const value of newest(work)) values.push(value);
  expect(values).toEqual(['a', 'b', 'last']);
});

test('drops what nobody has taken when the next one comes', async () => {
  const values: number[] = [];
  const work = async (offer: (value: number) => void): Promise<number> => {
    offer(1);
    offer(2);
    await aMoment();
    offer(3);
    offer(4);
    await aMoment();
    return 5;
  };
  for await (const value of newest(work)) values.push(value);
  expect(values).toEqual([2, 4, 5]);
});

test('does nothing before it is asked, and stops the work when its loop is left', async () => {
  const steps: string[] = [];
  const work = async (offer: (value: number) => void, stop: AbortSignal): Promise<number> => {
    steps.push('begun');
    offer(1);
    while (!stop.aborted) await aMoment();
    await aMoment();
    steps.push('ended');
    return 2;
  };
  const loop = newest(work);
  await aMoment();
  expect(steps).toEqual([]);
  for await (const value of loop) {
    expect(value).toBe(1);
    break;
  }
  expect(steps).toEqual(['begun', 'ended']);
});

test('fails as the work does', async () => {
  const loop = newest(async () => {
    await aMoment();
    throw new Error('no');
  });
  await expect(loop.next()).rejects.toThrow('no');
});
