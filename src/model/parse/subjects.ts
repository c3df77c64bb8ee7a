/** What a driver's path speaks of: ids, tags, `all`, and states of other drivers. */
import type { SourcePath } from '../problem.ts';
import { type DriverScope, leaveOut } from './movables.ts';
import { nodesNamed, tagged } from './names.ts';
import { order } from './tree.ts';

/** Ids that the second place of a path names; null, reported or left out, where it names none. */
export function subjectsOf(
  scope: DriverScope,
  section: 'nodes' | 'threats' | 'controls',
  name: string,
  path: SourcePath,
  text: string,
  part: 'key' | 'value',
): readonly string[] | null {
  const { reader, movables } = scope;
  const { names } = movables;
  const kind = section === 'nodes' ? 'node' : section === 'threats' ? 'threat' : 'control';
  const tags = section === 'nodes' ? names.nodeTags : section === 'threats' ? names.threatTags : names.controlTags;
  if (name === 'all') {
    const all =
      section === 'nodes'
        ? [...movables.nodes.values()].filter((node) => node.kind !== 'control').map(({ id }) => id)
        : section === 'threats'
          ? [...names.threats]
          : [...names.controls];
    if (all.length > 0) return all.toSorted(order);
    leaveOut(scope, text, path, `there is no ${kind}`, 'take it out');
    return null;
  }
  if (name.includes('=')) {
    if (scope.isOptional && tags.get(name.replace(/\s*=\s*/, '=')) === undefined) {
      leaveOut(scope, text, path, `no ${kind} has the tag ${name}`, '');
      return null;
    }
    const found = tagged(reader, tags, kind, name, path, part);
    return found.length === 0 ? null : found;
  }
  if (section === 'nodes') {
    const found = nodesNamed(
      reader,
      names,
      name,
      path,
      part,
      'a tag is written `kind=supplier`, and `all` is every node',
    );
    return found.length === 0 ? null : found;
  }
  const known = section === 'threats' ? names.threats : names.controls;
  if (known.has(name)) return [name];
  reader.unknown(path, kind, name, known, part, `\`all\` is every ${kind}`);
  return null;
}

/** Whether a driver and its state exist; reported or left out where not. @param state Null: the driver itself. */
export function findsState(
  scope: DriverScope,
  driver: string,
  state: string | null,
  path: SourcePath,
  text: string,
  part: 'key' | 'value',
): boolean {
  const { reader } = scope;
  const { drivers } = scope.movables.names;
  const states = drivers.get(driver);
  if (states !== undefined && (state === null || states.includes(state))) return true;
  if (scope.isOptional) {
    const why = states === undefined ? `there is no driver ${driver}` : `${driver} has no state ${state}`;
    leaveOut(scope, text, path, why, '');
  } else if (states === undefined) reader.unknown(path, 'driver', driver, drivers.keys(), part);
  else if (states.length > 0) reader.unknown(path, `state of ${driver}`, state ?? '', states, part);
  else
    reader.report(
      path,
      'unknown-name',
      `\`${driver}\` is an index and has no states`,
      'write `drivers.ID.index`',
      part,
    );
  return false;
}
