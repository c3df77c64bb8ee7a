/** The standard normal distribution: its cdf and quantiles, and normal, exponential and logistic values of words. */
import { exp, log, log1p } from './elementary.ts';
import { SEGMENT_TABLE_LENGTH, segmentTable, segmentValue } from './segments.ts';

const ROOT_TWO_PI = 2.5066282746310002;
const UNIT_32 = 1 / 4294967296;

/**
 * Quantile of the standard normal distribution, p in [0, 1]; relative error about 1e-16.
 *
 * @see Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477-484, routine PPND16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    let num = 2509.0809287301227 * r + 33430.57558358813;
    num = ((num * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946;
    num = ((num * r + 1971.5909503065513) * r + 133.14166789178438) * r + 3.3871328727963665;
    let den = 5226.495278852854 * r + 28729.085735721943;
    den = ((den * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751;
    den = ((den * r + 687.1870074920579) * r + 42.31333070160091) * r + 1;
    return (q * num) / den;
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : NaN;
  const size = tailQuantile(Math.sqrt(-log(tail)));
  return q < 0 ? -size : size;
}

/** Magnitude of the normal quantile of a probability, given the square root of its negative logarithm. */
function tailQuantile(root: number): number {
  if (root <= 5) {
    const r = root - 1.6;
    let num = 0.0007745450142783414 * r + 0.022723844989269184;
    num = ((num * r + 0.2417807251774506) * r + 1.2704582524523684) * r + 3.6478483247632045;
    num = ((num * r + 5.769497221460691) * r + 4.630337846156546) * r + 1.4234371107496835;
    let den = 1.0507500716444169e-9 * r + 0.0005475938084995345;
    den = ((den * r + 0.015198666563616457) * r + 0.14810397642748008) * r + 0.6897673349851;
    den = ((den * r + 1.6763848301838038) * r + 2.053191626637759) * r + 1;
    return num / den;
  }
  const r = root - 5;
  let num = 2.0103343992922881e-7 * r + 2.7115555687434876e-5;
  num = ((num * r + 0.0012426609473880784) * r + 0.026532189526576124) * r + 0.29656057182850487;
  num = ((num * r + 1.7848265399172913) * r + 5.463784911164114) * r + 6.657904643501103;
  let den = 2.0442631033899397e-15 * r + 1.421511758316446e-7;
  den = ((den * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r + 0.014875361290850615;
  den = ((den * r + 0.1369298809227358) * r + 0.599832206555888) * r + 1;
  return num / den;
}

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  // The square in two parts: its rounding would be visible in the tails.
  const rough = Math.fround(x);
  return (exp(-0.5 * rough * rough) * exp(-0.5 * (x - rough) * (x + rough))) / ROOT_TWO_PI;
}

/**
 * Distribution function of the standard normal distribution; relative error below 1e-13, in the lower tail too.
 *
 * The series of the integral of the density near 0 (Marsaglia 2004), Laplace's continued fraction beyond.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  if (size < 2) {
    let sum = x;
    let term = x;
    for (let n = 3; Math.abs(term) > 1e-18; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 + sum * normalDensity(x);
  }
  if (size > 39) return x < 0 ? 0 : 1;
  let rest = size;
  for (let n = size < 3 ? 160 : 80; n > 0; n--) rest = size + n / rest;
  const tail = normalDensity(size) / rest;
  return x < 0 ? tail : 1 - tail;
}

const lowerP = (word: number): number => (word + 0.5) * UNIT_32;
const NORMAL = segmentTable((word) => normalQuantile(lowerP(word)));
/** Words of the lower half, then the complements of those of the upper half. */
const EXPONENTIAL = segmentTable(
  (word) => -log(lowerP(word)),
  (word) => -log1p(-lowerP(word)),
);
// Few models draw these: their tables are made on first use.
let logit: Float64Array | undefined;
let gumbel: Float64Array | undefined;
const makeLogit = (): Float64Array => segmentTable((word) => log(lowerP(word)) - log1p(-lowerP(word)));
const makeGumbel = (): Float64Array =>
  segmentTable(
    (word) => log(-log(lowerP(word))),
    (word) => log(-log1p(-lowerP(word))),
  );

/** Normal quantile of `unitFromWord(word)`, within 2e-9; increases with the word, reaches 6.34 at its ends. */
export function normalQuantileWord(word: number): number {
  // -1 for words of the upper half: they mirror the lower one. A branch would be mispredicted half of the time.
  const upper = word >> 31;
  return (1 | upper) * segmentValue(NORMAL, 0, word ^ upper);
}

/** log(u / (1 - u)) for u = `unitFromWord(word)`, within 1e-8; increases with the word. */
export function logitWord(word: number): number {
  logit ??= makeLogit();
  const upper = word >> 31;
  return (1 | upper) * segmentValue(logit, 0, word ^ upper);
}

/**
 * -log(u) for u = `unitFromWord(word)`, relative error below 1e-8: a standard exponential, decreasing with the word.
 */
export function exponentialWord(word: number): number {
  const upper = word >> 31;
  return segmentValue(EXPONENTIAL, upper & SEGMENT_TABLE_LENGTH, word ^ upper);
}

/** log(-log(u)) for u = `unitFromWord(word)`, within 1e-8; decreases with the word. */
export function logExponentialWord(word: number): number {
  gumbel ??= makeGumbel();
  const upper = word >> 31;
  return segmentValue(gumbel, upper & SEGMENT_TABLE_LENGTH, word ^ upper);
}
