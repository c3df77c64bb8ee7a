/** When money is paid: capex when something is bought and each time its life is over, the rest while it stands. */
import type { Control, Model } from '../../model/model.ts';
import type { Positions } from '../../model/portfolio-rules.ts';
import { hoursAfter } from '../../model/time/date-time.ts';
import { annuity, presentFactor } from './annuity.ts';
import type { Costs, ItemCosts, LevelPart, SharedCosts } from './costs.ts';
import { YEAR } from './item-readers.ts';

/** Money of one year of the horizon, as it is paid, without interest. Each Shape [worlds]. */
export interface YearOfMoney {
  readonly capex: Float64Array;
  /** Opex and people. */
  readonly opex: Float64Array;
  /** Secondment and friction, which no budget pays. */
  readonly business: Float64Array;
}

/** Money over the horizon, with what it takes to discount it. */
export interface MoneyOver {
  readonly years: readonly YearOfMoney[];
  /** What capex is worth at the start, each payment discounted from the hour at which it is due. Shape [worlds]. */
  readonly capexNow: Float64Array;
  /** What is left at the end of what has not lived out its life: the annuity of the years to come, worth then. Shape [worlds]. */
  readonly residual: Float64Array;
}

/** A stretch of the horizon, hours. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const NOTHING: Stretch = { from: 0, to: 0 };

/** Hours of a year of the horizon that lie in a stretch, as a part of a year. */
export const partOfYear = ({ from, to }: Stretch, year: number): number =>
  Math.max(0, Math.min(to, (year + 1) * YEAR) - Math.max(from, year * YEAR)) / YEAR;

/** Adds what items cost while they stand. */
function addRunning(years: readonly YearOfMoney[], items: ItemCosts, share: number, stands: Stretch): void {
  years.forEach(({ opex, business }, year) => {
    const part = share * partOfYear(stands, year);
    if (part === 0) return;
    for (let world = 0; world < opex.length; world++) {
      opex[world]! += part * (items.opex[world]! + items.people[world]!);
      business[world]! += part * (items.secondment[world]! + items.friction[world]!);
    }
  });
}

/** When something is bought: first at an hour that may differ from world to world, then each time its life is over, until `end`. */
interface Purchases {
  readonly firstAt: (world: number) => number;
  /** It stands already, and what comes first is its renewal. */
  readonly stands: boolean;
  readonly end: number;
  /** It is kept at the end, so that what is left of its life is worth something. */
  readonly isKept: boolean;
}

/** Adds capex when it falls due, and what is left of it at the end of the horizon. */
function addCapex(
  { years, capexNow, residual }: MoneyOver,
  items: ItemCosts,
  share: number,
  { firstAt, stands, end, isKept }: Purchases,
  discount: number,
): void {
  for (let world = 0; world < items.capex.length; world++) {
    const capex = share * items.capex[world]!;
    const lifeYears = items.lifeYears[world]!;
    if (capex === 0 || !(lifeYears > 0)) continue;
    let due = Math.max(0, firstAt(world));
    let isOwned = stands;
    for (; due < end; due += lifeYears * YEAR) {
      const year = years[Math.floor(due / YEAR)];
      if (year === undefined) break;
      year.capex[world]! += capex;
      capexNow[world]! += capex * presentFactor(discount, due / YEAR);
      isOwned = true;
    }
    const left = (due - end) / YEAR;
    if (isKept && isOwned && left > 0)
      residual[world]! += (capex * annuity(discount, lifeYears)) / annuity(discount, left);
  }
}

/** Hours from the start at which a date lies, at least `least`; `least` without a date. */
const hoursOf = (starts: string, date: string | undefined, least: number): number =>
  date === undefined ? least : Math.max(least, hoursAfter(starts, date));

/** Hour at which another level than the one that stands begins to work. */
const changesAt = ({ from }: Control, { starts }: Pick<Model, 'starts'>): number => hoursOf(starts, from, 0);

/** Share of a level among the parts of another. */
const shareIn = (parts: readonly LevelPart[], level: number): number =>
  parts.find((part) => part.level === level)?.share ?? 0;

/** Hour at which what stands must be bought again, world by world: at the start where it is not known when it was bought. */
function renewal({ bought }: Control, { starts }: Model, { lifeYears }: ItemCosts): (world: number) => number {
  if (bought === undefined) return () => 0;
  const at = hoursAfter(starts, bought);
  return (world) => at + lifeYears[world]! * YEAR;
}

const positionOf = ({ levels }: Control, id: string): number =>
  Math.max(
    0,
    levels.findIndex((level) => level.id === id),
  );

