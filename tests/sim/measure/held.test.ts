import { expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Selection } from '../../../src/model/model.ts';
import { conditionsOf, settingsOf } from '../../../src/sim/measure/asked.ts';

const MODEL = `ringfence: 1
title: Test
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers:
  d: { factor: legal, states: { on: { lasts: 3 months } } }
  e: { factor: legal, states: { on: { lasts: 3 months } } }
scenarios:
  march: { holds: { d: { on: 2027-03-01..2027-03-31 } } }
`;

function modelUnder(selection: Selection) {
  const result = readModelText(MODEL, selection);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.value;
}

test('a result says what is held of drivers, by its scenario and as asked for', () => {
  const model = modelUnder({ scenario: 'march', given: ['e=normal'] });
  expect(conditionsOf(model).held).toEqual([
    { driver: 'd', at: 'on', from: '2027-03-01T00:00', to: '2027-04-01T00:00' },
    { driver: 'e', at: 'normal', from: null, to: null },
  ]);
  expect(settingsOf(model)).toEqual({ held: ['e=normal'] });
  expect(conditionsOf(modelUnder({}))).not.toHaveProperty('held');
});
