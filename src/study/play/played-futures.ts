/** Many futures of one cause: what falls in how many of them, when, for how long, and what it costs. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import { FEWEST_BEHIND_ERROR, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import type { Variant } from '../../sim/session.ts';
import { addressOf, makeWatch, type Address, type NodeCourse, type WatchedFuture } from './watched-futures.ts';

/** Of nine in ten futures the ends, and the middle. An end that is Infinity lies beyond the horizon. */
export interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** A node that falls in some of the futures. Hours after the cause. */
export interface PlayedNode {
  readonly node: string;
  /** Futures in which it has less than its full capacity at some time. */
  readonly falls: number;
  /** Futures in which it is down at some time. */
  readonly goesDown: number;
  /** When it first falls, of the futures in which it does; so the next three. */
  readonly fallsAt: Range;
  readonly backAt: Range;
  /** Null where it is never down; so the next. */
  readonly downAt: Range | null;
  readonly downHours: Range | null;
  /** Futures in which a tolerance, or a limit on its outages, is broken: by its name, `mtpd`, `rto`, `limits.ID`. */
  readonly breaches: Readonly<Record<string, number>>;
}

export interface PlayedFutures {
  readonly futures: number;
  /** Counted money lost by the cause: the mean, and its range over the futures. */
  readonly loss: Estimate;
  readonly lossRange: Range;
  /** By the middle hour at which they fall, then by id. */
  readonly nodes: readonly PlayedNode[];
}

/** The futures themselves, for questions about the same ones with something changed. */
export interface Played extends PlayedFutures {
  readonly addresses: readonly Address[];
  readonly each: readonly WatchedFuture[];
}

/** What a long question does on the way. */
export interface PlayOptions {
  /** Called now and then, so that others get a turn; it may throw to end the question. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Futures between two pauses. */
const BETWEEN_PAUSES = 25;

const [LOW, HIGH] = [0.05, 0.95];

/** The smallest value that the share p does not exceed. @param ascending Not empty. */
const quantile = (ascending: Float64Array, p: number): number =>
  ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(p * ascending.length - 1e-9) - 1))]!;

/** The range of values, of which there must be some. */
function rangeOf(values: Iterable<number>): Range {
  const ascending = Float64Array.from(values).sort();
  return { low: quantile(ascending, LOW), middle: quantile(ascending, 0.5), high: quantile(ascending, HIGH) };
}

/** The mean of values of independent futures. */
export function meanOf(values: Float64Array): Estimate {
  const { mean, error, effective, effectiveOfError } = momentsOfMeans(values);
  if (error === 0) return estimate(mean, 0);
  return estimate(mean, error, effective < FEWEST_EFFECTIVE || effectiveOfError < FEWEST_BEHIND_ERROR);
}

function playedNode(
  { compiled }: Variant,
  number: number,
  courses: readonly NodeCourse[],
  each: readonly WatchedFuture[],
): PlayedNode {
  const down = courses.filter(({ goesDown }) => Number.isFinite(goesDown));
  const { watchStart, watchNames, nodeIds } = compiled;
  const watches = Array.from(
    { length: watchStart[number + 1]! - watchStart[number]! },
    (_, at) => watchStart[number]! + at,
  );
  const broken = watches
    .map((watch): [string, number] => [watchNames[watch]!, each.filter(({ breaches }) => breaches.has(watch)).length])
    .filter(([, futures]) => futures > 0);
  return {
    node: nodeIds[number]!,
    falls: courses.length,
    goesDown: down.length,
    fallsAt: rangeOf(courses.map(({ falls }) => falls)),
    backAt: rangeOf(courses.map(({ back }) => back)),
    downAt: down.length === 0 ? null : rangeOf(down.map(({ goesDown }) => goesDown)),
    downHours: down.length === 0 ? null : rangeOf(down.map(({ downHours }) => downHours)),
    breaches: Object.fromEntries(broken),
  };
}

/**
 * Plays a cause in many futures, in which nothing else happens.
 *
 * @param variant A selection with given events.
 * @param futures At least 1.
 */
export async function playedFutures(
  variant: Variant,
  seed: string,
  futures: number,
  { pause }: PlayOptions = {},
): Promise<Played> {
  const watch = makeWatch(variant, seed);
  const addresses = Array.from({ length: futures }, (_, future) => addressOf(variant, future));
  const each: WatchedFuture[] = [];
  const courses = new Map<number, NodeCourse[]>();
  for (const [place, address] of addresses.entries()) {
    if (place % BETWEEN_PAUSES === 0) await pause?.();
    const future = watch.future(address);
    each.push(future);
    for (const [node, course] of future.nodes) {
      const known = courses.get(node);
      if (known === undefined) courses.set(node, [course]);
      else known.push(course);
    }
  }
  const nodes = [...courses].map(([node, own]) => playedNode(variant, node, own, each));
  const losses = Float64Array.from(each, ({ loss }) => loss);
  return {
    futures,
    loss: meanOf(losses),
    lossRange: rangeOf(losses),
    nodes: nodes.toSorted((a, b) => a.fallsAt.middle - b.fallsAt.middle || (a.node < b.node ? -1 : 1)),
    addresses,
    each,
  };
}
