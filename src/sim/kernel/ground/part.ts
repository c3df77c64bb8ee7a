/** A part of a kernel: something with its own state in the current trial. */
export interface Part {
  /** A copy of all state of the trial. */
  save(): unknown;
  restore(saved: unknown): void;
}
