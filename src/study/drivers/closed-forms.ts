/**
 * What follows in closed form from a state's rate and length.
 *
 * A state that nothing moves is an alternating renewal process with a stationary start: with T the mean time between arrivals and
 * m the mean length of a spell it runs m / (T + m) of the time, and a period of length P sees it with chance
 * 1 - (1 - m / (T + m)) exp(-P / T).
 *
 * @see Cox (1962), Renewal Theory, chapter 7.
 */
import type { DriverState, StateDriver } from '../../model/drivers.ts';
import type { Quantity } from '../../model/quantity.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';

const YEAR = 8760;

/** Points of a quadrature over uncertain figures; its error is well below what two digits show. */
const POINTS = 8000;

/** Steps of an additive recurrence that fills a square evenly: powers of the reciprocal of the root of x^3 = x + 1. */
const STEPS = [0.7548776662466927, 0.5698402909980532] as const;

/** A quantile function: the value below which a share of its draws lies. */
type Quantile = (share: number) => number;

/** A figure of which only one value is known to be possible needs no points of its own. */
const isFixed = (quantile: Quantile): boolean => quantile(0.25) === quantile(0.75);

/** Mean of a function of up to three independent figures: even points for the first that is uncertain, a recurrence for the others. */
function meanOf(figures: readonly Quantile[], f: (...values: number[]) => number): number {
  const uncertain = figures.filter((quantile) => !isFixed(quantile));
  const places = figures.map((quantile) => uncertain.indexOf(quantile));
  const points = uncertain.length === 0 ? 1 : POINTS;
  let sum = 0;
  for (let point = 0; point < points; point++) {
    sum += f(
      ...figures.map((quantile, i) => {
        const place = places[i] ?? -1;
        if (place <= 0) return quantile((point + 0.5) / points);
        const at = 0.5 + (point + 1) * (STEPS[place - 1] ?? 0);
        return quantile(Math.min(1 - 1e-9, Math.max(1e-9, at - Math.floor(at))));
      }),
    );
  }
  return sum / points;
}

/** The quantiles of a stated figure; null for a formula, and for one that is widened while it varies. */
function quantileOf(quantity: Quantity): Quantile | null {
  const { law } = quantity;
  if (law.kind === 'constant') return () => law.value;
  if (law.kind === 'formula' || (quantity.widening > 1 && quantity.timing === 'varies')) return null;
  const found = distributionOf(quantity);
  return (share) => found.quantile(share);
}

/** Quantiles of the arrivals an hour of a state at a constant rate; null for any other. */
function rateOf({ occurs, rateFactor, during }: DriverState): Quantile | null {
  if (occurs === undefined || during.length > 0) return null;
  if (occurs.kind === 'yearly' && !occurs.once) {
    const chance = quantileOf(occurs.chance);
    return chance === null ? null : (share) => (-Math.log1p(-chance(share)) * rateFactor) / YEAR;
  }
  if (occurs.kind !== 'rate' || occurs.once) return null;
  const amount = quantileOf(occurs.amount);
  if (amount === null) return null;
  return (share) => (occurs.per === 'rate' ? amount(share) : 1 / amount(share)) * rateFactor;
}

/** What a state is by itself; null where there is no closed form. */
export function aloneOf(
  driver: StateDriver,
  state: DriverState,
  periodHours: number,
): { readonly shareOfTime: number; readonly seenInPeriod: number } | null {
  const rate = rateOf(state);
  if (rate === null || driver.now !== null || state.lasts === 'forever') return null;
  const { lasts } = state;
  const isUncertain = lasts.timing === 'uncertain';
  const length = isUncertain ? quantileOf(lasts) : null;
  if (quantileOf(lasts) === null || (isUncertain && length === null)) return null;
  const mean = isUncertain ? 0 : lasts.law.kind === 'constant' ? lasts.law.value : distributionOf(lasts).mean;
  const lengths: Quantile = length ?? (() => mean);
  const share = (r: number, m: number): number => (r * m) / (1 + r * m);
  return {
    shareOfTime: meanOf([rate, lengths], (r = 0, m = 0) => share(r, m)),
    seenInPeriod: meanOf([rate, lengths], (r = 0, m = 0) => 1 - (1 - share(r, m)) * Math.exp(-r * periodHours)),
  };
}

/**
 * Chance that a state arrives at least once in a spell of another one, at a factor on its rate and without it; null where there is
 * no closed form.
 */
export function chancesInSpell(
  lasts: DriverState['lasts'],
  target: DriverState,
  factor: Quantity,
): { readonly meanHours: number; readonly linked: number; readonly otherwise: number } | null {
  const rate = rateOf(target);
  const length = lasts === 'forever' ? null : quantileOf(lasts);
  const faster = quantileOf(factor);
  if (rate === null || length === null || faster === null || lasts === 'forever') return null;
  const seen = (r: number, hours: number): number => -Math.expm1(-r * hours);
  return {
    meanHours: lasts.law.kind === 'constant' ? lasts.law.value : distributionOf(lasts).mean,
    linked: meanOf([rate, length, faster], (r = 0, hours = 0, f = 0) => seen(r * f, hours)),
    otherwise: meanOf([rate, length], (r = 0, hours = 0) => seen(r, hours)),
  };
}

/** The mean of a factor over worlds and spells. */
export function meanFactor(quantity: Quantity): number {
  if (quantity.law.kind === 'constant') return quantity.law.value;
  if (quantity.law.kind === 'formula') return Number.NaN;
  return distributionOf({ ...quantity, timing: 'uncertain' }).mean;
}
