/** What stands behind the breaches of a limit, on the futures of the figures that are shown. */
import { onSameFutures } from '../../sim/session/simulate.ts';
import { breachCauses } from '../../study/explain/breach-causes.ts';
import { resultOf } from './answers.ts';
import type { RequestOf } from './messages.ts';
import { pauseOf } from './play.ts';
import { isToday, selectionOf } from './selections.ts';
import { simulated, sizeOf } from './simulated.ts';
import type { Task, Workspace } from './workspace.ts';

export async function breaches(request: RequestOf<'breaches'>, workspace: Workspace, task: Task): Promise<void> {
  const { session } = workspace;
  const selection = selectionOf(request.changes);
  const inWorlds = session.variants([{}, selection]).some(({ compiled }) => compiled.uncertain);
  const options = { ...sizeOf(workspace.today), inWorlds, ofDrivers: true };
  const today = await simulated(workspace, {}, options, task, 'nothing');
  task.signal.throwIfAborted();
  const same = onSameFutures({ inWorlds, ofDrivers: true }, today);
  const sample = isToday(request.changes) ? today : await simulated(workspace, selection, same, task, 'nothing');
  task.signal.throwIfAborted();
  const limit = sample.variant.model.limits.find(({ id }) => id === request.limit);
  const result = resultOf(sample).result.appetite.find(({ id }) => id === request.limit);
  if (limit === undefined || result === undefined) throw new Error(`there is no limit ${request.limit}`);
  const causes = await breachCauses(sample, session.seed, limit, result, pauseOf(task));
  task.say({ kind: 'breached', limit: request.limit, causes });
}
