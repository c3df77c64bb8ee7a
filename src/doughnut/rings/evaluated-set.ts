/** Portfolios with what each costs and brings in every world: what the rings are worked out from. */

/**
 * Whether a portfolio may be chosen. `unlawful`: it lacks a mandatory level and nothing else. `barred`: something else in the
 * file forbids it.
 */
export type Standing = 'allowed' | 'unlawful' | 'barred';

export interface ControlOptions {
  readonly id: string;
  /** Ids of its levels, the lowest first. */
  readonly levels: readonly string[];
}

/** How sure it is that a limit holds: the weight of worlds in which it does, freed of the noise inside a world. */
export interface Confidence {
  readonly value: number;
  /** Of the simulation; 0 where worlds are all there are and known exactly. */
  readonly standardError: number;
}

/** Money a year in each world. Shape [worlds] each. */
export interface WorldCosts {
  /** Budget cost: capex a year, opex, people, premiums. */
  readonly budget: Float64Array;
  /** Budget cost and what the controls cost the rest of the business. */
  readonly whole: Float64Array;
  /** Mean counted loss, the price of its tail, harm, and business refused for lack of assurance. */
  readonly risk: Float64Array;
}

/** What is paid for some controls together: one, or several that share a cost. */
export interface SpendPart {
  readonly id: string;
  /** Positions of the controls. */
  readonly controls: readonly number[];
}

/** Means over worlds of the parts of a portfolio's cost; each adds up to the whole. Shape [parts] each. */
export interface PartCosts {
  readonly budget: Float64Array;
  readonly whole: Float64Array;
}

/**
 * Portfolios that were evaluated, by position. Nothing has to be held at once: what takes memory is asked for by portfolio, of
 * many or few of them, and may be worked out anew each time.
 */
export interface EvaluatedSet {
  /** Sorted by id. */
  readonly controls: readonly ControlOptions[];
  /** Ids of the limits of the appetite. */
  readonly limits: readonly string[];
  /** Weight of each world; they add up to 1, and are all alike where there is noise. Shape [worlds]. */
  readonly weights: Float64Array;
  /** True where worlds are drawn, so that means over them have errors; false where they are all that there are. */
  readonly isSample: boolean;
  /** Portfolios, each another choice of levels. */
  readonly size: number;
  /** Position of what stands today, whatever its standing. */
  readonly today: number;
  readonly parts: readonly SpendPart[];
  /** Position of the level of each control. Shape [controls]. */
  levels(portfolio: number): ArrayLike<number>;
  standing(portfolio: number): Standing;
  /** One for each limit. */
  confidences(portfolio: number): readonly Confidence[];
  costs(portfolio: number): WorldCosts;
  partCosts(portfolio: number): PartCosts;
  /** For each limit whether it holds, 1 or 0, in each world; null where that is known over all worlds only. */
  holds(portfolio: number): readonly Uint8Array[] | null;
  /**
   * Squared standard error inside each world of the difference of the risk costs of two portfolios on the same futures, or of
   * one alone; null where there is none. Shape [worlds]. `pairedNoise` works it out from trials.
   */
  noise(a: number, b: number | null): Float64Array | null;
  /**
   * The mildest figure of a limit that the portfolio would keep with this confidence, by `quantileOver` where worlds are known
   * exactly; null where no figure is known.
   */
  figureAt(portfolio: number, limit: number, confidence: number): number | null;
}

/** How sure to be. */
export interface Asked {
  /** The appetite's confidence. */
  readonly confidence: number;
  /** That of each limit, in the order of the set's. */
  readonly limits: readonly number[];
}

/** The same confidence of everything. */
export const askedAlike = ({ limits }: { readonly limits: readonly unknown[] }, confidence: number): Asked => ({
  confidence,
  limits: limits.map(() => confidence),
});

/**
 * Squared standard error inside each world of a mean difference on the same trials.
 *
 * @param from Risk cost of each trial [money a year], world after world; of the price of a tail the influence on it.
 * @param to The same of the other portfolio; null: the noise of the first alone.
 */
export function pairedNoise(from: Float64Array, to: Float64Array | null, worlds: number): Float64Array {
  const trials = from.length / worlds;
  const differenceAt = (at: number): number => from[at]! - (to?.[at] ?? 0);
  return Float64Array.from({ length: worlds }, (_, world) => {
    let [mean, squares] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const at = world * trials + trial;
      const delta = differenceAt(at) - mean;
      mean += delta / (trial + 1);
      squares += delta * (differenceAt(at) - mean);
    }
    return trials > 1 ? squares / (trials - 1) / trials : 0;
  });
}
