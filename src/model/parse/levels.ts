/** What the spend levels of a control cost and do. */
import type { Effectiveness, Level } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseRecover } from '../quantity/parse-recover.ts';
import { parseTransfer } from '../quantity/parse-transfer.ts';
import { withLevelsInPart } from './coverage.ts';
import type { Evidence } from './evidence.ts';
import type { RawLevel } from './raw-levels.ts';
import type { Reader } from './reader.ts';
import { parseSpendItems } from './spend-items.ts';
import { isFields, order, unscaled } from './tree.ts';

const VERBS = ['prevent', 'deter', 'contain'] as const;

/** What a level prevents, deters and contains. */
function parseVerbs(
  reader: Reader,
  { id, fields, path }: RawLevel,
  below: { readonly level: Level; readonly raw: RawLevel } | undefined,
  evidence: Evidence,
): Pick<Level, 'prevent' | 'deter' | 'contain'> {
  const misses = reader.quantity(fields['misses'], [...path, 'misses'], 'factor', 'uncertain', { fixed: '`misses`' });
  const states = (raw: RawLevel | undefined, verb: string): boolean => raw?.fields[verb] !== undefined;
  const found = VERBS.map((verb): readonly [(typeof VERBS)[number], Effectiveness | undefined] => {
    const chance = { what: `\`${verb}\``, example: `${verb}: varies 40..70%` };
    const limits = verb === 'contain' ? { fixed: '`contain`' } : { chance };
    const quantity = reader.quantity(fields[verb], [...path, verb], 'share', 'uncertain', limits);
    const own: Effectiveness | undefined = quantity === undefined ? undefined : { kind: 'elicited', quantity };
    if (misses === undefined || below?.level[verb] === undefined) return [verb, own];
    if (states({ id, fields, path, order: 0 }, verb)) {
      const message = `\`misses\` says what this level does; \`${verb}\` says it again`;
      reader.report([...path, verb], 'twice', message, 'leave one of them out', 'key');
    }
    return [verb, { kind: 'misses', share: misses, of: below.level.id }];
  });
  // A level below with an invalid verb may well have something that can be missed.
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

/** A way to recover; a factor on it scales its chance. */
function parseRecovery(reader: Reader, value: unknown, path: SourcePath): Level['recover'] {
  const { raw, factor } = unscaled(value ?? undefined);
  const recovery = raw === undefined ? undefined : reader.parsed(parseRecover(raw, reader.context), path);
  const limits = { chance: { what: 'the chance to recover', example: 'recover: varies 50..90% in 2..10 h' } };
  const chance = recovery === undefined ? undefined : reader.times(recovery.chance, factor, path, limits);
  return recovery === undefined || chance === undefined ? undefined : { chance, within: recovery.within };
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
  const transfer = unscaled(fields['transfer']);
  return {
    id,
    order: raw.order,
    ...parseSpendItems(reader, fields, path, `level \`${id}\``),
    ...parseVerbs(reader, raw, below, evidence),
    recover: parseRecovery(reader, fields['recover'], at('recover')),
    transfer: reader
      .texts(transfer.raw, at('transfer'), '`transfer`')
      .toSorted(([a], [b]) => order(a, b))
      .flatMap(([text, place]) => reader.parsed(parseTransfer(text, reader.context), place) ?? [])
      .map((layer) => ({ ...layer, limit: layer.limit * transfer.factor })),
    capacity: reader.constant(fields['capacity'], at('capacity'), 'share') ?? 1,
    changesModel: isFields(set) && Object.keys(set).length > 0,
  };
}

/** The levels, including partial ones, sorted by order. */
export function parseLevels(reader: Reader, raw: readonly RawLevel[], evidence: Evidence): Level[] {
  const levels: Level[] = [];
  for (const [i, own] of raw.entries()) {
    const level = levels.at(-1);
    const before = raw[i - 1];
    const below = level === undefined || before === undefined ? undefined : { level, raw: before };
    levels.push(parseLevel(reader, own, below, evidence));
  }
  return withLevelsInPart(reader, levels, raw);
}
