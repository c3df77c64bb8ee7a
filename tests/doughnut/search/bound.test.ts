/** The lower bound of the inner ring, on losses that are known without a simulation. */
import { afterAll, describe, expect, test } from 'vitest';
import { isAdequate } from '../../../src/doughnut/search/aims.ts';
import { spendBound, type SpendBound } from '../../../src/doughnut/search/bound.ts';
import type { ProgramSolver } from '../../../src/doughnut/search/program.ts';
import { screen } from '../../../src/doughnut/search/screen.ts';
import { makeTried } from '../../../src/doughnut/search/tried.ts';
import { makeProgramSolver } from '../../../src/runners/solver.ts';
import { everyPortfolio, synthetic, type Synthetic, type SyntheticPlan } from '../../fixtures/doughnut/synthetic.ts';

const solver = makeProgramSolver();
afterAll(() => solver.close());

async function boundOf(known: Synthetic, by: ProgramSolver | null = solver): Promise<SpendBound> {
  const { oracle, asked, costs, space } = known;
  const [screened, whole] = [makeTried(oracle), makeTried(oracle)];
  const grouping = space.counts.map(() => 'all');
  await screen({ tried: screened, asked, today: space.least, grouping, budget: null, seed: 'bound' });
  return spendBound({ screened, whole, isShare: false, asked, costs, solver: by, seed: 'bound' });
}

/** The inner ring, by going through all portfolios; Infinity where there is none. */
async function least({ oracle, asked, space }: Synthetic): Promise<number> {
  const every = makeTried(oracle);
  await every.ofAll([...everyPortfolio(space)]);
  return every.all.reduce(
    (most, judged) => (isAdequate(judged, asked) ? Math.min(most, judged.whole) : most),
    Infinity,
  );
}

const KINDS: Readonly<Record<string, Partial<SyntheticPlan>>> = {
  'controls that multiply': {},
  'controls that work together only': { together: true, limit: 0.85 },
  'rules and a shared cost': { rules: true },
};

describe('the least spend', () => {
  test.each(Object.entries(KINDS))('%s: the bound is the ring itself, proven', async (_, kind) => {
    for (const seed of [1, 2, 3]) {
      const known = synthetic({ seed, controls: 6, levels: 3, ...kind });
      const bound = await boundOf(known);
      expect(bound.state).toBe('proven');
      expect(bound.spend).toBeCloseTo(await least(known), 6);
      expect(bound.checked).toBeGreaterThan(10);
      expect(bound.hurting).toEqual([]);
    }
  });

  test('controls that hurt are found, and the bound allows for them', async () => {
    let found = 0;
    for (const seed of [1, 3, 4, 6]) {
      const known = synthetic({ seed, controls: 6, levels: 3, hurting: 0.3, limit: 0.6 });
      const bound = await boundOf(known);
      expect(bound.spend!).toBeLessThanOrEqual((await least(known)) + 1e-6);
      found += bound.hurting.length;
    }
    expect(found).toBeGreaterThan(0);
  });

  test('none is adequate: that is proven, not only not found', async () => {
    const bound = await boundOf(synthetic({ seed: 2, controls: 5, levels: 3, limit: 0.001 }));
    expect(bound).toMatchObject({ state: 'proven', spend: Infinity });
  });

  test('a solver that cannot be had leaves the bound out, and says why', async () => {
    const known = synthetic({ seed: 1, controls: 4, levels: 3 });
    expect(await boundOf(known, null)).toMatchObject({ state: 'missing', spend: null, why: 'there is no solver' });
    const broken = makeProgramSolver(new URL('file:///nowhere/solver.js'));
    expect(await boundOf(known, broken)).toMatchObject({ state: 'missing', why: expect.stringContaining('nowhere') });
    await broken.close();
  });
});
