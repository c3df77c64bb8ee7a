/** Occurrences: root events of one trial that stretches of loss link, because they share some. Two in a year are two. */
import type { LossStretch, WatchedTrial } from './step-watch.ts';

/** Something that happened once, with all that it cost. Plain data. */
export interface Occurrence {
  /** The hour of its first event. */
  readonly first: number;
  /** What its events struck, by hour. */
  readonly strikes: readonly { readonly hour: number; readonly node: number }[];
  /**
   * Hours since the first event at which an outage that it caused began or ended, an effect of it landed, or an event came that can strike a
   * node which was down in it; ascending.
   */
  readonly points: readonly number[];
  readonly stretches: readonly LossStretch[];
}

/** Numbers joined into sets. */
function makeJoins(): { root(number: number): number; join(a: number, b: number): void } {
  const parent = new Map<number, number>();
  const root = (number: number): number => {
    let at = number;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  return {
    root,
    join: (a, b) => {
      const [x, y] = [root(a), root(b)];
      if (x !== y) parent.set(Math.max(x, y), Math.min(x, y));
    },
  };
}

function groupedBy<T>(items: Iterable<T>, keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * The occurrences of a trial, by their first event; what no event led to is one by itself, at hour 0.
 *
 * @param canStrike Whether a threat can strike a node.
 */
export function occurrencesOf(
  { stretches, events, outages }: WatchedTrial,
  canStrike: (threat: number, node: number) => boolean,
): Occurrence[] {
  const { root, join } = makeJoins();
  for (const stretch of stretches) {
    const [first] = stretch.events;
    if (first !== undefined) for (const event of stretch.events) join(first, event);
  }
  const groups = groupedBy(stretches, ({ events: [first] }) => (first === undefined ? -1 : root(first)));
  const members = groupedBy(new Set(stretches.flatMap((stretch) => stretch.events)), root);
  return [...groups].map(([group, ofGroup]): Occurrence => {
    const numbers = new Set(members.get(group));
    const roots = [...numbers].flatMap((event) => events.get(event) ?? []);
    const first = roots.reduce((least, { hour }) => Math.min(least, hour), Infinity);
    const strikes = roots.flatMap((event) => event.strikes).toSorted((a, b) => a.hour - b.hour || a.node - b.node);
    const own = outages.filter(({ events: causes }) => [...causes].some((event) => numbers.has(event)));
    const down = new Set(own.map(({ node }) => node));
    const last = own.reduce((latest, { end }) => Math.max(latest, end), first);
    const comes = [...events.values()].filter(
      ({ hour, threat }) => hour >= first && hour <= last && [...down].some((node) => canStrike(threat, node)),
    );
    const hours = [
      ...roots.map(({ hour }) => hour),
      ...comes.map(({ hour }) => hour),
      ...strikes.map(({ hour }) => hour),
      ...own.flatMap(({ start, end }) => [start, end]),
    ];
    const begins = Number.isFinite(first) ? first : 0;
    const points = new Set(hours.filter((hour) => hour >= begins).map((hour) => hour - begins));
    return { first: begins, strikes, points: [...points].toSorted((a, b) => a - b), stretches: ofGroup };
  });
}
