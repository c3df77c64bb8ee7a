/** What saving a what-if would write into the model file. */
import { diffLines } from 'diff';
import { type OpenModelFile, openModelFile } from '../../io/read-model.ts';
import type { Model } from '../../model/model.ts';
import type { Source, SourcePath } from '../../model/problem.ts';
import type { Selection } from '../../model/selection.ts';
import type { Change, Edit, LineChange, RequestOf, SaveAs } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** Lines around what changes. */
const CONTEXT = 2;
/** A value longer than this is written over several lines. */
const LONG = 60;

/** Written without quotes: nothing that YAML could take for something else. */
const PLAIN = /^[\p{L}\p{N}£$€.][\p{L}\p{N}£$€.% ()_=-]*$/u;

/** A word or a figure as it is written, with the same meaning. */
function written(text: string, { read }: Pick<Source, 'read'>): string {
  const value = read(text);
  return PLAIN.test(text) && !/\s$/.test(text) ? text : JSON.stringify(value ?? text);
}

/** A map in braces; over several lines where it is long. */
function inBraces(entries: readonly (readonly [string, string])[]): string {
  const parts = entries.map(([key, value]) => `${key}: ${value}`);
  const line = `{ ${parts.join(', ')} }`;
  return line.length <= LONG || parts.length === 1 ? line : `{\n        ${parts.join(',\n        ')} }`;
}

/** A value to write at a path. */
interface Write {
  readonly path: SourcePath;
  readonly by: string;
}

/** What a way of saving writes, and which changes it can hold. */
interface Plan {
  readonly writes: readonly Write[];
  readonly keeps: (change: Change) => boolean;
  /** The selection that stands for the what-if in the file as it then is. */
  readonly after: Selection;
}

/** A line each, below the name. */
function scenarioWrites(name: string, changes: readonly Change[], source: Source): readonly Write[] {
  const at = (rest: SourcePath, by: string): Write => ({ path: ['scenarios', name, ...rest], by: written(by, source) });
  return changes
    .flatMap((change): Write[] => {
      switch (change.kind) {
        case 'scenario':
          return [at(['extends'], change.to)];
        case 'driver':
          return [at(['holds', change.driver], change.to)];
        case 'level':
          return [at(['set', `controls.${change.control}.current`], change.to)];
        case 'figure':
          return [at(['set', change.path], change.to)];
        case 'without':
          return [];
      }
    })
    .toSorted(({ path: a }, { path: b }) => (a.join('\n') < b.join('\n') ? -1 : 1));
}

function planOf(changes: readonly Change[], as: SaveAs, source: Source): Plan {
  const levels = changes.flatMap((change): [string, string][] =>
    change.kind === 'level' ? [[change.control, written(change.to, source)]] : [],
  );
  const isLevel = ({ kind }: Change): boolean => kind === 'level';
  switch (as.kind) {
    case 'portfolio':
      return {
        writes: [{ path: ['portfolios', as.name], by: inBraces(levels) }],
        keeps: isLevel,
        after: { portfolio: as.name },
      };
    case 'scenario':
      return {
        writes: scenarioWrites(as.name, changes, source),
        keeps: ({ kind }) => kind !== 'without',
        after: { scenario: as.name },
      };
    case 'current':
      return {
        writes: levels.map(([control, level]) => ({ path: ['controls', control, 'current'], by: level })),
        keeps: isLevel,
        after: {},
      };
  }
}

/** What of a model does not depend on how it was chosen from its file. */
function content(model: Model): string {
  const beside = ['selection', 'notes', 'hash', 'overruled', 'scenario', 'scenarioNames', 'portfolioNames', 'current'];
  return JSON.stringify(model, (key, value: unknown) => (beside.includes(key) ? undefined : value));
}

