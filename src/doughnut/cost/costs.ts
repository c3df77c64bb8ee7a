/**
 * What the levels of controls cost in every world: the budget cost C, which is paid, and the business cost F, which the rest of the
 * organisation bears. Costs of a portfolio are sums of those of its levels and of what they share.
 */
import type { Control, Level, Model } from '../../model/model.ts';
import type { Positions } from '../../model/portfolio-rules.ts';
import { compileModel } from '../../sim/compile/compile-model.ts';
import { opexFactors, type OpexAsked } from '../../sim/drivers/opex.ts';
import { type ItemReaders, itemReaders, YEAR } from './item-readers.ts';
import { makeWorldReaders, type WorldReaders } from './world-readers.ts';

/** Items in every world; `capex` money once, `lifeYears` years, all else money a year. Each Shape [worlds]. */
export interface ItemCosts extends Readonly<Record<keyof ItemReaders, Float64Array>> {
  readonly lifeYears: Float64Array;
  /** What the budget pays: capital, opex and people. Null where that is nothing. */
  readonly budget: Float64Array | null;
  /** What the rest of the business bears: secondment and friction. Null where that is nothing. */
  readonly business: Float64Array | null;
}

/** A part of a level: a level that is written, and the share of it. */
export interface LevelPart {
  /** Position of the level. */
  readonly level: number;
  readonly share: number;
}

export interface ControlCosts {
  /** By position of the level; null for one in part, which has the figures of its parts. */
  readonly levels: readonly (ItemCosts | null)[];
  /** What each level consists of: itself, or the two of a level in part. */
  readonly parts: readonly (readonly LevelPart[])[];
}

export interface SharedCosts {
  readonly id: string;
  /** Positions of the controls that share it. */
  readonly of: readonly number[];
  readonly items: ItemCosts;
}

export interface OpportunityCosts {
  readonly id: string;
  /** Money a year. Shape [worlds]. */
  readonly worth: Float64Array;
  /** Share that each level of a control turns away, by position of control and level; null for none. */
  readonly refused: readonly { readonly control: number; readonly levels: readonly (Float64Array | null)[] }[];
}

/** What everything costs in every world. Controls in order of id, levels by their order. */
export interface Costs {
  readonly worlds: number;
  /** Whether worlds differ in costs. */
  readonly uncertain: boolean;
  readonly controls: readonly ControlCosts[];
  readonly shared: readonly SharedCosts[];
  readonly opportunities: readonly OpportunityCosts[];
}

const ITEMS = ['capex', 'capital', 'opex', 'people', 'secondment', 'friction'] as const;

/** What a level consists of, by positions. */
export function partsOf(levels: readonly Level[], position: number): readonly LevelPart[] {
  const coverage = levels[position]?.coverage;
  if (coverage === undefined) return [{ level: position, share: 1 }];
  const at = (id: string): number => levels.findIndex((level) => level.id === id);
  return [
    { level: at(coverage.rest), share: 1 - coverage.share },
    { level: at(coverage.of), share: coverage.share },
  ];
}

/** Fills arrays from readers, world by world. */
interface Filler {
  add(read: () => number): Float64Array;
  visit(world: number): void;
  /** For all that costs nothing. */
  readonly nothing: Float64Array;
}

function makeFiller(worlds: number): Filler {
  const filled: { readonly values: Float64Array; readonly read: () => number }[] = [];
  return {
    nothing: new Float64Array(worlds),
    add: (read) => {
      const values = new Float64Array(worlds);
      filled.push({ values, read });
      return values;
    },
    visit: (world) => {
      for (const { values, read } of filled) values[world] = read();
    },
  };
}

/** @param running What drivers make of its running costs in the world at hand. */
function controlPlan(control: Control, readers: WorldReaders, filler: Filler, running: () => number): ControlCosts {
  const { drawLabel, levels } = control;
  return {
    parts: levels.map((_, position) => partsOf(levels, position)),
    levels: levels.map((level) =>
      level.coverage === undefined
        ? itemPlan(level, `${drawLabel}.levels.${level.id}`, readers, filler, { of: control, path: drawLabel }, running)
        : null,
    ),
  };
}

