/** Where the losses of a scenario come from: on average, and in its worst periods. */
import * as z from 'zod';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
import { trialDocumentSchema, type TrialDocument } from './trial-document.ts';

/** A part of a loss. */
export interface Contribution {
  /** Id of the threat, node or control; `shocks of the scenario`, `actions in the trial`, `given:NODE`, or `no node`. */
  readonly id: string;
  /** Counted money per period. */
  readonly loss: number;
  /** Of the whole. */
  readonly share: Estimate;
}

/** One loss taken apart, each list from the greatest down, without parts of 0. */
export interface Attribution {
  /** Counted money per period that is taken apart. */
  readonly loss: Estimate;
  /** By root cause. With `byControl` they add up to the loss: every loss has one root cause. */
  readonly byThreat: readonly Contribution[];
  /** Caused by controls that are not bought. */
  readonly byControl: readonly Contribution[];
  /** By the node at which the root cause struck; adds up. */
  readonly byNodeCausing: readonly Contribution[];
  /** By the node that lost it; adds up. */
  readonly byNodeBearing: readonly Contribution[];
}

export interface Explanation {
  readonly mean: Attribution;
  /** The mean of the worst periods, by level: `"0.95"` the worst 5 %, `"0.99"` the worst 1 %. */
  readonly tails: Readonly<Record<string, Attribution>>;
  /** The trial with the middle one of the worst 1 % of periods; null when nothing was lost. */
  readonly middleOfTail: TrialDocument | null;
}

const contributions: z.ZodType<readonly Contribution[]> = z.array(
  z.looseObject({ id: z.string(), loss: z.number(), share: estimateSchema }),
);

const attribution: z.ZodType<Attribution> = z.looseObject({
  loss: estimateSchema,
  byThreat: contributions,
  byControl: contributions,
  byNodeCausing: contributions,
  byNodeBearing: contributions,
});

export const explanationSchema: z.ZodType<Explanation> = z.looseObject({
  mean: attribution,
  tails: z.record(z.string(), attribution),
  middleOfTail: trialDocumentSchema.nullable(),
});
