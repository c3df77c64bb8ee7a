/** What rules are worth, told from cases on which they were not found. */
import type { Estimate } from '../../results/estimate.ts';
import { estimate } from '../../results/estimate.ts';
import { binomialAtLeast } from './binomial.ts';
import { isIn, type Box, type Cases } from './cases.ts';

/** A part of all periods, and what is broken in it. */
export interface MeasuredPart {
  /** Of all periods. */
  readonly share: Estimate;
  /** Of its periods, those that are broken. */
  readonly density: Estimate;
  /** Of the broken periods, those that are in it. */
  readonly coverage: Estimate;
  /** Density by that of all periods. */
  readonly lift: Estimate;
  /** Cases behind it, and the broken ones of them. */
  readonly cases: number;
  readonly brokenCases: number;
}

/** Broken cases of a part, below which its figures are marked. */
const FEW = 10;

/**
 * A ratio of sums over clusters with its standard error: that of the mean of what each cluster adds beyond the ratio.
 *
 * @see Cochran (1977), Sampling Techniques, 6.3 (ratio estimates).
 */
function ratio(above: Float64Array, below: Float64Array): { value: number; standardError: number } {
  let [a, b] = [0, 0];
  for (let i = 0; i < above.length; i++) {
    a += above[i]!;
    b += below[i]!;
  }
  if (b === 0) return { value: 0, standardError: Infinity };
  const value = a / b;
  let squares = 0;
  for (let i = 0; i < above.length; i++) {
    const off = above[i]! - value * below[i]!;
    squares += off * off;
  }
  const n = above.length;
  return { value, standardError: n < 2 ? Infinity : Math.sqrt((squares * n) / (n - 1)) / b };
}

/** Sums over the cases of each cluster. */
function byCluster({ cluster }: Cases, of: (at: number) => number): Float64Array {
  const places = new Map<number, number>();
  for (const one of cluster) if (!places.has(one)) places.set(one, places.size);
  const sums = new Float64Array(places.size);
  for (let i = 0; i < cluster.length; i++) sums[places.get(cluster[i]!)!]! += of(i);
  return sums;
}

/** @param part Whether a case is in it. Shape [cases]. */
export function measuredPart(cases: Cases, part: Uint8Array): MeasuredPart {
  const { broken, weight } = cases;
  const all = byCluster(cases, (i) => weight[i]!);
  const allBroken = byCluster(cases, (i) => weight[i]! * broken[i]!);
  const inPart = byCluster(cases, (i) => weight[i]! * part[i]!);
  const brokenInPart = byCluster(cases, (i) => weight[i]! * part[i]! * broken[i]!);
  let [count, brokenCases] = [0, 0];
  for (let i = 0; i < part.length; i++) {
    count += part[i]!;
    brokenCases += part[i]! * broken[i]!;
  }
  const isFew = brokenCases < FEW;
  const stated = ({ value, standardError }: { value: number; standardError: number }): Estimate =>
    estimate(value, standardError, isFew);
  const density = ratio(brokenInPart, inPart);
  const coverage = ratio(brokenInPart, allBroken);
  const share = ratio(inPart, all);
  const base = ratio(allBroken, all).value;
  // Lift is coverage by share; what a cluster adds to its logarithm is the difference of what it adds to theirs
  const lift = base === 0 ? 0 : density.value / base;
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const [a, b, c, d] = [sum(brokenInPart), sum(inPart), sum(allBroken), sum(all)];
  let squares = 0;
  for (let i = 0; i < all.length; i++) {
    const off = brokenInPart[i]! / a - inPart[i]! / b - allBroken[i]! / c + all[i]! / d;
    squares += off * off;
  }
  const liftError = a === 0 || all.length < 2 ? Infinity : lift * Math.sqrt((squares * all.length) / (all.length - 1));
  return {
    share: estimate(share.value, share.standardError),
    density: stated(density),
    coverage: stated(coverage),
    lift: estimate(lift, liftError, isFew),
    cases: count,
    brokenCases,
  };
}

/**
 * For each condition of a box the chance that so many or more of its cases are broken if that condition said nothing: by the cases of
 * the box without it. Cases are counted, not weighted: how they were picked, by being broken or not, does not change what is asked.
 *
 * @param left Cases that no earlier rule has. Shape [cases].
 * @see Bryant & Lempert (2010), Thinking inside the box: a participatory, computer-assisted approach to scenario discovery,
 *   Technological Forecasting and Social Change 77, 34-49 (quasi-p-values).
 */
export function luckOf({ values, broken }: Cases, left: Uint8Array, box: Box): number[] {
  const countIn = (conditions: Box): { cases: number; broken: number } => {
    let [n, k] = [0, 0];
    for (let i = 0; i < broken.length; i++) {
      if (left[i] === 0 || !isIn(values, conditions, i)) continue;
      n++;
      k += broken[i]!;
    }
    return { cases: n, broken: k };
  };
  const inside = countIn(box);
  return box.map((condition) => {
    const without = countIn(box.filter((other) => other !== condition));
    return without.cases === 0 ? 1 : binomialAtLeast(inside.broken, inside.cases, without.broken / without.cases);
  });
}
