/** The search against every portfolio, on costs and losses that are known without a simulation. */
import { describe, expect, test } from 'vitest';
import { bestAim, bestFor, isAdequate, leastSpendAim } from '../../../src/doughnut/search/aims.ts';
import { beaterAmong } from '../../../src/doughnut/search/beam.ts';
import type { Judged } from '../../../src/doughnut/search/oracle.ts';
import { screen } from '../../../src/doughnut/search/screen.ts';
import { makeTried, type Tried } from '../../../src/doughnut/search/tried.ts';
import { everyPortfolio, synthetic, type Synthetic, type SyntheticPlan } from '../../fixtures/doughnut/synthetic.ts';

interface Rings {
  readonly necessary: number | null;
  readonly optimum: number | null;
  readonly sufficient: number | null;
}

const grouping = ({ space }: Synthetic): string[] => space.counts.map((_, control) => `segment-${control % 3}`);

async function searched(known: Synthetic): Promise<{ readonly rings: Rings; readonly tried: Tried }> {
  const { oracle, asked, space } = known;
  const tried = makeTried(oracle);
  const found = await screen({
    tried,
    asked,
    today: space.least,
    grouping: grouping(known),
    budget: null,
    seed: 'search',
  });
  if (found === null) return { tried, rings: { necessary: null, optimum: null, sufficient: null } };
  const least = bestFor(leastSpendAim(asked), tried.all)!;
  const best = bestFor(bestAim(asked), tried.all)!;
  return { tried, rings: { necessary: least.whole, optimum: best.total, sufficient: found.justified[0]!.whole } };
}

/** By going through all of them. */
async function exact({ oracle, asked, space }: Synthetic): Promise<{ readonly rings: Rings; readonly count: number }> {
  const every = makeTried(oracle);
  await every.ofAll([...everyPortfolio(space)]);
  const adequate = every.all.filter((judged) => isAdequate(judged, asked));
  if (adequate.length === 0) {
    return { rings: { necessary: null, optimum: null, sufficient: null }, count: every.all.length };
  }
  const byTotal = adequate.toSorted((a, b) => a.total - b.total);
  const dearestFirst = adequate.toSorted((a, b) => b.whole - a.whole);
  let most: Judged | null = null;
  for (const x of dearestFirst) if (most === null && (await beaterAmong(every, byTotal, x)) === null) most = x;
  return {
    rings: {
      necessary: Math.min(...adequate.map(({ whole }) => whole)),
      optimum: byTotal[0]!.total,
      sufficient: most!.whole,
    },
    count: every.all.length,
  };
}

const KINDS: Readonly<Record<string, Partial<SyntheticPlan>>> = {
  'controls that multiply': {},
  'controls that work together only': { together: true, limit: 0.85 },
  'under rules': { rules: true },
  'some that hurt': { hurting: 0.2 },
  'all alike, so that many tie': { alike: true },
};

describe('against all portfolios', () => {
  test.each(Object.entries(KINDS))('%s: the same rings, from a part of the portfolios', async (_, kind) => {
    let [tries, all] = [0, 0];
    for (let seed = 1; seed <= 4; seed++) {
      const known = synthetic({ seed, controls: 6, levels: 4, ...kind });
      const [found, right] = [await searched(known), await exact(known)];
      expect(found.rings).toEqual(right.rings);
      tries += found.tried.all.length;
      all += right.count;
    }
    expect(tries).toBeLessThan(all);
  });

  test('none is adequate: no ring, and nothing is held to be one', async () => {
    const known = synthetic({ seed: 3, controls: 5, levels: 3, limit: 0.001 });
    expect((await searched(known)).rings).toEqual((await exact(known)).rings);
  });

  test('one control', async () => {
    const known = synthetic({ seed: 5, controls: 1, levels: 4, limit: 0.9 });
    expect((await searched(known)).rings).toEqual((await exact(known)).rings);
  });
});
