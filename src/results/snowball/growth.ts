/** Whether failures feed on themselves: generations of outages, and what happens when times get worse. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** `repairs`: switchovers, restarts and outages longer; `stocks`: smaller; `rates`: higher. */
export type Worsened = 'repairs' | 'stocks' | 'rates';

export interface Tipping {
  /** What is scaled at the same time. */
  readonly scaled: readonly Worsened[];
  /**
   * The first factor within 1 to 10 at which losses are twice what proportion would make them, or, without a loss today, the
   * first with one; null: none.
   */
  readonly factor: Estimate | null;
  /** ln(L(1.1) / L(1)) / (k ln 1.1): 1 is in proportion; null without a loss today. */
  readonly slope: Estimate | null;
  /** Mean loss over that of today when all is a tenth worse; null without a loss today. */
  readonly ofTenthWorse: Estimate | null;
}

export interface SnowballGrowth {
  /** Outages of generation k + 1 over those of generation k, from k = 0. */
  readonly ratios: readonly Estimate[];
  readonly outagesPerCascade: Estimate;
}

const worsened: z.ZodType<Worsened> = z.enum(['repairs', 'stocks', 'rates']);

export const growthSchema: z.ZodType<SnowballGrowth> = z.looseObject({
  ratios: z.array(estimateSchema),
  outagesPerCascade: estimateSchema,
});

export const tippingSchema: z.ZodType<readonly Tipping[]> = z.array(
  z.looseObject({
    scaled: z.array(worsened).min(1),
    factor: estimateSchema.nullable(),
    slope: estimateSchema.nullable(),
    ofTenthWorse: estimateSchema.nullable(),
  }),
);
