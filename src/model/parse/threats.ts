/** Threats: when they arrive, what they do to which nodes, what they cost; and common causes. */
import { didYouMean } from '../did-you-mean.ts';
import type { CommonCause, Cost, Threat, ThreatEffect } from '../model.ts';
import { formatPath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { commonCauseShape, effectShape, threatShape } from '../schema/threat-shapes.ts';
import type { Head } from './head.ts';
import { declareBearer } from './losses.ts';
import { byId, membersNamed, type Names, nodesNamed } from './names.ts';
import { parseHeading } from './nodes.ts';
import { parsePace } from './pace.ts';
import type { Reader } from './reader.ts';
import { order, unscaled } from './tree.ts';

const THREAT_KEYS = Object.keys(threatShape);
const EFFECT_KEYS = Object.keys(effectShape);
const COMMON_CAUSE_KEYS = Object.keys(commonCauseShape);

/** One-off costs by bearer, sorted. */
export function parseCosts(reader: Reader, names: Names, value: unknown, path: SourcePath): Cost[] {
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

/** Hours, or `forever`. @param words What else may stand there, for those that are misspelt. */
export function parseOutage(
  reader: Reader,
  value: unknown,
  path: SourcePath,
  words: readonly string[] = [],
): ThreatEffect['outage'] | undefined {
  const { raw, factor } = unscaled(value);
  const isWords = typeof raw === 'string' && /^[\p{L}\s]+$/u.test(raw) && raw !== 'forever';
  const near = isWords ? didYouMean(raw, ['forever', ...words]) : null;
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

/** One threat; null when it does not say when it arrives. */
export function parseThreat(reader: Reader, names: Names, id: string, value: unknown, head: Head): Threat | null {
  const path = ['threats', id];
  const fields = reader.fields(value, path, `threat \`${id}\``, THREAT_KEYS);
  if (fields === null) return null;
  const { label, was, discipline, tags } = parseHeading(reader, names, fields, path);
  const isTimed = reader.required(fields, 'occurs', path, `threat \`${id}\``, 'every 5..20 years');
  const pace = parsePace(reader, names, fields, path, head, isTimed ? `threat \`${id}\`` : null);
  const affects = reader.fields(fields['affects'], [...path, 'affects'], '`affects`', null) ?? {};
  const effects = Object.entries(affects).flatMap(([key, effect]) =>
    parseEffect(reader, names, key, effect, [...path, 'affects', key]),
  );
  const cost = parseCosts(reader, names, fields['cost'], [...path, 'cost']);
  if (pace === null) return null;
  return {
    id,
    label: label ?? id,
    discipline,
    tags,
    ...pace,
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
