/** What a run says of something that it never saw. */
import { estimate, type Estimate } from '../../../results/estimate.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import { exp, log } from '../../random/elementary.ts';

/** Chance that something more frequent than the bound were not seen. */
const MISSED = 0.05;

/**
 * Worlds may differ in how often something happens; the bound holds while they differ no more than by a gamma law of this
 * shape, which is 1.8 times its mean wide.
 */
const SHAPE = 0.3;

/**
 * The most that something can happen per trial, 95 times in 100, when no trial had it: 3 / n ("rule of three"), a little
 * more where few worlds stand for all. It solves (1 + n m / k)^(-k W) = 5 %, the chance that none of W worlds with n trials
 * has it, rates gamma with mean m and shape k.
 *
 * @see Hanley & Lippman-Hand (1983), If nothing goes wrong, is everything all right?, JAMA 249, 1743-1745.
 */
export function ruleOfThree({ byWorld, worlds, trials }: Pick<Measured, 'byWorld' | 'worlds' | 'trials'>): number {
  if (!byWorld) return -log(MISSED) / trials;
  return ((SHAPE * worlds) / trials) * (exp(-log(MISSED) / (SHAPE * worlds)) - 1);
}

/**
 * A figure of which every trial had nothing. Its error is a third of the bound, the deviation of what is left open (Laplace's
 * rule of succession).
 *
 * @param most What a trial that has it adds at most; infinite where nobody knows.
 */
export function neverSeen(measured: Pick<Measured, 'byWorld' | 'worlds' | 'trials'>, most: number): Estimate {
  if (most === 0) return estimate(0, 0);
  const high = Math.min(1, ruleOfThree(measured)) * most;
  return estimate(0, high / 3, !Number.isFinite(high), { low: 0, high });
}
