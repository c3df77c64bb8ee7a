/** The report and the document of what is shown, as text. */
import { runReport } from '../../report/run/run-report.ts';
import { PLAIN } from '../../report/text/style.ts';
import { jsonText } from '../../results/json-text.ts';
import { onSameFutures } from '../../sim/session/simulate.ts';
import { sameFigures } from './command.ts';
import type { RequestOf } from './messages.ts';
import { isToday, selectionOf } from './selections.ts';
import { simulated, sizeOf } from './simulated.ts';
import type { Task, Workspace } from './workspace.ts';

const WIDTH = 80;

/** Says the text of a settled run, which is found again where it was shown. */
export async function exported(request: RequestOf<'export'>, workspace: Workspace, task: Task): Promise<void> {
  const { changes, what } = request;
  const selection = selectionOf(changes);
  const inWorlds = workspace.session.variants([{}, selection]).some(({ compiled }) => compiled.uncertain);
  const options = { inWorlds, ofDrivers: true };
  const today = await simulated(workspace, {}, { ...sizeOf(workspace.today), ...options }, task, 'progress');
  task.signal.throwIfAborted();
  const sample = isToday(changes)
    ? today
    : await simulated(workspace, selection, onSameFutures(options, today), task, 'pulses');
  task.signal.throwIfAborted();
  const { document } = sample;
  const command = sameFigures(workspace.path, changes, document);
  const text =
    what === 'json'
      ? [...jsonText(document)].join('')
      : `${runReport({ document, command }, { width: WIDTH, style: PLAIN }).join('\n')}\n`;
  task.say({ kind: 'exported', text });
}