/** @param changes Hour at which it changes. */
function addControl(
  money: MoneyOver,
  model: Model,
  costs: Costs,
  i: number,
  { chosen, changes }: { readonly chosen: number; readonly changes: number },
): void {
  const control = model.controls[i]!;
  const { levels, parts } = costs.controls[i]!;
  const today = positionOf(control, control.current);
  const change = chosen === today ? 0 : changes;
  const { horizonHours: end } = model;
  const { years } = money;
  const discount = model.spend?.discount ?? 0;
  const before = parts[today] ?? [];
  for (const { level, share } of change === 0 ? [] : before) {
    addRunning(years, levels[level]!, share, { from: 0, to: change });
  }
  for (const { level, share } of parts[chosen] ?? []) {
    const items = levels[level]!;
    addRunning(years, items, share, { from: change, to: end });
    // What stands and stays is renewed; the rest is bought when it begins to work.
    const standing = Math.min(share, shareIn(before, level));
    const firstAt = renewal(control, model, items);
    addCapex(money, items, standing, { firstAt, stands: true, end, isKept: true }, discount);
    addCapex(money, items, share - standing, { firstAt: () => change, stands: false, end, isKept: true }, discount);
  }
}

/** The stretch in which something shared is paid for. */
function sharedStretch(model: Model, { of }: SharedCosts, positions: Positions, changes: readonly number[]): Stretch {
  const members = of.map((i) => {
    const control = model.controls[i]!;
    const today = positionOf(control, control.current);
    const chosen = positions[i] ?? 0;
    return { isNow: today > 0, isThen: chosen > 0, change: chosen === today ? 0 : changes[i]! };
  });
  const now = members.filter(({ isNow }) => isNow);
  const then = members.filter(({ isThen }) => isThen);
  if (now.length === 0 && then.length === 0) return NOTHING;
  const from = now.length > 0 ? 0 : Math.min(...then.map(({ change }) => change));
  const to = then.length > 0 ? model.horizonHours : Math.max(...now.map(({ change }) => change));
  return { from, to };
}

/**
 * Money by year of the horizon: a level that is not the one that stands is bought at `from`, and until then what stands runs; what
 * stands is bought again when the life that began at `bought` is over, at the start where that is not known. What is going to be
 * replaced is not renewed, and is worth nothing any more. Nothing after the horizon is counted, but for what is left of lives.
 *
 * @param positions Level of each control, by position.
 * @returns A year each, the last one as long as the horizon has hours left for it.
 */
export function moneyOver(model: Model, costs: Costs, positions: Positions): MoneyOver {
  const money = noMoney(model, costs);
  const changes = changeHours(model);
  model.controls.forEach((_, i) => {
    addControl(money, model, costs, i, { chosen: positions[i] ?? 0, changes: changes[i]! });
  });
  addShared(money, model, costs, positions, changes);
  return money;
}

/** Hour at which each control changes that does: `from` of the file. */
export const changeHours = (model: Model): number[] => model.controls.map((control) => changesAt(control, model));

/** The money of one control, which changes at an hour. */
export function moneyOfControl(
  model: Model,
  costs: Costs,
  control: number,
  chosen: number,
  changes: number,
): MoneyOver {
  const money = noMoney(model, costs);
  addControl(money, model, costs, control, { chosen, changes });
  return money;
}

/** The money of what controls share, which change at hours of their own. */
export function moneyOfShared(model: Model, costs: Costs, positions: Positions, changes: readonly number[]): MoneyOver {
  const money = noMoney(model, costs);
  addShared(money, model, costs, positions, changes);
  return money;
}

function noMoney({ horizonHours }: Model, { worlds }: Costs): MoneyOver {
  const nothing = (): Float64Array => new Float64Array(worlds);
  const years = Array.from({ length: Math.ceil(horizonHours / YEAR) }, (): YearOfMoney => ({
    capex: nothing(),
    opex: nothing(),
    business: nothing(),
  }));
  return { years, capexNow: nothing(), residual: nothing() };
}

function addShared(
  money: MoneyOver,
  model: Model,
  costs: Costs,
  positions: Positions,
  changes: readonly number[],
): void {
  for (const shared of costs.shared) {
    const stretch = sharedStretch(model, shared, positions, changes);
    if (stretch.to <= stretch.from) continue;
    addRunning(money.years, shared.items, 1, stretch);
    const { from, to: end } = stretch;
    const purchases = { firstAt: () => from, stands: false, end, isKept: end === model.horizonHours };
    addCapex(money, shared.items, 1, purchases, model.spend?.discount ?? 0);
  }
}

/**
 * What giving up the level that stands saves of the budget, money a year on average over the horizon: what it costs to run, and of its
 * annuity what falls after the life that has been paid for. Where it is not known when it was bought, all of it. Shape [worlds].
 *
 * @param control Position of the control.
 */
export function avoidableCost(model: Model, costs: Costs, control: number): Float64Array {
  const own = model.controls[control]!;
  const { levels, parts } = costs.controls[control]!;
  const saved = new Float64Array(costs.worlds);
  for (const { level, share } of parts[positionOf(own, own.current)] ?? []) {
    const items = levels[level]!;
    const due = renewal(own, model, items);
    for (let world = 0; world < saved.length; world++) {
      const open = 1 - Math.min(1, Math.max(0, due(world)) / model.horizonHours);
      saved[world]! += share * (items.opex[world]! + items.people[world]! + open * items.capital[world]!);
    }
  }
  return saved;
}
