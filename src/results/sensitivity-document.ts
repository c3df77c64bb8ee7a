/** The document of `sensitivity`, version 1: which uncertain inputs move the figures. Fields may be added, never renamed. */
import * as z from 'zod';
import type { Conditions } from './conditions.ts';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateSchema, type Estimate } from './estimate.ts';
import { givenNotesSchema, type GivenNote } from './given-note.ts';

/** An input that is drawn once a world, or a group of them. */
export interface SensitivityInput {
  /** Path of the figure in the model, or name of the group. */
  readonly id: string;
  /** As the file states it; null for a group, for what is read from evidence, and for all others together. */
  readonly stated: string | null;
  /** Inputs in it: 1 unless it is a group. */
  readonly inputs: number;
}

/** Shares of the variance over worlds. */
export interface SensitivityIndices {
  /** Its id among `inputs`. */
  readonly input: string;
  /** First-order index: the share that goes, on average, when it is known. */
  readonly first: Estimate;
  /** Total index: the share that is left, on average, when all else is known. */
  readonly total: Estimate;
}

export interface SwingEnd {
  /** Value of the input there, in base units (hours, money, shares of one, per hour). */
  readonly at: number;
  /** The figure there, with all else as uncertain as it is. */
  readonly figure: Estimate;
}

/** A figure with one input fixed at either end, and all others drawn. */
export interface Swing {
  readonly input: string;
  /** At its 5 % point and at its 95 % point; of an input with few values, where the figure is least and greatest. */
  readonly low: SwingEnd;
  readonly high: SwingEnd;
  /** High less low, on the same futures. */
  readonly swing: Estimate;
}

/** Which estimate to improve first. */
export interface WorthImproving {
  readonly input: string;
  /** Its first-order index. */
  readonly first: Estimate;
  /** Others of which it is not known whether they are more worth it. */
  readonly tied: readonly string[];
  /** What its first-order index leaves of the standard deviation over worlds. */
  readonly deviationLeft: number;
}

export interface SensitivityFigure {
  /** In few words: "mean loss". */
  readonly subject: string;
  readonly unit: 'money' | 'share' | 'number';
  /** Mean over worlds. */
  readonly mean: Estimate;
  /** Standard deviation over worlds, freed of the noise inside them; null where the noise hides it. */
  readonly deviation: Estimate | null;
  /** Greatest total first. Empty where the deviation is not known, or nothing is uncertain. */
  readonly indices: readonly SensitivityIndices[];
  /** Greatest swing first. */
  readonly swings: readonly Swing[];
  /** Null where nothing stands out. */
  readonly improve: WorthImproving | null;
}

export interface SensitivityDocument extends DocumentHead {
  readonly sensitivity: 1;
  readonly conditions: Conditions;
  readonly portfolio: Readonly<Record<string, string>>;
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[] | undefined;
  /** The run as it is, from which the tail begins. */
  readonly measured: { readonly worlds: number; readonly trials: number };
  /** Trials of the whole analysis. */
  readonly simulated: number;
  readonly periodHours: number;
  /** Inputs of the model that can move a figure. */
  readonly uncertainInputs: number;
  /** Those that were looked at one by one; the last may stand for all others together. */
  readonly inputs: readonly SensitivityInput[];
  /** Whether the last of `inputs` is all others together. */
  readonly hasOthers: boolean;
  /** How the worlds were read: so many with their partners, so many trials in each; null where nothing is uncertain. */
  readonly design: { readonly worlds: number; readonly trialsPerWorld: number; readonly changes: number } | null;
  /** By `loss`, `tail`, and the id of a limit. */
  readonly figures: Readonly<Record<string, SensitivityFigure>>;
}

const count = z.number().int().min(0);
const end = z.looseObject({ at: z.number(), figure: estimateSchema });
const figure: z.ZodType<SensitivityFigure> = z.looseObject({
  subject: z.string(),
  unit: z.enum(['money', 'share', 'number']),
  mean: estimateSchema,
  deviation: estimateSchema.nullable(),
  indices: z.array(z.looseObject({ input: z.string(), first: estimateSchema, total: estimateSchema })),
  swings: z.array(z.looseObject({ input: z.string(), low: end, high: end, swing: estimateSchema })),
  improve: z
    .looseObject({ input: z.string(), first: estimateSchema, tied: z.array(z.string()), deviationLeft: z.number() })
    .nullable(),
});

export const sensitivityDocumentSchema: z.ZodType<SensitivityDocument> = z.looseObject({
  ...documentHeadFields,
  sensitivity: z.literal(1),
  conditions: z.custom<Conditions>((value) => typeof value === 'object' && value !== null),
  portfolio: z.record(z.string(), z.string()),
  given: z.array(z.string()).nullable(),
  givenEvents: givenNotesSchema.optional(),
  measured: z.looseObject({ worlds: count, trials: count }),
  simulated: count,
  periodHours: z.number().positive(),
  uncertainInputs: count,
  inputs: z.array(z.looseObject({ id: z.string(), stated: z.string().nullable(), inputs: count })),
  hasOthers: z.boolean(),
  design: z.looseObject({ worlds: count, trialsPerWorld: count, changes: count }).nullable(),
  figures: z.record(z.string(), figure),
});
