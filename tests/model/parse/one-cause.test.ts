/** One cause, one fault: what only follows from a fault is not reported beside it. */
import { describe, expect, test } from 'vitest';
import { changed, faultsOf, SMALL } from './small-model.ts';

describe('one cause is one fault', () => {
  test('the model that the cases start from has none', () => {
    expect(faultsOf(SMALL)).toEqual([]);
  });

  test.each<[string, string, string, RegExp, string[]?]>([
    ['no bearers', 'bearers: { own: count, partner: show }\n', '', /^1: the file needs `bearers`/],
    [
      'bearers that are a list',
      '{ own: count, partner: show }',
      '[own, partner]',
      /`bearers` is a map of names, not a list/,
    ],
    ['a currency that is none', 'currency: GBP', 'currency: pounds', /^3: `pounds` is no currency code/],
    ['an input with a fault', 'flights: 40', 'flights: 40 planes', /^10: .*`planes`/],
    ['a fault in the calendar', '23:00..05:00', '25:00..05:00', /^7: /],
    [
      'a calibration out of range',
      'calibration: 60%',
      'calibration: 100%',
      /^9: `calibration` lies between 0 and 100 %/,
    ],
    ['nodes that are a list', 'nodes:\n', 'nodes: [grid]\nformer:\n', /`nodes` is a map of names|no key `former`/],
    ['what is copied by `like`', 'restart: 2 h', 'restart: 2 m', /^12: `m` could be minutes/],
    ['what every copy of a counted node has', 'count: 2 }', 'count: 2, restart: 2 m }', /^14: `m` could be minutes/],
    ['an occurrence', 'every 8..40 years', 'every 40..8 years', /^31: /],
    ['a tolerance that a limit is about', 'mtpd: 24 h', 'mtpd: 24 m', /^21: `m` could be minutes/],
    ['what a higher level misses of', 'prevent: 40..70%', 'prevent: 40..170%', /^42: /],
    ['the level in force', 'current: basic', 'current: basci', /^39: unknown level `basci`; did you mean `basic`/],
    ['what a scenario and a level scale', '4..9 h (survey)', '9..4 h (survey)', /^20: /],
    ['a member that is unknown', 'any: [grid, spare]', 'any: [gird]', /^18: unknown node `gird`; did you mean `grid`/],
    ['a threat that two controls stand against', '  fire:\n', '  Fire:\n', /^29: `Fire` is no id of a threat/],
  ])('%s', (_, from, to, fault) => {
    let text = changed([from, to]);
    // A name that changes, changes wherever it is used.
    if (to.includes('Fire')) {
      text = text.replace('against: [fire]', 'against: [Fire -> grid]').replace('risk: fire', 'risk: Fire');
    }
    const faults = faultsOf(text);
    expect(
      faults.some((one) => fault.test(one)),
      faults.join('\n'),
    ).toBe(true);
    expect(faults.length, faults.join('\n')).toBe(to.includes('former') ? 2 : 1);
  });

  test('of a threat at fault, what it affects and whether it is given are not judged', () => {
    const text = changed(['every 8..40 years', 'now and then'], ['against: [fire]', 'against: [fire -> grid]']);
    expect(faultsOf(text, { given: ['fire'] })).toHaveLength(1);
  });

  test('inputs may use one another in any order, but not in a circle', () => {
    expect(faultsOf(changed(['flights: 40', 'flights: = late + 10, late: 30']))).toEqual([]);
    const faults = faultsOf(changed(['flights: 40', 'flights: = late + 10, late: = flights * 2, more: = late']));
    expect(faults).toEqual([expect.stringMatching(/^10: inputs use one another in a circle: flights, late, more/)]);
  });
});
