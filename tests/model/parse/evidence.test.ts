import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Effectiveness, Model } from '../../../src/model/model.ts';
import { shareLeft } from '../../../src/model/parse/half-life.ts';
import { changed, faultsOf, modelFrom } from './small-model.ts';

const withEvidence = (...entries: readonly string[]): string =>
  changed([
    '    current: basic\n',
    `    current: basic\n    evidence: [${entries.map((one) => `{ ${one} }`).join(', ')}]\n`,
  ]);

const prevent = (model: Model, level = 'basic'): Effectiveness | undefined =>
  model.controls.find(({ id }) => id === 'sprinkler')?.levels.find(({ id }) => id === level)?.prevent;

function formsOf(text: string, level = 'basic'): readonly (readonly [string, number, number])[] {
  const effectiveness = prevent(modelFrom(text), level);
  return effectiveness?.kind === 'posterior' ? effectiveness.forms.map(({ form, a, b }) => [form, a, b]) : [];
}

describe('shareLeft', () => {
  test('is 2 to the power of minus the half-lives', () => {
    expect([0, 1, 2, 10].map(shareLeft)).toEqual([1, 0.5, 0.25, 2 ** -10]);
    expect(shareLeft(Infinity)).toBe(0);
    // 30 terms of a series of at most ln 2: rounding only.
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (x) => {
        expect(Math.abs(shareLeft(x) / 2 ** -x - 1)).toBeLessThan(1e-15 * 4);
      }),
      { seed: 1 },
    );
  });
});

describe('evidence', () => {
  test('is Jeffreys and the counts: 17 of 20 is Beta(17.5, 3.5)', () => {
    expect(formsOf(withEvidence('caught: 17 of 20, date: 2027-01-01'))).toEqual([['caught', 17.5, 3.5]]);
  });

  test('of one form is pooled, of several multiplied', () => {
    const text = withEvidence(
      'caught: 17 of 20, date: 2027-01-01',
      'done: 50 of 52, date: 2027-01-01',
      'caught: 3 of 5, date: 2027-01-01',
    );
    expect(formsOf(text)).toEqual([
      ['done', 50.5, 2.5],
      ['caught', 20.5, 5.5],
    ]);
  });

  test('halves in 24 months, or in the half-life that it states', () => {
    // 2025-01-01 is 730 days before the start: exactly 24 months of 730 h.
    expect(formsOf(withEvidence('caught: 16 of 20, date: 2025-01-01'))).toEqual([['caught', 8.5, 2.5]]);
    expect(formsOf(withEvidence('caught: 16 of 20, date: 2025-01-01, halfLife: 12 months'))).toEqual([
      ['caught', 4.5, 1.5],
    ]);
  });

  test('in clusters of m counts 1 + (m - 1) rho times less', () => {
    expect(formsOf(withEvidence('caught: 190 of 200, date: 2027-01-01, clusters: 20'))).toEqual([
      ['caught', expect.closeTo(0.5 + 190 / 1.9, 12), expect.closeTo(0.5 + 10 / 1.9, 12)],
    ]);
    expect(formsOf(withEvidence('caught: 190 of 200, date: 2027-01-01, clusters: 20, rho: 100%'))).toEqual([
      ['caught', 19.5, 1.5],
    ]);
  });

  test('replaces what was elicited, and the next level misses of it', () => {
    const text = withEvidence('caught: 17 of 20, date: 2027-01-01');
    expect(prevent(modelFrom(text), 'full')).toMatchObject({ kind: 'misses', of: 'basic' });
  });

  test('can be about another level, whatever is in force', () => {
    const text = withEvidence('caught: 17 of 20, date: 2027-01-01, level: full').replace('misses: x0.2..x0.5, ', '');
    expect(formsOf(text, 'full')).toEqual([['caught', 17.5, 3.5]]);
    const model = modelFrom(withEvidence('caught: 17 of 20, date: 2027-01-01'), { portfolio: 'strong' });
    expect(model.evidence[0]?.level).toBe('basic');
  });

  test('validity of pooled pieces counts once', () => {
    const piece = 'caught: 17 of 20, date: 2027-01-01, validity: 60..95%';
    const effectiveness = prevent(modelFrom(withEvidence(piece, piece)));
    expect(effectiveness).toMatchObject({ kind: 'posterior', validity: [{ text: '60..95%' }] });
  });

  test.each([
    [['caught: 21 of 20, date: 2027-01-01'], /counts more than there were/],
    [['caught: many, date: 2027-01-01'], /no count of tests/],
    [['caught: 1 of 2'], /needs `date`/],
    [['caught: 1 of 2, done: 1 of 2, date: 2027-01-01'], /one of done, to standard, caught/],
    [['caught: 1 of 2, date: 2027-01-01, level: ful'], /unknown level `ful`.*`full`/],
    [['caught: 1 of 2, date: 2027-01-01, clusters: 3'], /from 1 to 2 here/],
    [['caught: 1 of 2, date: 2027-01-01, rho: 120%'], /share/],
    [['caught: 1 of 2, date: 2027-01-01, halfLife: 0 h'], /above 0/],
    [['caught: 1 of 2, date: 2027-01-01, scope: endtoend'], /did you mean `endToEnd`/],
    [['caught: 1 of 2, date: 2027-01-01, scope: endToEnd', 'done: 1 of 2, date: 2027-01-01'], /stands alone/],
    [
      ['caught: 1 of 2, date: 2027-01-01, scope: endToEnd', 'done: 1 of 2, date: 2027-01-01, scope: endToEnd'],
      /stands alone/,
    ],
    [
      ['caught: 1 of 2, date: 2027-01-01, validity: 60..95%', 'caught: 1 of 2, date: 2027-01-01'],
      /differ in `validity`/,
    ],
  ])('%s is a fault', (entries, fault) => {
    expect(faultsOf(withEvidence(...entries))).toEqual([expect.stringMatching(fault)]);
  });

  test('from end to end can have several pieces of its one form', () => {
    const piece = 'caught: 10 of 20, date: 2027-01-01, scope: endToEnd';
    expect(formsOf(withEvidence(piece, piece))).toEqual([['caught', 20.5, 20.5]]);
  });
});
