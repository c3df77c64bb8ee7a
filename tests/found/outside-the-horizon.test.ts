import { describe, expect, test } from 'vitest';
import { faultsOf, modelFrom } from '../model/parse/small-model.ts';

const model = (lines: string, head = 'starts: 2027-01-01\nhorizon: 1 year'): string => `ringfence: 1
title: What lies outside the horizon
${head}
bearers: { own: count }
nodes: { door: { kind: asset, loss: [{ own: £1k per hour, during: { peak: x2 } }] } }
calendar: { peak: Jun..Sep }
${lines}
`;
const threat = (occurs: string): string => `threats: { t: { occurs: ${occurs}, affects: { door: { outage: 1 h } } } }`;
const shock = (on: string, set = ''): string =>
  `scenarios: { storm: { ${set}shocks: [{ on: ${on}, node: door, outage: 2 h }] } }`;

describe('what lies outside the horizon never happens, and is a fault', () => {
  test.each(['2026-12-31', '2028-01-01', '2026-01-01 06:00'])('a shock on %s', (date) => {
    expect(faultsOf(model(shock(date)))).toEqual([
      `8: \`${date}\` lies outside the horizon, 2027-01-01 to 2028-01-01; write a date within it, or change \`starts\` or \`horizon\``,
    ]);
  });

  test.each(['on 2026-12-31', '[2027-03-01, 2028-03-01]', 'on 2027-03-01 and 2026-03-01'])('a threat %s', (occurs) => {
    expect(faultsOf(model(threat(occurs.startsWith('[') ? occurs : `"${occurs}"`)))).toEqual([
      expect.stringMatching(/^8: `202[68]-\d\d-\d\d` lies outside the horizon, 2027-01-01 to 2028-01-01;/),
    ]);
  });

  test('of a list of dates the one that is wrong is shown', () => {
    const [fault] = faultsOf(model(threat('[2027-03-01, 2028-03-01]')));
    expect(fault).toContain('`2028-03-01`');
  });

  test.each(['2026-06-01..2026-06-05', '[Mon..Fri, 2030-01-01]'])('a calendar name at %s', (times) => {
    expect(faultsOf(model('').replace('Jun..Sep', times))).toEqual([
      expect.stringMatching(/^7: `20\d\d-.*` lies outside the horizon, 2027-01-01 to 2028-01-01; leave it out/),
    ]);
  });

  test('a season that the horizon of the file does not have', () => {
    expect(faultsOf(model('', 'starts: 2027-01-01\nhorizon: 3 months'))).toEqual([
      expect.stringMatching(/^7: `Jun..Sep` lies outside the horizon, 2027-01-01 to 2027-04-02 06:00;/),
    ]);
  });

  test('the first and the last moment of the horizon are within', () => {
    expect(modelFrom(model(shock('2027-01-01')), { scenario: 'storm' }).shocks[0]?.atHours).toBe(0);
    expect(faultsOf(model(shock('2027-12-31 23:59')))).toEqual([]);
  });
});

describe('under another horizon', () => {
  const text = model(`${shock('2027-08-01')}\n${threat('on 2027-02-01')}`);

  test('a scenario whose shocks are all outside cannot be run', () => {
    const set = ['starts=2028-01-01', 'threats.t.occurs=1 per year'];
    expect(faultsOf(text, { scenario: 'storm', set })).toEqual([
      expect.stringMatching(/^8: `2027-08-01` lies outside the horizon, 2028-01-01 to 2028-12-31;/),
    ]);
    expect(faultsOf(text, { set })).toEqual([]);
  });

  test('a scenario that moves the horizon itself is judged by its own', () => {
    const moved = model(shock('2029-08-01', 'set: { starts: 2029-01-01 }, '));
    expect(faultsOf(moved)).toEqual([]);
    expect(faultsOf(model(shock('2027-08-01', 'set: { starts: 2029-01-01 }, ')))).toEqual([
      expect.stringMatching(
        /^8: `2027-08-01` lies outside the horizon, 2029-01-01 to 2030-01-01 .under scenario `storm`.;/,
      ),
    ]);
  });

  test('a threat on a date that is left behind is a fault, a season that does not come is none', () => {
    expect(faultsOf(text, { set: ['horizon=7 days'] })).toEqual([
      expect.stringMatching(/`2027-02-01` lies outside the horizon, 2027-01-01 to 2027-01-08/),
    ]);
    expect(faultsOf(model(''), { set: ['horizon=7 days'] })).toEqual([]);
  });
});
