/** What would remove the points: levels of the model's own controls, by what they leave of the tail. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

export interface Removal {
  readonly control: string;
  readonly level: string;
  /** Points that it touches, by id. */
  readonly touches: readonly string[];
  /** T with this level, all else as it is [money]. */
  readonly leaves: Estimate;
  /** What goes from the tail, on the same futures [money]. */
  readonly saves: Estimate;
  /** What goes from the mean loss of a period, on the same futures [money]. */
  readonly savesOnAverage?: Estimate | undefined;
  /** Spend above that of today [money a year]; null where the model does not state it. */
  readonly extraSpendPerYear: number | null;
}

/** The cheapest first; those whose spend nobody states last. */
export type SnowballRemoval = readonly Removal[];

export const removalSchema: z.ZodType<SnowballRemoval> = z.array(
  z.looseObject({
    control: z.string(),
    level: z.string(),
    touches: z.array(z.string()),
    leaves: estimateSchema,
    saves: estimateSchema,
    savesOnAverage: estimateSchema.optional(),
    extraSpendPerYear: z.number().nullable(),
  }),
);
