/** The content of a file under a selection of scenario, levels and overrides: its value with all of them applied. */
import type { Problem, Source } from '../problem.ts';
import type { Portfolio, Selection } from '../selection.ts';
import { clashFaults } from './clashes.ts';
import { hasLike, resolveLikes } from './like.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { levelNames } from './level-names.ts';
import { chainOf, settingsOfChain } from './scenario-chain.ts';
import type { Origin } from './places.ts';
import { noFormulas } from '../quantity/parsed.ts';
import { makeReader, someOf } from './reader.ts';
import { commandLineSettings, isLevelPath, type LevelSettings } from './settings.ts';
import { copyFields, type Fields, isFields, order, type Tree } from './tree.ts';
import { didYouMean } from '../did-you-mean.ts';

/** The portfolio in which every control stays as it is; a name that no portfolio of a file can have. */
export const CURRENT = 'current';

/** The selection. */
export interface Choice extends Selection {
  /** Levels to put in force, by control, known to exist. */
  readonly levels?: ReadonlyMap<string, string> | undefined;
}

export interface Settled {
  readonly tree: Tree;
  readonly origins: readonly Origin[];
  readonly problems: readonly Problem[];
}

const NOWHERE = { file: '', line: 1, column: 1, length: 1, text: '' };
/** For trial readings, whose problems nobody sees. */
const NO_SOURCE: Omit<Source, 'value'> = { locate: () => NOWHERE, edit: () => '', read: () => undefined };

/** The tree with every `like` resolved; the tree itself if there is none. */
function viewOf(tree: Tree): Tree {
  if (!hasLike(tree)) return tree;
  const view = copyFields(tree);
  resolveLikes(makeReader({ ...NO_SOURCE, value: view }, [], noFormulas), view);
  return view;
}

/** A requested scenario, portfolio, control or level that does not exist. */
function unknownChoice(what: string, name: string, names: readonly string[], of = 'this file'): Problem {
  const near = didYouMean(name, names);
  const there = names.length === 0 ? `${of} has no ${what}` : `there are ${someOf(names.toSorted(order))}`;
  return {
    code: 'unknown-name',
    message: `unknown ${what} \`${name}\``,
    remedy: near === null ? there : `did you mean \`${near}\`?`,
    place: null,
  };
}

/** Puts levels in force: those of a portfolio, which is checked elsewhere, or those to try. */
function chooseLevels(tree: Tree, levels: Iterable<readonly [string, unknown]>): void {
  const controls = tree['controls'];
  if (!isFields(controls)) return;
  for (const [control, level] of levels) {
    const own = controls[control];
    if (isFields(own)) (own as Tree)['current'] = level;
  }
}

/** Where the levels that a portfolio names come from. */
function levelsChosen(source: Source, tree: Tree, portfolio: string, levels: Fields): Origin[] {
  const controls = isFields(tree['controls']) ? tree['controls'] : {};
  return Object.keys(levels)
    .filter((control) => isFields(controls[control]))
    .map((control) => {
      const at = ['portfolios', portfolio, control];
      const place = source.locate(at, 'key');
      const by = `portfolio \`${portfolio}\``;
      const path = ['controls', control, 'current'];
      return { path, at, place, text: by, from: 'portfolio', by, scales: false };
    });
}

/** The levels that the file has for each control. */
function levelsIn(root: Fields): ReadonlyMap<string, readonly string[]> {
  const controls = isFields(root['controls']) ? root['controls'] : {};
  return new Map(
    Object.entries(controls).map(([control, fields]) => {
      return [control, isFields(fields) ? levelNames(fields['levels']) : []];
    }),
  );
}

/** Problems of levels requested by control. */
export function portfolioFaults(root: Fields, portfolio: Portfolio): Problem[] {
  const controls = levelsIn(root);
  return Object.entries(portfolio).flatMap(([control, level]) => {
    const levels = controls.get(control);
    if (levels === undefined) return [unknownChoice('control', control, [...controls.keys()])];
    return levels.includes(level) ? [] : [unknownChoice(`level of \`${control}\``, level, levels)];
  });
}

