/** The model as the screen needs it: names, levels, needs, words. */
import { levelSpends } from '../../doughnut/cost/expected-spend.ts';
import type { OpenModelFile } from '../../io/read-model.ts';
import type { Limit, Acceptance, Model, ModelNode, NeedGroup } from '../../model/model.ts';
import { formatPath } from '../../model/path.ts';
import type { Source, SourcePath } from '../../model/problem.ts';
import { makeReader } from '../../report/read-back/quantity-words.ts';
import { scenarioWords } from '../../report/read-back/settings.ts';
import { limitWords } from '../../results/limit-words.ts';
import { namesOf } from '../../results/names.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { labelsOf } from '../../sim/measure/asked.ts';
import { lawOf } from './laws.ts';

export interface LevelView {
  readonly id: string;
  readonly order: number;
  /** Expected above the lowest level, money a year; null where the file does not say what anything costs. */
  readonly spendPerYear: number | null;
}

export interface ControlView {
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  /** In their order. */
  readonly levels: readonly LevelView[];
  readonly current: string;
}

export interface ScenarioView {
  readonly name: string;
  /** What its author says of it; empty for nothing. */
  readonly description: string;
  /** What it changes, a line each. */
  readonly changes: readonly string[];
}

export interface DriverView {
  readonly id: string;
  readonly label: string;
  /** `normal` first; empty for an index. */
  readonly states: readonly string[];
  /** Drivers that move along when this one is held. */
  readonly movesAlong: readonly string[];
}

export interface LimitView {
  readonly id: string;
  readonly kind: LimitResult['kind'];
  readonly subject: string;
  readonly words: string;
  readonly owner: string | null;
  /** Confidence asked for, 0..1. */
  readonly confidence: number;
  /** What is tolerated, in the unit of its estimate; null for a curve, of which each point tolerates another chance. */
  readonly most: number | null;
  /** True for a limit on money where nothing in the model loses any: it is kept for want of a loss, whatever happens. */
  readonly saysNothing: boolean;
}

/** A need of a node: a group, or one node. */
export interface NeedView {
  readonly id: string;
  /** `all`, `one of 2`, `2 of 3`, `share`. */
  readonly words: string;
  readonly members: readonly string[];
}

export interface NodeView {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly discipline: string | null;
  readonly owner: string | null;
  readonly goal: string | null;
  readonly needs: readonly NeedView[];
  /** It bears a loss, or has a tolerance. */
  readonly matters: boolean;
}

export interface ThreatView {
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  /** Nodes that it strikes. */
  readonly strikes: readonly string[];
}

/** A model file that could be read. Lists stand in order of id, levels in theirs. */
export interface ModelView {
  /** As it was named. */
  readonly file: string;
  /** With what it includes; the main file first. */
  readonly files: readonly string[];
  /** sha256 of the text of the main file. */
  readonly hash: string;
  readonly modelHash: string;
  readonly title: string;
  readonly currency: string;
  readonly starts: string;
  readonly horizonHours: number;
  readonly periodHours: number;
  readonly seed: string;
  readonly controls: readonly ControlView[];
  /** Levels by control that a portfolio of the file changes. */
  readonly portfolios: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `base` first. */
  readonly scenarios: readonly ScenarioView[];
  readonly drivers: readonly DriverView[];
  readonly limits: readonly LimitView[];
  readonly nodes: readonly NodeView[];
  readonly threats: readonly ThreatView[];
  readonly accepted: readonly Acceptance[];
  /** Where things stand, by path (`controls.guard`). */
  readonly lines: Readonly<Record<string, { readonly file: string; readonly line: number }>>;
}

const isOnMoney = ({ kind }: Limit): boolean => kind !== 'outage' && kind !== 'harm' && kind !== 'gotThrough';

/** Whether anything in the model costs somebody money that counts. */
function hasLosses({ nodes, threats, bearers }: Model): boolean {
  const counts = new Set(bearers.flatMap(({ id, counted }) => (counted ? [id] : [])));
  const isCounted = ({ bearer }: { readonly bearer: string | null }): boolean => bearer !== null && counts.has(bearer);
  return (
    nodes.some(({ loss }) => loss.some(isCounted)) ||
    threats.some(({ cost, affects }) => cost.some(isCounted) || affects.some((effect) => effect.cost.some(isCounted)))
  );
}

/** What is tolerated, where it is one figure. */
function mostOf(limit: Limit): number | null {
  switch (limit.kind) {
    case 'loss':
    case 'outage':
    case 'harm':
      return limit.chance;
    case 'gotThrough':
    case 'meanLoss':
    case 'tailMean':
    case 'shareOfTail':
      return limit.most;
    case 'curve':
      return null;
  }
}

