/** How the columns and words of a register are to be read: what a mapping file says. */
import * as z from 'zod';
import { parse as parseYamlText } from 'yaml';
import type { Checked, Problem } from '../../model/problem.ts';
import { ROLES, type Role } from './columns.ts';
import type { Decimals } from './decimals.ts';

export interface Mapping {
  /** The sheet; the first without it. */
  readonly sheet?: string | undefined;
  /** Row of the header, from 1; the first with two known columns without it. */
  readonly header?: number | undefined;
  /** Column by role: its name, or its letter. */
  readonly columns?: Readonly<Partial<Record<Role, string>>> | undefined;
  readonly title?: string | undefined;
  readonly currency?: string | undefined;
  readonly bearer?: string | undefined;
  readonly starts?: string | undefined;
  readonly horizon?: string | undefined;
  /** What a word of the likelihood column means: `1..5% per year`, `every 5..20 years`. */
  readonly likelihood?: Readonly<Record<string, string>> | undefined;
  /** What a word of the impact column means: `£1k..£20k`. */
  readonly impact?: Readonly<Record<string, string>> | undefined;
  /** How its numbers are written, where that is open. */
  readonly decimals?: Decimals | undefined;
  /** Rows that are no risks of today: by the name of a column, which words in it. */
  readonly 'leave out'?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Which PERT three points are: `vose` or `moments`. */
  readonly pert?: 'vose' | 'moments' | undefined;
  /** Limits of the appetite, as a model has them. */
  readonly limits?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

const words = z.record(z.string(), z.coerce.string());

const mappingSchema: z.ZodType<Mapping> = z.strictObject({
  sheet: z.string().optional(),
  header: z.number().int().min(1).optional(),
  columns: z.partialRecord(z.enum(ROLES), z.coerce.string()).optional(),
  title: z.string().optional(),
  currency: z.string().optional(),
  bearer: z.string().optional(),
  starts: z.coerce.string().optional(),
  horizon: z.coerce.string().optional(),
  likelihood: words.optional(),
  impact: words.optional(),
  decimals: z.enum(['point', 'comma']).optional(),
  'leave out': z
    .record(z.string(), z.union([z.array(z.coerce.string()), z.coerce.string().transform((one) => [one])]))
    .optional(),
  pert: z.enum(['vose', 'moments']).optional(),
  limits: z.record(z.string(), words).optional(),
});

const problem = (message: string, remedy: string): Problem => ({ code: 'mapping', message, remedy, place: null });

/** Reads a mapping file. */
export function parseMapping(file: string, text: string): Checked<Mapping> {
  let value: unknown;
  try {
    value = parseYamlText(text, { version: '1.2', schema: 'core' });
  } catch (error) {
    return {
      ok: false,
      problems: [problem(`\`${file}\`: ${error instanceof Error ? error.message : String(error)}`, '')],
    };
  }
  const parsed = mappingSchema.safeParse(value ?? {});
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue) =>
    problem(
      `\`${file}\`: ${[...issue.path.map(String), issue.message].join(': ')}`,
      `keys are sheet, header, columns (${ROLES.join(', ')}), title, currency, bearer, starts, horizon, likelihood, impact, decimals, leave out, pert, limits`,
    ),
  );
  return { ok: false, problems };
}
