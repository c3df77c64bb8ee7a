/** The head that every document of Ringfence begins with. */
import * as z from 'zod';

/** Labels by id, of those that have one: of nodes and controls, and of threats. */
export interface Labels {
  readonly nodes: Readonly<Record<string, string>>;
  readonly threats: Readonly<Record<string, string>>;
}

export interface DocumentHead {
  /** Version of Ringfence that wrote it. */
  readonly ringfence: string;
  readonly title: string;
  /** sha256 of the canonical parsed model, `sha256:` in front. */
  readonly modelHash: string;
  /** Seed phrase; the empty one is a seed. */
  readonly seed: string;
  readonly worlds: number;
  /** Trials in all. */
  readonly trials: number;
  readonly trialsPerWorld: number;
  readonly horizonHours: number;
  readonly currency: string;
  /** Bearers whose losses count. */
  readonly lossesCounted: readonly string[];
  /** True when the run was cut short: `worlds` and `trials` say what was planned, each scenario what was measured. */
  readonly partial: boolean;
  /** How pages call what has an id; absent where nothing has a label. */
  readonly labels?: Labels | undefined;
  /** What else was asked on the command line. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Schemas of the fields of the head, to be spread into the schema of a document. */
export const documentHeadFields: { readonly [K in keyof DocumentHead]-?: z.ZodType<DocumentHead[K]> } = {
  ringfence: z.string(),
  title: z.string(),
  modelHash: z.string(),
  seed: z.string(),
  worlds: z.number().int().min(0),
  trials: z.number().int().min(0),
  trialsPerWorld: z.number().int().min(0),
  horizonHours: z.number().positive(),
  currency: z.string(),
  lossesCounted: z.array(z.string()),
  partial: z.boolean(),
  labels: z
    .looseObject({ nodes: z.record(z.string(), z.string()), threats: z.record(z.string(), z.string()) })
    .optional(),
  settings: z.record(z.string(), z.unknown()),
};
