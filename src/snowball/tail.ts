/**
 * The tail of a run, and of the same futures with something changed.
 *
 * T is the mean of the worst 1 % of periods; of the worst 5 % where that 1 % holds fewer than 50 with a loss. Each future has a tail of its own:
 * what a change removes is replaced by the next worst.
 */
import { exceeds } from '../model/bounds.ts';
import { estimate, type Estimate } from '../results/estimate.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../sim/measure/errors/effective.ts';
import type { Futures, FuturesOptions } from '../sim/session/futures.ts';
import type { Sample } from '../sim/session/simulate.ts';
import type { Change } from '../sim/compile/change.ts';
import { makeDraws, unitFromWords } from '../sim/random/draws.ts';
import { streamKeys } from '../sim/random/key.ts';

/** Periods with a loss that a tail must hold. */
export const FEWEST_PERIODS = 50;

/** Shares of all periods that may be the tail, by confidence level, the rarest first. */
const LEVELS = [
  { level: 0.99, oneIn: 100 },
  { level: 0.95, oneIn: 20 },
] as const;

/** Trials outside the worst that are looked at under each change. */
const CHECKED = 1000;

/** Trials that are added at least when those run so far are not enough. */
const FEWEST_MORE = 256;

/** What lies beyond the boundary of a tail, trial by trial: (L - q)+ summed over the trial's periods. */
export interface Excess {
  readonly trials: Int32Array; // ascending
  readonly values: Float64Array;
}

export interface TailMean {
  /** T [money]. */
  readonly mean: number;
  /** q: the least loss of the tail. */
  readonly boundary: number;
  readonly excess: Excess;
}

export interface Tail extends TailMean {
  readonly futures: Futures;
  readonly level: (typeof LEVELS)[number]['level'];
  /** Periods in the tail, the one at its boundary by its fraction. */
  readonly size: number;
  /** Trials with a loss, by their worst period, the worst first; ties by number. */
  readonly order: Int32Array;
  /** That period's loss of each of them. */
  readonly worst: Float64Array;
}

/** What a run says of losses, whether its tail is resolved or not. */
export interface LossCount {
  readonly periods: number;
  readonly withLoss: number;
  /** Of the worst 5 %. */
  readonly inTail: number;
}

export function lossCount({ sample: { losses } }: Futures): LossCount {
  const withLoss = losses.reduce((count, loss) => count + (loss > 0 ? 1 : 0), 0);
  return { periods: losses.length, withLoss, inTail: Math.min(withLoss, Math.floor(losses.length / 20)) };
}

/** T and q of the largest losses of all periods, those that are left out being no greater than the least of these, or 0. */
function tailMean(descending: Float64Array, size: number): { readonly mean: number; readonly boundary: number } {
  const boundary = descending[Math.ceil(size) - 1] ?? 0;
  let excess = 0;
  for (const loss of descending) {
    if (loss <= boundary) break;
    excess += loss - boundary;
  }
  return { mean: boundary + excess / size, boundary };
}

const descending = (losses: Float64Array): Float64Array => losses.toSorted().reverse();

/** Losses of trials beyond a boundary. Shape of `losses` [trials * periods]. */
function excessOf(trials: Int32Array, losses: Float64Array, periods: number, boundary: number): Excess {
  const beyond: { readonly trial: number; readonly value: number }[] = [];
  trials.forEach((trial, index) => {
    let value = 0;
    for (let p = 0; p < periods; p++) value += Math.max(0, losses[index * periods + p]! - boundary);
    if (value > 0) beyond.push({ trial, value });
  });
  beyond.sort((a, b) => a.trial - b.trial);
  return {
    trials: Int32Array.from(beyond, ({ trial }) => trial),
    values: Float64Array.from(beyond, ({ value }) => value),
  };
}

/** The tail of a run as it stands; null where too few periods have a loss. */
export function tailOfRun(futures: Futures): Tail | null {
  const { losses, periods } = futures.sample;
  const { withLoss } = lossCount(futures);
  const found = LEVELS.find(({ oneIn }) => Math.min(withLoss, losses.length / oneIn) >= FEWEST_PERIODS);
  if (found === undefined) return null;
  const size = losses.length / found.oneIn;
  const ofTrials = new Float64Array(losses.length / periods);
  losses.forEach((loss, at) => {
    const trial = Math.floor(at / periods);
    if (loss > ofTrials[trial]!) ofTrials[trial] = loss;
  });
  const losing = Int32Array.from(ofTrials.keys()).filter((trial) => ofTrials[trial]! > 0);
  const order = losing.toSorted((a, b) => ofTrials[b]! - ofTrials[a]! || a - b);
  const { mean, boundary } = tailMean(descending(losses), size);
  const all = Int32Array.from(ofTrials.keys());
  return {
    futures,
    level: found.level,
    size,
    order,
    worst: Float64Array.from(order, (trial) => ofTrials[trial]!),
    mean,
    boundary,
    excess: excessOf(all, losses, periods, boundary),
  };
}

/** The tail of a run of another selection on the same futures, as rare as this one. */
export function tailOfOther({ futures, size }: Tail, { losses }: Pick<Sample, 'losses'>): TailMean {
  const { periods } = futures.sample;
  const found = tailMean(descending(losses), size);
  const all = Int32Array.from({ length: losses.length / periods }, (_, trial) => trial);
  return { ...found, excess: excessOf(all, losses, periods, found.boundary) };
}

/** Futures that are changed in one or several ways, and what a period loses of what it loses in each. */
export interface ChangedFutures {
  readonly changes: readonly Change[];
  /** By the loss as it stands and those under the changes; the loss under the only change when absent. */
  readonly loss?: ((base: number, changed: readonly number[]) => number) | undefined;
}

