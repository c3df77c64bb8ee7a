/** Portfolios as a search asks of them, answered by simulation. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { costsByPart } from '../cost/part-costs.ts';
import { portfolioCost } from '../cost/portfolio-cost.ts';
import { withRefused } from '../evaluation/evaluate.ts';
import { sizeOfShare, type Evaluator } from '../evaluation/evaluator.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import type { PortfolioFigures } from '../evaluation/portfolio-figures.ts';
import { noiseOfSums, type TrialSumsPlan } from '../evaluation/trial-sums.ts';
import type { WorldCosts } from '../rings/evaluated-set.ts';
import { surelyLower, type Paired } from '../rings/paired-totals.ts';
import type { SearchOracle } from './oracle.ts';
import type { Space } from './space.ts';
import { keyOf } from './tried.ts';

/** Portfolios that are asked for at once: those of one call share what they can, and none is known when it is cut short. */
const TOGETHER = 32;

export interface SimulatedOracle extends SearchOracle {
  /** Of a portfolio that was judged. */
  figures(positions: Positions): PortfolioFigures;
}

export interface SimulatedPlan {
  readonly plan: EvaluationPlan;
  readonly evaluator: Evaluator;
  readonly space: Space;
  readonly sums: TrialSumsPlan;
  /** Share of the worlds, or of the trials of one world. */
  readonly share: number;
  /** How sure it must be that one has the lower total. */
  readonly sureness: number;
  /** Told after some were judged how many those were. */
  readonly onJudged?: ((count: number) => void) | undefined;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

export function simulatedOracle(asked: SimulatedPlan): SimulatedOracle {
  const { plan, evaluator, space, sums, share, sureness, onJudged } = asked;
  const { costs, model, signal } = plan;
  const byPart = costsByPart(
    costs,
    model.controls.map(({ id }) => id),
  );
  const known = new Map<string, { readonly own: PortfolioFigures; readonly risk: Float64Array }>();
  const size = sizeOfShare(plan, share);
  const sumsOfShare = { ...size, sums: Math.min(sums.sums, size.trialsPerWorld) };
  const knownOf = (positions: Positions): { readonly own: PortfolioFigures; readonly risk: Float64Array } => {
    const found = known.get(keyOf(positions));
    if (found === undefined) throw new Error(`portfolio ${keyOf(positions)} was not judged`);
    return found;
  };
  const costsIn = (positions: Positions, risk: Float64Array): WorldCosts => {
    if (!costs.uncertain) {
      const whole = new Float64Array(risk.length).fill(sum(byPart.of(positions).whole));
      return { budget: whole, whole, risk };
    }
    const { budget, business } = portfolioCost(costs, positions);
    const [here, there] = [budget.subarray(0, risk.length), business.subarray(0, risk.length)];
    return { budget: here, whole: here.map((amount, world) => amount + there[world]!), risk };
  };
  /** Two portfolios as a set of their own. */
  const pair = (a: Positions, b: Positions): Paired => {
    const both = [knownOf(a), knownOf(b)];
    const ofBoth = [costsIn(a, both[0]!.risk), costsIn(b, both[1]!.risk)];
    const noise = (one: number, other: number | null): Float64Array | null =>
      noiseOfSums(both[one]!.own.sums, other === null ? null : both[other]!.own.sums, sumsOfShare);
    const { worlds } = size;
    const largest = ofBoth.reduce(
      (most, { whole, risk }) => Math.max(most, Math.abs(whole[0]!) + Math.abs(risk[0]!)),
      0,
    );
    return {
      set: {
        costs: (portfolio) => ofBoth[portfolio]!,
        noise,
        weights: new Float64Array(worlds).fill(1 / worlds),
        isSample: true,
      },
      tolerance: 1e-9 * largest,
    };
  };
  return {
    space,
    spend: (positions) => {
      const { whole, budget } = byPart.of(positions);
      return { whole: sum(whole), budget: sum(budget) };
    },
    judge: async (portfolios) => {
      const effects = [];
      for (let from = 0; from < portfolios.length; from += TOGETHER) {
        const some = portfolios.slice(from, from + TOGETHER);
        const figures = await evaluator.figures(some, { share, signal });
        if (figures === null) return effects;
        for (const [i, own] of figures.entries()) {
          const risk = withRefused(own, () => portfolioCost(costs, some[i]!).open);
          known.set(keyOf(some[i]!), { own, risk });
          effects.push({ risk: sum(risk) / risk.length, confidences: own.confidences });
        }
        onJudged?.(some.length);
      }
      return effects;
    },
    isSurelyLower: (y, x) => surelyLower(pair(y, x), 0, 1, sureness, 0).settle(),
    figures: (positions) => knownOf(positions).own,
  };
}
