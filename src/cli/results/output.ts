/** Where a command is asked to put what it found: nowhere, into a file, or into a folder of results. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { beginResult } from '../../io/result-folder.ts';
import { systemReason } from '../../io/system-reason.ts';
import { standingAt } from '../../io/write-atomically.ts';
import { checkWritable } from '../output-file.ts';
import { argumentProblem, Refusal } from '../refusal.ts';

export interface Output {
  readonly file?: string;
  readonly folder?: string;
}

/** A folder that exists, a path that ends as one, or a new name without an ending. */
async function isFolder(out: string): Promise<boolean> {
  const there = await standingAt(out);
  if (there !== null) return there.isDirectory();
  if (/[/\\]$/.test(out)) return true;
  const isLink = (await lstat(out).catch(() => null)) !== null;
  return !isLink && path.extname(out) === '' && out !== '';
}

/**
 * Looks, before the work begins, whether `--out` could be written.
 *
 * @param inputs The files that the work is read from.
 * @param onlyFile Why no folder of results can be written, if so.
 * @throws Refusal when it could not.
 */
export async function outputOf(
  out: string | undefined,
  inputs: readonly string[],
  onlyFile: string | null = null,
): Promise<Output> {
  if (out === undefined) return {};
  if (!(await isFolder(out))) {
    await checkWritable(out, inputs);
    return { file: out };
  }
  if (onlyFile !== null) {
    throw new Refusal([
      argumentProblem(`--out ${out} is a folder: ${onlyFile}`, 'give a file, whose name ends in .json'),
    ]);
  }
  try {
    (await beginResult(out)).discard();
  } catch (error) {
    throw new Refusal([argumentProblem(`cannot write into ${out}: ${systemReason(error)}`, 'give --out another path')]);
  }
  return { folder: out };
}
