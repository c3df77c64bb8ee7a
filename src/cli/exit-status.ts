/** What the program tells the shell. */

export const DONE = 0;
/** The model, or the command line, is at fault. */
export const AT_FAULT = 1;
/** A limit of the appetite is broken; only with `--fail-on-breach`. */
export const BREACHED = 2;
/** Ringfence itself is at fault. */
export const INTERNAL_FAULT = 3;
/** Ctrl-C. */
export const INTERRUPTED = 130;

export type ExitStatus = typeof DONE | typeof AT_FAULT | typeof BREACHED | typeof INTERNAL_FAULT | typeof INTERRUPTED;
