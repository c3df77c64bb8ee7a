/**
 * From the value of a model file to a model, or to every fault of it at once.
 *
 * The file is parsed as it is under the selection; then every other scenario and level that changes the model is tried, so
 * that a fault in one shows before it is chosen.
 */
import type { Model, Selection, Threat } from '../model.ts';
import type { Checked, Problem, Source } from '../problem.ts';
import { loopsOfShares } from '../graph.ts';
import { modelShape } from '../schema/shapes.ts';
import { parseAccepted, parseAppetite } from './appetite.ts';
import type { ParsedControl } from './controls.ts';
import { parseControl } from './controls.ts';
import { parseHead } from './head.ts';
import { resolveLike } from './like.ts';
import type { Names } from './names.ts';
import { byId, collectTags, idsOf } from './names.ts';
import { parseNode } from './nodes.ts';
import type { Override, Tree } from './overrides.ts';
import { applyOverrides, copyTree } from './overrides.ts';
import type { Fields, Origin, Reader } from './reader.ts';
import { isFields, makeReader, unscaled } from './reader.ts';
import {
  choosePortfolio,
  commandLineSettings,
  isLevelPath,
  parseShocks,
  settingsOf,
  unknownChoice,
} from './scenarios.ts';
import { parseCommonCauses, parseThreat } from './threats.ts';

const ROOT_KEYS = Object.keys(modelShape);
const MOST_COPIES = 10_000;

/** The overrides of each level of each control that changes the model: [control, level, overrides]. */
interface LevelSettings {
  readonly control: string;
  readonly level: string;
  readonly settings: readonly Override[];
}

function levelSettings(source: Source, root: Fields): LevelSettings[] {
  const controls = isFields(root['controls']) ? root['controls'] : {};
  return Object.keys(controls)
    .toSorted()
    .flatMap((control) => {
      const fields = controls[control];
      const levels = isFields(fields) && isFields(fields['levels']) ? fields['levels'] : {};
      return Object.keys(levels)
        .toSorted()
        .flatMap((level): LevelSettings[] => {
          const own = levels[level];
          if (!isFields(own) || !isFields(own['set'])) return [];
          const path = ['controls', control, 'levels', level, 'set'];
          return [{ control, level, settings: settingsOf(source, own['set'], path) }];
        });
    });
}

/** Two controls that could set one path are a fault, whatever levels are in force. */
function reportRivals(source: Source, levels: readonly LevelSettings[], problems: Problem[]): void {
  const owner = new Map<string, string>();
  for (const { control, settings } of levels) {
    for (const setting of settings) {
      const other = owner.get(setting.path);
      if (other === undefined) owner.set(setting.path, control);
      else if (other !== control) {
        problems.push({
          code: 'rivals',
          message: `controls \`${other}\` and \`${control}\` could both set \`${setting.path}\``,
          remedy: 'join them into one control with more levels',
          place: setting.at === null ? null : source.locate(setting.at, 'key'),
        });
      }
    }
  }
}

/** The tree with every `like` resolved, in a copy. */
function viewOf(tree: Tree): Tree {
  const view = copyTree(tree) as Tree;
  const silent = makeReader({ value: view, locate: () => NOWHERE, edit: () => '' }, []);
  resolveLikes(silent, view);
  return view;
}

const NOWHERE = { file: '', line: 1, column: 1, length: 1, text: '' };
const LIKE_SECTIONS = ['nodes', 'threats', 'controls'] as const;

function resolveLikes(reader: Reader, tree: Tree): void {
  for (const section of LIKE_SECTIONS) {
    const entries = tree[section];
    if (!isFields(entries)) continue;
    for (const id of Object.keys(entries)) resolveLike(reader, entries as Tree, id, [section]);
  }
}

function hasLike(tree: Tree): boolean {
  return LIKE_SECTIONS.some((section) => {
    const entries = tree[section];
    return isFields(entries) && Object.values(entries).some((entry) => isFields(entry) && entry['like'] !== undefined);
  });
}

/** Copies of a node with `count`: its ids, or its own id. */
function copies(reader: Reader, name: string, fields: unknown): string[] {
  if (!isFields(fields) || fields['count'] === undefined) return [name];
  const count = unscaled(fields['count']).raw;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MOST_COPIES) {
    return Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);
  }
  reader.report(
    ['nodes', name, 'count'],
    'count',
    `\`count\` is a whole number from 1 to ${MOST_COPIES}`,
    'write `count: 3`',
  );
  return [name];
}

function fieldsById(section: Fields, ids: readonly string[]): Map<string, Fields> {
  return new Map(ids.map((id) => [id, isFields(section[id]) ? section[id] : {}]));
}

