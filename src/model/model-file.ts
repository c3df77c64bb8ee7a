/** A model file and what can be taken from it. */
import type { Model } from './model.ts';
import type { Checked, Problem } from './problem.ts';
import type { Selection } from './selection.ts';

/** Something that one scenario does otherwise than another. */
export interface ScenarioChange {
  /** A driver held, a path set, a shock. */
  readonly kind: 'hold' | 'set' | 'shock';
  /** `conflict held at war`. */
  readonly words: string;
}

/** What lies between two scenarios, and the scenarios in which only some of it is changed. */
export interface Between {
  readonly changes: readonly ScenarioChange[];
  /** The name of the scenario in such a file. */
  readonly scenario: string;
  /** A file with that one scenario, in which those changes are made of which `isMade` is true. */
  file(isMade: (change: number) => boolean): ModelFile;
}

/** A model file, read and checked once: every scenario, every level that changes the model, every portfolio. */
export interface ModelFile {
  /** Faults of the file itself, in its order: no selection of it is a model while there are any. */
  readonly problems: readonly Problem[];
  /** The model under a selection, or every fault of file and selection at once. What was parsed for another one is not parsed again. */
  under(selection?: Selection): Checked<Model>;
  /** What lies between two scenarios; null where there is no such scenario. Absent where the file is not at hand. */
  between?(from: string, to: string): Between | null;
}
