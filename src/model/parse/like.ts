/**
 * `like`: a copy of another entry. Maps merge, `null` removes an entry, anything else replaces; the id it `was` is not
 * copied.
 */
import { didYouMean } from '../did-you-mean.ts';
import { type Reader, someOf } from './reader.ts';
import { copyFields, copyTree, INHERITED, isFields, kindOf, Scaled, type Tree, unscaled } from './tree.ts';

const LIKE_SECTIONS = ['nodes', 'threats', 'controls'] as const;

/** The value of a copy: scaling recorded before the value was there is applied now. */
function join(base: unknown, own: unknown): unknown {
  if (own instanceof Scaled) {
    const { raw, factor } = unscaled(own);
    if (raw === INHERITED) return base === undefined ? own : new Scaled(copyTree(base), factor);
    return isFields(raw) ? new Scaled(join(base, raw), factor) : own;
  }
  if (own === undefined) return copyTree(base);
  if (!isFields(base) || !isFields(own)) return own;
  const joined = copyFields(base);
  for (const [key, value] of Object.entries(own)) {
    const inherited = key === 'needs' && isFields(value) ? namedNeeds(base[key]) : base[key];
    if (value === null && inherited !== undefined) delete joined[key];
    else joined[key] = join(inherited, value);
  }
  return joined;
}

/** Needs as a map: a list is shorthand for it. */
function namedNeeds(needs: unknown): unknown {
  if (!Array.isArray(needs) || !needs.every((name) => typeof name === 'string')) return needs;
  return Object.assign(Object.create(null), Object.fromEntries(needs.map((name) => [name, null])));
}

/**
 * Resolves `like` of one entry in its section, in place. Its problems are reported, and the entry is then read without
 * the copy.
 */
function resolve(
  reader: Reader,
  section: Tree,
  name: string,
  id: string,
  done: Set<string>,
  chain: readonly string[],
): void {
  const fields = section[id];
  if (done.has(id) || !isFields(fields)) return;
  done.add(id);
  const { like } = fields;
  if (like === undefined || like === null) return;
  const at = [name, id, 'like'];
  const own = copyFields(fields);
  delete own['like'];
  section[id] = own;
  if (typeof like !== 'string' || !isFields(section[like])) {
    const names = Object.keys(section).filter((other) => other !== id);
    const near = typeof like === 'string' ? didYouMean(like, names) : null;
    const remedy = near === null ? `there are ${someOf(names)}` : `did you mean \`${near}\`?`;
    reader.report(at, 'unknown-name', `${kindOf(like)} names nothing in \`${name}\``, remedy);
    return;
  }
  if (like === id || chain.includes(like)) {
    const circle = [...chain.slice(chain.indexOf(like)), id, like].join(' -> ');
    reader.report(
      at,
      'loop',
      `\`like\` runs in a circle: ${like === id ? `${id} -> ${id}` : circle}`,
      'write one of them out',
    );
    return;
  }
  resolve(reader, section, name, like, done, [...chain, id]);
  const base = section[like];
  if (!isFields(base)) return;
  const copied = copyFields(base);
  delete copied['was'];
  delete copied['like'];
  section[id] = join(copied, own);
  reader.copies.set(`${name}.${id}`, like);
}

/** Whether any entry is a copy. */
export function hasLike(tree: Tree): boolean {
  return LIKE_SECTIONS.some((name) => {
    const section = tree[name];
    return isFields(section) && Object.values(section).some((entry) => isFields(entry) && entry['like'] !== undefined);
  });
}

/** Resolves every `like` of a tree, in place. */
export function resolveLikes(reader: Reader, tree: Tree): void {
  for (const name of LIKE_SECTIONS) {
    const section = tree[name];
    if (!isFields(section)) continue;
    const done = new Set<string>();
    for (const id of Object.keys(section)) resolve(reader, section, name, id, done, []);
  }
}