function controlViews(model: Model): readonly ControlView[] {
  const spends = levelSpends(model);
  return model.controls.map(({ id, label, discipline, levels, current }, control) => ({
    id,
    label,
    discipline,
    current,
    levels: levels.map((level, position) => ({
      id: level.id,
      order: level.order,
      spendPerYear: spends?.[control]?.[position] ?? null,
    })),
  }));
}

function scenarioViews(model: Model): readonly ScenarioView[] {
  const words = scenarioWords(makeReader(model, lawOf));
  const described = new Map(model.notes.scenarios.map(({ id, description, story }) => [id, description ?? story]));
  return [
    { name: 'base', description: 'nothing beside the ordinary', changes: [] },
    ...words.map(({ name, sentences }) => ({
      name,
      description: described.get(name) ?? '',
      changes: sentences.slice(described.get(name) === null ? 0 : 1),
    })),
  ];
}

/** Drivers by what they bring about in others. */
function driverViews({ drivers }: Model): readonly DriverView[] {
  if (drivers === undefined) return [];
  const correlated = (id: string): string[] =>
    drivers.correlations.flatMap(({ between: [a, b] }) => (a === id ? [b] : b === id ? [a] : []));
  const states = drivers.states.map(({ id, label, states: own }) => ({
    id,
    label,
    states: ['normal', ...own.map((state) => state.id)],
    movesAlong: [
      ...new Set(
        own.flatMap(({ moves, brings }) => [
          ...moves.flatMap(({ target }) => ('driver' in target ? [target.driver] : [])),
          ...brings.flatMap((brought) => (brought.kind === 'spell' ? [brought.driver] : [])),
        ]),
      ),
    ].filter((other) => other !== id),
  }));
  const indices = drivers.indices.map(({ id, label }) => ({ id, label, states: [], movesAlong: correlated(id) }));
  return [...states, ...indices];
}

function needWords({ kind, k, members }: NeedGroup): string {
  const count = String(members.length);
  switch (kind) {
    case 'all':
      return members.length === 1 ? '' : `all ${count}`;
    case 'any':
      return `one of ${count}`;
    case 'atLeast':
      return `${String(k)} of ${count}`;
    case 'share':
      return `shares of ${count}`;
  }
}

const nodeView = ({ id, label, kind, discipline, owner, goal, needs, loss, tolerance }: ModelNode): NodeView => ({
  id,
  label,
  kind,
  discipline,
  owner,
  goal,
  needs: needs.map((group) => ({ id: group.id, words: needWords(group), members: group.members })),
  matters: loss.length > 0 || tolerance !== undefined,
});

/** Where each thing that has a name of its own stands. */
function linesOf(model: Model, source: Source): ModelView['lines'] {
  const named: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
    ['nodes', model.nodes.filter(({ kind }) => kind !== 'control')],
    ['threats', model.threats],
    ['controls', model.controls],
    ['scenarios', model.notes.scenarios],
    ['portfolios', model.notes.portfolios],
    ['drivers', [...(model.drivers?.states ?? []), ...(model.drivers?.indices ?? [])]],
  ];
  const paths: SourcePath[] = [
    ...named.flatMap(([section, things]) => [[section], ...things.map(({ id }) => [section, id])]),
    ...model.limits.map(({ id }) => ['appetite', 'limits', id]),
    ['appetite'],
    ['accepted'],
  ];
  return Object.fromEntries(
    paths.map((path) => {
      const { file, line } = source.locate(path, 'key');
      return [formatPath(path), { file, line }];
    }),
  );
}

/** @param model As the file says it. */
export function modelView(path: string, opened: OpenModelFile, source: Source, model: Model, seed: string): ModelView {
  const names = namesOf(labelsOf(model).labels);
  const losesMoney = hasLosses(model);
  return {
    file: path,
    files: opened.files,
    hash: opened.hash,
    modelHash: model.hash,
    title: model.title,
    currency: model.currency,
    starts: model.starts,
    horizonHours: model.horizonHours,
    periodHours: model.periodHours,
    seed,
    controls: controlViews(model),
    portfolios: Object.fromEntries(
      model.notes.portfolios.map(({ id, levels }) => [
        id,
        Object.fromEntries(levels.map((setting) => [setting.path, setting.value])),
      ]),
    ),
    scenarios: scenarioViews(model),
    drivers: driverViews(model),
    limits: model.limits.map((limit) => {
      const { subject, words } = limitWords(limit, model, names);
      return {
        id: limit.id,
        kind: limit.kind,
        subject,
        words,
        owner: limit.owner,
        confidence: limit.confidence,
        most: mostOf(limit),
        saysNothing: !losesMoney && isOnMoney(limit),
      };
    }),
    nodes: model.nodes.map(nodeView),
    threats: model.threats.map(({ id, label, discipline, affects }) => ({
      id,
      label,
      discipline,
      strikes: [...new Set(affects.map(({ node }) => node))],
    })),
    accepted: model.accepted,
    lines: linesOf(model, source),
  };
}
