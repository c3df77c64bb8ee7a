/** Controls: what they stand against, their levels, and the node that each of them is. */
import type { Against, Control, Effectiveness, EvidenceNote, Level, ModelNode, Threat } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseRecover } from '../quantity/parse-recover.ts';
import { parseTransfer } from '../quantity/parse-transfer.ts';
import { controlShape, levelShape } from '../schema/shapes.ts';
import type { Evidence } from './evidence.ts';
import { parseEvidence } from './evidence.ts';
import type { Names } from './names.ts';
import { nodesNamed, tagsOf } from './names.ts';
import { parseDiscipline, parseNeeds } from './nodes.ts';
import type { Fields, Reader } from './reader.ts';
import { isFields, unscaled } from './reader.ts';

const CONTROL_KEYS = Object.keys(controlShape);
const LEVEL_KEYS = Object.keys(levelShape);
const VERBS = ['prevent', 'deter', 'contain'] as const;

/** Threat ids that a name, a tag or `all` stands for. */
function threatsNamed(reader: Reader, names: Names, text: string, path: SourcePath): readonly string[] {
  if (text === 'all') return [...names.threats].toSorted();
  if (text.includes('=')) {
    const found = names.threatTags.get(text.replace(/\s*=\s*/, '='));
    if (found !== undefined) return found;
    const [tag, value] = text.split('=').map((part) => part.trim());
    if (tag === 'discipline' && names.disciplines.has(value ?? '')) return [];
    reader.unknown(path, 'tag of threats', text, names.threatTags.keys());
    return [];
  }
  if (names.threats.has(text)) return [text];
  reader.unknown(path, 'threat', text, names.threats);
  return [];
}

/** Resolves `against`: threats, or `threats -> nodes`. */
function parseAgainst(
  reader: Reader,
  names: Names,
  effectNodes: ReadonlyMap<string, readonly string[]>,
  each: boolean,
  value: unknown,
  path: SourcePath,
): Against[] {
  const found = new Map<string, Set<string> | null>();
  for (const [text, at] of reader.texts(value, path, '`against`')) {
    const [left, right, ...rest] = text.split('->').map((part) => part.trim());
    if (left === undefined || left === '' || rest.length > 0 || right === '') {
      reader.report(at, 'shape', `\`${text}\` is no threat`, 'write `threat`, or `threat -> node`');
      continue;
    }
    const threats = threatsNamed(reader, names, left, at);
    const wanted = right === undefined || right === 'all' ? null : nodesNamed(reader, names, right, at);
    for (const threat of threats) {
      const struck = effectNodes.get(threat) ?? [];
      if (right === undefined && !each) {
        found.set(threat, null);
        continue;
      }
      const nodes = wanted === null ? struck : struck.filter((node) => wanted.includes(node));
      if (nodes.length === 0 && wanted !== null && wanted.length > 0 && threats.length === 1) {
        reader.report(
          at,
          'no-effect',
          `threat \`${threat}\` has no effect on \`${right}\``,
          `it affects ${struck.join(', ') || 'no node'}`,
        );
      }
      const set = found.get(threat);
      if (set === null || nodes.length === 0) continue;
      found.set(threat, new Set([...(set ?? []), ...nodes]));
    }
  }
  return [...found]
    .map(([threat, nodes]) => ({ threat, nodes: nodes === null ? null : [...nodes].toSorted() }))
    .toSorted((a, b) => (a.threat < b.threat ? -1 : 1));
}

interface RawLevel {
  readonly id: string;
  readonly order: number;
  readonly fields: Fields;
  readonly path: SourcePath;
}

