/** Laws of drivers, on random models: what is added moves no other draw, and bits do not depend on how a trial is run. */
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../src/index.ts';
import type { Drivers, Hold, StateDriver, Target } from '../../src/model/drivers.ts';
import type { Model } from '../../src/model/model.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { kernelOf, recordColumns } from '../../src/sim/compile/kernel-of.ts';
import type { TrialRecord } from '../../src/sim/kernel/ground/kernel.ts';
import { driverState, stateDriver } from '../fixtures/drivers.ts';
import { constant, interval, modelOf, perYear } from '../fixtures/model-builder.ts';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { randomModel } from '../fixtures/random-model.ts';

const SEED = 'laws';
const MODELS = process.env['RINGFENCE_PROVE'] === '1' ? 100 : 6;
const TRIALS = 3;

type Driven = Model & { readonly drivers: Drivers };

const seeds = Array.from({ length: MODELS }, (_, seed) => seed);
const copyOf = ({ columns, periodLoss }: TrialRecord): number[] => [...columns, ...periodLoss];

/** The records of the first trials of a world, bit for bit. */
function recordsOf(model: Model, trials: readonly number[] = [0, 1, 2].slice(0, TRIALS)): number[][] {
  const kernel = kernelOf(compileModel(model), SEED);
  return trials.map((trial) => {
    kernel.simulate(1, trial);
    return copyOf(kernel.record());
  });
}

/** The same but for what they say of the states of drivers, of which a driver that is added has some of its own. */
function othersOf(model: Model): number[][] {
  const { stateHours, states } = recordColumns(compileModel(model));
  return recordsOf(model).map((record) =>
    record.filter((_, column) => column < stateHours || column >= stateHours + STATE_BLOCKS * states),
  );
}

/** Blocks of columns of states: hours, spells, periods, losses twice. */
const STATE_BLOCKS = 5;

/** A driver that is busy all the time, and scales something by 1. */
function idle(id: string, target: Target): StateDriver {
  const occurs = { kind: 'rate', per: 'interval', amount: constant(400, 'hours', 'uncertain'), once: false } as const;
  const one = { path: 'threats.all.occurs', target, amount: constant(1, 'factor', 'uncertain') };
  return stateDriver(id, [driverState('on', { occurs, lasts: interval(50, 300, 'hours', 'varies'), moves: [one] })]);
}

function withDriver(model: Driven, driver: StateDriver, holds: readonly Hold[] = []): Driven {
  const states = [...model.drivers.states, driver].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const all = [...model.drivers.holds, ...holds].toSorted((a, b) => (a.driver < b.driver ? -1 : 1));
  return { ...model, drivers: { ...model.drivers, states, holds: all } };
}

const paced = ({ threats }: Model): string[] =>
  threats.filter(({ occurs }) => occurs.kind !== 'on').map(({ id }) => id);

describe('what is added moves no other draw', () => {
  test.each(['a0', 'z9'])('a driver %s, that scales paces by 1, held or not', (id) => {
    let looked = 0;
    for (const seed of seeds) {
      const model = withDrivers(randomModel(seed), seed);
      const threats = paced(model);
      if (threats.length === 0) continue;
      looked++;
      const driver = idle(id, { kind: 'threatOccurs', threats });
      const hold: Hold = { kind: 'state', driver: id, state: 'on', from: 240, to: 4800 };
      const base = othersOf(model);
      expect(othersOf(withDriver(model, driver)), `model ${seed}`).toEqual(base);
      expect(othersOf(withDriver(model, driver, [hold])), `model ${seed}, held`).toEqual(base);
    }
    expect(looked).toBeGreaterThan(MODELS / 2);
  });

  test('a driver with a link of 1 to each state that comes at a pace', () => {
    for (const seed of seeds) {
      const model = withDrivers(randomModel(seed), seed);
      const linked = model.drivers.states.flatMap(({ id, states }) =>
        states
          .filter(({ occurs }) => occurs !== undefined && occurs.kind !== 'on')
          .map((state) => idle(`z-${id}-${state.id}`, { kind: 'stateOccurs', driver: id, state: state.id })),
      );
      const all = linked.reduce((grown, driver) => withDriver(grown, driver), model);
      expect(othersOf(all), `model ${seed}`).toEqual(othersOf(model));
    }
  });
});

