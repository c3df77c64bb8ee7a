import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

// 10,000 are `npm run prove`.
test('500 mutated files: no crash, no hang, no fault without a name, no file written', async () => {
  const { counts, wrong, written } = await fuzz(0, 500);
  expect(wrong).toEqual([]);
  expect(written).toEqual([]);
  // Both kinds are there, so that neither is tested in vain.
  expect(counts['refused']).toBeGreaterThan(100);
  expect(counts['run']).toBeGreaterThan(25);
});
