/** Uncertain models of which every figure is known: rates by a gamma law, severities of people who were found over-confident. */
import { gammaLaw } from '../../src/sim/distributions/gamma.ts';
import { lognormalLaw } from '../../src/sim/distributions/lognormal.ts';
import { normalLaw } from '../../src/sim/distributions/normal.ts';

/** A model file with what is true of it. */
export interface KnownModel {
  readonly name: string;
  readonly text: string;
  /** By name of the figure (`figuresOf`). */
  readonly figures: Readonly<Record<string, number>>;
  /** Share of worlds that keep each limit, by its id. */
  readonly confidence: Readonly<Record<string, number>>;
}

/** Shares of worlds that keep the limits; 90 % is asked. */
const CONFIDENCES = [0.85, 0.95];

const VALUE_AT_RISK = [0.5, 0.9, 0.95, 0.99, 0.999];
const TAIL_VALUE_AT_RISK = [0.95, 0.99];

const head = (title: string): string => `ringfence: 1
title: ${title}
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

const limitsText = (limits: readonly string[]): string =>
  `appetite:\n  confidence: 90%\n  limits:\n${limits.map((limit) => `    ${limit}\n`).join('')}`;

/** A quantity of the text that every digit of the number counts in. */
const exactly = (value: number): string => value.toFixed(12);

/** The x in [low, high] at which a rising function passes `level`. */
function inverse(rising: (x: number) => number, level: number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 100; step++) {
    const middle = (from + to) / 2;
    if (rising(middle) < level) from = middle;
    else to = middle;
  }
  return from;
}

/** Sum of a random number of exponential claims, by the probabilities of their number. */
interface Compound {
  /** P(sum > x). */
  above(x: number): number;
  /** E[(sum - x)+]. */
  excess(x: number): number;
  quantile(level: number): number;
  tailMean(level: number): number;
}

function compound(chances: readonly number[], mean: number): Compound {
  /** Sums over n of chance x P(Erlang(n + more) > x), times n for `weighted`. */
  const erlang = (x: number, more: 0 | 1, weighted: boolean): number => {
    const y = x / mean;
    let term = Math.exp(-y);
    let cumulative = 0;
    let sum = 0;
    for (let n = 0; n + 1 < chances.length; n++) {
      // After the step: P(Erlang(n + 1) > x)
      cumulative += term;
      term *= y / (n + 1);
      const count = n + 1 - more;
      sum += chances[count]! * cumulative * (weighted ? count : 1);
    }
    return sum;
  };
  const above = (x: number): number => erlang(x, 0, false);
  const excess = (x: number): number => mean * erlang(x, 1, true) - x * above(x);
  const quantile = (level: number): number =>
    above(0) <= 1 - level ? 0 : inverse((x) => 1 - above(x), level, 0, mean * chances.length);
  return {
    above,
    excess,
    quantile,
    tailMean: (level) => {
      const q = quantile(level);
      return q + excess(q) / (1 - level);
    },
  };
}

/** Probabilities of a Poisson number whose rate is gamma; of a plain one where the shape is infinite. */
function countChances(rate: number, shape: number): readonly number[] {
  const length = 1500;
  const chances = [shape === Infinity ? Math.exp(-rate) : (shape / (shape + rate)) ** shape];
  for (let n = 1; n < length; n++) {
    const step = shape === Infinity ? rate / n : (((n - 1 + shape) / n) * rate) / (shape + rate);
    chances.push(chances[n - 1]! * step);
  }
  return chances;
}

const RATE = 3;
const CLAIM = 10_000;
const OVER = 60_000;

function quantileFigures(law: Pick<Compound, 'quantile' | 'tailMean'>): Record<string, number> {
  return Object.fromEntries([
    ...VALUE_AT_RISK.map((level) => [`VaR ${level}`, law.quantile(level)] as const),
    ...TAIL_VALUE_AT_RISK.map((level) => [`TVaR ${level}`, law.tailMean(level)] as const),
  ]);
}

/** Three claims a year by a rate that is gamma over worlds, exponential: the number over all worlds is negative binomial. */
export function gammaRate(shape: number, prevented = 0): KnownModel {
  const rate = RATE * (1 - prevented);
  const law = compound(countChances(rate, shape), CLAIM);
  const limits = CONFIDENCES.flatMap((share) => {
    const inWorld = gammaLaw(shape, RATE / shape).quantile(share);
    const world = compound(countChances(inWorld, Infinity), CLAIM);
    const per100 = share * 100;
    return [
      `loss-${per100}: { loss over: £${OVER}, chance: ${exactly(100 * world.above(OVER))}% per year }`,
      `mean-${per100}: { mean loss: £${exactly(inWorld * CLAIM)} per year }`,
      `tail-${per100}: { tail mean: 95%, most: £${exactly(world.tailMean(0.95))} }`,
    ];
  });
  const guard = `controls:
  guard: { against: [t], current: none, levels: { none: {}, good: { order: 1, prevent: 20% } } }
