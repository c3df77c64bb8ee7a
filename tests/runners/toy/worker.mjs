// Entry of a worker thread whose kernel is the toy; the rest is the built project.
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../../../dist/runners/serve.js';
import { columnsOf } from '../../../dist/sim/kernel/ground/columns.js';
import { SimulationFault } from '../../../dist/sim/kernel/ground/kernel.js';
import { makeToyKernelFactory } from './kernel.mjs';

serve(parentPort, workerData, makeToyKernelFactory(columnsOf, SimulationFault));
