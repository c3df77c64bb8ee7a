/** What a run that is given no size must know before it ends. */
import type { Limit } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { EndedResult, LimitResult, LossResult } from '../../results/scenario-result.ts';
import { appetite } from '../measure/appetite/appetite.ts';
import { columnEstimates } from '../measure/column-estimates.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import type { Ground } from '../measure/ground.ts';
import type { Known } from './collect.ts';
import { ASKED } from './defaults.ts';
import { lossFigures, type LossFigures } from '../measure/loss.ts';

/** Level beyond which the mean of the tail must be known. */
const TAIL = '0.95';

/** Fewer worlds than this, and the spread between them says too little about the standard error. */
const FEWEST_WORLDS = 100;

function isKnown({ value, standardError, unreliable }: Estimate, relative: number): boolean {
  return unreliable !== true && value > 0 && standardError <= relative * value;
}

type Figures = Pick<LossResult, 'mean' | 'tailValueAtRisk'>;

function tailMeanOf({ tailValueAtRisk }: Figures): Estimate {
  const found = tailValueAtRisk[TAIL];
  if (found === undefined) throw new Error(`the mean of the worst periods beyond ${TAIL} is not known`);
  return found;
}

const knowsLoss = (figures: Figures): boolean =>
  isKnown(figures.mean, ASKED.mean) && isKnown(tailMeanOf(figures), ASKED.tailMean);

/**
 * Whether more trials could still change the verdict on a limit. A share of the tail is computed at the end, from what
 * there is then.
 */
const isOpen = ({ kind, status }: LimitResult): boolean =>
  kind !== 'shareOfTail' && (status === 'at margin' || status === 'not resolved');

/** Limits that are still open, of those given. */
export function openLimits(
  ground: Ground,
  figures: LossFigures,
  limits: readonly Limit[],
  long: Measured | null,
): readonly string[] {
  const of = columnEstimates(ground, Infinity);
  return appetite(ground, of, figures, null, long, limits).flatMap((limit) => (isOpen(limit) ? [limit.id] : []));
}

/** What a run knows at the end of a stage. */
export interface Standing extends Omit<Known, 'stages' | 'mostTrials'> {
  readonly isEnough: boolean;
}

/**
 * What a run knows of its figures, and whether that is enough: the mean loss to 1 %, the mean of the worst 5 % of
 * periods to 3 %, and limits as far as its worlds can tell. Limits are not looked at before the loss is known; all
 * count as open until then.
 *
 * @param limits Those for which its worlds are long enough.
 * @see Glynn & Whitt (1992), The asymptotic validity of sequential stopping rules for stochastic simulations, Annals of
 * Applied Probability 2, 180-198.
 */
export function standing(ground: Ground, limits: readonly Limit[]): Standing {
  const { measured } = ground;
  const figures = lossFigures(ground);
  const { mean } = figures;
  const tailMean = tailMeanOf(figures);
  const isSettled = !(measured.byWorld && measured.worlds < FEWEST_WORLDS) && knowsLoss(figures);
  const open = isSettled ? openLimits(ground, figures, limits, null).length : limits.length;
  return {
    mean: mean.value,
    standardError: mean.standardError,
    tailMean: { mean: tailMean.value, standardError: tailMean.standardError },
    trials: measured.trials,
    hasLoss: isSettled,
    openLimits: open,
    isEnough: isSettled && open === 0,
  };
}

/** How the run ended, from its result. */
export function endedResult(loss: LossResult, limits: readonly LimitResult[]): EndedResult {
  const open = limits.flatMap((limit) => (isOpen(limit) ? [limit.id] : []));
  return {
    knowsEnough: knowsLoss(loss) && open.length === 0,
    asked: ASKED,
    mean: loss.mean,
    tailMean: tailMeanOf(loss),
    openLimits: open,
  };
}
