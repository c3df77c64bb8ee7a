/** What nobody registered: shocks that were made up, and the register set against the tail. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

export interface ImaginedShock {
  /** Nodes that are lost at one moment, sorted. */
  readonly nodes: readonly string[];
  /** Mean counted loss when they are [money]. */
  readonly loss: Estimate;
  /** What that is beyond the costliest registered event that strikes any of them [money]. */
  readonly beyond: Estimate;
  /** The largest mean loss of a part of it [money]; 0 for a single node. */
  readonly part: number;
}

export interface SnowballImagination {
  /** Sets that were drawn, hours for which each was lost, and moments at which it was. */
  readonly sets: number;
  readonly hours: number;
  readonly moments: number;
  /** Mean counted loss of a set [money]. */
  readonly loss: Estimate;
  /** Share of it that is beyond the register; null where nothing is lost. */
  readonly unimagined: Estimate | null;
  /** The dearest small ones beyond the register, at most ten. */
  readonly worst: readonly ImaginedShock[];
}

export interface SnowballAuditRow {
  readonly threat: string;
  /** 1 is the first; equal ones share the mean of their ranks. */
  readonly byRegister: number;
  readonly byTail: number;
  /** Fair share of the tail. */
  readonly share: number;
}

/** The order of a register, frequency times severity where a threat strikes, against the order by share of the tail. */
export interface SnowballAudit {
  /** In order of the tail. */
  readonly rows: readonly SnowballAuditRow[];
  /** Spearman's rank correlation; null where there is none. */
  readonly correlation: number | null;
  /** Places at the top that are compared. */
  readonly top: number;
  /** In the top of the tail, not of the register. */
  readonly underRanked: readonly string[];
  readonly overRanked: readonly string[];
  /** Threats of which a formula decides how often or how bad: they have no rank. */
  readonly notStated: readonly string[];
}

export const imaginationSchema: z.ZodType<SnowballImagination> = z.looseObject({
  sets: z.number().int(),
  hours: z.number(),
  moments: z.number().int(),
  loss: estimateSchema,
  unimagined: estimateSchema.nullable(),
  worst: z.array(
    z.looseObject({
      nodes: z.array(z.string()).min(1),
      loss: estimateSchema,
      beyond: estimateSchema,
      part: z.number(),
    }),
  ),
});

export const auditSchema: z.ZodType<SnowballAudit> = z.looseObject({
  rows: z.array(z.looseObject({ threat: z.string(), byRegister: z.number(), byTail: z.number(), share: z.number() })),
  correlation: z.number().nullable(),
  top: z.number().int(),
  underRanked: z.array(z.string()),
  overRanked: z.array(z.string()),
  notStated: z.array(z.string()),
});
