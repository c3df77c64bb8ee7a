import { formulaTree } from '../../../src/io/formula-tree.ts';
import fc from 'fast-check';
import * as mathjs from 'mathjs';
import { describe, expect, it } from 'vitest';
import { evaluateTape } from '../../../src/model/formula/evaluate-tape.ts';
import { parseFormula } from '../../../src/model/formula/parse-formula.ts';
import type { Dimension } from '../../../src/model/quantity.ts';

const CONTEXT = {
  currency: 'GBP',
  rates: new Map([['EUR', 0.86]]),
  formulaTree,
  inputs: new Map<string, Dimension>([
    ['departures', 'number/hour'],
    ['fee', 'money'],
    ['delay', 'hours'],
    ['a', 'number'],
    ['b', 'number'],
    ['c', 'number'],
  ]),
  hours: true,
};
const INPUTS = new Map([
  ['departures', 40],
  ['fee', 5000],
  ['delay', 3],
  ['a', 2],
  ['b', 3],
  ['c', 5],
]);

function value(text: string, dimension: Dimension, hours = 0): number {
  const parsed = parseFormula(text, dimension, CONTEXT);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.message}`);
  return evaluateTape(parsed.value, INPUTS, hours);
}

/** The code of the fault and the text it marks. */
function fault(text: string, dimension: Dimension = 'number', context: Parameters<typeof parseFormula>[2] = CONTEXT) {
  const parsed = parseFormula(text, dimension, context);
  if (parsed.ok) throw new Error(`${text} was accepted`);
  const { code, message, remedy, offset, length } = parsed.fault;
  return { code, marked: text.slice(offset, offset + length), message, remedy };
}

describe('literals of formulas', () => {
  it.each<[string, Dimension, number]>([
    ['= £60k', 'money', 60_000],
    ['= £2.5m', 'money', 2_500_000],
    ['= £ 2.3 million', 'money', 2_300_000],
    ['= £1bn', 'money', 1e9],
    ['= £1M', 'money', 1e6],
    ['= 9\u20112', 'number', 7],
    ['= 40k GBP', 'money', 40_000],
    ['= EUR 40k', 'money', 40_000 * 0.86],
    ['= €40k', 'money', 40_000 * 0.86],
    ['= £60k per hour', 'money/hour', 60_000],
    ['= £24k per day', 'money/hour', 1000],
    ['= £16800 per week', 'money/hour', 100],
    ['= £73k per month', 'money/hour', 100],
    ['= £876k per year', 'money/hour', 100],
    ['= 4 h', 'hours', 4],
    ['= 15 min', 'hours', 0.25],
    ['= 2 days', 'hours', 48],
    ['= 6 months', 'hours', 4380],
    ['= 12 years', 'hours', 105_120],
    ['= 45%', 'share', 0.45],
    ['= 45 %', 'share', 0.45],
    ['= 4 h per year', 'share', 4 / 8760],
    ['= 2 per day', 'number/hour', 2 / 24],
    ['= 2k', 'number', 2000],
    ['= 1.5e3', 'number', 1500],
  ])('%s as %s is %d in base units', (text, dimension, expected) => {
    expect(value(text, dimension)).toBeCloseTo(expected, 10);
  });
});

describe('what a formula gives', () => {
  it('multiplies an input by an amount per hour as one literal', () => {
    expect(value('= departures * 1 h * £60k per hour', 'money/hour')).toBe(2_400_000);
  });
  it('divides by a rate as a whole', () => {
    expect(value('= £120k / £60k per hour', 'hours')).toBe(2);
  });
  it('knows the length of the outage', () => {
    expect(value('= £10k per hour * max(0, hours - 4 h)', 'money', 6)).toBe(20_000);
    expect(value('= £10k per hour * max(0, hours - 4 h)', 'money', 3)).toBe(0);
  });
  it('chooses by a condition, and 0 has every unit', () => {
    expect(value('= hours > 4 h and a < b ? £5m : 0', 'money', 5)).toBe(5e6);
    expect(value('= hours > 4 h and a < b ? £5m : 0', 'money', 4)).toBe(0);
  });
  it('raises and takes roots of units', () => {
    expect(value('= (delay ^ 2 + 16 h * 1 h) ^ 0.5', 'hours')).toBe(5);
    expect(value('= sqrt(delay * 12 h)', 'hours')).toBe(6);
  });
  it('binds a minus sign more loosely than a power, and powers to the right', () => {
    expect(value('= -2 ^ 2', 'number')).toBe(-4);
    expect(value('= 2 ^ 3 ^ 2', 'number')).toBe(512);
  });
  it('reads the operators of word processors', () => {
    expect(value('= 6 × 2 − 3 ÷ 1\u00A0', 'number')).toBe(9);
    expect(value('= a ≠ b', 'number')).toBe(1);
  });
  it('lets an input be called as a function is', () => {
    const context = { ...CONTEXT, inputs: new Map<string, Dimension>([['max', 'number']]) };
    const parsed = parseFormula('= max(max, 3)', 'number', context);
    expect(parsed.ok && evaluateTape(parsed.value, new Map([['max', 7]]), 0)).toBe(7);
  });
  it('takes a long sum, which is not deep', () => {
    expect(value(`= ${Array.from({ length: 200 }, () => '1').join('+')}`, 'number')).toBe(200);
  });
});

describe('faults of units', () => {
  it.each<[string, Dimension, string, string, RegExp]>([
    ['= hours + 1', 'hours', 'unit', 'hours + 1', /1 h/],
    ['= max(fee, 3)', 'money', 'unit', 'max(fee, 3'.slice(4), /£/],
    ['= fee > delay', 'number', 'unit', 'fee > delay', /same unit/],
    ['= a ? fee : delay', 'money', 'unit', 'fee : delay', /same unit/],
    ['= exp(delay)', 'number', 'unit', 'delay', /1 h/],
    ['= log(fee)', 'number', 'unit', 'fee', /£1/],
    ['= 2 ^ a', 'number', 'exponent', 'a', /exp/],
    ['= 2 ^ delay', 'number', 'unit', 'delay', /1 h/],
    ['= fee', 'hours', 'unit', 'fee', /4 h/],
    ['= £60k', 'money/hour', 'unit', '£60k', /per hour/],
    ['= £60k per hour', 'money', 'unit', '£60k per hour', /rate by a time/],
    ['= 2', 'number/hour', 'unit', '2', /per year/],
    ['= fee and a', 'number', 'unit', 'fee', /divide/],
    ['= floor(fee)', 'money', 'unit', 'fee', /£1/],
    ['= 15 m', 'hours', 'unit', '15 m', /15 min/],
    ['= 15 M', 'hours', 'unit', '15 M', /15 min/],
    ['= 2 h - 6 h', 'hours', 'negative', '2 h - 6 h', /sign/],
    ['= 3 * 40%', 'share', 'share', '3 * 40%', /100%/],
    ['= 15 parsecs', 'hours', 'unit', 'parsecs', /days/],
    ['= 15q', 'hours', 'unit', 'q', /min/],
    ['= £5z', 'money', 'unit', 'z', /bn/],
    ['= £60k per person', 'money', 'unit', 'per person', /per hour/],
    ['= £60k per', 'money', 'unit', 'per', /per hour/],
    ['= fee per hour', 'money/hour', 'unit', 'per', /1 h/],
    ['= fee / h', 'money/hour', 'unit', 'h', /1 h/],
    ['= USD 40k', 'money', 'currency', 'USD', /rates:/],
    ['= $40k', 'money', 'currency', '$', /USD/],
    ['= 40k USD', 'money', 'currency', 'USD', /rates:/],
    ['= £', 'money', 'unit', '£', /60k/],
  ])('%s as %s: %s at "%s"', (text, dimension, code, marked, remedy) => {
    const found = fault(text, dimension);
    expect(found).toMatchObject({ code, marked: text.startsWith('= max(') ? 'fee, 3' : marked });
    expect(found.remedy).toMatch(remedy);
  });
});

describe('other faults', () => {
  it.each([
    ['= 1 / 0', 'number', '0'],
    ['= a / (2 - 2)', 'number', '2 - 2'],
    ['= a + sqrt(-1)', 'number', 'sqrt(-1'],
    ['= 0 ^ -1', 'number', '0 ^ -1'],
    ['= 1e400', 'number', '1e400'],
    ['= a + 1e-400', 'number', '1e-400'],
    ['= 1e200', 'size', '1e200'],
    ['= £1,100k', 'comma', ','],
    ['= 2 a', 'operator', 'a'],
    ['= a b', 'operator', 'b'],
    ['= 2(3)', 'operator', '('],
    ['= (a)(b)', 'operator', '('],
    ['= a (b)', 'unknown-function', 'a'],
    ['= depatures * 1 h', 'unknown-name', 'depatures'],
    ['= a +', 'syntax', '+'],
    ['= (a + b', 'syntax', '('],
    ['= a + b)', 'syntax', ')'],
    ['= a + * b', 'syntax', '*'],
    ['=', 'syntax', '='],
    ['a', 'syntax', 'a'],
    ['= min()', 'arguments', 'min'],
    ['= log(a, b)', 'arguments', 'log(a, b'],
    ['= a < b < c', 'operator', 'a < b < c'],
    ['= 1:9', 'syntax', '1:9'],
    [`= ${'('.repeat(51)}1${')'.repeat(51)}`, 'too-deep', '('],
    [`= ${'-'.repeat(60)}a`, 'too-deep', 'a'],
  ])('%s: %s at "%s"', (text, code, marked) => {
    expect(fault(text)).toMatchObject({ code, marked });
  });
  it('refuses a text of more than 1,000 characters', () => {
    expect(fault(`= ${'1+'.repeat(500)}1`).code).toBe('too-long');
  });
  it('refuses the length of an outage where there is none', () => {
    expect(fault('= hours', 'hours', { ...CONTEXT, hours: false })).toMatchObject({
      code: 'unknown-name',
      marked: 'hours',
    });
  });
  it('accepts exactly 50 brackets within brackets', () => {
    expect(value(`= ${'('.repeat(50)}1${')'.repeat(50)}`, 'number')).toBe(1);
  });
});

describe('what could do harm', () => {
  it.each([
    'zeros(1e9)',
    'ones(100000, 100000)',
    'random()',
    'import({a: 1})',
    'import("fs")',
    'createUnit("foo")',
    'evaluate("1+1")',
    'parse("1")',
    'compile("1")',
    'parser()',
    'simplify("x")',
    'derivative("x^2", "x")',
    'cos.constructor("return process")()',
    'a.constructor',
    'a["constructor"]',
    '[1, 2, 3]',
    '{a: 1}',
    '{}.constructor',
    'a = 3',
    'f(x) = x ^ 2',
    'a; b',
    'a\n=3',
    '"text"',
    "'text'",
    '`text`',
    '1:1000000000',
    'map([1], f(x) = 1)',
    'a!',
    '170!',
    "a'",
    'a[1]',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty(a)',
    'q0',
    'Infinity',
    'NaN',
    'null',
    'true',
    'pi',
    'i',
    '1e400',
    '9^9^9^9',
    'a xor b',
    'a mod b',
    'a ?? b',
    'a | b',
    '~a',
    'a to b',
    '# comment',
    'end',
    '${a}',
    'help(a)',
    'config({})',
    'chain(1)',
    '0x1F',
    '1i32',
  ])('%s is refused', (attack) => {
    expect(parseFormula(`= ${attack}`, 'number', CONTEXT).ok).toBe(false);
  });

  it('no text makes the parser throw, and every fault marks a part of the text', () => {
    const token = fc.constantFrom(
      ...'a|b|hours|fee|£60k|£|EUR|4 h|45%|per|hour|1|0|1e300|.|,|m|x| |\n|\u00A0|😀|\u2212'.split('|'),
      ...'+ - * / ^ ( ) ? : < >= == != and or not = " [ { min( max( exp( log( sqrt( floor('.split(' '),
    );
    const text = fc.oneof(
      fc.array(token, { maxLength: 30 }).map((tokens) => `= ${tokens.join(' ')}`),
      fc.array(token, { maxLength: 30 }).map((tokens) => `=${tokens.join('')}`),
      fc.string({ unit: 'binary', maxLength: 60 }).map((rest) => `=${rest}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<Dimension>('money', 'hours', 'number', 'money/hour'), (formula, dimension) => {
        const parsed = parseFormula(formula, dimension, CONTEXT);
        if (parsed.ok) return Number.isFinite(evaluateTape(parsed.value, INPUTS, 7)) || parsed.value.length > 1;
        const { offset, length, message, remedy } = parsed.fault;
        return offset >= 0 && length >= 0 && offset + length <= formula.length && message !== '' && remedy !== '';
      }),
      { seed: 20260, numRuns: 5000 },
    );
  });
  it('no nesting of operators exhausts the stack', () => {
    for (const part of ['-', 'not ', 'a^', 'a?a:', 'a?', 'a+', 'a<', 'abs(', '(', 'a==', '+'])
      for (const count of [40, 49, 60, Math.floor(990 / part.length)])
        expect(() => parseFormula(`=${part.repeat(count)}a`, 'number', CONTEXT)).not.toThrow();
  });
});

