/** How an estimate is read from a document; apart from its arithmetic, so that who only counts loads no schemas. */
import * as z from 'zod';
import type { Estimate } from './estimate.ts';

/** A number of which JSON has no way to write that it is infinite. */
export const orInfinite = (least: number, infinite: number): z.ZodType<number> =>
  z
    .custom<number | null>((value) => value === null || (typeof value === 'number' && value >= least))
    .transform((value) => value ?? infinite);

/** The fields of an estimate, for those that have more. */
export const estimateFields: {
  readonly value: z.ZodType<number>;
  readonly standardError: z.ZodType<number>;
  readonly unreliable: z.ZodType<true | undefined>;
  readonly low: z.ZodType<number | undefined>;
  readonly high: z.ZodType<number | undefined>;
  readonly orMore: z.ZodType<true | undefined>;
} = {
  value: z.number(),
  standardError: orInfinite(0, Infinity),
  unreliable: z.literal(true).optional(),
  low: orInfinite(-Infinity, -Infinity).optional(),
  high: orInfinite(-Infinity, Infinity).optional(),
  orMore: z.literal(true).optional(),
};

export const estimateSchema: z.ZodType<Estimate> = z.looseObject(estimateFields);
