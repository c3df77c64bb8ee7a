/**
 * What testing a control so many times more is worth before the tests are made: by how much less would be necessary, and by how much less the
 * best would cost in all, on average over how the tests may come out.
 *
 * The chance of k successes of n is the mean over worlds of the binomial chance at the effectiveness of each world, and after them a
 * world weighs in proportion to its own (Bayes). So nothing is simulated again, and any law of the effectiveness serves; of a Beta
 * posterior it is the beta-binomial and the Beta with k and n - k added.
 *
 * @see Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, Harvard, ch. 4-5 (preposterior analysis).
 */
import { exp, log } from '../../sim/random/elementary.ts';
import { shifted } from './among.ts';
import { centredRanks, isRelated } from './relation.ts';
import { CONFIDENCE_TOLERANCE, type View } from '../rings/view.ts';
import { MARGIN } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';

/** What one number of further tests is worth. */
export interface TestingWorth {
  readonly tests: number;
  /** By how much the inner ring falls, on average over outcomes that have one; with confidences two standard errors either way. Null where there is none now, or never one after. */
  readonly necessaryFalls: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Chance of an outcome after which another portfolio is the least. */
  readonly changes: number;
  /** Chance of an outcome after which no portfolio is adequate. */
  readonly noRing: number;
  /** Worlds that an outcome rests on, by weight, where that is least; outcomes of under 1 % are not looked at. */
  readonly worlds: number;
}

/** Outcomes rarer than this do not count. */
const RARE = 1e-6;
/** Those rarer do not decide how few worlds an outcome rests on. */
const SELDOM = 0.01;

/** An outcome of the tests. */
interface TestOutcome {
  readonly chance: number;
  /** Of worlds; they add up to 1. */
  readonly weights: Float64Array;
}

/** log n! for n = 0..most, as sums of logarithms. */
function logFactorials(most: number): Float64Array {
  const sums = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) sums[n] = sums[n - 1]! + log(n);
  return sums;
}

const logOrZeroTimes = (count: number, share: number): number => (count === 0 ? 0 : count * log(share));

/** How so many tests may come out, and what worlds weigh after it. @param chances Of success, 0..1. Shape [worlds]. */
export function testOutcomes(chances: Float64Array, weights: Float64Array, tests: number): TestOutcome[] {
  const factorials = logFactorials(tests);
  return Array.from({ length: tests + 1 }, (_, k) => {
    const choose = factorials[tests]! - factorials[k]! - factorials[tests - k]!;
    const likely = chances.map((chance, world) => {
      if ((chance <= 0 && k > 0) || (chance >= 1 && k < tests)) return 0;
      return weights[world]! * exp(choose + logOrZeroTimes(k, chance) + logOrZeroTimes(tests - k, 1 - chance));
    });
    const chance = likely.reduce((sum, value) => sum + value, 0);
    return { chance, weights: chance > 0 ? likely.map((value) => value / chance) : likely };
  });
}

/** The portfolios from the cheapest on, each with what is needed to tell whether it is adequate under other weights. */
interface Ladder {
  readonly spend: number;
  readonly portfolio: number;
  /** By limit: 1 where a world reads so that it holds. */
  readonly holds: readonly Uint8Array[];
  /** By limit: whether it has to do with what is tested; its confidence, and the plain share of worlds; its standard error. */
  readonly isMoved: readonly boolean[];
  readonly confidences: readonly number[];
  readonly plain: readonly number[];
  readonly errors: readonly number[];
}

function ladderOf({ set, allowed, whole, confidence, confidenceError }: View, chances: Float64Array): Ladder[] | null {
  const ranks = centredRanks(chances);
  const count = set.limits.length;
  const order = allowed.toSorted((a, b) => whole[a]! - whole[b]! || a - b);
  const rungs = order.map((portfolio): Ladder | null => {
    const holds = set.holds(portfolio);
    if (holds === null) return null;
    const plain = holds.map((limit) => shareOf(limit, set.weights));
    return {
      portfolio,
      spend: whole[portfolio]!,
      holds,
      isMoved: holds.map((limit) => isRelated(ranks, limit)),
      confidences: plain.map((_, limit) => confidence[portfolio * count + limit]!),
      plain,
      errors: plain.map((_, limit) => confidenceError[portfolio * count + limit]!),
    };
  });
  return rungs.every((rung) => rung !== null) ? rungs : null;
}

function shareOf(holds: Uint8Array, weights: Float64Array): number {
  let sum = 0;
  for (let world = 0; world < holds.length; world++) if (holds[world] === 1) sum += weights[world]!;
  return sum;
}

/** The cheapest rung whose limits all hold surely enough. */
const lowestRung = (ladder: readonly Ladder[], asked: Asked, weights: Float64Array, errors: number): Ladder | null =>
  ladder.find(({ holds, isMoved, confidences, plain, errors: ofRung }) =>
    asked.limits.every((least, limit) => {
      const value = confidences[limit]!;
      const sure = isMoved[limit]! ? shifted(value, shareOf(holds[limit]!, weights), plain[limit]!) : value;
      return sure + errors * ofRung[limit]! >= least - CONFIDENCE_TOLERANCE;
    }),
  ) ?? null;

interface Expected {
  readonly falls: number | null;
  readonly changes: number;
  readonly noRing: number;
}

function expected(
  ladder: readonly Ladder[],
  asked: Asked,
  {
    now,
    outcomes,
    errors,
  }: {
    readonly now: Float64Array;
    readonly outcomes: readonly TestOutcome[];
    readonly errors: number;
  },
): Expected {
  const before = lowestRung(ladder, asked, now, errors);
  let [sum, known, changes, noRing] = [0, 0, 0, 0];
  for (const { chance, weights } of outcomes) {
    if (chance < RARE) continue;
    const after = lowestRung(ladder, asked, weights, errors);
    if (after?.portfolio !== before?.portfolio) changes += chance;
    if (after === null) noRing += chance;
    else [sum, known] = [sum + chance * after.spend, known + chance];
  }
  return { falls: before === null || known === 0 ? null : before.spend - sum / known, changes, noRing };
}

/** Kish's effective number of worlds. @see Kish (1965), Survey Sampling, Wiley, section 11.7. */
const effectiveWorlds = (weights: Float64Array): number =>
  1 / weights.reduce((sum, weight) => sum + weight * weight, 0);

/**
 * @param view Few portfolios. @param chances Of success of a test, 0..1. Shape [worlds].
 * @returns Of each number of tests; null where it is not known in which worlds limits hold.
 */
export function worthOfTesting(
  view: View,
  asked: Asked,
  chances: Float64Array,
  numbers: readonly number[],
): TestingWorth[] | null {
  const ladder = ladderOf(view, chances);
  if (ladder === null || asked.limits.length === 0) return null;
  const now = view.set.weights;
  return numbers.map((tests) => {
    const outcomes = testOutcomes(chances, now, tests);
    const at = (errors: number): Expected => expected(ladder, asked, { now, outcomes, errors });
    const point = at(0);
    const falls = [point, at(-MARGIN), at(MARGIN)].flatMap((each) => each.falls ?? []);
    return {
      tests,
      necessaryFalls:
        point.falls === null ? null : { value: point.falls, low: Math.min(...falls), high: Math.max(...falls) },
      changes: point.changes,
      noRing: point.noRing,
      worlds: outcomes
        .filter(({ chance }) => chance >= SELDOM)
        .reduce((least, { weights }) => Math.min(least, effectiveWorlds(weights)), now.length),
    };
  });
}
