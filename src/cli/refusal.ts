/** What stops a command because the model or the command line is at fault. */
import type { Checked, Problem } from '../model/problem.ts';

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

/** The value, or a Refusal with the problems. */
export function accepted<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw new Refusal(checked.problems);
}
