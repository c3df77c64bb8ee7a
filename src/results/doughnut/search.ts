/** What a search says of itself, where portfolios are too many to try all. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** How the bound of the least spend stands. */
const BOUND_STATES = ['proven', 'contradicted', 'missing'] as const;

export interface SpendBoundResult {
  /** No adequate portfolio costs less [money a year]; null where missing, and where none is adequate at all. */
  readonly spend: number | null;
  /** No portfolio is adequate, tried or not. */
  readonly noneAdequate: boolean;
  /**
   * proven: on these futures, and as long as more of a control never makes a limit less sure, which held wherever it was looked at.
   * contradicted: it did not hold, so the bound may be wrong. missing: none was worked out.
   */
  readonly state: (typeof BOUND_STATES)[number];
  /** Why it is missing. */
  readonly why: string | null;
  /** Steps down that were looked at to see whether more is ever worse. */
  readonly checked: number;
  /** Controls of which more may make a limit less sure; the bound allows for it. */
  readonly hurting: readonly string[];
  /** Sets of controls of which one must be higher. */
  readonly sets: number;
}

export interface DoughnutSearch {
  /** Portfolios that the file allows; above 2^53 roughly, and the greatest number there is where it is more. */
  readonly allowed: number;
  /** Share of the worlds, or of the trials of one world, on which it looked for portfolios. */
  readonly share: number;
  /** Portfolios that were tried on this share, and on all trials. */
  readonly screened: number;
  readonly judged: number;
  /** For the outer ring: portfolios that might have been it, and those that they were held against. Null without rings. */
  readonly most: { readonly candidates: number; readonly beaters: number } | null;
  readonly bound: SpendBoundResult;
  /** By how much the best may be worse than the true best of those tried, with its 95 % upper end; null where not known. */
  readonly gap: (Estimate & { readonly high: number }) | null;
  /** Risk cost of the best on fresh worlds less that on those which chose it; null where it was not judged there. */
  readonly optimism: Estimate | null;
}

export const doughnutSearchSchema: z.ZodType<DoughnutSearch> = z.looseObject({
  allowed: z.number(),
  share: z.number(),
  screened: z.number().int(),
  judged: z.number().int(),
  most: z.looseObject({ candidates: z.number().int(), beaters: z.number().int() }).nullable(),
  bound: z.looseObject({
    spend: z.number().nullable(),
    noneAdequate: z.boolean(),
    state: z.enum(BOUND_STATES),
    why: z.string().nullable(),
    checked: z.number().int(),
    hurting: z.array(z.string()),
    sets: z.number().int(),
  }),
  gap: z.looseObject({ value: z.number(), standardError: z.number(), high: z.number() }).nullable(),
  optimism: estimateSchema.nullable(),
});
