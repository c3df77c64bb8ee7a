/** How the columns and words of a register are to be read: a mapping file, or what the names of the columns say. */
import * as z from 'zod';
import { parse as parseYamlText } from 'yaml';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Checked, Problem } from '../../model/problem.ts';

/** What a column of a register may say. */
export const ROLES = [
  'id',
  'risk',
  'discipline',
  'occurs',
  'likelihood',
  'cost',
  'impact',
  'low',
  'mode',
  'high',
  'control',
  'owner',
  'source',
  'notes',
] as const;
export type Role = (typeof ROLES)[number];

/** Names by which a column is known, in small letters, without signs. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  id: ['id', 'ref', 'reference', 'risk id', 'risk no', 'no', 'number'],
  risk: ['risk', 'risk title', 'title', 'name', 'threat', 'event', 'risk description', 'description', 'hazard'],
  discipline: ['discipline', 'category', 'type', 'area', 'domain'],
  occurs: ['how often', 'occurs', 'frequency', 'rate', 'events per year'],
  likelihood: ['likelihood', 'probability', 'l'],
  cost: [
    'cost',
    'cost per event',
    'loss',
    'loss per event',
    'severity',
    'financial impact',
    'cost if it happens',
    'what it costs',
  ],
  impact: ['impact', 'consequence', 'i', 'c'],
  low: ['low', 'min', 'minimum', 'best case', 'optimistic'],
  mode: ['mode', 'most likely', 'likely', 'ml', 'expected'],
  high: ['high', 'max', 'maximum', 'worst case', 'pessimistic'],
  control: [
    'control',
    'controls',
    'mitigation',
    'mitigations',
    'treatment',
    'existing controls',
    'what we do',
    'what we do about it',
  ],
  owner: ['owner', 'risk owner', 'lead', 'responsible', 'who'],
  source: ['source', 'evidence', 'basis'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks'],
};

export interface Mapping {
  /** The sheet; the first without it. */
  readonly sheet?: string | undefined;
  /** Row of the header, from 1; the first with two known columns without it. */
  readonly header?: number | undefined;
  /** Column by role. */
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
      `keys are sheet, header, columns (${ROLES.join(', ')}), title, currency, bearer, starts, horizon, likelihood, impact, pert, limits`,
    ),
  );
  return { ok: false, problems };
}

/** `Risk-title:` as `risk title`. */
export const plainName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `Likelihood (1-5)` as `Likelihood`: units and scales stand in brackets. */
const withoutBrackets = (name: string): string => name.replaceAll(/[([][^)\]]*[)\]]/g, ' ');

/** The role of each column, by its name; the first that has a name has the role. */
export function columnsOf(header: readonly string[], mapping: Mapping): Checked<ReadonlyMap<Role, number>> {
  const found = new Map<Role, number>();
  const problems: Problem[] = [];
  for (const [role, name] of Object.entries(mapping.columns ?? {}) as [Role, string][]) {
    const at = header.findIndex((each) => each.trim() === name.trim());
    if (at >= 0) {
      found.set(role, at);
      continue;
    }
    const meant = didYouMean(name, header);
    problems.push(
      problem(
        `the mapping says that the column \`${name}\` is ${role}, and there is none`,
        meant === null ? `there are ${header.filter((each) => each !== '').join(', ')}` : `did you mean \`${meant}\`?`,
      ),
    );
  }
  const taken = new Set(found.values());
  for (const role of ROLES) {
    if (found.has(role)) continue;
    const at = header.findIndex(
      (each, index) => !taken.has(index) && NAMES[role].includes(plainName(withoutBrackets(each))),
    );
    if (at < 0) continue;
    found.set(role, at);
    taken.add(at);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: found };
}
