/** Threats: when they arrive, what they do to which nodes, what they cost; and common causes. */
import { didYouMean } from '../did-you-mean.ts';
import type { CommonCause, Cost, Occurrence, Threat, ThreatEffect } from '../model.ts';
import { formatPath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { parseOccurrence } from '../quantity/parse-occurrence.ts';
import { commonCauseShape, effectShape, threatShape } from '../schema/threat-shapes.ts';
import { mostEvents } from './events.ts';
import type { Head } from './head.ts';
import { declareBearer, parseDuring } from './losses.ts';
import { byId, membersNamed, type Names, nodesNamed } from './names.ts';
import { parseHeading } from './nodes.ts';
import type { Reader } from './reader.ts';
import { order, unscaled } from './tree.ts';

const THREAT_KEYS = Object.keys(threatShape);
const EFFECT_KEYS = Object.keys(effectShape);
const COMMON_CAUSE_KEYS = Object.keys(commonCauseShape);

/** More events than this in a horizon are an error: no organisation meets so many, and no run would end. */
const MOST_EVENTS = 1e6;

/** One-off costs by bearer, sorted. */
function parseCosts(reader: Reader, names: Names, value: unknown, path: SourcePath): Cost[] {
  const fields = reader.fields(value, path, '`cost`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([bearer, raw]): Cost[] => {
      const at = [...path, bearer];
      if (!names.bearers.has(bearer)) {
        reader.unknown(at, 'bearer', bearer, names.bearers, 'key', declareBearer(bearer));
      }
      if (raw === null) reader.report(at, 'missing', `no cost is given for \`${bearer}\``, `write \`${bearer}: £1k\``);
      const amount = reader.quantity(raw, at, 'money', 'varies');
      return amount === undefined ? [] : [{ bearer, amount }];
    })
    .toSorted((a, b) => order(a.bearer, b.bearer));
}

/** Hours, or `forever`. */
export function parseOutage(reader: Reader, value: unknown, path: SourcePath): ThreatEffect['outage'] | undefined {
  const { raw, factor } = unscaled(value);
  const near =
    typeof raw === 'string' && /^[\p{L}\s]+$/u.test(raw) && raw !== 'forever' ? didYouMean(raw, ['forever']) : null;
  if (near !== null) {
    reader.report(path, 'choice', `\`${String(raw)}\` is no time`, `did you mean \`${near}\`?`);
    return undefined;
  }
  if (raw !== 'forever') return reader.quantity(value, path, 'hours', 'varies');
  if (factor === 1) return 'forever';
  reader.report(path, 'scale', '`forever` cannot be scaled', 'write a time');
  return undefined;
}

const ONE_OF = /^one\s+of\s+/;

function parseEffect(reader: Reader, names: Names, key: string, value: unknown, path: SourcePath): ThreatEffect[] {
  const fields = reader.fields(value, path, `the effect on \`${key}\``, EFFECT_KEYS);
  if (fields === null) return [];
  const [start = '', rest = ''] = key.split(/(?<=^\S+\s+\S+)\s+/);
  const isMeant = rest !== '' && !ONE_OF.test(key) && didYouMean(start, ['one of']) !== null;
  if (isMeant)
    reader.report(path, 'unknown-name', `unknown node \`${key}\``, `did you mean \`one of ${rest}\`?`, 'key');
  const nodes = isMeant ? [] : nodesNamed(reader, names, key.replace(ONE_OF, ''), path, 'key');
  reader.required(fields, 'outage', path, `the effect on \`${key}\``, '4..24 h');
  const outage = parseOutage(reader, fields['outage'], [...path, 'outage']);
  const overlap = reader.oneOf(fields['overlap'], [...path, 'overlap'], ['add', 'ignore'] as const, 'kind of overlap');
  const effect = {
    key,
    oneOf: ONE_OF.test(key),
    chance: reader.quantity(fields['chance'], [...path, 'chance'], 'share', 'uncertain'),
    delay: reader.quantity(fields['delay'], [...path, 'delay'], 'hours', 'varies'),
    leaves: reader.quantity(fields['leaves'], [...path, 'leaves'], 'share', 'varies'),
    overlap: overlap ?? 'add',
    cost: parseCosts(reader, names, fields['cost'], [...path, 'cost']),
  };
  return outage === undefined ? [] : nodes.map((node) => ({ node, ...effect, outage }));
}