portfolios: { guarded: { guard: good } }
`;
  return {
    name: `rate, shape ${shape}`,
    text:
      `${head(`rate of shape ${shape}`)}threats:\n` +
      `  t: { occurs: gamma ${shape} ${exactly(RATE / shape)} per year, cost: { own: exponential £${CLAIM} } }\n${guard}${limitsText(limits)}`,
    figures: {
      mean: rate * CLAIM,
      'standard deviation': CLAIM * Math.sqrt(2 * rate + (rate * rate) / shape),
      'chance of loss': law.above(0),
      ...quantileFigures(law),
      events: RATE,
      'loss of threat': rate * CLAIM,
    },
    confidence: Object.fromEntries(
      CONFIDENCES.flatMap((share) => ['loss', 'mean', 'tail'].map((kind) => [`${kind}-${share * 100}`, share])),
    ),
  };
}

const Z95 = 1.6448536269514722;

/** z of the share of intervals that held, .6, and by how much that widens intervals. */
const WIDENING = Z95 / 0.8416212335729143;

const normal = normalLaw(0, 1);

/** Tail mean of a lognormal law. */
const lognormalTail = (mu: number, sigma: number, level: number): number =>
  (Math.exp(mu + (sigma * sigma) / 2) * normal.cdf(sigma - normal.quantile(level))) / (1 - level);

/** One loss and one outage a year, stated by people whose intervals hold in 60 %: each world has its own shift of their logarithms. */
export function calibratedSeverity(): KnownModel {
  const lawOf = (low: number, high: number) => {
    const stated = Math.log(high / low) / (2 * Z95);
    const shift = stated * Math.sqrt(WIDENING * WIDENING - 1);
    return { mu: (Math.log(low) + Math.log(high)) / 2, stated, shift, sigma: stated * WIDENING };
  };
  const cost = lawOf(100_000, 1_000_000);
  const hours = lawOf(2, 20);
  const [mu, sigma] = [cost.mu, cost.sigma];
  const all = lognormalLaw(mu, sigma);
  const outage = lognormalLaw(hours.mu, hours.sigma);
  const over = 700_000;
  const limits = CONFIDENCES.flatMap((share) => {
    const inWorld = mu + cost.shift * normal.quantile(share);
    const chance = 1 - normal.cdf((Math.log(over) - inWorld) / cost.stated);
    const per100 = share * 100;
    return [
      `loss-${per100}: { loss over: £${over}, chance: ${exactly(100 * chance)}% per year }`,
      `mean-${per100}: { mean loss: £${exactly(Math.exp(inWorld + (cost.stated * cost.stated) / 2))} per year }`,
      `tail-${per100}: { tail mean: 95%, most: £${exactly(lognormalTail(inWorld, cost.stated, 0.95))} }`,
    ];
  });
  return {
    name: 'severity, calibrated',
    text: `${head('one loss a year, calibrated')}sources: { ops: { title: workshop, confidence: estimate, calibration: 60% } }
nodes: { a: { kind: asset } }
threats:
  t: { occurs: on 2027-03-01, affects: { a: { outage: 2..20 h (ops), cost: { own: £100k..£1m (ops) } } } }
${limitsText(limits)}`,
    figures: {
      mean: all.mean,
      'standard deviation': Math.sqrt(all.variance),
      ...quantileFigures({ quantile: (p) => all.quantile(p), tailMean: (p) => lognormalTail(mu, sigma, p) }),
      'loss of threat': all.mean,
      'time down': outage.mean / 8760,
      ...Object.fromEntries([0.05, 0.5, 0.95].map((level) => [`first outage ${level}`, outage.quantile(level)])),
      ...Object.fromEntries([0.5, 0.95].map((level) => [`longest outage ${level}`, outage.quantile(level)])),
    },
    confidence: Object.fromEntries(
      CONFIDENCES.flatMap((share) => ['loss', 'mean', 'tail'].map((kind) => [`${kind}-${share * 100}`, share])),
    ),
  };
}

/** Lognormal claims at a rate of shape 3: `sigma` that of their logarithm. */
export function lognormalClaims(rate: number, sigma: number): KnownModel {
  const median = 10_000;
  const claim = lognormalLaw(Math.log(median), sigma);
  const shape = 3;
  const square = claim.variance + claim.mean * claim.mean;
  const limits = CONFIDENCES.map((share) => {
    const inWorld = gammaLaw(shape, rate / shape).quantile(share);
    return `mean-${share * 100}: { mean loss: £${exactly(inWorld * claim.mean)} per year }`;
  });
  return {
    name: `claims ${rate} a year, sigma ${sigma}`,
    text:
      `${head(`claims of sigma ${sigma}`)}threats:\n` +
      `  t: { occurs: gamma ${shape} ${exactly(rate / shape)} per year, cost: { own: lognormal £${median} ${sigma} } }\n${limitsText(limits)}`,
    figures: {
      mean: rate * claim.mean,
      'standard deviation': Math.sqrt(rate * square + (rate * claim.mean) ** 2 / shape),
      'chance of loss': 1 - (shape / (shape + rate)) ** shape,
      events: rate,
      'loss of threat': rate * claim.mean,
    },
    confidence: Object.fromEntries(CONFIDENCES.map((share) => [`mean-${share * 100}`, share])),
  };
}
