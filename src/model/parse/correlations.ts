/** Correlations of indices: each in its place, and whether all of them can be at once. */
import type { Correlation, IndexDriver } from '../drivers.ts';
import type { Matrix } from '../matrix/eigen.ts';
import { isPositiveDefinite, nearestCorrelation } from '../matrix/nearest-correlation.ts';
import type { SourcePath } from '../problem.ts';
import type { Quantity } from '../quantity.ts';
import { usualRange } from '../quantity/usual-range.ts';
import { correlationShape } from '../schema/driver-shapes.ts';
import type { Reader } from './reader.ts';
import { order, unscaled } from './tree.ts';

const CORRELATION_KEYS = Object.keys(correlationShape);

/** One correlation; null when it is invalid. */
function parseOne(
  reader: Reader,
  known: ReadonlyMap<string, unknown>,
  indices: ReadonlySet<string>,
  value: unknown,
  path: SourcePath,
): Correlation | null {
  const fields = reader.fields(value, path, 'a correlation', CORRELATION_KEYS);
  if (fields === null) return null;
  reader.required(fields, 'between', path, 'a correlation', '[fuel-price, wages]');
  reader.required(fields, 'correlation', path, 'a correlation', '40..80%');
  const at = [...path, 'between'];
  const pair = reader.texts(fields['between'], at, 'an index');
  for (const [name, place] of pair) {
    if (indices.has(name)) continue;
    if (!known.has(name)) reader.unknown(place, 'index', name, indices);
    else {
      const remedy = 'join two states, or a state and an index, by `while`';
      reader.report(place, 'index', `\`${name}\` has states: correlations are of indices`, remedy);
    }
  }
  const [first, second] = pair.map(([name]) => name).toSorted(order);
  if (fields['between'] !== undefined && fields['between'] !== null && (pair.length !== 2 || first === second)) {
    reader.report(at, 'shape', 'a correlation is between two indices', 'write `between: [fuel-price, wages]`', 'key');
    return null;
  }
  const place = [...path, 'correlation'];
  const size = parseSize(reader, fields['correlation'], place);
  if (size === null || first === undefined || second === undefined || !indices.has(first) || !indices.has(second))
    return null;
  return { between: [first, second], ...size };
}

/** A share with its sign. */
function parseSize(reader: Reader, value: unknown, path: SourcePath): Pick<Correlation, 'sign' | 'size'> | null {
  const { raw, factor } = unscaled(value);
  const text = typeof raw === 'number' ? String(raw) : raw;
  const minus = typeof text === 'string' ? /^(\s*(?:uncertain\s+)?)[-\u2212](.*)$/s.exec(text) : null;
  if (minus === null) {
    const size = reader.quantity(value, path, 'share', 'uncertain', { fixed: 'a correlation' });
    return size === undefined || !isBelowOne(reader, size, path) ? null : { sign: 1, size };
  }
  const ends = (minus[2] ?? '').split('..');
  const [low, high] = ends;
  if (ends.length > 1 && ends.slice(1).some((end) => !/^\s*[-\u2212]/.test(end))) {
    const remedy = 'write the side that you believe, such as `0..40%`, or a single number';
    reader.report(path, 'correlation', 'an interval of a correlation lies on one side of 0', remedy);
    return null;
  }
  const plain = high === undefined ? (low ?? '') : turned(low ?? '', high);
  const size =
    factor === 1 ? reader.quantity(plain, path, 'share', 'uncertain', { fixed: 'a correlation' }) : undefined;
  if (factor !== 1) reader.report(path, 'scale', 'a correlation below 0 cannot be scaled', 'write its value');
  return size === undefined || !isBelowOne(reader, size, path)
    ? null
    : { sign: -1, size: { ...size, text: String(text) } };
}

/** The interval of sizes of an interval below 0: `-80..-40%` is one of sizes from 40 to 80 %. */
function turned(low: string, high: string): string {
  const [, end = '', unit = '', cited = ''] = /^\s*[-\u2212]\s*([\d.]+)\s*(%?)\s*(.*)$/s.exec(high) ?? [];
  const [, begin = low, own = ''] = /^\s*([\d.]+)\s*(%?)\s*$/.exec(low) ?? [];
  return `${end}${unit}..${begin}${own === '' ? unit : own} ${cited}`;
}

function isBelowOne(reader: Reader, size: Quantity, path: SourcePath): boolean {
  if (size.law.kind !== 'constant' || size.law.value < 1) return true;
  reader.report(
    path,
    'correlation',
    'two indices that go together wholly are one',
    'write less than 100 %, or let one index scale what both do',
  );
  return false;
}

