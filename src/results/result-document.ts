/** The result document, version 1: what `run --json` prints. Fields may be added, never renamed without a new version. */
import * as z from 'zod';
import type { Checked, Problem } from '../model/problem.ts';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { scenarioResultSchema, type ScenarioResult } from './scenario-result.ts';

export type { ScenarioResult };

export interface ResultDocument extends DocumentHead {
  /** Version of this form. */
  readonly result: 1;
  /** By name; `base` is the one without changed conditions. */
  readonly scenarios: Readonly<Record<string, ScenarioResult>>;
}

export const resultDocumentSchema: z.ZodType<ResultDocument> = z.looseObject({
  ...documentHeadFields,
  result: z.literal(1),
  scenarios: z.record(z.string(), scenarioResultSchema),
});

/** Reads a result document from a parsed JSON value; fields that this version does not know stay. */
export function parseResultDocument(value: unknown): Checked<ResultDocument> {
  const parsed = resultDocumentSchema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue): Problem => {
    const where = issue.path.length === 0 ? 'the document' : issue.path.map(String).join('.');
    return { code: 'result-document', message: `${where}: ${issue.message}`, remedy: '', place: null };
  });
  return { ok: false, problems };
}
