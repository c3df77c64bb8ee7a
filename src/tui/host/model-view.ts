/** The model as the screen needs it: names, levels, needs, words. */
import type { LimitResult } from '../../results/scenario-result.ts';

export interface LevelView {
  readonly id: string;
  readonly order: number;
  /** Expected, money a year; null where the file does not say what anything costs. */
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
  readonly isUncertain: boolean;
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
  readonly accepted: readonly {
    readonly risk: string;
    readonly by: string;
    readonly until: string | null;
    readonly upTo: number | null;
  }[];
  /** Where things stand, by path (`controls.guard`): the line of the main file, or null in an include. */
  readonly lines: Readonly<Record<string, { readonly file: string; readonly line: number }>>;
}
