/** Drivers as the reference reads them: straight from the model, with the paths that label draws. */
import type { Drivers, DriverState, IndexDriver, StateDriver } from '../../../../src/model/drivers.ts';
import { figuresOf } from './figures.ts';

export interface PlainState {
  /** Number among the states of all drivers: by driver, then from mild to severe. */
  readonly number: number;
  readonly driver: StateDriver;
  readonly state: DriverState;
  /** From 0, the mildest. */
  readonly severity: number;
  readonly label: string;
  /** The name of what it causes. */
  readonly source: string;
}

export interface PlainDrivers {
  readonly states: readonly PlainState[];
  readonly indices: readonly IndexDriver[];
  readonly drivers: Drivers;
}

const NONE: Drivers = { states: [], indices: [], correlations: [], indexStepHours: 730, holds: [] };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function plainDrivers(drivers: Drivers = NONE): PlainDrivers {
  const ofStates = drivers.states.toSorted((a, b) => byText(a.id, b.id));
  const all = ofStates.flatMap((driver) => driver.states.map((state, severity) => ({ driver, state, severity })));
  return {
    drivers,
    states: all.map((one, number) => ({
      ...one,
      number,
      label: one.state.drawLabel,
      source: `driver:${one.driver.id}=${one.state.id}`,
    })),
    indices: drivers.indices.toSorted((a, b) => byText(a.id, b.id)),
  };
}

/** Whether any driver moves a figure. */
export function isMoved({ states, indices }: PlainDrivers, figure: string): boolean {
  return (
    states.some(({ state }) => state.moves.some(({ target }) => figuresOf(target).includes(figure))) ||
    indices.some(({ scales }) => scales.some(({ target }) => figuresOf(target).includes(figure)))
  );
}