/** An occurrence whose formula, if any, gives valid values; undefined, reported, otherwise. */
function soundOccurrence(reader: Reader, occurs: Occurrence | undefined, path: SourcePath): Occurrence | undefined {
  if (occurs?.kind !== 'rate' && occurs?.kind !== 'yearly') return occurs;
  const quantity = occurs.kind === 'rate' ? occurs.amount : occurs.chance;
  const mustBePositive = occurs.kind === 'rate' && occurs.per === 'interval';
  return reader.times(quantity, 1, path, { mustBePositive }) === undefined ? undefined : occurs;
}

/** One threat; null when it does not say when it arrives. */
export function parseThreat(reader: Reader, names: Names, id: string, value: unknown, head: Head): Threat | null {
  const path = ['threats', id];
  const fields = reader.fields(value, path, `threat \`${id}\``, THREAT_KEYS);
  if (fields === null) return null;
  const { label, was, discipline, tags } = parseHeading(reader, names, fields, path);
  const once = reader.flag(fields['once'], [...path, 'once']);
  const at = [...path, 'occurs'];
  const { raw, factor } = unscaled(fields['occurs']);
  const occurs = reader.required(fields, 'occurs', path, `threat \`${id}\``, 'every 5..20 years')
    ? soundOccurrence(reader, reader.parsed(parseOccurrence(raw, once, head, reader.context), at), at)
    : undefined;
  const during = parseDuring(reader, names, fields['during'], [...path, 'during']);
  if (occurs?.kind === 'on' && factor !== 1) {
    reader.report(at, 'scale', 'a date cannot be scaled', 'write another date');
  } else if (
    occurs !== undefined &&
    mostEvents(occurs, factor, during, head.horizonHours, reader.formulas) > MOST_EVENTS
  ) {
    const message = `threat \`${id}\` would bring more than a million events to every trial`;
    reader.report(
      at,
      'too-many-events',
      message,
      'state how often it truly happens, or join many small events into one',
    );
  }
  const affects = reader.fields(fields['affects'], [...path, 'affects'], '`affects`', null) ?? {};
  const effects = Object.entries(affects).flatMap(([key, effect]) =>
    parseEffect(reader, names, key, effect, [...path, 'affects', key]),
  );
  const cost = parseCosts(reader, names, fields['cost'], [...path, 'cost']);
  if (Object.keys(affects).length > 0 && cost.length > 0) {
    const message = 'a threat that affects nodes has its cost there';
    reader.report([...path, 'cost'], 'shape', message, 'move `cost` to one of the effects', 'key');
  }
  if (occurs === undefined) return null;
  return {
    id,
    label: label ?? id,
    discipline,
    tags,
    occurs,
    rateFactor: occurs.kind === 'on' ? 1 : factor,
    during,
    affects: effects.toSorted((a, b) => order(a.key, b.key) || order(a.node, b.node)),
    cost,
    drawLabel: `threats.${was ?? id}`,
  };
}

export function parseCommonCauses(reader: Reader, names: Names, value: unknown, path: SourcePath): CommonCause[] {
  const fields = reader.fields(value, path, '`common causes`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([id, raw]): CommonCause[] => {
      const at = [...path, id];
      const cause = reader.fields(raw, at, `common cause \`${id}\``, COMMON_CAUSE_KEYS);
      if (cause === null) return [];
      reader.required(cause, 'of', at, `common cause \`${id}\``, '[a, b]');
      reader.required(cause, 'beta', at, `common cause \`${id}\``, '2..10%');
      const given = reader.texts(cause['of'], [...at, 'of'], 'a member');
      const { members, isWhole } = membersNamed(reader, names, given);
      const isCut = reader.misspelt.has(formatPath([...at, 'of']));
      if (cause['of'] !== undefined && isWhole && !isCut && members.length < 2) {
        reader.report([...at, 'of'], 'shape', 'a common cause has two members or more', 'name another');
      }
      const beta = reader.quantity(cause['beta'], [...at, 'beta'], 'share', 'uncertain', {
        fixed: 'the share of a common cause',
      });
      return beta === undefined ? [] : [{ id, members: members.toSorted(order), beta }];
    })
    .toSorted(byId);
}
