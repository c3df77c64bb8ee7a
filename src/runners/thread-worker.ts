/** Entry of a worker thread. In a separate file, since it must not run in any other thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { kernelOf } from '../sim/compile/kernel-of.ts';
import { serve } from './serve.ts';

if (parentPort === null) throw new Error('this file is the entry of a worker thread');
serve(parentPort, workerData, kernelOf);
