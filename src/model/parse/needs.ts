/** What a node needs: groups of other nodes. */
import type { NeedGroup } from '../model.ts';
import { formatPath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { parseFallback } from '../quantity/parse-fallback.ts';
import { groupShape } from '../schema/node-shapes.ts';
import { byId, membersNamed, type Names, nodesNamed } from './names.ts';
import type { Reader } from './reader.ts';
import { type Fields, kindOf, order, unscaled } from './tree.ts';

const GROUP_KEYS = Object.keys(groupShape);
const FORMS = ['any', 'all', 'at least', 'share'] as const;

type Members = Pick<NeedGroup, 'kind' | 'k' | 'members' | 'weights'>;

/** Weights by member, which must add up to one or more. */
function parseShares(reader: Reader, names: Names, value: unknown, path: SourcePath): Members | null {
  const shares = reader.fields(value, path, '`share`', null);
  if (shares === null) return null;
  const weights = new Map<string, number>();
  let isWhole = true;
  for (const [name, raw] of Object.entries(shares)) {
    const at = [...path, name];
    const weight = reader.constant(raw, at, 'factor');
    if (raw === null) reader.report(at, 'missing', `the share of \`${name}\` is not stated`, `write \`${name}: 60%\``);
    const nodes = nodesNamed(reader, names, name, at, 'key');
    if (weight === undefined || nodes.length === 0) isWhole = false;
    for (const node of nodes) {
      if (weights.has(node)) reader.report(at, 'twice', `\`${node}\` has two shares`, 'give it one', 'key');
      weights.set(node, weight ?? 0);
    }
  }
  if (weights.size === 0) {
    if (isWhole) reader.report(path, 'shape', 'the shares have no members', 'write `share: { a: 60%, b: 55% }`', 'key');
    return null;
  }
  const pairs = [...weights].toSorted(([a], [b]) => order(a, b));
  const sum = pairs.reduce((total, [, weight]) => total + weight, 0);
  if (isWhole && sum < 1 - 1e-9) {
    const percent = Math.round(sum * 1000) / 10;
    reader.report(path, 'share', `the shares add up to ${percent} %`, 'they must add up to 100 % or more', 'key');
  }
  return { kind: 'share', k: 1, members: pairs.map(([node]) => node), weights: pairs.map(([, weight]) => weight) };
}

/** A group of named members; null when it is invalid. */
function parseNamed(
  reader: Reader,
  names: Names,
  id: string,
  form: 'any' | 'all' | 'at least',
  fields: Fields,
  path: SourcePath,
): Members | null {
  const key = form === 'at least' ? 'of' : form;
  const given = reader.texts(fields[key], [...path, key], 'a member');
  const { members, isWhole } = membersNamed(reader, names, given);
  if (members.length === 0) {
    const isEmpty =
      fields[key] === undefined || fields[key] === null || (Array.isArray(fields[key]) && fields[key].length === 0);
    const start = form === 'at least' ? 'at least: 1, of' : form;
    if (isEmpty) reader.report(path, 'shape', `the need \`${id}\` has no members`, `write \`${start}: [a, b]\``, 'key');
    return null;
  }
  if (form === 'any') return { kind: 'any', k: 1, members, weights: [] };
  const sorted = members.toSorted(order);
  if (form === 'all') return { kind: 'all', k: 1, members: sorted, weights: [] };
  const at = [...path, form];
  const k = reader.plainNumber(fields[form], at);
  const isWholeNumber = typeof k === 'number' && Number.isInteger(k) && k >= 1;
  // Members that were not found might have been enough.
  const isCut = reader.misspelt.has(formatPath([...path, 'of']));
  const most = isWhole && !isCut ? sorted.length : Infinity;
  if (isWholeNumber && k <= most) return { kind: 'atLeast', k, members: sorted, weights: [] };
  const range = `\`at least\` is a whole number from 1 to ${sorted.length} here, not ${kindOf(k)}`;
  reader.report(at, 'at-least', range, 'write `at least: 1`');
  return null;
}

/** The members of a group; null when it is invalid. */
function parseMembers(reader: Reader, names: Names, id: string, fields: Fields, path: SourcePath): Members | null {
  const forms = FORMS.filter((form) => fields[form] !== undefined);
  const [form, second] = forms;
  if (second !== undefined) {
    const both = forms.map((one) => `\`${one}\``).join(' and ');
    reader.report(path, 'shape', `a need has one form, not ${both}`, 'make two needs of it', 'key');
    return null;
  }
  // Misspelt keys are reported there.
  if (form === undefined && FORMS.some((one) => reader.misspelt.has(formatPath([...path, one])))) return null;
  if (form !== 'at least' && fields['of'] !== undefined) {
    reader.report([...path, 'of'], 'shape', '`of` goes with `at least`', 'write `{ at least: 1, of: name }`', 'key');
    return null;
  }
  if (form === 'share') return parseShares(reader, names, fields[form], [...path, form]);
  if (form !== undefined) return parseNamed(reader, names, id, form, fields, path);
  const grouped = `a group names its members: \`${id}: { any: [a, b] }\``;
  const members = nodesNamed(reader, names, id, path, 'key', grouped);
  return members.length === 0 ? null : { kind: 'all', k: 1, members: members.toSorted(order), weights: [] };
}

function parseGroup(
  reader: Reader,
  names: Names,
  owner: string,
  id: string,
  value: unknown,
  path: SourcePath,
): NeedGroup | null {
  const fields = reader.fields(value, path, 'a need', GROUP_KEYS);
  if (fields === null) return null;
  const members = parseMembers(reader, names, id, fields, path);
  const hours = (key: string): NeedGroup['buffer'] => reader.quantity(fields[key], [...path, key], 'hours', 'varies');
  const switchover = hours('switchover');
  const buffer = hours('buffer');
  const refill = hours('refill');
  const at = [...path, 'fallback'];
  const { raw, factor } = unscaled(fields['fallback'] ?? undefined);
  const parsed = raw === undefined ? undefined : reader.parsed(parseFallback(raw, reader.context), at);
  const fallback = parsed === undefined ? undefined : reader.times(parsed.fallback, factor, at);
  if (fields['refill'] !== undefined && fields['buffer'] === undefined) {
    const remedy = 'say how large the stock is: `buffer: 5 h`';
    reader.report([...path, 'refill'], 'shape', '`refill` goes with `buffer`', remedy, 'key');
  }
  if (members === null) return null;
  if (fields['switchover'] !== undefined && members.kind !== 'any' && members.kind !== 'atLeast') {
    const remedy = 'name the alternatives: `any: [a, b]`';
    reader.report([...path, 'switchover'], 'shape', '`switchover` goes with `any` or `at least`', remedy, 'key');
  }
  if (members.members.includes(owner)) {
    reader.report(path, 'self', `\`${owner}\` needs itself`, 'take it out of its own needs', 'key');
    return null;
  }
  return { id, ...members, switchover, buffer, refill, fallback, fallbackAfter: parsed?.after };
}

/** The needs of a node, sorted by id: each entry of a list is a group. */
export function parseNeeds(reader: Reader, names: Names, owner: string, value: unknown, path: SourcePath): NeedGroup[] {
  if (!Array.isArray(value)) {
    const fields = reader.fields(value, path, '`needs`', null) ?? {};
    return Object.entries(fields)
      .flatMap(([id, group]) => parseGroup(reader, names, owner, id, group, [...path, id]) ?? [])
      .toSorted(byId);
  }
  const groups = new Map<string, NeedGroup>();
  for (const [name, at] of reader.texts(value, path, 'a need')) {
    const members = nodesNamed(reader, names, name, at);
    if (members.includes(owner)) reader.report(at, 'self', `\`${owner}\` needs itself`, 'take it out of its own needs');
    else if (members.length > 0) {
      groups.set(name, { id: name, kind: 'all', k: 1, members: members.toSorted(order), weights: [] });
    }
  }
  return [...groups.values()].toSorted(byId);
}
