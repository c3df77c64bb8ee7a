/** Controls: what they act against, their levels, and the node that each of them is. */
import type { Control, EvidenceNote, ModelNode } from '../model.ts';
import { controlShape } from '../schema/control-shapes.ts';
import { parseAgainst } from './against.ts';
import { parseEvidence } from './evidence.ts';
import type { Head } from './head.ts';
import { parseLevels } from './levels.ts';
import type { Names } from './names.ts';
import { parseNeeds } from './needs.ts';
import { parseHeading } from './nodes.ts';
import type { SourcePath } from '../problem.ts';
import { orderedLevels, type RawLevel } from './raw-levels.ts';
import type { Reader } from './reader.ts';
import { parseRestart } from './restart.ts';
import { parseSpendRules } from './spend-rules.ts';
import type { Fields } from './tree.ts';

const CONTROL_KEYS = Object.keys(controlShape);

export interface ParsedControl {
  readonly control: Control;
  readonly node: ModelNode;
  readonly evidence: readonly EvidenceNote[];
}

/**
 * What works against threats: a level with one of these, of a control against nothing, would cost money and do nothing.
 */
const VERBS = ['prevent', 'deter', 'contain', 'recover', 'misses'] as const;

/** Reports a control that is against nothing where that cannot be intended. */
function reportNoThreat(
  reader: Reader,
  id: string,
  fields: Fields,
  levels: readonly RawLevel[],
  path: SourcePath,
): void {
  const { against } = fields;
  const remedy = 'name threats, a tag such as `discipline=cyber`, or `all`';
  if (against === null || (Array.isArray(against) && against.length === 0)) {
    reader.report([...path, 'against'], 'against', `control \`${id}\` is against nothing`, remedy, 'key');
    return;
  }
  if (against !== undefined) return;
  for (const level of levels) {
    const verb = VERBS.find((key) => level.fields[key] !== undefined && level.fields[key] !== null);
    if (verb === undefined) continue;
    const message = `control \`${id}\` says \`${verb}\`, and is against nothing`;
    reader.report([...level.path, verb], 'against', message, `write \`against:\`: ${remedy}`, 'key');
    return;
  }
  if (Array.isArray(fields['evidence']) && fields['evidence'].length > 0) {
    const message = `control \`${id}\` has evidence, and is against nothing`;
    reader.report([...path, 'evidence'], 'against', message, `write \`against:\`: ${remedy}`, 'key');
  }
}

/**
 * One control.
 *
 * @param struckBy Nodes that each threat affects; invalid threats are not among them.
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
  const written = raw.map((one) => one.id);
  const levelIds = names.levels.get(id) ?? written;
  const isStated = reader.required(fields, 'current', path, `control \`${id}\``, levelIds[0] ?? 'none');
  const level = isStated ? reader.text(fields['current'], [...path, 'current'], '`current`') : null;
  if (level !== null && levelIds.length > 0 && !levelIds.includes(level)) {
    reader.unknown([...path, 'current'], 'level', level, levelIds);
  }
  const current = stated ?? level ?? 'none';
  const evidence = parseEvidence(
    reader,
    { control: id, levels: raw, current: written.includes(current) ? current : null, starts: head.starts },
    fields['evidence'],
    [...path, 'evidence'],
  );
  reportNoThreat(reader, id, fields, raw, path);
  const each = reader.flag(fields['each'], [...path, 'each']);
  const common = { id, label: label ?? id, discipline, drawLabel: `controls.${was ?? id}` };
  const control: Control = {
    ...common,
    against: parseAgainst(reader, names, struckBy, each, fields['against'], [...path, 'against']),
    levels: parseLevels(reader, raw, evidence),
    level: level ?? 'none',
    current,
    ...parseSpendRules(reader, names, head, id, fields, path),
  };
  const node: ModelNode = {
    ...common,
    kind: 'control',
    owner,
    tags,
    goal: null,
    needs: parseNeeds(reader, names, id, fields['needs'], [...path, 'needs']),
    restart: parseRestart(reader, fields['restart'], [...path, 'restart']),
    blackStart: reader.quantity(fields['blackStart'], [...path, 'blackStart'], 'hours', 'varies'),
    loss: [],
  };
  return { control, node, evidence: evidence.notes };
}
