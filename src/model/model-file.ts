/** A model file and what can be taken from it. */
import type { Model } from './model.ts';
import type { Checked, Problem } from './problem.ts';
import type { Selection } from './selection.ts';

/** A model file, read and checked once: every scenario, every level that changes the model, every portfolio. */
export interface ModelFile {
  /** Faults of the file itself, in its order: no selection of it is a model while there are any. */
  readonly problems: readonly Problem[];
  /** The model under a selection, or every fault of file and selection at once. What was parsed for another one is not parsed again. */
  under(selection?: Selection): Checked<Model>;
}
