/** How long there is: recovery against what others survive, and promises that cannot be kept. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';
import { middleAndBadSchema, type MiddleAndBad } from './reasons.ts';

/** Hours of a node that are infinite where it is never felt; null in JSON. */
export interface NodeTime {
  readonly node: string;
  /** Length of its outages; those that the horizon cuts count with what there is of them. */
  readonly recoverHours: MiddleAndBad;
  /** Outages that were measured, and the two lengths with their errors. */
  readonly recover?: { readonly outages: number; readonly middle: Estimate; readonly oneIn20: Estimate } | undefined;
  /** From losing it for good until a goal falls below its mbco or a counted loss begins: middle, and 1 in 20 is shorter; null: never felt. */
  readonly surviveHours: { readonly middle: number; readonly oneIn20: number } | null;
  /** P(an outage outlasts that). */
  readonly exposed: Estimate;
}

/** How long a node may be down before a goal breaks its mtpd, rolled down the tree. */
export interface Needed {
  readonly node: string;
  readonly goal: string;
  /** 5 % value; null: for ever. */
  readonly hours: number | null;
}

/** A tolerance that what the model says of clocks rules out. */
export interface BrokenPromise {
  /** Where it breaks. */
  readonly node: string;
  /** The goal whose mtpd is rolled down to the node. */
  readonly goal: string;
  readonly goalMtpdHours: number;
  /** How long the node may be down for it; below 0 where nothing could be quick enough. */
  readonly neededHours: number;
  /** The node's own rto, where that is longer. */
  readonly rtoHours: number | null;
  /** What takes too long: a restart or a changeover of `at`, an rto, or outages of the node (`recover`, the share of them too long). */
  readonly why:
    | { readonly kind: 'restart' | 'switchover'; readonly at: string; readonly hours: MiddleAndBad }
    | { readonly kind: 'rto' }
    | { readonly kind: 'recover'; readonly share: Estimate };
}

export interface SnowballTime {
  /** Those that play in chains first, the most exposed first. */
  readonly nodes: readonly NodeTime[];
  readonly needed: readonly Needed[];
  readonly broken: readonly BrokenPromise[];
}

export const timeSchema: z.ZodType<SnowballTime> = z.looseObject({
  nodes: z.array(
    z.looseObject({
      node: z.string(),
      recoverHours: middleAndBadSchema,
      recover: z
        .looseObject({ outages: z.number().int().min(0), middle: estimateSchema, oneIn20: estimateSchema })
        .optional(),
      surviveHours: middleAndBadSchema.nullable(),
      exposed: estimateSchema,
    }),
  ),
  needed: z.array(z.looseObject({ node: z.string(), goal: z.string(), hours: z.number().nullable() })),
  broken: z.array(
    z.looseObject({
      node: z.string(),
      goal: z.string(),
      goalMtpdHours: z.number(),
      neededHours: z.number(),
      rtoHours: z.number().nullable(),
      why: z.discriminatedUnion('kind', [
        z.looseObject({ kind: z.enum(['restart', 'switchover']), at: z.string(), hours: middleAndBadSchema }),
        z.looseObject({ kind: z.literal('rto') }),
        z.looseObject({ kind: z.literal('recover'), share: estimateSchema }),
      ]),
    }),
  ),
});
