import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonSteps } from '../../../src/snowball/chains/common-steps.ts';
import { mergedLists, type WeighedList } from '../../../src/snowball/chains/merged-lists.ts';

const listOf = (loss: number, steps: string, number: number): WeighedList => ({
  steps: steps.split(' > '),
  loss,
  of: [number],
});

const lists = (...given: readonly (readonly [loss: number, steps: string])[]): WeighedList[] =>
  given.map(([loss, steps], number) => listOf(loss, steps, number));

const inWords = (chains: readonly WeighedList[]): string[] =>
  chains.map(({ steps, loss }) => `${loss} ${steps.join(' > ')}`);

/** All subsequences, by brute force. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let most = 0;
  for (let mask = 0; mask < 1 << a.length; mask++) {
    const chosen = a.filter((_, place) => (mask >> place) & 1);
    let at = 0;
    for (const step of b) if (step === chosen[at]) at++;
    if (at === chosen.length) most = Math.max(most, at);
  }
  return most;
}

describe('the longest common subsequence', () => {
  test('is a subsequence of both, and as long as brute force finds', () => {
    const steps = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 });
    fc.assert(
      fc.property(steps, steps, (a, b) => {
        const common = commonSteps(a, b);
        expect(common).toHaveLength(longestCommon(a, b));
        expect(longestCommon(common, a)).toBe(common.length);
        expect(longestCommon(common, b)).toBe(common.length);
      }),
      { seed: 1 },
    );
  });
});

describe('merging of lists of steps', () => {
  test('adds up equal lists, and keeps those that differ as long as they are few', () => {
    const { chains, others } = mergedLists(lists([40, 'fire > a > b'], [30, 'flood > c > b'], [30, 'fire > a > b']));
    expect(inWords(chains)).toEqual(['70 fire > a > b', '30 flood > c > b']);
    expect(chains[0]?.of).toEqual([0, 2]);
    expect(others).toEqual([]);
  });

  test('lets a list under 2 % join the one that contains all but two of its steps', () => {
    const { chains, others } = mergedLists(
      lists([60, 'fire > a > b > c'], [38.5, 'flood > x > c'], [1, 'fire > y > z > b > c'], [0.5, 'theft']),
    );
    expect(inWords(chains)).toEqual(['61 fire > a > b > c', '38.5 flood > x > c']);
    expect(others).toEqual([3]);
  });

  test('pools small lists by what they share, two steps at least', () => {
    const small = Array.from({ length: 10 }, (_, i): [number, string] => [1, `stop-${i} > part-${i} > line > sales`]);
    const { chains, others } = mergedLists(lists([90, 'fire > hall > shop'], ...small));
    expect(inWords(chains)).toEqual(['90 fire > hall > shop', '10 line > sales']);
    expect(others).toEqual([]);
  });

  test('merges to five the pair that loses least, steps lost by what is lost along them', () => {
    const { chains } = mergedLists(
      lists(
        [30, 'fire > a > b > c'],
        [20, 'flood > a > b > c'],
        [15, 'storm > d > c'],
        [15, 'strike > e > c'],
        [10, 'theft > f > c'],
        [10, 'virus > g > c'],
      ),
    );
    // theft with virus: (2 + 2) x 10 = 40; fire with flood: 30 + 20 = 50; all others more
    expect(inWords(chains)).toEqual([
      '30 fire > a > b > c',
      '20 c',
      '20 flood > a > b > c',
      '15 storm > d > c',
      '15 strike > e > c',
    ]);
  });

  test('loses nothing, whatever the lists: chains and others are all of them', () => {
    const list = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(list, { maxLength: 40 }), (given) => {
        const { chains, others } = mergedLists(given.map(([loss, steps], number) => ({ steps, loss, of: [number] })));
        const of = [...chains.flatMap((chain) => chain.of), ...others].toSorted((a, b) => a - b);
        expect(of).toEqual(given.map((_, number) => number));
        expect(chains.length).toBeLessThanOrEqual(5);
        for (const { steps, of: members } of chains) {
          for (const number of members) expect(commonSteps(steps, given[number]?.[1] ?? []).length > 0).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });
});