/** The lines that change, with some around them; `…` where lines are left out. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const all: LineChange[] = [];
  let [old, now] = [1, 1];
  for (const { added, removed, value } of diffLines(before, after)) {
    for (const text of value.replace(/\r?\n$/, '').split(/\r?\n/)) {
      all.push({ line: removed ? old : now, mark: added ? '+' : removed ? '-' : ' ', text });
      if (!added) old++;
      if (!removed) now++;
    }
  }
  const isNear = (at: number): boolean =>
    all.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' ');
  return all.filter((_, at) => isNear(at));
}

function leftOutWords(change: Change): string {
  switch (change.kind) {
    case 'level':
      return `${change.control}: ${change.to}`;
    case 'scenario':
      return `scenario ${change.to}`;
    case 'driver':
      return `${change.driver} held at ${change.to}`;
    case 'figure':
      return `${change.path}: ${change.to}`;
    case 'without':
      return `limit ${change.limit} left out, which only the board can do`;
  }
}

/** The file with all values written, opened again after each so that places are right. @throws Error for what cannot be. */
function edited(path: string, opened: OpenModelFile, writes: readonly Write[]): OpenModelFile {
  return writes.reduce((file, { path: at, by }) => {
    if (file.source === null) throw new Error(`${path} would not be readable any more`);
    return openModelFile(path, file.source.edit(at, by));
  }, opened);
}

const NAME = /^[a-z][a-z0-9-]*$/;

/** Why a name cannot be taken; null where it can. */
function nameFault(as: SaveAs, source: Source): string | null {
  if (as.kind === 'current') return null;
  if (!NAME.test(as.name)) return `\`${as.name}\` is no name: take small letters, digits and dashes, a letter first`;
  const section = as.kind === 'portfolio' ? 'portfolios' : 'scenarios';
  const taken = (source.value as Record<string, unknown>)[section];
  const isTaken = typeof taken === 'object' && taken !== null && Object.hasOwn(taken, as.name);
  if (isTaken) return `there is a ${as.kind} \`${as.name}\` already: take another name`;
  const reserved = as.kind === 'portfolio' ? 'current' : 'base';
  return as.name === reserved ? `\`${reserved}\` is what the file says as it stands: take another name` : null;
}

/**
 * The file as it would be with a what-if saved in it. It is the text on disk that is edited; the text after must describe
 * the model that the what-if is.
 */
export function editOf(path: string, changes: readonly Change[], as: SaveAs): Edit {
  const refused = (words: string): Edit => ({ ok: false, words });
  const opened = openModelFile(path);
  const { source, text: before } = opened;
  if (source === null || before === null || opened.file.problems.length > 0) {
    return refused(`${path} has faults: mend them first, the what-if stays`);
  }
  const fault = nameFault(as, source);
  if (fault !== null) return refused(fault);
  const plan = planOf(changes, as, source);
  const kept = changes.filter(plan.keeps);
  if (kept.length === 0) return refused(`there is nothing in the what-if that a ${as.kind} can hold`);
  try {
    const after = edited(path, opened, plan.writes);
    const [meant, found] = [opened.file.under(selectionOf(kept)), after.file.under(plan.after)];
    if (!meant.ok) return refused(`the what-if does not fit ${path} any more: ${meant.problems[0]?.message ?? ''}`);
    if (!found.ok) return refused(`it cannot be written so: ${found.problems[0]?.message ?? ''}`);
    if (after.text === null || content(meant.value) !== content(found.value)) {
      return refused('what would be written is not what was simulated: edit the file by hand');
    }
    return {
      ok: true,
      file: path,
      text: after.text,
      before,
      expects: opened.hash,
      becomes: after.hash,
      lines: lineChanges(before, after.text),
      leftOut: changes.filter((change) => !plan.keeps(change)).map(leftOutWords),
    };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

export async function edit(request: RequestOf<'edit'>, { path }: Workspace, task: Task): Promise<void> {
  task.say({ kind: 'edit', edit: editOf(path, request.changes, request.as) });
}
