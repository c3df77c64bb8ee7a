/** Money a year as the doughnut states it. */
import * as z from 'zod';
import { estimateFields, estimateSchema, orInfinite } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/**
 * Money a year, with what the noise of the simulation leaves of it. Rings are step functions, so that the ends are those of other
 * portfolios, and `standardError` is a quarter of their distance.
 */
export interface Amount extends Estimate {
  readonly low: number;
  /** Infinity, `null` in JSON: none, as with bad luck no portfolio keeps the limits. */
  readonly high: number;
}

/** What a portfolio costs, all that it takes from the business included. */
export interface Ring extends Amount {
  /** The part that comes from the budget. */
  readonly budget: number;
}

const amountFields = {
  ...estimateFields,
  low: orInfinite(-Infinity, -Infinity),
  high: orInfinite(-Infinity, Infinity),
};

export const amountSchema: z.ZodType<Amount> = z.looseObject(amountFields);

export const ringSchema: z.ZodType<Ring> = z.looseObject({ ...amountFields, budget: z.number() });

/** Level by control. */
export type PortfolioLevels = Readonly<Record<string, string>>;

export const levelsSchema: z.ZodType<PortfolioLevels> = z.record(z.string(), z.string());

/** A portfolio with what it costs and brings. */
export interface Plan {
  readonly portfolio: PortfolioLevels;
  /** Whole cost, and the part of it that comes from the budget. */
  readonly spend: Estimate;
  readonly budget: number;
  /** What is left to expect: losses, harm, business refused. */
  readonly riskCost: Estimate;
  /** Both together. */
  readonly total: Estimate;
  /** By limit: how sure it is that it holds. */
  readonly confidences: Readonly<Record<string, Estimate>>;
  /** How sure it is that all limits hold at once; not asked for. Null where it is not known. */
  readonly jointConfidence: number | null;
  /** The confidence in the limit that is farthest from what is asked; 1 without limits. */
  readonly adequate: Estimate;
  /** Allowed, and every limit is kept as surely as asked. */
  readonly isAdequate: boolean;
  /** Adequate, and nothing surely beats it. */
  readonly isJustified: boolean;
}

export const planSchema: z.ZodType<Plan> = z.looseObject({
  portfolio: levelsSchema,
  spend: estimateSchema,
  budget: z.number(),
  riskCost: estimateSchema,
  total: estimateSchema,
  confidences: z.record(z.string(), estimateSchema),
  jointConfidence: z.number().nullable(),
  adequate: estimateSchema,
  isAdequate: z.boolean(),
  isJustified: z.boolean(),
});
