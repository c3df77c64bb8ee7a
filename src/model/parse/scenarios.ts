/** Portfolios, which choose levels, and scenarios with their shocks. */
import type { Shock } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { scenarioShape, shockShape } from '../schema/scenario-shapes.ts';
import { attempt } from '../quantity/parsed.ts';
import { hoursAfter, hoursWithin, parseDateTime, type Span } from '../time/date-time.ts';
import { levelNames } from './level-names.ts';
import { byId, type Names, nodesNamed } from './names.ts';
import type { Reader } from './reader.ts';
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

/**
 * The shocks of every scenario, by its name and sorted by id.
 *
 * @param asWritten Whether the file is read as written: the shocks of every scenario must then be in its horizon,
 * except for scenarios
 *   that change the model, which are checked when in force.
 */
export function parseScenarios(
  reader: Reader,
  names: Names,
  value: unknown,
  span: Span,
  inForce: string,
  asWritten: boolean,
): ReadonlyMap<string, readonly Shock[]> {
  const scenarios = reader.fields(value, ['scenarios'], '`scenarios`', null) ?? {};
  const found = new Map<string, readonly Shock[]>();
  for (const [scenario, raw] of Object.entries(scenarios)) {
    const path = ['scenarios', scenario];
    if (scenario === 'base') {
      const message = '`base` is the scenario in which nothing is changed';
      reader.report(path, 'id', message, 'call this one by another name', 'key');
    }
    const fields = reader.fields(raw, path, `scenario \`${scenario}\``, Object.keys(scenarioShape)) ?? {};
    reader.text(fields['description'], [...path, 'description'], '`description`');
    reader.fields(fields['set'], [...path, 'set'], '`set`', null);
    const at = [...path, 'shocks'];
    const list = reader.list(fields['shocks'], at, '`shocks`') ?? [];
    const isBound = scenario === inForce || (asWritten && fields['set'] === undefined);
    const shocks = list.flatMap((shock, i) => parseShock(reader, names, shock, span, isBound, [...at, i]));
    const ids = new Set<string>();
    for (const { id } of shocks) {
      if (ids.has(id))
        reader.report(at, 'twice', `two shocks are called \`${id}\``, 'give one of them an `id:`', 'key');
      ids.add(id);
    }
    found.set(scenario, shocks.toSorted(byId));
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
