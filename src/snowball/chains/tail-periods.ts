/** The periods of the tail, each with the part of it that lies there. */

export interface TailPeriod {
  /** Number of the trial: world times trials per world, plus trial. */
  readonly trial: number;
  readonly period: number;
  /** 1, or the part of the last one. */
  readonly weight: number;
  readonly loss: number;
}

/**
 * The worst periods, those without a loss left out; of equal losses the first by address.
 *
 * The sum of weight x loss is T times the size.
 *
 * @param losses By trial and period. Shape [trials * periods].
 * @param size Of the tail, in periods.
 */
export function tailPeriods(losses: Float64Array, periods: number, size: number): readonly TailPeriod[] {
  const order = Uint32Array.from(losses.keys())
    .filter((at) => losses[at]! > 0)
    .toSorted((a, b) => losses[b]! - losses[a]! || a - b);
  // Less than that stems from rounding.
  const count = Math.min(order.length, Math.ceil(size - 1e-9));
  return Array.from(order.subarray(0, count), (at, place) => ({
    trial: Math.floor(at / periods),
    period: at % periods,
    weight: Math.min(1, size - place),
    loss: losses[at]!,
  }));
}
