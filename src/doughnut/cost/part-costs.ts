/** What is paid for each control, for what controls share, and for business that they turn away: parts that add up to the whole. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { type Costs, isShared, type ItemCosts } from './costs.ts';
import { meanOf, openPart } from './portfolio-cost.ts';

interface Part {
  readonly id: string;
  /** Positions of the controls. */
  readonly controls: readonly number[];
}

/** Means over worlds, money a year. Shape [parts] each. */
interface PartCosts {
  readonly budget: Float64Array;
  readonly whole: Float64Array;
}

export interface CostsByPart {
  readonly parts: readonly Part[];
  of(positions: Positions): PartCosts;
}

const budgetOf = ({ capital, opex, people }: ItemCosts): number => meanOf(capital) + meanOf(opex) + meanOf(people);
const businessOf = ({ secondment, friction }: ItemCosts): number => meanOf(secondment) + meanOf(friction);

/** @param ids Of the controls, in their order. */
export function costsByPart(costs: Costs, ids: readonly string[]): CostsByPart {
  const { controls, shared, opportunities } = costs;
  const ofLevels = controls.map(({ levels, parts }) =>
    parts.map((consists) => {
      let [budget, whole] = [0, 0];
      for (const { level, share } of consists) {
        const items = levels[level];
        if (items === null || items === undefined) continue;
        budget += share * budgetOf(items);
        whole += share * (budgetOf(items) + businessOf(items));
      }
      return { budget, whole };
    }),
  );
  const ofShared = shared.map(({ items }) => ({ budget: budgetOf(items), whole: budgetOf(items) + businessOf(items) }));
  return {
    parts: [
      ...ids.map((id, control) => ({ id, controls: [control] })),
      ...shared.map(({ id, of }) => ({ id, controls: of })),
      ...opportunities.map(({ id, refused }) => ({ id, controls: refused.map(({ control }) => control) })),
    ],
    of: (positions) => {
      const nothing = { budget: 0, whole: 0 };
      const rows = [
        ...ofLevels.map((levels, control) => levels[positions[control] ?? 0] ?? nothing),
        ...shared.map((one, i) => (isShared(one, positions) ? ofShared[i]! : nothing)),
        ...opportunities.map((one) => ({
          budget: 0,
          whole: one.refused.length === 0 ? 0 : meanOf(one.worth) - meanOf(openPart(one, costs, positions)),
        })),
      ];
      return {
        budget: Float64Array.from(rows, ({ budget }) => budget),
        whole: Float64Array.from(rows, ({ whole }) => whole),
      };
    },
  };
}
