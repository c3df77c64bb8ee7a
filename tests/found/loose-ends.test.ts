/** What `check` says of a model without faults that leads nowhere, or looks like a slip. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { looseEnds } from '../../src/report/check/loose-ends.ts';
import { lawsOf } from '../fixtures/law-of.ts';
import { modelFrom } from '../model/parse/small-model.ts';

const SOUND = `ringfence: 1
title: Nothing loose
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
calendar: { night: 23:00..05:00 }
sources: { log: { title: A log } }
inputs: { staff: 3, pay: "= staff * £10" }
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, needs: [power], loss: { own: £1k per hour (log), during: { night: x0 } }, tolerance: { mtpd: 8 h, rto: 4 h } }
threats:
  cut: { occurs: 1..5 per year, affects: { power: { outage: 1..4 h } } }
  theft: { occurs: 1 per year, cost: { own: "= pay" } }
controls:
  fence: { against: cut, current: none, levels: { none: {}, high: { capex: £5k, life: 10 years, prevent: 50% } } }
`;
const ends = (text: string): readonly string[] => {
  const model = modelFrom(text);
  return looseEnds(model, lawsOf(model));
};
const after = (...changes: readonly (readonly [from: string, to: string])[]): readonly string[] => {
  let text = SOUND;
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return ends(text);
};

test('nothing is said where nothing is loose', () => {
  expect(ends(SOUND)).toEqual([]);
});

test.each([
  ['{ own: count }', '{ own: show }', "Nobody's losses count, so every loss is 0: say `count` of a bearer."],
  [
    'nodes:',
    'nodes:\n  shed: { kind: asset, loss: { own: £1 per hour } }',
    'No threat reaches shed, so the losses there never come: no `affects` names it or what it needs.',
  ],
  ['  theft:', '  idle: { occurs: 1 per year }\n  theft:', 'idle does nothing: it affects no node and has no `cost`.'],
  [
    'threats:',
    '  pond: { kind: asset }\nthreats:\n  frost: { occurs: 1 per year, affects: { pond: { outage: 1 h } } }',
    'frost costs nothing: what falls then has no loss and no limit.',
  ],
  [
    'rto: 4 h',
    'rto: 9 h',
    'shop is to be back within 9 h (rto), which is longer than it may be down at all, 8 h (mtpd).',
  ],
  [
    '£1k per hour (log)',
    '£1k (log)',
    'Lost once in an outage, however long it is, at shop (own: £1k (log)): write `per hour` where it grows with time.',
  ],
  [
    // Lognormal, sigma ln(10,000) / 3.2897 = 2.7998: mean exp(sigma^2 / 2) = 50.4; above the 95 % point Phi(sigma - 1.6449) of it.
    '1..5 per year',
    '0.01..100 per year',
    'threats.cut.occurs, `0.01..100 per year`, has a mean of 50.4 per year, of which 88% rests on the one value in twenty above 100 per year. Narrow it, give three points, or bound it (`max`).',
  ],
  ['sources: {', 'sources: { poll: { title: A poll },', 'No figure cites poll.'],
  ['inputs: {', 'inputs: { spare: 4,', 'No formula uses spare.'],
  ['calendar: {', 'calendar: { day: 08:00..18:00,', 'No `during` names day.'],
])('%s -> %s', (from, to, said) => {
  expect(after([from, to])).toEqual([said]);
});

test('what a scenario, a common cause or a spare can take down is reached', () => {
  const shed = ['nodes:', 'nodes:\n  shed: { kind: asset, loss: { own: £1 per hour } }'] as const;
  const scenario = 'scenarios: { flood: { shocks: [{ on: 2027-02-01, node: shed, outage: 1 h }] } }\n';
  const common = 'common causes: { storm: { of: [power, shed], beta: 5% } }\n';
  expect(after(shed, ['controls:', `${scenario}controls:`])).toEqual([]);
  expect(after(shed, ['controls:', `${common}controls:`])).toEqual([]);
  const spare = '  spare: { current: none, levels: { none: { capacity: 0% }, bought: {} } }\n';
  expect(
    after(
      ['nodes:', 'nodes:\n  shed: { kind: asset, needs: [spare], loss: { own: £1 per hour } }'],
      ['controls:\n', `controls:\n${spare}`],
    ),
  ).toEqual([]);
});

test('a name that only a scenario or a level speaks of is used', () => {
  const set = 'scenarios: { summer: { set: { nodes.shop.loss.own.during.day: 2 } } }\n';
  expect(after(['calendar: {', 'calendar: { day: 08:00..18:00,'], ['controls:', `${set}controls:`])).toEqual([]);
});

test('a lump with a name of its own is asked for `per hour` too, unless it comes after some time, as a penalty does', () => {
  const lump = ['£1k per hour (log)', '£1k (log)'] as const;
  expect(after(['loss: { own', 'loss: { id: stock, own'], lump)).toEqual([
    'Lost once in an outage, however long it is, at shop (stock: £1k (log)): write `per hour` where it grows with time.',
  ]);
  expect(after(['loss: { own', 'loss: { id: penalty, after: 4 h, own'], lump)).toEqual([]);
  expect(after(['loss: { own', 'loss: { after: 4 h, own'], lump)).toHaveLength(1);
});

describe('a mean is absurd when more than half of it rests on the one value in twenty above the high end', () => {
  const cost = (law: string): readonly string[] =>
    after(['own: "= pay"', `own: ${law}`], [', pay: "= staff * £10"', ''], ['inputs: { staff: 3 }\n', '']);
  // Of a lognormal law Phi(sigma - 1.6449) of it does: half where the high end is exp(2 * 1.6449^2) = 223.9 times the low one.
  test.each([
    '£1k..£220k',
    '£50k..£5m',
    '£10k..£1m',
    '£1..£7..£50',
    'exponential £1k',
    'gamma 0.5 £1k',
    'discrete £0 97% £1m 3%',
    'mixture 97% (£1k..£5k) 3% (£1m..£5m)',
  ])('not %s', (law) => {
    expect(cost(law)).toEqual([]);
  });

  test.each([
    ['£1k..£228k', 'of which 50% rests'],
    ['£1k..£1m', 'of which 68% rests on the one value in twenty above £1m'],
    ['lognormal £1k 2', 'of which 64% rests'],
    ['gamma 0.05 £1k', 'of which 79% rests'],
    // The law through three points has heavier tails than the lognormal one.
    ['£1..£10..£100', 'of which 61% rests on the one value in twenty above £100. Narrow it, or bound it'],
  ])('but %s', (law, said) => {
    expect(cost(law)).toEqual([expect.stringContaining(said)]);
  });

  test('or when it lies above the stated high end, as of an interval that is widened', () => {
    // Widened 3.1 times: the mean, exp((3.1 s)^2 / 2) medians, reaches the high end, exp(1.6449 s), where s is .34: 3.1 low ends.
    const source = ['{ title: A log }', '{ title: A log, calibration: 40% }'] as const;
    const inputs = [['inputs: { staff: 3, pay: "= staff * £10" }\n', '']] as const;
    const widened = (law: string): readonly string[] => after(source, ...inputs, ['own: "= pay"', `own: ${law} (log)`]);
    expect(widened('£500..£1400')).toEqual([]);
    expect(widened('£500..£1700')).toEqual([expect.stringContaining('above its own high end, £1.7k')]);
  });
});

test('the corner shop has none', () => {
  expect(ends(readFileSync('scenarios/corner-shop/shop.yaml', 'utf8'))).toEqual([]);
});
