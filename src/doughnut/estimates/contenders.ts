/** The portfolios among which a choice could fall if estimates were other than they are. */
import { adequate, MARGIN } from '../rings/adequate.ts';
import type { Asked, EvaluatedSet } from '../rings/evaluated-set.ts';
import { frontierOf } from '../rings/frontier.ts';
import { viewOf, type View } from '../rings/view.ts';
import { ofPortfolios } from './among.ts';

/** The most that are looked at: what is asked of each takes as long as there are worlds and inputs. */
const MOST = 400;

/** The set with the confidences of the view, which those of fresh worlds may have replaced. */
function settled({ set, confidence, confidenceError }: View): EvaluatedSet {
  const count = set.limits.length;
  return {
    ...set,
    confidences: (portfolio) =>
      set.limits.map((_, limit) => ({
        value: confidence[portfolio * count + limit]!,
        standardError: confidenceError[portfolio * count + limit]!,
      })),
  };
}

/**
 * A view of so few that all of them can be looked at under many changes: all, or the frontier, the cheapest and those with the least total
 * among the adequate ones, and then among the others, the confidences of these in order.
 */
export function contenders(view: View, asked: Asked): View {
  const { allowed, whole, total } = view;
  const set = settled(view);
  if (set.size <= MOST) return viewOf(set);
  const within = adequate(view, asked, allowed, -MARGIN);
  const cheapest = within.toSorted((a, b) => whole[a]! - whole[b]! || a - b);
  const best = within.toSorted((a, b) => total[a]! - total[b]! || a - b);
  const others = allowed.toSorted((a, b) => total[a]! - total[b]! || a - b);
  const chosen = new Set([set.today, ...frontierOf(view).slice(0, MOST / 4)]);
  for (let at = 0; chosen.size < MOST && at < allowed.length; at++) {
    for (const list of [cheapest, best, others]) {
      const next = list[at];
      if (next !== undefined && chosen.size < MOST) chosen.add(next);
    }
  }
  return viewOf(
    ofPortfolios(
      set,
      [...chosen].toSorted((a, b) => a - b),
    ),
  );
}
