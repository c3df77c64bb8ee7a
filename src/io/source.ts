/** A model file, with its includes, as a value that knows the position of each of its parts. */
import type { Checked, Place, Problem, Source, SourcePath } from '../model/problem.ts';
import { editedText, meaningOf } from './edited-text.ts';
import { joinedValue } from './joined-value.ts';
import { type LoadedFile, loadFiles, type ReadInclude, withoutMark } from './loaded-files.ts';
import { placeOf } from './yaml-file.ts';

export type { ReadInclude } from './loaded-files.ts';

/** The position of whatever is at a path in a file; of the key if there is no value to mark. */
function placeIn({ yaml, find }: LoadedFile, path: SourcePath, part: 'key' | 'value'): Place {
  const { found, depth } = find(path);
  const { key, value } = found;
  const isShown = value?.range !== undefined && value.range !== null && value.range[1] > value.range[0];
  if (depth === 0 && depth < path.length) return placeOfStart(yaml);
  if (key !== null && (part === 'key' || depth < path.length || !isShown)) return placeOf(yaml, key);
  if (value !== null && path.length > 0) return placeOf(yaml, value);
  return placeOfStart(yaml);
}

function placeOfStart(yaml: LoadedFile['yaml']): Place {
  const root = yaml.document.contents;
  return root === null ? yaml.place(0, 0) : placeOf(yaml, root);
}

/**
 * Reads a model from the text of its main file.
 *
 * Columns and lengths count UTF-16 units. `include` is not in the value.
 *
 * @param file Path of the main file, as shown in messages.
 * @returns All problems of all files at once, if there are any.
 */
export function sourceOf(file: string, text: string, readInclude: ReadInclude): Checked<Source> {
  const loaded = loadFiles(file, text, readInclude);
  const { files } = loaded;
  const problems: Problem[] = [...loaded.problems];
  const value = joinedValue(files, problems);
  const [main] = files;
  if (problems.length > 0 || main === undefined) return { ok: false, problems };

  /** The file that contains most of a path; among equals the main file, then the first included. */
  const holderOf = (path: SourcePath): LoadedFile => {
    let holder = main;
    let most = main.find(path).depth;
    for (const other of files.slice(1)) {
      const { depth } = other.find(path);
      if (depth > most) {
        most = depth;
        holder = other;
      }
    }
    return holder;
  };
  const mark = text.slice(0, text.length - withoutMark(text).length);
  const source: Source = {
    value,
    locate: (path, part = 'value') => placeIn(holderOf(path), path, part),
    edit: (path, by) => {
      const holder = holderOf(path);
      const isElsewhere = holder !== main && holder.find(path).depth === path.length;
      if (isElsewhere) throw new Error(`\`${path.join('.')}\` stands in ${holder.yaml.file}: only ${file} is edited`);
      return mark + editedText(main, path, by);
    },
    read: meaningOf,
  };
  return { ok: true, value: source };
}
