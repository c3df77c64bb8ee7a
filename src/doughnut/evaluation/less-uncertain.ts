/** The inner ring where one kind of ignorance, or all, stands at its mean: for the parts of the price of error. */
import { ignoranceOf, type Ignorance } from '../../sim/compile/at-means.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { MARGIN } from '../rings/adequate.ts';
import { viewOf, type View } from '../rings/view.ts';
import type { LessUncertain } from '../rings/prices.ts';
import type { Candidate } from './candidates.ts';
import type { EvaluationPlan } from './plan.ts';
import { evaluate, portfolioCosts, setOf, sumsPlan, type EvaluationProgress } from './evaluate.ts';

const KINDS: readonly Ignorance[] = ['assessment', 'controlPerformance'];

/** Asked of what makes a ring: even odds, and what the price of error is of. */
const surely = (value: number, standardError: number, asked: number): boolean =>
  value - MARGIN * standardError >= asked - 1e-12;

/**
 * The view with some kinds of ignorance at their means. Portfolios are simulated from the cheapest on, until one is surely adequate:
 * no dearer one can be an inner ring. Null when cut short.
 */
async function viewAt(
  plan: EvaluationPlan,
  candidates: readonly Candidate[],
  atMean: readonly Ignorance[],
  confidence: number,
  onProgress: ((progress: EvaluationProgress) => void) | undefined,
): Promise<View | null> {
  const allowed = candidates.filter(({ standing }) => standing === 'allowed');
  const costs = portfolioCosts(plan.model, { ...plan.costs, uncertain: false }, allowed, plan.worlds);
  const order = costs.whole.map((_, i) => i).sort((a, b) => costs.whole[a]! - costs.whole[b]! || a - b);
  const sums = sumsPlan(plan, allowed.length);
  const evaluated = await evaluate(plan, allowed, order, sums, {
    atMean,
    onProgress,
    isEnough: ({ confidences }) =>
      confidences.every(({ value, standardError }) => surely(value, standardError, confidence)),
  });
  return evaluated.partial ? null : viewOf(setOf(plan, evaluated, costs, order[0]!, sums));
}

/**
 * @param view With everything uncertain.
 * @param confidence What is asked of every limit.
 * @returns Null when cut short.
 */
export async function lessUncertain(
  plan: EvaluationPlan,
  compiled: CompiledModel,
  candidates: readonly Candidate[],
  view: View,
  confidence: number,
  onProgress?: (progress: EvaluationProgress) => void,
): Promise<LessUncertain | null> {
  const drawn = ignoranceOf(compiled);
  const at = (atMean: readonly Ignorance[]): Promise<View | null> =>
    viewAt(plan, candidates, atMean, confidence, onProgress);
  if (drawn.length === 0) return { assessment: view, controlPerformance: view, nothing: view };
  const nothing = await at(KINDS);
  if (nothing === null) return null;
  // What is not uncertain adds nothing to the other kind
  const only = async (kind: Ignorance): Promise<View | null> => {
    if (!drawn.includes(kind)) return nothing;
    if (drawn.length === 1) return view;
    return at(KINDS.filter((other) => other !== kind));
  };
  const assessment = await only('assessment');
  const controlPerformance = assessment === null ? null : await only('controlPerformance');
  if (assessment === null || controlPerformance === null) return null;
  return { assessment, controlPerformance, nothing };
}
