/** The rings, what stands today, and what there is where no ring is. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';
import {
  amountSchema,
  levelsSchema,
  planSchema,
  ringSchema,
  type Amount,
  type Plan,
  type PortfolioLevels,
  type Ring,
} from './amounts.ts';

export interface PriceOfError {
  /** The inner ring at what is asked less the one at even odds. */
  readonly total: Amount;
  /** Shapley parts: they add up, and one may lie below 0. Null where they were not worked out. */
  readonly assessment: Amount | null;
  readonly controlPerformance: Amount | null;
  /** The inner ring if every estimate were exactly right. */
  readonly ifExactlyRight: number | null;
}

export interface DoughnutRings {
  /** At least, best, at most. */
  readonly necessary: Ring;
  readonly optimum: Ring;
  readonly sufficient: Ring;
  /** Today, and the least that buys what today buys. */
  readonly actual: Amount;
  readonly effective: Ring;
  /** By adding. */
  readonly shortfall: Amount;
  readonly overshoot: Amount;
  readonly misallocation: Amount;
  readonly appetitePremium: Amount;
  /** Null where there is no ring at the appetite's confidence asked of every limit. */
  readonly priceOfError: PriceOfError | null;
}

/** short: less than necessary; over: more than sufficient; misspent: enough money, yet outside the appetite. */
const VERDICTS = ['short', 'inside', 'over', 'misspent'] as const;
export type DoughnutVerdict = (typeof VERDICTS)[number];

/** Four facts, none derived from another. What is null is so without rings. */
export interface DoughnutToday {
  /** Allowed, and every limit kept as surely as asked. */
  readonly inside: boolean;
  /** A confidence lies within two standard errors of what is asked. */
  readonly atMargin: boolean;
  /** The file allows it. */
  readonly allowed: boolean;
  readonly confidences: Readonly<Record<string, Estimate>>;
  readonly overshoot: Amount | null;
  /** The portfolio that surely beats it. */
  readonly beatenBy: PortfolioLevels | null;
  readonly effective: Ring;
  readonly effectivePortfolio: PortfolioLevels;
  readonly misallocation: Amount;
  readonly shortfallByAdding: Amount | null;
  /** Where that leads. */
  readonly addTo: PortfolioLevels | null;
  /** No portfolio with no control lower is adequate. */
  readonly onlyByGivingUp: boolean;
  readonly respent: Amount | null;
  readonly verdict: DoughnutVerdict | null;
}

/** Ways out where nothing that the file allows is adequate. */
const WAYS_OUT = [
  'relax a limit',
  'find other controls',
  'change what depends on what',
  'stop or transfer it',
] as const;
export type WayOut = (typeof WAYS_OUT)[number];

export const waysOut: readonly WayOut[] = WAYS_OUT;

export interface DoughnutNoSafeSpace {
  /** By limit the greatest confidence that any portfolio reaches. */
  readonly bestConfidence: Readonly<Record<string, Estimate>>;
  /** The one that comes nearest to what is asked; null where the file allows none. */
  readonly portfolio: PortfolioLevels | null;
  /** With what it costs and brings. Absent in documents from before it. */
  readonly plan?: Plan | null | undefined;
  /** The greatest confidence, asked of every limit alike, at which there is a ring. */
  readonly confidenceWithRing: number;
  /** By limit the mildest figure that makes a ring, all others as they are; null where none does. */
  readonly mildestLimit: Readonly<Record<string, number | null>>;
  readonly waysOut: readonly WayOut[];
}

/** One segment, all else as in the best portfolio. Segments do not add up to the rings; spend at the optimum does. */
export interface DoughnutSegment {
  readonly actual: Amount;
  readonly necessary: Ring;
  readonly optimum: Ring;
  readonly sufficient: Ring;
  /** The least that any adequate portfolio spends here. */
  readonly indispensable: Amount;
  readonly shortfall: Amount;
  readonly overshoot: Amount;
}

export const doughnutRingsSchema: z.ZodType<DoughnutRings> = z.looseObject({
  necessary: ringSchema,
  optimum: ringSchema,
  sufficient: ringSchema,
  actual: amountSchema,
  effective: ringSchema,
  shortfall: amountSchema,
  overshoot: amountSchema,
  misallocation: amountSchema,
  appetitePremium: amountSchema,
  priceOfError: z
    .looseObject({
      total: amountSchema,
      assessment: amountSchema.nullable(),
      controlPerformance: amountSchema.nullable(),
      ifExactlyRight: z.number().nullable(),
    })
    .nullable(),
});

export const doughnutTodaySchema: z.ZodType<DoughnutToday> = z.looseObject({
  inside: z.boolean(),
  atMargin: z.boolean(),
  allowed: z.boolean(),
  confidences: z.record(z.string(), estimateSchema),
  overshoot: amountSchema.nullable(),
  beatenBy: levelsSchema.nullable(),
  effective: ringSchema,
  effectivePortfolio: levelsSchema,
  misallocation: amountSchema,
  shortfallByAdding: amountSchema.nullable(),
  addTo: levelsSchema.nullable(),
  onlyByGivingUp: z.boolean(),
  respent: amountSchema.nullable(),
  verdict: z.enum(VERDICTS).nullable(),
});

export const noSafeSpaceSchema: z.ZodType<DoughnutNoSafeSpace> = z.looseObject({
  bestConfidence: z.record(z.string(), estimateSchema),
  portfolio: levelsSchema.nullable(),
  plan: planSchema.nullable().optional(),
  confidenceWithRing: z.number(),
  mildestLimit: z.record(z.string(), z.number().nullable()),
  waysOut: z.array(z.enum(WAYS_OUT)),
});

export const doughnutSegmentSchema: z.ZodType<DoughnutSegment> = z.looseObject({
  actual: amountSchema,
  necessary: ringSchema,
  optimum: ringSchema,
  sufficient: ringSchema,
  indispensable: amountSchema,
  shortfall: amountSchema,
  overshoot: amountSchema,
});
