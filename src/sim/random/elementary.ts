/**
 * Elementary functions with the same bits on every platform and version of Node.
 *
 * Only addition, multiplication, division and integer operations: IEEE 754 fixes their results. `Math.exp` and the like
 * may differ in the last bits between versions, and such a bit can flip a comparison. Relative errors are below 1e-15
 * (1e-14 for a power). Special values are as in `Math`.
 */

const INFINITY = Number.POSITIVE_INFINITY;

/** Powers of two from 2^-1074. Shape [2098]. */
const TWO_TO = new Float64Array(2098);
TWO_TO[0] = Number.MIN_VALUE;
for (let k = 1; k < TWO_TO.length; k++) TWO_TO[k] = TWO_TO[k - 1]! * 2;
const TWO_TO_0 = 1074;

/** ln 2 in two parts; the first has 21 zero bits at its end, so that small multiples of it are exact. */
const LN2_HIGH = 6.9314718036912382e-1;
const LN2_LOW = 1.9082149292705877e-10;
/** Steps of the table of exp, a power of two. */
const STEPS = 64;
const STEPS_PER_LN2 = STEPS / (LN2_HIGH + LN2_LOW);
const STEP_HIGH = LN2_HIGH / STEPS;
const STEP_LOW = LN2_LOW / STEPS;

/** exp(x) - 1 by its series, for |x| up to ln 2 / 2. */
function shortExpm1(x: number): number {
  let sum = 0;
  for (let n = 16; n >= 2; n--) sum = (x / n) * (1 + sum);
  return x * (1 + sum);
}

/** 2^(j / 64). Shape [64]. */
const FRACTION_OF_TWO = Float64Array.from({ length: STEPS }, (_, j) =>
  j <= STEPS / 2
    ? 1 + shortExpm1(j * STEP_HIGH + j * STEP_LOW)
    : 2 * (1 + shortExpm1((j - STEPS) * STEP_HIGH + (j - STEPS) * STEP_LOW)),
);

/** e^x. */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x >= 709.782712893384 ? INFINITY : x;
  if (x < -745.1332191019412) return 0;
  const n = Math.floor(x * STEPS_PER_LN2 + 0.5) | 0;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const base = FRACTION_OF_TWO[n & (STEPS - 1)]!;
  const mantissa = base + base * (r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  const k = n >> 6;
  if (k < -1022) return mantissa * TWO_TO[k + TWO_TO_0 + 64]! * TWO_TO[TWO_TO_0 - 64]!;
  if (k > 1022) return mantissa * 2 * TWO_TO[k + TWO_TO_0 - 1]!;
  return mantissa * TWO_TO[k + TWO_TO_0]!;
}

const DOUBLE = new Float64Array(1);
const HALVES = new Uint32Array(DOUBLE.buffer);
DOUBLE[0] = 1;
/** Which half holds the exponent: the second, unless the machine stores the upper bytes first. */
const UPPER = HALVES[1] === 0 ? 0 : 1;

/** Upper half of the number whose mantissa is just below the square root of 2. */
const SQRT2_UPPER = 0x6a09e;

/** Sum over n of z^n / (2 n + 1) from n = 1: atanh beyond its first term. z up to .0295. */
function atanhTail(z: number): number {
  const upper = 1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21))));
  return z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * upper)))));
}

/** The exponent e that brings x / 2^e into [sqrt(1/2), sqrt(2)), for normal x > 0. */
function nearestExponent(x: number): number {
  DOUBLE[0] = x;
  const upper = HALVES[UPPER]!;
  return (upper >>> 20) - 1023 + ((upper & 0xfffff) >= SQRT2_UPPER ? 1 : 0);
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < INFINITY)) {
    if (x > 0 && x < INFINITY) return log(x * 18014398509481984) - 54 * (LN2_HIGH + LN2_LOW);
    return x === 0 ? -INFINITY : x === INFINITY ? INFINITY : NaN;
  }
  const e = nearestExponent(x);
  // The power for e = 1024 is 2^-1024.
  const f = x * TWO_TO[TWO_TO_0 - e]! - 1;
  const s = f / (2 + f);
  const twice = s + s;
  return e * LN2_HIGH + (twice + (twice * atanhTail(s * s) + e * LN2_LOW));
}

