/** Vose's PERT law. */
import { pertShapes } from '../../model/quantity/laws/modal.ts';
import { constantLaw } from './constant.ts';
import { requireAscending } from './continuous.ts';
import { betaLaw } from './beta.ts';
import type { FittedLaw } from './distribution.ts';

/**
 * The beta law on (low, high) with mean (low + 4 mode + high) / 6 and its greatest density at the mode.
 *
 * @see Vose (2008), Risk Analysis: A Quantitative Guide, 3rd ed., Wiley.
 */
export function pertLaw(low: number, mode: number, high: number): FittedLaw {
  requireAscending('pert', low, mode, high);
  if (low === high) return constantLaw(low);
  const width = high - low;
  return betaLaw(1 + (4 * (mode - low)) / width, 1 + (4 * (high - mode)) / width, low, high);
}

/**
 * The beta law on (low, high) with the classic mean (low + 4 mode + high) / 6 and standard deviation (high - low) / 6.
 *
 * @see Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7, 646-669.
 */
export function pertMomentsLaw(low: number, mode: number, high: number): FittedLaw {
  requireAscending('pert-moments', low, mode, high);
  if (low === high) return constantLaw(low);
  return betaLaw(...pertShapes(low, mode, high), low, high);
}
