/**
 * Quantities as an analyst states them, in base units: hours, the model's currency, shares of one, plain numbers.
 *
 * A quantity is what the file says, not yet a sampler: `sim/distributions` fits the law and draws from it.
 */

/** What a quantity measures. Base units: `hours` h, `money` the model's currency, `share` 0..1; `/hour` per hour. */
export type Dimension = 'money' | 'hours' | 'share' | 'factor' | 'number' | 'money/hour' | 'number/hour';

/** Drawn once per world (what we do not know) or anew for each event (what chance decides). */
export type Timing = 'uncertain' | 'varies';

/**
 * One step of a formula in postfix order. Values are in base units; the parser has checked the units.
 * `input` pushes a named input of the model (drawn once per world), `hours` the length of the outage at hand.
 */
export type TapeStep =
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'input'; readonly name: string }
  | { readonly op: 'hours' }
  | { readonly op: 'neg' | 'abs' | 'exp' | 'log' | 'sqrt' | 'floor' | 'ceil' | 'not' }
  | {
      readonly op:
        | 'add'
        | 'sub'
        | 'mul'
        | 'div'
        | 'pow'
        | 'min'
        | 'max'
        | 'lt'
        | 'le'
        | 'gt'
        | 'ge'
        | 'eq'
        | 'and'
        | 'or';
    }
  /** Pops otherwise, then, condition (pushed in the order condition, then, otherwise). */
  | { readonly op: 'choose' };

/** A formula compiled to numbers: postfix, one value left at the end. */
export type Tape = readonly TapeStep[];

/** The shape of a quantity, parameters in base units. */
export type Law =
  | { readonly kind: 'constant'; readonly value: number }
  /** Central 90 % interval: 5th and 95th percentile. Lognormal for positive quantities, beta for shares. */
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  /** 5th, 50th and 95th percentile: a three-term metalog, logarithmic (bounded below by 0) or logit (0..1). */
  | { readonly kind: 'threePoint'; readonly low: number; readonly mid: number; readonly high: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** Vose's PERT: beta with mean (low + 4 mode + high) / 6. */
  | { readonly kind: 'pert'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  /** On (0, `high`); 1 when absent. */
  | { readonly kind: 'beta'; readonly a: number; readonly b: number; readonly high?: number | undefined }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly weights: readonly number[] }
  /** The classic PERT: beta with mean (low + 4 mode + high) / 6 and standard deviation (high - low) / 6. */
  | { readonly kind: 'pertMoments'; readonly low: number; readonly mode: number; readonly high: number }
  /** A count with this mean, times `unit`. */
  | { readonly kind: 'poisson'; readonly mean: number; readonly unit: number }
  /** The metalog with as many terms as it has quantiles: `values` at probabilities `chances`, both ascending. */
  | { readonly kind: 'metalog'; readonly chances: readonly number[]; readonly values: readonly number[] }
  /** Each part with its weight; weights make 1. */
  | { readonly kind: 'mixture'; readonly parts: readonly MixturePart[] }
  | { readonly kind: 'formula'; readonly tape: Tape };

/** A part of a mixture: a law that is neither a formula nor a mixture, within its own bounds. */
export interface MixturePart {
  readonly weight: number;
  readonly law: Law;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A quantity of the model file. */
export interface Quantity {
  readonly dimension: Dimension;
  readonly law: Law;
  /** Truncation: the law given that the value lies within [min, max]. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly timing: Timing;
  /**
   * Widening of the interval for over-confident assessors, w >= 1 (domain 3.3); 1 for none. For an `uncertain` quantity
   * the interval is widened about its median; for one that `varies` a shift of its logarithm (a share: its logit)
   * is drawn once per world, with variance (w^2 - 1) times that of the logarithm.
   */
  readonly widening: number;
  /** Ids of the sources cited. */
  readonly sources: readonly string[];
  /** The text as the analyst wrote it. */
  readonly text: string;
}
