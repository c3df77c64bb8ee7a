/** What the host has open: a model file, a session of it, and what is known of its speed. */
import type { OpenModelFile } from '../../io/read-model.ts';
import type { ModelFile } from '../../model/model-file.ts';
import type { Source } from '../../model/problem.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { DEFAULT_SEED, openSession, type Session } from '../../sim/session.ts';
import type { HostSaid, Target } from './messages.ts';

/** Bytes that a session keeps: two runs of a million trials, and those of the last what-ifs. */
const MEMORY = 384 * 2 ** 20;

export interface Workspace {
  readonly path: string;
  /** The file as it was read last. */
  opened: OpenModelFile;
  source: Source;
  /** Scenarios that it has had: of one that was taken out and written anew, a session would still know the old one. */
  readonly scenarios: Set<string>;
  readonly session: Session;
  /** How far today was run last: what-ifs are set against that. */
  today: Target;
  /** Trials of today that were said last, and whether they were settled. */
  said: { readonly trials: number; readonly settled: boolean };
  /** Trials a second, as last seen; null before the first run. */
  rate: number | null;
}

/** @throws SelectionFault for a file with faults. */
export function openWorkspace(path: string, opened: OpenModelFile, source: Source, runner: Runner): Workspace {
  const workspace: Pick<Workspace, 'opened'> = { opened };
  const file: ModelFile = {
    get problems() {
      return workspace.opened.file.problems;
    },
    under: (selection) => workspace.opened.file.under(selection),
    between: (from, to) => workspace.opened.file.between?.(from, to) ?? null,
  };
  return Object.assign(workspace, {
    path,
    source,
    scenarios: new Set(Object.keys(sectionOf(source, 'scenarios'))),
    session: openSession(file, runner, { seed: DEFAULT_SEED, memory: MEMORY }),
    today: { kind: 'enough' } as Target,
    said: { trials: 0, settled: false },
    rate: null,
  });
}

/** A section of a file that names things; empty where it has none. */
function sectionOf({ value }: Source, name: 'portfolios' | 'scenarios'): Readonly<Record<string, unknown>> {
  const section = isDeepMap(value) ? value[name] : undefined;
  return isDeepMap(section) ? section : {};
}

const isDeepMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that a file says but for the portfolios and scenarios that it names. */
function besideNames({ value }: Source): string {
  const { portfolios: _, scenarios: __, ...rest } = isDeepMap(value) ? value : {};
  return JSON.stringify(rest);
}

/**
 * Takes a file that was written anew in place of the one that is open, where all that was worked out is of both: it only names
 * portfolios, or scenarios that are new. A portfolio is only a name of levels: nothing is kept under it.
 *
 * @returns Whether it was taken; otherwise nothing is changed.
 */
export function tookAnew(workspace: Workspace, opened: OpenModelFile, source: Source): boolean {
  const [before, after] = [sectionOf(workspace.source, 'scenarios'), sectionOf(source, 'scenarios')];
  const isKnown = (name: string): boolean =>
    name in before ? JSON.stringify(before[name]) === JSON.stringify(after[name]) : !workspace.scenarios.has(name);
  if (besideNames(workspace.source) !== besideNames(source) || !Object.keys(after).every(isKnown)) return false;
  for (const name of Object.keys(after)) workspace.scenarios.add(name);
  workspace.opened = opened;
  workspace.source = source;
  return true;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** One question being answered. */
export interface Task {
  /** Aborts when it is cancelled. */
  readonly signal: AbortSignal;
  /** Whether what is known should be said, when it is cancelled. */
  readonly keeps: () => boolean;
  readonly say: (said: WithoutId<HostSaid>) => void;
}
