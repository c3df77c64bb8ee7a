/** The spend levels of a control. */
import type { Effectiveness, Level } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseRecover } from '../quantity/parse-recover.ts';
import { parseTransfer } from '../quantity/parse-transfer.ts';
import { levelShape } from '../schema/control-shapes.ts';
import type { Evidence } from './evidence.ts';
import type { Reader } from './reader.ts';
import { type Fields, isFields, kindOf, order } from './tree.ts';

const LEVEL_KEYS = Object.keys(levelShape);
const VERBS = ['prevent', 'deter', 'contain'] as const;

/** A level before its values are read. */
export interface RawLevel {
  readonly id: string;
  readonly order: number;
  readonly fields: Fields;
  readonly path: SourcePath;
}

/** The levels in order, which each must state where there are more than none and one. */
export function orderedLevels(reader: Reader, value: unknown, path: SourcePath): RawLevel[] {
  const fields = reader.fields(value, path, '`levels`', null) ?? {};
  const isOrdered = Object.keys(fields).filter((id) => id !== 'none').length > 1;
  const taken = new Map<number, string>();
  return Object.entries(fields)
    .flatMap(([id, raw]): RawLevel[] => {
      const at = [...path, id];
      const own = reader.fields(raw, at, `level \`${id}\``, LEVEL_KEYS);
      if (own === null) return [];
      const given = reader.plain(own['order'], [...at, 'order']);
      const level = { id, fields: own, path: at, order: typeof given === 'number' ? given : id === 'none' ? 0 : 1 };
      if (given !== undefined && typeof given !== 'number') {
        reader.report([...at, 'order'], 'order', `\`order\` is a number, not ${kindOf(given)}`, 'write `order: 1`');
        return [level];
      }
      if (given === undefined && id !== 'none' && isOrdered) {
        reader.report(
          at,
          'order',
          `level \`${id}\` has no \`order\``,
          'write `order: 1` for the lowest, 2 for the next',
          'key',
        );
        return [level];
      }
      const other = taken.get(level.order);
      if (other !== undefined) {
        const message = `levels \`${other}\` and \`${id}\` have the same order ${level.order}`;
        reader.report(at, 'order', message, 'give each an order of its own', 'key');
      }
      taken.set(level.order, id);
      return [level];
    })
    .toSorted((a, b) => a.order - b.order || order(a.id, b.id));
}

/** What a level prevents, deters and contains. */
function parseVerbs(
  reader: Reader,
  { id, fields, path }: RawLevel,
  below: { readonly level: Level; readonly raw: RawLevel } | undefined,
  evidence: Evidence,
): Pick<Level, 'prevent' | 'deter' | 'contain'> {
  const misses = reader.quantity(fields['misses'], [...path, 'misses'], 'factor', 'uncertain');
  const states = (raw: RawLevel | undefined, verb: string): boolean => raw?.fields[verb] !== undefined;
  const found = VERBS.map((verb): readonly [(typeof VERBS)[number], Effectiveness | undefined] => {
    const quantity = reader.quantity(fields[verb], [...path, verb], 'share', 'uncertain');
    const own: Effectiveness | undefined = quantity === undefined ? undefined : { kind: 'elicited', quantity };
    if (misses === undefined || below?.level[verb] === undefined) return [verb, own];
    if (states({ id, fields, path, order: 0 }, verb)) {
      const message = `\`misses\` says what this level does; \`${verb}\` says it again`;
      reader.report([...path, verb], 'twice', message, 'leave one of them out', 'key');
    }
    return [verb, { kind: 'misses', share: misses, of: below.level.id }];
  });
  // A level below whose own verb is at fault may well have something that can be missed.
  const isMissing = !VERBS.some((verb) => below?.level[verb] !== undefined || states(below?.raw, verb));
  if (fields['misses'] !== undefined && isMissing && !states(below?.raw, 'misses')) {
    const message = 'the level before prevents, deters and contains nothing that could be missed';
    reader.report([...path, 'misses'], 'misses', message, 'write `prevent: 60..80%`', 'key');
  }
  const verbs: Record<(typeof VERBS)[number], Effectiveness | undefined> = {
    prevent: undefined,
    deter: undefined,
    contain: undefined,
  };
  for (const [verb, effectiveness] of found) verbs[verb] = effectiveness;
  const posterior = evidence.byLevel.get(id);
  return posterior === undefined ? verbs : { ...verbs, prevent: posterior };
}

function parseLevel(
  reader: Reader,
  raw: RawLevel,
  below: { readonly level: Level; readonly raw: RawLevel } | undefined,
  evidence: Evidence,
): Level {
  const { id, fields, path } = raw;
  const at = (key: string): SourcePath => [...path, key];
  for (const key of ['label', 'description']) reader.text(fields[key], at(key), `\`${key}\``);
  const set = reader.fields(fields['set'], at('set'), '`set`', null) ?? {};
  const recover = reader.plain(fields['recover'], at('recover'));
  return {
    id,
    order: raw.order,
    capex: reader.quantity(fields['capex'], at('capex'), 'money', 'uncertain'),
    life: reader.quantity(fields['life'], at('life'), 'hours', 'uncertain'),
    opex: reader.quantity(fields['opex'], at('opex'), 'money/hour', 'uncertain'),
    ...parseVerbs(reader, raw, below, evidence),
    recover: recover === undefined ? undefined : reader.parsed(parseRecover(recover, reader.context), at('recover')),
    transfer: reader
      .texts(fields['transfer'], at('transfer'), '`transfer`')
      .toSorted(([a], [b]) => order(a, b))
      .flatMap(([text, place]) => reader.parsed(parseTransfer(text, reader.context), place) ?? []),
    capacity: reader.constant(fields['capacity'], at('capacity'), 'share') ?? 1,
    changesModel: isFields(set) && Object.keys(set).length > 0,
  };
}

/** The levels, sorted by order. */
export function parseLevels(reader: Reader, raw: readonly RawLevel[], evidence: Evidence): Level[] {
  const levels: Level[] = [];
  for (const [i, own] of raw.entries()) {
    const level = levels.at(-1);
    const before = raw[i - 1];
    const below = level === undefined || before === undefined ? undefined : { level, raw: before };
    levels.push(parseLevel(reader, own, below, evidence));
  }
  return levels;
}
