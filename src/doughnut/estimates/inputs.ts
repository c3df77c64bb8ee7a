/** What is drawn once a world, world by world: the estimates that could be better. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { WORLD_OP } from '../../sim/kernel/ground/compiled-model.ts';
import { fillSlots } from '../../sim/kernel/ground/world.ts';
import { streamKeys } from '../../sim/random/key.ts';
import type { Model } from '../../model/model.ts';
import type { Costs, ItemCosts } from '../cost/costs.ts';

/** A figure that is drawn once a world. */
export interface Input {
  /** Its path in the model, such as `threats.fire.occurs`. */
  readonly id: string;
  /** `losses`: the simulation reads it. `costs`: only the price of a portfolio does. */
  readonly of: 'losses' | 'costs';
  /** Shape [worlds]. */
  readonly values: Float64Array;
}

const varies = ({ values }: Input): boolean => values.some((value) => value !== values[0]);

/** Calls back with the slots of each world. */
function eachWorld(compiled: CompiledModel, seed: string, worlds: number, visit: (slots: Float64Array) => void): void {
  const keys = streamKeys(seed, compiled.streamLabels);
  const slots = compiled.slotConstants.slice();
  for (let world = 0; world < worlds; world++) {
    fillSlots(compiled, keys, slots, world);
    visit(slots);
  }
}

/** What the simulation draws once a world, by label. */
export function lossInputs(compiled: CompiledModel, seed: string, worlds: number): Input[] {
  const steps = [...compiled.stepOp.entries()].filter(([, op]) => op === WORLD_OP.draw).map(([step]) => step);
  const inputs = steps.map((step): Input => ({
    id: compiled.streamLabels[compiled.stepB[step]!]!,
    of: 'losses',
    values: new Float64Array(worlds),
  }));
  let world = 0;
  eachWorld(compiled, seed, worlds, (slots) => {
    for (const [i, step] of steps.entries()) inputs[i]!.values[world] = slots[compiled.stepOut[step]!]!;
    world++;
  });
  return inputs.filter(varies).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The items of costs that a figure stands for. */
export const COST_ITEMS = ['capex', 'lifeYears', 'opex', 'people', 'secondment', 'friction'] as const;
export type CostItem = (typeof COST_ITEMS)[number];

const NAMES: Readonly<Record<CostItem, string>> = {
  capex: 'capex',
  lifeYears: 'life',
  opex: 'opex',
  people: 'people',
  secondment: 'secondment',
  friction: 'friction',
};

/** A cost that differs from world to world, and where it stands. */
export interface CostInput extends Input {
  readonly item: CostItem;
  /** Of whose items it is one. */
  readonly items: ItemCosts;
}

/** What portfolios cost by items that are uncertain; capex with its overrun. */
export function costInputs({ controls }: Model, costs: Costs): CostInput[] {
  const of = (path: string, items: ItemCosts): CostInput[] =>
    COST_ITEMS.map((item): CostInput => ({
      id: `${path}.${NAMES[item]}`,
      of: 'costs',
      item,
      items,
      values: items[item],
    })).filter(varies);
  const ofLevels = costs.controls.flatMap(({ levels }, i) =>
    levels.flatMap((items, place) =>
      items === null ? [] : of(`controls.${controls[i]!.id}.levels.${controls[i]!.levels[place]!.id}`, items),
    ),
  );
  const ofShared = costs.shared.flatMap(({ id, items }) => of(`spend.shared.${id}`, items));
  return [...ofLevels, ...ofShared].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What business alongside is worth, and the shares of it that levels turn away. */
export function opportunityInputs({ controls }: Model, { opportunities }: Costs): Input[] {
  const all = opportunities.flatMap(({ id, worth, refused }): Input[] => [
    { id: `opportunities.${id}.worth`, of: 'costs', values: worth },
    ...refused.flatMap(({ control, levels }) =>
      levels.flatMap((values, level): Input[] => {
        const { id: name, levels: names } = controls[control]!;
        return values === null
          ? []
          : [{ id: `opportunities.${id}.refused by.${name}.${names[level]!.id}`, of: 'costs', values }];
      }),
    ),
  ]);
  return all.filter(varies).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** How well a level of a control does what it does. */
export interface Performance {
  /** Positions. */
  readonly control: number;
  readonly level: number;
  /** Chance that it stops what it is tried on. Shape [worlds]. */
  readonly values: Float64Array;
}

/** How well levels do, of those that differ from world to world: they prevent, or else deter, or else contain. */
export function performances(compiled: CompiledModel, seed: string, worlds: number): Performance[] {
  const { levelStart, levelPreventSlot, levelDeterSlot, levelContainSlot, controlIds } = compiled;
  const all = controlIds
    .flatMap((_, control) =>
      Array.from({ length: levelStart[control + 1]! - levelStart[control]! }, (__, level) => {
        const at = levelStart[control]! + level;
        const slot = [levelPreventSlot, levelDeterSlot, levelContainSlot]
          .map((of) => of[at]!)
          .find((each) => each >= 0);
        return { control, level, slot: slot ?? -1, values: new Float64Array(worlds) };
      }),
    )
    .filter(({ slot }) => slot >= 0);
  let world = 0;
  eachWorld(compiled, seed, worlds, (slots) => {
    for (const { slot, values } of all) values[world] = slots[slot]!;
    world++;
  });
  return all
    .filter(({ values }) => values.some((value) => value !== values[0]))
    .map(({ control, level, values }) => ({ control, level, values }));
}
