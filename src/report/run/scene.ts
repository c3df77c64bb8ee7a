/** What the sections of a report on a run speak of. */
import type { Estimate } from '../../results/estimate.ts';
import type { ResultDocument, ScenarioResult } from '../../results/result-document.ts';
import type { Model } from '../../model/model.ts';
import type { Page } from '../text/style.ts';

export interface Scene {
  readonly document: ResultDocument;
  /** Name of the scenario in the document. */
  readonly scenario: string;
  readonly result: ScenarioResult;
  /** The model under this scenario: for names, goals and where the limits lie. */
  readonly model: Model;
  readonly page: Page;
}

/** Hours of a period: a year, or the horizon where it is shorter. */
export const periodHoursOf = (scene: Scene): number => Math.min(8760, scene.document.horizonHours);

/** True when a threat was given to happen at hour 0: the figures are then not those of an ordinary year. */
export const isGiven = (scene: Scene): boolean => (scene.result.given ?? []).length > 0;

/** True when figures per period are figures of a case: a given threat, and one period. */
export const isCase = (scene: Scene): boolean => isGiven(scene) && periodHoursOf(scene) === scene.document.horizonHours;

/** Ids by estimate, the greatest first, ties by id; those of 0 left out. */
export function ranked<T>(entries: Readonly<Record<string, T>>, by: (entry: T) => Estimate): (readonly [string, T])[] {
  return Object.entries(entries)
    .filter(([, entry]) => by(entry).value !== 0)
    .sort(([a, x], [b, y]) => by(y).value - by(x).value || (a < b ? -1 : 1));
}

/** Nodes that the organisation is there for: those with a goal; else those with a tolerance; else those that bear loss. */
export function goalNodes(model: Model): readonly string[] {
  const withGoal = model.nodes.filter((node) => node.goal !== null);
  if (withGoal.length > 0) return withGoal.map(({ id }) => id);
  const withTolerance = model.nodes.filter((node) => node.tolerance !== undefined);
  if (withTolerance.length > 0) return withTolerance.map(({ id }) => id);
  return model.nodes.filter((node) => node.loss.length > 0).map(({ id }) => id);
}
