/** The board's limits, and the risks that somebody has accepted. */
import type { Acceptance, Limit, ModelNode } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseChance, parseCurve } from '../quantity/parse-limits.ts';
import { parseDateTime } from '../time/date-time.ts';
import { acceptedShape, appetiteShape, limitShape } from '../schema/shapes.ts';
import type { Names } from './names.ts';
import { byId, nodesNamed } from './names.ts';
import type { Fields, Reader } from './reader.ts';

const HOURS_PER_YEAR = 8760;
const DEFAULT_CONFIDENCE = 0.9;
const KINDS = [
  'loss over',
  'outage of',
  'got through',
  'mean loss',
  'tail mean',
  'curve',
  'harm over',
  'share of tail',
] as const;

type Body = Limit extends infer L
  ? L extends Limit
    ? Omit<L, 'id' | 'owner' | 'review' | 'confidence'>
    : never
  : never;

function chanceOf(reader: Reader, fields: Fields, path: SourcePath): number | undefined {
  if (!reader.required(fields, 'chance', path, 'this limit', '5% per year')) return undefined;
  return reader.parsed(parseChance(fields['chance']), [...path, 'chance']);
}

function parseOutageLimit(
  reader: Reader,
  names: Names,
  nodes: readonly ModelNode[],
  fields: Fields,
  path: SourcePath,
): Body | null {
  const at = [...path, 'outage of'];
  const found = nodesNamed(reader, names, reader.text(fields['outage of'], at, '`outage of`') ?? '', at);
  const chance = chanceOf(reader, fields, path);
  if (!reader.required(fields, 'over', path, 'a limit on an outage', 'mtpd')) return null;
  const node = nodes.find((one) => one.id === found[0]);
  if (found.length > 1) {
    reader.report(at, 'shape', 'a limit is on one node', `name one of ${found.join(', ')}`);
    return null;
  }
  if (node === undefined || chance === undefined) return null;
  const over = fields['over'];
  const mbco = node.tolerance?.mbco ?? 1;
  if (over === 'mtpd' || over === 'rto') {
    const hours = node.tolerance?.[over];
    if (hours === undefined) {
      reader.report(
        [...path, 'over'],
        'tolerance',
        `\`${node.id}\` states no ${over}`,
        `give it \`tolerance: { ${over}: 24 h }\``,
      );
      return null;
    }
    return { kind: 'outage', node: node.id, overHours: hours, over, mbco, chance };
  }
  const hours = reader.constant(over, [...path, 'over'], 'hours');
  return hours === undefined ? null : { kind: 'outage', node: node.id, overHours: hours, over: 'hours', mbco, chance };
}

