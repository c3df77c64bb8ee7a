/** `like`: a copy of another entity. Maps join, all else replaces; the id it `was` is not copied. */
import { didYouMean } from '../did-you-mean.ts';
import type { SourcePath } from '../problem.ts';
import type { Tree } from './overrides.ts';
import { copyTree } from './overrides.ts';
import type { Reader } from './reader.ts';
import { isFields } from './reader.ts';

function join(base: unknown, own: unknown): unknown {
  if (!isFields(base) || !isFields(own)) return own === undefined ? copyTree(base) : own;
  const joined = copyTree(base) as Tree;
  for (const [key, value] of Object.entries(own)) joined[key] = join(base[key], value);
  return joined;
}

/** Resolves `like` of one entity in its section, in place; loops and unknown names are reported. */
export function resolveLike(
  reader: Reader,
  section: Tree,
  id: string,
  path: SourcePath,
  chain: readonly string[] = [],
): void {
  const fields = section[id];
  if (!isFields(fields)) return;
  const like = fields['like'];
  if (like === undefined || like === null) return;
  const at = [...path, id, 'like'];
  const own = copyTree(fields) as Tree;
  delete own['like'];
  section[id] = own;
  if (typeof like !== 'string' || !isFields(section[like])) {
    const near = typeof like === 'string' ? didYouMean(like, Object.keys(section)) : null;
    reader.report(
      at,
      'unknown-name',
      typeof like === 'string' ? `unknown name \`${like}\` in \`like\`` : '`like` names one entry',
      near === null ? 'name another entry of this section' : `did you mean \`${near}\`?`,
    );
    return;
  }
  if (like === id || chain.includes(like)) {
    reader.report(
      at,
      'loop',
      `\`like\` runs in a circle: ${[...chain, id, like].join(' -> ')}`,
      'write one of them out',
    );
    return;
  }
  resolveLike(reader, section, like, path, [...chain, id]);
  const base = copyTree(section[like]) as Tree;
  delete base['was'];
  delete base['like'];
  section[id] = join(base, own);
}
