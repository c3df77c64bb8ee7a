/** What a search tells of itself, as the document states it. */
import type { DoughnutSearch } from '../../results/doughnut/search.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Behind } from '../behind.ts';
import { noiseOfSums } from '../evaluation/trial-sums.ts';
import { allowedPortfolioCount } from '../portfolios/allowed-portfolios.ts';
import { adequate } from '../rings/adequate.ts';
import { errorOverWorlds } from '../rings/paired-totals.ts';
import { bestOf } from '../rings/rings.ts';
import { optimalityGap } from '../search/gap.ts';
import type { Work } from '../work.ts';

/** By how much the risk cost of the best rose on worlds that did not choose it; business is refused on both alike. */
function optimismOf({ view, sums, evaluated }: Work, { freshBest }: Behind): Estimate | null {
  if (freshBest === null) return null;
  const { portfolio, figures } = freshBest;
  const { risk } = evaluated.figures[portfolio]!;
  const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const before = errorOverWorlds(view, risk, view.set.noise(portfolio, null));
  const after = errorOverWorlds(view, figures.risk, noiseOfSums(figures.sums, null, sums));
  return estimate(meanOf(figures.risk) - meanOf(risk), Math.sqrt(before * before + after * after));
}

export function searchStated(work: Work, rest: Behind): DoughnutSearch {
  const { plan, asked, view, found } = work;
  if (found === null) throw new Error('nothing was searched');
  const seen = rest.judged?.view ?? view;
  const among = adequate(seen, asked);
  const best = bestOf(seen, among);
  const gap = best === null ? null : optimalityGap(view, among, best);
  const { bound, most, screened, judged, share } = found;
  const isNone = bound.spend === Infinity;
  return {
    allowed: Math.min(Number.MAX_VALUE, Number(allowedPortfolioCount(plan.model))),
    share,
    screened,
    judged,
    most,
    bound: {
      ...bound,
      spend: isNone ? null : bound.spend,
      noneAdequate: isNone,
      hurting: bound.hurting.map((control) => view.set.controls[control]!.id),
    },
    gap: gap === null ? null : { ...estimate(gap.value, gap.standardError), high: gap.high },
    optimism: optimismOf(work, rest),
  };
}
