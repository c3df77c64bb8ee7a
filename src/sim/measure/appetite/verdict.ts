/** Whether a bound is kept, and how sure that is. */
import { exceeds } from '../../../model/bounds.ts';
import { estimate, type Estimate } from '../../../results/estimate.ts';
import type { LimitResult, LimitStatus } from '../../../results/scenario-result.ts';
import { FEWEST_EXCEEDANCES } from '../errors/effective.ts';
import { studentQuantile } from '../errors/student.ts';
import type { Bound } from './bounds.ts';
import { confidenceOf, jackknifeGroups } from './confidence.ts';
import type { WorldReadings } from './world-readings.ts';

export type Verdict = Pick<LimitResult, 'estimate' | 'limit' | 'confidence' | 'status'>;

/** Standard errors that a verdict keeps from what is asked, at least. */
const MARGIN = 2;

/** From the best to the worst. */
const STATUSES: readonly LimitStatus[] = ['within', 'at margin', 'not resolved', 'outside'];

/** The worse of two verdicts; of the same status that with less confidence, then that which comes nearer to its limit. */
export function worse(a: Verdict, b: Verdict): Verdict {
  const difference = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (difference !== 0) return difference > 0 ? a : b;
  if (a.confidence.value !== b.confidence.value) return b.confidence.value < a.confidence.value ? b : a;
  return b.estimate.value * a.limit > a.estimate.value * b.limit ? b : a;
}

/** Where an estimate may lie for the noise of the simulation. */
function reach(known: Estimate, margin: number): { readonly low: number; readonly high: number } {
  const { value, standardError, low, high } = known;
  return { low: low ?? value - margin * standardError, high: high ?? value + margin * standardError };
}

/** A confidence with the interval in which the noise of the simulation leaves it. */
function withInterval({ value, standardError }: Estimate, margin: number): Estimate {
  const half = margin * standardError;
  return estimate(value, standardError, false, { low: Math.max(0, value - half), high: Math.min(1, value + half) });
}

/** Where nothing is uncertain the limit holds for certain or not at all; what could be either is half known. */
const certainty = (holds: boolean, isClear: boolean): Estimate =>
  isClear ? estimate(holds ? 1 : 0, 0) : estimate(holds ? 1 : 0, 0.5, false, { low: 0, high: 1 });

/**
 * Where nothing is uncertain, or where a figure is only known over all worlds: the limit is kept or not, by the estimate and
 * what the noise of the simulation leaves of it. Of an estimate that is not settled only what lies beyond all doubt is said.
 */
export function plainVerdict(bound: Bound, clusters: number): Verdict {
  const { estimate: known, limit, expected, fewest } = bound;
  const { low, high } = reach(known, Math.max(MARGIN, studentQuantile(clusters)));
  const verdict = (status: LimitStatus): Verdict => {
    const isClear = status === 'within' || status === 'outside';
    return { estimate: known, limit, confidence: certainty(!exceeds(known.value, limit), isClear), status };
  };
  if (expected === 0) return verdict('not resolved');
  if (expected * limit < fewest) return verdict(low > fewest / expected ? 'outside' : 'not resolved');
  if (!exceeds(high, limit)) return verdict('within');
  if (exceeds(low, limit)) return verdict('outside');
  const isOpen = known.unreliable === true || !Number.isFinite(known.standardError) || known.value === 0;
  return verdict(isOpen ? 'not resolved' : 'at margin');
}

/**
 * A share of a tail matters only where the tail does: one loss in a million years makes one node the whole of it. Judged where
 * the mean of the tail exceeds what is stated, by 50 losses and more.
 */
export function shareVerdict(bound: Bound, of: NonNullable<Bound['of']>, clusters: number): Verdict {
  const { estimate: known, limit } = bound;
  const { tailMean, mattersOver, losses } = of;
  const tail = reach(tailMean, Math.max(MARGIN, studentQuantile(clusters)));
  if (tailMean.value === 0 || !exceeds(tail.high, mattersOver)) {
    return { estimate: known, limit, confidence: certainty(true, true), status: 'within' };
  }
  if (losses < FEWEST_EXCEEDANCES || tailMean.unreliable === true)
    return plainVerdict({ ...bound, expected: 0 }, clusters);
  const verdict = plainVerdict(bound, clusters);
  const mayNotMatter = verdict.status === 'outside' && !exceeds(tail.low, mattersOver);
  return mayNotMatter ? { ...verdict, confidence: certainty(false, false), status: 'at margin' } : verdict;
}

/**
 * The share of worlds that keep a limit on a figure that is never below 0 is at least 1 - mean / limit (Markov): where nearly
 * nothing happens in any world, that says more than worlds each of which is too short to tell.
 */
const leastConfidence = (high: number, limit: number): number => (limit > 0 ? Math.max(0, 1 - high / limit) : 0);

/**
 * Over worlds. A world with fewer expected exceedances than needed cannot tell whether it keeps the limit; but it can tell
 * whether it keeps a wider limit at which as many are expected, and when not enough worlds do, the limit is missed too.
 */
export function verdictOverWorlds(bound: Bound, readings: WorldReadings, asked: number): Verdict {
  const { estimate: known, limit, expected, fewest } = bound;
  const worlds = readings.values.length;
  const margin = Math.max(MARGIN, studentQuantile(jackknifeGroups(worlds)));
  const read = withInterval(confidenceOf(readings, limit), margin);
  const least = leastConfidence(reach(known, Math.max(MARGIN, studentQuantile(worlds))).high, limit);
  const fails = ({ value, standardError }: Estimate): boolean => value + margin * standardError < asked;
  const verdict = (status: LimitStatus, confidence = read): Verdict => ({ estimate: known, limit, confidence, status });

  // How much a loss would be that nobody saw, no count of trials says
  const isUnseen = expected === Infinity && known.value === 0;
  const isResolved = expected * limit >= fewest && !isUnseen && bound.isHeavyWithin?.(readings) !== true;
  const isSure = read.value - margin * read.standardError >= asked;
  if (least >= asked && (!isResolved || !isSure)) {
    return verdict('within', estimate(Math.max(least, read.value), 0, false, { low: least, high: 1 }));
  }
  if (!isResolved) {
    const wider = expected > 0 ? confidenceOf(readings, Math.max(limit, fewest / expected)) : null;
    return verdict(wider !== null && fails(wider) ? 'outside' : 'not resolved');
  }
  return verdict(isSure ? 'within' : fails(read) ? 'outside' : 'at margin');
}
