/** Numbers of drivers, states and indices by their names. */
import type { Drivers, DriverState, StateDriver } from '../../../model/drivers.ts';

/** A state and its driver's number. */
export interface NumberedState {
  readonly state: DriverState;
  readonly driver: StateDriver;
  readonly number: number;
  readonly driverNumber: number;
}

export interface Names {
  /** By driver, then from mild to severe. */
  readonly states: readonly NumberedState[];
  /** Numbers of the first state of each driver, and of all. Shape [drivers + 1]. */
  readonly stateStart: Int32Array;
  driver(id: string): number;
  state(driver: string, id: string): number;
  index(id: string): number;
  /** Whether a state holds nodes down or strikes them: it can be a root cause. */
  isRoot(state: DriverState): boolean;
}

/** The name of a state as a root cause. */
export const rootName = (driver: Pick<StateDriver, 'id'>, state: Pick<DriverState, 'id'>): string =>
  `driver:${driver.id}=${state.id}`;

export function makeNames({ states: drivers, indices }: Drivers): Names {
  const stateStart = new Int32Array(drivers.length + 1);
  const states: NumberedState[] = [];
  drivers.forEach((driver, driverNumber) => {
    for (const state of driver.states) states.push({ state, driver, number: states.length, driverNumber });
    stateStart[driverNumber + 1] = states.length;
  });

  function found(number: number, name: string): number {
    if (number < 0) throw new Error(`no driver has ${name}`);
    return number;
  }
  return {
    states,
    stateStart,
    driver: (id) =>
      found(
        drivers.findIndex((driver) => driver.id === id),
        id,
      ),
    state: (driver, id) => {
      return found(
        states.findIndex((one) => one.driver.id === driver && one.state.id === id),
        `${driver}.${id}`,
      );
    },
    index: (id) =>
      found(
        indices.findIndex((index) => index.id === id),
        id,
      ),
    isRoot: ({ moves, brings }) =>
      moves.some(({ target }) => target.kind === 'capacity') || brings.some(({ kind }) => kind === 'effect'),
  };
}
