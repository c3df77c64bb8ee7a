/** Controls: what they stand against, their levels, and the node that each of them is. */
import type { Control, EvidenceNote, ModelNode } from '../model.ts';
import { controlShape } from '../schema/control-shapes.ts';
import { parseAgainst } from './against.ts';
import { parseEvidence } from './evidence.ts';
import type { Head } from './head.ts';
import { parseLevels } from './levels.ts';
import type { Names } from './names.ts';
import { parseNeeds } from './needs.ts';
import { parseHeading } from './nodes.ts';
import { orderedLevels } from './raw-levels.ts';
import type { Reader } from './reader.ts';

const CONTROL_KEYS = Object.keys(controlShape);

export interface ParsedControl {
  readonly control: Control;
  readonly node: ModelNode;
  readonly evidence: readonly EvidenceNote[];
}

/**
 * One control.
 *
 * @param struckBy Nodes that each threat affects; threats with a fault are not among them.
 * @param stated The level that the file calls current, whatever is in force; undefined when it says none.
 */
export function parseControl(
  reader: Reader,
  names: Names,
  struckBy: ReadonlyMap<string, readonly string[]>,
  head: Head,
  id: string,
  value: unknown,
  stated: string | undefined,
): ParsedControl | null {
  const path = ['controls', id];
  const fields = reader.fields(value, path, `control \`${id}\``, CONTROL_KEYS);
  if (fields === null) return null;
  const { label, was, discipline, owner, tags } = parseHeading(reader, names, fields, path);
  reader.required(fields, 'levels', path, `control \`${id}\``, '{ none: {}, basic: { ... } }');
  const raw = orderedLevels(reader, fields['levels'], [...path, 'levels']);
  const levelIds = raw.map((one) => one.id);
  const isStated = reader.required(fields, 'current', path, `control \`${id}\``, levelIds[0] ?? 'none');
  const level = isStated ? reader.text(fields['current'], [...path, 'current'], '`current`') : null;
  if (level !== null && levelIds.length > 0 && !levelIds.includes(level)) {
    reader.unknown([...path, 'current'], 'level', level, levelIds);
  }
  const current = stated ?? level ?? 'none';
  const evidence = parseEvidence(
    reader,
    { control: id, levels: raw, current: levelIds.includes(current) ? current : null, starts: head.starts },
    fields['evidence'],
    [...path, 'evidence'],
  );
  const each = reader.flag(fields['each'], [...path, 'each']);
  const common = { id, label: label ?? id, discipline, drawLabel: `controls.${was ?? id}` };
  const control: Control = {
    ...common,
    against: parseAgainst(reader, names, struckBy, each, fields['against'], [...path, 'against']),
    levels: parseLevels(reader, raw, evidence),
    level: level ?? 'none',
    current,
  };
  const node: ModelNode = {
    ...common,
    kind: 'control',
    owner,
    tags,
    goal: null,
    needs: parseNeeds(reader, names, id, fields['needs'], [...path, 'needs']),
    restart: reader.quantity(fields['restart'], [...path, 'restart'], 'hours', 'varies'),
    blackStart: reader.quantity(fields['blackStart'], [...path, 'blackStart'], 'hours', 'varies'),
    loss: [],
  };
  return { control, node, evidence: evidence.notes };
}
