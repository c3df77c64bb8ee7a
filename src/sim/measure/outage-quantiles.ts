/** Quantiles of outage lengths of a node, of which some were cut by the horizon. */
import { errorOfSum } from './errors/ratio.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Estimates } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { type GroupShare, type Pieces } from '../accumulate/world-counts.ts';
import { FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from './errors/effective.ts';
import { studentQuantile } from './errors/student.ts';

/** Items of the samples: outages that ended, and those that the horizon cut. */
export interface OutageItems {
  readonly ended: number;
  readonly cut: number;
}

/** Law of the lengths in steps, ascending. Shapes [steps]. */
interface Law {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Probability of a length up to the end of the step. */
  readonly upTo: Float64Array;
  /** Outages that ended in it, and those that had lasted until it. */
  readonly ended: Float64Array;
  readonly atRisk: Float64Array;
  readonly total: number;
  /** The greatest length seen, cut or not. */
  readonly greatest: number;
}

/** So that .5 of two is the first, whatever the last bits of products. */
const ROUNDING = 1 - 1e-12;

const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, each) => sum + each, 0);

/**
 * The product-limit estimate of the law of the lengths: an outage that was cut counts among those at risk until then. It
 * is the share of the trials where none was cut.
 *
 * @see Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481.
 */
function productLimit({ low, high, count: ended }: Pieces, cut: Pieces): Law {
  const total = sumOf(ended) + sumOf(cut.count);
  const upTo = new Float64Array(ended.length);
  const atRisk = new Float64Array(ended.length);
  let [cutBefore, done, probability, next] = [0, 0, 0, 0];
  for (let step = 0; step < ended.length; step++) {
    while (next < cut.low.length && cut.low[next]! < low[step]!) cutBefore += cut.count[next++]!;
    atRisk[step] = total - done - cutBefore;
    done += ended[step]!;
    // By counts while none was cut, for then it is exact.
    probability = cutBefore === 0 ? done / total : probability + ((1 - probability) * ended[step]!) / atRisk[step]!;
    upTo[step] = probability;
  }
  return { low, high, upTo, ended, atRisk, total, greatest: Math.max(0, high.at(-1) ?? 0, cut.high.at(-1) ?? 0) };
}

/** The step in which the law reaches a level; -1 where too many were cut for it to get there. */
function stepAt({ upTo }: Law, level: number): number {
  const wanted = Math.min(Math.max(level, 0), 1) * ROUNDING;
  let [step, end] = [0, upTo.length];
  while (step < end) {
    const middle = (step + end) >> 1;
    if (upTo[middle]! >= wanted) end = middle;
    else step = middle + 1;
  }
  return step < upTo.length ? step : -1;
}

const before = ({ upTo }: Law, step: number): number => (step === 0 ? 0 : upTo[step - 1]!);

/** How well the law is known at a level that it reaches in a step. */
interface Knowledge {
  /** Standard error of the probability, were all trials independent. */
  readonly error: number;
  /** Outages that ended before the level, and those that lasted longer. */
  readonly below: number;
  readonly beyond: number;
}

/**
 * Greenwood's variance at a level: (1 - p)^2 sum d / (n (n - d)), over those that ended; it is p (1 - p) / n where none was cut.
 *
 * @see Greenwood (1926), The natural duration of cancer, Reports on Public Health and Medical Subjects 33.
 */
function knowledgeAt(law: Law, level: number): Knowledge {
  const { ended, atRisk } = law;
  const step = stepAt(law, level);
  let [sum, below] = [0, 0];
  for (let k = 0; k < step; k++) {
    sum += ended[k]! / (atRisk[k]! * (atRisk[k]! - ended[k]!));
    below += ended[k]!;
  }
  const inStep = (atRisk[step]! * Math.max(0, level - before(law, step))) / (1 - before(law, step));
  const beyond = atRisk[step]! - inStep;
  const variance = (1 - level) * (1 - level) * (sum + inStep / (atRisk[step]! * beyond));
  return { error: Math.sqrt(variance), below: below + inStep, beyond };
}

