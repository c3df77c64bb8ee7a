/** Tables that a command writes into a folder. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../io/csv-text.ts';
import type { Table } from '../results/table.ts';
import { checkWritable, saved } from './output-file.ts';
import { argumentProblem, Refusal } from './refusal.ts';

/**
 * Looks, before the work begins, whether tables could be written.
 *
 * @throws Refusal when they could not.
 */
export async function checkTables(folder: string, names: readonly string[], inputs: readonly string[]): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there?.isDirectory() !== true) {
    throw new Refusal([
      argumentProblem(`cannot write into ${folder}: there is no such folder`, 'make it, or give --csv another'),
    ]);
  }
  for (const name of names) await checkWritable(path.join(folder, name), inputs);
}

/** Writes tables by name, all that can be; hands back the first failure. */
export async function savedTables(
  folder: string | undefined,
  tables: Readonly<Record<string, Table>>,
): Promise<Refusal | null> {
  if (folder === undefined) return null;
  let failure: Refusal | null = null;
  for (const [name, table] of Object.entries(tables)) {
    const failed = await saved(path.join(folder, name), csvText(table));
    failure ??= failed;
  }
  return failure;
}
