/** What follows from the drivers that a model states: closed forms where there are any, paths of the drivers alone for the rest. */
import type { Drivers, DriverState, StateDriver } from '../../model/drivers.ts';
import type { Model, ModelNode } from '../../model/model.ts';
import { FAMILIES } from '../../model/schema/driver-shapes.ts';
import type { DriverOutlook, FigureOutlook, LinkOutlook, NoSpare, StateOutlook } from '../../results/driver-outlook.ts';
import { aloneOf, chancesInSpell } from './closed-forms.ts';
import { movedFigures } from './moved-figures.ts';
import { type Simulated, simulateDrivers } from './simulated.ts';

/** A text without its source. */
const stated = (text: string): string => text.replace(/\s*\([^()]*\)\s*$/, '').trim();

function comesWords({ occurs }: DriverState): string | null {
  switch (occurs?.kind) {
    case undefined:
      return null;
    case 'rate':
      return occurs.per === 'interval' ? `every ${stated(occurs.amount.text)}` : stated(occurs.amount.text);
    case 'yearly':
      return stated(occurs.chance.text);
    case 'within':
      return 'by a proximity';
    case 'on':
      return 'on a date';
  }
}

/** States that something begins: an occurrence, another spell, what is known at the start, a hold of a scenario. */
function comingStates({ notes }: Model, drivers: Drivers): ReadonlySet<string> {
  const brought = drivers.states.flatMap(({ states }) =>
    states.flatMap(({ brings }) =>
      brings.flatMap((one) => (one.kind === 'spell' ? [`${one.driver}.${one.state}`] : [])),
    ),
  );
  const held = notes.scenarios.flatMap(({ holds }) =>
    holds.flatMap((hold) => (hold.kind === 'state' && hold.state !== null ? [`${hold.driver}.${hold.state}`] : [])),
  );
  const known = drivers.states.flatMap(({ id, now }) => ((now?.state ?? null) === null ? [] : [`${id}.${now?.state}`]));
  return new Set([...brought, ...held, ...known]);
}

function statesOf(model: Model, drivers: Drivers, simulated: Simulated): StateOutlook[] {
  const coming = comingStates(model, drivers);
  const held = new Set(drivers.holds.map(({ driver }) => driver));
  return drivers.states.flatMap((driver) =>
    driver.states.flatMap((state): StateOutlook[] => {
      const found = simulated.states.get(`${driver.id}.${state.id}`);
      if (found === undefined) return [];
      return [
        {
          driver: driver.id,
          state: state.id,
          comes: comesWords(state),
          lasts: state.lasts === 'forever' ? 'forever' : stated(state.lasts.text),
          alone: held.has(driver.id) ? null : aloneOf(driver, state, model.periodHours),
          ...found,
          canCome: state.occurs !== undefined || coming.has(`${driver.id}.${state.id}`),
        },
      ];
    }),
  );
}

/** What a state does to other drivers, or to another state of its own. */
function linksOf(drivers: Drivers): LinkOutlook[] {
  const stateOf = (driver: string, id: string): DriverState | undefined =>
    drivers.states.find((one) => one.id === driver)?.states.find((state) => state.id === id);
  const ofState = ({ id: driver }: StateDriver, state: DriverState): LinkOutlook[] => {
    const from = { driver, state: state.id };
    const nameOf = (other: string, id: string): string => (other === driver ? id : `${other}, ${id}`);
    return [
      ...state.moves.flatMap(({ target, amount }): LinkOutlook[] => {
        const factor = stated(amount.text);
        if (target.kind === 'index')
          return [{ ...from, kind: 'index', target: target.driver, stated: factor, chances: null }];
        if (target.kind !== 'stateOccurs' && target.kind !== 'stateLasts') return [];
        const named = { ...from, target: nameOf(target.driver, target.state), stated: factor };
        if (target.kind === 'stateLasts') return [{ ...named, kind: 'longer', chances: null }];
        const to = stateOf(target.driver, target.state);
        return [
          { ...named, kind: 'oftener', chances: to === undefined ? null : chancesInSpell(state.lasts, to, amount) },
        ];
      }),
      ...state.brings.flatMap((one): LinkOutlook[] =>
        one.kind === 'spell'
          ? [
              {
                ...from,
                kind: 'brings',
                target: nameOf(one.driver, one.state),
                stated: one.chance === undefined ? null : stated(one.chance.text),
                chances: null,
              },
            ]
          : [],
      ),
    ];
  };
  return drivers.states.flatMap((driver) => driver.states.flatMap((state) => ofState(driver, state)));
}

