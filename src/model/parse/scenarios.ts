/** Scenarios and portfolios: which of their values are in force, and what a scenario does. */
import type { Shock } from '../model.ts';
import { parsePath } from '../path.ts';
import type { Source, SourcePath } from '../problem.ts';
import { hoursAfter, parseDateTime } from '../time/date-time.ts';
import { scenarioShape, shockShape } from '../schema/shapes.ts';
import type { Names } from './names.ts';
import { byId, nodesNamed } from './names.ts';
import type { Override, Tree } from './overrides.ts';
import type { Reader } from './reader.ts';
import { isFields } from './reader.ts';
import { parseOutage } from './threats.ts';

/** The overrides of a `set:` map, in order of path. */
export function settingsOf(source: Source, value: unknown, path: SourcePath): Override[] {
  if (!isFields(value)) return [];
  return Object.keys(value)
    .toSorted()
    .map((key) => {
      const at = [...path, key];
      return { path: key, value: value[key], at, place: source.locate(at), text: `set ${key}` };
    });
}

/** Overrides of the command line: `PATH=VALUE`; what is none is reported. */
export function commandLineSettings(reader: Reader, settings: readonly string[]): Override[] {
  return settings.flatMap((text): Override[] => {
    const match = /^((?:[^='"]|'[^']*'|"[^"]*")+)=(.*)$/s.exec(text);
    const shown = `--set ${text}`;
    if (match === null || match[2] === '') {
      reader.problems.push({
        code: 'set',
        message: `\`${shown}\` sets nothing`,
        remedy: 'write `--set PATH=VALUE`',
        place: null,
      });
      return [];
    }
    // A selector such as place=north holds an equals sign itself: it belongs to the path while that has more to come.
    let [, path = '', value = ''] = match;
    while (
      /\.[^.]*$/.test(path) &&
      /^[^=]*\.[A-Za-z][\w-]*(\.[\w' -]+)*=/.test(value) &&
      !/\s/.test(value.slice(0, value.indexOf('=')))
    ) {
      const next = value.indexOf('=');
      path = `${path}=${value.slice(0, next)}`;
      value = value.slice(next + 1);
    }
    return [{ path: path.trim(), value: plain(value.trim()), at: null, place: null, text: shown }];
  });
}

/** The value of a command line's text, as YAML would read a plain scalar. */
function plain(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const list = /^\[(.*)\]$/.exec(text)?.[1];
  if (list !== undefined) return list.split(',').map((item) => plain(item.trim()));
  return text;
}

/** Whether a path is the level of a control. */
export function isLevelPath(path: string): boolean {
  const segments = parsePath(path);
  return segments?.length === 3 && segments[0] === 'controls' && segments[2] === 'current';
}

/** Puts the levels of a portfolio in force; names that match nothing are reported. */
export function choosePortfolio(reader: Reader, tree: Tree, name: string | undefined): void {
  const all = isFields(tree['portfolios']) ? tree['portfolios'] : {};
  const controls = isFields(tree['controls']) ? (tree['controls'] as Tree) : {};
  for (const [id, choice] of Object.entries(all)) {
    const path = ['portfolios', id];
    const fields = reader.fields(choice, path, `portfolio \`${id}\``, null) ?? {};
    for (const [control, level] of Object.entries(fields)) {
      const own = controls[control];
      const levels = isFields(own) && isFields(own['levels']) ? Object.keys(own['levels']) : [];
      if (!isFields(own)) reader.unknown([...path, control], 'control', control, Object.keys(controls), 'key');
      else if (!levels.includes(String(level))) reader.unknown([...path, control], 'level', String(level), levels);
      else if (id === name) (own as Tree)['current'] = level;
    }
  }
  if (name !== undefined && all[name] === undefined) {
    reader.problems.push(unknownChoice('portfolio', name, Object.keys(all)));
  }
}

/** A scenario, portfolio or threat of the command line that does not exist. */
export function unknownChoice(what: string, name: string, names: readonly string[]): Reader['problems'][number] {
  return {
    code: 'unknown-name',
    message: `unknown ${what} \`${name}\``,
    remedy: names.length === 0 ? `this file has no ${what}` : `there are ${names.toSorted().join(', ')}`,
    place: null,
  };
}

/** The shocks of every scenario, checked; those of the one in force. */
export function parseShocks(reader: Reader, names: Names, value: unknown, starts: string, inForce: string): Shock[] {
  const scenarios = reader.fields(value, ['scenarios'], '`scenarios`', null) ?? {};
  const found: Shock[] = [];
  for (const [scenario, raw] of Object.entries(scenarios)) {
    const path = ['scenarios', scenario];
    const fields = reader.fields(raw, path, `scenario \`${scenario}\``, Object.keys(scenarioShape)) ?? {};
    reader.text(fields['description'], [...path, 'description'], '`description`');
    const list = reader.list(fields['shocks'], [...path, 'shocks'], '`shocks`') ?? [];
    const shocks = list.flatMap((shock, i) => parseShock(reader, names, shock, starts, [...path, 'shocks', i]));
    const ids = new Set<string>();
    for (const shock of shocks) {
      if (ids.has(shock.id))
        reader.report(
          [...path, 'shocks'],
          'twice',
          `two shocks are called \`${shock.id}\``,
          'give one of them an `id:`',
          'key',
        );
      ids.add(shock.id);
    }
    if (scenario === inForce) found.push(...shocks);
  }
  return found.toSorted(byId);
}

function parseShock(reader: Reader, names: Names, value: unknown, starts: string, path: SourcePath): Shock[] {
  const fields = reader.fields(value, path, 'a shock', Object.keys(shockShape));
  if (fields === null) return [];
  const complete = [
    reader.required(fields, 'on', path, 'a shock', '2027-12-20 06:00'),
    reader.required(fields, 'node', path, 'a shock', 'hub'),
    reader.required(fields, 'outage', path, 'a shock', '30 h'),
  ].every(Boolean);
  if (!complete) return [];
  const date = reader.parsed(parseDateTime(fields['on']), [...path, 'on']);
  const at = [...path, 'node'];
  const nodes = nodesNamed(reader, names, reader.text(fields['node'], at, '`node`') ?? '', at);
  const outage = parseOutage(reader, fields['outage'], [...path, 'outage']);
  const leaves = reader.constant(fields['leaves'], [...path, 'leaves'], 'share') ?? 0;
  if (date === undefined || outage === undefined) return [];
  const id = reader.text(fields['id'], [...path, 'id'], '`id`') ?? date;
  return nodes.map((node) => ({
    id: nodes.length === 1 ? id : `${id} ${node}`,
    atHours: hoursAfter(starts, date),
    node,
    outage,
    leaves,
  }));
}
