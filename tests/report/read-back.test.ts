import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import type { Tape } from '../../src/model/quantity.ts';
import { combined, type LawView } from '../../src/report/read-back/combined-law.ts';
import { makeLawReader } from '../../src/report/read-back/law-reader.ts';
import { readBack } from '../../src/report/read-back/read-back.ts';
import { chanceWithin } from '../../src/report/read-back/occurrence.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { lawOf } from '../fixtures/law-of.ts';
import { model, quantity } from './fixture.ts';

const lines = (given: Model = model, width = 80): string[] => readBack(given, lawOf, { width, style: PLAIN });
const text = (given: Model = model): string => lines(given).join(' ').replace(/\s+/g, ' ');
const uniform: LawView = { mean: 0.5, quantile: (p) => p };

describe('the chance that follows from a proximity', () => {
  // The Weibull through P(low) = .05 and P(high) = .95, at 12 months
  test.each([
    [6, 24, 0, 0.3243],
    [1, 24, 0, 0.7088],
    [2, 120, 0, 0.2622],
    [6, 24, 0.3, 0.227],
  ])('within %i..%i months, never %d, is %d in the first year', (low, high, never, chance) => {
    const occurs = { kind: 'within', low: low * 730, high: high * 730, never, once: false } as const;
    expect(chanceWithin(occurs, 8760)).toBeCloseTo(chance, 4);
    expect(chanceWithin(occurs, low * 730)).toBeCloseTo(0.05 * (1 - never), 12);
    expect(chanceWithin(occurs, high * 730)).toBeCloseTo(0.95 * (1 - never), 12);
  });
});

describe('the law of a formula', () => {
  test('of one quantity is that of the quantity, put through the formula', () => {
    const law = combined([uniform], ([x = 0]) => 3 * x);
    expect(law.mean).toBeCloseTo(1.5, 10);
    expect(law.quantile(0.95)).toBeCloseTo(2.85, 3);
  });

  test('of several independent ones is right to three digits', () => {
    // The product of two uniforms: mean 1/4, P(product <= x) = x (1 - ln x)
    const law = combined([uniform, uniform], ([x = 0, y = 0]) => x * y);
    expect(Math.abs(law.mean - 0.25)).toBeLessThan(0.001);
    for (const p of [0.05, 0.5, 0.95]) {
      const x = law.quantile(p);
      expect(Math.abs(x * (1 - Math.log(x)) - p)).toBeLessThan(0.002);
    }
  });

  test('may speak of the length of the outage', () => {
    const tape: Tape = [{ op: 'hours' }, { op: 'constant', value: 10 }, { op: 'mul' }];
    const formula = quantity({ dimension: 'money', law: { kind: 'formula', tape }, text: '= hours * 10' });
    expect(makeLawReader(model, lawOf)(formula, 24).mean).toBe(240);
  });

  test('knows inputs that are formulas of inputs, and bounds', () => {
    const given: Model = {
      ...model,
      inputs: [
        { name: 'a', quantity: quantity({ dimension: 'number', law: { kind: 'constant', value: 4 }, text: '4' }) },
        {
          name: 'b',
          quantity: quantity({
            dimension: 'number',
            law: { kind: 'formula', tape: [{ op: 'input', name: 'a' }, { op: 'sqrt' }] },
            text: '= sqrt(a)',
          }),
        },
      ],
    };
    const law = makeLawReader(given, () => uniform);
    const times10: Tape = [{ op: 'input', name: 'b' }, { op: 'constant', value: 10 }, { op: 'mul' }];
    const formula = quantity({ dimension: 'number', law: { kind: 'formula', tape: times10 }, text: '= 10 b' });
    expect(law(formula).mean).toBe(20);
    expect(law({ ...formula, max: 15 }).mean).toBe(15);
  });
});

describe('the model said back', () => {
  test.each([60, 80, 120])('has no line wider than %i columns', (width) => {
    expect(lines(model, width).filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('names every node, threat, control, input, limit and source', () => {
    const said = text();
    const ids = [model.nodes, model.threats, model.controls, model.limits, model.sources].flat().map(({ id }) => id);
    const names = [...ids, ...model.inputs.map(({ name }) => name)];
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
  });

  test('derives means and values of the thousandth case', () => {
    const said = text();
    // Lognormal of 12..60 h: median sqrt(720) = 26.83, sigma ln 5 / 3.28971 = .48923; mean 30.24, 99.9 % point 121.7
    expect(said).toContain('takes down intake-a for 12 to 60 h (90% sure); mean 30.2 h, 1 in 1000 above 122 h');
    // Poisson with the time between events lognormal in 100..600 years
    expect(said).toMatch(/comes every 100 to 600 years \(90% sure\); 1 in 1000 below \d+/);
    expect(said).not.toMatch(/every 100 to 600 years \(90% sure\); mean/);
    expect(said).toContain(
      'comes next within 6 to 24 months (90% sure), or never (30%). After each the clock starts anew. So 22.7%',
    );
  });

  test('says a rate in the stretch that it was stated for', () => {
    expect(text()).toContain('costs £40k per year');
    expect(text()).toContain('closure_per_hour: £4.5m to £12m per hour');
  });

  test('says what evidence makes of a control', () => {
    // Beta(50.5, 2.5): mean .9528
    expect(text()).toMatch(
      /Level basic \(in force\): costs £40k per year; prevents 95\.3% \(90% sure: 89\.\d% to 98\.\d%/,
    );
    expect(text()).toContain('Evidence for basic: done 50 of 52 (1 Mar 2026).');
  });

  test('marks what is widened, and why', () => {
    expect(text()).toContain(
      'widened 1.95 times from 4 to 9 h (90% sure); mean 6.74 h, 1 in 1000 above 26.6 h; varies [ops-day]',
    );
    expect(text()).toContain('Its intervals hold the truth 60% of the time, so they are widened.');
  });
});
