/**
 * Paths into a model file: `threats.transformer-fire.affects.grid-north.outage`, by id, never by position.
 *
 * A segment with blanks, dots or quotes is quoted: `nodes.hub.loss.'grid operator'`. Segments with inner blanks are also
 * taken without quotes, because no separator but the dot can end them.
 */
import type { SourcePath } from './problem.ts';

/** The segments of a path, or null when it is none. */
export function parsePath(text: string): readonly string[] | null {
  const segments: string[] = [];
  let rest = text.trim();
  if (rest === '') return null;
  for (;;) {
    const quoted = /^'([^']*)'|^"([^"]*)"/.exec(rest);
    const segment = quoted === null ? /^[^.'"]+/.exec(rest)?.[0] : (quoted[1] ?? quoted[2]);
    if (segment === undefined || segment.trim() === '') return null;
    segments.push(segment.trim());
    rest = rest.slice((quoted ?? [segment])[0].length);
    if (rest === '') return segments;
    if (!rest.startsWith('.')) return null;
    rest = rest.slice(1);
  }
}

/** The text of a path. */
export function formatPath(path: SourcePath): string {
  return path
    .map((segment) => {
      const text = String(segment);
      return /^[^\s.'"]+$/.test(text) ? text : `'${text}'`;
    })
    .join('.');
}