/** The correlations of a file, sorted by what they are between. */
export function parseCorrelations(
  reader: Reader,
  drivers: ReadonlyMap<string, unknown>,
  indices: readonly IndexDriver[],
  value: unknown,
): Correlation[] {
  const path = ['correlations'];
  const ids = new Set(indices.map(({ id }) => id));
  const places = new Map<string, SourcePath>();
  const found = (reader.list(value, path, '`correlations`') ?? []).flatMap((raw, i): Correlation[] => {
    const at = [...path, i];
    const one = parseOne(reader, drivers, ids, raw, at);
    if (one === null) return [];
    const key = one.between.join(' and ');
    if (places.has(key)) reader.report(at, 'twice', `${key} are correlated twice`, 'leave one of them out', 'key');
    else places.set(key, at);
    return [one];
  });
  const sorted = found.toSorted((a, b) => order(a.between[0], b.between[0]) || order(a.between[1], b.between[1]));
  if (places.size < found.length) return sorted;
  for (const group of groupsOf(indices, sorted)) checkGroup(reader, group, places);
  return sorted;
}

/** Indices that are correlated with one another, directly or through others; alone ones too. */
interface Group {
  readonly indices: readonly IndexDriver[];
  readonly correlations: readonly Correlation[];
}

function groupsOf(indices: readonly IndexDriver[], correlations: readonly Correlation[]): Group[] {
  const groupOf = new Map(indices.map(({ id }) => [id, id]));
  for (const { between } of correlations) {
    const [to, from] = between.map((id) => groupOf.get(id));
    for (const [id, group] of groupOf) if (group === from && to !== undefined) groupOf.set(id, to);
  }
  return [...new Set(groupOf.values())].map((group) => ({
    indices: indices.filter(({ id }) => groupOf.get(id) === group),
    correlations: correlations.filter(({ between }) => groupOf.get(between[0]) === group),
  }));
}

const paceOf = ({ persists }: IndexDriver): string =>
  persists === 'forever' ? persists : persists.text.replace(/\s+/g, ' ').trim();

/** Reports a group whose indices do not move at one pace, or whose correlations cannot all be. */
function checkGroup(reader: Reader, { indices, correlations }: Group, places: ReadonlyMap<string, SourcePath>): void {
  const [first, ...others] = indices;
  if (first === undefined || others.length === 0) return;
  const other = others.find((one) => paceOf(one) !== paceOf(first));
  if (other !== undefined) {
    const message = `\`${first.id}\` and \`${other.id}\` are correlated, and move at different paces: ${paceOf(first)} and ${paceOf(other)}`;
    reader.report(['drivers', other.id, 'persists'], 'persists', message, 'let `persists` read alike for both');
  }
  const position = new Map(indices.map(({ id }, i) => [id, i]));
  const matrix: number[][] = indices.map((_, i) => indices.map((__, j) => (i === j ? 1 : 0)));
  for (const { between, sign, size } of correlations) {
    const [a = 0, b = 0] = between.map((id) => position.get(id));
    const value = sign * (usualRange(size, 1)?.mid ?? 0);
    for (const [i, j] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = matrix[i];
      if (row !== undefined) row[j] = value;
    }
  }
  if (isPositiveDefinite(matrix)) return;
  const offered = nearestOffered(matrix);
  const entries = correlations.map(({ between }) => {
    const [a = 0, b = 0] = between.map((id) => position.get(id));
    return { key: between.join(' and '), is: matrix[a]?.[b] ?? 0, near: offered[a]?.[b] ?? 0 };
  });
  const unstated = indices.flatMap((one, a) =>
    indices.slice(a + 1).flatMap((two, k) => {
      const key = [one.id, two.id].toSorted(order).join(' and ');
      const near = offered[a]?.[a + 1 + k] ?? 0;
      return entries.some((entry) => entry.key === key) || near === 0 ? [] : [{ key, near }];
    }),
  );
  const says = entries.map(({ key, is }) => `${key} ${percent(is)}`).join(', ');
  const near = [...entries, ...unstated].map((entry) => `${entry.key} ${percent(entry.near)}`).join(', ');
  const message = `these correlations cannot all be: ${says}${unstated.length > 0 ? ', the others 0 %' : ''}`;
  const at = places.get(entries[0]?.key ?? '') ?? ['correlations'];
  reader.report(at, 'correlation', message, `the nearest that can: ${near}`, 'key');
}

const percent = (value: number): string => `${Math.round(value * 100)}%`;

/** The nearest correlations in whole percent that can be: drawn towards none until their rounding can be too. */
function nearestOffered(matrix: Matrix): Matrix {
  const nearest = nearestCorrelation(matrix);
  for (let less = 0; less < 1; less += 0.005) {
    const rounded = nearest.map((row, i) =>
      row.map((value, j) => (i === j ? 1 : Math.round(100 * (1 - less) * value) / 100)),
    );
    if (isPositiveDefinite(rounded)) return rounded;
  }
  return matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
}
