/** Standard errors over the 200 named seeds: do 95 % intervals cover the truth in 95 % of runs? */
import { expect, test } from 'vitest';
import { coverageOf } from '../study/verify/coverage.ts';

const SEEDS = 200;

/** Trials over those of `verify`: 10,000 for most rows. */
const SHARE = 0.05;

/** Quantiles beyond which fewer than 200 of 10,000 trials lie. */
const EXEMPT = /var99|tvar99/;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'intervals cover the truth as often as they say, in every row',
  async () => {
    const rows = await coverageOf(SEEDS, SHARE);
    console.log(
      rows
        .map(({ id, covered, meanZ, deviationZ }) =>
          [id.padEnd(24), `${(covered * 100).toFixed(1)}%`, meanZ.toFixed(2).padStart(6), deviationZ.toFixed(2)].join(
            '  ',
          ),
        )
        .join('\n'),
    );
    const judgedRows = rows.filter(({ id }) => !EXEMPT.test(id));
    expect(judgedRows.length).toBeGreaterThan(40);
    const wrong = judgedRows.filter(
      ({ covered, meanZ, deviationZ }) =>
        covered < 0.885 || covered > 0.99 || Math.abs(meanZ) > 0.25 || deviationZ < 0.82 || deviationZ > 1.18,
    );
    expect(wrong).toEqual([]);
  },
);
