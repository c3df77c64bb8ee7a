/** A page of a document that is there already. */
import { readFile } from 'node:fs/promises';
import { compareDocumentSchema } from '../results/compare-document.ts';
import { doughnutDocumentSchema } from '../results/doughnut-document.ts';
import type { ReportDocument } from '../results/report-document.ts';
import { sensitivityDocumentSchema } from '../results/sensitivity-document.ts';
import { resultDocumentSchema } from '../results/result-document.ts';
import { snowballDocumentSchema } from '../results/snowball-document.ts';
import { argumentProblem, Refusal } from './refusal.ts';

/** By the field that tells a document from others. */
const FORMS = {
  result: { part: 'run', schema: resultDocumentSchema },
  doughnut: { part: 'doughnut', schema: doughnutDocumentSchema },
  snowball: { part: 'snowball', schema: snowballDocumentSchema },
  compare: { part: 'comparison', schema: compareDocumentSchema },
  sensitivity: { part: 'sensitivity', schema: sensitivityDocumentSchema },
} as const satisfies Record<string, { readonly part: keyof ReportDocument; readonly schema: object }>;

const ALONE = 'It is not in the document from which this page was made; a page of the model file has it.';

/** The fields of a JSON text that a document has and a model has not; null where it is none. */
function documentIn(text: string): Readonly<Record<string, unknown>> | null {
  if (!/^\uFEFF?\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isDocument =
      typeof value === 'object' && value !== null && 'ringfence' in value && typeof value.ringfence === 'string';
    return isDocument ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/**
 * The document that a file holds, as the only part of a page; null where the file is none, as where it is a model.
 *
 * @throws Refusal for a document that no page is made of, or that is damaged.
 */
export async function documentOf(file: string): Promise<ReportDocument | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const value = text === null ? null : documentIn(text);
  if (value === null) return null;
  const form = Object.entries(FORMS).find(([field]) => field in value)?.[1];
  if (form === undefined) {
    throw new Refusal([
      argumentProblem(
        `${file} is a document of another kind`,
        'give what run, doughnut, snowball, compare or sensitivity gave with --json',
      ),
    ]);
  }
  const parsed = form.schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'the document' : issue.path.map(String).join('.');
    throw new Refusal([
      argumentProblem(
        `${file}: ${where}: ${issue?.message ?? 'not as it should be'}`,
        'make the document again with --json',
      ),
    ]);
  }
  const missing = { missing: ALONE };
  const none = {
    run: missing,
    doughnut: missing,
    snowball: missing,
    comparison: missing,
    sensitivity: missing,
    future: missing,
    model: missing,
  };
  return { ...none, [form.part]: parsed.data };
}
