/** The worst periods of a run, and which share of their loss each part makes up. */
import { estimate } from '../../results/estimate.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from './errors/effective.ts';
import { errorOfSum, squaredResiduals } from './errors/ratio.ts';

/** Share of all periods that is the tail. */
export const TAIL = 0.05;

/** Share of the tail, from its lower end, that stands for the periods at its boundary. */
const BOUNDARY = 0.1;

/** A share of the tail's loss. */
export interface TailShare {
  /** 0..1 */
  readonly value: number;
  readonly standardError: number;
  /** Set where fewer than 30 effective clusters make it up. */
  readonly unreliable?: true | undefined;
}

/** The periods of the tail. */
export interface Tail {
  /** Places in the array of losses, ascending. */
  readonly place: Int32Array; // [entries]
  /** 1, or less for periods that tie at the boundary, so that the weights add up to the tail. */
  readonly weight: Float64Array; // [entries]
  /** 1 for the entries at the lower end. */
  readonly boundary: Uint8Array; // [entries]
}

/**
 * The worst periods: the given share of all, without those free of loss.
 *
 * @param losses Counted loss of each period, at least one.
 * @param share Share of all periods that is the tail.
 */
export function tailOf(losses: Float64Array, share: number = TAIL): Tail {
  const wanted = losses.length * share;
  const sorted = losses.toSorted();
  const threshold = Math.max(sorted[losses.length - Math.ceil(wanted)]!, 0);
  const above = sorted.length - firstAbove(sorted, threshold);
  const ties = threshold > 0 ? sorted.length - above - firstAbove(sorted, threshold, true) : 0;
  const tieWeight = ties > 0 ? (wanted - above) / ties : 0;
  const upper = sorted[Math.max(0, losses.length - Math.ceil(wanted * (1 - BOUNDARY)))]!;

  const place: number[] = [];
  losses.forEach((loss, index) => {
    if (loss > threshold || (loss === threshold && tieWeight > 0)) place.push(index);
  });
  return {
    place: Int32Array.from(place),
    weight: Float64Array.from(place, (index) => (losses[index]! > threshold ? 1 : tieWeight)),
    boundary: Uint8Array.from(place, (index) => (threshold > 0 && losses[index]! <= upper ? 1 : 0)),
  };
}

/** The first place in ascending values that holds more than `value`, or as much. */
function firstAbove(sorted: Float64Array, value: number, orEqual = false): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle]!;
    if (at > value || (orEqual && at === value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sums over clusters, of which each is a world, or a trial where there is one world. */
export interface ShareSums {
  /** Takes what a node caused in the cluster at hand. */
  cause(node: number, amount: number, atBoundary: boolean): void;
  /** Takes a period of the cluster at hand. */
  period(loss: number, weight: number, atBoundary: boolean): void;
  endCluster(): void;
  shares(clusters: number): readonly TailShare[];
}

/**
 * Ratio estimator of each node's share, with the standard error by the delta method. The tail's boundary is estimated
 * from the same periods: with A, B, K the cluster's loss caused, loss, and periods in the tail, the residual is
 * A - R B - c (K - mean of K), where c is the mean of (caused - R loss) at the boundary. Without the last term the error
 * would be that for a boundary known beforehand.
 *
 * @see Serfling (1980), Approximation Theorems of Mathematical Statistics, sections 2.5 (quantiles) and 3.3 (delta method).
 */
export function makeShareSums(nodes: number): ShareSums {
  const column = (): Float64Array => new Float64Array(nodes);
  const here = column();
  const touched: number[] = [];
  const isTouched = new Uint8Array(nodes);
  const [a, aa, ab, ak, aBoundary] = [column(), column(), column(), column(), column()];
  let [lossHere, periodsHere] = [0, 0];
  let [b, bb, bk, k, kk] = [0, 0, 0, 0, 0];
  let [bBoundary, kBoundary] = [0, 0];

  return {
    cause: (node, amount, atBoundary) => {
      if (isTouched[node] === 0) {
        isTouched[node] = 1;
        touched.push(node);
      }
      here[node]! += amount;
      if (atBoundary) aBoundary[node]! += amount;
    },
    period: (loss, weight, atBoundary) => {
      lossHere += loss * weight;
      periodsHere += weight;
      if (!atBoundary) return;
      bBoundary += loss * weight;
      kBoundary += weight;
    },
    endCluster: () => {
      for (const node of touched) {
        const caused = here[node]!;
        a[node]! += caused;
        aa[node]! += caused * caused;
        ab[node]! += caused * lossHere;
        ak[node]! += caused * periodsHere;
        here[node] = 0;
        isTouched[node] = 0;
      }
      touched.length = 0;
      b += lossHere;
      bb += lossHere * lossHere;
      bk += lossHere * periodsHere;
      k += periodsHere;
      kk += periodsHere * periodsHere;
      lossHere = 0;
      periodsHere = 0;
    },
    shares: (clusters) =>
      Array.from(a, (caused, node) => {
        if (b === 0) return { value: 0, standardError: 0 };
        const r = caused / b;
        const c = kBoundary > 0 ? (aBoundary[node]! - r * bBoundary) / kBoundary : 0;
        const fixed = squaredResiduals(r, aa[node]!, ab[node]!, bb);
        const moved = c * c * (kk - (k * k) / clusters) - 2 * c * (ak[node]! - r * bk);
        const standardError = errorOfSum(fixed + moved, clusters) / b;
        return estimate(r, standardError, caused > 0 && effectiveNumber(caused, aa[node]!) < FEWEST_EFFECTIVE);
      }),
  };
}
