/** Simulates portfolios on the same futures, and keeps what a world needs. */
import type { Model } from '../../model/model.ts';
import type { Ignorance } from '../../sim/compile/at-means.ts';
import { costsByPart, type CostsByPart } from '../cost/part-costs.ts';
import { portfolioCost } from '../cost/portfolio-cost.ts';
import type { Costs } from '../cost/costs.ts';
import { touchesNothing } from '../portfolios/alike.ts';
import type { EvaluatedSet, WorldCosts } from '../rings/evaluated-set.ts';
import type { Candidate } from './candidates.ts';
import { makeEvaluator } from './evaluator.ts';
import type { PortfolioFigures } from './portfolio-figures.ts';
import type { EvaluationPlan } from './plan.ts';
import { FEWEST_SUMS, noiseOfSums, type TrialSumsPlan } from './trial-sums.ts';
import { AskedFault } from '../asked-fault.ts';

/** How far an evaluation is. */
export interface EvaluationProgress {
  /** Simulations that are done, and of all. Portfolios that differ in what touches nothing share one. */
  readonly simulationsDone: number;
  readonly simulations: number;
  readonly trialsDone: number;
  readonly trials: number;
  /** Portfolios that the file allows, which they tell of; where all of them are simulated. */
  readonly portfolios?: number | undefined;
}

/** Simulated portfolios, as far as it went. */
export interface Evaluated {
  readonly candidates: readonly Candidate[];
  /** Of each candidate; null where it was not simulated. */
  readonly figures: readonly (PortfolioFigures | null)[];
  /** Cut short by the signal. */
  readonly partial: boolean;
}

/** The sums that there is room for. */
export function sumsPlan(plan: EvaluationPlan, simulations: number): TrialSumsPlan {
  const { worlds, trialsPerWorld, memory, limits } = plan;
  const costs = plan.costs.uncertain ? 2 : 0;
  const beside = worlds * ((1 + costs) * Float64Array.BYTES_PER_ELEMENT + limits.length);
  // The other half is for the courses of trials
  const room = Math.floor((memory / 2 / simulations - beside) / (worlds * Float32Array.BYTES_PER_ELEMENT));
  const sums = Math.min(trialsPerWorld, room);
  if (sums < Math.min(trialsPerWorld, FEWEST_SUMS)) {
    const needed = Math.ceil((2 * simulations * (beside + worlds * FEWEST_SUMS * 4)) / 2 ** 20);
    throw new AskedFault(
      `${simulations} portfolios in ${worlds} worlds take ${needed} MiB: allow so much memory, or give fewer worlds`,
      `to try ${simulations} plans takes ${needed} MiB of memory, more than was allowed`,
    );
  }
  return { worlds, trialsPerWorld, sums };
}

/** A key that is the same for portfolios that differ in what touches nothing. */
function simulationKeys(model: Model, candidates: readonly Candidate[]): readonly string[] {
  const isInert = touchesNothing(model);
  return candidates.map(({ positions }) =>
    Array.from(positions, (level, control) => (isInert[control] === true ? 0 : level)).join(','),
  );
}

/** Simulations that some portfolios take. */
export const simulationCount = (model: Model, candidates: readonly Candidate[]): number =>
  new Set(simulationKeys(model, candidates)).size;

/** Portfolios that are simulated together, at most: none of them is known when they are cut short. */
const MOST_TOGETHER = 16;

/** What is told, and asked, while portfolios are simulated. */
export interface Watching {
  readonly atMean?: readonly Ignorance[] | undefined;
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
  /** Asked after each portfolio; true when the rest need not be known. */
  readonly isEnough?: ((figures: PortfolioFigures, candidate: number) => boolean) | undefined;
}

/**
 * Simulates candidates in an order given.
 *
 * @param order Positions in `candidates`.
 */
export async function evaluate(
  plan: EvaluationPlan,
  candidates: readonly Candidate[],
  order: readonly number[],
  sums: TrialSumsPlan,
  { atMean, onProgress, isEnough }: Watching = {},
): Promise<Evaluated> {
  const { model, signal } = plan;
  const evaluator = makeEvaluator(plan, sums, atMean);
  const keys = simulationKeys(model, candidates);
  const simulations = new Set(order.map((candidate) => keys[candidate]!)).size;
  const known = new Map<string, PortfolioFigures>();
  const figures = candidates.map((): PortfolioFigures | null => null);
  const perPortfolio = plan.worlds * plan.trialsPerWorld;
  const tell = (trialsDone: number): void =>
    onProgress?.({
      simulationsDone: known.size,
      simulations,
      trialsDone: known.size * perPortfolio + trialsDone,
      trials: simulations * perPortfolio,
    });
  let together = 1;
  /** Runs the next portfolios, as many together as are known: what few have run, many need not. False when cut short. */
  async function runFrom(place: number): Promise<boolean> {
    const next = new Map<string, number>();
    for (let at = place; at < order.length && next.size < together; at++) {
      const key = keys[order[at]!]!;
      if (!known.has(key) && !next.has(key)) next.set(key, order[at]!);
    }
    const portfolios = [...next.values()].map((candidate) => candidates[candidate]!.positions);
    const found = await evaluator.figures(portfolios, { signal, onProgress: tell });
    for (const [i, key] of [...next.keys()].entries()) if (found !== null) known.set(key, found[i]!);
    together = Math.min(MOST_TOGETHER, Math.max(1, known.size));
    tell(0);
    return found !== null;
  }
  for (const [place, candidate] of order.entries()) {
    const key = keys[candidate]!;
    if (!known.has(key) && !(await runFrom(place))) return { candidates, figures, partial: true };
    figures[candidate] = known.get(key)!;
    if (isEnough?.(figures[candidate], candidate) === true) break;
  }
  return { candidates, figures, partial: false };
}

