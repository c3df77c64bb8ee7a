/** The figures that the model file states, to be found by name. */
import { statedFigures } from '../../model/stated-figures.ts';
import type { RequestOf } from './messages.ts';
import type { Task, Workspace } from './workspace.ts';

/** What a list can be searched in at every key. */
const MOST = 20_000;

export async function figures(_request: RequestOf<'figures'>, { source }: Workspace, task: Task): Promise<void> {
  task.say({ kind: 'figures', figures: statedFigures(source.value, MOST) });
}
