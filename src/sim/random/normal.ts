/** The standard normal distribution: its cdf and quantiles, and normal, exponential and logistic values of words. */
import { exp, log, log1p } from './elementary.ts';
import { segmentTable, segmentValue } from './segments.ts';

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
    let num = 2509.0809287301226727 * r + 33430.575583588128105;
    num = ((num * r + 67265.770927008700853) * r + 45921.953931549871457) * r + 13731.693765509461125;
    num = ((num * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608;
    let den = 5226.495278852854561 * r + 28729.085735721942674;
    den = ((den * r + 39307.89580009271061) * r + 21213.794301586595867) * r + 5394.1960214247511077;
    den = ((den * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1;
    return (q * num) / den;
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : NaN;
  const size = tailQuantile(Math.sqrt(-log(tail)));
  return q < 0 ? -size : size;
}

/** Size of the normal quantile of a probability of which this is the root of the negative logarithm. */
function tailQuantile(root: number): number {
  if (root <= 5) {
    const r = root - 1.6;
    let num = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
    num = ((num * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r + 3.64784832476320460504;
    num = ((num * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734;
    let den = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
    den = ((den * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r + 0.68976733498510000455;
    den = ((den * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1;
    return num / den;
  }
  const r = root - 5;
  let num = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
  num = ((num * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r + 0.29656057182850489123;
  num = ((num * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772;
  let den = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
  den = ((den * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 0.0148753612908506148525;
  den = ((den * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1;
  return num / den;
}

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  // The square in two parts: its rounding would show in the tails.
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
const LOGIT = segmentTable((word) => log(lowerP(word)) - log1p(-lowerP(word)));
const EXPONENTIAL_LOWER = segmentTable((word) => -log(lowerP(word)));
const EXPONENTIAL_UPPER = segmentTable((word) => -log1p(-lowerP(word)));
const GUMBEL_LOWER = segmentTable((word) => log(-log(lowerP(word))));
const GUMBEL_UPPER = segmentTable((word) => log(-log1p(-lowerP(word))));

/** Normal quantile of `unitFromWord(word)`, within 2e-9; increases with the word, reaches 6.34 at its ends. */
export function normalQuantileWord(word: number): number {
  const signed = word | 0;
  return signed < 0 ? -segmentValue(NORMAL, ~signed) : segmentValue(NORMAL, signed);
}

/** log(u / (1 - u)) for u = `unitFromWord(word)`, within 2e-8. */
export function logitWord(word: number): number {
  const signed = word | 0;
  return signed < 0 ? -segmentValue(LOGIT, ~signed) : segmentValue(LOGIT, signed);
}

/** -log(u) for u = `unitFromWord(word)`, relative error below 2e-8: a standard exponential, falling with the word. */
export function exponentialWord(word: number): number {
  const signed = word | 0;
  return signed < 0 ? segmentValue(EXPONENTIAL_UPPER, ~signed) : segmentValue(EXPONENTIAL_LOWER, signed);
}

/** log(-log(u)) for u = `unitFromWord(word)`, within 2e-8; falls with the word. */
export function logExponentialWord(word: number): number {
  const signed = word | 0;
  return signed < 0 ? segmentValue(GUMBEL_UPPER, ~signed) : segmentValue(GUMBEL_LOWER, signed);
}