/** The levels in order; orders are given where there are more than none and one. */
function orderLevels(reader: Reader, control: string, value: unknown, path: SourcePath): RawLevel[] {
  const fields = reader.fields(value, path, '`levels`', null) ?? {};
  const raw = Object.entries(fields).flatMap(([id, level]) => {
    const at = [...path, id];
    const own = reader.fields(level, at, `level \`${id}\``, LEVEL_KEYS);
    return own === null ? [] : [{ id, fields: own, path: at }];
  });
  const named = raw.filter((level) => level.id !== 'none' && level.fields['order'] === undefined);
  const levels = raw.map((level): RawLevel => {
    const order = level.id === 'none' ? (level.fields['order'] ?? 0) : (level.fields['order'] ?? 1);
    if (typeof order === 'number' && Number.isFinite(order)) return { ...level, order };
    reader.report([...level.path, 'order'], 'order', '`order` is a number', 'write `order: 1`');
    return { ...level, order: 1 };
  });
  if (named.length > 0 && raw.length > 2) {
    for (const level of named) {
      reader.report(
        level.path,
        'order',
        `level \`${level.id}\` of \`${control}\` has no order`,
        'write `order: 1` for the lowest, 2 for the next',
        'key',
      );
    }
  } else {
    const orders = new Map<number, string>();
    for (const level of levels) {
      const other = orders.get(level.order);
      if (other !== undefined) {
        reader.report(
          level.path,
          'order',
          `levels \`${other}\` and \`${level.id}\` have the same order ${level.order}`,
          'give each an order of its own',
          'key',
        );
      }
      orders.set(level.order, level.id);
    }
  }
  return levels.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function parseLevel(reader: Reader, raw: RawLevel, below: Level | undefined, evidence: Evidence): Level {
  const { fields, path } = raw;
  if (fields['detect'] !== undefined) {
    reader.report(
      [...path, 'detect'],
      'later',
      '`detect` comes with the incident layer',
      'use prevent, contain or recover until then',
      'key',
    );
  }
  const misses = reader.quantity(fields['misses'], [...path, 'misses'], 'factor', 'uncertain');
  const verbs: Partial<Record<(typeof VERBS)[number], Effectiveness>> = {};
  for (const verb of VERBS) {
    const quantity = reader.quantity(fields[verb], [...path, verb], 'share', 'uncertain');
    if (quantity !== undefined) verbs[verb] = { kind: 'elicited', quantity };
  }
  if (misses !== undefined) {
    let any = false;
    for (const verb of VERBS) {
      if (below?.[verb] === undefined) continue;
      any = true;
      if (verbs[verb] !== undefined) {
        reader.report(
          [...path, verb],
          'twice',
          `\`misses\` says what this level does; \`${verb}\` says it again`,
          `leave one of them out`,
          'key',
        );
      }
      verbs[verb] = { kind: 'misses', share: misses, of: below.id };
    }
    if (!any) {
      reader.report(
        [...path, 'misses'],
        'misses',
        'the level before prevents, deters and contains nothing that could be missed',
        'write `prevent: 60..80%`',
        'key',
      );
    }
  }
  const posterior = evidence.byLevel.get(raw.id);
  if (posterior !== undefined) verbs.prevent = posterior;
  const recover = unscaled(fields['recover']).raw;
  const capacity = reader.constant(fields['capacity'], [...path, 'capacity'], 'share');
  return {
    id: raw.id,
    order: raw.order,
    capex: reader.quantity(fields['capex'], [...path, 'capex'], 'money', 'uncertain'),
    life: reader.quantity(fields['life'], [...path, 'life'], 'hours', 'uncertain'),
    opex: reader.quantity(fields['opex'], [...path, 'opex'], 'money/hour', 'uncertain'),
    ...verbs,
    recover:
      recover === undefined || recover === null
        ? undefined
        : reader.parsed(parseRecover(recover, reader.context), [...path, 'recover']),
    transfer: reader
      .texts(fields['transfer'], [...path, 'transfer'], '`transfer`')
      .flatMap(([text, at]) => reader.parsed(parseTransfer(text, reader.context), at) ?? []),
    capacity: capacity ?? 1,
    changesModel: isFields(fields['set']) && Object.keys(fields['set']).length > 0,
  };
}

export interface ParsedControl {
  readonly control: Control;
  readonly node: ModelNode;
  readonly evidence: readonly EvidenceNote[];
}

/**
 * One control.
 *
 * @param level The level in force, `current` what the file calls so; both were checked by `chosenLevel`.
 */
export function parseControl(
  reader: Reader,
  names: Names,
  threats: readonly Threat[],
  id: string,
  value: unknown,
  path: SourcePath,
  starts: string,
  current: string,
): ParsedControl | null {
  const fields = reader.fields(value, path, `control \`${id}\``, CONTROL_KEYS);
  if (fields === null) return null;
  reader.required(fields, 'levels', path, `control \`${id}\``, '{ none: {}, basic: { ... } }');
  const raw = orderLevels(reader, id, fields['levels'], [...path, 'levels']);
  const levelIds = raw.map((level) => level.id);
  const level = reader.required(fields, 'current', path, `control \`${id}\``, levelIds[0] ?? 'none')
    ? reader.text(fields['current'], [...path, 'current'], '`current`')
    : null;
  if (level !== null && !levelIds.includes(level)) reader.unknown([...path, 'current'], 'level', level, levelIds);
  const evidence = parseEvidence(reader, id, levelIds, current, starts, fields['evidence'], [...path, 'evidence']);
  const levels: Level[] = [];
  for (const one of raw) levels.push(parseLevel(reader, one, levels.at(-1), evidence));
  const was = reader.text(fields['was'], [...path, 'was'], '`was`');
  const effectNodes = new Map(threats.map((threat) => [threat.id, threat.affects.map((effect) => effect.node)]));
  const each = reader.flag(fields['each'], [...path, 'each']);
  const discipline = parseDiscipline(reader, names, fields['discipline'], [...path, 'discipline']);
  const label = reader.text(fields['label'], [...path, 'label'], '`label`') ?? id;
  const drawLabel = `controls.${was ?? id}`;
  const control: Control = {
    id,
    label,
    discipline,
    against: parseAgainst(reader, names, effectNodes, each, fields['against'], [...path, 'against']),
    levels,
    level: level ?? 'none',
    current,
    drawLabel,
  };
  const node: ModelNode = {
    id,
    kind: 'control',
    label,
    discipline,
    owner: reader.text(fields['owner'], [...path, 'owner'], '`owner`'),
    tags: isFields(fields['tags']) ? tagsOf(fields) : {},
    goal: null,
    needs: parseNeeds(reader, names, id, fields['needs'], [...path, 'needs']),
    restart: reader.quantity(fields['restart'], [...path, 'restart'], 'hours', 'varies'),
    blackStart: reader.quantity(fields['blackStart'], [...path, 'blackStart'], 'hours', 'varies'),
    loss: [],
    drawLabel,
  };
  return { control, node, evidence: evidence.notes };
}