function namesOf(
  reader: Reader,
  root: Fields,
  head: ReturnType<typeof parseHead>,
): { names: Names; nodeIds: string[]; threatIds: string[]; controlIds: string[] } {
  const nodeSection = reader.fields(root['nodes'], ['nodes'], '`nodes`', null) ?? {};
  const threatSection = reader.fields(root['threats'], ['threats'], '`threats`', null) ?? {};
  const controlSection = reader.fields(root['controls'], ['controls'], '`controls`', null) ?? {};
  const nodeIds = idsOf(reader, nodeSection, ['nodes'], 'node');
  const threatIds = idsOf(reader, threatSection, ['threats'], 'threat');
  const controlIds = idsOf(reader, controlSection, ['controls'], 'control');
  const nodes = new Map<string, readonly string[]>();
  const taken = new Map<string, string>();
  const claim = (id: string, by: string, path: readonly string[]): void => {
    const other = taken.get(id);
    if (other !== undefined) {
      reader.report(
        path,
        'twice',
        `\`${id}\` is the name of ${other} already`,
        'nodes and controls share their names: rename one',
        'key',
      );
    }
    taken.set(id, by);
  };
  for (const name of nodeIds) {
    const ids = copies(reader, name, nodeSection[name]);
    nodes.set(name, ids);
    for (const id of ids) claim(id, ids.length > 1 ? `a copy of node \`${name}\`` : 'a node', ['nodes', name]);
  }
  for (const id of controlIds) {
    claim(id, 'a control', ['controls', id]);
    if (!nodes.has(id)) nodes.set(id, [id]);
  }
  const entities = new Map([...fieldsById(nodeSection, nodeIds), ...fieldsById(controlSection, controlIds)]);
  const names: Names = {
    nodes,
    controls: new Set(controlIds),
    threats: new Set(threatIds),
    bearers: new Set(head.bearers.map((bearer) => bearer.id)),
    disciplines: new Set(head.disciplines),
    calendar: new Set(Object.keys(head.calendar)),
    sources: new Set(head.sources.map((source) => source.id)),
    nodeTags: sorted(collectTags(entities, (name) => nodes.get(name) ?? [])),
    threatTags: sorted(collectTags(fieldsById(threatSection, threatIds), (id) => [id])),
  };
  return { names, nodeIds, threatIds, controlIds };
}

function sorted(tags: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  return new Map([...tags].map(([tag, ids]) => [tag, ids.toSorted()]));
}

function reportGiven(reader: Reader, threats: readonly Threat[], given: readonly string[]): void {
  for (const id of given) {
    if (!threats.some((threat) => threat.id === id)) {
      reader.problems.push(
        unknownChoice(
          'threat',
          id,
          threats.map((threat) => threat.id),
        ),
      );
    }
  }
}

/** Parses a tree to which the overrides have been applied. */
function parseTree(
  source: Source,
  tree: Tree,
  origins: readonly Origin[],
  selection: Selection,
  before: Problem[],
): { reader: Reader; model: Model } {
  const reader = makeReader(source, origins);
  reader.problems.push(...before);
  resolveLikes(reader, tree);
  const root = reader.fields(tree, [], 'the file', ROOT_KEYS) ?? {};
  const head = parseHead(reader, root);
  const { names, nodeIds, threatIds, controlIds } = namesOf(reader, root, head);
  const section = (key: string): Fields => (isFields(root[key]) ? root[key] : {});
  const nodes = nodeIds.flatMap((id) => parseNode(reader, names, id, section('nodes')[id], ['nodes', id]));
  const threats = threatIds
    .flatMap(
      (id) =>
        parseThreat(reader, names, id, section('threats')[id], ['threats', id], head.starts, head.horizonHours) ?? [],
    )
    .toSorted(byId);
  const original = isFields(source.value) && isFields(source.value['controls']) ? source.value['controls'] : {};
  const controls: ParsedControl[] = controlIds.flatMap((id) => {
    const fields = section('controls')[id];
    const file = original[id];
    const current =
      isFields(file) && typeof file['current'] === 'string'
        ? file['current']
        : isFields(fields)
          ? String(fields['current'])
          : 'none';
    return parseControl(reader, names, threats, id, fields, ['controls', id], head.starts, current) ?? [];
  });
  const all = [...nodes, ...controls.map((parsed) => parsed.node)].toSorted(byId);
  const scenario = selection.scenario ?? 'base';
  const given = [...new Set(selection.given ?? [])].toSorted();
  reportGiven(reader, threats, given);
  const model: Model = {
    ...head,
    nodes: all,
    threats,
    controls: controls.map((parsed) => parsed.control).toSorted(byId),
    evidence: controls
      .flatMap((parsed) => parsed.evidence)
      .toSorted((a, b) => (a.control < b.control ? -1 : a.control > b.control ? 1 : 0)),
    commonCauses: parseCommonCauses(reader, names, root['common causes'], ['common causes']),
    limits: parseAppetite(reader, names, all, root['appetite'], ['appetite']),
    accepted: parseAccepted(reader, names, root['accepted'], ['accepted']),
    scenarioNames: Object.keys(section('scenarios')).toSorted(),
    portfolioNames: Object.keys(section('portfolios')).toSorted(),
    scenario,
    shocks: parseShocks(reader, names, root['scenarios'], head.starts, scenario),
    given,
    hash: '',
  };
  if (reader.problems.length === 0) {
    for (const loop of loopsOfShares(model)) {
      reader.report(
        ['nodes', nodeIds.find((name) => names.nodes.get(name)?.includes(loop.node) === true) ?? loop.node, 'needs'],
        'share-loop',
        `the shares of the need \`${loop.need}\` from its own loop reach ${Math.round(loop.weight * 100)} %: it would feed on itself`,
        'keep them below 90 %, or give the need a buffer',
        'key',
      );
    }
  }
  return { reader, model };
}

