/** Figures of a what-if as every screen has them: beside those of today, on the same futures. */
import type { Estimate } from '../../results/estimate.ts';
import { shownFigures, type State } from '../state/state.ts';
import { limitsNow, type LimitNow } from './looks.ts';
import { resultOf } from './scene.ts';

/**
 * A figure of the what-if beside today's: today's and the difference, which is known on the same futures.
 *
 * A what-if that is still run on fewer futures than today has a mean of its own that lies anywhere within their noise: beside
 * today's it would contradict the difference between them. On the same futures the sum is the what-if's own figure.
 */
export function besideToday<To extends Estimate | null>(
  from: Estimate,
  to: To,
  difference: Estimate | null,
): To | Estimate {
  // Where no loss was seen, or the noise would leave less than none, there is nothing to set beside
  if (to === null || difference === null || to.value === 0) return to;
  const value = from.value + difference.value;
  const isSame = Math.abs(value - to.value) <= 1e-9 * Math.abs(to.value);
  if (isSame || !(value > 0)) return to;
  const isDoubtful = to.unreliable === true || difference.unreliable === true;
  const standardError = Math.hypot(from.standardError, difference.standardError);
  return { value, standardError, ...(isDoubtful ? { unreliable: true } : {}) };
}

/** A limit of a what-if; one on the mean of a year beside today's, as the panel of money has it. */
export function limitOfWhatIf(to: LimitNow, from: LimitNow, state: State): LimitNow {
  const mean = resultOf(state.today?.answer)?.loss.mean;
  const { result } = to;
  const isMean = result?.kind === 'meanLoss' && from.result !== null && from.result.estimate.value === mean?.value;
  const difference = state.changed?.answer?.against?.comparison.loss.mean;
  if (!isMean || mean === undefined || difference === undefined) return to;
  if (to.estimate !== result.estimate) return to;
  const estimate = besideToday(mean, result.estimate, difference);
  return { ...to, estimate, result: { ...result, estimate } };
}

/** What a year of the figures that are shown costs on average, and 1 time in 100. */
export function lossShown(state: State): { readonly mean: Estimate; readonly oneIn100: Estimate | undefined } | null {
  const own = resultOf(shownFigures(state)?.answer)?.loss;
  if (own === undefined) return null;
  const isWhatIf = state.whatIf.changes.length > 0 && !state.showsToday;
  const today = isWhatIf ? resultOf(state.today?.answer)?.loss : undefined;
  const against = isWhatIf ? state.changed?.answer?.against?.comparison.loss : undefined;
  const [bad, badToday] = [own.valueAtRisk['0.99'], today?.valueAtRisk['0.99']];
  if (today === undefined || against === undefined) return { mean: own.mean, oneIn100: bad };
  return {
    mean: besideToday(today.mean, own.mean, against.mean),
    oneIn100:
      bad === undefined || badToday === undefined
        ? bad
        : besideToday(badToday, bad, against.valueAtRisk['0.99'] ?? null),
  };
}

/** All limits of the figures that are shown. */
export function limitsShown(state: State): readonly LimitNow[] {
  const limits = state.model?.limits ?? [];
  const shown = limitsNow(shownFigures(state), limits);
  if (state.whatIf.changes.length === 0 || state.showsToday) return shown;
  const today = limitsNow(state.today, limits);
  return shown.map((limit, at) => {
    const from = today[at];
    return from === undefined ? limit : limitOfWhatIf(limit, from, state);
  });
}
