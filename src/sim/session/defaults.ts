/** Defaults of a run; in a separate file, so that they can be shown before the simulation code is loaded. */

/** The seed phrase of a session that is given none. */
export const DEFAULT_SEED = 'ringfence';

/** Trials of a run that asks for no other number, and does not end by itself. */
export const DEFAULT_TRIALS = 1_000_000;

/** Maximum trials of a run that is given no size. */
export const MOST_TRIALS = 1_000_000;

/** What such a run must know before it ends: standard errors as shares of the value. */
export const ASKED = { mean: 0.01, tailMean: 0.03 } as const;

/** Ratio of the trials at the end of each stage to those of the one before. */
export const STAGE_GROWTH = 1.5;
