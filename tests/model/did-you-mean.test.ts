import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/model/did-you-mean.ts';

describe('didYouMean', () => {
  it('finds a name with one letter wrong, missing, added, or swapped with its neighbour', () => {
    const names = ['terminals', 'screener', 'grid-north'];
    expect(didYouMean('terminels', names)).toBe('terminals');
    expect(didYouMean('sceener', names)).toBe('screener');
    expect(didYouMean('grid-northh', names)).toBe('grid-north');
    expect(didYouMean('gird-north', names)).toBe('grid-north');
  });

  it('counts a swap of neighbours as one slip, so that three letters may hold one', () => {
    expect(didYouMean('pta', ['pat'])).toBe('pat');
    expect(didYouMean('tap', ['pat'])).toBeNull();
  });

  it('does not mind capitals, hyphens, underscores and blanks', () => {
    expect(didYouMean('Grid_North', ['grid-north'])).toBe('grid-north');
    expect(didYouMean('at_least', ['at least', 'atlas'])).toBe('at least');
  });

  it('gives nothing when no name is close', () => {
    expect(didYouMean('kitchen', ['terminals', 'screener'])).toBeNull();
    expect(didYouMean('ab', ['cd', 'ac'])).toBeNull();
    expect(didYouMean('anything', [])).toBeNull();
  });

  it('never gives the name itself', () => {
    expect(didYouMean('node', ['node'])).toBeNull();
  });

  it('takes the first in code-unit order of equally close names, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['intake-a', 'intake-b', 'intake-c'], { minLength: 1 }), (names) => {
        expect(didYouMean('intake-d', names)).toBe(names.toSorted()[0]);
      }),
      { seed: 1 },
    );
  });
});
