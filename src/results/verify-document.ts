/** The document of `verify --json`: published answers beside ours. */
import * as z from 'zod';

export type Verdict = 'holds' | 'fails' | 'not run: data absent';

export interface VerifyCase {
  readonly id: string;
  /** Subject that the case belongs to. */
  readonly group: string;
  /** What is compared. */
  readonly what: string;
  readonly source: string;
  readonly exact: number;
  /** Null where it was not run. */
  readonly value: number | null;
  /** 0 where no chance is in it. */
  readonly standardError: number | null;
  /** How low and how high ours may be, where a symmetric error would not do; null: nothing bounds it. */
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
  /** How far off, in standard errors, beyond the rounding of the answer; null where no chance is in it, and with a low and high. */
  readonly z: number | null;
  readonly verdict: Verdict;
}

export interface VerifyDocument {
  /** Version of Ringfence that wrote it. */
  readonly ringfence: string;
  /** Version of this form. */
  readonly verify: 1;
  readonly seed: string;
  /** Trials of all simulations together. */
  readonly trials: number;
  /** True when it was cut short. */
  readonly partial: boolean;
  readonly cases: readonly VerifyCase[];
  /** Whether no case fails and no more than one in twenty is more than 2.6 standard errors off. */
  readonly holds: boolean;
}

export const verifyDocumentSchema: z.ZodType<VerifyDocument> = z.looseObject({
  ringfence: z.string(),
  verify: z.literal(1),
  seed: z.string(),
  trials: z.number().int().min(0),
  partial: z.boolean(),
  cases: z.array(
    z.looseObject({
      id: z.string(),
      group: z.string(),
      what: z.string(),
      source: z.string(),
      exact: z.number(),
      value: z.number().nullable(),
      standardError: z.number().min(0).nullable(),
      low: z.number().nullable().optional(),
      high: z.number().nullable().optional(),
      z: z.number().nullable(),
      verdict: z.enum(['holds', 'fails', 'not run: data absent']),
    }),
  ),
  holds: z.boolean(),
});
