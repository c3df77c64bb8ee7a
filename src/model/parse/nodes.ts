/** Nodes: anything that can be down. */
import type { ModelNode } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { NODE_KINDS, nodeShape } from '../schema/node-shapes.ts';
import { parseLosses, parseTolerance } from './losses.ts';
import { type Names, parseTags } from './names.ts';
import { parseNeeds } from './needs.ts';
import type { Reader } from './reader.ts';
import { parseRestart } from './restart.ts';
import type { Fields } from './tree.ts';

const NODE_KEYS = Object.keys(nodeShape);

/** What nodes, threats and controls have in common. */
export interface Heading {
  readonly label: string | null;
  readonly discipline: string | null;
  readonly owner: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Its earlier id, for its draws. */
  readonly was: string | null;
}

/** A known discipline, or null. */
function parseDiscipline(reader: Reader, names: Names, value: unknown, path: SourcePath): string | null {
  const discipline = reader.text(value, path, '`discipline`');
  if (discipline === null || names.disciplines.has(discipline)) return discipline;
  const all = [...names.disciplines, discipline].join(', ');
  reader.unknown(path, 'discipline', discipline, names.disciplines, 'value', `or state it: \`disciplines: [${all}]\``);
  return null;
}

export function parseHeading(reader: Reader, names: Names, fields: Fields, path: SourcePath): Heading {
  reader.text(fields['description'], [...path, 'description'], '`description`');
  return {
    label: reader.text(fields['label'], [...path, 'label'], '`label`'),
    discipline: parseDiscipline(reader, names, fields['discipline'], [...path, 'discipline']),
    owner: reader.text(fields['owner'], [...path, 'owner'], '`owner`'),
    tags: parseTags(reader, fields, path),
    was: reader.text(fields['was'], [...path, 'was'], '`was`'),
  };
}

/** The nodes of one entry of `nodes`: one, or its `count`. */
export function parseNode(reader: Reader, names: Names, name: string, value: unknown, path: SourcePath): ModelNode[] {
  const fields = reader.fields(value, path, `node \`${name}\``, NODE_KEYS);
  if (fields === null) return [];
  reader.required(fields, 'kind', path, `node \`${name}\``, 'asset');
  const kind = reader.oneOf(fields['kind'], [...path, 'kind'], NODE_KINDS, 'kind of node') ?? 'asset';
  const { label, was, ...heading } = parseHeading(reader, names, fields, path);
  const common = {
    kind,
    ...heading,
    goal: reader.text(fields['goal'], [...path, 'goal'], '`goal`'),
    restart: parseRestart(reader, fields['restart'], [...path, 'restart']),
    blackStart: reader.quantity(fields['blackStart'], [...path, 'blackStart'], 'hours', 'varies'),
    tolerance: parseTolerance(reader, fields['tolerance'], [...path, 'tolerance']),
    loss: parseLosses(reader, names, fields['loss'], [...path, 'loss']),
  };
  return (names.nodes.get(name) ?? []).map((id) => {
    const suffix = id.slice(name.length);
    return {
      id,
      label: label === null ? id : `${label}${suffix.replace('-', ' ')}`,
      ...common,
      needs: parseNeeds(reader, names, id, fields['needs'], [...path, 'needs']),
      drawLabel: `nodes.${was ?? name}${suffix}`,
    };
  });
}
