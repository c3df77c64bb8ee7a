/** Indices: their laws, how slowly they move, and what they scale. */
import type { IndexDriver, Scaling } from '../drivers.ts';
import type { SourcePath } from '../problem.ts';
import { recordOf } from '../quantity/laws/laws.ts';
import { fixedFault } from '../quantity/read-fixed.ts';
import type { Quantity } from '../quantity.ts';
import { variesBy } from '../varying-inputs.ts';
import type { DriverScope } from './movables.ts';
import { makeMovedReader } from './moved.ts';
import type { Reader } from './reader.ts';
import { parseOutage } from './threats.ts';
import { type Fields, isFields, kindOf, order, unscaled } from './tree.ts';

const STEP = 730;
/** Steps of a horizon. */
const MOST_STEPS = 1000;

/** Whether a law has a value: its quantile is then known. */
export function hasValue({ law, dimension, min, max }: Quantity, value: number): boolean {
  if (value < (min ?? value) || value > (max ?? value)) return false;
  if (law.kind === 'constant') return value === law.value;
  if (law.kind === 'discrete') return law.values.includes(value);
  const [low, high] = recordOf(law).support(law, dimension);
  return value > low && value < high;
}

/** The law of an index; undefined, reported, where it has none. */
function parseLaw(reader: Reader, value: unknown, path: SourcePath): Quantity | undefined {
  const law = reader.quantity(value, path, 'factor', 'varies');
  if (law?.law.kind === 'formula') {
    reader.report(path, 'index', 'an index moves by a law, not by a formula', 'write such as `x0.7..x1.6`');
    return undefined;
  }
  if (law?.timing !== 'uncertain') return law;
  reader.report(
    path,
    'index',
    'where an index lies is chance',
    'leave out `uncertain`; `persists: forever` gives one value a trial',
  );
  return undefined;
}

/** One value of an index, such as `x1.8`; undefined, reported, where it is none. */
export function parseValue(reader: Reader, value: unknown, path: SourcePath): number | undefined {
  if (value !== 'normal') return reader.constant(value, path, 'factor');
  reader.report(path, 'index', 'an index has no state `normal`', 'write its value, such as `x1`');
  return undefined;
}

function parsePersists(
  reader: Reader,
  fields: Fields,
  path: SourcePath,
  id: string,
): IndexDriver['persists'] | undefined {
  reader.required(fields, 'persists', path, `index \`${id}\``, '6 months');
  const at = [...path, 'persists'];
  const persists = parseOutage(reader, fields['persists'], at);
  if (persists === undefined || persists === 'forever') return persists;
  const { raw } = unscaled(fields['persists']);
  if (typeof raw === 'string' && /^\s*varies\b/.test(raw)) {
    reader.report(at, 'varies', '`persists` is drawn once a world and cannot vary', 'leave out `varies`');
    return undefined;
  }
  const isVaried = variesBy(persists, new Set(reader.context.varying)).length > 0;
  const fault = isVaried ? fixedFault(persists, { fixed: '`persists`' }, reader.context) : null;
  if (fault !== null) {
    reader.report(at, fault.code, fault.message, fault.remedy);
    return undefined;
  }
  return { ...persists, timing: 'uncertain' };
}

/** What an index scales, sorted by path. */
function parseScales(scope: DriverScope, value: unknown, path: SourcePath): Scaling[] {
  const { reader } = scope;
  const readPath = makeMovedReader(scope);
  const items: (readonly [unknown, SourcePath])[] = Array.isArray(value)
    ? value.map((one: unknown, i) => [one, [...path, i]])
    : value === undefined || value === null
      ? []
      : [[value, path]];
  const pairs = items.flatMap(([item, at]): (readonly [string, unknown, SourcePath, 'key' | 'value'])[] => {
    if (isFields(item))
      return Object.entries(item).map(([text, power]) => [text, power, [...at, text], 'key'] as const);
    const text = reader.text(item, at, 'a path');
    return text === null ? [] : [[text, undefined, at, 'value'] as const];
  });
  const seen = new Set<string>();
  return pairs
    .flatMap(([text, raw, at, part]): Scaling[] => {
      const moved = readPath(text, at, part);
      const power = raw === undefined ? 1 : reader.plainNumber(raw, at);
      if (typeof power !== 'number' || power === 0) {
        const message = `the power of \`${text}\` is a number other than 0, not ${kindOf(raw)}`;
        reader.report(at, 'power', message, `write \`${text}: 0.5\``);
        return [];
      }
      if (moved === null || moved.target === null) return [];
      const { kind } = moved.target;
      if (kind === 'capacity') {
        reader.report(
          at,
          'ceiling',
          'a capacity takes a ceiling, which only a state has',
          'say it under `while` of a state',
          part,
        );
        return [];
      }
      if (kind === 'index') {
        reader.report(
          at,
          'index',
          'an index does not scale another',
          'join them under `correlations`, or move both by a state',
          part,
        );
        return [];
      }
      if (seen.has(moved.path)) reader.report(at, 'twice', `\`${text}\` stands twice`, 'leave one of them out', part);
      seen.add(moved.path);
      return [{ path: moved.path, target: moved.target, power }];
    })
    .toSorted((a, b) => order(a.path, b.path));
}

/** An index; null when it is invalid. */
export function parseIndex(
  scope: DriverScope,
  fields: Fields,
  path: SourcePath,
  head: Pick<IndexDriver, 'id' | 'label' | 'families' | 'drawLabel'>,
): IndexDriver | null {
  const { reader } = scope;
  const law = parseLaw(reader, fields['index'], [...path, 'index']);
  const persists = parsePersists(reader, fields, path, head.id);
  const at = [...path, 'now'];
  const now = parseValue(reader, fields['now'], at);
  const scales = parseScales(scope, fields['scales'], [...path, 'scales']);
  if (law !== undefined && now !== undefined && !hasValue(law, now)) {
    reader.report(
      at,
      'outside',
      `the law \`${law.text}\` does not have the value x${now}`,
      'write a value that it has, or widen the law',
    );
  }
  if (law === undefined || persists === undefined) return null;
  return { ...head, law, persists, now: now ?? null, scales };
}

/** How often indices may change, hours. */
export function parseStep(
  reader: Reader,
  value: unknown,
  horizonHours: number,
  indices: readonly IndexDriver[],
): number {
  const path = ['index step'];
  const stated = reader.constant(value, path, 'hours');
  const step = stated ?? STEP;
  if (stated !== undefined && !(stated > 0)) {
    reader.report(path, 'range', 'a step lasts longer than no time', 'write `index step: 1 month`');
    return STEP;
  }
  const moves = indices.some(({ persists }) => persists !== 'forever');
  if (moves && horizonHours / step > MOST_STEPS) {
    const least = Math.ceil(horizonHours / MOST_STEPS);
    const message = `indices would change ${Math.ceil(horizonHours / step).toLocaleString('en-GB')} times in the horizon`;
    const at = stated === undefined ? ['drivers', indices[0]?.id ?? '', 'persists'] : path;
    reader.report(
      at,
      'step',
      message,
      `at most ${MOST_STEPS.toLocaleString('en-GB')} times: write \`index step: ${least} h\` or longer`,
    );
  }
  for (const { id, persists } of indices) {
    if (persists === 'forever' || persists.law.kind !== 'constant' || persists.law.value >= step) continue;
    const message = `an index that persists for ${persists.text} moves faster than its steps of ${step} h show`;
    const remedy = `write \`index step:\` of at most ${persists.text} at the top, or let it persist longer`;
    reader.report(['drivers', id, 'persists'], 'step', message, remedy);
  }
  return step;
}
