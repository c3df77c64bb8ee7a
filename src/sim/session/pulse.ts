/** What a run knows so far, cheap enough for ten times a second. */
import { exceeds } from '../../model/bounds.ts';
import type { Limit, Model } from '../../model/model.ts';
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { Accumulator, Measured } from '../accumulate/accumulator.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { errorOfSum } from '../measure/errors/ratio.ts';
import { limitColumn } from '../measure/appetite/limit-columns.ts';
import type { Progress } from './collect.ts';

/**
 * What a run knows so far: no bands, no confidence, no quantiles. All of it comes from the same trials, those of whole
 * worlds (of the first world while none is whole), whatever the runner.
 */
export interface Pulse {
  readonly progress: Progress;
  /** Trials behind the figures. */
  readonly trials: number;
  /** Counted money per period. */
  readonly mean: Estimate;
  /**
   * P(a period loses more), at no more than 64 losses, ascending from 0: fixed at the first pulse after 1,024 trials
   * that has seen a loss.
   */
  readonly exceedance: readonly {
    readonly loss: number;
    readonly probability: number;
    readonly standardError: number;
  }[];
  /** Limits that are means or chances, in the unit of their limit; null for the others. */
  readonly limits: Readonly<Record<string, Estimate | null>>;
  /** Mean counted loss per period by threat. */
  readonly causes: Readonly<Record<string, number>>;
}

/** Trials after which the losses of the curve are chosen. */
const FIRST = 1024;
/** Losses of the curve among those seen by then; beyond them, each is a quarter more than the one before. */
const WITHIN = 32;
const BEYOND = 31;
const STEP = 1.25;

/** Sums over clusters, at each of some places, of what a period adds and of the square of a cluster's sum. */
interface Sums {
  readonly sum: Float64Array;
  readonly square: Float64Array;
}

/** Standard error of a mean over `n` periods from sums over `clusters`. */
function errorOf({ sum, square }: Sums, place: number, clusters: number, n: number): number {
  return errorOfSum(square[place]! - (sum[place]! * sum[place]!) / clusters, clusters) / n;
}

/** Tallies periods of losses, each once: how many lost more than each of some losses, and the sum of all. */
interface Tally {
  /** Takes the new periods; `clusterSize` periods make a cluster. */
  take(loss: Float64Array, clusterSize: number): void;
  /** By place: the losses asked for, then the sum. */
  readonly sums: Sums;
}

function makeTally(losses: readonly number[]): Tally {
  const places = losses.length + 1;
  const last = losses.length;
  const sums: Sums = { sum: new Float64Array(places), square: new Float64Array(places) };
  const here = new Float64Array(places);
  let [done, size] = [0, 0];

  /** Adds a loss to the current cluster; returns how many of the losses asked for it exceeds. */
  const add = (value: number): number => {
    here[last]! += value;
    let place = 0;
    for (; place < last && exceeds(value, losses[place]!); place++) here[place]!++;
    return place;
  };

  const endAt = (place: number): void => {
    sums.sum[place]! += here[place]!;
    sums.square[place]! += here[place]! * here[place]!;
    here[place] = 0;
  };

  return {
    sums,
    take: (loss, clusterSize) => {
      // The first world was counted by its trials while it was not whole
      if (size !== clusterSize) {
        [done, size] = [0, clusterSize];
        sums.sum.fill(0);
        sums.square.fill(0);
      }
      while (done < loss.length) {
        const end = done + clusterSize;
        let [reached, isNothing] = [0, true];
        for (; done < end; done++) {
          const value = loss[done]!;
          if (value === 0) continue;
          isNothing = false;
          reached = Math.max(reached, add(value));
        }
        if (isNothing) continue;
        for (let place = 0; place < reached; place++) endAt(place);
        endAt(last);
      }
    },
  };
}

/** Losses to read the curve at, ascending from 0: none until something is lost. */
function lossesOfCurve(loss: Float64Array): readonly number[] {
  const seen = loss.filter((value) => value > 0).sort();
  const greatest = seen.at(-1);
  if (greatest === undefined) return [];
  const within = Array.from({ length: WITHIN }, (_, k) => seen[Math.floor((k * (seen.length - 1)) / (WITHIN - 1))]!);
  const beyond = Array.from({ length: BEYOND }, (_, k) => greatest * STEP ** (k + 1));
  return [0, ...new Set([...within, ...beyond])];
}

/** The loss at which a limit on the loss is exceeded; null for other limits. */
const overOf = (limit: Limit): number | null => (limit.kind === 'loss' ? limit.over : null);

export type PulseOf = (progress: Progress) => Pulse | null;

/** Makes a function that takes the pulse of a run; null while there is none. */
export function makePulse(model: Model, compiled: CompiledModel, columns: Columns, accumulator: Accumulator): PulseOf {
  const overs = [...new Set(model.limits.flatMap((limit) => overOf(limit) ?? []))].toSorted((a, b) => a - b);
  const ofLimits = makeTally(overs);
  let curve: readonly number[] = [];
  let ofCurve = makeTally(curve);

  const share = (tally: Tally, place: number, { clusters }: Measured, n: number): Estimate =>
    estimate(tally.sums.sum[place]! / n, errorOf(tally.sums, place, clusters, n));

  const limitOf = (limit: Limit, measured: Measured): Estimate | null => {
    if (compiled.conditional) return null;
    const { columns: sums, trials, clusters, loss, periods } = measured;
    switch (limit.kind) {
      case 'loss':
        return share(ofLimits, overs.indexOf(limit.over), measured, loss.length);
      case 'meanLoss':
        return share(ofLimits, overs.length, measured, loss.length);
      case 'outage':
      case 'harm':
      case 'gotThrough': {
        const column = limitColumn(limit, compiled, columns);
        return per(estimate(sums.sum[column]! / trials, errorOf(sums, column, clusters, trials)), periods);
      }
      case 'tailMean':
      case 'curve':
      case 'shareOfTail':
        return null;
    }
  };

  return (progress) => {
    const measured = accumulator.measured();
    const { trials, loss, clusters, periods } = measured;
    if (trials === 0) return null;
    const clusterSize = loss.length / clusters;
    ofLimits.take(loss, clusterSize);
    if (curve.length === 0 && trials >= FIRST) {
      curve = lossesOfCurve(loss.subarray(0, FIRST * periods));
      if (curve.length === 0) curve = lossesOfCurve(loss);
      ofCurve = makeTally(curve);
    }
    if (curve.length > 0) ofCurve.take(loss, clusterSize);
    const { sum } = measured.columns;
    return {
      progress,
      trials,
      mean: share(ofLimits, overs.length, measured, loss.length),
      exceedance: curve.map((at, place) => {
        const { value: probability, standardError } = share(ofCurve, place, measured, loss.length);
        return { loss: at, probability, standardError };
      }),
      limits: Object.fromEntries(model.limits.map((limit) => [limit.id, limitOf(limit, measured)])),
      causes: Object.fromEntries(
        compiled.threatIds.map((id, threat) => [
          id,
          sum[columns.sourceLoss + columns.perSource * threat]! / trials / periods,
        ]),
      ),
    };
  };
}
