/** Nodes: their needs, tolerances and losses. */
import type { CalendarFactor, LossEntry, ModelNode, NeedGroup, NodeKind, Tolerance } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseFallback } from '../quantity/parse-fallback.ts';
import { parseQuantity } from '../quantity/parse-quantity.ts';
import type { Quantity } from '../quantity.ts';
import { groupShape, lossShape, NODE_KINDS, nodeShape, toleranceShape } from '../schema/shapes.ts';
import type { Names } from './names.ts';
import { byId, nodesNamed, tagsOf } from './names.ts';
import type { Fields, Reader } from './reader.ts';
import { isFields, unscaled } from './reader.ts';

const NODE_KEYS = Object.keys(nodeShape);
const GROUP_KEYS = Object.keys(groupShape);
const FORMS = ['any', 'all', 'at least', 'share'] as const;

/** Factors while a calendar name is in force; unknown names are reported. */
export function parseDuring(reader: Reader, names: Names, value: unknown, path: SourcePath): CalendarFactor[] {
  const fields = reader.fields(value, path, '`during`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([name, raw]): CalendarFactor[] => {
      if (!names.calendar.has(name)) {
        reader.unknown([...path, name], 'calendar name', name, names.calendar, 'key');
        return [];
      }
      const factor = reader.constant(raw, [...path, name], 'factor');
      return factor === undefined ? [] : [{ name, factor }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A discipline that the file knows, or null. */
export function parseDiscipline(reader: Reader, names: Names, value: unknown, path: SourcePath): string | null {
  const discipline = reader.text(value, path, '`discipline`');
  if (discipline === null) return null;
  if (!names.disciplines.has(discipline)) {
    reader.unknown(path, 'discipline', discipline, names.disciplines);
    return null;
  }
  return discipline;
}

interface Members {
  readonly kind: NeedGroup['kind'];
  readonly k: number;
  readonly members: readonly string[];
  readonly weights: readonly number[];
}

function expand(reader: Reader, names: Names, value: unknown, path: SourcePath): string[] {
  return reader.texts(value, path, 'a member').flatMap(([name, at]) => [...nodesNamed(reader, names, name, at)]);
}

/** The members of a group; null when it is at fault. */
function parseMembers(reader: Reader, names: Names, id: string, fields: Fields, path: SourcePath): Members | null {
  const forms = FORMS.filter((form) => fields[form] !== undefined);
  if (forms.length > 1) {
    const both = forms.map((form) => `\`${form}\``).join(' and ');
    reader.report(path, 'shape', `a need has one form, not ${both}`, 'make two needs of it', 'key');
    return null;
  }
  const form = forms[0];
  if (form !== 'at least' && fields['of'] !== undefined) {
    reader.report([...path, 'of'], 'shape', '`of` goes with `at least`', 'write `{ at least: 1, of: name }`', 'key');
    return null;
  }
  if (form === undefined) {
    const members = nodesNamed(reader, names, id, path, 'key');
    return members.length === 0 ? null : { kind: 'all', k: 1, members: members.toSorted(), weights: [] };
  }
  if (form === 'share') {
    const shares = reader.fields(fields['share'], [...path, 'share'], '`share`', null) ?? {};
    const pairs = Object.entries(shares).flatMap(([name, raw]): [string, number][] => {
      const at = [...path, 'share', name];
      const weight = reader.constant(raw, at, 'factor') ?? 0;
      return nodesNamed(reader, names, name, at, 'key').map((node) => [node, weight]);
    });
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const sum = pairs.reduce((total, [, weight]) => total + weight, 0);
    if (pairs.length > 0 && sum < 1 - 1e-9) {
      const percent = Math.round(sum * 1000) / 10;
      reader.report(
        [...path, 'share'],
        'share',
        `the shares add up to ${percent} %`,
        'they must add up to 100 % or more',
        'key',
      );
    }
    return { kind: 'share', k: 1, members: pairs.map(([node]) => node), weights: pairs.map(([, weight]) => weight) };
  }
  const key = form === 'at least' ? 'of' : form;
  const members = expand(reader, names, fields[key], [...path, key]);
  if (members.length === 0) {
    if (fields[key] === undefined || (Array.isArray(fields[key]) && fields[key].length === 0)) {
      reader.report(
        path,
        'shape',
        `the need \`${id}\` has no members`,
        `write \`${form === 'at least' ? 'at least: 1, of' : form}: [a, b]\``,
        'key',
      );
    }
    return null;
  }
  if (form === 'any') return { kind: 'any', k: 1, members: [...new Set(members)], weights: [] };
  const sorted = [...new Set(members)].toSorted();
  if (form === 'all') return { kind: 'all', k: 1, members: sorted, weights: [] };
  const k = Number(unscaled(fields['at least']).raw);
  if (!Number.isInteger(k) || k < 1 || k > sorted.length) {
    reader.report(
      [...path, 'at least'],
      'at-least',
      `\`at least\` is a whole number from 1 to ${sorted.length} here`,
      `write \`at least: 1\``,
    );
    return null;
  }
  return { kind: 'atLeast', k, members: sorted, weights: [] };
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
  if (members === null) return null;
  if (members.members.includes(owner)) {
    reader.report(path, 'self', `\`${owner}\` needs itself`, 'take it out of its own needs', 'key');
    return null;
  }
  const quantity = (key: string, dimension: 'hours'): Quantity | undefined =>
    reader.quantity(fields[key], [...path, key], dimension, 'varies');
  if (fields['switchover'] !== undefined && members.kind !== 'any' && members.kind !== 'atLeast') {
    reader.report(
      [...path, 'switchover'],
      'shape',
      '`switchover` goes with `any` or `at least`',
      'name the alternatives: `any: [a, b]`',
      'key',
    );
  }
  if (fields['refill'] !== undefined && fields['buffer'] === undefined) {
    reader.report(
      [...path, 'refill'],
      'shape',
      '`refill` goes with `buffer`',
      'say how large the stock is: `buffer: 5 h`',
      'key',
    );
  }
  const { raw, factor } = unscaled(fields['fallback']);
  const fallback =
    raw === undefined || raw === null
      ? undefined
      : reader.parsed(parseFallback(raw, reader.context), [...path, 'fallback']);
  if (factor !== 1) reader.report([...path, 'fallback'], 'scale', 'a fallback cannot be scaled', 'write its value');
  return {
    id,
    ...members,
    switchover: quantity('switchover', 'hours'),
    buffer: quantity('buffer', 'hours'),
    refill: quantity('refill', 'hours'),
    fallback: fallback?.fallback,
    fallbackAfter: fallback?.after,
  };
}

/** The needs of a node: a list is a group each. */
export function parseNeeds(reader: Reader, names: Names, owner: string, value: unknown, path: SourcePath): NeedGroup[] {
  if (value === undefined || value === null) return [];
  const groups: (NeedGroup | null)[] = [];
  if (Array.isArray(value)) {
    for (const [name, at] of reader.texts(value, path, 'a need')) {
      const members = nodesNamed(reader, names, name, at);
      if (members.includes(owner))
        reader.report(at, 'self', `\`${owner}\` needs itself`, 'take it out of its own needs');
      else if (members.length > 0)
        groups.push({ id: name, kind: 'all', k: 1, members: members.toSorted(), weights: [] });
    }
  } else {
    const fields = reader.fields(value, path, '`needs`', null) ?? {};
    for (const [id, group] of Object.entries(fields))
      groups.push(parseGroup(reader, names, owner, id, group, [...path, id]));
  }
  const found = groups.filter((group) => group !== null).toSorted(byId);
  found.forEach((group, i) => {
    if (found[i + 1]?.id === group.id)
      reader.report(path, 'twice', `\`${owner}\` needs \`${group.id}\` twice`, 'name it once');
  });
  return found;
}

const OWN_LOSS_KEYS = ['id', 'after', 'during'];

function parseLoss(reader: Reader, names: Names, value: unknown, path: SourcePath): LossEntry | null {
  const fields = reader.fields(value, path, 'a loss', [...Object.keys(lossShape), ...names.bearers]);
  if (fields === null) return null;
  const keys = Object.keys(fields).filter((key) => !OWN_LOSS_KEYS.includes(key));
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    if (key === undefined) {
      reader.report(
        path,
        'shape',
        'a loss names who bears it',
        `write \`${[...names.bearers][0] ?? 'own'}: £1k per hour\``,
      );
    } else {
      reader.report(path, 'shape', `one loss names one bearer, not ${keys.join(' and ')}`, 'make two entries of it');
    }
    return null;
  }
  const kind = key === 'harm' || key === 'goodwill' ? key : 'money';
  if (kind === 'money' && !names.bearers.has(key)) return null;
  const at = [...path, key];
  const { raw } = unscaled(fields[key]);
  const formula = typeof raw === 'string' && raw.trimStart().startsWith('=');
  const perTime = kind === 'money' ? 'money/hour' : 'number/hour';
  const once = kind === 'money' ? 'money' : 'number';
  let mode: LossEntry['mode'] = 'rate';
  let amount: Quantity | undefined;
  if (formula) {
    const outer = reader.context;
    // A formula is a rate, or a once-per-outage amount that may use the outage's `hours`.
    const rate = parseQuantity(raw, perTime, 'uncertain', outer);
    if (rate.ok) amount = reader.quantity(fields[key], at, perTime, 'uncertain');
    else {
      reader.context = { ...outer, hours: true };
      const lump = parseQuantity(raw, once, 'varies', reader.context);
      mode = 'formula';
      if (lump.ok) amount = reader.quantity(fields[key], at, once, 'varies');
      else reader.fault(at, /\bhours\b/.test(raw) ? lump.fault : rate.fault);
      reader.context = outer;
    }
  } else if (typeof raw === 'string' && /\bper\b/.test(raw)) {
    amount = reader.quantity(fields[key], at, perTime, 'uncertain');
  } else {
    mode = 'outage';
    amount = reader.quantity(fields[key], at, once, 'varies');
  }
  const after = reader.quantity(fields['after'], [...path, 'after'], 'hours', 'varies');
  const during = parseDuring(reader, names, fields['during'], [...path, 'during']);
  if (amount === undefined) return null;
  const id = reader.text(fields['id'], [...path, 'id'], '`id`') ?? key;
  return { id, kind, bearer: kind === 'money' ? key : null, mode, amount, after, during };
}

function parseLosses(reader: Reader, names: Names, value: unknown, path: SourcePath): LossEntry[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value)
    ? value.map((item: unknown, i) => [item, [...path, i]] as const)
    : [[value, path] as const];
  const losses = list.flatMap(([item, at]) => parseLoss(reader, names, item, at) ?? []);
  const ids = new Set<string>();
  for (const loss of losses) {
    if (ids.has(loss.id)) {
      reader.report(path, 'twice', `two losses are called \`${loss.id}\``, 'give one of them an `id:`', 'key');
    }
    ids.add(loss.id);
  }
  return losses.toSorted(byId);
}

function parseTolerance(reader: Reader, value: unknown, path: SourcePath): Tolerance | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = reader.fields(value, path, '`tolerance`', Object.keys(toleranceShape));
  if (fields === null) return undefined;
  const mbco = reader.constant(fields['mbco'], [...path, 'mbco'], 'share') ?? 1;
  return {
    mtpd: reader.constant(fields['mtpd'], [...path, 'mtpd'], 'hours'),
    rto: reader.constant(fields['rto'], [...path, 'rto'], 'hours'),
    mbco,
  };
}

