/** What the sections of a report on a run speak of. */
import type { Estimate } from '../../results/estimate.ts';
import type { ResultDocument, ScenarioResult } from '../../results/result-document.ts';
import { hasGiven, ifItHappens } from '../asked/given-words.ts';
import { perSpan, withinSpan } from '../../results/format/time.ts';
import type { Page } from '../text/style.ts';

export interface Scene {
  readonly document: ResultDocument;
  /** Name of the scenario in the document. */
  readonly scenario: string;
  readonly result: ScenarioResult;
  readonly page: Page;
}

/** Hours of a period: a year, or the horizon where it is shorter. */
export const periodHoursOf = ({ result }: Scene): number => Math.min(8760, result.conditions.horizonHours);

/** True where events are given: the figures are then of a case and of what the events set off, not of an ordinary year. */
export const isCase = (scene: Scene): boolean => hasGiven(scene.result);

/** What a figure is of: `a year`, `in 60 days`, or `per case`. */
export const perOf = (scene: Scene, hours: number): string => (isCase(scene) ? 'per case' : perSpan(hours));

/** What a distribution is over: `in a year`, or `if it happens`. */
export const withinOf = (scene: Scene): string =>
  isCase(scene) ? ifItHappens(scene.result) : withinSpan(periodHoursOf(scene));

/** Ids by estimate, the greatest first, ties by id; those of 0 left out. */
export function ranked<T>(entries: Readonly<Record<string, T>>, by: (entry: T) => Estimate): (readonly [string, T])[] {
  return Object.entries(entries)
    .filter(([, entry]) => by(entry).value !== 0)
    .sort(([a, x], [b, y]) => by(y).value - by(x).value || (a < b ? -1 : 1));
}
