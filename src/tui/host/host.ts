/** Entry of the host's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { ownProcess } from '../../runners/inlining.ts';
import { makeGatedRunner } from './gate.ts';
import { makeHost } from './make-host.ts';
import type { HostSaid, ToHost } from './messages.ts';
import { buffersOfColumns } from './node-columns.ts';

/** What the thread is started with. */
export interface HostData {
  /** Threads that simulate. */
  readonly workers: number;
}

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a thread');

ownProcess();
const { workers } = workerData as HostData;
const runner = makeGatedRunner({ workers });
const say = (said: HostSaid): void =>
  port.postMessage(said, said.kind === 'answer' || said.kind === 'today' ? buffersOfColumns(said.answer.nodes) : []);
const host = makeHost(runner, say);

port.on('message', (message: ToHost) => {
  switch (message.say) {
    case 'ask':
    case 'cancel':
      host.receive(message);
      break;
    case 'workers':
      runner.take(message.workers);
      break;
    case 'pause':
      runner.pause();
      break;
    case 'resume':
      runner.resume();
      break;
  }
});
