/** Tells when a model file, or one that it includes, is another one: by what stands in it, not by who touched it. */
import { createHash } from 'node:crypto';
import { readFileSync, watch as watchFolder, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { FileChange } from '../state/message.ts';
import { afterRest } from './timers.ts';

/** Milliseconds of rest after which a file is looked at: editors write in several steps. */
const REST = 150;

const hashOf = (file: string): string | null => {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return null;
  }
};

export interface Watcher {
  /** Watches these files, and none of those before. */
  files(files: readonly string[]): void;
  close(): void;
}

/** The folders are watched, as editors write a file beside the old one and rename it. */
export function makeWatcher(tell: (change: FileChange) => void): Watcher {
  const hashes = new Map<string, string | null>();
  let watchers: FSWatcher[] = [];

  const look = (): void => {
    for (const [file, before] of hashes) {
      const hash = hashOf(file);
      if (hash === before) continue;
      hashes.set(file, hash);
      tell(hash === null ? { kind: 'gone', file: path.basename(file) } : { kind: 'changed', file, hash });
    }
  };
  const { touch, callOff } = afterRest(REST, look);
  const close = (): void => {
    callOff();
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };

  return {
    close,
    files: (files) => {
      close();
      const before = new Map(hashes);
      hashes.clear();
      for (const file of files) hashes.set(file, before.get(file) ?? hashOf(file));
      for (const folder of new Set(files.map((file) => path.dirname(file)))) {
        try {
          const watcher = watchFolder(folder, { persistent: false }, touch);
          watcher.on('error', () => undefined);
          watchers.push(watcher);
        } catch {
          // A folder that cannot be watched: the file is read when somebody asks
        }
      }
      // What was written between the reading of a file and now
      touch();
    },
  };
}
