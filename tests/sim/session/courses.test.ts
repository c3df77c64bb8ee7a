/** Remembered courses of trials: a portfolio runs only what it changes, and gives the bits of a run of its own. */
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { against, effect, level, lossPerHour, modelOf, perYear } from '../../fixtures/model-builder.ts';
import { tryCourses, type CoursesTried } from '../../fixtures/courses.ts';

const MODELS = 8;

test('portfolios of random models, put together from remembered trials, have the bits of runs of their own', async () => {
  const tried: CoursesTried = { models: 0, found: 0, run: 0 };
  for (let seed = 1; seed <= MODELS; seed++) await tryCourses(seed, tried);
  expect(tried.models).toBeGreaterThan(MODELS / 2);
  expect(tried.found).toBeGreaterThan(tried.run / 2);
}, 120_000);

test('a portfolio that changes nothing runs no trial', async () => {
  // The second control is against a threat that never comes; the third is asked only where the first lets something through
  const model = modelOf({
    nodes: [{ id: 'plant', loss: [lossPerHour(100)] }],
    threats: [
      { id: 'fire', occurs: perYear(2), affects: [effect('plant', 10)] },
      { id: 'never', occurs: perYear(0), affects: [effect('plant', 10)] },
    ],
    controls: [
      {
        id: 'a',
        level: 'on',
        against: [against('fire')],
        levels: [level('none', 0), level('on', 1, { prevent: 0.6 })],
      },
      {
        id: 'b',
        level: 'none',
        against: [against('never')],
        levels: [level('none', 0), level('on', 1, { prevent: 0.9, contain: 0.5 })],
      },
      {
        id: 'c',
        level: 'none',
        against: [against('fire')],
        levels: [level('none', 0), level('on', 1, { prevent: 0 })],
      },
    ],
  });
  const size = { worlds: 1, trialsPerWorld: 2000 };
  const courses = openSession(model, makeInlineRunner()).courses({
    ...size,
    columns: new Int32Array(),
    memory: 2 ** 24,
  })!;
  const runs = async (...levels: number[]): Promise<number> => {
    const before = courses.counts().run;
    await courses.of([levels], size, () => {});
    return courses.counts().run - before;
  };
  expect(await runs(1, 0, 0)).toBe(2000);
  expect(await runs(1, 0, 0)).toBe(0);
  expect(await runs(1, 1, 0)).toBe(0);
  expect(await runs(1, 1, 1)).toBe(0);
  // Trials with a fire that was stopped: of 1 - e^-(2 x .6) of them one run again, and no more than these
  const lowered = await runs(0, 1, 1);
  const share = 1 - Math.exp(-1.2);
  expect(Math.abs(lowered - 2000 * share)).toBeLessThan(4 * Math.sqrt(2000 * share * (1 - share)));
  // What is lowered is known, and so is what it is raised to
  expect(await runs(1, 0, 1)).toBe(0);
  expect(await runs(0, 0, 0)).toBe(0);
});
