/** What drivers did in a scenario, and what was lost meanwhile. */
import * as z from 'zod';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';

/** Of a state, or of `normal`, in which no state is in force: of a driver these shares add up to 1. */
export interface TimesResult {
  readonly shareOfTime: Estimate;
  /** P(it is in force at some time of a period). */
  readonly probabilityInPeriod: Estimate;
  /** The same of the worst 5 % of periods; absent where they were not looked at. */
  readonly probabilityInTail?: Estimate | undefined;
  /** Counted money lost to what began while it was in force, per year of its time; null where it never was. */
  readonly lossPerYearInForce: Estimate | null;
  /** Share of all that is lost to what began while it was in force. */
  readonly shareOfLoss: Estimate;
  /** The same of the loss of the worst 5 % of periods. */
  readonly shareOfTail?: Estimate | undefined;
}

export interface StateResult extends TimesResult {
  /** Spells that begin in a horizon, hidden ones too. */
  readonly spellsPerHorizon: Estimate;
}

export interface IndexResult {
  /** Over time. */
  readonly mean: Estimate;
  /** 5 and 95 % points over time. */
  readonly low: Estimate;
  readonly high: Estimate;
  /** Spearman's, of its mean over a period with the loss of the period. */
  readonly rankCorrelation: Estimate;
}

/** `states`, from mild to severe, and `normal`; or `index`, where it was looked at. */
export interface DriverResult {
  readonly states?: Readonly<Record<string, StateResult>> | undefined;
  readonly normal?: TimesResult | undefined;
  readonly index?: IndexResult | undefined;
}

/** The states that stand out in the worst 5 % of periods, and how these differ from other periods. */
export interface BadPeriods {
  /** Seen at least 3 times as often in the worst periods, and in 5 % of them; most often first. Empty: none stands out. */
  readonly states: readonly { readonly driver: string; readonly state: string }[];
  /** P(a period sees one of them), of the worst and of all; null where none stands out. */
  readonly seen: {
    readonly inTail: Estimate;
    readonly inPeriod: Estimate;
    /** Mean loss of a period that sees one, and of one that does not; null where there is none. */
    readonly lossWith: Estimate | null;
    readonly lossWithout: Estimate | null;
  } | null;
}

const times = {
  shareOfTime: estimateSchema,
  probabilityInPeriod: estimateSchema,
  probabilityInTail: estimateSchema.optional(),
  lossPerYearInForce: estimateSchema.nullable(),
  shareOfLoss: estimateSchema,
  shareOfTail: estimateSchema.optional(),
};

const state: z.ZodType<StateResult> = z.looseObject({ ...times, spellsPerHorizon: estimateSchema });

export const driversSchema: z.ZodType<Readonly<Record<string, DriverResult>>> = z.record(
  z.string(),
  z.looseObject({
    states: z.record(z.string(), state).optional(),
    normal: z.looseObject(times).optional(),
    index: z
      .looseObject({
        mean: estimateSchema,
        low: estimateSchema,
        high: estimateSchema,
        rankCorrelation: estimateSchema,
      })
      .optional(),
  }),
);

export const badPeriodsSchema: z.ZodType<BadPeriods> = z.looseObject({
  states: z.array(z.looseObject({ driver: z.string(), state: z.string() })),
  seen: z
    .looseObject({
      inTail: estimateSchema,
      inPeriod: estimateSchema,
      lossWith: estimateSchema.nullable(),
      lossWithout: estimateSchema.nullable(),
    })
    .nullable(),
});
