/** What somebody else has changed in the file, and whether a what-if still fits it. */
import { openModelFile } from '../../io/read-model.ts';
import { formatPath } from '../../model/path.ts';
import type { Change, Differences, FileDifference, RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** Differences of which the screen is told. */
const MOST = 50;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values by their path; a list is one value, but for a list of maps. */
function valuesOf(value: unknown, path: readonly string[], found: Map<string, string>): Map<string, string> {
  if (isMap(value)) for (const [key, one] of Object.entries(value)) valuesOf(one, [...path, key], found);
  else if (Array.isArray(value) && value.some(isMap)) {
    for (const [place, one] of value.entries()) valuesOf(one, [...path, String(place + 1)], found);
  } else found.set(formatPath(path), typeof value === 'string' ? value : JSON.stringify(value));
  return found;
}

/** Values that two files state differently, by path; null for one that is not there. */
export function differencesOf(before: unknown, after: unknown): readonly FileDifference[] {
  const [old, now] = [valuesOf(before, [], new Map()), valuesOf(after, [], new Map())];
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted()
    .map((path) => ({ path, from: old.get(path) ?? null, to: now.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Why a change does not fit a file; null where it does. */
function misfit({ file }: ReturnType<typeof openModelFile>, change: Change): string | null {
  if (change.kind === 'without') {
    const model = file.under();
    const has = model.ok && model.value.limits.some(({ id }) => id === change.limit);
    return has ? null : `there is no limit ${change.limit} any more`;
  }
  const under = file.under(selectionOf([change]));
  return under.ok ? null : (under.problems[0]?.message ?? 'it cannot be read');
}

/** The file as it is on disk, against the one that is open. */
function between(changes: readonly Change[], { path, source }: Workspace): Differences {
  const now = openModelFile(path);
  const base = now.file.under();
  if (now.source === null || !base.ok) {
    const problems = base.ok ? now.file.problems : base.problems;
    return { faults: problems.map(({ message }) => message), differences: [], more: 0, fits: [] };
  }
  const differences = differencesOf(source.value, now.source.value);
  return {
    faults: [],
    differences: differences.slice(0, MOST),
    more: Math.max(0, differences.length - MOST),
    fits: changes.map((change) => misfit(now, change)),
  };
}

export async function differences(
  { changes }: RequestOf<'differences'>,
  workspace: Workspace,
  task: Task,
): Promise<void> {
  task.say({ kind: 'differences', differences: between(changes, workspace) });
}
