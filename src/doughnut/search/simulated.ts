/** Portfolios as a search asks of them, answered by simulation. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { costsByPart } from '../cost/part-costs.ts';
import { portfolioCost } from '../cost/portfolio-cost.ts';
import { withRefused } from '../evaluation/evaluate.ts';
import { sizeOfShare, type Evaluator } from '../evaluation/evaluator.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import type { PortfolioFigures } from '../evaluation/portfolio-figures.ts';
import { noiseOfSums, type TrialSumsPlan } from '../evaluation/trial-sums.ts';
import { TOLERANCE } from '../../model/bounds.ts';
import type { Confidence, WorldCosts } from '../rings/evaluated-set.ts';
import { surelyLower, type Paired } from '../rings/paired-totals.ts';
import type { Effect, SearchOracle } from './oracle.ts';
import type { Space } from './space.ts';
import { keyOf } from './tried.ts';

/** Portfolios that are asked for at once: those of one call share what they can, and none is known when it is cut short. */
const TOGETHER = 32;

export interface SimulatedOracle extends SearchOracle {
  /** All that is known of portfolios, in their order; null when cut short. @param isAnyway Not cut short by the signal. */
  figures(portfolios: readonly Positions[], isAnyway?: boolean): Promise<readonly PortfolioFigures[] | null>;
}

export interface SimulatedPlan {
  readonly plan: EvaluationPlan;
  readonly evaluator: Evaluator;
  readonly space: Space;
  readonly sums: TrialSumsPlan;
  /** Share of the worlds, or of the trials of one world. */
  readonly share: number;
  /** Portfolios are judged at a glance: confidences have the error of counting worlds. */
  readonly isGlance: boolean;
  /** How sure it must be that one has the lower total. */
  readonly sureness: number;
  /** Told after some were judged how many those were. */
  readonly onJudged?: ((count: number) => void) | undefined;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const meanOf = (values: Float64Array): number => sum(values) / values.length;

/** A confidence as a glance has it; of what nobody looked at it is not known, so that figures are asked for. */
const glanced = (values: readonly (number | null)[], worlds: number): Confidence[] | null =>
  values.some((value) => value === null)
    ? null
    : values.map((value) => {
        const smoothed = (value! * worlds + 1) / (worlds + 2);
        return { value: value!, standardError: worlds > 1 ? Math.sqrt((smoothed * (1 - smoothed)) / worlds) : 0 };
      });

export function simulatedOracle(asked: SimulatedPlan): SimulatedOracle {
  const { plan, evaluator, space, sums, share, isGlance, sureness, onJudged } = asked;
  const { costs, model, signal } = plan;
  const byPart = costsByPart(
    costs,
    model.controls.map(({ id }) => id),
  );
  const size = sizeOfShare(plan, share);
  const sumsOfShare = { ...size, sums: Math.min(sums.sums, size.trialsPerWorld) };
  const known = new Map<string, PortfolioFigures>();

  const figures: SimulatedOracle['figures'] = async (portfolios, isAnyway = false) => {
    const unknown = portfolios.filter((positions) => !known.has(keyOf(positions)));
    const cut = isAnyway ? undefined : signal;
    const found = unknown.length === 0 ? [] : await evaluator.figures(unknown, { share, signal: cut });
    if (found === null) return null;
    for (const [i, own] of found.entries()) known.set(keyOf(unknown[i]!), own);
    return portfolios.map((positions) => known.get(keyOf(positions))!);
  };
  const riskOf = (own: Pick<PortfolioFigures, 'risk' | 'accepted'>, positions: Positions): Float64Array =>
    withRefused(own, () => portfolioCost(costs, positions).open);
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
  const pair = (portfolios: readonly Positions[], both: readonly PortfolioFigures[]): Paired => {
    const ofBoth = portfolios.map((positions, i) => costsIn(positions, riskOf(both[i]!, positions)));
    const largest = ofBoth.reduce(
      (most, { whole, risk }) => Math.max(most, Math.abs(whole[0]!) + Math.abs(risk[0]!)),
      0,
    );
    return {
      set: {
        costs: (portfolio) => ofBoth[portfolio]!,
        noise: (one, other) => noiseOfSums(both[one]!.sums, other === null ? null : both[other]!.sums, sumsOfShare),
        weights: new Float64Array(size.worlds).fill(1 / size.worlds),
        isSample: true,
      },
      tolerance: TOLERANCE * largest,
    };
  };
  const effects = async (portfolios: readonly Positions[]): Promise<readonly Effect[] | null> => {
    const glances = isGlance ? await evaluator.glances(portfolios, { share, signal }) : null;
    if (isGlance && glances === null) return null;
    const found = glances?.map((own, i): Effect | null => {
      const confidences = glanced(own.confidences, size.worlds);
      return confidences === null ? null : { risk: meanOf(riskOf(own, portfolios[i]!)), confidences };
    });
    if (found?.every((effect) => effect !== null) === true) return found;
    const full = await figures(portfolios);
    return full?.map((own, i) => ({ risk: meanOf(riskOf(own, portfolios[i]!)), confidences: own.confidences })) ?? null;
  };
  return {
    space,
    spend: (positions) => {
      const { whole, budget } = byPart.of(positions);
      return { whole: sum(whole), budget: sum(budget) };
    },
    judge: async (portfolios) => {
      const judged: Effect[] = [];
      for (let from = 0; from < portfolios.length; from += TOGETHER) {
        const some = portfolios.slice(from, from + TOGETHER);
        const found = await effects(some);
        if (found === null) return judged;
        judged.push(...found);
        onJudged?.(some.length);
      }
      return judged;
    },
    isSurelyLower: async (y, x) => {
      const both = await figures([y, x]);
      return both !== null && surelyLower(pair([y, x], both), 0, 1, sureness, 0).settle();
    },
    figures,
  };
}