/** The nodes of one entry of `nodes`: one, or as many as its `count` says. */
export function parseNode(reader: Reader, names: Names, name: string, value: unknown, path: SourcePath): ModelNode[] {
  const fields = reader.fields(value, path, `node \`${name}\``, NODE_KEYS);
  if (fields === null) return [];
  const kind: NodeKind | null = reader.oneOf(fields['kind'], [...path, 'kind'], NODE_KINDS, 'kind of node');
  if (fields['kind'] === undefined) reader.required(fields, 'kind', path, `node \`${name}\``, 'asset');
  const was = reader.text(fields['was'], [...path, 'was'], '`was`');
  const ids = names.nodes.get(name) ?? [];
  const common = {
    kind: kind ?? 'asset',
    discipline: parseDiscipline(reader, names, fields['discipline'], [...path, 'discipline']),
    owner: reader.text(fields['owner'], [...path, 'owner'], '`owner`'),
    tags: isFields(fields['tags']) ? tagsOf(fields) : {},
    goal: reader.text(fields['goal'], [...path, 'goal'], '`goal`'),
    restart: reader.quantity(fields['restart'], [...path, 'restart'], 'hours', 'varies'),
    blackStart: reader.quantity(fields['blackStart'], [...path, 'blackStart'], 'hours', 'varies'),
    tolerance: parseTolerance(reader, fields['tolerance'], [...path, 'tolerance']),
    loss: parseLosses(reader, names, fields['loss'], [...path, 'loss']),
  };
  const label = reader.text(fields['label'], [...path, 'label'], '`label`');
  return ids.map((id) => {
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
