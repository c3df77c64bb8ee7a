/** Writes the model file, unless another program has written it meanwhile. */
import { openModelFile } from '../../io/read-model.ts';
import { systemReason } from '../../io/system-reason.ts';
import { writeAtomically } from '../../io/write-atomically.ts';
import type { RequestOf } from './messages.ts';
import type { Task, Workspace } from './workspace.ts';

/** Says `written` with the hash of the new text, or `failed`: then the file is as it was. */
export async function write(request: RequestOf<'write'>, { path }: Workspace, task: Task): Promise<void> {
  if (openModelFile(path).hash !== request.expects) {
    task.say({ kind: 'failed', words: `${path} has changed on disk meanwhile: nothing was written` });
    return;
  }
  try {
    await writeAtomically(path, request.text);
  } catch (error) {
    task.say({ kind: 'failed', words: `${path} was not written: ${systemReason(error)}` });
    return;
  }
  task.say({ kind: 'written', file: path, hash: openModelFile(path).hash });
}
