/** Gaps between those who look after parts of a chain, and which kind of failure it was. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

export type FailureKind = 'imagination' | 'policy' | 'capabilities' | 'management';

export interface SnowballSilos {
  /** Chains that cross disciplines with no control whose owner sees both ends. */
  readonly gaps: readonly {
    /** Number of the chain, from 1. */
    readonly chain: number;
    readonly disciplines: readonly string[];
    readonly owners: readonly string[];
  }[];
  /** Share of the tail's loss by the kind of failure that tags name. */
  readonly byFailure: readonly { readonly failure: FailureKind; readonly share: Estimate }[];
  /** Share of the tail's loss that no tag tells of. */
  readonly untagged: Estimate;
}

export const silosSchema: z.ZodType<SnowballSilos> = z.looseObject({
  gaps: z.array(
    z.looseObject({ chain: z.number().int().min(1), disciplines: z.array(z.string()), owners: z.array(z.string()) }),
  ),
  byFailure: z.array(
    z.looseObject({
      failure: z.enum(['imagination', 'policy', 'capabilities', 'management']),
      share: estimateSchema,
    }),
  ),
  untagged: estimateSchema,
});
