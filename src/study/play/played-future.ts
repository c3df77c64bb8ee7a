/** One future of a cause, hour by hour: what is down, what is lost, what comes next. */
import type { Variant } from '../../sim/session.ts';
import type { TrialEvent } from '../../results/trial-document.ts';
import { givenAlone } from '../../sim/compile/quiet-model.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import { lossCourse } from '../trial/running-loss.ts';
import { trialTimeline } from '../trial/trial-timeline.ts';
import type { CourseRow, MoneyCourse, PlayedFuture, Stretch } from './course.ts';
import { causeHour, type Address } from './watched-futures.ts';

const MOST_ROWS = 400;
const MOST_EVENTS = 1500;
/** Hours at which money is looked at besides those at which something happens. */
const MONEY_STEPS = 200;
/** As a share of the time shown: how long before an event its loss is looked at, so that what is lost at once is a step. */
const JUST_BEFORE = 1e-7;

interface Episode {
  readonly from: number;
  readonly to: number;
}

/** The stretches of each node below full, controls that are not bought left out; `to` Infinity where it lasts. */
function stretchesOf(events: readonly TrialEvent[], unhurt: ReadonlyMap<string, number>): Map<string, Stretch[]> {
  const found = new Map<string, Stretch[]>();
  for (const event of events) {
    if (event.what !== 'capacity' || event.cause?.kind === 'not bought') continue;
    const own = found.get(event.node) ?? [];
    const last = own.at(-1);
    if (last !== undefined && last.to === Infinity) own[own.length - 1] = { ...last, to: event.hour };
    if (event.to < (unhurt.get(event.node) ?? 1) - LEAST_CHANGE) {
      own.push({ from: event.hour, to: Infinity, capacity: event.to });
    }
    found.set(
      event.node,
      own.filter(({ from, to }) => to > from),
    );
  }
  return found;
}

/** From the first node down to none down. */
function episodesOf(stretches: ReadonlyMap<string, readonly Stretch[]>): Episode[] {
  const all = [...stretches.values()].flat().toSorted((a, b) => a.from - b.from);
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of all) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

/** How many nodes are below full, from each hour on. */
function countsOf(rows: readonly CourseRow[]): PlayedFuture['below'] {
  const changes = new Map<number, number>();
  for (const { stretches } of rows) {
    for (const { from, to } of stretches) {
      changes.set(from, (changes.get(from) ?? 0) + 1);
      changes.set(to, (changes.get(to) ?? 0) - 1);
    }
  }
  const hours = [...changes.keys()].toSorted((a, b) => a - b);
  let sum = 0;
  return { hours, nodes: hours.map((hour) => (sum += changes.get(hour) ?? 0)) };
}

/** What matters least goes first where there are too many: losses, then ends of clocks, then their beginnings. */
const WEIGHT: Readonly<Record<TrialEvent['what'], number>> = {
  breach: 0,
  event: 1,
  capacity: 2,
  effect: 2,
  stopped: 3,
  begins: 4,
  ends: 5,
  loss: 6,
};

function mostImportant(events: readonly TrialEvent[]): readonly TrialEvent[] {
  if (events.length <= MOST_EVENTS) return events;
  const kept = events
    .map((event, place) => ({ event, place }))
    .toSorted((a, b) => WEIGHT[a.event.what] - WEIGHT[b.event.what] || a.place - b.place)
    .slice(0, MOST_EVENTS);
  return kept.toSorted((a, b) => a.place - b.place).map(({ event }) => event);
}

/** Hours at which a calendar name begins or ends, within an episode. */
function calendarHours({ model }: Variant, { from, to }: Episode): number[] {
  return Object.values(model.calendar)
    .flat()
    .flatMap((stretch) => [stretch.from, stretch.to])
    .filter((hour) => hour > from && hour < to)
    .slice(0, MOST_EVENTS);
}

/**
 * Plays one future: of what is given to the model alone, or, where nothing is given, of a run with all that happens in it; then the episode is
 * shown that costs most.
 *
 * @param variant The selection, with the cause given.
 */
