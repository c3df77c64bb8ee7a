/** Levels in part, and haircuts: the kernel and the reference simulator, which has their definition in plain words, agree to the bit. */
import { describe, expect, test } from 'vitest';
import { differences } from './compare.ts';
import { modelOfText } from './told.ts';

const model = (site: string, drill: string, haircut: string): ReturnType<typeof modelOfText> =>
  modelOfText(`
nodes:
  hall: { kind: site, loss: [ { own: £100 per hour } ] }
threats:
  fire: { occurs: 20..40 per year, affects: { hall: { outage: 5..20 h } } }
controls:
  guard:
    against: [fire]
    haircut: ${haircut}
    current: ${site}
    levels:
      none: {}
      some: { order: 1, opex: £1 per year, deter: 10..20%, contain: 10..30%, prevent: 20..40% }
      many: { order: 2, opex: £1 per year, coverage: 20%..100% in steps of 20%, misses: x0.3..x0.6 }
    evidence: [{ caught: 12 of 40, date: 2026-06-01, level: some, scope: endToEnd }]
  drill:
    against: [fire]
    haircut: ${haircut}
    current: ${drill}
    levels:
      none: {}
      yearly: { order: 1, opex: £1 per year, recover: 30..60% in 1..3 h }
      weekly: { order: 2, opex: £1 per year, coverage: 0%..100% in steps of 50%, prevent: 5..10% }
`);

describe('the same trials', () => {
  test.each([
    ['some', 'yearly', '10%'],
    ['many', 'yearly', '5..20%'],
    ['many at 20%', 'weekly at 50%', '5..20%'],
    ['many at 80%', 'weekly', '0%'],
  ])('guard %s, drill %s, haircut %s', (guard, drill, haircut) => {
    const found = [0, 1, 2].flatMap((world) => differences(model(guard, drill, haircut), 'parts', world, 40));
    expect(found).toEqual([]);
  });
});
