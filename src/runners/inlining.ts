/** V8's budgets for building functions into those that call them. */
import { setFlagsFromString } from 'node:v8';
import { expectedEventsPerTrial } from '../sim/compile/expected-events.ts';
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';
import type { Job, Task } from '../sim/session/runner.ts';

/** Node 20, 22 and 24 know these; what they change is how code is compiled, never what it gives. */
const FLAGS = [
  '--min-inlining-frequency=0.001',
  '--max-inlined-bytecode-size=3000',
  '--max-inlined-bytecode-size-cumulative=8000',
  '--max-inlined-bytecode-size-absolute=20000',
];

/** Threat events of one thread from which a run gets back what the compiler takes for it, about a second. */
const LONG = 5e6;

let raised = false;
let isOwn = false;

/** Says that the process is the program's own: flags are the whole process's, and no business of a library that a host calls. */
export function ownProcess(): void {
  isOwn = true;
}

/** Threat events that a job is likely to simulate; 0 where that is not known. */
export function expectedEvents(job: Job): number {
  if (job.kind !== 'sums' || job.tasks === 0) return 0;
  const block = job.task(0) as Task<'sums'>;
  const trials = job.tasks * block.worlds * block.trials;
  try {
    return trials * expectedEventsPerTrial(job.model, job.seed);
  } catch (error) {
    // Its trials will say so.
    if (error instanceof SimulationFault) return 0;
    throw error;
  }
}

/**
 * Raises the budgets, for the process and for good, when the process is the program's own and a long run of a model with needs is about to begin: to settle a network is
 * many small functions, and where V8 makes them one a trial takes a sixth less time. Code that is compiled stays as it is, so
 * that a run after shorter ones gains little.
 */
export function raiseInlining(job: Job, workers: number): void {
  if (!isOwn || raised || job.model.groupNode.length === 0 || expectedEvents(job) / workers < LONG) return;
  raised = true;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
