/** A host that dies when it is asked for one trial, and otherwise says what it was told to open. */
import { parentPort } from 'node:worker_threads';

let opened = '';
parentPort.on('message', ({ request }) => {
  if (request?.kind === 'open') {
    opened = `opened: ${request.id} ${request.file}`;
    parentPort.postMessage({ id: request.id, kind: 'done' });
  }
  if (request?.kind === 'answer' && request.target.trials === 1) throw new Error('it fell over');
  if (request?.kind === 'answer') parentPort.postMessage({ id: request.id, kind: 'exported', text: opened });
});