function itemPlan(
  items: Parameters<typeof itemReaders>[0],
  path: string,
  readers: WorldReaders,
  filler: Filler,
  rules: Parameters<typeof itemReaders>[3],
  running: () => number = () => 1,
): ItemCosts {
  const stable = itemReaders(items, path, readers, rules);
  const read = { ...stable, opex: () => stable.opex() * running() };
  const life = items.life === undefined ? (): number => 0 : readers.value(items.life, `${path}.life`);
  const { capex, opex, people, secondment, friction } = items;
  const stated = { capex, capital: capex, opex, people, secondment, friction };
  const { add, nothing } = filler;
  const arrays = Object.fromEntries(
    ITEMS.map((item) => [item, stated[item] === undefined ? nothing : add(read[item])]),
  ) as Record<keyof ItemReaders, Float64Array>;
  const isPaid = [capex, opex, people].some((one) => one !== undefined);
  const isBorne = secondment !== undefined || friction !== undefined;
  return {
    ...arrays,
    lifeYears: capex === undefined ? nothing : add(() => life() / YEAR),
    budget: isPaid ? add(() => read.capital() + read.opex() + read.people()) : null,
    business: isBorne ? add(() => read.secondment() + read.friction()) : null,
  };
}

function opportunityPlans(
  { controls, opportunities = [] }: Model,
  readers: WorldReaders,
  filler: Filler,
): OpportunityCosts[] {
  return opportunities.map(({ id, worth, refusedBy }) => {
    const path = `opportunities.${id}`;
    const amount = readers.value(worth, `${path}.worth`);
    const refused = controls.flatMap((control, position) => {
      const own = refusedBy.filter((one) => one.control === control.id);
      if (own.length === 0) return [];
      const levels = control.levels.map((level) => {
        const found = own.find((one) => one.level === level.id);
        return found === undefined
          ? null
          : filler.add(readers.value(found.share, `${path}.refused by.${control.id}.${level.id}`));
      });
      return [{ control: position, levels }];
    });
    return { id, worth: filler.add(() => YEAR * amount()), refused };
  });
}

/** Trials of a world over which a factor on running costs is averaged where nobody says. */
const FEW_TRIALS = 100;

/** What drivers make of running costs, by control. */
function opexFactorsOf(model: Model, asked: OpexAsked): ReadonlyMap<string, Float64Array> {
  const movers = [...(model.drivers?.states.flatMap(({ states }) => states.flatMap(({ moves }) => moves)) ?? [])];
  const scaling = [...movers, ...(model.drivers?.indices.flatMap(({ scales }) => scales) ?? [])];
  return scaling.some(({ target }) => target.kind === 'opex') ? opexFactors(compileModel(model), asked) : new Map();
}

/**
 * Costs in the worlds of a seed: draws have the labels and the worlds that they have in a simulation of the model, so that costs and
 * losses of a world belong together.
 *
 * Where drivers scale running costs, those of a world are the mean over the time and the trials that it is given.
 *
 * @param model Under any portfolio: all levels of all controls are priced.
 * @throws SimulationFault when a formula gives no number, or one that its place cannot have.
 */
export function costsOf(
  model: Model,
  { seed, worlds, trialsPerWorld = FEW_TRIALS }: Omit<OpexAsked, 'trialsPerWorld'> & Partial<OpexAsked>,
): Costs {
  const readers = makeWorldReaders(model, model.spend?.discount ?? 0);
  const filler = makeFiller(worlds);
  const position = new Map(model.controls.map(({ id }, i) => [id, i]));
  const factors = opexFactorsOf(model, { seed, worlds, trialsPerWorld });
  let at = 0;
  const controls = model.controls.map((control) => {
    const ofWorlds = factors.get(control.id);
    return controlPlan(control, readers, filler, () => ofWorlds?.[at] ?? 1);
  });
  const shared = (model.spend?.shared ?? []).map((one): SharedCosts => ({
    id: one.id,
    of: one.of.flatMap((id) => position.get(id) ?? []),
    items: itemPlan(one, `spend.shared.${one.id}`, readers, filler, null),
  }));
  const opportunities = opportunityPlans(model, readers, filler);
  readers.eachWorld(seed, worlds, (world) => {
    at = world;
    filler.visit(world);
  });
  return { worlds, uncertain: readers.isUncertain(), controls, shared, opportunities };
}

/** Whether something shared is paid for: a control of it lies above its lowest level. */
export const isShared = ({ of }: Pick<SharedCosts, 'of'>, positions: Positions): boolean =>
  of.some((control) => (positions[control] ?? 0) > 0);
