/** Reads a figure while it is typed. */
import type { Model } from '../../model/model.ts';
import { parsePath } from '../../model/path.ts';
import type { Source } from '../../model/problem.ts';
import { readBack } from '../../report/read-back/read-back.ts';
import { PLAIN } from '../../report/text/style.ts';
import { lawOf } from './laws.ts';
import type { Reading, RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** Wide enough that no sentence is cut. */
const PAGE = { width: 10_000, style: PLAIN };

/** What stands at a path of the file, as text; empty for nothing. */
function textAt({ value }: Pick<Source, 'value'>, path: string): string {
  let at: unknown = value;
  for (const segment of parsePath(path) ?? []) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[segment] : undefined;
  }
  if (at === undefined || at === null) return '';
  return typeof at === 'string' ? at : JSON.stringify(at);
}

/** What the second model says of itself and the first does not. */
function changedWords(before: Model, after: Model): readonly string[] {
  const known = new Set(readBack(before, lawOf, PAGE));
  return readBack(after, lawOf, PAGE)
    .filter((line) => !known.has(line))
    .map((line) => line.trim().replace(/^[-•·]\s*/, ''));
}

/** What a figure means beside the rest of a what-if, or what is wrong with it. */
function readingOf({ path, text, changes }: RequestOf<'check'>, { opened, source }: Workspace): Reading {
  const today = textAt(source, path);
  const selection = selectionOf(changes.filter((change) => change.kind !== 'figure' || change.path !== path));
  const before = opened.file.under(selection);
  const after = opened.file.under({ ...selection, set: [...(selection.set ?? []), `${path}=${text}`] });
  if (after.ok) return { ok: true, today, words: before.ok ? changedWords(before.value, after.value) : [] };
  const [problem] = after.problems;
  return { ok: false, today, problem: problem?.message ?? '', remedy: problem?.remedy ?? '' };
}

export async function check(request: RequestOf<'check'>, workspace: Workspace, task: Task): Promise<void> {
  task.say({ kind: 'checked', reading: readingOf(request, workspace) });
}