/** How far a factor lies from 1, up or down. */
const distance = (factor: number): number => Math.abs(Math.log(factor));

function figuresOf(drivers: Drivers, simulated: Simulated, figures: ReturnType<typeof movedFigures>): FigureOutlook[] {
  const ids = drivers.states.flatMap(({ id, states }) => states.map((state) => ({ driver: id, state: state.id })));
  return figures
    .flatMap((figure, f): FigureOutlook[] => {
      const found = simulated.figures[f];
      if (found === undefined) return [];
      const moving = ids
        .map((id, s) => ({ ...id, by: figure.byState[s] ?? 1, factor: found.inState.get(`${id.driver}.${id.state}`) }))
        .flatMap((one) => (one.by === 1 ? [] : [{ ...one, factor: one.factor ?? one.by }]))
        .toSorted((a, b) => distance(b.by) - distance(a.by));
      const [most] = moving;
      return [
        {
          names: figure.names.toSorted(),
          measure: figure.measure,
          mean: found.mean,
          most: most === undefined ? null : { driver: most.driver, state: most.state, factor: most.factor },
        },
      ];
    })
    .toSorted(
      (a, b) => distance(b.mean.value) - distance(a.mean.value) || ((a.names[0] ?? '') < (b.names[0] ?? '') ? -1 : 1),
    );
}

/** Whether a node stands still in part as soon as another gives less than all. */
const needsWholly = ({ needs }: ModelNode, supplier: string): boolean =>
  needs.some(
    ({ kind, members, weights }) =>
      members.includes(supplier) &&
      (kind === 'all' || (kind === 'share' && weights.reduce((sum, one) => sum + one, 0) <= 1 + 1e-9)),
  );

function noSpareOf(model: Model, drivers: Drivers): NoSpare[] {
  return drivers.states.flatMap(({ id: driver, states }) =>
    states.flatMap((state) =>
      state.moves.flatMap(({ target, amount }) =>
        target.kind !== 'capacity'
          ? []
          : target.nodes.flatMap((node): NoSpare[] => {
              const dependants = model.nodes.filter((one) => needsWholly(one, node)).map(({ id }) => id);
              if (dependants.length === 0) return [];
              return [{ driver, state: state.id, node, ceiling: stated(amount.text), dependants }];
            }),
      ),
    ),
  );
}

/** What follows from the drivers of a model; null where it has none. */
export function driverOutlook(model: Model): DriverOutlook | null {
  const { drivers } = model;
  if (drivers === undefined) return null;
  const figures = movedFigures(drivers);
  const simulated = simulateDrivers(model, drivers, figures);
  const families = new Set([...drivers.states, ...drivers.indices].flatMap((driver) => [...driver.families]));
  return {
    states: statesOf(model, drivers, simulated),
    links: linksOf(drivers),
    figures: figuresOf(drivers, simulated, figures),
    indices: drivers.indices.flatMap(({ id }) => {
      const found = simulated.indices.get(id);
      return found === undefined ? [] : [{ id, ...found }];
    }),
    noSpare: noSpareOf(model, drivers),
    silentFamilies: FAMILIES.filter((family) => !families.has(family)),
    clashingWorlds: simulated.clashingWorlds,
    trials: simulated.trials,
    periodHours: model.periodHours,
  };
}
