/** Remembered courses of trials: a portfolio runs only what it changes, and gives the bits of a run of its own. */
import { expect, test } from 'vitest';
import { tryCourses, type CoursesTried } from '../../fixtures/courses.ts';

const MODELS = 8;

test('portfolios of random models, put together from remembered trials, have the bits of runs of their own', async () => {
  const tried: CoursesTried = { models: 0, found: 0, run: 0 };
  for (let seed = 1; seed <= MODELS; seed++) await tryCourses(seed, tried);
  expect(tried.models).toBeGreaterThan(MODELS / 2);
  expect(tried.found).toBeGreaterThan(tried.run);
}, 120_000);
