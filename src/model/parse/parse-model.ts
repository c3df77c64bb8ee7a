/**
 * From the value of a model file to a model, or to every fault of it at once.
 *
 * The file is parsed as it is under the selection; then every other scenario, and every level that changes the model, is tried,
 * so that a fault in one shows before it is chosen.
 */
import { loopsOfShares } from '../graph.ts';
import type { Model, Selection } from '../model.ts';
import type { Checked, Problem, Source } from '../problem.ts';
import { modelShape } from '../schema/model-shape.ts';
import { parseAccepted, parseAppetite } from './appetite.ts';
import { parseControl } from './controls.ts';
import { givenOrigins, parseGiven } from './given.ts';
import { parseHead } from './head.ts';
import { resolveLikes } from './like.ts';
import { makeMemos, type Memos } from './memo.ts';
import { byId } from './names.ts';
import { parseNode } from './nodes.ts';
import { fileNotes } from './notes.ts';
import type { QuantityContext } from '../quantity/parsed.ts';
import { makeReader, type Reader } from './reader.ts';
import { checkPortfolios, parseScenarios } from './scenarios.ts';
import { scopeOf } from './scope.ts';
import { type LevelSettings, levelSettings, rivalFaults } from './settings.ts';
import { overruledBy } from './clashes.ts';
import { type Choice, settle, type Settled } from './settle.ts';
import { parseCommonCauses, parseThreat } from './threats.ts';
import { type Fields, isFields, order } from './tree.ts';

const ROOT_KEYS = Object.keys(modelShape);

/** The level that the file calls current, whatever is in force. */
function statedLevel(source: Source, id: string): string | undefined {
  const controls = isFields(source.value) ? source.value['controls'] : undefined;
  const control = isFields(controls) ? controls[id] : undefined;
  const current = isFields(control) ? control['current'] : undefined;
  return typeof current === 'string' ? current : undefined;
}

/** Whether nothing is chosen: the file is read as it stands. */
function isAsWritten({ scenario = 'base', portfolio, set = [], levels }: Choice): boolean {
  return scenario === 'base' && portfolio === undefined && levels === undefined && set.length === 0;
}

function reportShareLoops(reader: Reader, model: Model, nodeNames: readonly string[]): void {
  for (const { node, need, weight } of loopsOfShares(model)) {
    const name = nodeNames.find((one) => one === node) ?? node.replace(/-\d+$/, '');
    const percent = Math.round(weight * 100);
    const message = `the shares of the need \`${need}\` from its own loop reach ${percent} %: it would feed on itself`;
    const remedy = 'keep them below 90 %, or give the need a buffer';
    reader.report(['nodes', name, 'needs', need], 'share-loop', message, remedy, 'key');
  }
}

/** Parses a file with a choice in it. The model is whole only when there are no problems. */
function parseSettled(
  source: Source,
  { tree, origins, problems }: Settled,
  levels: readonly LevelSettings[],
  selection: Choice & Pick<Selection, 'given'>,
  memos: Memos,
  formulaTree: ModelTools['formulaTree'],
): { model: Model; reader: Reader } {
  const asked = selection.given ?? [];
  const reader = makeReader(source, [...origins, ...givenOrigins(asked)], formulaTree);
  reader.problems.push(...problems);
  for (const problem of problems) reader.overridden.add(problem);
  resolveLikes(reader, tree);
  const root = reader.fields(tree, [], 'the file', ROOT_KEYS) ?? {};
  const head = parseHead(reader, root);
  reader.memo = { context: reader.context, parse: memos(reader.context) };
  const scope = scopeOf(reader, root, head);
  const { names } = scope;
  const nodes = Object.entries(scope.nodes).flatMap(([id, fields]) =>
    parseNode(reader, names, id, fields, ['nodes', id]),
  );
  const threats = Object.entries(scope.threats).flatMap(
    ([id, fields]) => parseThreat(reader, names, id, fields, head) ?? [],
  );
  const struckBy = new Map(threats.map(({ id, affects }) => [id, affects.map(({ node }) => node)]));
  const controls = Object.entries(scope.controls).flatMap(
    ([id, fields]) => parseControl(reader, names, struckBy, head, id, fields, statedLevel(source, id)) ?? [],
  );
  checkPortfolios(reader, names, scope.controls, root['portfolios']);
  const all = [...nodes, ...controls.map(({ node }) => node)].toSorted(byId);
  const subjects = { names, nodes: new Map(all.map((node) => [node.id, node])), section: scope.nodes };
  const scenario = selection.scenario ?? 'base';
  const shocks = parseScenarios(reader, names, root['scenarios'], head, scenario, isAsWritten(selection));
  const namesIn = (key: string): string[] => (isFields(root[key]) ? Object.keys(root[key]).toSorted(order) : []);
  const model: Model = {
    ...head,
    nodes: all,
    threats: threats.toSorted(byId),
    controls: controls.map(({ control }) => control).toSorted(byId),
    evidence: controls.toSorted((a, b) => byId(a.control, b.control)).flatMap(({ evidence }) => evidence),
    commonCauses: parseCommonCauses(reader, names, root['common causes'], ['common causes']),
    limits: parseAppetite(reader, subjects, root['appetite'], ['appetite']),
    accepted: parseAccepted(reader, names, root['accepted'], ['accepted']),
    scenarioNames: namesIn('scenarios'),
    portfolioNames: namesIn('portfolios'),
    scenario,
    overruled: overruledBy(origins),
    shocks: shocks.get(scenario) ?? [],
    given: parseGiven(reader, names, head, asked),
    notes: fileNotes(root, levels, shocks),
    selection,
    hash: '',
  };
  if (reader.problems.length === 0) reportShareLoops(reader, model, Object.keys(scope.nodes));
  return { model, reader };
}