/** Every so manieth trial, each drawn from its stretch: the same for all changes. */
function othersOf({ futures }: Tail): Int32Array {
  const trials = futures.sample.losses.length / futures.sample.periods;
  const count = Math.min(CHECKED, trials);
  const draws = makeDraws(streamKeys(futures.seed, ['snowball.checked']));
  return Int32Array.from({ length: count }, (_, index) => {
    draws.at(0, 0, 0, index, 0);
    return Math.floor(((index + unitFromWords(draws.word[0]!, draws.word[1]!)) * trials) / count);
  });
}

/**
 * The tail of changed futures, from few of them: trials in order of their loss as it stands, until the least loss of the changed tail is
 * above that of the next one. A change may make a future worse, since clocks that begin at another time draw anew: the next one counts as
 * if it lost as much more as any did so far. Of the rest a thousand are looked at, and all are run where one of them is in the tail.
 */
export async function changedTail(
  tail: Tail,
  { changes, loss = (_, [changed]) => changed! }: ChangedFutures,
  options: FuturesOptions = {},
): Promise<TailMean> {
  const { futures, order, worst, size } = tail;
  const { losses: base, periods } = futures.sample;

  async function lossesOf(trials: Int32Array): Promise<Float64Array> {
    const under: Float64Array[] = [];
    for (const change of changes) under.push(await futures.changed(change, trials, options));
    return Float64Array.from({ length: trials.length * periods }, (_, at) => {
      const place = trials[Math.floor(at / periods)]! * periods + (at % periods);
      return loss(
        base[place]!,
        under.map((losses) => losses[at]!),
      );
    });
  }

  let losses = new Float64Array();
  let run = 0;
  let found = { mean: 0, boundary: 0 };
  /** By how much a period that was run lost more than it does as things stand, at most. */
  let rise = 0;
  const mayMatter = (at: number): boolean => worst[at]! + rise > found.boundary;
  while (run < order.length && (run === 0 || mayMatter(run))) {
    // No more than those which may still matter, and not all of these at once: the boundary rises
    const first = Math.ceil(size) + 1;
    let end = Math.min(order.length, run === 0 ? first : run + Math.max(FEWEST_MORE, Math.floor(run / 2)));
    while (run > 0 && end > run + 1 && !mayMatter(end - 1)) end--;
    const more = await lossesOf(order.slice(run, end));
    more.forEach((changed, at) => {
      const trial = order[run + Math.floor(at / periods)]!;
      rise = Math.max(rise, changed - base[trial * periods + (at % periods)]!);
    });
    losses = joined(losses, more);
    run = end;
    found = tailMean(descending(losses), size);
  }
  let trials = order.slice(0, run);

  const isRun = new Set(trials);
  const others = othersOf(tail).filter((trial) => !isRun.has(trial));
  const isWorse = (among: Float64Array): boolean => among.some((one) => exceeds(one, found.boundary));
  if (isWorse(await lossesOf(others))) {
    const rest = Int32Array.from({ length: base.length / periods }, (_, trial) => trial).filter(
      (trial) => !isRun.has(trial),
    );
    losses = joined(losses, await lossesOf(rest));
    trials = Int32Array.from([...trials, ...rest]);
    found = tailMean(descending(losses), size);
  }
  return { ...found, excess: excessOf(trials, losses, periods, found.boundary) };
}

function joined(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** A tail mean with what it counts for in a sum. */
export interface Term {
  readonly of: TailMean;
  readonly factor: number;
}

/**
 * A sum of tail means on the same futures, with its standard error: that of the sum of their influence values, h(L) = q + (L - q)+ / (1 - a),
 * clustered by world (by trial where there is one). Constants in them, such as q where the boundary is known, move no error.
 */
export function tailSum(tail: Tail, terms: readonly Term[]): Estimate {
  const { worlds, trialsPerWorld } = tail.futures.sample;
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  const sums = new Map<number, number>();
  for (const { of, factor } of terms) {
    of.excess.trials.forEach((trial, index) => {
      const cluster = worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial;
      sums.set(cluster, (sums.get(cluster) ?? 0) + factor * of.excess.values[index]!);
    });
  }
  const value = terms.reduce((sum, { of, factor }) => sum + factor * of.mean, 0);
  if (clusters < 2) return estimate(value, Infinity, true);
  let [sum, size, squares] = [0, 0, 0];
  for (const of of sums.values()) {
    sum += of;
    size += Math.abs(of);
    squares += of * of;
  }
  const variance = Math.max(0, squares - (sum * sum) / clusters) * (clusters / (clusters - 1));
  const error = Math.sqrt(variance) / tail.size;
  // What rounding leaves of nothing is no error, and rests on nothing.
  const least = 1e-12 * Math.max(...terms.map(({ of, factor }) => Math.abs(of.mean * factor)));
  if (!(error > least)) return estimate(value, 0);
  return estimate(value, error, effectiveNumber(size, squares) < FEWEST_EFFECTIVE);
}

/** What goes from the tail: T less that of changed futures [money]. */
export const tailSaved = (tail: Tail, changed: TailMean): Estimate =>
  tailSum(tail, [
    { of: tail, factor: 1 },
    { of: changed, factor: -1 },
  ]);

/** The same as a share of T. A ratio: where the money varies the share may not. */
export function shareSaved(tail: Tail, changed: TailMean): Estimate {
  const share = (tail.mean - changed.mean) / tail.mean;
  const { standardError, unreliable } = tailSum(tail, [
    { of: tail, factor: 1 - share },
    { of: changed, factor: -1 },
  ]);
  return estimate(share, standardError / tail.mean, unreliable === true);
}
