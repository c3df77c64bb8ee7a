/** What stops a command because the model or the command line is at fault. */
import type { Checked, Problem } from '../model/problem.ts';
import { WorkerFault } from '../runners/worker-fault.ts';
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';

/** Faults for a person to mend; caught at the top, where they are shown, each with its place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = problems;
  }
}

/** A fault of the command line. */
export const argumentProblem = (message: string, remedy: string): Problem => ({
  code: 'argument',
  message,
  remedy,
  place: null,
});

/** What a run threw, as a Refusal where the model or the machine is at fault, with what helps. */
export function blamed(error: unknown): unknown {
  if (error instanceof SimulationFault) {
    return new Refusal([{ code: 'simulation', message: error.message, remedy: '', place: null }]);
  }
  if (error instanceof WorkerFault && error.outOfMemory) {
    const remedy =
      'give fewer --workers or --trials, or more memory: NODE_OPTIONS=--max-old-space-size=8192 (megabytes)';
    return new Refusal([{ code: 'memory', message: error.message, remedy, place: null }]);
  }
  return error;
}

/** The value, or a Refusal with the problems. */
export function accepted<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw new Refusal(checked.problems);
}
