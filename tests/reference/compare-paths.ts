/** Compares the paths of drivers that the simulation makes with the reference's. */
import type { Model } from '../../src/model/model.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { makeDriverPaths, type DriverPaths } from '../../src/sim/drivers/path/driver-paths.ts';
import { calendarOf } from './simulator/calendar.ts';
import { chanceOf } from './simulator/chance.ts';
import { driverPath, type DriverPath } from './simulator/drivers/path.ts';
import { plainOf, range } from './simulator/plain.ts';

/** Values and hours agree to this part of their size. */
const TOLERANCE = 1e-6;

export interface PathDifference {
  readonly trial: number;
  readonly hour: number;
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
}

const near = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));

/** What is in force of a driver, or the value of an index, at an hour: -1 is none. */
function ourTurn({ log }: DriverPaths, what: number, hour: number): { readonly spell: number; readonly value: number } {
  let found = { spell: -1, value: NaN };
  for (const i of range(0, log.counts[1]!)) {
    if (log.turnWhat[i] === what && log.turnTime[i]! <= hour) {
      found = { spell: log.turnSpell[i]!, value: log.turnValue[i]! };
    }
  }
  return found;
}

const spellText = (state: number, number: number): string => `state ${state}, number ${number.toString(16)}`;

/** Hours in the middle of stretches in which neither path changes; those of no length are left out. */
function momentsOf(paths: DriverPaths, reference: DriverPath, horizonHours: number): number[] {
  const ours = range(0, paths.log.counts[1]!).map((i) => paths.log.turnTime[i]!);
  const cuts = [...new Set([0, ...ours, ...reference.stretches.map(({ from }) => from), horizonHours])];
  const sorted = cuts.filter((cut) => cut <= horizonHours).toSorted((a, b) => a - b);
  return sorted.slice(1).flatMap((to, i) => (near(sorted[i]!, to) ? [] : [(sorted[i]! + to) / 2]));
}

/** All on which the two do not agree in the first trials of a world, and how many moments were looked at. */
export function pathDifferences(
  model: Model,
  seed: string,
  world: number,
  trials: number,
): { readonly differences: readonly PathDifference[]; readonly moments: number } {
  let moments = 0;
  const paths = makeDriverPaths(compileModel(model), seed);
  const plain = plainOf(model);
  const chance = chanceOf(model.inputs, seed);
  chance.enter(world);
  const { states, indices, drivers } = plain.drivers;
  const inOrder = [...new Set(states.map(({ driver }) => driver))];
  const differences = range(0, trials).flatMap((trial) => {
    paths.make(world, trial);
    const reference = driverPath(plain.drivers, chance, calendarOf(model), trial, model.horizonHours);
    const found: PathDifference[] = [];
    for (const hour of momentsOf(paths, reference, model.horizonHours)) {
      moments++;
      const { inForce, values } = reference.at(hour);
      for (const [d, driver] of inOrder.entries()) {
        const { spell } = ourTurn(paths, d, hour);
        const theirs = inForce.find(({ of }) => of.driver === driver);
        const ours = spell < 0 ? 'none' : spellText(paths.log.spellState[spell]!, paths.log.spellNumber[spell]!);
        const reads = theirs === undefined ? 'none' : spellText(theirs.of.number, theirs.number);
        if (ours !== reads) found.push({ trial, hour, what: driver.id, ours, reference: reads });
      }
      for (const [i, { id }] of indices.entries()) {
        const { value } = ourTurn(paths, drivers.states.length + i, hour);
        if (!near(value, values[i]!)) {
          found.push({ trial, hour, what: id, ours: `${value}`, reference: `${values[i]!}` });
        }
      }
    }
    return found;
  });
  return { differences, moments };
}
