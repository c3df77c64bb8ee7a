import { describe, expect, test } from 'vitest';
import { faultsOf, modelFrom } from '../model/parse/small-model.ts';

/** A guard who is not bought today, with what was tested. */
const guarded = (evidence: string, more = ''): string => `ringfence: 1
title: Evidence on a control that is not bought
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes: { door: { kind: asset } }
threats:
  theft: { occurs: 10 per year, affects: { door: { outage: 1 h, cost: { own: £1k } } } }
controls:
  guard:
    against: [theft]
    current: none
    levels:
      none:  {}
      guard: { order: 1, opex: £50k per year, prevent: 60..80% }
${more}    evidence: [{ ${evidence} }]
`;

describe('evidence about a control that is not in force today', () => {
  test('does not say by itself which level was tested', () => {
    expect(faultsOf(guarded('caught: 19 of 20, date: 2026-10-01'))).toEqual([
      '16: level `none` protects from nothing: at which level was it tested?; write `level: guard`',
    ]);
  });

  test('counts for the level that it names', () => {
    const model = modelFrom(guarded('caught: 19 of 20, date: 2027-01-01, level: guard'));
    expect(model.controls[0]?.levels.map(({ id, prevent }) => [id, prevent?.kind])).toEqual([
      ['none', undefined],
      ['guard', 'posterior'],
    ]);
  });

  test.each([
    ['none', ''],
    ['idle', '      idle: { order: 2, label: Not hired yet }\n'],
    ['idle', '      idle: { order: 2, capacity: 0%, opex: £1k per year }\n'],
  ])('cannot be about level `%s`, which protects from nothing', (level, more) => {
    const [fault] = faultsOf(guarded(`caught: 19 of 20, date: 2026-10-01, level: ${level}`, more));
    expect(fault).toMatch(new RegExp(`level \`${level}\` protects from nothing.*write \`level: guard\`$`));
  });

  test('is not dated after the start of the horizon, also when that is set', () => {
    const text = guarded('caught: 19 of 20, date: 2026-10-01, level: guard');
    expect(faultsOf(guarded('caught: 19 of 20, date: 2027-01-02, level: guard'))).toEqual([
      expect.stringMatching(/^16: this evidence is dated after the start of the horizon, 2027-01-01; /),
    ]);
    expect(faultsOf(text)).toEqual([]);
    expect(faultsOf(text, { set: ['starts=2026-06-01'] })).toEqual([
      expect.stringMatching(/dated after the start of the horizon, 2026-06-01/),
    ]);
  });
});
