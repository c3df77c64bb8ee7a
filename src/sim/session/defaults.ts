/** What a run is when it is told nothing else; on its own, so that it can be said before all that simulates is loaded. */

/** The seed phrase of a session that is given none. */
export const DEFAULT_SEED = 'ringfence';

/** Trials of a run that is told no size, at most. */
export const MOST_TRIALS = 1_000_000;

/** What such a run is to know before it ends: standard errors as shares of the value. */
export const ASKED = { mean: 0.01, tailMean: 0.03 } as const;

/** Each of its stages ends at so many times the trials of the one before. */
export const STAGE_GROWTH = 1.5;
