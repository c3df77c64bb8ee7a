import { describe, expect, test } from 'vitest';
import { exp, expm1, log, log1p, log1pRest, pow } from '../../../src/sim/random/elementary.ts';
import { makeRandom } from '../../fixtures/random.ts';

/** Bound on the relative error: that of our functions and of `Math`'s together. */
const BOUND = 1e-13;

function assertNear(actual: number, expected: number, what: string): void {
  if (Object.is(actual, expected) || Math.abs(actual - expected) / Math.abs(expected) < BOUND) return;
  expect(actual, what).toBe(expected);
}

const random = makeRandom(20);
const COUNT = 50_000;
const anywhere = (): number => Math.exp((random.unit() - 0.5) * 1400);
const nearOne = (): number => 1 + (random.unit() - 0.5) * Math.exp(-random.unit() * 35);
const small = (): number => (random.unit() - 0.5) * Math.exp(3 - random.unit() * 45);

describe('agrees with Math', () => {
  test('exp', () => {
    for (let i = 0; i < COUNT; i++) {
      const x = (random.unit() - 0.5) * 1400;
      assertNear(exp(x), Math.exp(x), `exp(${x})`);
    }
  });

  test('log, also near 1', () => {
    for (let i = 0; i < COUNT; i++) {
      for (const x of [anywhere(), nearOne()]) assertNear(log(x), Math.log(x), `log(${x})`);
    }
  });

  test('expm1 and log1p, also near 0', () => {
    for (let i = 0; i < COUNT; i++) {
      const x = small();
      assertNear(expm1(x), Math.expm1(x), `expm1(${x})`);
      const above = x > -1 ? x : -x;
      assertNear(log1p(above), Math.log1p(above), `log1p(${above})`);
      const large = anywhere();
      assertNear(log1p(large), Math.log1p(large), `log1p(${large})`);
    }
  });

  test('pow, as long as the result is a normal number', () => {
    let compared = 0;
    for (let i = 0; i < COUNT; i++) {
      const x = Math.exp((random.unit() - 0.5) * 200);
      for (const y of [(random.unit() - 0.5) * 20, random.whole(-70, 70)]) {
        const expected = x ** y;
        if (!(expected > 1e-300 && expected < 1e300)) continue;
        compared++;
        assertNear(pow(x, y), expected, `pow(${x}, ${y})`);
      }
      const base = nearOne();
      const power = (random.unit() - 0.5) * 1e4;
      assertNear(pow(base, power), base ** power, `pow(${base}, ${power})`);
    }
    expect(compared).toBeGreaterThan(COUNT);
  });
});

describe('special values are those of Math', () => {
  const values = [
    0,
    -0,
    1,
    -1,
    2,
    -2,
    0.5,
    -0.5,
    3,
    1e-320,
    5e-324,
    1e308,
    -745.2,
    709.9,
    710,
    -800,
    Number.MAX_VALUE,
    Infinity,
    -Infinity,
    NaN,
  ];

  test.each([
    ['exp', exp, Math.exp],
    ['log', log, Math.log],
    ['expm1', expm1, Math.expm1],
    ['log1p', log1p, Math.log1p],
  ] as const)('%s', (name, ours, theirs) => {
    for (const x of values) assertNear(ours(x), theirs(x), `${name}(${x})`);
  });

  test('pow', () => {
    for (const x of values) {
      for (const y of values) assertNear(pow(x, y), x ** y, `pow(${x}, ${y})`);
    }
  });

  test('pow of whole numbers is exact where it can be', () => {
    for (let base = 2; base <= 10; base++) {
      for (let power = 1; base ** power < 2 ** 53; power++) expect(pow(base, power)).toBe(base ** power);
    }
  });
});

test('x - log(1 + x) does not cancel near 0', () => {
  for (const x of [1e-3, -1e-3, 1e-8, -1e-8]) {
    const series = (x * x) / 2 - x ** 3 / 3 + x ** 4 / 4 - x ** 5 / 5 + x ** 6 / 6;
    assertNear(log1pRest(x), series, `log1pRest(${x})`);
  }
  assertNear(log1pRest(3), 3 - Math.log(4), 'log1pRest(3)');
});

test('the bits are those that they were, on every platform and version of Node (guards change, not truth)', () => {
  let hash = 0x811c9dc5;
  const halves = new Uint32Array(2);
  const value = new Float64Array(halves.buffer);
  const bits = makeRandom(4);
  const absorb = (x: number): void => {
    value[0] = x;
    // The sum does not depend on which half is stored first.
    hash = Math.imul(hash ^ ((halves[0]! + halves[1]!) | 0), 0x01000193);
  };
  for (let i = 0; i < 10_000; i++) {
    const x = bits.unit() * 20;
    for (const y of [exp(x - 10), log(x), log1p(x - 1), expm1(x - 10), pow(x, x - 10), log1pRest(x - 1)]) absorb(y);
  }
  expect(hash >>> 0).toBe(2808718605);
});
