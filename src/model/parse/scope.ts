/** Finds every name that a file defines, before any field that refers to one is read. */
import type { Head } from './head.ts';
import { levelNames } from './level-names.ts';
import { checkIds, collectTags, type Names } from './names.ts';
import type { NameKind, Reader } from './reader.ts';
import { type Fields, isFields } from './tree.ts';

const MOST_COPIES = 10_000;

export interface Scope {
  readonly names: Names;
  readonly nodes: Fields;
  readonly threats: Fields;
  readonly controls: Fields;
  readonly drivers: Fields;
}

/** Ids of a node: its own, or those of its copies. */
function idsOf(reader: Reader, name: string, fields: unknown): readonly string[] {
  if (!isFields(fields) || fields['count'] === undefined) return [name];
  const path = ['nodes', name, 'count'];
  const count = reader.plainNumber(fields['count'], path);
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MOST_COPIES) {
    return Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);
  }
  const message = `\`count\` is a whole number from 1 to ${MOST_COPIES.toLocaleString('en-GB')}`;
  if (count !== undefined) reader.report(path, 'count', message, 'write `count: 3`');
  return [name];
}

/** Ids of the states of a driver. */
const statesIn = (fields: unknown): readonly string[] =>
  isFields(fields) && isFields(fields['states']) ? Object.keys(fields['states']) : [];

/** The names of a file, and its sections. */
export function scopeOf(reader: Reader, root: Fields, head: Head): Scope {
  const section = (name: string, what: NameKind): Fields => {
    const fields = reader.fields(root[name], [name], `\`${name}\``, null);
    if (fields === null) reader.unsure.add(what);
    else checkIds(reader, fields, [name], what);
    return fields ?? {};
  };
  const nodes = section('nodes', 'node');
  const threats = section('threats', 'threat');
  const controls = section('controls', 'control');
  const drivers = section('drivers', 'driver');
  if (reader.unsure.has('control')) reader.unsure.add('node');
  const ids = new Map<string, readonly string[]>();
  const taken = new Map<string, string>();
  const claim = (id: string, by: string, path: readonly string[]): void => {
    const other = taken.get(id);
    if (other !== undefined) {
      const message = `\`${id}\` is the name of ${other} already`;
      reader.report(path, 'twice', message, 'nodes and controls share their names: rename one', 'key');
    }
    taken.set(id, by);
  };
  for (const [name, fields] of Object.entries(nodes)) {
    const own = idsOf(reader, name, fields);
    ids.set(name, own);
    const isCounted = isFields(fields) && fields['count'] !== undefined;
    for (const id of own) claim(id, isCounted ? `a copy of node \`${name}\`` : 'a node', ['nodes', name]);
    if (!own.includes(name)) claim(name, 'a node', ['nodes', name]);
  }
  for (const id of Object.keys(controls)) {
    claim(id, 'a control', ['controls', id]);
    if (!ids.has(id)) ids.set(id, [id]);
  }
  const names: Names = {
    nodes: ids,
    controls: new Set(Object.keys(controls)),
    levels: new Map(
      Object.entries(controls).map(([id, fields]) => [id, isFields(fields) ? levelNames(fields['levels']) : []]),
    ),
    threats: new Set(Object.keys(threats)),
    bearers: new Set(head.bearers.map(({ id }) => id)),
    disciplines: new Set(head.disciplines),
    calendar: new Set(Object.keys(head.calendar)),
    nodeTags: collectTags([...Object.entries(nodes), ...Object.entries(controls)], (name) => ids.get(name) ?? []),
    threatTags: collectTags(Object.entries(threats), (id) => [id]),
    controlTags: collectTags(Object.entries(controls), (id) => [id]),
    drivers: new Map(Object.entries(drivers).map(([id, fields]) => [id, statesIn(fields)])),
  };
  return { names, nodes, threats, controls, drivers };
}
