/** From the value of a model file, under a selection, to a model and its problems. */
import { loopsOfShares } from '../graph.ts';
import type { Model } from '../model.ts';
import type { Source } from '../problem.ts';
import { modelShape } from '../schema/model-shape.ts';
import { limitParser, ownConfidence, parseAccepted, parseAppetite } from './appetite.ts';
import { parseControl } from './controls.ts';
import { parseDrivers } from './drivers.ts';
import { givenOrigins, heldOf, parseGiven } from './given.ts';
import { parseHead } from './head.ts';
import { resolveLikes } from './like.ts';
import type { Memos } from './memo.ts';
import { byId } from './names.ts';
import { parseNode } from './nodes.ts';
import { fileNotes } from './notes.ts';
import type { QuantityContext } from '../quantity/parsed.ts';
import { makeReader, type Reader } from './reader.ts';
import { checkPortfolios, parseScenarios } from './scenarios.ts';
import { scopeOf } from './scope.ts';
import type { LevelSettings } from './settings.ts';
import { overruledBy } from './clashes.ts';
import { type Choice, settle } from './settle.ts';
import { parseOpportunities, parseSpend } from './spend.ts';
import { reportRules } from './spend-rules.ts';
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

/** Whether nothing is selected: the file is read as written. */
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

/** What parsing needs from outside. */
export interface ModelTools extends Pick<QuantityContext, 'formulaTree'> {
  /** Returns the hash of a text, prefixed by its kind. */
  readonly digest: (text: string) => string;
}

/** What all selections of one file share. */
export interface FileParts {
  readonly source: Source;
  readonly root: Fields;
  /** The levels that change the model. */
  readonly levels: readonly LevelSettings[];
  readonly memos: Memos;
  readonly tools: ModelTools;
}

export interface ParsedChoice {
  /** Complete only when there are no problems; without its hash. */
  readonly model: Model;
  readonly reader: Reader;
}

/** Parses a file under a selection. */
export function parseChoice({ source, root: file, levels, memos, tools }: FileParts, selection: Choice): ParsedChoice {
  const { tree, origins, problems } = settle(source, file, levels, selection);
  const asked = selection.given ?? [];
  const reader = makeReader(source, [...origins, ...givenOrigins(asked)], tools.formulaTree);
  reader.problems.push(...problems);
  for (const problem of problems) reader.overridden.add(problem);
  resolveLikes(reader, tree);
  const root = reader.fields(tree, [], 'the file', ROOT_KEYS) ?? {};
  const head = parseHead(reader, root);
  reader.memo = memos(reader.context);
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
  const parts = { nodes: all, threats, controls: controls.map(({ control }) => control) };
  const { drivers, idle, leftOut } = parseDrivers(reader, names, head, root, scope.drivers, parts);
  const scenarios = parseScenarios(reader, names, drivers, root['scenarios'], head, scenario, isAsWritten(selection));
  const namesIn = (key: string): string[] => (isFields(root[key]) ? Object.keys(root[key]).toSorted(order) : []);
  const limits = parseAppetite(reader, subjects, root['appetite']);
  const model: Model = {
    ...head,
    nodes: all,
    threats: threats.toSorted(byId),
    controls: controls.map(({ control }) => control).toSorted(byId),
    evidence: controls.toSorted((a, b) => byId(a.control, b.control)).flatMap(({ evidence }) => evidence),
    commonCauses: parseCommonCauses(reader, names, root['common causes'], ['common causes']),
    limits,
    ...ownConfidence(reader, root['appetite'], limits),
    accepted: parseAccepted(reader, names, root['accepted'], ['accepted']),
    spend: parseSpend(reader, names, root['spend'], head.starts),
    opportunities: parseOpportunities(
      reader,
      names,
      root['opportunities'],
      limitParser(reader, subjects, root['appetite']),
    ),
    scenarioNames: namesIn('scenarios'),
    portfolioNames: namesIn('portfolios'),
    scenario,
    overruled: overruledBy(origins),
    ...(drivers === undefined
      ? {}
      : {
          drivers: {
            ...drivers,
            holds: heldOf(reader, names, drivers, scenarios.get(scenario)?.holds ?? [], head, asked),
          },
        }),
    shocks: scenarios.get(scenario)?.shocks ?? [],
    given: parseGiven(reader, names, head, asked),
    notes: fileNotes(root, levels, scenarios, leftOut),
    selection: {},
    hash: '',
  };
  for (const { path, message, remedy } of reader.problems.length === 0 ? idle : [])
    reader.report(path, 'moves-nothing', message, remedy, typeof path.at(-1) === 'number' ? 'value' : 'key');
  if (reader.problems.length === 0) reportShareLoops(reader, model, Object.keys(scope.nodes));
  if (reader.problems.length === 0) reportRules(reader, model.controls, root['portfolios']);
  return { model, reader };
}
