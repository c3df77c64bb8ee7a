/** How a limit stands while a run goes on: `looks` is said from 2.6 standard errors off the limit, 99 % sure. */
import type { LimitResult, LimitStatus } from '../../results/scenario-result.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { Pulse } from '../host/messages.ts';
import type { LimitView } from '../host/model-view.ts';
import { shownFigures, type Figures, type State } from '../state/state.ts';

const SURE = 2.6;

/** What a limit seems to be; null while it is too early to say. */
export function looksLike({ value, standardError }: Estimate, most: number): LimitStatus | null {
  const off = Math.abs(value - most);
  if (!Number.isFinite(standardError) || off < SURE * standardError || (standardError === 0 && value === 0))
    return null;
  return value > most ? 'outside' : 'within';
}

/** A limit as it is known: by the verdict of a document, or as it looks while the run goes on. */
export interface LimitNow {
  readonly id: string;
  /** Null: too early. */
  readonly status: LimitStatus | null;
  readonly isSettled: boolean;
  /** Absent before the first document. */
  readonly result: LimitResult | null;
  /** What was found last. */
  readonly estimate: Estimate | null;
  /** A limit on money where nothing loses any. Its status is null. */
  readonly saysNothing?: true;
}

/** Limits that can be kept or broken: all but those on money of a model without a loss. */
export const judged = (limits: readonly LimitNow[]): readonly LimitNow[] =>
  limits.filter(({ saysNothing }) => saysNothing !== true);

/** Whether nothing can happen, so that limits hold for want of threats: none is in the model, and nothing was lost. */
export function isWithoutThreats(state: State): boolean {
  const { model } = state;
  const answer = shownFigures(state)?.answer;
  const loss = answer?.document.scenarios[answer.scenario]?.loss;
  return model !== null && model.threats.length === 0 && loss?.mean.value === 0 && loss.probabilityOfLoss.value === 0;
}

/** Trials behind the document of figures. */
export const trialsOf = ({ answer }: Figures): number =>
  answer?.document.scenarios[answer.scenario]?.measured.trials ?? 0;

/** The pulse of a run that goes on, where it rests on more trials than the last document. */
export function aheadPulse(figures: Figures | null): Pulse | null {
  if (figures === null || figures.isSettled || figures.pulse === null) return null;
  return figures.pulse.trials > trialsOf(figures) ? figures.pulse : null;
}

/** Trials that would settle all limits, beyond those there are; null where none are wanted. */
export function moreToSettle(figures: Figures): number | null {
  const needed = figures.answer?.trialsToSettle ?? null;
  const more = needed === null ? 0 : needed - trialsOf(figures);
  return more > 0 ? more : null;
}

/** Whether the what-if is settled, and worse than today: it costs more and saves nothing, or loses more and costs no less. */
export function isWorse({ changed }: State): boolean {
  const comparison = changed?.isSettled === true ? changed.answer?.against?.comparison : undefined;
  if (comparison === undefined) return false;
  const spend = comparison.spendPerYear ?? 0;
  const { value, standardError, low = 0 } = comparison.loss.mean;
  return (low > 0 && spend >= 0) || (value === 0 && standardError === 0 && spend > 0);
}

/** All limits of a model as they are known, in the order of the document. */
export function limitsNow(
  figures: Figures | null,
  limits: readonly Pick<LimitView, 'id' | 'most' | 'saysNothing'>[],
): readonly LimitNow[] {
  const results = figures?.answer?.document.scenarios[figures.answer.scenario]?.appetite ?? [];
  const pulse = aheadPulse(figures);
  return limits.map(({ id, most, saysNothing }) => {
    if (saysNothing) return { id, status: null, isSettled: true, result: null, estimate: null, saysNothing };
    const result = results.find((each) => each.id === id) ?? null;
    const pulsed = pulse?.limits[id];
    if (pulse === null) {
      const isSettled = figures?.isSettled === true && !figures.isOld;
      return { id, status: result?.status ?? null, isSettled, result, estimate: result?.estimate ?? null };
    }
    if (pulsed === undefined || pulsed === null) {
      return { id, status: null, isSettled: false, result, estimate: result?.estimate ?? null };
    }
    return { id, status: most === null ? null : looksLike(pulsed, most), isSettled: false, result, estimate: pulsed };
  });
}