export function playedFuture(variant: Variant, seed: string, address: Address): PlayedFuture {
  const { model } = variant;
  const isGiven = model.given.length > 0;
  const compiled = isGiven ? givenAlone(variant.compiled) : variant.compiled;
  const head = { worlds: 0, trials: 1, trialsPerWorld: 0, settings: {} };
  const document = trialTimeline(model, compiled, seed, address, head);
  const capacities = unhurtCapacities(compiled);
  const unhurt = new Map(compiled.nodeIds.map((id, node) => [id, capacities[node]!]));
  const stretches = stretchesOf(document.events, unhurt);
  const episodes = episodesOf(stretches);
  const whole: Episode = {
    from: causeHour(model),
    to: episodes.reduce((end, { to }) => Math.max(end, to), causeHour(model)),
  };
  const end = (hour: number): number => Math.min(hour, model.horizonHours);
  const lostAt = (hour: number): number => document.events.findLast((event) => event.hour <= hour)?.lostSoFar ?? 0;
  const costOf = ({ from, to }: Episode): number => {
    const before = document.events.findLast((event) => event.hour < from)?.lostSoFar ?? 0;
    return lostAt(end(to)) - before;
  };
  const worst = isGiven
    ? 0
    : episodes.reduce((most, episode, at) => (costOf(episode) > costOf(episodes[most]!) ? at : most), 0);
  const shown = isGiven ? whole : (episodes[worst] ?? { from: 0, to: 0 });
  const { from } = shown;
  const to = end(shown.to);
  const isInside = (hour: number): boolean => hour >= from && hour <= to;

  const rows = [...stretches].flatMap(([node, own]): CourseRow[] => {
    const inside = own
      .filter((stretch) => stretch.from >= from && stretch.from <= to)
      .map((stretch) => ({ ...stretch, from: stretch.from - from, to: end(stretch.to) - from }));
    const breaches = document.events.flatMap((event) =>
      event.what === 'breach' && event.node === node && isInside(event.hour)
        ? [{ hour: event.hour - from, tolerance: event.tolerance }]
        : [],
    );
    return inside.length === 0 ? [] : [{ node, stretches: inside, breaches }];
  });
  const ordered = rows.toSorted((a, b) => a.stretches[0]!.from - b.stretches[0]!.from || (a.node < b.node ? -1 : 1));
  const events = document.events.filter(
    (event) => isInside(event.hour) && !(event.what === 'capacity' && event.cause?.kind === 'not bought'),
  );
  const told = mostImportant(events);
  return {
    address,
    from,
    hours: to - from,
    isCut: shown.to > model.horizonHours,
    episode: { number: worst + 1, of: isGiven ? 1 : episodes.length },
    rows: ordered.slice(0, MOST_ROWS),
    moreRows: Math.max(0, ordered.length - MOST_ROWS),
    below: countsOf(ordered),
    events: told.map((event) => ({ ...event, hour: event.hour - from })),
    moreEvents: events.length - told.length,
    money: moneyOf({ ...variant, compiled }, seed, address, { from, to }, told),
    totals: document.totals,
  };
}

function moneyOf(
  variant: Variant,
  seed: string,
  address: Address,
  episode: Episode,
  events: readonly TrialEvent[],
): MoneyCourse {
  const { from, to } = episode;
  const length = to - from;
  const steps = Array.from({ length: MONEY_STEPS + 1 }, (_, step) => from + (length * step) / MONEY_STEPS);
  const before = length * JUST_BEFORE;
  const hours = [
    ...steps,
    to,
    ...events.flatMap(({ hour }) => [hour, Math.max(from, hour - before)]),
    ...calendarHours(variant, episode),
  ];
  const start = Math.max(0, from - before);
  const course = lossCourse(variant.compiled, seed, address, [...hours, start]);
  const shown = [...course.hours.keys()].filter((at) => course.hours[at]! >= from);
  // What was lost before an episode is no part of it
  const base = from > 0 ? course.hours.findIndex((hour) => hour >= start) : -1;
  const since = (series: Float64Array): number[] => shown.map((at) => series[at]! - (base < 0 ? 0 : series[base]!));
  return {
    hours: shown.map((at) => course.hours[at]! - from),
    lost: since(course.lost),
    byBearer: Object.fromEntries([...course.byBearer].map(([bearer, series]) => [bearer, since(series)])),
  };
}
