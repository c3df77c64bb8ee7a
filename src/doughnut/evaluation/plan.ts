/** What is evaluated, and how. */
import type { Limit, Model } from '../../model/model.ts';
import type { Selection } from '../../model/selection.ts';
import type { Session } from '../../sim/session.ts';
import type { Costs } from '../cost/costs.ts';
import type { EvaluationSize } from './size.ts';

export interface EvaluationPlan extends EvaluationSize {
  readonly session: Session;
  readonly selection: Selection;
  readonly model: Model;
  readonly seed: string;
  readonly costs: Costs;
  readonly limits: readonly Limit[];
  /** What is asked of each limit. */
  readonly asked: readonly number[];
  readonly inWorlds: boolean;
  /** Bytes of what is kept of all portfolios, at most. */
  readonly memory: number;
  readonly signal?: AbortSignal | undefined;
}
