/**
 * A folder of results: each result in a folder of its own, `0001`, which stands there whole or not at all; `latest` leads to
 * the newest. What is being written stands in a hidden folder beside them until it is whole.
 */
import { rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

const RESULT = /^\d{4,}$/;
const WRITING = /^\.writing-(\d+)-\d+$/;
const LATEST = 'latest';

/** Distinguishes two results that one process writes at the same time. */
let begun = 0;

export interface ResultInWork {
  /** Where its files go. */
  readonly files: string;
  /** For what is needed only meanwhile. */
  readonly scratch: string;
  /** Puts the whole result in its place. @returns The name of its folder. */
  commit(): Promise<string>;
  /** Throws away what is not put in its place. */
  discard(): void;
}

/** The names of the whole results of a folder, oldest first; none where there is no such folder. */
export async function resultsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter((name) => RESULT.test(name)).toSorted((a, b) => Number(a) - Number(b));
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what processes left that were killed while they wrote. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const writer = WRITING.exec(name)?.[1];
    if (writer === undefined || isRunning(Number(writer))) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function syncAll(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const handle = await open(path.join(folder, name), 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');

/** Gives a result the next free number: another process may have taken the one that was free. */
async function moved(from: string, folder: string): Promise<string> {
  for (;;) {
    const last = Number((await resultsIn(folder)).at(-1) ?? 0);
    const name = String(last + 1).padStart(4, '0');
    try {
      await rename(from, path.join(folder, name));
      return name;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** Lets `latest` lead to a result, where links are to be had. */
async function pointTo(folder: string, name: string): Promise<void> {
  const beside = path.join(folder, `.${LATEST}-${process.pid}`);
  try {
    await rm(beside, { force: true });
    await symlink(name, beside);
    await rename(beside, path.join(folder, LATEST));
  } catch {
    await rm(beside, { force: true });
  }
}

/**
 * Begins a result in a folder, which is made where there is none.
 *
 * @throws Error of the system when nothing can be written there (`systemReason` puts it in plain words).
 */
export async function beginResult(folder: string): Promise<ResultInWork> {
  // Not with the folders above it: a wrong path would make many, and Node never ends where none can be made, as in /proc.
  await mkdir(folder).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
  await sweep(folder);
  const place = path.join(folder, `.writing-${process.pid}-${String(begun++)}`);
  const files = path.join(place, 'files');
  const scratch = path.join(place, 'scratch');
  const discard = (): void => {
    rmSync(place, { recursive: true, force: true });
    process.off('exit', discard);
  };
  process.once('exit', discard);
  try {
    await mkdir(place);
    await mkdir(files);
    await mkdir(scratch);
  } catch (error) {
    discard();
    throw error;
  }
  return {
    files,
    scratch,
    commit: async () => {
      await syncAll(files);
      const name = await moved(files, folder);
      await pointTo(folder, name);
      discard();
      return name;
    },
    discard,
  };
}
