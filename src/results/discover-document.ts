/** The document of `discover`, version 1: which combinations break a limit. Fields may be added, never renamed. */
import * as z from 'zod';
import type { Conditions } from './conditions.ts';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
import { givenNotesSchema, type GivenNote } from './given-note.ts';

const FEATURES = ['state', 'atLeast', 'index', 'threat', 'struck', 'down'] as const;
/**
 * Hours in which a state of a driver is in force, or it or a worse one; the mean of an index; events of a threat that got through; hours
 * in which an effect on the node itself lasts; hours in which it is down for whatever reason.
 */
export type DiscoverFeature = (typeof FEATURES)[number];

export interface DiscoverCondition {
  readonly feature: DiscoverFeature;
  /** Of the driver, threat or node. */
  readonly id: string;
  /** Of the driver: `state` and `atLeast`. */
  readonly state?: string | undefined;
  /** Strictly above [events, hours, factor]; null for no bound. */
  readonly above: number | null;
  /** At most [events, hours, factor]; null for no bound. */
  readonly atMost: number | null;
  /** Chance that so many cases are broken if this condition said nothing (quasi-p-value), on the half that did not find it. */
  readonly luck: number;
}

/** A part of all periods; a period belongs to the first rule that it fulfils. */
export interface DiscoverPart {
  /** Of all periods, those in it. */
  readonly share: Estimate;
  /** Of its periods, those that break the limit. */
  readonly density: Estimate;
  /** Of the periods that break the limit, those in it. */
  readonly coverage: Estimate;
  /** Density by that of all periods. */
  readonly lift: Estimate;
}

export interface DiscoverRule extends DiscoverPart {
  /** All hold together. One to three. */
  readonly conditions: readonly DiscoverCondition[];
  /** Density on the half on which the rule was found. */
  readonly densityFound: number;
}

const NO_RULE = ['never', 'always', 'too few', 'no rule'] as const;
/** Why there is no rule: the limit is never broken, in every period, in too few to learn from, or nothing tells them apart. */
export type NoRule = (typeof NO_RULE)[number];

export interface DiscoverAnswer {
  /** What breaks it, in few words: "loss over £10m". */
  readonly subject: string;
  /** Share of all periods that break it, over the whole run. */
  readonly broken: Estimate;
  /** Periods of the run, those that break it, and those that were looked at: with both kinds. */
  readonly periods: number;
  readonly brokenPeriods: number;
  readonly cases: { readonly broken: number; readonly others: number };
  /** Features that differ from period to period. */
  readonly features: number;
  /** The one with the most of what breaks the limit first. */
  readonly rules: readonly DiscoverRule[];
  /** Found on one half, and not borne out by the other. */
  readonly dropped: readonly DiscoverRule[];
  /** Periods of no rule; null where there is none. */
  readonly rest: DiscoverPart | null;
  /** Null where there are rules. */
  readonly none: NoRule | null;
}

export interface DiscoverDocument extends DocumentHead {
  readonly discover: 1;
  readonly conditions: Conditions;
  readonly portfolio: Readonly<Record<string, string>>;
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[] | undefined;
  readonly measured: { readonly worlds: number; readonly trials: number };
  readonly periodHours: number;
  /** Whether hours down were looked at too. */
  readonly symptoms: boolean;
  /** By the id of the limit, or `over` for a loss that was named. */
  readonly answers: Readonly<Record<string, DiscoverAnswer>>;
}

const count = z.number().int().min(0);
const partFields = { share: estimateSchema, density: estimateSchema, coverage: estimateSchema, lift: estimateSchema };
const condition = z.looseObject({
  feature: z.enum(FEATURES),
  id: z.string(),
  state: z.string().optional(),
  above: z.number().nullable(),
  atMost: z.number().nullable(),
  luck: z.number().min(0).max(1),
});
const rule = z.looseObject({ ...partFields, conditions: z.array(condition), densityFound: z.number() });
const answer: z.ZodType<DiscoverAnswer> = z.looseObject({
  subject: z.string(),
  broken: estimateSchema,
  periods: count,
  brokenPeriods: count,
  cases: z.looseObject({ broken: count, others: count }),
  features: count,
  rules: z.array(rule),
  dropped: z.array(rule),
  rest: z.looseObject(partFields).nullable(),
  none: z.enum(NO_RULE).nullable(),
});

export const discoverDocumentSchema: z.ZodType<DiscoverDocument> = z.looseObject({
  ...documentHeadFields,
  discover: z.literal(1),
  conditions: z.custom<Conditions>((value) => typeof value === 'object' && value !== null),
  portfolio: z.record(z.string(), z.string()),
  given: z.array(z.string()).nullable(),
  givenEvents: givenNotesSchema.optional(),
  measured: z.looseObject({ worlds: count, trials: count }),
  periodHours: z.number().positive(),
  symptoms: z.boolean(),
  answers: z.record(z.string(), answer),
});
