/**
 * What the rings become when one estimate turns out low or high: at its 5th and its 95th percentile.
 *
 * Costs are read again with the figure fixed there, and nothing is simulated. Of what the simulation reads, the rings are those of the tenth
 * of worlds in which it is lowest and of the tenth in which it is highest, whose medians are those percentiles: everything else is as
 * uncertain there as it was, and nothing is simulated again.
 */
import type { Model } from '../../model/model.ts';
import { annuity } from '../cost/annuity.ts';
import type { Costs, ItemCosts } from '../cost/costs.ts';
import { portfolioCost } from '../cost/portfolio-cost.ts';
import { adequate } from '../rings/adequate.ts';
import type { Asked, EvaluatedSet } from '../rings/evaluated-set.ts';
import { meanOver, quantileOver } from '../rings/over-worlds.ts';
import { bestOf, ringsOf, type Rings } from '../rings/rings.ts';
import { viewOf, type View } from '../rings/view.ts';
import { inWorlds } from './among.ts';
import type { CostInput, Input } from './inputs.ts';
import { centredRanks, isRelated, squaredCorrelation } from './relation.ts';

export interface TornadoEnd {
  /** What the figure is there. */
  readonly at: number;
  /** Null where no portfolio is adequate. */
  readonly rings: Rings | null;
}

export interface TornadoRow {
  readonly id: string;
  readonly of: Input['of'];
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
}

/** Share of the worlds that stands for an end. */
const END = 0.1;
/** Fewer worlds at an end say nothing. */
const FEWEST = 10;
/** Inputs of the simulation that are looked at: those that go along most with what the best costs in all. */
const MOST_OF_LOSSES = 20;
/** Costs that are looked at: those that differ most. */
const MOST_OF_COSTS = 20;

const filled = (like: Float64Array, value: number): Float64Array => new Float64Array(like.length).fill(value);

/** Items with one of them the same in all worlds. */
function fixed(items: ItemCosts, item: CostInput['item'], value: number, discount: number): ItemCosts {
  const changed = { ...items, [item]: filled(items[item], value) };
  const { capex, lifeYears, opex, people, secondment, friction } = changed;
  const capital = capex.map((price, world) => (price === 0 ? 0 : price * annuity(discount, lifeYears[world]!)));
  const sum = (...parts: readonly Float64Array[]): Float64Array =>
    opex.map((_, world) => parts.reduce((total, part) => total + part[world]!, 0));
  return {
    ...changed,
    capital,
    budget: items.budget === null ? null : sum(capital, opex, people),
    business: items.business === null ? null : sum(secondment, friction),
  };
}

function costsWith(costs: Costs, { items, item }: CostInput, value: number, discount: number): Costs {
  const instead = (of: ItemCosts): ItemCosts => (of === items ? fixed(of, item, value, discount) : of);
  return {
    ...costs,
    controls: costs.controls.map((control) => ({
      ...control,
      levels: control.levels.map((level) => (level === null ? null : instead(level))),
    })),
    shared: costs.shared.map((shared) => ({ ...shared, items: instead(shared.items) })),
  };
}

function withCosts(set: EvaluatedSet, costs: Costs): EvaluatedSet {
  return {
    ...set,
    costs: (portfolio) => {
      const { budget, business } = portfolioCost(costs, Int32Array.from(set.levels(portfolio)));
      const whole = budget.map((value, world) => value + business[world]!);
      return { budget, whole, risk: set.costs(portfolio).risk };
    },
  };
}

function costRow(view: View, asked: Asked, { spend }: Model, costs: Costs, input: CostInput): TornadoRow {
  const end = (share: number): TornadoEnd => {
    const at = quantileOver(input.values, view.set.weights, share);
    const changed = costsWith(costs, input, at, spend?.discount ?? 0);
    return { at, rings: ringsOf(viewOf(withCosts(view.set, changed)), asked) };
  };
  return { id: input.id, of: 'costs', low: end(0.05), high: end(0.95) };
}