test('where a factor is at least 1 every arrival of a rate is there that the base has', () => {
  const hoursOf = (drivers?: Drivers): number[][] => {
    const threats = [
      { id: 'often', occurs: perYear(30) },
      { id: 'seldom', occurs: perYear(0.5) },
    ];
    const model = modelOf({ threats, ...(drivers === undefined ? {} : { drivers }) });
    const all: number[][] = [];
    const kernel = kernelOf(compileModel(model), SEED, { event: (hour) => void all.at(-1)!.push(hour) });
    for (let trial = 0; trial < 40; trial++) {
      all.push([]);
      kernel.simulate(0, trial);
    }
    return all;
  };
  const driver = idle('d', { kind: 'threatOccurs', threats: ['often', 'seldom'] });
  const [on] = driver.states;
  const moves = on!.moves.map((one) => ({ ...one, amount: interval(1.5, 4, 'factor', 'uncertain') }));
  const drivers: Drivers = {
    states: [{ ...driver, states: [{ ...on!, moves }] }],
    indices: [],
    correlations: [],
    indexStepHours: 730,
    holds: [],
  };
  const base = hoursOf();
  const driven = hoursOf(drivers);
  base.forEach((hours, trial) => expect(driven[trial]).toEqual(expect.arrayContaining(hours)));
  expect(driven.flat().length).toBeGreaterThan(base.flat().length);
});

describe('the same bits', () => {
  test('whatever trials come before, and in whatever steps a trial is taken', () => {
    for (const seed of seeds) {
      const model = withDrivers(randomModel(seed), seed);
      const base = recordsOf(model, [0, 1, 2]);
      expect(recordsOf(model, [2, 0, 1]), `model ${seed}`).toEqual([base[2], base[0], base[1]]);
      const kernel = kernelOf(compileModel(model), SEED);
      kernel.start(1, 2);
      kernel.runTo(1234.5);
      const saved = kernel.save();
      kernel.runTo(5000);
      kernel.restore(saved);
      for (const hours of [1234.5, 2000, 2000, 7300, Infinity]) kernel.runTo(hours);
      expect(copyOf(kernel.record()), `model ${seed}, in steps`).toEqual(base[2]);
    }
  });

  test('whatever the order of entries in the file', () => {
    const head = 'ringfence: 1\ntitle: Order\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\n';
    const drivers = [
      `  energy: { factor: economic, states: { crisis: { occurs: 2 per year, lasts: 1..3 months, while: { W } } } }`,
      `  price: { factor: economic, index: x0.5..x2, persists: 3 months, scales: [ threats.fault.cost ] }`,
      `  wages: { factor: social, index: x0.5..x2, persists: 3 months, scales: [ nodes.plant.loss.own ] }`,
    ];
    const entries = ['threats.fault.occurs: x2..x4', 'nodes.plant.capacity: 40..70%', 'drivers.price.index: x1.2..x2'];
    const text = (order: <T>(list: readonly T[]) => readonly T[]): string =>
      `${head}drivers:\n${order(drivers)
        .map((one) => one.replace('W', order(entries).join(', ')))
        .join('\n')}\ncorrelations: [ { between: [ ${order(['price', 'wages']).join(', ')} ], correlation: 60% } ]
nodes: { plant: { kind: asset, loss: [ { own: £1 per hour } ] } }
threats: { fault: { occurs: 5 per year, cost: { own: £10..£50 } } }
`;
    const read = (order: <T>(list: readonly T[]) => readonly T[]): Model => {
      const found = readModelText(text(order));
      if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'));
      return found.value;
    };
    const base = read((list) => list);
    const turned = read((list) => list.toReversed());
    expect(turned.hash).toBe(base.hash);
    expect(recordsOf(turned)).toEqual(recordsOf(base));
  });
});
