/** What the levels in force cost a year, on average: exactly where that is known. */
import type { Control, Model } from '../../model/model.ts';
import { leastPortfolio, portfolioRules, type Positions } from '../../model/portfolio-rules.ts';
import type { Quantity } from '../../model/quantity.ts';
import type { SpendItems } from '../../model/spend.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';
import { DEFAULT_SEED } from '../../sim/session/defaults.ts';
import { annuity } from './annuity.ts';
import { costsOf, isShared, partsOf } from './costs.ts';
import { type ItemReaders, itemReaders, type Readers, YEAR } from './item-readers.ts';
import { costsByPart } from './part-costs.ts';
import { meanOf, portfolioCost } from './portfolio-cost.ts';

/** Quantiles over which the mean of an annuity is taken. */
const POINTS = 1000;
/** Worlds over which the mean is taken where formulas tie figures together. */
const WORLDS = 1000;

const isFormula = (quantity: Quantity | undefined): boolean => quantity?.law.kind === 'formula';

/** Whether a formula is among the figures that the budget pays. */
const hasFormula = ({ capex, life, opex, people }: SpendItems): boolean =>
  [capex, life, opex, people?.count, people?.each].some(isFormula);

/** Means of quantities, which are independent as long as none is a formula. */
function meanReaders(discount: number): Readers {
  return {
    value: (quantity) => {
      // What the budget does not pay may be a formula all the same.
      const mean = isFormula(quantity) ? 0 : distributionOf(quantity).mean;
      return () => mean;
    },
    annuity: (life) => {
      const { quantile } = distributionOf(life);
      let sum = 0;
      for (let k = 0; k < POINTS; k++) sum += annuity(discount, quantile((k + 0.5) / POINTS) / YEAR);
      return () => sum / POINTS;
    },
  };
}

const budgetOf = ({ capital, opex, people }: ItemReaders): number => capital() + opex() + people();

const isPriced = ({ capex, opex, people }: SpendItems): boolean =>
  [capex, opex, people].some((one) => one !== undefined);

/** All that may have a price. */
const itemsOf = ({ controls, spend }: Model): readonly SpendItems[] => [
  ...controls.flatMap(({ levels }) => levels),
  ...(spend?.shared ?? []),
];

function levelBudget(control: Control, position: number, readers: Readers): number {
  return partsOf(control.levels, position).reduce((sum, { level, share }) => {
    const items = control.levels[level];
    return items === undefined
      ? sum
      : sum + share * budgetOf(itemReaders(items, '', readers, { of: control, path: '' }));
  }, 0);
}

function exactly(model: Model, positions: Positions): number {
  const { discount = 0, shared = [] } = model.spend ?? {};
  const readers = meanReaders(discount);
  const place = new Map(model.controls.map(({ id }, i) => [id, i]));
  const ofLevels = model.controls.map((control, i) => levelBudget(control, positions[i] ?? 0, readers));
  const ofShared = shared
    .filter(({ of }) => isShared({ of: of.flatMap((id) => place.get(id) ?? []) }, positions))
    .map((one) => budgetOf(itemReaders(one, '', readers, null)));
  return [...ofLevels, ...ofShared].reduce((sum, cost) => sum + cost, 0);
}

/**
 * Expected budget cost of a portfolio [money a year]: annuitised capex, opex and people, and what is shared, once. Where a figure is
 * a formula it is the mean over a thousand worlds.
 *
 * @param positions Level of each control, by position; those in force when absent.
 * @returns Null when nothing in the model has a price.
 */
export function expectedSpend(model: Model, positions: Positions = inForce(model)): number | null {
  const items = itemsOf(model);
  if (!items.some(isPriced)) return null;
  if (!items.some(hasFormula)) return exactly(model, positions);
  const costs = costsOf(model, { seed: DEFAULT_SEED, worlds: WORLDS });
  return meanOf(portfolioCost(costs, positions).budget);
}

/**
 * Expected budget cost of each level by itself [money a year], without what controls share: with that they add up to the spend of a
 * portfolio. Shape [controls][levels].
 *
 * @returns Null when nothing in the model has a price.
 */
export function levelSpends(model: Model): readonly (readonly number[])[] | null {
  const items = itemsOf(model);
  if (!items.some(isPriced)) return null;
  if (!items.some(hasFormula)) {
    const readers = meanReaders(model.spend?.discount ?? 0);
    return model.controls.map((control) => control.levels.map((_, level) => levelBudget(control, level, readers)));
  }
  const costs = costsOf(model, { seed: DEFAULT_SEED, worlds: WORLDS });
  const { of: costOf } = costsByPart(
    costs,
    model.controls.map(({ id }) => id),
  );
  return model.controls.map(({ levels }, control) =>
    levels.map((_, level) => {
      const positions = new Int32Array(model.controls.length);
      positions[control] = level;
      return costOf(positions).budget[control]!;
    }),
  );
}

/**
 * Expected cost of the levels in force to the rest of the business [money a year]: secondment, friction, business turned away. The mean
 * over a thousand worlds; 0 when the file states none.
 */
export function expectedBusinessCost(model: Model): number {
  const items = itemsOf(model);
  const isStated = items.some(({ secondment, friction }) => secondment !== undefined || friction !== undefined);
  const isRefused = model.opportunities?.some(({ refusedBy }) => refusedBy.length > 0) ?? false;
  if (!isStated && !isRefused) return 0;
  const costs = costsOf(model, { seed: DEFAULT_SEED, worlds: WORLDS });
  return meanOf(portfolioCost(costs, inForce(model)).business);
}

/** Positions of the levels in force. */
function inForce({ controls }: Model): Int32Array {
  return Int32Array.from(controls, ({ levels, level }) =>
    Math.max(
      0,
      levels.findIndex(({ id }) => id === level),
    ),
  );
}

/** Expected budget cost of the lowest levels that are allowed [money a year]; null when nothing has a price. */
export function mandatorySpend(model: Model): number | null {
  const least = leastPortfolio(portfolioRules(model));
  return least === null ? null : expectedSpend(model, least);
}