/** log(1 + x), accurate near 0. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) {
    if (x > -1e-17 && x < 1e-17) return x;
    const s = x / (2 + x);
    const twice = s + s;
    return twice + twice * atanhTail(s * s);
  }
  const sum = 1 + x;
  if (!(sum > 0 && sum < INFINITY)) return log(sum);
  // The remainder is what the sum lost by rounding.
  return log(sum) + (x > 9e15 ? 0 : (x - (sum - 1)) / sum);
}

/** x - log(1 + x), accurate near 0. */
export function log1pRest(x: number): number {
  if (!(x > -0.29 && x < 0.41)) return x - log1p(x);
  const s = x / (2 + x);
  return s * (x - 2 * atanhTail(s * s));
}

/** e^x - 1, accurate near 0. */
export function expm1(x: number): number {
  if (x > -0.35 && x < 0.35) return x > -1e-17 && x < 1e-17 ? x : shortExpm1(x);
  return exp(x) - 1;
}

/** a b - product, exactly, where `product` is a * b rounded (Dekker 1971). */
function productRest(a: number, b: number, product: number): number {
  const aScaled = a * 134217729;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * 134217729;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** x^y for finite x > 0: y log x with the logarithm in two parts, because y amplifies its error. */
function positivePower(x: number, y: number): number {
  if (x < 2.2250738585072014e-308) return positivePower(x * 18014398509481984, y) * positivePower(2, -54 * y);
  const e = nearestExponent(x);
  const m = x * TWO_TO[TWO_TO_0 - e]!;
  const f = m - 1;
  const d = 1 + m;
  const s = f / d;
  const product = s * d;
  const sRest = (f - product - productRest(s, d, product) - s * (m - (d - 1))) / d;
  const twice = s + s;
  // Sum of the exponent's part, exact, and twice s; the exponent's part is the larger unless it is 0.
  const whole = e * LN2_HIGH;
  const high = whole + twice;
  const highRest = e === 0 ? 0 : whole - high + twice;
  const low = highRest + (2 * sRest + twice * atanhTail(s * s) + e * LN2_LOW);
  const power = y * high;
  if (power > 750) return INFINITY;
  if (power < -800) return 0;
  const rest = productRest(y, high, power) + y * low;
  // Separate, so that a power near the largest number does not overflow on the way.
  return exp(power + rest) * (1 + (power - (power + rest) + rest));
}

/** x^y by squaring, for whole y from 1 to 64. */
function wholePower(x: number, y: number): number {
  let result = 1;
  let square = x;
  for (let bits = y; ;) {
    if ((bits & 1) === 1) result *= square;
    bits >>= 1;
    if (bits === 0) return result;
    square *= square;
  }
}

/** x to the power of y. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  const whole = Math.floor(y) === y;
  if (whole && y > 0 && y <= 64) return wholePower(x, y);
  // Within these bounds no intermediate square leaves the range of normal numbers.
  if (whole && y < 0 && y >= -64 && size > 2e-5 && size < 5e4) return 1 / wholePower(x, -y);
  if (y === INFINITY || y === -INFINITY) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? INFINITY : 0;
  }
  const odd = whole && Math.abs(y) < 9007199254740992 && Math.floor(y / 2) * 2 !== y;
  const negative = x < 0 || Object.is(x, -0);
  let result: number;
  if (size === 0) result = y > 0 ? 0 : INFINITY;
  else if (size === INFINITY) result = y > 0 ? INFINITY : 0;
  else if (negative && !whole) return NaN;
  else if (size === 1) result = 1;
  else result = positivePower(size, y);
  return negative && odd ? -result : result;
}
