/** What nobody registered: shocks that were made up, and the register set against the tail. */
import * as z from 'zod';
import { estimateSchema, type Estimate } from '../estimate.ts';

export interface ImaginedSet {
  /** Nodes that fail at the same time, sorted. */
  readonly nodes: readonly string[];
  /** Mean counted loss when they do. */
  readonly loss: Estimate;
  /** What makes it likely that they fail together. */
  readonly because: readonly ('close' | 'place' | 'supplier')[];
  /** The tag or the supplier that they share; null where they are only close. */
  readonly shared: string | null;
}

export interface SnowballImagination {
  /** Sets that were tried. */
  readonly tried: number;
  /** Hours that each of their nodes is out. */
  readonly outageHours: number;
  /** Mean counted loss of a set. */
  readonly loss: Estimate;
  /** Share of sets that cost more than the tail of the register. */
  readonly beyondRegister: Estimate;
  /** The dearest small ones, at most ten. */
  readonly worst: readonly ImaginedSet[];
}

export interface AuditRow {
  readonly threat: string;
  /** 1 is the greatest; ties share the mean of their ranks. */
  readonly bySeverityAndProximity: number;
  readonly byShareOfTail: number;
  readonly shareOfTail: Estimate;
}

export interface SnowballAudit {
  /** By share of the tail. */
  readonly rows: readonly AuditRow[];
  /** Spearman's rank correlation of the two; null with fewer than three threats. */
  readonly correlation: number | null;
  /** In the top of the tail, not of the register. */
  readonly underRanked: readonly string[];
  readonly overRanked: readonly string[];
  /** Nodes whose loss hurts most in made-up shocks and that no threat strikes. */
  readonly missing: readonly string[];
}

export const imaginationSchema: z.ZodType<SnowballImagination> = z.looseObject({
  tried: z.number().int(),
  outageHours: z.number(),
  loss: estimateSchema,
  beyondRegister: estimateSchema,
  worst: z.array(
    z.looseObject({
      nodes: z.array(z.string()).min(1),
      loss: estimateSchema,
      because: z.array(z.enum(['close', 'place', 'supplier'])),
      shared: z.string().nullable(),
    }),
  ),
});

export const auditSchema: z.ZodType<SnowballAudit> = z.looseObject({
  rows: z.array(
    z.looseObject({
      threat: z.string(),
      bySeverityAndProximity: z.number(),
      byShareOfTail: z.number(),
      shareOfTail: estimateSchema,
    }),
  ),
  correlation: z.number().nullable(),
  underRanked: z.array(z.string()),
  overRanked: z.array(z.string()),
  missing: z.array(z.string()),
});
