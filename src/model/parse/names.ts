/** The names in scope: what a model file defines, for every field that refers to one. */
import { spelt } from '../plain-letters.ts';
import { asItLooks, notAsItLooks } from '../look-alikes.ts';
import type { SourcePath } from '../problem.ts';
import type { NameKind, Reader } from './reader.ts';
import { type Fields, isFields, order } from './tree.ts';

/** Ids of nodes, threats, controls: lower-case letters, digits and hyphens, a letter first. */
const ID = /^[a-z][a-z0-9-]*$/;

export interface Names {
  /** Node ids by the name in the file: `screener` has `screener-1` to `screener-3`. Controls are among them. */
  readonly nodes: ReadonlyMap<string, readonly string[]>;
  readonly controls: ReadonlySet<string>;
  /** Names of the levels of each control, including partial ones. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly threats: ReadonlySet<string>;
  readonly bearers: ReadonlySet<string>;
  readonly disciplines: ReadonlySet<string>;
  readonly calendar: ReadonlySet<string>;
  /** Node ids by `tag=value`, with `discipline`, `kind` and `owner` as tags. */
  readonly nodeTags: ReadonlyMap<string, readonly string[]>;
  readonly threatTags: ReadonlyMap<string, readonly string[]>;
  readonly controlTags: ReadonlyMap<string, readonly string[]>;
  /** Ids of the states of each driver; none for an index. */
  readonly drivers: ReadonlyMap<string, readonly string[]>;
}

/** The id nearest to a name; empty for names with non-Latin letters, which have none. */
function idNear(name: string, what: string): string {
  const plain = spelt(asItLooks(name)).normalize('NFD').replace(/\p{M}/gu, '');
  if (/[^\p{ASCII}]/u.test(plain.replace(/[\p{P}\p{S}\p{Z}]/gu, ''))) return '';
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return /^\d/.test(id) ? `${what}-${id}` : id;
}

/** Reports each key of a section that is not an id. It remains a name, so that its uses are not reported too. */
export function checkIds(reader: Reader, section: Fields, path: SourcePath, what: string): void {
  for (const id of Object.keys(section)) {
    if (ID.test(id)) continue;
    const better = idNear(id, what);
    reader.offered.add(better);
    const strange = notAsItLooks(id);
    if (strange !== null) {
      const message = `\`${asItLooks(id)}\` holds ${strange}`;
      reader.report([...path, id], 'id', message, `write it anew: \`${better}\``, 'key');
      continue;
    }
    const rule = 'ids are lower-case letters, digits and hyphens, a letter first';
    const remedy = better === '' ? rule : `${rule}: \`${better}\``;
    reader.report([...path, id], 'id', `\`${id}\` is no id of a ${what}`, remedy, 'key');
  }
}

/** Tags of an entry that are single values, as texts. */
function tagsIn(fields: Fields): Readonly<Record<string, string>> {
  const tags = isFields(fields['tags']) ? fields['tags'] : {};
  return Object.fromEntries(
    Object.entries(tags)
      .flatMap(([tag, value]): [string, string][] =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[tag, String(value)]]
          : [],
      )
      .toSorted(([a], [b]) => order(a, b)),
  );
}

/** The tags of an entry; anything that is not a tag is reported. */
export function parseTags(reader: Reader, fields: Fields, path: SourcePath): Readonly<Record<string, string>> {
  const at = [...path, 'tags'];
  for (const [tag, value] of Object.entries(reader.fields(fields['tags'], at, '`tags`', null) ?? {})) {
    if (value === null)
      reader.report([...at, tag], 'shape', `the tag \`${tag}\` has no value`, `write \`${tag}: name\``);
    reader.text(value, [...at, tag], 'a tag');
  }
  return tagsIn(fields);
}

/** Ids by tag; `idsFor` gives the ids that a name matches. */
export function collectTags(
  entries: Iterable<readonly [string, unknown]>,
  idsFor: (name: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, fields] of entries) {
    if (!isFields(fields)) continue;
    const tags: [string, unknown][] = Object.entries(tagsIn(fields));
    for (const key of ['discipline', 'kind', 'owner']) tags.push([key, fields[key]]);
    for (const [tag, value] of tags) {
      if (typeof value !== 'string') continue;
      const ids = found.get(`${tag}=${value}`);
      if (ids === undefined) found.set(`${tag}=${value}`, [...idsFor(name)]);
      else ids.push(...idsFor(name));
    }
  }
  return new Map([...found].map(([tag, ids]) => [tag, [...new Set(ids)].toSorted(order)]));
}

/** `place = north` as `place=north`. */
const plainTag = (text: string): string => text.replace(/\s*=\s*/, '=');

/** Ids with a tag; a tag that no entry has is reported. */
export function tagged(
  reader: Reader,
  tags: ReadonlyMap<string, readonly string[]>,
  kind: NameKind,
  text: string,
  path: SourcePath,
  part?: 'key' | 'value',
): readonly string[] {
  const found = tags.get(plainTag(text));
  if (found !== undefined) return found;
  if (!reader.unsure.has(kind)) reader.unknown(path, `tag of ${kind}s`, text, tags.keys(), part);
  return [];
}

/**
 * Node ids that a name or a tag matches; reports one that matches nothing.
 *
 * @param otherwise What else would be right there, if no node is similar.
 */
export function nodesNamed(
  reader: Reader,
  names: Names,
  text: string,
  path: SourcePath,
  part?: 'key' | 'value',
  otherwise?: string,
): readonly string[] {
  const name = text.trim();
  if (name.includes('=')) return tagged(reader, names.nodeTags, 'node', name, path, part);
  const found = names.nodes.get(name) ?? copyNamed(names, name);
  if (found !== null) return found;
  reader.unknown(path, 'node', name, names.nodes.keys(), part, otherwise);
  return [];
}

/**
 * Node ids that a list of names and tags matches, each once, in its order. An entry that adds no node to those before
 * it is reported.
 *
 * @param entries Texts with their paths.
 * @returns The ids, and whether all entries are valid.
 */
export function membersNamed(
  reader: Reader,
  names: Names,
  entries: readonly (readonly [string, SourcePath])[],
): { readonly members: readonly string[]; readonly isWhole: boolean } {
  const members = new Set<string>();
  let isWhole = true;
  for (const [text, path] of entries) {
    const found = nodesNamed(reader, names, text, path);
    const isTwice = found.length > 0 && found.every((id) => members.has(id));
    if (isTwice || found.length === 0) isWhole = false;
    if (isTwice) reader.twice(path, text);
    for (const id of found) members.add(id);
  }
  return { members: [...members], isWhole };
}

/** One copy of a counted node, by its own id. */
function copyNamed(names: Names, name: string): readonly string[] | null {
  const base = /^(.*)-\d+$/.exec(name)?.[1];
  const copies = base === undefined ? undefined : names.nodes.get(base);
  return copies?.includes(name) === true ? [name] : null;
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return order(a.id, b.id);
}
