/** The inner ring judged once more, on worlds that did not choose it. */
import { adequate, MARGIN } from './adequate.ts';
import type { Asked, Confidence } from './evaluated-set.ts';
import { cheapestOf } from './rings.ts';
import { CONFIDENCE_TOLERANCE, type View } from './view.ts';

export interface Judgement {
  readonly portfolio: number;
  readonly fresh: readonly Confidence[];
  /** Some limit fails there by more than two standard errors. */
  readonly fails: boolean;
}

export interface Judged {
  /** As before, with what fresh worlds say in place of the confidences of portfolios that failed there. */
  readonly view: View;
  /** Each candidate in turn; the last one stands, unless all failed. */
  readonly judgements: readonly Judgement[];
  /** By how much the inner ring rose: what choosing on the same worlds had made it too low. Null when none is left. */
  readonly optimism: number | null;
}

/** The same view where some portfolios have other confidences. */
function withConfidences(view: View, judgements: readonly Judgement[]): View {
  const count = view.set.limits.length;
  const [confidence, confidenceError] = [view.confidence.slice(), view.confidenceError.slice()];
  for (const { portfolio, fresh } of judgements) {
    for (const [limit, { value, standardError }] of fresh.entries()) {
      confidence[portfolio * count + limit] = value;
      confidenceError[portfolio * count + limit] = standardError;
    }
  }
  return { ...view, confidence, confidenceError };
}

/**
 * Judges the cheapest adequate portfolio on fresh worlds, and the next dearer one where it fails, until one holds. The least of
 * many noisy figures is too low, and the same worlds cannot tell.
 *
 * @param judge Confidences of a portfolio in as many worlds of their own.
 */
export async function judgedOnFreshWorlds(
  view: View,
  asked: Asked,
  judge: (portfolio: number) => Promise<readonly Confidence[]>,
): Promise<Judged> {
  const { whole } = view;
  const first = cheapestOf(view, adequate(view, asked), whole);
  const judgements: Judgement[] = [];
  let now = view;
  let candidate = first;
  while (candidate !== null) {
    const fresh = await judge(candidate);
    const fails = fresh.some(
      ({ value, standardError }, limit) => value + MARGIN * standardError < asked.limits[limit]! - CONFIDENCE_TOLERANCE,
    );
    judgements.push({ portfolio: candidate, fresh, fails });
    if (!fails) break;
    now = withConfidences(
      view,
      judgements.filter((judgement) => judgement.fails),
    );
    candidate = cheapestOf(now, adequate(now, asked), whole);
  }
  const optimism = first === null || candidate === null ? null : whole[candidate]! - whole[first]!;
  return { view: now, judgements, optimism };
}
