/** What a control did in a scenario. */
import * as z from 'zod';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';

/** Mean and central 90 % interval over worlds. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The keys of a level by which it does something. */
export type LevelVerb = 'prevent' | 'deter' | 'contain' | 'recover' | 'transfer' | 'set';

/** Of what a level does: what acts on given events, and what plays no part, as nothing prevents or deters these. */
export interface ActsOnGiven {
  readonly acts: readonly LevelVerb[];
  readonly playsNoPart: readonly LevelVerb[];
}

export interface ControlResult {
  /** The level in force. */
  readonly level: string;
  /** Share prevented at this level (or deterred, or contained, where that is all it does), 0..1; null when not known. */
  readonly effectiveness: Spread | null;
  /** Events (or effects) stopped per horizon, alone or together with others. */
  readonly stopped: Estimate;
  /** Those per horizon that nothing else stopped. */
  readonly stoppedAlone: Estimate;
  /** Counted money per period at nodes held down because this control is not bought; absent when there is none. */
  readonly lossCaused?: Estimate | undefined;
  /** What the level does about the events that are given; absent where none is given. */
  readonly onGiven?: ActsOnGiven | undefined;
}

const verbs: z.ZodType<readonly LevelVerb[]> = z.array(
  z.enum(['prevent', 'deter', 'contain', 'recover', 'transfer', 'set']),
);

export const controlSchema: z.ZodType<ControlResult> = z.looseObject({
  level: z.string(),
  effectiveness: z.looseObject({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  stopped: estimateSchema,
  stoppedAlone: estimateSchema,
  lossCaused: estimateSchema.optional(),
  onGiven: z.looseObject({ acts: verbs, playsNoPart: verbs }).optional(),
});
