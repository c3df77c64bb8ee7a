/** At least, with one limit given up: what each limit costs. */
import { adequate } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { cheapestOf } from './rings.ts';
import type { View } from './view.ts';

/**
 * For each limit the cheapest portfolio that keeps all others as surely as asked; null where nothing does. In a set that lacks
 * portfolios there may be a cheaper one.
 */
export function withoutLimits(view: View, asked: Asked): readonly (number | null)[] {
  return asked.limits.map((_, limit) => {
    const others: Asked = { ...asked, limits: asked.limits.with(limit, -Infinity) };
    return cheapestOf(view, adequate(view, others), view.whole);
  });
}
