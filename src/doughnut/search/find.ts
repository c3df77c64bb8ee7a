/**
 * The search for the rings where portfolios are too many to try all.
 *
 * Screened on a share of the worlds, the survivors judged on all of them, the least spend bounded from below. Everything is found among
 * what was tried: a search proves nothing but its bound.
 */
import type { Model } from '../../model/model.ts';
import { portfolioRules, type Positions } from '../../model/portfolio-rules.ts';
import { costsByPart } from '../cost/part-costs.ts';
import type { Candidate } from '../evaluation/candidates.ts';
import { makeEvaluator, sizeOfShare } from '../evaluation/evaluator.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import type { PortfolioFigures } from '../evaluation/portfolio-figures.ts';
import { FEWEST_SUMS, type TrialSumsPlan } from '../evaluation/trial-sums.ts';
import type { Asked, Standing } from '../rings/evaluated-set.ts';
import type { Beam } from './beam.ts';
import { missingBound, spendBound, type SpendBound } from './bound.ts';
import { confirm } from './confirm.ts';
import { costsByLevel } from './level-costs.ts';
import type { ProgramSolver } from './program.ts';
import { screen } from './screen.ts';
import { simulatedOracle, type SimulatedOracle } from './simulated.ts';
import { spaceOf, type Space } from './space.ts';
import { survivorsOf } from './survivors.ts';
import { isSameChoice, makeTried, SearchOver, type Tried } from './tried.ts';

export interface FindPlan {
  readonly plan: EvaluationPlan;
  readonly asked: Asked;
  readonly today: Positions;
  /** Share of the worlds, or of the trials of one, that is screened on. */
  readonly share: number;
  readonly grouping: readonly string[];
  /** Budget cost that is there [money a year]; null when none is stated. */
  readonly budget: number | null;
  readonly solver: ProgramSolver | null;
  /** Told how many portfolios were tried on the share, and on all trials. */
  readonly onTried?: ((screened: number, whole: number) => void) | undefined;
  /** Asked whether to go on when the search is done as planned. */
  readonly goesOn?: (() => boolean) | undefined;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  readonly figures: readonly PortfolioFigures[];
  /** Position of what stands today. */
  readonly today: number;
  /** Worlds and trials that the figures are of: all, or the share where it was cut short before. */
  readonly size: { readonly worlds: number; readonly trialsPerWorld: number };
  readonly sums: TrialSumsPlan;
  /** Cut short by the signal. */
  readonly partial: boolean;
  readonly share: number;
  /** Portfolios that were tried on the share, and on all trials. */
  readonly screened: number;
  readonly judged: number;
  /** What was held against each other for the outer ring. */
  readonly most: { readonly candidates: number; readonly beaters: number } | null;
  readonly bound: SpendBound;
}

/** Portfolios that sums are kept of at once, on the share and on all trials. */
const SCREENED = 15_000;
const CONFIRMED = 1000;
const MOST_SUMS = 256;

/** Sums for which there is room: a quarter of the memory each, and half is for trials that were run. */
function searchSums({ worlds, trialsPerWorld, memory }: EvaluationPlan, share: number): TrialSumsPlan {
  const room = (worldsKept: number, portfolios: number): number =>
    Math.floor(memory / 4 / portfolios / worldsKept / Float32Array.BYTES_PER_ELEMENT);
  const fits = Math.min(room(worlds, CONFIRMED), room(Math.max(1, Math.round(worlds * share)), SCREENED));
  return { worlds, trialsPerWorld, sums: Math.min(trialsPerWorld, MOST_SUMS, Math.max(FEWEST_SUMS, fits)) };
}

/** Levels under the rules of a model; null where it allows no portfolio. */
const spaceOfModel = (model: Pick<Model, 'controls'>): Space | null =>
  spaceOf(
    model.controls.map(({ levels }) => levels.length),
    portfolioRules(model),
  );

/** What a search tells whatever becomes of it. */
interface Progress {
  beam: Beam | null;
  bound: SpendBound;
}

/** What was tried on the share, as far as it is worth telling. */
function screenedOnes({ asked, budget, today }: FindPlan, tried: Tried, beam: Beam | null): Positions[] {
  const now = tried.known(today);
  return now === null ? [] : survivorsOf(tried, asked, now, beam, budget).map(({ positions }) => positions);
}

/** @param standing Of what stands today. @returns Null when cut short before anything was known. */
export async function find(asked: FindPlan, standing: Standing): Promise<Found | null> {
  const { plan, today, share } = asked;
  const { model, costs, seed } = plan;
  const space = spaceOfModel(model)!;
  const sums = searchSums(plan, share);
  const evaluator = makeEvaluator(plan, sums);
  let [screened, judged] = [0, 0];
  const tell = (): void => asked.onTried?.(screened, judged);
  const sureness = Math.max(asked.asked.confidence, 0.5);
  const oracleOf = (part: number, isGlance: boolean, onJudged: (count: number) => void): SimulatedOracle =>
    simulatedOracle({ plan, evaluator, space, sums, share: part, isGlance, sureness, onJudged });
  const onShare = oracleOf(share, true, (count) => {
    screened += count;
    tell();
  });
  const onAll = oracleOf(1, false, (count) => {
    judged += count;
    tell();
  });
  const [tried, whole] = [makeTried(onShare), makeTried(onAll)];
  const progress: Progress = { beam: null, bound: missingBound('it was cut short') };
  const isCut = await ended(async () => {
    progress.beam = await screen({ ...asked, tried, seed });
    const survivors = survivorsOf(tried, asked.asked, tried.known(today)!, progress.beam, asked.budget);
    await confirm(
      whole,
      asked.asked,
      survivors.map(({ positions }) => positions),
    );
    const byPart = costsByPart(
      costs,
      model.controls.map(({ id }) => id),
    );
    const levels = costsByLevel(costs, byPart, space.counts);
    progress.bound = await spendBound({ ...asked, screened: tried, whole, isShare: share < 1, costs: levels, seed });
  });
  // All trials tell more as soon as they know of today and the rings
  const isConfirmed = whole.all.length >= FEWEST_CONFIRMED;
  const told = isConfirmed ? whole.all.map(({ positions }) => positions) : screenedOnes(asked, tried, progress.beam);
  const position = told.findIndex((positions) => isSameChoice(positions, today));
  if (position < 0) return null;
  // What was tried at a glance takes a moment more
  const figures = await (isConfirmed ? onAll : onShare).figures(told, true);
  if (figures === null) return null;
  const size = sizeOfShare(plan, isConfirmed ? 1 : share);
  return {
    candidates: told.map((positions, i) => ({ positions, standing: i === position ? standing : 'allowed' })),
    figures,
    today: position,
    size,
    sums: { ...size, sums: Math.min(sums.sums, size.trialsPerWorld) },
    partial: isCut,
    share,
    screened: tried.all.length,
    judged: whole.all.length,
    most: progress.beam === null ? null : { candidates: progress.beam.candidates, beaters: progress.beam.beaters },
    bound: progress.bound,
  };
}

/** Fewer portfolios on all trials say less than what was screened: today, and one of each ring. */
const FEWEST_CONFIRMED = 8;

/** Whether a search was cut short. */
async function ended(search: () => Promise<void>): Promise<boolean> {
  try {
    await search();
    return false;
  } catch (error) {
    if (error instanceof SearchOver) return error.isCut;
    throw error;
  }
}
