/** The metalog with as many terms as quantiles. */
import type { Dimension } from '../../model/quantity.ts';
import { metalogScale } from '../../model/quantity/laws/metalog.ts';
import { metalogAt, metalogThroughAll } from '../../model/quantity/metalog-terms.ts';
import { exp, log, log1p } from '../random/elementary.ts';
import { continuousLaw, requireAscending } from './continuous.ts';
import type { Curve, FittedLaw, Tails } from './distribution.ts';
import { expMetalogMoments } from './metalog.ts';
import { fromScale, toScale } from './scale.ts';
import { logistic, logit } from './special/logistic.ts';
import { momentsOf } from './special/moments.ts';

/** Logits beyond which no draw falls, with room to spare. */
const FAR = 700;

/**
 * @param chances Probabilities, `values` their quantiles; both ascending. Shapes [n].
 * @param widening Factor w >= 1 on all distances from the median, on the scale.
 * @throws RangeError when no metalog has these quantiles.
 * @see Keelin (2016), The metalog distributions, Decision Analysis 13, 243-277, doi:10.1287/deca.2016.0338.
 */
export function metalogTermsLaw(
  dimension: Dimension,
  chances: readonly number[],
  values: readonly number[],
  widening: number,
): FittedLaw {
  requireAscending('metalog', ...chances);
  requireAscending('metalog', ...values);
  const scale = metalogScale(dimension, values.at(-1) ?? 1);
  const fitted = metalogThroughAll(
    chances.map(logit),
    chances,
    values.map((value) => toScale(scale, value)),
  );
  if (fitted === null) throw new RangeError('metalog: no metalog has these quantiles');
  const median = metalogAt(fitted, 0, 0.5)[0];
  // All coefficients but the constant scale alike about the median.
  const coefficients = fitted.map((a, k) => (k === 0 ? median + widening * (a - median) : widening * a));
  const at = (l: number): readonly [number, number, number] => metalogAt(coefficients, l, logistic(l));
  const place = (l: number): number => at(l)[0];

  /** The logit of the probability below a place: bisection, since the curve increases. */
  function logitBelow(y: number): number {
    let low = -FAR;
    let high = FAR;
    let l = 0;
    for (let round = 0; round < 200 && high - low > 1e-15 * (1 + Math.abs(l)); round++) {
      const [value, slope] = at(l);
      const off = y - value;
      if (off === 0) return l;
      if (off > 0) low = l;
      else high = l;
      const next = l + off / slope;
      if (next > low && next < high) {
        if (Math.abs(next - l) <= 1e-15 * (1 + Math.abs(l))) return next;
        l = next;
      } else l = 0.5 * (low + high);
    }
    return l;
  }

  const tails = (x: number): Tails => {
    const l = logitBelow(toScale(scale, x));
    return { lower: logistic(l), upper: logistic(-l) };
  };
  const logitOf = (p: number, q: number): number => (p < q ? logit(p) : -logit(q));
  const inverse = (p: number, q: number): number => fromScale(scale, place(logitOf(p, q)));
  const curve: Curve = {
    scale,
    low: scale === 'logit' ? 0 : 0,
    width: 1,
    y: (p, q) => place(logitOf(p, q)),
    // The density of the place is p q / (slope with respect to the logit).
    logDensity: (y) => {
      const l = logitBelow(y);
      return -Math.abs(l) - 2 * log1p(exp(-Math.abs(l))) - log(at(l)[1]);
    },
    slope: (y) => {
      const l = logitBelow(y);
      const [, first, second] = at(l);
      return (logistic(-l) - logistic(l) - second / first) / first;
    },
  };
  const [low, high] = scale === 'identity' ? [-Infinity, Infinity] : [0, scale === 'log' ? Infinity : 1];
  // As p nears 1 the curve is linear in the logit: its slope there is the weight of the tail.
  const steepest = at(40)[1];
  return continuousLaw({
    form: { kind: 'curve', curve, low, high },
    low,
    high,
    tails,
    inverse,
    curve,
    moments: () => (scale === 'log' ? expMetalogMoments(place, steepest) : momentsOf(inverse)),
  });
}
