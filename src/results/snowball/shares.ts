/** Who starts the worst periods: fair shares of the tail. */
import * as z from 'zod';
import { estimateSchema, type Estimate } from '../estimate.ts';

export interface FairShare {
  readonly id: string;
  /** Of T [money]; negative of a threat that shields. */
  readonly loss: Estimate;
  /** Of T. */
  readonly share: Estimate;
}

export interface ThreatShare extends FairShare {
  readonly discipline: string | null;
}

export interface SnowballShares {
  /** Shapley values; they add up to the tail. */
  readonly disciplines: readonly FairShare[];
  /** Owen values; those of a discipline add up to it. The greatest first. */
  readonly threats: readonly ThreatShare[];
  /** Whether all orders were taken, or 2,000 with their reverses. */
  readonly isExact: boolean;
  /** The tail's loss by root cause, another question; the greatest first. */
  readonly byCause: readonly { readonly id: string; readonly share: Estimate }[];
}

const fair = { id: z.string(), loss: estimateSchema, share: estimateSchema };

export const sharesSchema: z.ZodType<SnowballShares> = z.looseObject({
  disciplines: z.array(z.looseObject(fair)),
  threats: z.array(z.looseObject({ ...fair, discipline: z.string().nullable() })),
  isExact: z.boolean(),
  byCause: z.array(z.looseObject({ id: z.string(), share: estimateSchema })),
});