/** What portfolios cost in few worlds, moved to what they cost on average in all: the price of an estimate that is no price. */
function atMeanCosts(few: EvaluatedSet, all: View): EvaluatedSet {
  return {
    ...few,
    costs: (portfolio) => {
      const { budget, whole, risk } = few.costs(portfolio);
      const moved = (values: Float64Array, mean: number): Float64Array => {
        const off = mean - meanOver(values, few.weights);
        return values.map((value) => value + off);
      };
      return { budget: moved(budget, all.budget[portfolio]!), whole: moved(whole, all.whole[portfolio]!), risk };
    },
  };
}

function lossRow(view: View, asked: Asked, { id, of, values }: Input): TornadoRow {
  const order = [...values.keys()].toSorted((a, b) => values[a]! - values[b]! || a - b);
  const count = Math.round(values.length * END);
  const ranks = centredRanks(values);
  const isMoved = (holds: Uint8Array): boolean => isRelated(ranks, holds);
  const end = (worlds: readonly number[]): TornadoEnd => {
    const here = worlds.toSorted((a, b) => a - b);
    const middle = worlds.map((world) => values[world]!).toSorted((a, b) => a - b);
    const few = inWorlds(view.set, here, isMoved);
    return {
      at: middle[Math.floor(middle.length / 2)]!,
      rings: ringsOf(viewOf(of === 'losses' ? atMeanCosts(few, view) : few), asked),
    };
  };
  return { id, of, low: end(order.slice(0, count)), high: end(order.slice(-count)) };
}

const spread = ({ values }: Input, weights: Float64Array): number =>
  quantileOver(values, weights, 0.95) - quantileOver(values, weights, 0.05);

/** By how much a row moves a ring at most. */
function swing({ low, high }: TornadoRow): number {
  if (low.rings === null || high.rings === null) return low.rings === high.rings ? 0 : Infinity;
  const [a, b] = [low.rings, high.rings];
  return Math.max(
    Math.abs(a.necessary.value - b.necessary.value),
    Math.abs(a.optimum.value - b.optimum.value),
    Math.abs(a.sufficient.value - b.sufficient.value),
  );
}

/**
 * What moves a ring most first; costs that differ most, and inputs of the simulation that go along with
 * what is lost, beyond chance.
 *
 * @param view Few portfolios.
 */
export function tornado(
  view: View,
  asked: Asked,
  {
    model,
    costs,
    losses,
    prices,
  }: {
    readonly model: Model;
    readonly costs: Costs;
    readonly losses: readonly Input[];
    readonly prices: readonly CostInput[];
  },
): TornadoRow[] {
  const { set } = view;
  const best = bestOf(view, adequate(view, asked)) ?? set.today;
  const { risk } = set.costs(best);
  const moved = risk.map((value, world) => value + set.costs(set.today).risk[world]!);
  const isEnough = set.weights.length * END >= FEWEST && meanOver(moved, set.weights) > 0;
  const byAlong = losses
    .map((input) => ({ input, ranks: centredRanks(input.values) }))
    .filter(({ ranks }) => isRelated(ranks, moved))
    .map(({ input, ranks }) => ({ input, size: squaredCorrelation(ranks, moved) }))
    .toSorted((a, b) => b.size - a.size);
  const chosenLosses = isEnough ? byAlong.slice(0, MOST_OF_LOSSES).map(({ input }) => input) : [];
  const chosenCosts = prices
    .toSorted((a, b) => spread(b, set.weights) - spread(a, set.weights))
    .slice(0, MOST_OF_COSTS);
  const rows = [
    ...chosenCosts.map((input) => costRow(view, asked, model, costs, input)),
    ...chosenLosses.map((input) => lossRow(view, asked, input)),
  ];
  return rows.toSorted((a, b) => swing(b) - swing(a) || (a.id < b.id ? -1 : 1));
}
