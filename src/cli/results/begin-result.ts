/** Begins a result in a folder before the work does, so that what futures lose is taken as they are simulated. */
import { loadDuckdb, NoDuckdb, type Duckdb } from '../../io/duckdb/duckdb.ts';
import { beginResult, type ResultInWork } from '../../io/result-folder.ts';
import { systemReason } from '../../io/system-reason.ts';
import type { TakeLosses } from '../../sim/session/take-losses.ts';
import { argumentProblem, Refusal } from '../refusal.ts';
import { makeLossKeeper, type LossKeeper, type Wanted } from './save-losses.ts';

export interface BegunResult {
  readonly folder: string;
  readonly work: ResultInWork;
  /** Null where it is not installed. */
  readonly duckdb: Duckdb | null;
  /** Null without DuckDB. */
  readonly losses: LossKeeper | null;
  /** Why something is not written, for the user; null where nothing is missing. */
  readonly missing: string | null;
  /** For the sessions. */
  readonly take: TakeLosses | undefined;
  /** Throws away what is not written by now. */
  close(): void;
}

/** Whether the disk is to blame: an error of the system, or what DuckDB says of one. */
export const isOfSystem = (error: unknown): boolean =>
  error instanceof Error && ('syscall' in error || /^IO Error|Could not write|No space left/.test(error.message));

export const unwritable = (folder: string, error: unknown): Refusal =>
  new Refusal([argumentProblem(`cannot write into ${folder}: ${systemReason(error)}`, 'give --out another path')]);

async function duckdbOr(missing: (why: string) => void): Promise<Duckdb | null> {
  try {
    return await loadDuckdb();
  } catch (error) {
    if (!(error instanceof NoDuckdb)) throw error;
    missing(
      `What every future lost is not in it, nor is the run in a store: ${error.message}. ${error.remedy} adds it.`,
    );
    return null;
  }
}

/**
 * @param folder None for no result.
 * @param wanted What will be run, as far as that is known: whose losses are taken meanwhile.
 * @throws Refusal when nothing can be written there.
 */
export async function beginResultIn(
  folder: string | undefined,
  wanted: readonly Wanted[],
): Promise<BegunResult | null> {
  if (folder === undefined) return null;
  let missing: string | null = null;
  const duckdb = await duckdbOr((why) => (missing = why));
  let begun: ResultInWork | null = null;
  try {
    const work = await beginResult(folder);
    begun = work;
    const losses = duckdb === null ? null : await makeLossKeeper(duckdb, work, wanted);
    return {
      folder,
      work,
      duckdb,
      losses,
      missing,
      take: losses === null || wanted.length === 0 ? undefined : losses.take,
      close: () => {
        losses?.close();
        work.discard();
      },
    };
  } catch (error) {
    begun?.discard();
    if (!isOfSystem(error)) throw error;
    throw unwritable(folder, error);
  }
}
