/** The board's limits, and the accepted risks. */
import type { Acceptance, Limit, ModelNode } from '../model.ts';
import { DEFAULT_CONFIDENCE } from '../appetite-confidence.ts';
import { didYouMean } from '../did-you-mean.ts';
import { formatPath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { parseChance, parseCurve } from '../quantity/parse-limits.ts';
import { acceptedShape, appetiteShape, limitShape } from '../schema/appetite-shapes.ts';
import { parseDate } from './head.ts';
import { byId, type Names, nodesNamed } from './names.ts';
import type { Reader } from './reader.ts';
import { type Fields, isFields, order, unscaled } from './tree.ts';

const HOURS_PER_YEAR = 8760;

/** The kinds of limits by the key that names them, and their additional keys. */
const KINDS = {
  'loss over': ['chance'],
  'outage of': ['over', 'chance'],
  'got through': ['most'],
  'mean loss': [],
  'tail mean': ['most'],
  curve: [],
  'harm over': ['chance'],
  'share of tail': ['most', 'matters over'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Kind = keyof typeof KINDS;

const KIND_KEYS = Object.keys(KINDS) as Kind[];
const DETAIL_KEYS = ['over', 'chance', 'most', 'matters over'] as const;

/** Fraction of the smallest sum of a limit above which a share of the tail matters, by default. */
const MATTERS_FROM = 0.1;

type Body = Limit extends infer L
  ? L extends Limit
    ? Omit<L, 'id' | 'owner' | 'review' | 'confidence'>
    : never
  : never;

/** What limits are about. */
export interface Subjects {
  readonly names: Names;
  /** Valid nodes, by id. */
  readonly nodes: ReadonlyMap<string, ModelNode>;
  /** The section `nodes` of the file. */
  readonly section: Fields;
}

/** Whether an entry of the file states a tolerance, even an invalid one. */
function statesTolerance(section: Fields, id: string, key: string): boolean {
  const entry = section[id] ?? section[id.replace(/-\d+$/, '')];
  const tolerance = isFields(entry) ? entry['tolerance'] : undefined;
  return tolerance !== undefined && tolerance !== null && (!isFields(tolerance) || tolerance[key] !== undefined);
}

function parseOutageLimit(
  reader: Reader,
  of: Subjects,
  fields: Fields,
  path: SourcePath,
  chance: number | undefined,
): Body | null {
  const at = [...path, 'outage of'];
  const name = reader.text(fields['outage of'], at, '`outage of`');
  const found = name === null ? [] : nodesNamed(reader, of.names, name, at);
  const over = reader.required(fields, 'over', path, 'a limit on an outage', 'mtpd') ? fields['over'] : undefined;
  const isNamed = over === 'mtpd' || over === 'rto';
  const near = typeof over === 'string' && !isNamed ? didYouMean(over, ['mtpd', 'rto']) : null;
  if (near !== null) {
    reader.report([...path, 'over'], 'choice', `\`${String(over)}\` is no time`, `did you mean \`${near}\`?`);
  }
  const hours = isNamed || near !== null ? undefined : reader.constant(over, [...path, 'over'], 'hours');
  if (found.length > 1) reader.report(at, 'shape', 'a limit is on one node', `name one of ${found.join(', ')}`);
  const node = found.length === 1 ? of.nodes.get(found[0] ?? '') : undefined;
  if (node === undefined || chance === undefined) return null;
  const mbco = node.tolerance?.mbco ?? 1;
  if (!isNamed)
    return hours === undefined
      ? null
      : { kind: 'outage', node: node.id, overHours: hours, over: 'hours', mbco, chance };
  const overHours = node.tolerance?.[over];
  if (overHours !== undefined) return { kind: 'outage', node: node.id, overHours, over, mbco, chance };
  if (!statesTolerance(of.section, node.id, over)) {
    const remedy = `give it \`tolerance: { ${over}: 24 h }\``;
    reader.report([...path, 'over'], 'tolerance', `\`${node.id}\` states no ${over}`, remedy);
  }
  return null;
}

/** The kind of a limit; null, reported, for none or several. Keys of another kind are reported too. */
function kindOfLimit(reader: Reader, fields: Fields, path: SourcePath): Kind | null {
  const kinds = KIND_KEYS.filter((kind) => fields[kind] !== undefined);
  const [kind] = kinds;
  // Misspelt keys are reported there.
  if (kind === undefined && KIND_KEYS.some((one) => reader.misspelt.has(formatPath([...path, one])))) return null;
  if (kind === undefined || kinds.length > 1) {
    const message = `a limit has one of ${KIND_KEYS.join(', ')}`;
    reader.report(path, 'shape', message, 'write `{ loss over: £10m, chance: 5% per year }`', 'key');
    return null;
  }
  const details: readonly string[] = KINDS[kind];
  for (const key of DETAIL_KEYS) {
    if (fields[key] === undefined || details.includes(key)) continue;
    const wanted = details.length === 0 ? 'leave it out' : `it has ${details.join(' and ')}`;
    reader.report([...path, key], 'unknown-key', `\`${key}\` says nothing about a limit on \`${kind}\``, wanted, 'key');
  }
  return kind;
}

function parseBody(reader: Reader, of: Subjects, fields: Fields, path: SourcePath): Body | null {
  const kind = kindOfLimit(reader, fields, path);
  if (kind === null) return null;
  const at = [...path, kind];
  const chance = (): number | undefined =>
    reader.required(fields, 'chance', path, 'this limit', '5% per year')
      ? reader.constant(fields['chance'], [...path, 'chance'], 'share', parseChance)
      : undefined;
  const most = (dimension: 'money' | 'share' | 'number/hour', example: string): number | undefined =>
    reader.required(fields, 'most', path, 'this limit', example)
      ? reader.constant(fields['most'], [...path, 'most'], dimension)
      : undefined;
  switch (kind) {
    case 'loss over':
    case 'harm over': {
      const over = reader.constant(fields[kind], at, kind === 'loss over' ? 'money' : 'number');
      const p = chance();
      return over === undefined || p === undefined
        ? null
        : { kind: kind === 'loss over' ? 'loss' : 'harm', over, chance: p };
    }
    case 'outage of':
      return parseOutageLimit(reader, of, fields, path, chance());
    case 'got through': {
      const threat = reader.text(fields[kind], at, '`got through`');
      const rate = most('number/hour', '1 per year');
      const isKnown = threat !== null && of.names.threats.has(threat);
      if (threat !== null && !isKnown) reader.unknown(at, 'threat', threat, of.names.threats);
      return rate === undefined || !isKnown ? null : { kind: 'gotThrough', threat, most: rate * HOURS_PER_YEAR };
    }
    case 'mean loss': {
      const rate = reader.constant(fields[kind], at, 'money/hour');
      return rate === undefined ? null : { kind: 'meanLoss', most: rate * HOURS_PER_YEAR };
    }
    case 'tail mean': {
      const level = reader.constant(fields[kind], at, 'share');
      const amount = most('money', '£25m');
      if (level !== undefined && level >= 1) {
        reader.report(at, 'level', 'a tail begins below 100 %', 'write `tail mean: 95%`');
        return null;
      }
      return level === undefined || amount === undefined ? null : { kind: 'tailMean', level, most: amount };
    }
    case 'curve': {
      // Scaling a curve scales its losses.
      const { raw, factor } = unscaled(fields[kind]);
      const points = reader.parsed(parseCurve(raw, reader.context), at);
      return points === undefined
        ? null
        : { kind: 'curve', points: points.map(({ loss, chance }) => ({ loss: loss * factor, chance })) };
    }
    case 'share of tail': {
      const text = reader.text(fields[kind], at, '`share of tail`')?.trim();
      const share = most('share', '25%');
      if (text === undefined) return null;
      const isAny = text === 'any node' || text === 'any';
      if (isAny && [...of.nodes.values()].every(({ kind: one }) => one === 'control')) {
        // Invalid nodes are not among them.
        const remedy = 'leave the limit out, or say what the threats take down';
        if (Object.keys(of.section).length === 0) reader.report(at, 'no-node', 'this file has no node', remedy);
        return null;
      }
      const near = isAny || of.names.nodes.has(text) ? null : didYouMean(text, ['any node', ...of.names.nodes.keys()]);
      if (near === 'any node')
        reader.report(at, 'unknown-name', `unknown node \`${text}\``, 'did you mean `any node`?');
      const nodes = isAny
        ? ['any']
        : near === 'any node'
          ? []
          : nodesNamed(reader, of.names, text, at, 'value', '`any node` means whichever');
      if (nodes.length > 1) reader.report(at, 'shape', 'a limit is on one node', `name one of ${nodes.join(', ')}`);
      const [node] = nodes;
      return node === undefined || share === undefined || nodes.length > 1
        ? null
        : { kind: 'shareOfTail', node, most: share, ...mattersOver(reader, fields, path) };
    }
  }
}

/** NaN, until all limits are read, where the file does not say above what sum a share of the tail matters. */
function mattersOver(
  reader: Reader,
  fields: Fields,
  path: SourcePath,
): { readonly mattersOver: number; readonly mattersOverIsAssumed: boolean } {
  const isAssumed = fields['matters over'] === undefined;
  const stated = reader.constant(fields['matters over'], [...path, 'matters over'], 'money');
  return { mattersOver: stated ?? NaN, mattersOverIsAssumed: isAssumed };
}

/** Sums of money above 0 that a limit names. */
function sumsOf(limit: Limit): readonly number[] {
  switch (limit.kind) {
    case 'loss':
      return [limit.over];
    case 'meanLoss':
    case 'tailMean':
      return [limit.most];
    case 'curve':
      return limit.points.map(({ loss }) => loss);
    case 'outage':
    case 'gotThrough':
    case 'harm':
    case 'shareOfTail':
      return [];
  }
}

/** Limits completed from the others: by default a share of the tail matters from a tenth of the smallest sum named. */
function settled(limits: readonly Limit[]): Limit[] {
  const sums = limits.flatMap(sumsOf).filter((sum) => sum > 0);
  const from = sums.length === 0 ? 0 : MATTERS_FROM * Math.min(...sums);
  return limits.map((limit) =>
    limit.kind === 'shareOfTail' && limit.mattersOverIsAssumed ? { ...limit, mattersOver: from } : limit,
  );
}

/** A confidence, which is below 1: no number of worlds proves certainty. */
function parseConfidence(reader: Reader, value: unknown, path: SourcePath): number | undefined {
  const confidence = reader.constant(value, path, 'share');
  if (confidence === undefined || (confidence > 0 && confidence < 1)) return confidence;
  reader.report(path, 'range', 'a confidence lies between 0 and 100 %', 'write `confidence: 90%`');
  return undefined;
}

/** Default confidence with which a limit must hold. */
function confidenceOf(reader: Reader, appetite: Fields): number {
  return parseConfidence(reader, appetite['confidence'], ['appetite', 'confidence']) ?? DEFAULT_CONFIDENCE;
}

/** One limit. @param asked Confidence where it states none. */
function parseLimit(
  reader: Reader,
  of: Subjects,
  id: string,
  raw: unknown,
  path: SourcePath,
  asked: number,
): Limit | null {
  const fields = reader.fields(raw, path, `limit \`${id}\``, Object.keys(limitShape));
  if (fields === null) return null;
  const head = {
    id,
    owner: reader.text(fields['owner'], [...path, 'owner'], '`owner`'),
    review: parseDate(reader, fields['review'], [...path, 'review']) ?? null,
    confidence: parseConfidence(reader, fields['confidence'], [...path, 'confidence']) ?? asked,
  };
  const body = parseBody(reader, of, fields, path);
  return body === null ? null : { ...head, ...body };
}

/** The confidence the appetite asks for, where it differs from that of every limit. */
export function ownConfidence(
  reader: Reader,
  value: unknown,
  limits: readonly Limit[],
): { readonly confidence?: number } {
  const asked = confidenceOf(reader, isFields(value) ? value : {});
  const isSaid =
    limits.length === 0 ? asked === DEFAULT_CONFIDENCE : limits.every(({ confidence }) => confidence === asked);
  return isSaid ? {} : { confidence: asked };
}

/** The limits, sorted by id. */
export function parseAppetite(reader: Reader, of: Subjects, value: unknown): Limit[] {
  const path = ['appetite'];
  const appetite = reader.fields(value, path, '`appetite`', Object.keys(appetiteShape)) ?? {};
  const asked = confidenceOf(reader, appetite);
  const limits = reader.fields(appetite['limits'], [...path, 'limits'], '`limits`', null) ?? {};
  const read = Object.entries(limits)
    .map(([id, raw]) => parseLimit(reader, of, id, raw, [...path, 'limits', id], asked))
    .filter((limit) => limit !== null)
    .toSorted(byId);
  return settled(read);
}

/**
 * A parser of limits found elsewhere: their default confidence is that of the appetite.
 *
 * @param value The appetite of the file.
 */
export function limitParser(
  reader: Reader,
  of: Subjects,
  value: unknown,
): (id: string, raw: unknown, path: SourcePath) => Limit | null {
  const asked = confidenceOf(reader, isFields(value) ? value : {});
  return (id, raw, path) => {
    const limit = parseLimit(reader, of, id, raw, path, asked);
    return limit === null ? null : (settled([limit])[0] ?? null);
  };
}

/** The accepted risks, sorted by threat. */
export function parseAccepted(reader: Reader, names: Names, value: unknown, path: SourcePath): Acceptance[] {
  const list = reader.list(value, path, '`accepted`') ?? [];
  return list
    .flatMap((raw, i): Acceptance[] => {
      const at = [...path, i];
      const fields = reader.fields(raw, at, 'an accepted risk', Object.keys(acceptedShape));
      if (fields === null) return [];
      reader.required(fields, 'risk', at, 'an accepted risk', 'fire');
      reader.required(fields, 'by', at, 'an accepted risk', 'Accountable Manager');
      const risk = reader.text(fields['risk'], [...at, 'risk'], '`risk`');
      if (risk !== null && !names.threats.has(risk)) reader.unknown([...at, 'risk'], 'threat', risk, names.threats);
      return [
        {
          risk: risk ?? '',
          by: reader.text(fields['by'], [...at, 'by'], '`by`') ?? '',
          until: parseDate(reader, fields['until'], [...at, 'until']) ?? null,
          upTo: reader.constant(fields['up to'], [...at, 'up to'], 'money') ?? null,
        },
      ];
    })
    .toSorted(
      (a, b) =>
        order(a.risk, b.risk) ||
        order(a.by, b.by) ||
        order(a.until ?? '', b.until ?? '') ||
        (a.upTo ?? 0) - (b.upTo ?? 0),
    );
}
