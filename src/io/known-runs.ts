/** The runs of a folder of results, as each result tells of itself in its `about.json`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { aboutSchema, type About } from '../results/history/about.ts';
import type { KnownRun } from '../results/history/moved.ts';
import { resultsIn } from './result-folder.ts';

/** What a result says about itself; null where it says nothing that this version can read. */
export async function aboutOf(folder: string): Promise<About | null> {
  try {
    const parsed = aboutSchema.safeParse(JSON.parse(await readFile(path.join(folder, 'about.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export interface KnownRuns {
  /** Oldest first. */
  readonly runs: readonly KnownRun[];
  /** Results that say nothing that this version can read. */
  readonly unread: readonly string[];
}

export async function knownRuns(folder: string): Promise<KnownRuns> {
  const found = await Promise.all(
    (await resultsIn(folder)).map(async (name) => ({ name, about: await aboutOf(path.join(folder, name)) })),
  );
  return {
    runs: found.flatMap(({ name, about }): KnownRun[] => {
      if (about === null) return [];
      const { about: _form, files: _files, summaries: _summaries, ...known } = about;
      return [{ number: Number(name), folder: name, ...known }];
    }),
    unread: found.flatMap(({ name, about }) => (about === null ? [name] : [])),
  };
}
