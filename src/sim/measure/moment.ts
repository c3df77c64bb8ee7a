/** What the calendar says of the moment at which an event is given. */
import { dependencyGraph } from '../../model/graph.ts';
import type { CalendarFactor, GivenEvent, Model } from '../../model/model.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import type { LoweredLoss } from '../../results/given-note.ts';

/** Hours in which another moment is looked for. */
const LOOKED_THROUGH = 14 * 24;

/** The hour of the day that is taken where it will do. */
const MID_MORNING = '10:00';

/** Nodes that an event strikes, and those that need them, however remotely. */
function reached(event: GivenEvent, model: Model): ReadonlySet<string> {
  const struck =
    event.kind === 'node'
      ? [event.node]
      : (model.threats.find(({ id }) => id === event.threat)?.affects.map(({ node }) => node) ?? []);
  const graph = dependencyGraph(model);
  const found = new Set(struck);
  for (const node of found) for (const next of graph.outNeighbors(node)) found.add(next);
  return found;
}

/** The factors that lower losses at an hour, each with the nodes whose losses it lowers. */
function loweredAt(hour: number, nodes: ReadonlySet<string>, model: Model): LoweredLoss[] {
  const isInForce = ({ name }: CalendarFactor): boolean =>
    (model.calendar[name] ?? []).some(({ from, to }) => from <= hour && hour < to);
  const found = new Map<string, LoweredLoss>();
  for (const node of model.nodes) {
    if (!nodes.has(node.id)) continue;
    for (const { name, factor } of node.loss.flatMap(({ during }) => during.filter(isInForce))) {
      const key = `${name} ${factor}`;
      const before = found.get(key)?.nodes ?? [];
      if (factor < 1 && !before.includes(node.id)) found.set(key, { name, factor, nodes: [...before, node.id] });
    }
  }
  return [...found.values()];
}

/** Another moment, in which nothing lowers the losses; at ten in the morning where one is found soon. Null where there is none. */
function otherMoment(event: GivenEvent, nodes: ReadonlySet<string>, model: Model): string | null {
  const last = Math.min(LOOKED_THROUGH, model.horizonHours - event.atHours - 1);
  const isDear = (hour: number): boolean => loweredAt(hour, nodes, model).length === 0;
  const hours = Array.from({ length: Math.max(0, Math.floor(last)) }, (_, index) => event.atHours + 1 + index);
  const free = hours.filter(isDear).map((hour) => dateAfter(model.starts, hour));
  return free.find((date) => date.endsWith(MID_MORNING)) ?? free[0] ?? null;
}

/** What a note on a given event says of its moment. */
export function momentOf(
  event: GivenEvent,
  model: Model,
): { readonly lowered?: readonly LoweredLoss[]; readonly otherTime?: string } {
  const nodes = reached(event, model);
  const lowered = loweredAt(event.atHours, nodes, model);
  const other = lowered.length > 0 || event.atHours === 0 ? otherMoment(event, nodes, model) : null;
  const subject = event.kind === 'threat' ? `threat=${event.threat}` : event.text.replace(/@[^@]*$/, '');
  return {
    ...(lowered.length === 0 ? {} : { lowered }),
    ...(other === null ? {} : { otherTime: `${subject}@${other}` }),
  };
}