/** The choices to try beside a selection: none at all, every other scenario, and the levels that change the model. */
function otherChoices(
  root: Fields,
  levels: readonly LevelSettings[],
  selection: Selection,
): (readonly [Choice, string])[] {
  const { scenario, portfolio, set = [] } = selection;
  const choices: (readonly [Choice, string])[] = [];
  if (scenario !== undefined || portfolio !== undefined || set.length > 0) choices.push([{}, '']);
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  for (const [name, fields] of Object.entries(scenarios)) {
    if (name === scenario || !isFields(fields) || !isFields(fields['set'])) continue;
    choices.push([{ scenario: name }, `under scenario \`${name}\``]);
  }
  // No two controls set one path, so one level of each can be tried at once.
  const byControl = new Map<string, string[]>();
  for (const { control, level } of levels) byControl.set(control, [...(byControl.get(control) ?? []), level]);
  const rounds = Math.max(0, ...[...byControl.values()].map((own) => own.length));
  for (let round = 0; round < rounds; round++) {
    const tried = [...byControl].flatMap(([control, own]) => {
      const level = own[round];
      return level === undefined ? [] : [[control, level] as const];
    });
    const words = tried.map(([control, level]) => `\`${level}\` of \`${control}\``);
    choices.push([{ levels: new Map(tried) }, `at level ${words.join(' and ')}`]);
  }
  return choices;
}

/** What the hash is of: what a model says, not the way that led to it. */
function canonical({ selection: _selection, overruled: _overruled, notes: _notes, ...model }: Model): string {
  return JSON.stringify({ ...model, evidence: model.evidence.map(({ stated: _stated, ...note }) => note) });
}

const keyOf = ({ place, message }: Problem): string => `${place?.file}:${place?.line}:${place?.column} ${message}`;

/** Everything once, in the order of the file; what has no place comes first. */
function inOrder(problems: Iterable<Problem>): Problem[] {
  const unique = new Map([...problems].map((problem) => [keyOf(problem), problem]));
  return [...unique.values()].toSorted(({ place: a }, { place: b }) => {
    if (a === null || b === null) return Number(a !== null) - Number(b !== null);
    return order(a.file, b.file) || a.line - b.line || a.column - b.column;
  });
}

/** What parsing needs of the world outside. */
export interface ModelTools extends Pick<QuantityContext, 'formulaTree'> {
  /** Gives the hash of a text, its kind in front. */
  readonly digest: (text: string) => string;
}

/**
 * Parses a model file under a selection of scenario, portfolio, overrides and given events.
 */
export function parseModel(source: Source, selection: Selection, tools: ModelTools): Checked<Model> {
  const root: Fields = isFields(source.value) ? source.value : {};
  const levels = levelSettings(source, root);
  const memos = makeMemos();
  const { model, reader } = parseSettled(
    source,
    settle(source, root, levels, selection),
    levels,
    selection,
    memos,
    tools.formulaTree,
  );
  const found = new Map([...rivalFaults(levels), ...reader.problems].map((problem) => [keyOf(problem), problem]));
  for (const [choice, words] of otherChoices(root, levels, selection)) {
    const { reader: other } = parseSettled(
      source,
      settle(source, root, levels, choice),
      levels,
      choice,
      memos,
      tools.formulaTree,
    );
    for (const problem of other.problems) {
      if (found.has(keyOf(problem))) continue;
      // What stands elsewhere is at fault only because of the choice.
      const isElsewhere = words !== '' && !other.overridden.has(problem);
      const shown = isElsewhere ? { ...problem, message: `${problem.message} (${words})` } : problem;
      found.set(keyOf(shown), shown);
    }
  }
  if (found.size > 0) return { ok: false, problems: inOrder(found.values()) };
  return { ok: true, value: { ...model, hash: tools.digest(canonical(model)) } };
}
