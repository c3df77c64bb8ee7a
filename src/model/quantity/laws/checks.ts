/** Checks that several laws share. */
import type { Mark } from '../parsed.ts';
import { refuse } from '../parsed.ts';

export function checkAscending(values: readonly number[], mark: Mark): void {
  const falls = values.some((value, i) => i > 0 && value <= (values[i - 1] ?? value));
  if (falls)
    refuse('order', 'the ends do not rise from left to right', 'write the lower number first: `low..high`', mark);
}

export function checkPositive(values: readonly number[], what: string, mark: Mark): void {
  if (values.every((value) => value > 0)) return;
  refuse('law', `${what} of this law lies above 0`, 'write a positive number', mark);
}

/** Shapes for which gamma and beta functions can be computed. */
const SHAPES = { least: 1e-3, most: 1e9 };

export function checkShape(values: readonly number[], what: string, mark: Mark): void {
  checkPositive(values, what, mark);
  if (values.every((value) => value >= SHAPES.least && value <= SHAPES.most)) return;
  refuse('law', `${what} of this law lies between 0.001 and 1e9`, 'write a number of that size', mark);
}
