/** What is proposed in the words of finance. */
import type { Appraisal as StatedAppraisal, DoughnutFinance, YearOfMoney } from '../../results/doughnut/finance.ts';
import { estimate } from '../../results/estimate.ts';
import { moneyOver } from '../cost/money-by-year.ts';
import { meanOf } from '../cost/portfolio-cost.ts';
import { withLevel } from '../rings/view.ts';
import { appraise, type Appraisal } from './appraisal.ts';
import { yearNames, type Ledger } from './ledger.ts';
import type { Outcome } from './payback.ts';

/** What is proposed, and why that. */
export interface Proposed {
  /** Position in the view. */
  readonly portfolio: number;
  readonly plan: DoughnutFinance['plan'];
}

const statedOutcome = ({ value, standardError, low, high }: Outcome): StatedAppraisal['npv'] => ({
  ...estimate(value, standardError),
  between: { low, high },
});

const stated = ({ npv, pays, cost, saved, returned, breakEven, ...rest }: Appraisal): StatedAppraisal => ({
  ...rest,
  npv: statedOutcome(npv),
  pays: estimate(pays.value, pays.standardError),
  cost: statedOutcome(cost),
  saved: statedOutcome(saved),
  returned: returned === null ? null : statedOutcome(returned),
  breakEven:
    breakEven === null
      ? null
      : {
          savedPerYear: breakEven.savedPerYear,
          share: breakEven.share === null ? null : estimate(breakEven.share.value, breakEven.share.standardError),
        },
});

function paidIn(ledger: Ledger, portfolio: number): YearOfMoney[] {
  const { years } = moneyOver(ledger.model, ledger.costs, Int32Array.from(ledger.view.set.levels(portfolio)));
  const names = yearNames(ledger);
  return years.map(({ capex, opex, business }, year) => ({
    year: names[year]!,
    capex: meanOf(capex),
    opex: meanOf(opex),
    business: meanOf(business),
  }));
}

/** What a control adds that the plan changes, the rest of the plan as it is; null where the file forbids the plan without it. */
function ofControl(ledger: Ledger, plan: number, control: number): Appraisal | null {
  const { view } = ledger;
  const { set } = view;
  const without = withLevel(view, plan, control, set.levels(set.today)[control]!);
  if (without === null || without === plan || set.standing(without) === 'barred') return null;
  return appraise(ledger, without, plan);
}

/** @param roadmap To what is proposed. */
export function financeOf(
  ledger: Ledger,
  { portfolio, plan }: Proposed,
  roadmap: DoughnutFinance['roadmap'],
): DoughnutFinance {
  const { set } = ledger.view;
  const names = yearNames(ledger);
  return {
    years: names.length,
    discount: ledger.model.spend?.discount ?? 0,
    plan,
    whole: stated(appraise(ledger, set.today, portfolio)),
    controls: Object.fromEntries(
      set.controls.flatMap(({ id }, control) => {
        const found = ofControl(ledger, portfolio, control);
        return found === null ? [] : [[id, stated(found)]];
      }),
    ),
    today: paidIn(ledger, set.today),
    proposed: paidIn(ledger, portfolio),
    roadmap,
  };
}
