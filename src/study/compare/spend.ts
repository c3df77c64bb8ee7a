/** What the controls of a model cost a year. */
import type { Level, Model } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';

/** Hours of a year. */
const YEAR = 8760;

/** Quantiles over which the mean of 1 / life is taken. */
const POINTS = 1000;

/** Mean of 1 / life [per hour], by the midpoints of equal shares. */
function meanOfInverse(life: Quantity): number {
  const law = distributionOf(life);
  let sum = 0;
  for (let k = 0; k < POINTS; k++) sum += 1 / law.quantile((k + 0.5) / POINTS);
  return sum / POINTS;
}

function spendOfLevel(level: Level, horizonHours: number): number | null {
  const quantities = [level.opex, level.capex, level.life];
  if (quantities.some((quantity) => quantity?.law.kind === 'formula')) return null;
  const opex = level.opex === undefined ? 0 : distributionOf(level.opex).mean;
  const capex = level.capex === undefined ? 0 : distributionOf(level.capex).mean;
  const perHour = level.life === undefined ? 1 / horizonHours : meanOfInverse(level.life);
  return (opex + capex * perHour) * YEAR;
}

/**
 * Expected spend on the levels in force [money a year]: opex, and capex spread evenly over its life (over the horizon
 * where none is stated), without interest. Null when a figure is a formula, or no level of the model states a cost.
 */
export function spendPerYear(model: Model): number | null {
  const isPriced = model.controls.some(({ levels }) =>
    levels.some((level) => level.opex !== undefined || level.capex !== undefined),
  );
  if (!isPriced) return null;
  let total = 0;
  for (const control of model.controls) {
    const level = control.levels.find(({ id }) => id === control.level);
    const spend = level === undefined ? 0 : spendOfLevel(level, model.horizonHours);
    if (spend === null) return null;
    total += spend;
  }
  return total;
}
