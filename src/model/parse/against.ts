/** What a control acts against: `THREATS` or `THREATS -> NODES`, each an id, a tag or `all`. */
import type { Against } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { byId, type Names, nodesNamed, tagged } from './names.ts';
import type { Reader } from './reader.ts';
import { order } from './tree.ts';

/** Threat ids that a name, a tag or `all` matches. */
function threatsNamed(reader: Reader, names: Names, text: string, path: SourcePath): readonly string[] {
  if (text === 'all') return [...names.threats].toSorted(order);
  if (text.includes('=')) return tagged(reader, names.threatTags, 'threat', text, path);
  if (names.threats.has(text)) return [text];
  reader.unknown(path, 'threat', text, names.threats, 'value', '`all` means every threat');
  return [];
}

/**
 * Resolves `against`, sorted by threat.
 *
 * A control that is drawn for the whole event of a threat needs no draws for its effects. A threat without effects has
 * only its event.
 *
 * @param struckBy Nodes that each threat affects; invalid ones are not among them.
 * @param each Whether it is drawn for each effect even without an arrow.
 */
export function parseAgainst(
  reader: Reader,
  names: Names,
  struckBy: ReadonlyMap<string, readonly string[]>,
  each: boolean,
  value: unknown,
  path: SourcePath,
): Against[] {
  const events = new Set<string>();
  const effects = new Map<string, Set<string>>();
  for (const [text, at] of reader.texts(value, path, '`against`')) {
    const [left = '', right, ...rest] = text.split('->').map((part) => part.trim());
    if (left === '' || right === '' || rest.length > 0) {
      reader.report(at, 'shape', `\`${text}\` is no threat`, 'write `threat`, or `threat -> node`');
      continue;
    }
    const named = threatsNamed(reader, names, left, at);
    const isEach = right !== undefined || each;
    const wanted =
      right === undefined || right === 'all'
        ? null
        : nodesNamed(reader, names, right, at, 'value', '`all` means every node');
    let found = 0;
    for (const threat of named) {
      const struck = struckBy.get(threat);
      // What an invalid threat affects is not known.
      if (struck === undefined) found += 1;
      else if (!isEach || (right === undefined && struck.length === 0)) events.add(threat);
      else {
        const nodes = wanted === null ? struck : struck.filter((node) => wanted.includes(node));
        found += nodes.length;
        if (nodes.length > 0) effects.set(threat, new Set([...(effects.get(threat) ?? []), ...nodes]));
      }
    }
    if (right !== undefined && found === 0 && named.length > 0 && (wanted === null || wanted.length > 0)) {
      const struck = [...new Set(named.flatMap((threat) => struckBy.get(threat) ?? []))].toSorted(order);
      const there = struck.length === 0 ? 'no node' : struck.join(', ');
      reader.report(at, 'no-effect', `\`${left}\` has no effect on \`${right}\``, `it affects ${there}`);
    }
  }
  const all: Against[] = [...events].map((threat) => ({ threat, nodes: null }));
  for (const [threat, nodes] of effects) {
    if (!events.has(threat)) all.push({ threat, nodes: [...nodes].toSorted(order) });
  }
  return all.toSorted((a, b) => byId({ id: a.threat }, { id: b.threat }));
}
