/** V8's budgets for inlining functions into their callers. */
import { setFlagsFromString } from 'node:v8';
import { expectedEventsPerTrial } from '../sim/compile/expected-events.ts';
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';
import type { Job, Task } from '../sim/session/runner.ts';

/** Node 20, 22 and 24 know these; they change how code is compiled, never its results. */
const FLAGS = [
  '--min-inlining-frequency=0.001',
  '--max-inlined-bytecode-size=3000',
  '--max-inlined-bytecode-size-cumulative=8000',
  '--max-inlined-bytecode-size-absolute=20000',
];

/** Threat events of one thread above which a run makes up for the compile time, about a second. */
const LONG = 5e6;

let raised = false;
let isOwn = false;

/**
 * Declares that the process belongs to the program: flags affect the whole process, so a library must not set them in
 * its host.
 */
export function ownProcess(): void {
  isOwn = true;
}

/** Threat events that a job is expected to simulate; 0 if unknown. */
export function expectedEvents(job: Job): number {
  if (job.kind !== 'sums' || job.tasks === 0) return 0;
  const block = job.task(0) as Task<'sums'>;
  const trials = job.tasks * block.worlds * block.trials;
  try {
    return trials * expectedEventsPerTrial(job.model, job.seed);
  } catch (error) {
    // Its trials will report it.
    if (error instanceof SimulationFault) return 0;
    throw error;
  }
}

/**
 * Raises the budgets, for the process and for good, when the process belongs to the program and a long run of a model
 * with needs is about to begin: settling a network takes many small functions, and where V8 inlines them into one, a
 * trial takes a sixth less time. Code already compiled stays as it is, so a run after shorter ones gains little.
 */
export function raiseInlining(job: Job, workers: number): void {
  if (!isOwn || raised || job.model.groupNode.length === 0 || expectedEvents(job) / workers < LONG) return;
  raised = true;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