/** What is set under a selection: the levels in force, then the scenario, then the command line. */
function prepare(
  source: Source,
  root: Fields,
  levels: readonly LevelSettings[],
  selection: Selection,
): { tree: Tree; origins: Origin[]; problems: Problem[] } {
  const tree = copyTree(root) as Tree;
  const reader = makeReader(source, []);
  const view = hasLike(tree) ? (): Tree => viewOf(tree) : (): Tree => tree;
  choosePortfolio(reader, tree, selection.portfolio);
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  const scenario = selection.scenario;
  if (scenario !== undefined && scenario !== 'base' && scenarios[scenario] === undefined) {
    reader.problems.push(unknownChoice('scenario', scenario, Object.keys(scenarios)));
  }
  const chosen = scenario === undefined ? undefined : scenarios[scenario];
  const ofScenario = isFields(chosen) ? settingsOf(source, chosen['set'], ['scenarios', scenario ?? '', 'set']) : [];
  const ofLine = commandLineSettings(reader, selection.set ?? []);
  const outer = [...ofScenario, ...ofLine];
  const origins = applyOverrides(
    reader,
    tree,
    view,
    outer.filter((setting) => isLevelPath(setting.path)),
  );
  const controls = isFields(tree['controls']) ? tree['controls'] : {};
  const inForce = levels.filter(({ control, level }) => {
    const fields = controls[control];
    return isFields(fields) && fields['current'] === level;
  });
  origins.push(
    ...applyOverrides(
      reader,
      tree,
      view,
      inForce.flatMap(({ settings }) => settings),
    ),
  );
  origins.push(
    ...applyOverrides(
      reader,
      tree,
      view,
      outer.filter((setting) => !isLevelPath(setting.path)),
    ),
  );
  return { tree, origins, problems: reader.problems };
}

/** Faults that show only under a scenario or level which is not in force. */
function faultsElsewhere(
  source: Source,
  root: Fields,
  levels: readonly LevelSettings[],
  selection: Selection,
): Problem[] {
  const found: Problem[] = [];
  const attempt = (settings: readonly Override[]): void => {
    const tree = copyTree(root) as Tree;
    const reader = makeReader(source, []);
    const view = hasLike(tree) ? (): Tree => viewOf(tree) : (): Tree => tree;
    const origins = applyOverrides(reader, tree, view, settings);
    const places = new Set(settings.map((setting) => placeKey(setting.place)));
    const { reader: after } = parseTree(source, tree, origins, {}, reader.problems);
    found.push(...after.problems.filter((problem) => places.has(placeKey(problem.place))));
  };
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (name === selection.scenario || !isFields(scenario)) continue;
    const settings = settingsOf(source, scenario['set'], ['scenarios', name, 'set']);
    if (settings.length > 0) attempt(settings);
  }
  for (const { settings } of levels) if (settings.length > 0) attempt(settings);
  return found;
}

function placeKey(place: Problem['place']): string {
  return place === null ? '' : `${place.file}:${place.line}:${place.column}`;
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${placeKey(problem.place)} ${problem.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Parses a model file under a selection of scenario, portfolio, overrides and given threats.
 *
 * @param digest Gives the hash of a text, its kind in front.
 */
export function parseModel(source: Source, selection: Selection, digest: (text: string) => string): Checked<Model> {
  const root: Fields = isFields(source.value) ? source.value : {};
  const levels = levelSettings(source, root);
  const { tree, origins, problems } = prepare(source, root, levels, selection);
  reportRivals(source, levels, problems);
  const { reader, model } = parseTree(source, tree, origins, selection, problems);
  const faults = unique([...reader.problems, ...faultsElsewhere(source, root, levels, selection)]);
  if (faults.length > 0) return { ok: false, problems: faults };
  return { ok: true, value: { ...model, hash: digest(JSON.stringify(model)) } };
}
