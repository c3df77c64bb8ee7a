/** The properties of a law, and how it is drawn from. */
import type { SAMPLE } from './sampler-table.ts';

/** Properties of a probability distribution: its moments, its distribution function and quantiles, its support. */
export interface Distribution {
  /** Infinite when the tail is too heavy. */
  readonly mean: number;
  /** Infinite when the tail is too heavy. */
  readonly variance: number;
  /** P(X <= x). */
  cdf(x: number): number;
  /** The smallest x with P(X <= x) >= p; the ends of the support for p = 0 and 1. */
  quantile(p: number): number;
  /** Ends of the support; may be infinite. */
  readonly low: number;
  readonly high: number;
}

/** Both tails of a distribution at a point: the smaller one keeps its relative accuracy. */
export interface Tails {
  /** P(X <= x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

/** The scale on which a value is tabulated: x itself, log x, or the logit of its place in (low, low + width). */
export type Scale = 'identity' | 'log' | 'logit';

/** A law whose quantiles on a scale are smooth in z, the normal quantile of the probability. */
export interface Curve {
  readonly scale: Scale;
  /** Ends of the interval of a logit scale; 0 and 1 otherwise. */
  readonly low: number;
  readonly width: number;
  /**
   * Quantile on the scale.
   *
   * @param p Probability below, `q` that above: the smaller one decides.
   * @param near A value near the result, if one is known.
   */
  y(p: number, q: number, near?: number): number;
  /** Logarithm of the density of y. */
  logDensity(y: number): number;
  /** Derivative of `logDensity`. */
  slope(y: number): number;
}

/** How a law is drawn from: what a sampler row needs to know. */
export type Form =
  /** By dedicated code in the sampler: its kind there, and its parameters. */
  | { readonly kind: 'row'; readonly sample: keyof typeof SAMPLE; readonly params: readonly number[] }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** exp or logistic of mid + L (spread + skew (p - 1/2)), L the logit of p. */
  | {
      readonly kind: 'metalog';
      readonly scale: Scale;
      readonly mid: number;
      readonly spread: number;
      readonly skew: number;
    }
  /** exp or logistic of mid + z sd, with a different sd below and above the median. */
  | {
      readonly kind: 'split';
      readonly scale: Scale;
      readonly mid: number;
      readonly below: number;
      readonly above: number;
    }
  /** Values ascending, with P(X <= value). */
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly cumulative: readonly number[] }
  /** Each part is drawn with its weight. */
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly form: Form }[] }
  /** A quantile table of the curve; values are clamped to the support. */
  | { readonly kind: 'curve'; readonly curve: Curve; readonly low: number; readonly high: number }
  /** Another form, drawn at below + inside p; the three add up to 1. */
  | {
      readonly kind: 'cut';
      readonly of: Form;
      readonly below: number;
      readonly inside: number;
      readonly above: number;
    };

/** A law with fitted parameters. */
export interface FittedLaw extends Distribution {
  tails(x: number): Tails;
  /** Quantile of the probability p below, q = 1 - p above: the smaller one decides. */
  inverse(p: number, q: number): number;
  readonly form: Form;
  /** For truncation and tables; a law without a curve has quantiles in closed form. */
  readonly curve?: Curve | undefined;
  /** Of a mixture. */
  readonly parts?: readonly { readonly weight: number; readonly law: FittedLaw }[] | undefined;
}
