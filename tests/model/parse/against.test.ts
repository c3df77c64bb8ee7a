import { describe, expect, test } from 'vitest';
import { changed, faultsOf, modelFrom } from './small-model.ts';

const against = (text: string) => modelFrom(text).controls.find(({ id }) => id === 'sprinkler')?.against;
const standing = (list: string): string => changed(['against: [fire]', `against: ${list}`]);

describe('against', () => {
  test.each<[string, unknown]>([
    ['[fire]', [{ threat: 'fire', nodes: null }]],
    ['fire', [{ threat: 'fire', nodes: null }]],
    [
      'all',
      [
        { threat: 'fire', nodes: null },
        { threat: 'theft', nodes: null },
      ],
    ],
    [
      'discipline=physical',
      [
        { threat: 'fire', nodes: null },
        { threat: 'theft', nodes: null },
      ],
    ],
    ['fire -> grid', [{ threat: 'fire', nodes: ['grid'] }]],
    ['fire -> place=south', [{ threat: 'fire', nodes: ['spare'] }]],
    ['[fire -> spare, fire -> grid]', [{ threat: 'fire', nodes: ['grid', 'spare'] }]],
    ['fire -> all', [{ threat: 'fire', nodes: ['grid', 'spare'] }]],
    ['all -> grid', [{ threat: 'fire', nodes: ['grid'] }]],
    ['[fire -> grid, fire]', [{ threat: 'fire', nodes: null }]],
  ])('%s', (list, expected) => {
    expect(against(standing(list))).toEqual(expected);
  });

  test('with `each` is drawn for every effect, and for the event of a threat without any', () => {
    const text = changed(['against: [fire]', 'against: all\n    each: true']);
    expect(against(text)).toEqual([
      { threat: 'fire', nodes: ['grid', 'spare'] },
      { threat: 'theft', nodes: null },
    ]);
  });

  test.each([
    ['fier', /unknown threat `fier`.*`fire`/],
    ['discipline=cyber', /unknown tag of threats `discipline=cyber`/],
    ['fire -> hub', /`fire` has no effect on `hub`; it affects grid, spare/],
    ['theft -> all', /`theft` has no effect on `all`; it affects no node/],
    ['fire -> grdi', /unknown node `grdi`.*`grid`/],
    ['fire ->', /is no threat/],
    ['"-> grid"', /is no threat/],
  ])('%s is a fault', (list, fault) => {
    expect(faultsOf(standing(list))).toEqual([expect.stringMatching(fault)]);
  });
});
