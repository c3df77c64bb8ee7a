/** What is kept of a simulated portfolio: figures of worlds and sums of trials, no losses. */
import type { Limit, Model } from '../../model/model.ts';
import { smoothnessError } from '../../sim/measure/appetite/confidence.ts';
import { fitLaw, lawQuantile } from '../../sim/measure/appetite/law-over-worlds.ts';
import type { JudgedLimit } from '../../sim/measure/appetite/judged.ts';
import type { CourseSample } from '../../sim/session.ts';
import type { Confidence } from '../rings/evaluated-set.ts';
import { riskCost } from './risk-cost.ts';
import type { TrialSums } from './trial-sums.ts';

export interface PortfolioFigures {
  /** Losses, the price of their tail, harm; business refused for lack of assurance is not in it. Shape [worlds]. */
  readonly risk: Float64Array;
  readonly sums: Float32Array;
  /** By limit. */
  readonly confidences: readonly Confidence[];
  /** By limit whether each world reads so that it holds; null where that is known over all worlds only. */
  readonly holds: readonly Uint8Array[] | null;
  /** By limit the least figure that is kept with what is asked of it; null where none is known. */
  readonly figures: readonly (number | null)[];
  /** Limits that the trials say too little of. */
  readonly unresolved: readonly boolean[];
  /** By opportunity, whether it is accepted. */
  readonly accepted: readonly boolean[];
}

export interface FiguresPlan {
  readonly limits: readonly Limit[];
  /** What is asked of each limit. */
  readonly asked: readonly number[];
  readonly harmColumn: number | null;
  readonly sums: TrialSums;
}

/** How sure a limit is, with what the law over worlds leaves open where that may decide who is adequate. */
function confidenceOf({ result, bounds }: JudgedLimit, asked: number): Confidence {
  const { value, standardError } = result.confidence;
  const within = Math.max(0, Math.abs(value - asked) - 2 * standardError);
  const open = bounds.reduce(
    (most, { readings, limit }) => Math.max(most, smoothnessError(readings, limit, within)),
    0,
  );
  return { value, standardError: Math.hypot(standardError, open) };
}

function holdsOf({ bounds }: JudgedLimit, worlds: number): Uint8Array | null {
  if (bounds.length === 0 || bounds.some(({ readings }) => readings.values.length !== worlds)) return null;
  return Uint8Array.from({ length: worlds }, (_, world) =>
    bounds.every(({ readings, limit }) => readings.values[world]! <= limit) ? 1 : 0,
  );
}

/** The least figure that a limit could have to be kept so surely: of a limit with one number. */
function figureOf({ bounds, result }: JudgedLimit, asked: number): number | null {
  if (result.kind === 'curve' || result.kind === 'shareOfTail') return null;
  const [bound] = bounds;
  if (bound === undefined) return result.estimate.value;
  const { readings } = bound;
  const mean = readings.values.reduce((sum, value) => sum + value, 0) / readings.values.length;
  const noise = readings.variances.reduce((sum, value) => sum + value, 0);
  if (noise === 0 || mean <= 0 || (readings.family === 'probability' && mean >= 1)) {
    const sorted = readings.values.toSorted();
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(asked * sorted.length - 1e-9) - 1))]!;
  }
  return lawQuantile(fitLaw(readings, bound.limit).law, asked);
}

/** Whether each opportunity is accepted under what was simulated. */
export function acceptedOf(sample: CourseSample, { opportunities = [] }: Model): readonly boolean[] {
  return opportunities.map(({ acceptedWhen }) => {
    if (acceptedWhen === null) return true;
    const [found] = sample.judged([acceptedWhen]);
    return found === undefined || found.result.confidence.value >= acceptedWhen.confidence - 1e-12;
  });
}

/** What a look at a portfolio tells: for a search, which looks at thousands. */
export interface PortfolioGlance {
  /** As in `PortfolioFigures`. Shape [worlds]. */
  readonly risk: Float64Array;
  /** By limit how sure it is that it is kept; null for a share of the tail, at which nobody looked. Without an error: near what is asked, ask for figures. */
  readonly confidences: readonly (number | null)[];
  /** By opportunity, whether it is accepted. */
  readonly accepted: readonly boolean[];
}

export function glanceOf(
  sample: CourseSample,
  { spend, opportunities = [] }: Model,
  { limits, harmColumn }: Pick<FiguresPlan, 'limits' | 'harmColumn'>,
): PortfolioGlance {
  const accepted = opportunities.map(({ acceptedWhen }) => {
    if (acceptedWhen === null) return true;
    const [confidence] = sample.glanced([acceptedWhen]);
    return confidence === null || confidence === undefined || confidence >= acceptedWhen.confidence - 1e-12;
  });
  return { risk: riskCost(sample, spend, harmColumn).mean, confidences: sample.glanced(limits), accepted };
}

export function figuresOf(sample: CourseSample, model: Model, plan: FiguresPlan): PortfolioFigures {
  const judged = sample.judged(plan.limits);
  const { mean, byTrial } = riskCost(sample, model.spend, plan.harmColumn);
  const holds = judged.map((one) => holdsOf(one, sample.worlds));
  return {
    risk: mean,
    sums: plan.sums(byTrial),
    confidences: judged.map((one, limit) => confidenceOf(one, plan.asked[limit]!)),
    holds: holds.every((one) => one !== null) ? holds : null,
    figures: judged.map((one, limit) => figureOf(one, plan.asked[limit]!)),
    unresolved: judged.map(({ result }) => result.status === 'not resolved'),
    accepted: acceptedOf(sample, model),
  };
}
