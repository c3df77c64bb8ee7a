/** Fifty cascade models of 81 to 1,024 portfolios: does the search find the rings of all of them? */
import { expect, test } from 'vitest';
import { cascadeModel } from '../fixtures/doughnut/cascade-model.ts';
import { agreement } from '../fixtures/doughnut/search-agreement.ts';
import { makeProgramSolver } from '../../src/runners/solver.ts';

const MODELS = Number(process.env['RINGFENCE_SEARCH_MODELS'] ?? 50);

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'a search is within 2 % of all portfolios in 95 of 100 rings',
  async () => {
    const solver = makeProgramSolver();
    const misses: string[] = [];
    let [judged, screened, allowed, wrongBounds, bounds] = [0, 0, 0, 0, 0];
    for (let seed = 1; seed <= MODELS; seed++) {
      const found = await agreement(cascadeModel(seed, 4 + (seed % 2)), { worlds: 40, trials: 4000, solver });
      screened += found.screened;
      allowed += found.allowed;
      wrongBounds += Number(found.isBoundWrong);
      bounds += Number(found.searched.lowerBound !== null);
      for (const [ring, off] of (found.off ?? []).entries()) {
        judged++;
        if (off > 0.02) misses.push(`model ${seed}, ring ${ring}: ${(100 * off).toFixed(1)} %`);
      }
    }
    await solver.close();
    console.log(
      `${judged} rings, ${screened} of ${allowed} portfolios tried, ${bounds} bounds; missed: ${misses.join('; ') || 'none'}`,
    );
    expect(judged).toBeGreaterThan(MODELS / 2);
    expect(misses.length).toBeLessThanOrEqual(0.05 * judged);
    expect(wrongBounds).toBe(0);
  },
  7_200_000,
);
