/** Where a problem is shown: at the override that set the value, or at what `like` copied. */
import type { Place, Source, SourcePath } from '../problem.ts';
import type { Override } from './overrides.ts';
import { isFields } from './tree.ts';

/** Where an overridden part of the tree comes from: a position in the file, or the text of the command line. */
export interface Origin extends Omit<Override, 'path' | 'value'> {
  /** What it set. */
  readonly path: SourcePath;
  /** Whether it scales the existing value, whose own problems it is not to blame for. */
  readonly scales: boolean;
}

export interface Places {
  /**
   * The position of a value or its key; null for the command line, whose words are in `text`.
   *
   * @param isBelowScaling Look for the value that was scaled, not for what scales it.
   */
  find(path: SourcePath, part: 'key' | 'value', isBelowScaling: boolean): { place: Place | null; text: string | null };
}

const LIKE_SECTIONS: ReadonlySet<string | number> = new Set(['nodes', 'threats', 'controls']);

const beginsWith = (path: SourcePath, start: SourcePath): boolean =>
  start.length <= path.length && start.every((key, i) => key === path[i]);

/** Whether a path exists in a value. */
function stands(value: unknown, path: SourcePath): boolean {
  let at: unknown = value;
  for (const segment of path) {
    if (Array.isArray(at)) at = (at as readonly unknown[])[Number(segment)];
    else at = isFields(at) ? at[String(segment)] : undefined;
    if (at === undefined) return false;
  }
  return true;
}

/** @param copies What `like` copied: `nodes.grid-south` from `grid-north`; may grow later. */
export function makePlaces(source: Source, origins: readonly Origin[], copies: ReadonlyMap<string, string>): Places {
  const originOf = (path: SourcePath, isBelowScaling: boolean): Origin | undefined =>
    origins.findLast((origin) => beginsWith(path, origin.path) && !(isBelowScaling && origin.scales));

  /** The path of the original in the file or the setting, for a path into a copy. */
  const standing = (path: SourcePath, isBelowScaling: boolean): SourcePath => {
    const [section = '', id = '', ...rest] = path;
    if (rest.length === 0 || !LIKE_SECTIONS.has(section)) return path;
    const tried = new Set<string>();
    let name = String(id);
    while (!tried.has(name)) {
      const own = [section, name, ...rest];
      if (originOf(own, isBelowScaling) !== undefined || stands(source.value, own)) return own;
      tried.add(name);
      name = copies.get(`${section}.${name}`) ?? name;
    }
    return path;
  };

  return {
    find: (path, part, isBelowScaling) => {
      const own = standing(path, isBelowScaling);
      const origin = originOf(own, isBelowScaling);
      if (origin === undefined) return { place: source.locate(own, part), text: null };
      if (origin.at === null) return { place: null, text: origin.text };
      const inner = own.slice(origin.path.length);
      return { place: source.locate([...origin.at, ...inner], inner.length === 0 ? 'value' : part), text: origin.text };
    },
  };
}
