/**
 * From the value of a model file to the models that it describes, or to all its problems at once.
 *
 * The file is parsed as written, under every scenario, and at every level that changes the model, so that a problem
 * shows before its scenario or level is selected.
 */
import type { Model } from '../model.ts';
import type { ModelFile } from '../model-file.ts';
import type { Checked, Problem, Source } from '../problem.ts';
import type { Portfolio, Selection } from '../selection.ts';
import { makeMemos } from './memo.ts';
import { type FileParts, type ModelTools, parseChoice, type ParsedChoice } from './parse-choice.ts';
import { between } from './between.ts';
import { chainOf, settingsOfChain } from './scenario-chain.ts';
import { levelSettings, rivalFaults } from './settings.ts';
import { type Choice, choosesLevels, CURRENT, portfolioFaults } from './settle.ts';
import { type Fields, isFields, order } from './tree.ts';

/** Selections that are kept parsed: the most recently used. */
const MOST_KEPT = 64;

/** The selections under which a file is checked, each with words that say when its problems arise. */
function choicesOf({ root, levels }: FileParts): (readonly [Choice, string])[] {
  const choices: (readonly [Choice, string])[] = [[{}, '']];
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  for (const [name, fields] of Object.entries(scenarios)) {
    if (!isFields(fields) || settingsOfChain(scenarios, chainOf(scenarios, name)).length === 0) continue;
    choices.push([{ scenario: name }, `under scenario \`${name}\``]);
  }
  // No two controls set the same path, so one level of each can be tried at once.
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

/** What the hash covers: the content of a model, not how it was selected. */
function canonical({ selection: _selection, overruled: _overruled, notes: _notes, ...model }: Model): string {
  return JSON.stringify({ ...model, evidence: model.evidence.map(({ stated: _stated, ...note }) => note) });
}

const keyOf = ({ place, message }: Problem): string => `${place?.file}:${place?.line}:${place?.column} ${message}`;

/** Each problem once, in file order; those without a position come first. */
function inOrder(problems: Iterable<Problem>): Problem[] {
  const unique = new Map([...problems].map((problem) => [keyOf(problem), problem]));
  return [...unique.values()].toSorted(({ place: a }, { place: b }) => {
    if (a === null || b === null) return Number(a !== null) - Number(b !== null);
    return order(a.file, b.file) || a.line - b.line || a.column - b.column;
  });
}

/** A problem, and words that say when it arises; empty where its position shows that. */
interface Arising {
  readonly problem: Problem;
  readonly words: string;
}

/** The problems of a selection, then the other problems of the file. */
function joinedFaults(own: readonly Problem[], ofFile: readonly Arising[]): Problem[] {
  const found = new Map(own.map((problem) => [keyOf(problem), problem]));
  for (const { problem, words } of ofFile) {
    if (found.has(keyOf(problem))) continue;
    const shown = words === '' ? problem : { ...problem, message: `${problem.message} (${words})` };
    found.set(keyOf(shown), shown);
  }
  return inOrder(found.values());
}

/** The levels that a portfolio names, by control; null when it does not exist. */
function levelsOf({ root }: FileParts, portfolio: Selection['portfolio']): Portfolio | null {
  if (typeof portfolio === 'object') return portfolioFaults(root, portfolio).length === 0 ? portfolio : null;
  if (portfolio === undefined || portfolio === CURRENT) return {};
  const chosen = isFields(root['portfolios']) ? root['portfolios'][portfolio] : undefined;
  return isFields(chosen) ? (chosen as Portfolio) : chosen === null ? {} : null;
}

/** Parses a model file: once as written, and from then on only what a selection changes. */
export function parseModel(source: Source, tools: ModelTools): ModelFile {
  const root: Fields = isFields(source.value) ? source.value : {};
  const parts: FileParts = { source, root, levels: levelSettings(source, root), memos: makeMemos(), tools };
  const changing = new Map<string, Set<string>>();
  for (const { control, level } of parts.levels) {
    changing.set(control, (changing.get(control) ?? new Set()).add(level));
  }

  const kept = new Map<string, ParsedChoice>();
  /** Parses a selection, or finds it in the cache. */
  function parsed(choice: Choice): ParsedChoice {
    const { scenario = 'base', portfolio = CURRENT, set = [], given = [], levels = new Map() } = choice;
    const key = JSON.stringify([scenario, portfolio, set, given, [...levels].toSorted(([a], [b]) => order(a, b))]);
    const found = kept.get(key) ?? parseChoice(parts, choice);
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return found;
  }

  const rivals = rivalFaults(parts.levels);
  const asWritten = parsed({}).model;
  const ofFile: Arising[] = [
    ...rivals.map((problem) => ({ problem, words: '' })),
    ...choicesOf(parts).flatMap(([choice, words]) => {
      const { reader } = parsed(choice);
      // A problem elsewhere is only caused by the selection.
      return reader.problems.map((problem) => ({ problem, words: reader.overridden.has(problem) ? '' : words }));
    }),
  ];
  const problems = joinedFaults([], ofFile);

  /** Parses a selection; keeps only those of its levels that change the model, where nothing else chooses levels. */
  function parsedUnder(selection: Selection): ParsedChoice {
    const levels = levelsOf(parts, selection.portfolio);
    if (levels === null || problems.length > 0 || choosesLevels(source, root, selection)) return parsed(selection);
    const current = new Map(asWritten.controls.map((control) => [control.id, control.level]));
    const changed = Object.entries(levels).filter(([control, level]) => {
      const own = changing.get(control);
      return (
        level !== current.get(control) && (own?.has(level) === true || own?.has(current.get(control) ?? '') === true)
      );
    });
    const { reader, model } = parsed({ ...selection, portfolio: undefined, levels: new Map(changed) });
    const chosen = new Map(Object.entries(levels));
    const controls = model.controls.map((control) => {
      const level = chosen.get(control.id) ?? control.level;
      return level === control.level ? control : { ...control, level };
    });
    return {
      reader,
      model: controls.every((control, i) => control === model.controls[i]) ? model : { ...model, controls },
    };
  }

  return {
    problems,
    between: (from, to) => between(source, from, to, (mixed) => parseModel(mixed, tools)),
    under: (selection = {}): Checked<Model> => {
      const { model, reader } = parsedUnder(selection);
      const found = joinedFaults([...rivals, ...reader.problems], ofFile);
      if (found.length > 0) return { ok: false, problems: found };
      return { ok: true, value: { ...model, selection, hash: tools.digest(canonical(model)) } };
    },
  };
}
