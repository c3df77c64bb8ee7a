/** The benefits of what is proposed, from two runs on the same futures. */
import type { DoughnutBenefits } from '../../results/doughnut/benefits.ts';
import { estimate } from '../../results/estimate.ts';
import type { Sample } from '../../sim/session.ts';
import type { EvaluationProgress } from '../evaluation/evaluate.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import { portfolioAt } from '../portfolios/allowed-portfolios.ts';
import type { View } from '../rings/view.ts';
import { benefitsOf, type Part } from './benefits.ts';
import { groundColumns, groundOf, surpriseThreshold, type Ground } from './ground.ts';

const stated = ({ value, standardError }: Part): ReturnType<typeof estimate> => estimate(value, standardError);

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Chance of a year beyond the threshold. */
const chanceBeyond = ({ beyond, trials }: Ground): number => sum(beyond) / sum(trials);

/** Standard error of that chance, by clusters (Cochran 1977, Sampling techniques, 3rd edition, eq. 6.13: a ratio). */
function errorBeyond(ground: Ground): number {
  const { beyond, trials } = ground;
  const count = trials.length;
  if (count < 2) return 0;
  const chance = chanceBeyond(ground);
  const off = beyond.map((events, cluster) => events - chance * trials[cluster]!);
  const squares = sum(off.map((each) => each * each));
  return Math.sqrt((squares * count) / (count - 1)) / sum(trials);
}

/** Runs a portfolio once more, with what is kept of its nodes; null when cut short. */
async function sampleOf(
  plan: EvaluationPlan,
  view: View,
  portfolio: number,
  onTrials: (trialsDone: number) => void,
): Promise<Sample | null> {
  const { session, selection, model, seed, worlds, trialsPerWorld, inWorlds, signal } = plan;
  const chosen = { ...selection, portfolio: portfolioAt(model, Int32Array.from(view.set.levels(portfolio))) };
  const [variant] = session.variants([chosen]);
  const isCut = (): boolean => signal?.aborted === true;
  if (isCut() || variant === undefined) return null;
  try {
    const sample = await session.sample({
      ...chosen,
      seed,
      worlds,
      trials: worlds * trialsPerWorld,
      inWorlds,
      columns: groundColumns(variant.compiled),
      signal,
      onProgress: ({ trialsDone }) => onTrials(trialsDone),
    });
    return sample.partial ? null : sample;
  } catch (error) {
    if (isCut()) return null;
    throw error;
  }
}

/** @param to Position of what is proposed. @returns Null when cut short. */
export async function benefitsFound(
  plan: EvaluationPlan,
  view: View,
  to: number,
  onProgress?: (progress: EvaluationProgress) => void,
): Promise<DoughnutBenefits | null> {
  const { model } = plan;
  const { today } = view.set;
  const each = plan.worlds * plan.trialsPerWorld;
  const tell = (simulationsDone: number) => (trials: number) =>
    onProgress?.({ simulationsDone, simulations: 2, trialsDone: simulationsDone * each + trials, trials: 2 * each });
  const before = await sampleOf(plan, view, today, tell(0));
  const after = before === null ? null : await sampleOf(plan, view, to, tell(1));
  if (before === null || after === null) return null;
  const threshold = surpriseThreshold(before);
  const [now, then] = [groundOf(before, model, threshold), groundOf(after, model, threshold)];
  const { surprise, frequency, duration, impact, harm, givenUp, accepted, price, total } = benefitsOf(
    view,
    today,
    to,
    now,
    then,
  );
  const changed = (from: Ground, into: Ground): string[] =>
    (model.opportunities ?? []).flatMap(({ id }, i) => (!from.accepted[i]! && into.accepted[i]! ? [id] : []));
  return {
    surpriseOver: threshold,
    chanceOfSurprise: {
      today: chanceBeyond(now),
      after: chanceBeyond(then),
      todayError: errorBeyond(now),
      afterError: errorBeyond(then),
    },
    surprise: stated(surprise),
    costOfRisk: {
      frequency: stated(frequency),
      duration: stated(duration),
      impact: stated(impact),
      harm: stated(harm),
    },
    flexibility: stated(givenUp),
    certainty: { ...stated(accepted), accepted: changed(now, then), refused: changed(then, now) },
    price: stated(price),
    total: stated(total),
  };
}
