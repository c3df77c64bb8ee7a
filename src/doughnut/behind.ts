/** What comes after the portfolios: the rings judged on fresh worlds, and the parts of the price of error. */
import { evaluate } from './evaluation/evaluate.ts';
import type { Candidate } from './evaluation/candidates.ts';
import { lessUncertain } from './evaluation/less-uncertain.ts';
import type { EvaluationPlan } from './evaluation/plan.ts';
import type { PortfolioFigures } from './evaluation/portfolio-figures.ts';
import { adequate, leastSlack } from './rings/adequate.ts';
import { askedAlike } from './rings/evaluated-set.ts';
import { judgedOnFreshWorlds, type Judged } from './rings/fresh-worlds.ts';
import type { LessUncertain } from './rings/prices.ts';
import { bestOf } from './rings/rings.ts';
import { CONFIDENCE_TOLERANCE, type View } from './rings/view.ts';
import type { Work } from './work.ts';

/** Each part as far as the signal allows. */
export interface Behind {
  readonly judged: Judged | null;
  readonly less: LessUncertain | null;
  /** Of the best portfolio on fresh worlds, where it was searched for. */
  readonly freshBest: { readonly portfolio: number; readonly figures: PortfolioFigures } | null;
  readonly isCut: boolean;
}

/** What is left is not known, as the signal came. */
class Cut extends Error {}

/** A portfolio in as many worlds of another seed. */
async function onFreshWorlds({ plan, view, options, sums }: Work, portfolio: number): Promise<PortfolioFigures> {
  const anew: EvaluationPlan = { ...plan, seed: `${plan.seed}, once more` };
  const candidate = { positions: view.set.levels(portfolio), standing: view.set.standing(portfolio) };
  const { figures } = await evaluate(anew, [candidate], [0], sums, {
    onProgress: (progress) => options.onProgress?.('fresh worlds', progress),
  });
  const [found] = figures;
  if (found === null || found === undefined) throw new Cut();
  return found;
}

/** Portfolios of which none is cheaper and keeps the limits as well: a plan that is the least with less error is likely among them. */
function mostForMoney({ asked, evaluated }: Work, view: View): Candidate[] {
  const cheapestFirst = view.allowed.toSorted(
    (a, b) => view.whole[a]! - view.whole[b]! || view.rank[a]! - view.rank[b]!,
  );
  let best = -Infinity;
  return cheapestFirst.flatMap((portfolio) => {
    const slack = leastSlack(view, asked, portfolio);
    if (slack <= best + CONFIDENCE_TOLERANCE) return [];
    best = slack;
    return [evaluated.candidates[portfolio]!];
  });
}

async function known(work: Work): Promise<Omit<Behind, 'isCut'>> {
  const { plan, variant, asked, options, view, evaluated, found } = work;
  const isRing = adequate(view, asked).length > 0;
  let judged: Judged | null = null;
  if (plan.limits.length > 0 && isRing) {
    const confidences = async (portfolio: number) => (await onFreshWorlds(work, portfolio)).confidences;
    judged = await judgedOnFreshWorlds(view, asked, confidences);
  }
  const seen = judged?.view ?? view;
  const best = found === null ? null : bestOf(seen, adequate(seen, asked));
  const freshBest = best === null ? null : { portfolio: best, figures: await onFreshWorlds(work, best) };
  // Without a ring at what is asked of all alike error has no price, and nothing need be run for it
  const alike = askedAlike(view.set, Math.max(asked.confidence, 0.5));
  if (adequate(seen, alike).length === 0) return { judged, freshBest, less: null };
  const candidates = found === null ? evaluated.candidates : mostForMoney(work, view);
  const less = await lessUncertain(plan, variant.compiled, candidates, view, asked.confidence, (progress) =>
    options.onProgress?.('price of error', progress),
  );
  if (less === null) throw new Cut();
  return { judged, freshBest, less };
}

/** @returns Nothing of what is not known for all that it takes. */
export async function behind(work: Work): Promise<Behind> {
  const nothing: Behind = { judged: null, less: null, freshBest: null, isCut: true };
  if (work.evaluated.partial) return nothing;
  try {
    return { ...(await known(work)), isCut: false };
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    return nothing;
  }
}
