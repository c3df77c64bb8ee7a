/** Who starts the worst periods: fair shares of the tail. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

export interface DisciplineShare {
  /** Null: threats without a discipline. */
  readonly id: string | null;
  /** Of T [money]; negative of a threat that shields. */
  readonly loss: Estimate;
  /** Of T. */
  readonly share: Estimate;
}

export interface ThreatShare {
  readonly id: string;
  readonly loss: Estimate;
  readonly share: Estimate;
  readonly discipline: string | null;
}

export interface SnowballShares {
  /** Shapley values; they add up to the tail. */
  readonly disciplines: readonly DisciplineShare[];
  /** Owen values; those of a discipline add up to it. The greatest first. */
  readonly threats: readonly ThreatShare[];
  /** What is lost when no threat comes at all [money]: by shocks and given outages. */
  readonly besides: Estimate;
  /** Orders drawn, with their reverses; null where all were taken. */
  readonly orders: number | null;
  /** The tail's loss by root cause, another question; the greatest first. */
  readonly byCause: readonly { readonly id: string; readonly share: Estimate }[];
}

const fair = { loss: estimateSchema, share: estimateSchema };

export const sharesSchema: z.ZodType<SnowballShares> = z.looseObject({
  disciplines: z.array(z.looseObject({ ...fair, id: z.string().nullable() })),
  threats: z.array(z.looseObject({ ...fair, id: z.string(), discipline: z.string().nullable() })),
  besides: estimateSchema,
  orders: z.number().int().nullable(),
  byCause: z.array(z.looseObject({ id: z.string(), share: estimateSchema })),
});
