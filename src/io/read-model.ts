/** Model files from disk. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Model } from '../model/model.ts';
import type { ModelFile } from '../model/model-file.ts';
import { checkArgument, checkOptions, FUNCTION, PORTFOLIO, TEXT, TEXTS } from '../model/options.ts';
import type { ModelTools } from '../model/parse/parse-choice.ts';
import { parseModel } from '../model/parse/parse-model.ts';
import type { Checked, Problem, Source } from '../model/problem.ts';
import type { Selection } from '../model/selection.ts';
import { decodeText, MOST_BYTES, tooLarge } from './decode-text.ts';
import { formulaTree } from './formula-tree.ts';
import { sourceOf, type ReadInclude } from './source.ts';

const tools: ModelTools = {
  digest: (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`,
  formulaTree,
};

/** What the codes of the file system mean: what is wrong with the file, and what to do about it. */
const MEANINGS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOENT: ['does not exist', 'check the path'],
  ENOTDIR: ['does not exist: a part of its path is not a folder', 'check the path'],
  EISDIR: ['is a folder', 'give a model file, such as `model.yaml`'],
  EACCES: ['may not be read', 'ask for permission to read it'],
  EPERM: ['may not be read', 'ask for permission to read it'],
  ELOOP: ['is a link that leads back to itself', 'give the file itself'],
  ENAMETOOLONG: ['has too long a path', 'check the path'],
  ERR_INVALID_ARG_VALUE: ['has a path that no file can have', 'check the path'],
};

function fault(
  path: string,
  what: string,
  remedy: string,
): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: [{ code: 'file', message: `\`${path}\` ${what}`, remedy, place: null }] };
}

