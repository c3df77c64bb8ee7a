import { describe, expect, test } from 'vitest';
import { makeInlineRunner, makeThreadRunner, openSession, readModelFileText, type Runner } from '../../src/index.ts';
import { makeRunnerAsNeeded } from '../../src/runners/as-needed.ts';
import { makeTurns } from '../../src/runners/turns.ts';
import { SMALL } from '../model/parse/small-model.ts';

/** Work of so many steps that gives way between two when that is wanted, and logs what it does. */
function steps(name: string, count: number, log: string[]) {
  let done = 0;
  return async (wanted: AbortSignal): Promise<boolean> => {
    while (done < count && !wanted.aborted) {
      log.push(`${name}${++done}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return done === count;
  };
}

describe('turns', () => {
  test('a job gives way to a much smaller one, and to no other', async () => {
    const turns = makeTurns();
    const log: string[] = [];
    const large = turns.take(8, steps('large', 5, log));
    await new Promise((resolve) => setImmediate(resolve));
    const like = turns.take(7, steps('like', 2, log));
    const small = turns.take(2, steps('small', 2, log));
    await Promise.all([large, like, small]);
    // Of what waits then the smallest comes first.
    expect(log.join(' ')).toBe('large1 small1 small2 like1 like2 large2 large3 large4 large5');
  });

  test('go on after a job that fails', async () => {
    const turns = makeTurns();
    const log: string[] = [];
    const failed = turns.take(1, () => Promise.reject(new Error('no')));
    const next = turns.take(1, steps('next', 1, log));
    await expect(failed).rejects.toThrow('no');
    await next;
    await turns.idle();
    expect(log).toEqual(['next1']);
  });
});

describe('a small question while a large one runs', () => {
  const runners: readonly (readonly [string, () => Runner])[] = [
    ['in this thread', () => makeInlineRunner()],
    ['in threads', () => makeThreadRunner({ workers: 2 })],
    ['in threads as needed', () => makeRunnerAsNeeded({ threads: { workers: 2 }, events: () => Infinity })],
    ['in this thread as long as that is enough', () => makeRunnerAsNeeded({ clock: () => 0 })],
  ];
  const LARGE = { trials: 80 * 1024, worlds: 80 } as const;
  const SMALLER = { trials: 2048, worlds: 2, portfolio: { sprinkler: 'none', changeover: 'auto' } } as const;

  test.each(runners)('is answered first, and neither moves by a bit: %s', async (_, makeRunner) => {
    const runner = makeRunner();
    const session = openSession(readModelFileText(SMALL), runner);
    const order: string[] = [];
    let small: Promise<unknown> | undefined;
    const large = session.run({
      ...LARGE,
      onProgress: ({ trialsDone, trials }) => {
        if (trialsDone === 0 || trialsDone === trials) return;
        small ??= session.run(SMALLER).then((document) => {
          order.push('small');
          return document;
        });
      },
    });
    const found = await large;
    order.push('large');
    const foundSmall = await small;
    expect(order).toEqual(['small', 'large']);
    await runner.close();
    const alone = openSession(readModelFileText(SMALL), makeInlineRunner());
    expect(found).toEqual(await alone.run(LARGE));
    expect(foundSmall).toEqual(await alone.run(SMALLER));
  });
});