describe('agreement with mathjs', () => {
  const leaf = fc.oneof(
    fc.constantFrom('a', 'b', 'c'),
    fc.integer({ min: 1, max: 40 }).map((quarters) => String(quarters / 4)),
  );
  const { formula } = fc.letrec<{ formula: string }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'formula' },
      leaf,
      fc
        .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!='), tie('formula'))
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      fc
        .tuple(leaf, fc.constantFrom('+', '-', '*', '/'), leaf, fc.constantFrom('+', '-', '*', '/', '^'))
        .map(([left, first, right, second]) => `${left} ${first} -${right} ${second} 2`),
      fc.tuple(tie('formula'), tie('formula')).map(([left, right]) => `not (${left}) or (${right}) and (${left})`),
      fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([x, y, z]) => `((${x}) ? (${y}) : (${z}))`),
      fc.tuple(fc.constantFrom('abs', 'floor', 'ceil', 'exp'), leaf).map(([name, x]) => `${name}(-${x})`),
      fc.tuple(fc.constantFrom('log', 'sqrt'), leaf).map(([name, x]) => `${name}(${x})`),
      fc
        .tuple(fc.constantFrom('min', 'max'), tie('formula'), tie('formula'), tie('formula'))
        .map(([name, x, y, z]) => `${name}(+(${x}), +(${y}), +(${z}))`),
    ),
  }));
  it('every formula that both take has the same value', () => {
    // mathjs compares with a tolerance and tells true from 1 in min; a config without tolerance and a unary plus set both right.
    const exact = mathjs.create(mathjs.all ?? {}, { relTol: 1e-15, absTol: 1e-300 });
    let compared = 0;
    fc.assert(
      fc.property(formula, fc.double({ min: 0.5, max: 9, noNaN: true }), (text, a) => {
        const parsed = parseFormula(`= ${text}`, 'number', CONTEXT);
        fc.pre(parsed.ok);
        const own = parsed.ok ? evaluateTape(parsed.value, new Map([...INPUTS, ['a', a]]), 0) : Number.NaN;
        const theirs = Number(exact.evaluate(text, { a, b: 3, c: 5 }));
        compared++;
        expect(own + 0).toBe(theirs + 0);
      }),
      { seed: 7, numRuns: 1000 },
    );
    expect(compared).toBeGreaterThanOrEqual(1000);
  });
});
