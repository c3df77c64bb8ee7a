/** Files that are there whole or not at all. */
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { argumentProblem, Refusal } from './refusal.ts';

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission is denied',
    EPERM: 'that is not permitted',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'there is no such folder',
    ENOTDIR: 'a part of its path is not a folder',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
};

const refusal = (file: string, reason: string): Refusal =>
  new Refusal([argumentProblem(`cannot write ${file}: ${reason}`, 'give --out another path')]);

/** Looks, before the work begins, whether a file could be written. @throws Refusal when it could not. */
export async function checkWritable(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) throw refusal(file, 'it is a folder');
  const folder = await stat(path.dirname(file)).catch(() => null);
  if (folder === null) throw refusal(file, 'there is no such folder');
  if (!folder.isDirectory()) throw refusal(file, 'a part of its path is not a folder');
}

/**
 * Writes the file that was asked for, if one was. A failure is handed back, so that what took long to find can still be
 * shown before it is told.
 */
export async function saved(file: string | undefined, text: string): Promise<Refusal | null> {
  if (file === undefined) return null;
  try {
    await writeAtomically(file, text);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/**
 * Writes a file beside its place and puts it there in one step: a reader finds the old text or the new one, and the old
 * one stays when anything fails.
 *
 * @throws Refusal when it cannot be written.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    const handle = await open(beside, 'w');
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw refusal(file, reasonOf(error));
  }
}
