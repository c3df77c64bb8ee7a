import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';

// All seeds of all rows are `npm run prove`.
test('standard errors are right on 20 seeds of three rows', async () => {
  const rows = await coverageOf(20, 0.05, new Set(['gamma-var90', 'one-event-mean', 'bridge']));
  expect(rows).toHaveLength(3);
  for (const { id, covered, meanZ, deviationZ } of rows) {
    // 20 runs of a right interval: fewer than 16 covered once in 400 times.
    expect(covered, id).toBeGreaterThanOrEqual(0.8);
    expect(Math.abs(meanZ), id).toBeLessThan(3.3 / Math.sqrt(20));
    expect(deviationZ, id).toBeGreaterThan(0.5);
    expect(deviationZ, id).toBeLessThan(1.6);
  }
});
