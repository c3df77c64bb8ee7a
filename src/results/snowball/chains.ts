/** What happens in the worst periods: chains of steps, from the threat to who pays. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** What a step is, and what it stands for. */
export interface ChainStep {
  readonly kind: 'threat' | 'control' | 'node' | 'shock' | 'not bought' | 'given';
  /** Sorted ids; several where a step stands for several. */
  readonly members: readonly string[];
  /** Of several: `all` at once, or `any` one of them. */
  readonly match: 'all' | 'any';
  /** Name of a group of alternatives, where `members` were down as one; null otherwise. */
  readonly group: string | null;
  /** Median hours of the outage; null of a threat. */
  readonly hours: number | null;
}

export interface SnowballChain {
  readonly steps: readonly ChainStep[];
  /** The same as ids: a step of several members joined by ` & ` (all) or ` | ` (any). */
  readonly path: readonly string[];
  /** P(a period is in the tail and the chain costs in it). */
  readonly probability: Estimate;
  /** Mean counted loss of the chain in these periods. */
  readonly meanLoss: Estimate;
  /** Of the tail's loss. */
  readonly shareOfTail: Estimate;
  /** Threats that begin it, the most frequent first, with their share of its loss. */
  readonly begins: readonly { readonly threat: string; readonly share: number }[];
  /**
   * The last hour after its first event at which repairing what was struck saves half of its loss; null: too late as soon as it
   * has begun. Absent: not looked for.
   */
  readonly lastMomentHours?: Estimate | null | undefined;
  /** Hours between which acting saves half; where they do not begin at 0, acting earlier is worse. An infinite end is null in JSON. */
  readonly windows?: readonly (readonly [number, number])[] | undefined;
  /** The same moment for one occurrence in ten. */
  readonly lastMomentOneInTenHours?: number | null | undefined;
  /** The future in which it costs about its median. */
  readonly typical: { readonly world: number; readonly trial: number } | null;
}

/** What no chain stands for. */
export interface OtherWays {
  /** As of a chain: with these the sum of probability times mean is (1 - a) T. */
  readonly probability?: Estimate | undefined;
  readonly meanLoss?: Estimate | undefined;
  readonly shareOfTail: Estimate;
  /** Lists of steps that were not merged into a chain. */
  readonly lists: number;
  /** The future in which most of it is lost. */
  readonly typical: { readonly world: number; readonly trial: number } | null;
}

const address = z.looseObject({ world: z.number().int().min(0), trial: z.number().int().min(0) }).nullable();

const step: z.ZodType<ChainStep> = z.looseObject({
  kind: z.enum(['threat', 'control', 'node', 'shock', 'not bought', 'given']),
  members: z.array(z.string()).min(1),
  match: z.enum(['all', 'any']),
  group: z.string().nullable(),
  hours: z.number().nullable(),
});

const end = z
  .custom<number | null>((value) => value === null || typeof value === 'number')
  .transform((value) => value ?? Infinity);

export const chainSchema: z.ZodType<SnowballChain> = z.looseObject({
  steps: z.array(step).min(1),
  path: z.array(z.string()),
  probability: estimateSchema,
  meanLoss: estimateSchema,
  shareOfTail: estimateSchema,
  begins: z.array(z.looseObject({ threat: z.string(), share: z.number() })),
  lastMomentHours: estimateSchema.nullable().optional(),
  windows: z.array(z.tuple([z.number(), end])).optional(),
  lastMomentOneInTenHours: z.number().nullable().optional(),
  typical: address,
});

export const otherWaysSchema: z.ZodType<OtherWays> = z.looseObject({
  probability: estimateSchema.optional(),
  meanLoss: estimateSchema.optional(),
  shareOfTail: estimateSchema,
  lists: z.number().int(),
  typical: address,
});