/** Costs of candidates in every world, kept where worlds differ. */
export interface PortfolioCosts {
  readonly byPart: CostsByPart;
  /** Mean whole cost of each candidate. */
  readonly whole: readonly number[];
  of(candidate: number): Omit<WorldCosts, 'risk'>;
  /** What is left of each opportunity. */
  open(candidate: number): readonly Float64Array[];
}

export function portfolioCosts(
  model: Model,
  costs: Costs,
  candidates: readonly Candidate[],
  worlds: number,
): PortfolioCosts {
  const byPart = costsByPart(
    costs,
    model.controls.map(({ id }) => id),
  );
  const kept = new Map<number, Omit<WorldCosts, 'risk'>>();
  const of = (candidate: number): Omit<WorldCosts, 'risk'> => {
    const found = kept.get(candidate);
    if (found !== undefined) return found;
    const { positions } = candidates[candidate]!;
    if (!costs.uncertain) {
      const parts = byPart.of(positions);
      const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
      return {
        budget: new Float64Array(worlds).fill(sum(parts.budget)),
        whole: new Float64Array(worlds).fill(sum(parts.whole)),
      };
    }
    const { budget, business } = portfolioCost(costs, positions);
    const made = { budget, whole: budget.map((amount, world) => amount + business[world]!) };
    kept.set(candidate, made);
    return made;
  };
  const sumOf = ({ whole }: { readonly whole: Float64Array }): number => whole.reduce((total, part) => total + part, 0);
  return {
    byPart,
    of,
    open: (candidate) => portfolioCost(costs, candidates[candidate]!.positions).open,
    whole: candidates.map(({ positions }) => sumOf(byPart.of(positions))),
  };
}

/** Controls with the ids of their levels, as a set has them. */
const controlOptions = ({ controls }: Model): EvaluatedSet['controls'] =>
  controls.map(({ id, levels }) => ({ id, levels: levels.map((level) => level.id) }));

/** What is left to expect: with business that is not accepted. @param open What is left of each opportunity. */
export function withRefused(
  { risk, accepted }: Pick<PortfolioFigures, 'risk' | 'accepted'>,
  open: () => readonly Float64Array[],
): Float64Array {
  if (accepted.every(Boolean)) return risk;
  const refused = open().filter((_, i) => accepted[i] === false);
  return risk.map((value, world) => refused.reduce((sum, amounts) => sum + amounts[world % amounts.length]!, value));
}

/**
 * The simulated ones of some candidates, as a set.
 *
 * @param today Position of what stands today, which was simulated.
 */
export function setOf(
  plan: EvaluationPlan,
  { candidates, figures }: Evaluated,
  costs: PortfolioCosts,
  today: number,
  sums: TrialSumsPlan,
): EvaluatedSet {
  const { model, limits, asked } = plan;
  const members = candidates.flatMap((candidate, position) => {
    const own = figures[position];
    return own === null || own === undefined
      ? []
      : [{ candidate, position, own, risk: withRefused(own, () => costs.open(position)) }];
  });
  const worlds = members[0]!.own.risk.length;
  const ofMember = (portfolio: number): (typeof members)[number] => members[portfolio]!;
  const noise = (a: number, b: number | null): Float64Array | null =>
    noiseOfSums(ofMember(a).own.sums, b === null ? null : ofMember(b).own.sums, sums);
  const isSample = worlds > 1 || members.some((_, portfolio) => noise(portfolio, null) !== null);
  const { byPart } = costs;
  return {
    controls: controlOptions(model),
    limits: limits.map(({ id }) => id),
    weights: new Float64Array(worlds).fill(1 / worlds),
    isSample,
    size: members.length,
    today: members.findIndex(({ position }) => position === today),
    parts: byPart.parts,
    levels: (portfolio) => ofMember(portfolio).candidate.positions,
    standing: (portfolio) => ofMember(portfolio).candidate.standing,
    confidences: (portfolio) => ofMember(portfolio).own.confidences,
    costs: (portfolio) => ({ ...costs.of(ofMember(portfolio).position), risk: ofMember(portfolio).risk }),
    partCosts: (portfolio) => byPart.of(ofMember(portfolio).candidate.positions),
    holds: (portfolio) => ofMember(portfolio).own.holds,
    noise,
    figureAt: (portfolio, limit, confidence) =>
      Math.abs(confidence - asked[limit]!) < 1e-12 ? ofMember(portfolio).own.figures[limit]! : null,
  };
}

/** Candidates by mean whole cost, today first: what is known when cut short is then known of the cheapest. */
export function cheapestFirst(whole: readonly number[], today: number): number[] {
  const order = whole.map((_, candidate) => candidate).sort((a, b) => whole[a]! - whole[b]! || a - b);
  return [today, ...order.filter((candidate) => candidate !== today)];
}
