/** Remembered courses beside full runs, on many random models: all verbs and mechanisms, limits of every kind, several years and bearers. */
import { expect, test } from 'vitest';
import { tryCourses, type CoursesTried } from '../fixtures/courses.ts';

const MODELS = 450;
const TIMEOUT = 3_600_000;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'portfolios put together from remembered trials have the bits of runs of their own',
  async () => {
    const tried: CoursesTried = { models: 0, found: 0, run: 0 };
    for (let seed = 1001; seed <= 1000 + MODELS; seed++) await tryCourses(seed, tried);
    expect(tried.models).toBeGreaterThanOrEqual(300);
    // Levels of most of these models change capacities, policies or what holds effects back
    expect(tried.found).toBeGreaterThan(tried.run / 2);
  },
  TIMEOUT,
);
