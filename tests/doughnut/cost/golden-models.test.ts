/** The published cases: each is accepted, and its portfolios cost what their answers say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { expectedSpend } from '../../../src/doughnut/cost/expected-spend.ts';
import { portfolioCost } from '../../../src/doughnut/cost/portfolio-cost.ts';
import {
  allowedPortfolioCount,
  allowedPortfolios,
  positionsOf,
} from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/doughnut');
const textOf = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');

interface Priced {
  readonly spend: number;
  readonly portfolio: Readonly<Record<string, string>>;
}

/** Everything in an answer that is a portfolio with its spend. */
function pricedIn(value: unknown): Priced[] {
  if (typeof value !== 'object' || value === null) return [];
  const { spend, portfolio } = value as Partial<Priced>;
  const own = typeof spend === 'number' && portfolio !== undefined ? [{ spend, portfolio }] : [];
  return [...own, ...Object.values(value).flatMap(pricedIn)];
}

/** Portfolios of each case, counted by hand: the product of the levels. */
const COUNTS: Readonly<Record<string, bigint>> = {
  'p01-gordon-loeb': 7n,
  'p02-many-levels': 6n,
  'p03-closed-doughnut': 4n,
  'p04-no-safe-space': 4n,
  'p05-misallocation': 3n * 2n * 3n * 2n * 2n,
  'p06-mandatory': 4n,
  'p07-two-copies': 25n,
  'p07-two-copies-one': 5n,
  'p08-insurance': 4n,
};

describe.each(Object.entries(COUNTS))('%s', (name, count) => {
  const model = modelFrom(textOf(`${name}.yaml`));

  test('has so many portfolios', () => {
    expect(allowedPortfolioCount(model)).toBe(count);
    expect([...allowedPortfolios(model)]).toHaveLength(Number(count));
  });

  test.runIf(readdirSync(FOLDER).includes(`${name}.json`))('costs what its answer says', () => {
    const priced = pricedIn(JSON.parse(textOf(`${name}.json`)));
    const costs = costsOf(model, { seed: '', worlds: 1 });
    // p04 has no ring: what its answer names has no spend beside it.
    expect(priced.length > 0 || name === 'p04-no-safe-space').toBe(true);
    for (const { spend, portfolio } of priced) {
      const { budget, business } = portfolioCost(costs, positionsOf(model, portfolio));
      expect(budget[0]).toBeCloseTo(spend, 6);
      expect(business[0]).toBe(0);
      expect(expectedSpend(model, positionsOf(model, portfolio))).toBeCloseTo(spend, 6);
    }
  });
});

test('without what the law demands, the portfolios below it are there too', () => {
  const free = textOf('p06-mandatory.yaml').replace('    mandatory: basic\n', '');
  expect(allowedPortfolioCount(modelFrom(free))).toBe(6n);
});
