/** What a search asks of portfolios; where the answers come from is no matter of its own. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Confidence } from '../rings/evaluated-set.ts';
import type { Space } from './space.ts';

/** Means over worlds, money a year. */
export interface Spend {
  readonly whole: number;
  readonly budget: number;
}

/** What a portfolio brings. */
export interface Effect {
  /** Mean risk cost [money a year]. */
  readonly risk: number;
  /** By limit. */
  readonly confidences: readonly Confidence[];
}

/** A portfolio that was judged. */
export interface Judged extends Spend, Effect {
  readonly positions: Int32Array;
  readonly total: number;
}

/** Answers on one sample of worlds: always the same ones to the same question. */
export interface SearchOracle {
  readonly space: Space;
  /** Without simulating anything. */
  spend(positions: Positions): Spend;
  /** What some portfolios bring, in their order; fewer when cut short. */
  judge(portfolios: readonly Positions[]): Promise<readonly Effect[]>;
  /** Whether P(T(y) < T(x)) lies above what is asked, of two that were judged; false when cut short. */
  isSurelyLower(y: Positions, x: Positions): Promise<boolean>;
}
