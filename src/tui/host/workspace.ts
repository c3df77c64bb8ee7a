/** What the host has open: a model file, a session of it, and what is known of its speed. */
import type { OpenModelFile } from '../../io/read-model.ts';
import type { Source } from '../../model/problem.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { DEFAULT_SEED, openSession, type Session } from '../../sim/session.ts';
import type { HostSaid, Target } from './messages.ts';

/** Bytes that a session keeps: two runs of a million trials, and those of the last what-ifs. */
const MEMORY = 384 * 2 ** 20;

export interface Workspace {
  readonly path: string;
  readonly opened: OpenModelFile;
  readonly source: Source;
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
  const session = openSession(opened.file, runner, { seed: DEFAULT_SEED, memory: MEMORY });
  return { path, opened, source, session, today: { kind: 'enough' }, said: { trials: 0, settled: false }, rate: null };
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
