/**
 * The reference simulator against the exact answers of models with drivers.
 *
 * RINGFENCE_REFERENCE_TRIALS=5000 runs so many trials instead of 120.
 */
import { describe, expect, test } from 'vitest';
import { ANSWERS, meansOf, modelOfFile, VARIANCES } from './driver-answers.ts';

const TRIALS = Number(process.env['RINGFENCE_REFERENCE_TRIALS'] ?? 120);

/** Standard errors within which a mean over fixed draws must lie: one in 16,000 lies outside. */
const MOST = 4;

const ALL = [...ANSWERS, ...VARIANCES];
const runs = [...new Set(ALL.map(({ file, scenario = '' }) => `${file} ${scenario}`.trim()))];

describe('a mean lies within four standard errors of what is exact', () => {
  test.each(runs)(
    '%s',
    (run) => {
      const [file, scenario] = run.split(' ') as [string, string | undefined];
      const its = ALL.filter((one) => one.file === file && one.scenario === scenario);
      const means = meansOf(
        modelOfFile(file, scenario),
        its.map(({ figure }) => figure),
        TRIALS,
      );
      const wrong = its.flatMap(({ name, exact }, i) => {
        const { mean, error } = means[i]!;
        return Math.abs(mean - exact) <= MOST * error + 1e-9 * Math.abs(exact)
          ? []
          : [`${name}: ${mean} ± ${error}, exact ${exact}`];
      });
      expect(wrong).toEqual([]);
    },
    60_000 + 100 * TRIALS,
  );
});
