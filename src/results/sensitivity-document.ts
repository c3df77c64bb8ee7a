/** The document of `sensitivity`, version 1: which uncertain inputs move the figures. Fields may be added, never renamed. */
import * as z from 'zod';
import type { Conditions } from './conditions.ts';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
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

/** A figure with one driver held at one place all along, all else as it follows. */
export interface HeldPlace {
  /** A state, or `normal`; of an index its value there, `x1.6`. */
  readonly at: string;
  readonly figure: Estimate;
  /** The figure less that with the driver as it comes, on the same futures. */
  readonly difference: Estimate;
}

export interface HeldDriver {
  /** Its id among `drivers`. */
  readonly driver: string;
  /** In the order of `drivers`. */
  readonly places: readonly HeldPlace[];
}

/** A driver that was held. */
export interface DriverLooked {
  readonly id: string;
  /** Indices that move along when it is held, as `correlations` say; ids, in order. */
  readonly goesWith: readonly string[];
  /** `normal` and states from mild to severe; of an index its 5 % and its 95 % point. */
  readonly places: readonly {
    readonly at: string;
    /** How much of the time it is in force by itself; null of an index. */
    readonly shareOfTime: Estimate | null;
  }[];
}

/** What it is worth to know an estimate exactly before choosing what to spend on. */
export interface EstimateWorth {
  /** Path of the figure in the model. */
  readonly id: string;
  /** Money a year. */
  readonly worth: Estimate;
  /** At most, money a year. */
  readonly high: number;
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
  /** Drivers held one after another; empty where there is none, or too little was simulated. */
  readonly held?: readonly HeldDriver[] | undefined;
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
  /** The drivers that were held, those with states first, by id; none where too little was simulated. Absent where there is none to hold. */
  readonly drivers?: readonly DriverLooked[] | undefined;
  /**
   * What knowing each estimate is worth, the most first, by a doughnut of so many portfolios and trials of each; `estimates` is null
   * where no portfolio keeps the limits, so that there is nothing to choose among. Absent where it was not asked for.
   */
  readonly worth?:
    | { readonly estimates: readonly EstimateWorth[] | null; readonly worlds: number; readonly trials: number }
    | undefined;
  /** By `loss`, `tail`, and the id of a limit. */
  readonly figures: Readonly<Record<string, SensitivityFigure>>;
}

const count = z.number().int().min(0);
const end = z.looseObject({ at: z.number(), figure: estimateSchema });
const held = z.looseObject({
  driver: z.string(),
  places: z.array(z.looseObject({ at: z.string(), figure: estimateSchema, difference: estimateSchema })),
});
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
  held: z.array(held).optional(),
});
const driver = z.looseObject({
  id: z.string(),
  goesWith: z.array(z.string()),
  places: z.array(z.looseObject({ at: z.string(), shareOfTime: estimateSchema.nullable() })),
});
const worth = z.looseObject({
  estimates: z.array(z.looseObject({ id: z.string(), worth: estimateSchema, high: z.number() })).nullable(),
  worlds: count,
  trials: count,
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
  drivers: z.array(driver).optional(),
  worth: worth.optional(),
  figures: z.record(z.string(), figure),
});
