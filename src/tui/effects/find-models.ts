/** Model files that somebody may want to open: those below the working folder, and those that come with the program. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { printable } from '../../report/text/display-width.ts';
import type { FoundModel } from '../state/remembered.ts';

const MOST_FILES = 200;
const DEEPEST = 3;
/** Folders looked into at most: a home folder has many. */
const MOST_FOLDERS = 2000;
/** Bytes in which the beginning of a model stands: 40 lines. */
const HEAD_BYTES = 4096;
const HEAD_LINES = 40;

/** The first lines of a file; empty where it cannot be read. */
function headOfFile(file: string): string {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(HEAD_BYTES);
    const length = readSync(descriptor, bytes, 0, HEAD_BYTES, 0);
    return bytes.toString('utf8', 0, length).split('\n').slice(0, HEAD_LINES).join('\n');
  } catch {
    return '';
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

const bare = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/** The files that a model includes, by its first lines: `include: [a.yaml]`, or one a line. */
function includedIn(head: string): readonly string[] {
  const [, inline, lines] =
    /^include:[ \t]*(?:\[([^\]]*)\]|((?:\r?\n[ \t]*(?:-[^\n]*|#[^\n]*)?(?=\r?\n|$))+))/m.exec(head) ?? [];
  const items =
    inline?.split(',') ?? [...(lines ?? '').matchAll(/^[ \t]*-[ \t]+([^\n]*)$/gm)].map(([, item = '']) => item);
  return items.map((item) => bare(item.replace(/\s+#.*$/, '').trim())).filter((item) => item !== '');
}

/** Files that lead to a title at most: one that includes one that includes one. */
const DEEPEST_INCLUDE = 3;

/**
 * The title of a model by its first lines; null for what is none, as a part that others include. Nothing is parsed.
 *
 * @param name What a model is called whose title is nowhere.
 * @param headOf The first lines of a file that is included.
 */
export function titleIn(head: string, name: string, headOf: (file: string) => string = () => ''): string | null {
  if (!/^ringfence:\s*1\s*(#.*)?$/m.test(head)) return null;
  const own = titleOf(head);
  if (own !== null) return own;
  if (!/^include:/m.test(head)) return null;
  const found = (of: string, folder: string, depth: number): string | null => {
    for (const file of depth > DEEPEST_INCLUDE ? [] : includedIn(of)) {
      const whole = path.join(folder, file);
      const included = headOf(whole);
      const title = titleOf(included) ?? found(included, path.dirname(whole), depth + 1);
      if (title !== null) return title;
    }
    return null;
  };
  return found(head, '', 1) ?? name;
}

function titleOf(head: string): string | null {
  const title = /^title:\s*(.+?)\s*$/m.exec(head)?.[1];
  return title === undefined ? null : printable(bare(title));
}

/** Model files in a folder and below, by path. */
function modelsBelow(root: string, from: string, isShipped: boolean): readonly FoundModel[] {
  const found: FoundModel[] = [];
  const folders: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  for (let looked = 0; looked < folders.length && looked < MOST_FOLDERS && found.length < MOST_FILES; looked++) {
    const { folder, depth } = folders[looked] ?? { folder: root, depth: DEEPEST };
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const whole = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        const isPassed = entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name === 'dist';
        if (!isPassed && depth < DEEPEST) folders.push({ folder: whole, depth: depth + 1 });
      } else if (/\.ya?ml$/.test(entry.name) && found.length < MOST_FILES) {
        const title = titleIn(headOfFile(whole), entry.name, (included) => headOfFile(path.join(folder, included)));
        if (title !== null) {
          found.push({ path: whole, shown: path.relative(from, whole) || whole, title, isShipped });
        }
      }
    }
  }
  return found;
}

/** @param shipped The folder of the models that come with the program. */
export function findModels(
  folder: string,
  shipped: string,
): { readonly models: readonly FoundModel[]; readonly isAll: boolean } {
  const own = modelsBelow(folder, folder, false);
  const paths = new Set(own.map((model) => model.path));
  const others = existsSync(shipped) ? modelsBelow(shipped, path.dirname(shipped), true) : [];
  return {
    models: [...own, ...others.filter((model) => !paths.has(model.path))],
    isAll: own.length < MOST_FILES,
  };
}
