import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model } from '../../../src/model/model.ts';
import type { DriverOutlook } from '../../../src/results/driver-outlook.ts';
import { driverOutlook } from '../../../src/study/drivers/outlook.ts';

const HEAD = 'ringfence: 1\ntitle: Test\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\n';

function modelOf(text: string): Model {
  const result = readModelText(HEAD + text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.value;
}

function outlookOf(text: string): DriverOutlook {
  const outlook = driverOutlook(modelOf(text));
  if (outlook === null) throw new Error('the model has no drivers');
  return outlook;
}

test('a model without drivers has none', () => {
  expect(driverOutlook(modelOf('nodes: { n: { kind: asset } }'))).toBeNull();
});

describe('two states of which one makes the other four times as likely', () => {
  // Q of the four-state chain and its figures: validation of drivers, D09.
  const outlook = outlookOf(`drivers:
  a: { factor: economic, states: { on: { occurs: every 2 years, lasts: exponential 6 months, while: { drivers.b.on.occurs: x4 } } } }
  b: { factor: political, states: { on: { occurs: every 5 years, lasts: exponential 3 months } } }
`);
  const [a, b] = outlook.states;

  test('each by itself is an alternating renewal process', () => {
    // m / (T + m), and 1 - (1 - share) exp(-1 / T).
    expect(a?.alone?.shareOfTime).toBeCloseTo(0.2, 10);
    expect(a?.alone?.seenInPeriod).toBeCloseTo(1 - 0.8 * Math.exp(-0.5), 10);
    expect(b?.alone?.shareOfTime).toBeCloseTo(0.25 / 5.25, 10);
  });

  test('together as the chain says, within five standard errors', () => {
    for (const [state, exact] of [
      [a, 0.2],
      [b, 0.06692574413627611],
    ] as const) {
      const { value, standardError } = state?.shareOfTime ?? { value: 0, standardError: 0 };
      expect(standardError).toBeGreaterThan(0);
      expect(Math.abs(value - exact)).toBeLessThan(5 * standardError);
    }
  });

  test('a spell of the one sees the other with a chance in closed form', () => {
    // 1 - E exp(-r L) = r m / (1 + r m) for an exponential length.
    const [link] = outlook.links;
    expect(link?.kind).toBe('oftener');
    expect(link?.chances?.linked).toBeCloseTo(0.4 / 1.4, 3);
    expect(link?.chances?.otherwise).toBeCloseTo(0.1 / 1.1, 3);
  });

  test('the other families are silent', () => {
    expect(outlook.silentFamilies).toEqual(['social', 'technological', 'legal', 'environmental']);
  });
});

test('what drivers make of a figure is the mean over their states, and that in the worst of them', () => {
  const { figures } = outlookOf(`drivers:
  d: { factor: legal, now: on, states: { on: { lasts: 3 months, while: { threats.t.occurs: x5 } } } }
threats: { t: { occurs: 1 per year, cost: { own: £1 } } }
`);
  const [figure] = figures;
  // What is left of three months is even over them: an eighth of the year on average, at five times.
  const { value, standardError } = figure?.mean ?? { value: 0, standardError: 0 };
  expect(Math.abs(value - (1 + 4 / 8))).toBeLessThan(5 * standardError);
  expect(figure?.most?.factor).toBeCloseTo(5, 10);
});

test('what is under a ceiling and needed without spare is told, and what nothing begins', () => {
  const { noSpare, states } = outlookOf(`drivers:
  d: { factor: legal, states: { on: { lasts: 3 months, while: { nodes.part.capacity: 60% } } } }
nodes:
  part: { kind: supplier }
  plant: { kind: asset, needs: [part] }
  spared: { kind: asset, needs: { p: { share: { part: 170% } } } }
`);
  expect(noSpare).toEqual([{ driver: 'd', state: 'on', node: 'part', ceiling: '60%', dependants: ['plant'] }]);
  expect(states[0]?.canCome).toBe(false);
});
