/** Trials of a model by the reference simulator. */
import type { Model } from '../../../src/model/model.ts';
import { arrivalsOf } from './arrivals.ts';
import type { Calendar } from './calendar.ts';
import { calendarOf } from './calendar.ts';
import type { Chance } from './chance.ts';
import { chanceOf } from './chance.ts';
import type { Plain } from './plain.ts';
import { driverPath } from './drivers/path.ts';
import { plainOf, range } from './plain.ts';
import type { Story } from './trial.ts';
import { runTrial } from './trial.ts';

export interface Simulated {
  readonly plain: Plain;
  readonly calendar: Calendar;
  readonly chance: Chance;
  readonly stories: readonly Story[];
}

/** The first `trials` trials of a world. */
export function simulate(model: Model, seed: string, world: number, trials: number): Simulated {
  const plain = plainOf(model);
  const calendar = calendarOf(model);
  const chance = chanceOf(model.inputs, seed);
  chance.enter(world);
  const paths = range(0, trials).map((trial) => driverPath(plain.drivers, chance, calendar, trial, model.horizonHours));
  const stories = arrivalsOf(plain, chance, calendar, paths).map((arrivals, trial) =>
    runTrial(plain, chance, calendar, trial, arrivals, paths[trial]!),
  );
  return { plain, calendar, chance, stories };
}
