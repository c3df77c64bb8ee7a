/** Why nothing is lost: clocks that nobody has given, each tried on futures of its own number. */
import type { Model, ModelNode } from '../model/model.ts';
import type { Selection } from '../model/selection.ts';
import type { Assumption } from '../results/snowball/reasons.ts';
import type { Session } from '../sim/session.ts';
import { SelectionFault } from '../sim/session/variants.ts';
import type { Network } from './points/network.ts';

/** Hours that a clock is tried with. */
const HOURS = 12;

/** Clocks that are tried, those nearest to a loss. */
const MOST = 8;

/** Trials of each. */
const TRIALS = 10_000;

type Clock = Pick<Assumption, 'node' | 'kind' | 'members' | 'tried'>;

/** A segment of a path. */
const segment = (name: string): string => (/^[\w-]+$/.test(name) ? name : `"${name}"`);

/** What a node does at once, although it may take time. */
function clocksOf({ id, needs, restart, kind }: ModelNode): Clock[] {
  const switchovers = needs
    .filter((group) => group.kind === 'any' && group.members.length > 1 && group.switchover === undefined)
    .map(({ id: group, members }): Clock => ({
      node: id,
      kind: 'switchover',
      members,
      tried: `nodes.${segment(id)}.needs.${segment(group)}.switchover=${HOURS} h`,
    }));
  const isAtOnce = kind !== 'control' && needs.length > 0 && restart === undefined;
  const restarts: Clock[] = isAtOnce
    ? [{ node: id, kind: 'restart', members: [], tried: `nodes.${segment(id)}.restart=${HOURS} h` }]
    : [];
  return [...switchovers, ...restarts];
}

/** Clocks of nodes from which a loss is reached, those farthest from the start first. */
function candidates(model: Model, network: Network): readonly Clock[] {
  const { nodeIds } = network.compiled;
  const numbers = new Map(nodeIds.map((id, number) => [id, number]));
  const depth = (id: string): number => network.depth[numbers.get(id) ?? 0] ?? 0;
  return model.nodes
    .filter(({ id }) => network.reaches[numbers.get(id) ?? 0] === 1)
    .flatMap(clocksOf)
    .toSorted((a, b) => depth(b.node) - depth(a.node) || (a.tried < b.tried ? -1 : 1))
    .slice(0, MOST);
}

/** The selection with one more override; null where the file does not take it. */
function variantWith(session: Session, selection: Selection, tried: string): Selection | null {
  const set = [...(selection.set ?? []), tried];
  try {
    session.variants([{ ...selection, set }]);
    return { ...selection, set };
  } catch (error) {
    if (error instanceof SelectionFault) return null;
    throw error;
  }
}

/**
 * The clocks with which there would be a loss, the most frequent first. Rejects with the reason of its signal.
 *
 * @param trials Of the run in which nothing was lost: no more are simulated for each clock.
 */
export async function restsOn(
  session: Session,
  selection: Selection,
  network: Network,
  trials: number,
  options: { readonly seed?: string | undefined; readonly signal?: AbortSignal | undefined },
): Promise<readonly Assumption[]> {
  const [variant] = session.variants([selection]);
  const found: Assumption[] = [];
  for (const clock of candidates(variant!.model, network)) {
    const changed = variantWith(session, selection, clock.tried);
    if (changed === null) continue;
    const document = await session.run({ ...changed, ...options, trials: Math.min(trials, TRIALS) });
    options.signal?.throwIfAborted();
    for (const { loss } of Object.values(document.scenarios)) {
      if (loss.probabilityOfLoss.value > 0) {
        found.push({ ...clock, hours: HOURS, probabilityOfLoss: loss.probabilityOfLoss });
      }
    }
  }
  return found.toSorted(
    (a, b) => b.probabilityOfLoss.value - a.probabilityOfLoss.value || (a.tried < b.tried ? -1 : 1),
  );
}