function parseBody(
  reader: Reader,
  names: Names,
  nodes: readonly ModelNode[],
  fields: Fields,
  path: SourcePath,
): Body | null {
  const kinds = KINDS.filter((kind) => fields[kind] !== undefined);
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) {
    reader.report(
      path,
      'shape',
      `a limit has one of ${KINDS.join(', ')}`,
      'write `{ loss over: £10m, chance: 5% per year }`',
      'key',
    );
    return null;
  }
  const at = [...path, kind];
  const most = (dimension: 'money' | 'share' | 'number/hour', example: string): number | undefined =>
    reader.required(fields, 'most', path, 'this limit', example)
      ? reader.constant(fields['most'], [...path, 'most'], dimension)
      : undefined;
  switch (kind) {
    case 'loss over': {
      const over = reader.constant(fields[kind], at, 'money');
      const chance = chanceOf(reader, fields, path);
      return over === undefined || chance === undefined ? null : { kind: 'loss', over, chance };
    }
    case 'outage of':
      return parseOutageLimit(reader, names, nodes, fields, path);
    case 'got through': {
      const threat = reader.text(fields[kind], at, '`got through`') ?? '';
      if (!names.threats.has(threat)) reader.unknown(at, 'threat', threat, names.threats);
      const rate = most('number/hour', '1 per year');
      if (rate === undefined || !names.threats.has(threat)) return null;
      return { kind: 'gotThrough', threat, most: rate * HOURS_PER_YEAR };
    }
    case 'mean loss': {
      const rate = reader.constant(fields[kind], at, 'money/hour');
      return rate === undefined ? null : { kind: 'meanLoss', most: rate * HOURS_PER_YEAR };
    }
    case 'tail mean': {
      const level = reader.constant(fields[kind], at, 'share');
      const amount = most('money', '£25m');
      if (level === undefined || amount === undefined) return null;
      if (level < 1) return { kind: 'tailMean', level, most: amount };
      reader.report(at, 'level', 'a tail begins below 100 %', 'write `tail mean: 95%`');
      return null;
    }
    case 'curve': {
      const points = reader.parsed(parseCurve(fields[kind], reader.context), at);
      return points === undefined ? null : { kind: 'curve', points };
    }
    case 'harm over': {
      const over = reader.constant(fields[kind], at, 'number');
      const chance = chanceOf(reader, fields, path);
      return over === undefined || chance === undefined ? null : { kind: 'harm', over, chance };
    }
    case 'share of tail': {
      const text = (reader.text(fields[kind], at, '`share of tail`') ?? '').trim();
      const node = text === 'any node' || text === 'any' ? 'any' : nodesNamed(reader, names, text, at)[0];
      const share = most('share', '25%');
      return node === undefined || share === undefined ? null : { kind: 'shareOfTail', node, most: share };
    }
    default:
      return kind satisfies never;
  }
}

export function parseAppetite(
  reader: Reader,
  names: Names,
  nodes: readonly ModelNode[],
  value: unknown,
  path: SourcePath,
): Limit[] {
  const appetite = reader.fields(value, path, '`appetite`', Object.keys(appetiteShape)) ?? {};
  const asked = reader.constant(appetite['confidence'], [...path, 'confidence'], 'share') ?? DEFAULT_CONFIDENCE;
  const limits = reader.fields(appetite['limits'], [...path, 'limits'], '`limits`', null) ?? {};
  return Object.entries(limits)
    .flatMap(([id, raw]): Limit[] => {
      const at = [...path, 'limits', id];
      const fields = reader.fields(raw, at, `limit \`${id}\``, Object.keys(limitShape));
      if (fields === null) return [];
      const body = parseBody(reader, names, nodes, fields, at);
      const review =
        fields['review'] === undefined ? null : reader.parsed(parseDateTime(fields['review']), [...at, 'review']);
      const head = {
        id,
        owner: reader.text(fields['owner'], [...at, 'owner'], '`owner`'),
        review: review ?? null,
        confidence: reader.constant(fields['confidence'], [...at, 'confidence'], 'share') ?? asked,
      };
      return body === null ? [] : [{ ...head, ...body }];
    })
    .toSorted(byId);
}

export function parseAccepted(reader: Reader, names: Names, value: unknown, path: SourcePath): Acceptance[] {
  const list = reader.list(value, path, '`accepted`') ?? [];
  return list
    .flatMap((raw, i): Acceptance[] => {
      const at = [...path, i];
      const fields = reader.fields(raw, at, 'an accepted risk', Object.keys(acceptedShape));
      if (fields === null) return [];
      const risk = reader.text(fields['risk'], [...at, 'risk'], '`risk`') ?? '';
      if (!names.threats.has(risk)) reader.unknown([...at, 'risk'], 'threat', risk, names.threats);
      reader.required(fields, 'by', at, 'an accepted risk', 'Accountable Manager');
      const until =
        fields['until'] === undefined ? undefined : reader.parsed(parseDateTime(fields['until']), [...at, 'until']);
      return [
        {
          risk,
          by: reader.text(fields['by'], [...at, 'by'], '`by`') ?? '',
          until: until ?? null,
          upTo: reader.constant(fields['up to'], [...at, 'up to'], 'money') ?? null,
        },
      ];
    })
    .toSorted((a, b) => (a.risk < b.risk ? -1 : a.risk > b.risk ? 1 : a.by < b.by ? -1 : 1));
}
