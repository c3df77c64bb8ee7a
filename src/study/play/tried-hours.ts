/** When a cause costs most: the same futures of it, begun at other hours of the calendar. */
import type { Estimate } from '../../results/estimate.ts';
import type { Variant } from '../../sim/session.ts';
import { makeCalendar } from '../../sim/kernel/ground/calendar.ts';
import { addressOf, causeHour, makeWatch } from './watched-futures.ts';
import { meanOf, type PlayOptions } from './played-futures.ts';

/** An hour at which the cause was tried, and what it costs then. */
export interface TriedHour {
  /** Of the horizon. */
  readonly hour: number;
  /** Counted money, the mean of the futures; all hours are tried on the same ones. */
  readonly loss: Estimate;
}

/** Hours that are tried besides the one at which the cause stands. */
const MOST_HOURS = 12;
/** Futures of each. */
const FUTURES = 50;
/** Futures of which the window is the middle. */
const LOOKED_AT = 11;
/** Hours of the calendar that are looked at. */
const MOST_TURNS = 20_000;
/** Losses closer than this share are the same: sums in another order. */
const SAME = 1e-9;

/** The variant, with all that is given at another hour. */
function begunAt(variant: Variant, hour: number): Variant {
  const { model, compiled } = variant;
  const isGiven = (shock: number): boolean => compiled.shockSource[shock] !== compiled.threatIds.length;
  return {
    ...variant,
    model: { ...model, given: model.given.map((event) => ({ ...event, atHours: hour })) },
    compiled: {
      ...compiled,
      shockTime: compiled.shockTime.map((time, shock) => (isGiven(shock) ? hour : time)),
      givenTimes: compiled.givenTimes.map(() => hour),
    },
  };
}

/** From when to when it is lost money, hours after the cause. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** When nodes that bear losses are below full, from the first fall to the last return, in the middle of some futures; null where none falls. */
function windowOf(variant: Variant, seed: string): Window | null {
  const { model, compiled } = variant;
  const bearing = new Set(
    model.nodes.flatMap(({ id, loss }) => (loss.length > 0 ? [compiled.nodeIds.indexOf(id)] : [])),
  );
  const watch = makeWatch(variant, seed);
  const found = Array.from({ length: LOOKED_AT }, (_, future) =>
    [...watch.future(addressOf(variant, future)).nodes]
      .filter(([node]) => bearing.has(node))
      .map(([, course]) => course),
  ).filter((courses) => courses.length > 0);
  const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  if (found.length === 0) return null;
  return {
    from: middle(found.map((courses) => Math.min(...courses.map(({ falls }) => falls)))),
    to: Math.min(model.horizonHours, middle(found.map((courses) => Math.max(...courses.map(({ back }) => back))))),
  };
}

/**
 * Hours at which the calendar turns, those first from which losses weigh most over the window; of those that weigh alike, third by
 * third, the first. One whose window ends behind the horizon is no candidate: what it costs would be cut.
 */
function candidates({ compiled, model }: Variant, { from, to }: Window): readonly number[] {
  const { profileStart, profileTime } = compiled;
  const calendar = makeCalendar(compiled);
  const profiles = Array.from({ length: profileStart.length - 1 }, (_, profile) => profile);
  const third = (to - from) / 3;
  const turns = [...new Set(profileTime)]
    .filter((hour) => hour + to <= model.horizonHours)
    .toSorted((a, b) => a - b)
    .slice(0, MOST_TURNS);
  const found = new Map<string, { readonly hour: number; readonly weights: readonly number[]; readonly sum: number }>();
  for (const hour of turns) {
    const thirds = profiles.map((profile) =>
      [0, 1, 2].map((part) => {
        const start = hour + from + part * third;
        return calendar.integral(profile, start + third) - calendar.integral(profile, start);
      }),
    );
    const key = thirds
      .flat()
      .map((weight) => weight.toPrecision(9))
      .join(' ');
    if (found.has(key)) continue;
    const weights = thirds.map((parts) => parts.reduce((sum, part) => sum + part, 0));
    found.set(key, { hour, weights, sum: weights.reduce((sum, weight) => sum + weight, 0) });
  }
  const all = [...found.values()];
  const bySum = all.toSorted((a, b) => b.sum - a.sum || a.hour - b.hour);
  // Losses of one node may follow another part of the calendar than those of all others
  const ofEach = profiles.flatMap((profile) =>
    all.toSorted((a, b) => b.weights[profile]! - a.weights[profile]! || a.hour - b.hour).slice(0, 1),
  );
  const hours = [...ofEach.slice(0, MOST_HOURS / 2), ...bySum].map(({ hour }) => hour);
  return [...new Set(hours)].slice(0, MOST_HOURS);
}

/**
 * What a cause costs at some hours of the calendar, in the order of time; the hour at which it stands is one of them. Only that
 * one where the calendar weighs nothing.
 *
 * @param variant A selection with given events, all at one hour.
 */
export async function triedHours(
  variant: Variant,
  seed: string,
  { pause }: PlayOptions = {},
): Promise<readonly TriedHour[]> {
  const own = causeHour(variant.model);
  const window = windowOf(variant, seed);
  const hours = new Set([own, ...(window === null ? [] : candidates(variant, window))]);
  const tried: TriedHour[] = [];
  for (const hour of hours) {
    await pause?.();
    const at = begunAt(variant, hour);
    const watch = makeWatch(at, seed);
    const losses = Float64Array.from({ length: FUTURES }, (_, future) => watch.future(addressOf(at, future)).loss);
    tried.push({ hour, loss: meanOf(losses) });
  }
  return tried.toSorted((a, b) => a.hour - b.hour);
}

/** The hour that costs most; the first of those that cost as much. */
export function dearestHour(tried: readonly TriedHour[]): number {
  const most = Math.max(...tried.map(({ loss }) => loss.value));
  return tried.find(({ loss }) => loss.value >= most * (1 - SAME))?.hour ?? 0;
}
