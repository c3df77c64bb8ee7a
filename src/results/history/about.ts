/** What a result in a folder says about itself: `about.json`, from which the store of runs is made. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** A figure of a result that is worth following from run to run. */
export interface Figure {
  /** What was run: `base`, the name of a variant or of a portfolio. */
  readonly of: string;
  /** `mean loss`, `1 in 100`, `limit big-loss`. */
  readonly name: string;
  readonly unit: 'money' | 'share' | 'number';
  readonly estimate: Estimate;
  /** How a limit is met. */
  readonly status?: string | undefined;
}

/** Something that was run, and its futures. */
export interface SummaryRow {
  /** Number in the tables of losses, from 1. */
  readonly summary: number;
  readonly name: string;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** Periods of the horizon. */
  readonly periods: number;
}

export interface About {
  /** Version of this form. */
  readonly about: 1;
  /** Version of Ringfence. */
  readonly ringfence: string;
  /** `run`, `compare`, `snowball`, `doughnut`. */
  readonly command: string;
  /** The command line that gives the same figures again. */
  readonly line: string;
  /** When it was written: ISO 8601, UTC. */
  readonly at: string;
  readonly title: string;
  readonly modelHash: string;
  readonly seed: string;
  readonly worlds: number;
  readonly trials: number;
  readonly currency: string;
  /** True when the run was cut short. */
  readonly partial: boolean;
  /** What the model files say, and what was asked on the command line, by path. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly summaries: readonly SummaryRow[];
  readonly figures: readonly Figure[];
  /** The other files of the folder. */
  readonly files: readonly string[];
  /** Why there are no Parquet files; null where there are. */
  readonly missing: string | null;
}

const figureSchema: z.ZodType<Figure> = z.looseObject({
  of: z.string(),
  name: z.string(),
  unit: z.enum(['money', 'share', 'number']),
  estimate: estimateSchema,
  status: z.string().optional(),
});

export const aboutSchema: z.ZodType<About> = z.looseObject({
  about: z.literal(1),
  ringfence: z.string(),
  command: z.string(),
  line: z.string(),
  at: z.string(),
  title: z.string(),
  modelHash: z.string(),
  seed: z.string(),
  worlds: z.number(),
  trials: z.number(),
  currency: z.string(),
  partial: z.boolean(),
  inputs: z.record(z.string(), z.string()),
  summaries: z.array(
    z.looseObject({
      summary: z.number(),
      name: z.string(),
      worlds: z.number(),
      trialsPerWorld: z.number(),
      periods: z.number(),
    }),
  ),
  figures: z.array(figureSchema),
  files: z.array(z.string()),
  missing: z.string().nullable(),
});
