/** Formulas that give what cannot be, chains of formulas, and what the read-back makes of them. */
import { describe, expect, test } from 'vitest';
import { makeLawReader } from '../../src/report/read-back/law-reader.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { distributionOf } from '../../src/sim/distributions/distribution-of.ts';
import { SimulationFault } from '../../src/sim/kernel/ground/kernel.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { faultsOf, modelFrom } from '../model/parse/small-model.ts';

const model = (inputs: string, threat: string, more = ''): string => `ringfence: 1
title: Formulas
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
inputs: { ${inputs} }
nodes: { d: { kind: asset${more} } }
threats: { t: { occurs: 1 per year, affects: { d: { outage: 1 h, ${threat} } } } }
`;
const cost = (formula: string): string => `cost: { own: "${formula}" }`;

describe('a formula that gives what cannot be, over the range of its inputs, is a fault that says where', () => {
  test.each([
    [
      'staff: 0',
      cost('= £1000 / staff'),
      '8: with `staff` at 0 this formula gives no number; keep what it divides by above 0',
    ],
    ['n: poisson 3', cost('= £1000 / n'), 'with `n` at 0 this formula gives no number'],
    [
      'x: 1.5',
      'chance: "= x"',
      'with `x` at 1.5 this formula gives more than 100 %: 150 %; bound it, such as by `min\\(1, \\.\\.\\.\\)`',
    ],
    ['s: 20..60%', 'chance: "= s + 50%"', 'with `s` at 7\\d.\\d % this formula gives more than 100 %'],
    [
      'a: 1..2, b: 2..3',
      cost('= (a - b) * £1k'),
      'with `a` at 1.41 and `b` at 2.45 this formula gives less than nothing: -£1040',
    ],
    ['a: 4..10, b: 1..5', cost('= (a - b) * £1k'), 'with `b` at 10\\.1 this formula gives less than nothing: -£3820'],
    ['a: 1..4', cost('= (a - 1) * £1k'), 'with `a` at 0\\.\\d+ this formula gives less than nothing'],
    ['a: 3, b: "= 3 - a"', cost('= £1 / b'), 'with `b` at 0 this formula gives no number'],
    [
      'w: £2k, c: £3k',
      cost('= w - c'),
      'with `w` at £2000 and `c` at £3000 this formula gives less than nothing: -£1000',
    ],
  ])('inputs { %s }, %s', (inputs, threat, fault) => {
    expect(faultsOf(model(inputs, threat))).toEqual([expect.stringMatching(new RegExp(fault))]);
  });

  test.each([
    ['a: varies 1..4', cost('= (a - 1) * £1k'), 'with `a` at 0\\.\\d+ this formula gives less than nothing'],
    ['n: varies poisson 3', cost('= £1000 / n'), 'with `n` at 0 this formula gives no number'],
    ['s: varies 20..60%', 'chance: "= s + 50%"', 'with `s` at 7\\d.\\d % this formula gives more than 100 %'],
    ['a: varies 1..4, b: "= a - 1"', cost('= b * £1k'), 'with `a` at 0\\.\\d+ this formula gives less than nothing'],
  ])('of inputs that vary alike: inputs { %s }, %s', (inputs, threat, fault) => {
    expect(faultsOf(model(inputs, threat))).toEqual([expect.stringMatching(new RegExp(`^8: .*${fault}`))]);
  });

  test('what cannot leave its bounds is none', () => {
    expect(faultsOf(model('a: varies 1..4', cost('= (a - a) * £1k')))).toEqual([]);
    for (const formula of ['= max(0, a - b) * £1k', '= a / (a + b) * £1k', '= (a - a) * £1k', '= a > b ? £1k : £0'])
      expect(faultsOf(model('a: 1..4, b: 2..3', cost(formula)))).toEqual([]);
    expect(faultsOf(model('a: 1..4, b: 2..3', 'chance: "= a / (a + b)"'))).toEqual([]);
    // One case in a hundred million lies below 0.
    expect(faultsOf(model('a: 10..20, b: 1..3', cost('= (a - b) * £1k')))).toEqual([]);
  });

  test('of the length of an outage: from where it costs anything', () => {
    const loss = (more: string): string => `, loss: [{ own: "= (hours - 4 h) * £1k per hour"${more} }]`;
    expect(faultsOf(model('a: 1', 'chance: 50%', loss('')))).toEqual([
      expect.stringMatching(/^7: with an outage of 1 h this formula gives less than nothing: -£3000/),
    ]);
    expect(faultsOf(model('a: 1', 'chance: 50%', loss(', after: 4 h')))).toEqual([]);
    expect(faultsOf(model('a: 1', 'chance: 50%', ', loss: [{ goodwill: "= 1 - hours / (1 h)" }]'))).toHaveLength(1);
  });

  test('in a frequency, a life, a fallback and a scaled place too', () => {
    const text = model('x: 1..3, y: 0.9', cost('= £1 * x'));
    expect(faultsOf(text.replace('1 per year', '"= (x - 2) * 1 per year"'))).toHaveLength(1);
    expect(faultsOf(text.replace('1 per year', '"every = (x - 2) * 1 year"'))).toHaveLength(1);
    expect(
      faultsOf(model('x: 1..3', 'chance: 50%', ', needs: { e: { fallback: "= x" } } }, e: { kind: asset')),
    ).toHaveLength(1);
    const scaled = model('y: 0.9', 'chance: "= y"');
    expect(faultsOf(scaled)).toEqual([]);
    expect(faultsOf(scaled, { set: ['threats.t.affects.d.chance=x2'] })).toHaveLength(1);
    expect(faultsOf(scaled, { set: ['inputs.y=1.2'] })).toHaveLength(1);
  });

  test('a life is a time above 0', () => {
    const controls = (life: string): string =>
      `${model('a: 1', 'chance: 50%')}controls: { c: { current: none, levels: { none: {}, on: { capex: £1k, life: ${life} } } } }`;
    for (const life of ['0 years', 'uniform 0 4 years', '"= (a - 1) * 1 year"'])
      expect(faultsOf(controls(life))).toHaveLength(1);
    expect(faultsOf(controls('3..8 years'))).toEqual([]);
  });
});

