/** The roadmap to what is proposed, as the document states it. */
import type { Model } from '../../model/model.ts';
import type { DoughnutRoadmap, RoadmapYear } from '../../results/doughnut/finance.ts';
import { estimate } from '../../results/estimate.ts';
import { YEAR } from '../cost/item-readers.ts';
import { yearNames, type Ledger } from '../finance/ledger.ts';
import { confidencesOf, byLimit } from '../findings/stated.ts';
import { keeps } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import { errorOverWorlds } from '../rings/paired-totals.ts';
import { planned, type Planned } from './roadmap.ts';
import { pricingOf, type Pricing } from './schedule.ts';

/** What each year may pay: one amount for all that was asked for, or what the file says of years; Infinity where nothing is said. */
export function budgetsOf({ spend }: Model, asked: number | null, years: readonly number[]): number[] {
  const all = asked ?? spend?.budget ?? Infinity;
  const stated = asked === null ? (spend?.budgets ?? []) : [];
  return years.map((year) => stated.findLast((from) => from.year <= year)?.amount ?? all);
}

function yearOf(
  {
    ledger,
    asked,
    pricing,
    found,
  }: {
    readonly ledger: Ledger;
    readonly asked: Asked;
    readonly pricing: Pricing;
    readonly found: Planned;
  },
  year: number,
  budget: number,
): RoadmapYear {
  const { view } = ledger;
  const { set } = view;
  const { schedule, priced } = found;
  const end = (year + 1) * YEAR;
  // What is in force at its end
  const portfolio = priced.path.findLast(({ from }) => from < end)?.portfolio ?? set.today;
  const [now, then] = [set.levels(set.today), pricing.levels(schedule)];
  return {
    year: yearNames(ledger)[year]!,
    budget: Number.isFinite(budget) ? budget : null,
    paid: priced.paid[year]!,
    changes: pricing.changes.flatMap((control, change) => {
      if (schedule[change] !== year) return [];
      const { id, levels } = set.controls[control]!;
      return [{ control: id, from: levels[now[control]!]!, to: levels[then[control]!]! }];
    }),
    riskCost: estimate(
      view.risk[portfolio]!,
      errorOverWorlds(view, set.costs(portfolio).risk, set.noise(portfolio, null)),
    ),
    confidences: byLimit(view, confidencesOf(view, portfolio)),
    isAdequate: set.standing(portfolio) === 'allowed' && keeps(view, asked, portfolio),
  };
}

/**
 * @param target Position of what is proposed. @param budget An amount that was asked for in place of those of the file.
 * @returns Null where nothing changes, or no way there is allowed.
 */
export function roadmapTo(ledger: Ledger, asked: Asked, target: number, budget: number | null): DoughnutRoadmap | null {
  const budgets = budgetsOf(ledger.model, budget, yearNames(ledger));
  const pricing = pricingOf(ledger, asked, target, budgets);
  if (pricing.changes.length === 0) return null;
  const found = planned(pricing, ledger.view.tolerance);
  if (found === null) return null;
  const { set } = ledger.view;
  return {
    method: found.method,
    tried: found.tried,
    total: found.priced.total,
    bound: found.method === 'every' ? found.priced.total : pricing.bound,
    beyond: found.priced.beyond,
    never: pricing.changes.flatMap((control, change) =>
      found.schedule[change] === pricing.years ? [set.controls[control]!.id] : [],
    ),
    years: budgets.map((amount, year) => yearOf({ ledger, asked, pricing, found }, year, amount)),
  };
}
