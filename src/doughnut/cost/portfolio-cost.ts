/** What a portfolio costs in every world. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { type Costs, isShared, type ItemCosts, type OpportunityCosts } from './costs.ts';

/** Each Shape [worlds]. */
export interface PortfolioCost {
  /** C, what the budget pays, money a year: annuitised capex, opex and people of the levels and of what they share. */
  readonly budget: Float64Array;
  /** F, what the rest of the business bears, money a year: secondment, friction, business turned away. */
  readonly business: Float64Array;
  /**
   * What is left of each opportunity after what controls turn away, money a year, in order of id: what is lost besides where it is not
   * accepted for lack of assurance, so that no more than its worth is ever lost.
   */
  readonly open: readonly Float64Array[];
}

const BUDGET = ['capital', 'opex', 'people'] as const;
const BUSINESS = ['secondment', 'friction'] as const;

/** The parts of a cost, means over worlds, money a year. */
export interface CostParts extends Readonly<Record<(typeof BUDGET)[number] | (typeof BUSINESS)[number], number>> {
  /** Of the budget, what is shared; it is in the parts above it too. */
  readonly shared: number;
  /** Business that controls turn away. */
  readonly refused: number;
}

function addTo(sum: Float64Array, values: Float64Array, share: number): void {
  for (let world = 0; world < sum.length; world++) sum[world]! += share * values[world]!;
}

/** The items of a portfolio, each with the share of it that is paid; what is shared once. */
function* itemsOf(costs: Costs, positions: Positions): Generator<readonly [ItemCosts, number, isShared: boolean]> {
  for (const [i, { levels, parts }] of costs.controls.entries()) {
    for (const { level, share } of parts[positions[i] ?? 0] ?? []) {
      const items = levels[level];
      if (items !== null && items !== undefined) yield [items, share, false];
    }
  }
  for (const shared of costs.shared) if (isShared(shared, positions)) yield [shared.items, 1, true];
}

/** What is left of an opportunity: of what several controls turn away, each takes its share of the rest. */
export function openPart({ worth, refused }: OpportunityCosts, costs: Costs, positions: Positions): Float64Array {
  const open = worth.slice();
  for (const { control, levels } of refused) {
    const parts = costs.controls[control]?.parts[positions[control] ?? 0] ?? [];
    const own = levels[positions[control] ?? 0];
    for (let world = 0; world < open.length; world++) {
      // A level in part that is named itself turns away what is said of it.
      const share =
        own?.[world] ?? parts.reduce((sum, part) => sum + part.share * (levels[part.level]?.[world] ?? 0), 0);
      open[world]! *= 1 - share;
    }
  }
  return open;
}

/** @param positions Level of each control, by position, in order of id. */
export function portfolioCost(costs: Costs, positions: Positions): PortfolioCost {
  const budget = new Float64Array(costs.worlds);
  const business = new Float64Array(costs.worlds);
  for (const [items, share] of itemsOf(costs, positions)) {
    if (items.budget !== null) addTo(budget, items.budget, share);
    if (items.business !== null) addTo(business, items.business, share);
  }
  const open = costs.opportunities.map((opportunity) => openPart(opportunity, costs, positions));
  costs.opportunities.forEach(({ worth }, i) => {
    addTo(business, worth, 1);
    addTo(business, open[i]!, -1);
  });
  return { budget, business, open };
}

/** Mean over worlds; of equal values just that value. */
export function meanOf(values: Float64Array): number {
  const first = values[0]!;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The parts of what a portfolio costs. */
export function costParts(costs: Costs, positions: Positions): CostParts {
  const parts = { capital: 0, opex: 0, people: 0, secondment: 0, friction: 0, shared: 0 };
  for (const [items, share, shared] of itemsOf(costs, positions)) {
    for (const part of [...BUDGET, ...BUSINESS]) parts[part] += share * meanOf(items[part]);
    if (shared) for (const part of BUDGET) parts.shared += meanOf(items[part]);
  }
  const refused = costs.opportunities.reduce(
    (sum, one) => sum + meanOf(one.worth) - meanOf(openPart(one, costs, positions)),
    0,
  );
  return { ...parts, refused };
}
