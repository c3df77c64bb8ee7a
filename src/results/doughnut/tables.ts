/** What security should cost, as plain tables. Money is a year's. */
import type { DoughnutDocument } from '../doughnut-document.ts';
import { estimate, type Estimate } from '../estimate.ts';
import type { Cell, Table } from '../table.ts';
import type { Amount } from './amounts.ts';
import type { Step } from './steps.ts';

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** Without ends of its own: a column for its error follows. */
const estimated = ({ value, standardError }: Estimate): Estimate => estimate(value, standardError);

/** Plans that no other beats in spend and losses to expect, cheapest first: a column for each limit and for each control. */
export function frontierTable({ frontier, asked, controls }: DoughnutDocument): Table {
  const limits = Object.keys(asked.limits);
  const ids = Object.keys(controls);
  return {
    columns: [
      'plan',
      'spend',
      'of the budget',
      'losses to expect',
      'spend and losses',
      'keeps the limits',
      'can be defended',
      'sure of all limits',
      ...limits.map((id) => `sure of ${id}`),
      ...ids.map((id) => `level of ${id}`),
    ],
    rows: frontier.map((plan, at): Cell[] => [
      at + 1,
      estimated(plan.spend),
      plan.budget,
      estimated(plan.riskCost),
      estimated(plan.total),
      yesNo(plan.isAdequate),
      yesNo(plan.isJustified),
      plan.jointConfidence,
      ...limits.map((id) => (plan.confidences[id] === undefined ? null : estimated(plan.confidences[id]))),
      ...ids.map((id) => plan.portfolio[id] ?? null),
    ]),
  };
}

const STEP = ['adds to the spend', 'saves', 'saves, low', 'saves, high', 'pays'] as const;

const stepCells = (step: Step | null | undefined): Cell[] =>
  step === null || step === undefined
    ? STEP.map(() => null)
    : [step.spend, estimated(step.saves), step.savesBetween.low, step.savesBetween.high, estimated(step.pays)];

/** Controls in order of id: their levels in the plans, and what the last and the next level bring, beside the others and alone. */
export function controlTable({ controls }: DoughnutDocument): Table {
  const steps = ['today', 'at best'].flatMap((plan) =>
    ['', ', alone'].flatMap((others) => ['last level', 'next level'].map((which) => `${plan}, ${which}${others}`)),
  );
  return {
    columns: [
      'control',
      'today',
      'at least',
      'best',
      'at most',
      'bought in plans',
      ...steps.flatMap((name) => STEP.map((figure) => `${name}: ${figure}`)),
    ],
    rows: Object.entries(controls).map(
      ([id, { current, necessary, optimum, sufficient, bought, today, atOptimum }]) => [
        id,
        current,
        necessary,
        optimum,
        sufficient,
        bought,
        ...[today, atOptimum].flatMap((pounds) =>
          [pounds?.given, pounds?.alone].flatMap((of) => [...stepCells(of?.last), ...stepCells(of?.next)]),
        ),
      ],
    ),
  };
}

const amountColumns = (name: string): string[] => [name, `${name}, low`, `${name}, high`];
const amountCells = ({ value, low, high }: Amount): Cell[] => [value, low, high];

/** Segments in order of id, each with all else at its best. They do not add up to the rings; what they spend at best does. */
export function segmentTable({ segments }: DoughnutDocument): Table {
  return {
    columns: [
      'segment',
      'today',
      ...['could fall to', 'best', 'could rise to', 'at least in every plan', 'short', 'over'].flatMap(amountColumns),
    ],
    rows: Object.entries(segments).map(
      ([id, { actual, necessary, optimum, sufficient, indispensable, shortfall, overshoot }]) => [
        id,
        actual.value,
        ...[necessary, optimum, sufficient, indispensable, shortfall, overshoot].flatMap(amountCells),
      ],
    ),
  };
}