/** Hours at which the law reaches a level; the place inside a bin is interpolated. */
function hoursAt(law: Law, level: number): number {
  const step = stepAt(law, level);
  if (step < 0) return law.greatest;
  const [low, high] = [law.low[step]!, law.high[step]!];
  const share = (level - before(law, step)) / (law.upTo[step]! - before(law, step));
  return low + (high - low) * Math.min(1, Math.max(0, share));
}

/** What groups of worlds say of the share of a node's trials with an outage that lies in some of the coarse bins. */
interface ShareByGroups {
  /** Standard error. The groups differ in trials with an outage, so the share is a ratio. */
  readonly error: number;
  /** Effective worlds of the rarer side, by how much the groups differ in it. */
  readonly effective: number;
}

const square = (x: number): number => x * x;
const sumOfAll = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** @param inside Trials of each group that count, of `all`. */
function shareByGroups(inside: readonly number[], all: readonly number[], worlds: number): ShareByGroups {
  const groups = all.length;
  const total = sumOfAll(all);
  const share = sumOfAll(inside) / total;
  const squares = sumOfAll(inside.map((count, group) => square(count - share * all[group]!)));
  const rarer = share <= 0.5 ? inside : inside.map((count, group) => all[group]! - count);
  const mean = sumOfAll(rarer) / groups;
  const variance = sumOfAll(rarer.map((count) => square(count - mean))) / (groups - 1);
  // Groups of m worlds vary by a share that is sqrt(m) times less than that of worlds
  const ofWorlds = mean > 0 ? (variance / (mean * mean)) * (worlds / groups) : 0;
  return { error: errorOfSum(squares, groups) / total, effective: worlds / (1 + ofWorlds) };
}

/** Shares of all numbers in coarse bins below that of a value, and up to it. */
type Around = (value: number) => ShareByGroups[];

const NO_SHARE: GroupShare = { below: 0, at: 0, all: 0 };

/** Of the lengths of outages; `cut` below 0 where none is cut. */
function aroundLengths(measured: Measured, items: OutageItems): Around {
  const { samples, worlds } = measured;
  return (hours) => {
    const cut = items.cut < 0 ? [] : samples.shares(items.cut, hours);
    const both = samples
      .shares(items.ended, hours)
      .slice(0, groupsOf(measured))
      .map(({ below, at, all }, group) => {
        const more = cut[group] ?? NO_SHARE;
        return { below: below + more.below, upTo: below + at + more.below + more.at, all: all + more.all };
      });
    const all = both.map((group) => group.all);
    return [both.map((group) => group.below), both.map((group) => group.upTo)].map((inside) =>
      shareByGroups(inside, all, worlds),
    );
  };
}

/** Of a number of all trials, 0 in those that have none. */
function aroundTrials(measured: Measured, item: number): Around {
  const { samples, worlds, groupOf, trialsPerWorld } = measured;
  const trialsOf = new Float64Array(groupsOf(measured));
  for (let world = 0; world < worlds; world++) trialsOf[groupOf[world]!]! += trialsPerWorld;
  const all = [...trialsOf];
  return (value) => {
    const groups = samples.shares(item, value).slice(0, all.length);
    const zeros = groups.map((group, index) => all[index]! - group.all);
    const below = groups.map((group, index) => (value > 0 ? zeros[index]! + group.below : 0));
    const upTo = groups.map((group, index) => zeros[index]! + (value > 0 ? group.below + group.at : 0));
    return [below, upTo].map((inside) => shareByGroups(inside, all, worlds));
  };
}

/** Groups of worlds that hold some of those measured. */
const groupsOf = ({ groupOf }: Measured): number => new Set(groupOf).size;

/**
 * A level that the law does not reach, since too many outages were cut: at least as long as so many were followed that fewer
 * would say little.
 */
