/** Drivers as the reference reads them: straight from the model, with the paths that label draws. */
import type {
  Drivers,
  DriverState,
  IndexDriver,
  Movement,
  StateDriver,
  Target,
} from '../../../../src/model/drivers.ts';
import { distributionOf, type Distribution } from '../../../../src/sim/distributions/distribution-of.ts';
import { figuresOf } from './figures.ts';

export interface PlainState {
  /** Number among the states of all drivers: by driver, then from mild to severe. */
  readonly number: number;
  readonly driver: StateDriver;
  readonly state: DriverState;
  /** From 0, the mildest. */
  readonly severity: number;
  readonly label: string;
  /** Name and number of what it causes; only what holds nodes down or strikes them is numbered. */
  readonly source: string;
  readonly sourceNumber: number;
}

/** All that moves a figure: entries of `while`, and indices with their powers. */
export interface Movers {
  readonly byStates: readonly { readonly of: PlainState; readonly movement: Movement }[];
  readonly byIndices: readonly { readonly index: number; readonly power: number }[];
}

export interface PlainDrivers {
  readonly states: readonly PlainState[];
  readonly indices: readonly IndexDriver[];
  readonly laws: readonly Distribution[];
  /** By figure; what nothing moves is left out. */
  readonly movers: ReadonlyMap<string, Movers>;
  readonly drivers: Drivers;
}

const NONE: Drivers = { states: [], indices: [], correlations: [], indexStepHours: 730, holds: [] };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function plainDrivers(drivers: Drivers = NONE): PlainDrivers {
  const ofStates = drivers.states.toSorted((a, b) => byText(a.id, b.id));
  const all = ofStates.flatMap((driver) => driver.states.map((state, severity) => ({ driver, state, severity })));
  const isSource = ({ moves, brings }: DriverState): boolean =>
    moves.some(({ target }) => target.kind === 'capacity') || brings.some(({ kind }) => kind === 'effect');
  const states = all.map((one, number) => ({
    ...one,
    number,
    sourceNumber: all.slice(0, number).filter(({ state }) => isSource(state)).length,
    label: one.state.drawLabel,
    source: `driver:${one.driver.id}=${one.state.id}`,
  }));
  const indices = drivers.indices.toSorted((a, b) => byText(a.id, b.id));
  return {
    drivers,
    states,
    indices,
    laws: indices.map(({ law }) => distributionOf(law)),
    movers: moversOf(states, indices),
  };
}

function moversOf(states: readonly PlainState[], indices: readonly IndexDriver[]): ReadonlyMap<string, Movers> {
  const byStates = states.flatMap((of) => of.state.moves.map((movement) => ({ of, movement })));
  const byIndices = indices.flatMap(({ scales }, index) =>
    scales.map(({ target, power }) => ({ index, target, power })),
  );
  const moves = (target: Target, name: string): boolean => figuresOf(target).includes(name);
  const names = [...byStates.map(({ movement }) => movement.target), ...byIndices.map(({ target }) => target)];
  return new Map(
    [...new Set(names.flatMap(figuresOf))].map((name) => [
      name,
      {
        byStates: byStates.filter(({ movement }) => moves(movement.target, name)),
        byIndices: byIndices.filter(({ target }) => moves(target, name)),
      },
    ]),
  );
}
