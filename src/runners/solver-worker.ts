/** Entry of the thread that solves integer programs: the solver blocks while it works. */
import { parentPort } from 'node:worker_threads';
import { solveProgram } from './solve-program.ts';

if (parentPort === null) throw new Error('this file is the entry of a worker thread');
const port = parentPort;
port.on('message', (program: string) => {
  void solveProgram(program).then(
    (solution) => port.postMessage({ solution }),
    (error: unknown) => port.postMessage({ fault: String(error) }),
  );
});
