/** Portfolios, which choose levels, and scenarios with what they hold and their shocks. */
import type { Hold } from '../drivers.ts';
import type { Shock } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { scenarioShape, shockShape } from '../schema/scenario-shapes.ts';
import type { Quantity } from '../quantity.ts';
import { attempt } from '../quantity/parsed.ts';
import { hoursAfter, hoursWithin, parseDateTime, type Span } from '../time/date-time.ts';
import type { BareDrivers } from './drivers.ts';
import { parseHolds } from './holds.ts';
import { levelNames } from './level-names.ts';
import { byId, type Names, nodesNamed } from './names.ts';
import type { Reader } from './reader.ts';
import { type Chain, chainOf, holdsOfChain, settingsOfChain } from './scenario-chain.ts';
import { CURRENT } from './settle.ts';
import { parseOutage } from './threats.ts';
import { type Fields, isFields } from './tree.ts';

/** Checks every portfolio: that its controls and levels exist. */
export function checkPortfolios(reader: Reader, names: Names, controls: Fields, value: unknown): void {
  for (const [id, choice] of Object.entries(reader.fields(value, ['portfolios'], '`portfolios`', null) ?? {})) {
    const path = ['portfolios', id];
    if (id === CURRENT) {
      const message = '`current` is the portfolio in which every control stays as it is';
      reader.report(path, 'id', message, 'call this one by another name', 'key');
    }
    for (const [control, raw] of Object.entries(reader.fields(choice, path, `portfolio \`${id}\``, null) ?? {})) {
      const at = [...path, control];
      if (!names.controls.has(control)) {
        reader.unknown(at, 'control', control, names.controls, 'key');
        continue;
      }
      const own = controls[control];
      const levels = isFields(own) ? own['levels'] : undefined;
      if (raw === null) reader.report(at, 'shape', `portfolio \`${id}\` names no level of \`${control}\``, 'name one');
      const level = reader.text(raw, at, 'a level');
      const known = levelNames(levels);
      if (level === null || !isFields(levels) || known.includes(level)) continue;
      reader.unknown(at, 'level', level, known);
    }
  }
}

/** What a scenario does beside what it sets, with what it takes from those that it extends. */
export interface ParsedScenario {
  /** How likely it is in the horizon, as its author believes: a share. */
  readonly chance: Quantity | null;
  readonly holds: readonly Hold[];
  /** Sorted by id. */
  readonly shocks: readonly Shock[];
}

/** Reports an `extends` that leads nowhere, or in a circle. */
function reportBroken(reader: Reader, scenarios: Fields, { broken }: Chain): void {
  if (broken === null) return;
  const path = ['scenarios', broken.at, 'extends'];
  if (broken.isCircle) {
    const message = `scenario \`${broken.name}\` would extend itself`;
    reader.report(path, 'circle', message, 'move what both need into a third scenario');
    return;
  }
  if (broken.name === 'base') {
    reader.report(path, 'extends', '`base` changes nothing, so nothing comes of extending it', 'leave `extends` out');
    return;
  }
  reader.unknown(path, 'scenario', broken.name, Object.keys(scenarios));
}

/** The shocks of a chain, sorted by id; two of one name are reported at the last of its scenarios. */
function shocksOf(
  reader: Reader,
  names: Names,
  scenarios: Fields,
  chain: Chain,
  span: Span,
  isBound: boolean,
): readonly Shock[] {
  const shocks = chain.names.flatMap((name) => {
    const fields = scenarios[name];
    const at = ['scenarios', name, 'shocks'];
    const list = reader.list(isFields(fields) ? fields['shocks'] : undefined, at, '`shocks`') ?? [];
    return list.flatMap((shock, i) => parseShock(reader, names, shock, span, isBound, [...at, i]));
  });
  const ids = new Set<string>();
  for (const { id } of shocks) {
    if (ids.has(id)) {
      const at = ['scenarios', chain.names.at(-1) ?? '', 'shocks'];
      reader.report(at, 'twice', `two shocks are called \`${id}\``, 'give one of them an `id:`', 'key');
    }
    ids.add(id);
  }
  return shocks.toSorted(byId);
}

/**
 * What every scenario does, by its name.
 *
 * @param asWritten Whether the file is read as written: what every scenario does must then be in its horizon, except for
 *   scenarios that change the model, which are checked when in force.
 */
export function parseScenarios(
  reader: Reader,
  names: Names,
  drivers: BareDrivers | undefined,
  value: unknown,
  span: Span,
  inForce: string,
  asWritten: boolean,
): ReadonlyMap<string, ParsedScenario> {
  const scenarios = reader.fields(value, ['scenarios'], '`scenarios`', null) ?? {};
  const found = new Map<string, ParsedScenario>();
  for (const [scenario, raw] of Object.entries(scenarios)) {
    const path = ['scenarios', scenario];
    if (scenario === 'base') {
      const message = '`base` is the scenario in which nothing is changed';
      reader.report(path, 'id', message, 'call this one by another name', 'key');
    }
    const fields = reader.fields(raw, path, `scenario \`${scenario}\``, Object.keys(scenarioShape)) ?? {};
    for (const key of ['description', 'story', 'extends']) reader.text(fields[key], [...path, key], `\`${key}\``);
    reader.fields(fields['set'], [...path, 'set'], '`set`', null);
    reader.fields(fields['holds'], [...path, 'holds'], '`holds`', null);
    const chain = chainOf(scenarios, scenario);
    reportBroken(reader, scenarios, chain);
    const isBound = scenario === inForce || (asWritten && settingsOfChain(scenarios, chain).length === 0);
    found.set(scenario, {
      chance: reader.quantity(fields['chance'], [...path, 'chance'], 'share', 'uncertain') ?? null,
      holds: parseHolds(reader, drivers, holdsOfChain(scenarios, chain), span, isBound),
      shocks: shocksOf(reader, names, scenarios, chain, span, isBound),
    });
  }
  return found;
}

/** @param isBound Whether it must be in the horizon. */
function parseShock(
  reader: Reader,
  names: Names,
  value: unknown,
  span: Span,
  isBound: boolean,
  path: SourcePath,
): Shock[] {
  const fields = reader.fields(value, path, 'a shock', Object.keys(shockShape));
  if (fields === null) return [];
  const complete = [
    reader.required(fields, 'on', path, 'a shock', '2027-12-20 06:00'),
    reader.required(fields, 'node', path, 'a shock', 'hub'),
    reader.required(fields, 'outage', path, 'a shock', '30 h'),
  ];
  const on = reader.plain(fields['on'], [...path, 'on']);
  const date = on === undefined ? undefined : reader.parsed(parseDateTime(on), [...path, 'on']);
  const atHours =
    date === undefined
      ? undefined
      : isBound
        ? reader.parsed(
            attempt(() => hoursWithin(on, span)),
            [...path, 'on'],
          )
        : hoursAfter(span.starts, date);
  const at = [...path, 'node'];
  const node = reader.text(fields['node'], at, '`node`');
  const nodes = node === null ? [] : nodesNamed(reader, names, node, at);
  const outage = parseOutage(reader, fields['outage'], [...path, 'outage']);
  const leaves = reader.constant(fields['leaves'], [...path, 'leaves'], 'share') ?? 0;
  const own = reader.text(fields['id'], [...path, 'id'], '`id`');
  if (complete.includes(false) || date === undefined || atHours === undefined || outage === undefined) return [];
  const id = own ?? date;
  return nodes.map((one) => ({
    id: nodes.length === 1 ? id : `${id} ${one}`,
    atHours,
    node: one,
    outage,
    leaves,
  }));
}
