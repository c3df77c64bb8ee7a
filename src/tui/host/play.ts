/** Plays a cause for the screen: one future of it, the ranges of many, and what could still be done. */
import { goalNodes } from '../../model/goal-nodes.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import type { Selection } from '../../model/selection.ts';
import type { Variant } from '../../sim/session.ts';
import { SelectionFault } from '../../sim/session/variants.ts';
import { answered, momentsOf } from '../../snowball/time/moments.ts';
import { givenBy, usualOutage, type PlayCause } from '../../study/play/play-cause.ts';
import { playedFuture } from '../../study/play/played-future.ts';
import { playedFutures, type Played, type PlayedNode } from '../../study/play/played-futures.ts';
import { dearestHour, triedHours } from '../../study/play/tried-hours.ts';
import { remediesFor } from '../../study/play/remedies.ts';
import { addressOf, makeWatch } from '../../study/play/watched-futures.ts';
import { problemWords } from './fault-words.ts';
import type { RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { AskedCause, RangesView, TriedBeginning } from './study-messages.ts';
import { variantOf } from './variant.ts';
import type { Task, Workspace } from './workspace.ts';

/** Futures in which a cause is played. */
const FUTURES = 200;
/** Nodes of which the screen is told ranges. */
const MOST_NODES = 200;
const MOST_REMEDIES = 40;

/** Lets messages in, so that a question can be cancelled. */
export const pauseOf =
  ({ signal }: Task) =>
  async (): Promise<void> => {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    signal.throwIfAborted();
  };

const withCause = (selection: Selection, cause: PlayCause): Selection => ({
  ...selection,
  given: [...(selection.given ?? []), ...givenBy(cause)],
});

/** A cause with the length of its outage, and where that comes from. */
function lasting(
  { session }: Workspace,
  selection: Selection,
  cause: AskedCause,
): { readonly cause: PlayCause; readonly because: string } {
  if (cause.kind !== 'node') return { cause, because: '' };
  if (cause.outage !== null) return { cause: { ...cause, outage: cause.outage }, because: '' };
  const { model, compiled } = variantOf(session, selection);
  const { hours, threat } = usualOutage(model, compiled, session.seed, cause.node);
  const outage = Number.isFinite(hours) ? `${Number(hours.toPrecision(3))} h` : 'forever';
  const because = threat === null ? 'nothing strikes it, so a day' : `the middle of what ${threat} does`;
  return { cause: { ...cause, outage }, because };
}

/** A cause with the hour at which it begins: where nobody says when, the dearest of the calendar. */
async function beginning(
  { session }: Workspace,
  selection: Selection,
  cause: PlayCause,
  task: Task,
): Promise<{ readonly cause: PlayCause; readonly tried: readonly TriedBeginning[] }> {
  if (cause.kind === 'trial' || cause.at !== undefined) return { cause, tried: [] };
  const variant = variantOf(session, withCause(selection, cause));
  const { starts, calendar } = variant.model;
  const tried = await triedHours(variant, session.seed, { pause: pauseOf(task) });
  const hour = dearestHour(tried);
  const namesAt = (at: number): readonly string[] =>
    Object.entries(calendar).flatMap(([name, stretches]) =>
      stretches.some(({ from, to }) => from <= at && at < to) ? [name] : [],
    );
  return {
    cause: { ...cause, at: dateAfter(starts, hour) },
    tried: tried.map(({ hour: at, loss }) => ({ date: dateAfter(starts, at), names: namesAt(at), loss })),
  };
}

/** Plays a future; says why, where a cause as it was written is none. */
export async function play(request: RequestOf<'play'>, workspace: Workspace, task: Task): Promise<void> {
  try {
    await playOne(request, workspace, task);
  } catch (error) {
    if (!(error instanceof SelectionFault)) throw error;
    task.say({ kind: 'unplayed', words: problemWords(error) });
  }
}

async function playOne(request: RequestOf<'play'>, workspace: Workspace, task: Task): Promise<void> {
  const { session } = workspace;
  const selection = selectionOf(request.changes);
  const { cause: lasts, because } = lasting(workspace, selection, request.cause);
  const { cause, tried } = await beginning(workspace, selection, lasts, task);
  const variant = variantOf(session, withCause(selection, cause));
  const { model } = variant;
  const isTrial = cause.kind === 'trial';
  const futures = isTrial ? 1 : FUTURES;
  const future = request.future % futures;
  const address = isTrial ? { world: cause.world, trial: cause.trial } : addressOf(variant, future);
  const played = playedFuture(variant, session.seed, address);
  const shown = new Set(played.rows.map(({ node }) => node));
  task.say({
    kind: 'played',
    view: {
      cause,
      because,
      tried,
      future,
      futures,
      begins: dateAfter(model.starts, played.from),
      goals: goalNodes(model)
        .map(({ id }) => id)
        .filter((id) => shown.has(id)),
      nodes: model.nodes.filter(({ kind }) => kind !== 'control').length,
      mtpd: Object.fromEntries(
        model.nodes.flatMap(({ id, tolerance }): [string, number][] =>
          tolerance?.mtpd === undefined || !shown.has(id) ? [] : [[id, tolerance.mtpd]],
        ),
      ),
      played,
    },
  });
}

/** The goal that goes down in most futures, then soonest. */
function goalOf({ model }: Variant, nodes: readonly PlayedNode[]): string | null {
  const goals = new Set(goalNodes(model).map(({ id }) => id));
  const [first] = nodes
    .filter(({ node, goesDown }) => goals.has(node) && goesDown > 0)
    .toSorted((a, b) => b.goesDown - a.goesDown);
  return first?.node ?? null;
}

/** The last hour at which repairing all that was struck so far saves half of what the futures lose together. */
async function lastMoment(
  variant: Variant,
  seed: string,
  played: Played,
  pause: () => Promise<void>,
): Promise<number | null> {
  const watch = makeWatch(variant, seed);
  const { horizonHours } = variant.model;
  const total = played.each.reduce((sum, { loss }) => sum + loss, 0);
  const points = new Set(
    played.nodes
      .flatMap(({ fallsAt, backAt, downAt }) => [fallsAt, backAt, ...(downAt === null ? [] : [downAt])])
      .flatMap(({ low, middle, high }) => [low, middle, high]),
  );
  const hours = [...points].filter((hour) => hour + watch.from < horizonHours).toSorted((a, b) => a - b);
  const savedAt = async (hour: number): Promise<number> => {
    await pause();
    let left = 0;
    for (const [place, address] of played.addresses.entries()) {
      const struck = new Set(
        (played.each[place]?.strikes ?? []).flatMap((strike) => (strike.hour <= hour ? [strike.node] : [])),
      );
      const at = watch.from + hour;
      const actions =
        at < horizonHours
          ? [...struck].map((node) => ({ at, action: { kind: 'repair', id: 'repaired', node } as const }))
          : [];
      left += watch.future(address, actions).loss;
    }
    return (total - left) / total;
  };
  const [moments] = await answered([momentsOf(hours)], async ([wanted = []]) => {
    const saved: number[] = [];
    for (const hour of wanted) saved.push(await savedAt(hour));
    return [saved];
  });
  return moments?.last ?? null;
}

function viewOf(cause: PlayCause, variant: Variant, played: Played): RangesView {
  const goal = goalOf(variant, played.nodes);
  const isFirst = (node: PlayedNode): number => (node.node === goal ? 0 : 1);
  const kept =
    played.nodes.length > MOST_NODES ? played.nodes.toSorted((a, b) => isFirst(a) - isFirst(b)) : played.nodes;
  return {
    futures: played.futures,
    loss: played.loss,
    lossRange: played.lossRange,
    cause,
    nodes: kept.slice(0, MOST_NODES),
    moreNodes: Math.max(0, kept.length - MOST_NODES),
    goal,
  };
}

export async function ranges(request: RequestOf<'ranges'>, { session }: Workspace, task: Task): Promise<void> {
  const { cause } = request;
  if (cause.kind === 'trial') return;
  const pause = pauseOf(task);
  const selection = withCause(selectionOf(request.changes), cause);
  const variant = variantOf(session, selection);
  const played = await playedFutures(variant, session.seed, FUTURES, { pause });
  const view = viewOf(cause, variant, played);
  task.say({ kind: 'ranges', ranges: view });
  const { remedies, without } = await remediesFor(session, selection, played, view.goal, { pause });
  const lost = played.loss.value > 0;
  const last = lost ? { lastMomentHours: await lastMoment(variant, session.seed, played, pause) } : {};
  task.say({
    kind: 'ranges',
    ranges: { ...view, ...last, remedies: { remedies: remedies.slice(0, MOST_REMEDIES), without } },
  });
}