/** Where levels requested by control come from. */
function levelsAskedFor(portfolio: Portfolio): Origin[] {
  return Object.entries(portfolio).map(([control, level]) => ({
    path: ['controls', control, 'current'],
    at: null,
    place: null,
    text: `\`${control}: ${level}\``,
    from: 'portfolio',
    by: 'the portfolio asked for',
    scales: false,
  }));
}

/** Whether a selection chooses levels other than by its portfolio: by its scenario or its overrides. */
export function choosesLevels(source: Source, root: Fields, { scenario, set = [] }: Selection): boolean {
  const ofScenario = scenarioSettings(source, root, scenario);
  return [...ofScenario.map(({ path }) => path), ...commandLineSettings(source, set, []).map(({ path }) => path)].some(
    isLevelPath,
  );
}

/** What a scenario sets, with what it takes from those that it extends; wholes before their parts. */
function scenarioSettings(source: Source, root: Fields, scenario: string | undefined): Override[] {
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  if (scenario === undefined || scenarios[scenario] === undefined) return [];
  return settingsOfChain(scenarios, chainOf(scenarios, scenario))
    .toSorted((a, b) => order(a.key, b.key))
    .map(({ key, value, path: at }) => {
      const by = `scenario \`${String(at[1])}\``;
      return { path: key, value, at, place: source.locate(at, 'key'), text: `set ${key}`, from: 'scenario', by };
    });
}

/**
 * The value of the file under a selection: levels first, then what the levels in force set, then the scenario, then the
 * command line. Where two set one value the scenario wins over a level; anything else is a problem.
 */
export function settle(source: Source, root: Fields, levels: readonly LevelSettings[], choice: Choice): Settled {
  const tree = copyFields(root);
  const problems: Problem[] = [];
  const origins: Origin[] = [];
  const apply = (settings: readonly Override[]): void => {
    if (settings.length > 0) origins.push(...applyOverrides(tree, viewOf, settings, problems));
  };
  const section = (name: string): Fields => (isFields(root[name]) ? root[name] : {});
  const { scenario, portfolio } = choice;
  const portfolios = section('portfolios');
  if (typeof portfolio === 'object') {
    const faults = portfolioFaults(root, portfolio);
    problems.push(...faults);
    if (faults.length === 0) {
      chooseLevels(tree, Object.entries(portfolio));
      origins.push(...levelsAskedFor(portfolio));
    }
  } else if (portfolio !== undefined && portfolio !== CURRENT) {
    const chosen = portfolios[portfolio];
    if (chosen === undefined)
      problems.push(unknownChoice('portfolio', portfolio, [CURRENT, ...Object.keys(portfolios)]));
    if (isFields(chosen)) {
      chooseLevels(tree, Object.entries(chosen));
      origins.push(...levelsChosen(source, tree, portfolio, chosen));
    }
  }
  if (choice.levels !== undefined) chooseLevels(tree, choice.levels);
  const scenarios = section('scenarios');
  if (scenario !== undefined && scenario !== 'base' && scenarios[scenario] === undefined) {
    problems.push(unknownChoice('scenario', scenario, ['base', ...Object.keys(scenarios)]));
  }
  const ofScenario = scenarioSettings(source, root, scenario);
  const ofLine = commandLineSettings(source, choice.set ?? [], problems);
  const isLevel = ({ path }: Override): boolean => isLevelPath(path);
  apply(ofScenario.filter(isLevel));
  apply(ofLine.filter(isLevel));
  const controls = isFields(tree['controls']) ? tree['controls'] : {};
  const isInForce = ({ control, level }: LevelSettings): boolean => {
    const fields = controls[control];
    return isFields(fields) && fields['current'] === level;
  };
  apply(levels.filter(isInForce).flatMap(({ settings }) => settings.filter((one) => !isLevel(one))));
  apply(ofScenario.filter((one) => !isLevel(one)));
  apply(ofLine.filter((one) => !isLevel(one)));
  problems.push(...clashFaults(origins));
  return { tree, origins, problems };
}