function orMore(law: Law, cut: Pieces, level: number): Estimate {
  const followed = Math.min(FEWEST_EXCEEDANCES, law.total);
  let [beyond, piece] = [0, cut.count.length];
  while (piece > 0 && beyond < followed) beyond += cut.count[--piece]!;
  const value = Math.max(law.high.at(-1) ?? 0, beyond < followed ? 0 : cut.low[piece]!);
  const isRare = law.total * Math.min(level, 1 - level) < FEWEST_EXCEEDANCES;
  return { ...estimate(value, 0, isRare, { low: value, high: Infinity }), orMore: true };
}

/**
 * Quantiles of a node's outage lengths over the trials that had one, hours. Empty when none had.
 *
 * Lengths of which there are few are exact; otherwise a quantile lies in a bin of .8 %, whose width is part of the error.
 *
 * The 95 % interval of a quantile is that of its chance, read off the lengths: where the level lies between two lumps, as of
 * outages that last ten hours or thirteen, it holds both. The error of the chance is the greater of those up to the lump below
 * and up to the one at the quantile.
 */
export function outageQuantiles(measured: Measured, items: OutageItems, levels: readonly number[]): Estimates {
  const { samples } = measured;
  const cut = samples.pieces(items.cut);
  const law = productLimit(samples.pieces(items.ended), cut);
  return quantilesOf(measured, law, cut, aroundLengths(measured, items), levels);
}

const NONE: Pieces = { low: new Float64Array(0), high: new Float64Array(0), count: new Float64Array(0) };

/** Quantiles over all trials of a number that is 0 in those without a sample; exact and in bins as lengths of outages are. */
export function trialQuantiles(measured: Measured, item: number, levels: readonly number[]): Estimates {
  const { low, high, count } = measured.samples.pieces(item);
  const zeros = measured.trials - sumOf(count);
  const all: Pieces =
    zeros > 0
      ? {
          low: Float64Array.of(0, ...low),
          high: Float64Array.of(0, ...high),
          count: Float64Array.of(zeros, ...count),
        }
      : { low, high, count };
  return quantilesOf(measured, productLimit(all, NONE), NONE, aroundTrials(measured, item), levels);
}

/** Quantiles over the trials that have a sample of a number. */
export function sampleQuantiles(measured: Measured, item: number, levels: readonly number[]): Estimates {
  const law = productLimit(measured.samples.pieces(item), NONE);
  return quantilesOf(measured, law, NONE, aroundLengths(measured, { ended: item, cut: -1 }), levels);
}

function quantilesOf(measured: Measured, law: Law, cut: Pieces, around: Around, levels: readonly number[]): Estimates {
  const { total } = law;
  if (total === 0) return {};
  const groups = measured.byWorld ? groupsOf(measured) : 1;
  const reach = studentQuantile(groups > 1 ? groups : total);
  const entries = levels.map((level): [string, Estimate] => {
    const step = stepAt(law, level);
    if (step < 0) return [String(level), orMore(law, cut, level)];
    const value = hoursAt(law, level);
    const edges = groups > 1 ? around(value) : [];
    const { error, below, beyond } = knowledgeAt(law, level);
    const spread = reach * Math.max(error, ...edges.map((edge) => edge.error));
    const width = law.high[step]! - law.low[step]!;
    const ends = {
      low: level > spread ? hoursAt(law, level - spread) : 0,
      high: level + spread < (law.upTo.at(-1) ?? 0) ? hoursAt(law, level + spread) : Infinity,
    };
    const interval = {
      low: Math.max(0, value - Math.hypot(value - ends.low, width / 2)),
      high: value + Math.hypot(ends.high - value, width / 2),
    };
    const isThin = edges.some(({ effective }) => effective < FEWEST_EFFECTIVE);
    const isUnreliable = Math.min(below, beyond) < FEWEST_EXCEEDANCES || isThin || total < 2;
    const halfWidth = (Math.min(ends.high, law.greatest) - ends.low) / (2 * reach);
    // Of a number that is known to lie in a bin, and no more, the deviation is that of the uniform law
    const standardError = total > 1 ? Math.hypot(halfWidth, width / Math.sqrt(12)) : Infinity;
    return [String(level), estimate(value, standardError, isUnreliable, interval)];
  });
  return Object.fromEntries(entries);
}
