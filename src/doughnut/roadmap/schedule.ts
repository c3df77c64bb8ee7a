/** What it costs and leaves of the losses to make changes in some years, each year's money counted when it is paid. */
import { presentFactor } from '../cost/annuity.ts';
import { YEAR } from '../cost/item-readers.ts';
import { changeHours, moneyOfControl, moneyOfShared, type MoneyOver } from '../cost/money-by-year.ts';
import { meanOf } from '../cost/portfolio-cost.ts';
import { presentYears, running, turnedAway } from '../finance/appraisal.ts';
import type { Ledger } from '../finance/ledger.ts';
import { pathTo, type InForce } from '../finance/path.ts';
import { keeps } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';

/** Year in which each change is made, from 0; as many as there are years: never. Shape [changes]. */
export type Schedule = readonly number[];

/** What a schedule comes to. */
export interface Priced {
  /** Budget that is paid in each year [money]. */
  readonly paid: readonly number[];
  /** What is paid beyond the budgets of all years. */
  readonly beyond: number;
  /** Years in which the limits are not kept. */
  readonly outside: number;
  /** Present value of all that is paid and lost, less what is left at the end [money]. */
  readonly total: number;
  readonly path: readonly InForce[];
}

/** Prices schedules of the changes that lead from today to a portfolio. */
export interface Pricing {
  /** Controls that change, by position. */
  readonly changes: readonly number[];
  readonly years: number;
  /** Whether a change can be made in a year: its new level can work by its end. */
  readonly isPossible: (change: number, year: number) => boolean;
  /** Null where what would be in force at some time is not allowed, or was not evaluated. */
  readonly price: (schedule: Schedule) => Priced | null;
  /** No schedule comes to less in all. */
  readonly bound: number;
  /** The portfolio that a schedule ends with. */
  readonly levels: (schedule: Schedule) => readonly number[];
  /** Hour at which each control changes. Shape [controls]. */
  readonly hours: (schedule: Schedule) => readonly number[];
}

interface Money {
  readonly paid: readonly number[];
  readonly present: number;
}

/** @param budgets Of each year; Infinity: none stated. */
export function pricingOf(ledger: Ledger, asked: Asked, target: number, budgets: readonly number[]): Pricing {
  const { view, model, costs } = ledger;
  const { set } = view;
  const years = budgets.length;
  const [now, then] = [Array.from(set.levels(set.today)), Array.from(set.levels(target))];
  const changes = now.flatMap((level, control) => (level === then[control] ? [] : [control]));
  const earliest = changeHours(model);
  const end = presentFactor(model.spend?.discount ?? 0, model.horizonHours / YEAR);

  const moneyOf = (money: MoneyOver): Money => ({
    paid: money.years.map(({ capex, opex }) => meanOf(capex) + meanOf(opex)),
    present: meanOf(money.capexNow) + meanOf(running(ledger, money.years)) - end * meanOf(money.residual),
  });
  const hourOf = (control: number, year: number): number =>
    year >= years ? model.horizonHours : Math.max(year * YEAR, earliest[control]!);
  const isPossible = (change: number, year: number): boolean =>
    year >= years || earliest[changes[change]!]! < (year + 1) * YEAR;

  const fixed = now.flatMap((level, control) =>
    changes.includes(control) ? [] : [moneyOf(moneyOfControl(model, costs, control, level, 0))],
  );
  // Of each change and year
  const own = changes.map((control) =>
    Array.from({ length: years + 1 }, (_, year) =>
      moneyOf(
        year >= years
          ? moneyOfControl(model, costs, control, now[control]!, 0)
          : moneyOfControl(model, costs, control, then[control]!, hourOf(control, year)),
      ),
    ),
  );
  const levels = (schedule: Schedule): number[] => {
    const chosen = [...now];
    for (const [change, control] of changes.entries()) if (schedule[change]! < years) chosen[control] = then[control]!;
    return chosen;
  };
  const hours = (schedule: Schedule): number[] => {
    const at = now.map(() => 0);
    for (const [change, control] of changes.entries()) at[control] = hourOf(control, schedule[change]!);
    return at;
  };
  const shared = (schedule: Schedule): Money =>
    costs.shared.length === 0
      ? { paid: budgets.map(() => 0), present: 0 }
      : moneyOf(moneyOfShared(model, costs, Int32Array.from(levels(schedule)), hours(schedule)));

  const lostTo = new Map<number, number>();
  /** Losses and business turned away, money a year. */
  const lost = (portfolio: number): number => {
    const known = lostTo.get(portfolio) ?? view.risk[portfolio]! + meanOf(turnedAway(ledger, portfolio));
    lostTo.set(portfolio, known);
    return known;
  };
  const mayStand = (portfolio: number): boolean => portfolio === set.today || set.standing(portfolio) === 'allowed';

  const price = (schedule: Schedule): Priced | null => {
    const final = view.positionOf(levels(schedule));
    if (final === null) return null;
    const path = pathTo(ledger, final, hours(schedule));
    let [lostInAll, outside] = [0, 0];
    for (const { from, to, portfolio } of path) {
      if (portfolio === null || !mayStand(portfolio)) return null;
      lostInAll += presentYears({ from, to }, ledger) * lost(portfolio);
      if (set.standing(portfolio) !== 'allowed' || !keeps(view, asked, portfolio)) outside += (to - from) / YEAR;
    }
    const money = [...fixed, ...schedule.map((year, change) => own[change]![year]!), shared(schedule)];
    const paid = budgets.map((_, year) => money.reduce((sum, each) => sum + each.paid[year]!, 0));
    return {
      paid,
      beyond: paid.reduce((sum, amount, year) => {
        const more = amount - budgets[year]!;
        return more > view.tolerance ? sum + more : sum;
      }, 0),
      outside,
      total: lostInAll + money.reduce((sum, { present }) => sum + present, 0),
      path,
    };
  };
  const least = view.allowed.reduce((value, portfolio) => Math.min(value, lost(portfolio)), lost(set.today));
  const bound =
    presentYears({ from: 0, to: model.horizonHours }, ledger) * least +
    fixed.reduce((sum, { present }) => sum + present, 0) +
    own.reduce((sum, choices) => sum + Math.min(...choices.map(({ present }) => present)), 0);
  return { changes, years, isPossible, price, bound, levels, hours };
}
