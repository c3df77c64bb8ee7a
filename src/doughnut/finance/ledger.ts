/** What appraisals are worked out from. */
import type { Model } from '../../model/model.ts';
import { YEAR } from '../cost/item-readers.ts';
import type { Costs } from '../cost/costs.ts';
import type { View } from '../rings/view.ts';

export interface Ledger {
  readonly view: View;
  /** With the years over which money is looked at as its horizon. */
  readonly model: Model;
  /** In the worlds of the view. */
  readonly costs: Costs;
}

/** Years of an appraisal where the horizon is one year or less. */
const USUAL_YEARS = 5;

/**
 * Whole years over which money is looked at when nothing else is asked: those of the horizon, or five like the one there is; as many as have
 * budgets of their own where these are more.
 */
export function usualYears({ horizonHours, starts, spend }: Pick<Model, 'horizonHours' | 'starts' | 'spend'>): number {
  const years = Math.ceil(horizonHours / YEAR - 1e-9);
  const last = spend?.budgets?.at(-1)?.year ?? 0;
  return Math.max(years > 1 ? years : USUAL_YEARS, last - Number(starts.slice(0, 4)) + 1);
}

/** The calendar year in which each year of a ledger begins. */
export function yearNames({ model }: Ledger): readonly number[] {
  const first = Number(model.starts.slice(0, 4));
  return Array.from({ length: Math.ceil(model.horizonHours / YEAR) }, (_, year) => first + year);
}

export const ledgerOf = (view: View, model: Model, costs: Costs, years: number): Ledger => ({
  view,
  model: { ...model, horizonHours: years * YEAR },
  costs,
});
