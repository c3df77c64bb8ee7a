/** Threats: when they arrive, what they do to which nodes, what they cost; and common causes. */
import type { CommonCause, Cost, Occurrence, Threat, ThreatEffect } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseOccurrence } from '../quantity/parse-occurrence.ts';
import { commonCauseShape, effectShape, threatShape } from '../schema/shapes.ts';
import type { Names } from './names.ts';
import { byId, nodesNamed, tagsOf } from './names.ts';
import { parseDiscipline, parseDuring } from './nodes.ts';
import type { Reader } from './reader.ts';
import { isFields, unscaled } from './reader.ts';

const THREAT_KEYS = Object.keys(threatShape);
const EFFECT_KEYS = Object.keys(effectShape);

/** More events than this in a horizon are a fault: nothing that an organisation meets, and no run would end. */
const MOST_EVENTS = 1e6;

/** One-off costs by bearer. */
function parseCosts(reader: Reader, names: Names, value: unknown, path: SourcePath): Cost[] {
  const fields = reader.fields(value, path, '`cost`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([bearer, raw]): Cost[] => {
      if (!names.bearers.has(bearer)) {
        reader.unknown([...path, bearer], 'bearer', bearer, names.bearers, 'key');
        return [];
      }
      const amount = reader.quantity(raw, [...path, bearer], 'money', 'varies');
      return amount === undefined ? [] : [{ bearer, amount }];
    })
    .toSorted((a, b) => (a.bearer < b.bearer ? -1 : 1));
}

/** Hours, or `forever`. */
export function parseOutage(reader: Reader, value: unknown, path: SourcePath): ThreatEffect['outage'] | undefined {
  return value === 'forever' ? 'forever' : reader.quantity(value, path, 'hours', 'varies');
}

function parseEffect(reader: Reader, names: Names, key: string, value: unknown, path: SourcePath): ThreatEffect[] {
  const fields = reader.fields(value, path, `the effect on \`${key}\``, EFFECT_KEYS);
  if (fields === null) return [];
  const oneOf = /^one\s+of\s+/.test(key);
  const nodes = nodesNamed(reader, names, oneOf ? key.replace(/^one\s+of\s+/, '') : key, path, 'key');
  if (!reader.required(fields, 'outage', path, `the effect on \`${key}\``, '4..24 h')) return [];
  const outage = parseOutage(reader, fields['outage'], [...path, 'outage']);
  const effect = {
    key,
    oneOf,
    chance: reader.quantity(fields['chance'], [...path, 'chance'], 'share', 'uncertain'),
    delay: reader.quantity(fields['delay'], [...path, 'delay'], 'hours', 'varies'),
    leaves: reader.quantity(fields['leaves'], [...path, 'leaves'], 'share', 'varies'),
    overlap:
      reader.oneOf(fields['overlap'], [...path, 'overlap'], ['add', 'ignore'] as const, 'kind of overlap') ?? 'add',
    cost: parseCosts(reader, names, fields['cost'], [...path, 'cost']),
  };
  return outage === undefined ? [] : nodes.map((node) => ({ node, ...effect, outage }));
}

/** Events that an occurrence brings in a horizon, at the upper end of what is stated. */
function mostEvents(occurs: Occurrence, factor: number, horizonHours: number): number {
  if (occurs.kind !== 'rate') return 0;
  const law = occurs.amount.law;
  const ends = law.kind === 'constant' ? [law.value] : 'low' in law && 'high' in law ? [law.low, law.high] : [];
  const rates = ends.map((x) => (occurs.per === 'rate' ? x : 1 / x));
  return Math.max(0, ...rates) * factor * horizonHours;
}

export function parseThreat(
  reader: Reader,
  names: Names,
  id: string,
  value: unknown,
  path: SourcePath,
  starts: string,
  horizonHours: number,
): Threat | null {
  const fields = reader.fields(value, path, `threat \`${id}\``, THREAT_KEYS);
  if (fields === null) return null;
  const once = reader.flag(fields['once'], [...path, 'once']);
  const was = reader.text(fields['was'], [...path, 'was'], '`was`');
  const { raw, factor } = unscaled(fields['occurs']);
  const at = [...path, 'occurs'];
  const occurs = reader.required(fields, 'occurs', path, `threat \`${id}\``, 'every 5..20 years')
    ? reader.parsed(parseOccurrence(raw, once, starts, reader.context), at)
    : undefined;
  if (occurs?.kind === 'on' && factor !== 1)
    reader.report(at, 'scale', 'a date cannot be scaled', 'write another date');
  if (occurs !== undefined && mostEvents(occurs, factor, horizonHours) > MOST_EVENTS) {
    reader.report(
      at,
      'too-many-events',
      `threat \`${id}\` would bring more than a million events to every trial`,
      'state how often it truly happens, or join many small events into one',
    );
  }
  const affects = reader.fields(fields['affects'], [...path, 'affects'], '`affects`', null) ?? {};
  const effects = Object.entries(affects).flatMap(([key, effect]) =>
    parseEffect(reader, names, key, effect, [...path, 'affects', key]),
  );
  if (effects.length > 0 && fields['cost'] !== undefined) {
    reader.report(
      [...path, 'cost'],
      'shape',
      'a threat that affects nodes has its cost there',
      'move `cost` to one of the effects',
      'key',
    );
  }
  const threat = {
    id,
    label: reader.text(fields['label'], [...path, 'label'], '`label`') ?? id,
    discipline: parseDiscipline(reader, names, fields['discipline'], [...path, 'discipline']),
    tags: isFields(fields['tags']) ? tagsOf(fields) : {},
    rateFactor: occurs?.kind === 'on' ? 1 : factor,
    during: parseDuring(reader, names, fields['during'], [...path, 'during']),
    affects: effects.toSorted((a, b) => (a.key === b.key ? (a.node < b.node ? -1 : 1) : a.key < b.key ? -1 : 1)),
    cost: parseCosts(reader, names, fields['cost'], [...path, 'cost']),
    drawLabel: `threats.${was ?? id}`,
  };
  return occurs === undefined ? null : { ...threat, occurs };
}

export function parseCommonCauses(reader: Reader, names: Names, value: unknown, path: SourcePath): CommonCause[] {
  const fields = reader.fields(value, path, '`common causes`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([id, raw]): CommonCause[] => {
      const at = [...path, id];
      const cause = reader.fields(raw, at, `common cause \`${id}\``, Object.keys(commonCauseShape));
      if (cause === null) return [];
      const members = reader
        .texts(cause['of'], [...at, 'of'], 'a member')
        .flatMap(([name, where]) => [...nodesNamed(reader, names, name, where)]);
      reader.required(cause, 'of', at, `common cause \`${id}\``, '[a, b]');
      reader.required(cause, 'beta', at, `common cause \`${id}\``, '2..10%');
      if (cause['of'] !== undefined && members.length === 1) {
        reader.report([...at, 'of'], 'shape', 'a common cause has two members or more', 'name another');
      }
      const beta = reader.quantity(cause['beta'], [...at, 'beta'], 'share', 'uncertain');
      return beta === undefined ? [] : [{ id, members: [...new Set(members)].toSorted(), beta }];
    })
    .toSorted(byId);
}