describe('a formula that gives what cannot be in one world of many', () => {
  const faultIn = (text: string): unknown => {
    const kernel = makeKernel(compileModel(modelFrom(text)), 'seed');
    try {
      for (let world = 0; world < 20_000; world++) kernel.start(world, 0);
    } catch (error) {
      return error;
    }
    return null;
  };

  test('stops the run and names the formula and the world', () => {
    // Below 0 where b lies a sixth above 12.4, or a below 7: about one world in ten thousand.
    const fault = faultIn(model('a: 10..20, b: 2..7', 'cost: { own: "= (a - b) * £1k" }'));
    expect(fault).toBeInstanceOf(SimulationFault);
    expect((fault as Error).message).toMatch(
      /^the formula at `threats\.t\.affects\.d\.cost\.own` gives less than nothing \(-[\d.]+\) in world \d+: bound it, such as by `max\(0, \.\.\.\)`/,
    );
  });

  test('never happens to one that is bounded', () => {
    expect(faultIn(model('a: 10..20, b: 2..7', 'cost: { own: "= max(0, a - b) * £1k" }'))).toBeNull();
  });
});

describe('chains of formulas', () => {
  const chain = (length: number): string =>
    `${model('x0: 1..3', cost(`= x${length} * £1`)).replace(
      'x0: 1..3',
      ['x0: 1..3', ...Array.from({ length }, (_, i) => `x${i + 1}: "= x${i} + 1"`)].join(', '),
    )}`;

  test('of thousands are read, compiled and read back', () => {
    const read = modelFrom(chain(3000));
    expect(read.inputs).toHaveLength(3001);
    const compiled = compileModel(read);
    expect(compiled.checkPath).toContain('inputs.x3000');
    const input = read.inputs.find(({ name }) => name === 'x3000');
    if (input === undefined) throw new Error('there is no such input');
    // The mean of the lognormal through 1 and 3 at 5 and 95 %: sqrt(3) exp(s^2 / 2), s = ln 3 / (2 * 1.645).
    const sigma = Math.log(3) / (2 * 1.6448536269514722);
    const mean = 3000 + Math.sqrt(3) * Math.exp((sigma * sigma) / 2);
    expect(makeLawReader(read, distributionOf)(input.quantity).mean).toBeCloseTo(mean, 2);
  });

  test('in a circle are a fault, words of money are no names', () => {
    expect(faultsOf(model('a: "= b", b: "= a"', cost('= £1')))).toEqual([expect.stringMatching(/in a circle: a, b/)]);
    expect(faultsOf(model('k: "= 5 * £1k / (£1k)", m: "= k"', cost('= m * £1k')))).toEqual([]);
  });

  test('know what belongs together: a quantity less itself is nothing', () => {
    const read = modelFrom(model('a: 1..9, b: "= a", c: "= a - b"', cost('= £1')));
    const law = makeLawReader(read, distributionOf);
    const c = read.inputs.find(({ name }) => name === 'c');
    if (c === undefined) throw new Error('there is no such input');
    expect([law(c.quantity).mean, law(c.quantity).quantile(0.999)]).toEqual([0, 0]);
  });
});
