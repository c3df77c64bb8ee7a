/** What security should cost: rings, segments, frontier. */
import { doughnut } from '../../doughnut/doughnut.ts';
import { makeProgramSolver } from '../../runners/solver.ts';
import type { RequestOf } from './messages.ts';
import { limitsLeftOut, selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** Plans of the frontier that are sent, at most: as many as a chart has columns. */
const MOST_PLANS = 200;

/** Some of a list, evenly, its ends among them. */
function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, place) => list[Math.round((place * (list.length - 1)) / (most - 1))]).flatMap(
    (one) => (one === undefined ? [] : [one]),
  );
}

/**
 * Says the doughnut of the conditions of a what-if, whatever its levels: rings belong to the options and the limits. Today
 * in it is what the file says.
 */
export async function rings(request: RequestOf<'rings'>, { session }: Workspace, task: Task): Promise<void> {
  const conditions = request.changes.filter(({ kind }) => kind !== 'level');
  const solver = makeProgramSolver();
  const document = await doughnut(session, {
    ...selectionOf(conditions),
    without: limitsLeftOut(conditions),
    solver,
    signal: task.signal,
    ...(request.confidence === undefined ? {} : { confidence: request.confidence }),
    ...(request.trials === undefined ? {} : { trials: request.trials }),
    ...(request.segments === undefined ? {} : { segments: request.segments }),
    onProgress: (part, { trialsDone, trials }) =>
      task.say({ kind: 'progress', words: part, done: trialsDone, of: trials }),
  });
  task.signal.throwIfAborted();
  task.say({ kind: 'rings', rings: { ...document, frontier: thinned(document.frontier, MOST_PLANS) } });
}
