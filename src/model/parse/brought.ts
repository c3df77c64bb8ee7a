/** What comes with the beginning of a spell: effects on nodes, events of threats, spells of other states. */
import { didYouMean } from '../did-you-mean.ts';
import type { Brought } from '../drivers.ts';
import { formatPath, parsePath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { broughtShape } from '../schema/driver-shapes.ts';
import type { DriverScope } from './movables.ts';
import { findsState, subjectsOf } from './subjects.ts';
import { parseCosts, parseOutage } from './threats.ts';
import { type Fields, order } from './tree.ts';

const KEYS = Object.keys(broughtShape);
/** What only an effect on a node has. */
const OF_EFFECT = ['outage', 'leaves', 'overlap', 'cost'];
const ONE_OF = /^one\s+of\s+/;
const FORMS = 'write `nodes.ID`, `threats.ID` or `drivers.ID.STATE`';

type Common = Pick<Brought, 'path' | 'chance' | 'delay'>;

/** Effects on nodes. */
function effects(
  scope: DriverScope,
  name: string,
  fields: Fields,
  common: Common,
  text: string,
  path: SourcePath,
): Brought[] {
  const { reader } = scope;
  const oneOf = ONE_OF.test(name);
  const nodes = subjectsOf(scope, 'nodes', name.replace(ONE_OF, ''), path, text, 'key') ?? [];
  reader.required(fields, 'outage', path, `the effect on \`${name}\``, '2..10 days');
  const isSpell = fields['outage'] === 'while it lasts';
  const outage = isSpell ? 'spell' : parseOutage(reader, fields['outage'], [...path, 'outage'], ['while it lasts']);
  const overlap = reader.oneOf(fields['overlap'], [...path, 'overlap'], ['add', 'ignore'] as const, 'kind of overlap');
  const effect = {
    ...common,
    kind: 'effect' as const,
    oneOf,
    leaves: reader.quantity(fields['leaves'], [...path, 'leaves'], 'share', 'varies'),
    overlap: overlap ?? 'add',
    cost: parseCosts(reader, scope.movables.names, fields['cost'], [...path, 'cost']),
  };
  return outage === undefined ? [] : nodes.map((node) => ({ ...effect, node, outage }));
}

/** One entry of `brings`. */
function parseOne(scope: DriverScope, text: string, value: unknown, path: SourcePath): Brought[] {
  const { reader } = scope;
  const segments = parsePath(text);
  const [section = '', name, state, ...rest] = segments ?? [];
  const isState = section === 'drivers';
  const isKnown = isState || section === 'nodes' || section === 'threats';
  const fields = reader.fields(value, path, `what is brought to \`${text}\``, KEYS);
  if (segments === null || !isKnown || name === undefined || rest.length > 0 || (state !== undefined) !== isState) {
    const near = segments === null || isKnown ? null : didYouMean(section, ['nodes', 'threats', 'drivers']);
    const message = `\`${text}\` is nothing that a state brings`;
    reader.report(path, 'brings', message, near === null ? FORMS : `did you mean \`${near}\`?`, 'key');
    return [];
  }
  if (fields === null) return [];
  const common: Common = {
    path: formatPath(segments),
    chance: reader.quantity(fields['chance'], [...path, 'chance'], 'share', 'uncertain'),
    delay: reader.quantity(fields['delay'], [...path, 'delay'], 'hours', 'varies'),
  };
  if (section === 'nodes') return effects(scope, name, fields, common, text, path);
  for (const key of OF_EFFECT) {
    if (fields[key] === undefined) continue;
    const what = isState ? 'a state lasts' : 'a threat does';
    reader.report([...path, key], 'shape', `${what} what it says itself`, `leave \`${key}\` out`, 'key');
  }
  if (isState) {
    if (!findsState(scope, name, state ?? '', path, text, 'key')) return [];
    return [{ ...common, kind: 'spell', driver: name, state: state ?? '' }];
  }
  const threats = subjectsOf(scope, 'threats', name, path, text, 'key') ?? [];
  return threats.map((threat) => ({ ...common, kind: 'event', threat }));
}

const subjectOf = (one: Brought): string =>
  one.kind === 'effect' ? one.node : one.kind === 'event' ? one.threat : `${one.driver}.${one.state}`;

/** What a state brings, sorted by path, then by what it strikes. */
export function parseBrought(scope: DriverScope, value: unknown, path: SourcePath): Brought[] {
  const fields = scope.reader.fields(value, path, '`brings`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([text, raw]) => parseOne(scope, text, raw, [...path, text]))
    .toSorted((a, b) => order(a.path, b.path) || order(subjectOf(a), subjectOf(b)));
}
