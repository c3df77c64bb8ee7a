/** Small models as text, read and run as users do. */
import {
  makeInlineRunner,
  openSession,
  readModelText,
  type Model,
  type ResultDocument,
  type RunOptions,
  type Selection,
} from '../../src/index.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';

/** What every small model begins with. */
export const HEAD = `
ringfence: 1
title: A small model
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

/** @throws Error with the faults of the text. */
export function modelOfText(text: string, selection?: Selection): Model {
  const read = readModelText(text, selection);
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

function documentOf(model: Model, options: RunOptions = {}): Promise<ResultDocument> {
  return openSession(model, makeInlineRunner()).run(options);
}

/** The result of the only scenario. */
export async function resultOf(text: string, options: RunOptions = {}, selection?: Selection): Promise<ScenarioResult> {
  const model = modelOfText(text, selection);
  return (await documentOf(model, options)).scenarios[model.scenario]!;
}

/** The report on the only scenario, in one line with single blanks: what a reader takes in. */
export async function reportOf(text: string, options: RunOptions = {}, selection?: Selection): Promise<string> {
  const model = modelOfText(text, selection);
  const document = await documentOf(model, options);
  const lines = runReport({ document, command: [] }, { width: 80, style: PLAIN });
  return lines.join(' ').replace(/\s+/g, ' ');
}
