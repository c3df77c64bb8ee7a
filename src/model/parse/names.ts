/** The names in scope: what a model file defines, for every field that refers to one. */
import type { SourcePath } from '../problem.ts';
import type { Fields, Reader } from './reader.ts';
import { isFields } from './reader.ts';

/** Ids of nodes, threats, controls: lower-case letters, digits and hyphens, a letter first. */
const ID = /^[a-z][a-z0-9-]*$/;

export interface Names {
  /** Node ids by the name in the file: `screener` has `screener-1` to `screener-3`. Controls are among them. */
  readonly nodes: ReadonlyMap<string, readonly string[]>;
  readonly controls: ReadonlySet<string>;
  readonly threats: ReadonlySet<string>;
  readonly bearers: ReadonlySet<string>;
  readonly disciplines: ReadonlySet<string>;
  readonly calendar: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  /** Node ids by `tag=value`, `discipline=` and `kind=` among them. */
  readonly nodeTags: ReadonlyMap<string, readonly string[]>;
  readonly threatTags: ReadonlyMap<string, readonly string[]>;
}

export const DEFAULT_DISCIPLINES = ['cyber', 'physical', 'people', 'supply'] as const;

/** The ids of a section that are ids; the others are reported. */
export function idsOf(reader: Reader, section: Fields, path: SourcePath, what: string): string[] {
  return Object.keys(section).filter((id) => {
    if (ID.test(id)) return true;
    const better = id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '');
    reader.report(
      [...path, id],
      'id',
      `\`${id}\` is no id of a ${what}`,
      `ids are lower-case letters, digits and hyphens, a letter first${better === '' ? '' : `: \`${better}\``}`,
      'key',
    );
    return false;
  });
}

function addTag(tags: Map<string, string[]>, tag: string, id: string): void {
  const list = tags.get(tag);
  if (list === undefined) tags.set(tag, [id]);
  else list.push(id);
}

/** Tags of one entity, as texts. */
export function tagsOf(fields: Fields): Record<string, string> {
  const tags: Record<string, string> = {};
  if (!isFields(fields['tags'])) return tags;
  for (const [tag, value] of Object.entries(fields['tags'])) tags[tag] = String(value);
  return tags;
}

/** Collects ids by tag from the fields of entities; `idsFor` gives the ids that a name stands for. */
export function collectTags(
  entities: ReadonlyMap<string, Fields>,
  idsFor: (name: string) => readonly string[],
): Map<string, string[]> {
  const tags = new Map<string, string[]>();
  for (const [name, fields] of entities) {
    for (const id of idsFor(name)) {
      for (const [tag, value] of Object.entries(tagsOf(fields))) addTag(tags, `${tag}=${value}`, id);
      for (const key of ['discipline', 'kind', 'owner']) {
        if (typeof fields[key] === 'string') addTag(tags, `${key}=${fields[key]}`, id);
      }
    }
  }
  return tags;
}

/** Node ids that a name or a tag stands for; reports one that matches nothing. */
export function nodesNamed(
  reader: Reader,
  names: Names,
  text: string,
  path: SourcePath,
  part?: 'key' | 'value',
): readonly string[] {
  const name = text.trim();
  if (name.includes('=')) {
    const found = names.nodeTags.get(name.replace(/\s*=\s*/, '='));
    if (found !== undefined) return found;
    reader.unknown(path, 'tag', name, names.nodeTags.keys(), part);
    return [];
  }
  const found = names.nodes.get(name) ?? copyNamed(names, name);
  if (found !== null) return found;
  reader.unknown(path, 'node', name, names.nodes.keys(), part);
  return [];
}

/** One copy of a counted node, by its own id. */
function copyNamed(names: Names, name: string): readonly string[] | null {
  const base = /^(.*)-\d+$/.exec(name)?.[1];
  const copies = base === undefined ? undefined : names.nodes.get(base);
  return copies?.includes(name) === true ? [name] : null;
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
