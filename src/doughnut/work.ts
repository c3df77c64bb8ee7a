/** What is known of portfolios, and what is asked of them. */
import type { Variant } from '../sim/session.ts';
import type { Evaluated } from './evaluation/evaluate.ts';
import type { EvaluationPlan } from './evaluation/plan.ts';
import type { TrialSumsPlan } from './evaluation/trial-sums.ts';
import type { DoughnutOptions } from './options.ts';
import type { Asked } from './rings/evaluated-set.ts';
import type { View } from './rings/view.ts';
import type { Found } from './search/find.ts';

export interface Work {
  readonly plan: EvaluationPlan;
  readonly variant: Variant;
  readonly asked: Asked;
  readonly options: DoughnutOptions;
  readonly evaluated: Evaluated;
  readonly view: View;
  readonly sums: TrialSumsPlan;
  /** Whether those are there that only lack a mandatory level. */
  readonly hasUnlawful: boolean;
  /** What the search tells of itself; null where all portfolios were tried. */
  readonly found: Found | null;
}
