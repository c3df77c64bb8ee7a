/** A host that never ends a run, ends everything else at once, and says of its open question what else it is told. */
import { parentPort } from 'node:worker_threads';

let open = 0;
parentPort.on('message', ({ say, request }) => {
  if (say !== 'ask') parentPort.postMessage({ id: open, kind: 'exported', text: say });
  else if (request.kind === 'answer' || request.kind === 'rings') open = request.id;
  else parentPort.postMessage({ id: request.id, kind: 'done' });
});
