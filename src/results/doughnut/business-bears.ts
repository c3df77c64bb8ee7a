/** Whether the rest of the business bears a part of what controls cost. */
import type { DoughnutDocument } from '../doughnut-document.ts';

/** Whether any plan of the rings, or today's, costs more than the budget pays: friction, secondment, business turned away. */
export const businessBears = ({ rings, plans }: Pick<DoughnutDocument, 'rings' | 'plans'>): boolean =>
  (rings !== undefined &&
    [rings.necessary, rings.optimum, rings.sufficient].some(({ value, budget }) => budget !== value)) ||
  plans.current.budget !== plans.current.spend.value;
