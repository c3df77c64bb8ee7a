/** A part of a kernel: something with a state of its own in the trial at hand. */
export interface Part {
  /** All that stands for the state of the trial, copied. */
  save(): unknown;
  restore(saved: unknown): void;
}