function systemFault(path: string, error: unknown): Checked<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [what, remedy] = MEANINGS[code] ?? [
    `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    '',
  ];
  return fault(path, what, remedy);
}

/** The text of a file called `name` in messages; problems of the file system have no position. */
function readText(path: string, name: string): Checked<string> {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return fault(name, 'is a folder', 'give a model file, such as `model.yaml`');
    if (!status.isFile()) return fault(name, 'is not a file', 'give a model file, such as `model.yaml`');
    if (status.size > MOST_BYTES) return { ok: false, problems: [tooLarge(name)] };
    return decodeText(name, readFileSync(path));
  } catch (error) {
    return systemFault(name, error);
  }
}

/** Reads a file included from `folder`; the real file, after all links, must be in that folder, or where its path is in one beside it. */
function includesFrom(folder: string, onFile: (path: string) => void): ReadInclude {
  return (path) => {
    const full = join(folder, path);
    onFile(full);
    try {
      const [top = '', beside = ''] = path.split('/');
      const home = top === '..' ? join(folder, top, beside) : folder;
      if (!realpathSync(full).startsWith(withSeparator(realpathSync(home)))) {
        return fault(path, 'is a link out of the folder of the model', 'copy the file into the folder');
      }
    } catch (error) {
      return systemFault(path, error);
    }
    return readText(full, full);
  };
}

const withSeparator = (folder: string): string => (folder.endsWith(sep) ? folder : folder + sep);

/** A model file that stays open: its text and what it includes as they were read, to be edited and parsed again without the disk. */
export interface OpenModelFile {
  readonly file: ModelFile;
  /** Null where nothing of it could be read as YAML. */
  readonly source: Source | null;
  /** The main file; null where it could not be read. */
  readonly text: string | null;
  /** `sha256:...` of the text; empty without one. */
  readonly hash: string;
  /** Paths of the files that were read, the main one first. */
  readonly files: readonly string[];
}

/**
 * Reads a model file to work on: as `readModelFile`, and keeps what it was read from.
 *
 * @param text What stands in for the text of the main file: what an edit would make of it.
 */
export function openModelFile(path: string, text?: string): OpenModelFile {
  const files: string[] = [path];
  const read: Checked<string> = text === undefined ? readText(path, path) : { ok: true, value: text };
  if (!read.ok) return { file: fileOf(read), source: null, text: null, hash: '', files };
  const source = sourceOf(
    path,
    read.value,
    includesFrom(dirname(path), (one) => void files.push(one)),
  );
  const kept = { file: fileOf(source), text: read.value, hash: tools.digest(read.value), files: [...new Set(files)] };
  return { ...kept, source: source.ok ? source.value : null };
}

/** Reads a model file and what it includes. Problems of the file system come back without a position. */
export async function readSource(
  path: string,
  onFile: (path: string) => void = () => undefined,
): Promise<Checked<Source>> {
  onFile(path);
  const text = readText(path, path);
  return text.ok ? sourceOf(path, text.value, includesFrom(dirname(path), onFile)) : text;
}

/** Checks a selection, which a program may have built. @throws RangeError that names what is wrong. */
function checkSelection(of: string, selection: Selection): void {
  const kinds = { scenario: TEXT, portfolio: PORTFOLIO, set: TEXTS, given: TEXTS } satisfies Record<
    keyof Selection,
    unknown
  >;
  const ofRuns = 'a run takes it: `session.run`';
  checkOptions(of, selection, kinds, { trials: ofRuns, worlds: ofRuns, seed: '`openSession` and a run take it' });
}

/** A file that could be read, checked on entry to the library; or one of which nothing could be read. */
function fileOf(source: Checked<Source>): ModelFile {
  if (!source.ok) return { problems: source.problems, under: () => source };
  const file = parseModel(source.value, tools);
  return {
    ...file,
    under: (selection = {}) => {
      checkSelection('`under`', selection);
      return file.under(selection);
    },
  };
}

/**
 * Reads a model file and what it includes, and checks it once for all its scenarios, levels and portfolios.
 *
 * @param onFile Called with the path of each file that is read.
 * @throws RangeError that names an invalid argument. Problems in the file are its `problems`.
 */
export async function readModelFile(path: string, onFile?: (path: string) => void): Promise<ModelFile> {
  checkArgument('the path of `readModelFile`', path, TEXT);
  if (onFile !== undefined) checkArgument('the second argument of `readModelFile`', onFile, FUNCTION);
  return fileOf(await readSource(path, onFile));
}

/**
 * Reads a model file and what it includes, under a selection of scenario, portfolio, overrides and given events.
 *
 * @param onFile Called with the path of each file that is read.
 * @throws RangeError that names an invalid argument or option.
 */
export async function readModel(
  path: string,
  selection: Selection = {},
  onFile?: (path: string) => void,
): Promise<Checked<Model>> {
  checkArgument('the path of `readModel`', path, TEXT);
  checkSelection('`readModel`', selection);
  if (onFile !== undefined) checkArgument('the third argument of `readModel`', onFile, FUNCTION);
  return fileOf(await readSource(path, onFile)).under(selection);
}

/**
 * Reads a model from text. It cannot include anything, since there is no folder to look in.
 *
 * @param file Its name in messages.
 * @throws RangeError that names an invalid argument or option.
 */
export function readModelText(text: string, selection: Selection = {}, file = 'model.yaml'): Checked<Model> {
  checkArgument('the model of `readModelText`', text, TEXT, 'give the YAML itself; `readModel` takes a path');
  checkSelection('`readModelText`', selection);
  checkArgument('the name of the file of `readModelText`', file, TEXT);
  return readModelFileText(text, file).under(selection);
}

/** As `readModelFile`, but from text, as `readModelText`. */
export function readModelFileText(text: string, file = 'model.yaml'): ModelFile {
  checkArgument('the model of `readModelFileText`', text, TEXT, 'give the YAML itself; `readModelFile` takes a path');
  checkArgument('the name of the file of `readModelFileText`', file, TEXT);
  return fileOf(
    sourceOf(file, text, (path) => fault(path, 'cannot be included by a text', 'read the model from a file')),
  );
}
