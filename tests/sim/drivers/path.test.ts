/** The path of drivers against closed forms. */
import { describe, expect, test } from 'vitest';
import type { Drivers } from '../../../src/model/drivers.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { makeDriverPaths } from '../../../src/sim/drivers/path/driver-paths.ts';
import type { DriverPaths } from '../../../src/sim/drivers/path/driver-paths.ts';
import { constant, modelOf, quantity, type ModelParts } from '../../fixtures/model-builder.ts';
import {
  bringsSpell,
  correlation,
  driversOf,
  driverState,
  everyYears,
  exponentialHours,
  holdIndex,
  holdState,
  indexDriver,
  lengthOf,
  moves,
  paceOf,
  stateDriver,
} from '../../fixtures/drivers.ts';

const SEED = 'path';
const YEAR = 8760;
const MONTH = 730;

/** Standard errors within which a mean over fixed draws must lie. */
const MOST = 4;

function pathsOf(drivers: Partial<Drivers>, more: ModelParts = {}): DriverPaths {
  return makeDriverPaths(compileModel(modelOf({ ...more, drivers: driversOf(drivers) })), SEED);
}

/** What of a stretch of time a driver is in each state: [normal, states ...], of a trial. */
function hoursIn({ tables, log }: DriverPaths, driver: number, horizon: number): number[] {
  const first = tables.stateStart[driver]!;
  const hours = Array.from({ length: tables.stateStart[driver + 1]! - first + 1 }, () => 0);
  let [state, since] = [0, 0];
  for (let i = 0; i < log.counts[1]!; i++) {
    if (log.turnWhat[i] !== driver) continue;
    hours[state]! += log.turnTime[i]! - since;
    since = log.turnTime[i]!;
    const spell = log.turnSpell[i]!;
    state = spell < 0 ? 0 : log.spellState[spell]! - first + 1;
  }
  hours[state]! += horizon - since;
  return hours;
}

/** Spells of a state that begin in the horizon, by hour. */
function beginnings({ log }: DriverPaths, state: number): number[] {
  const hours: number[] = [];
  for (let i = 0; i < log.counts[0]!; i++) {
    const isStart = log.spellNumber[i] === 0x7f80_0000;
    if (log.spellState[i] === state && !isStart) hours.push(log.spellFrom[i]!);
  }
  return hours;
}

interface Mean {
  readonly mean: number;
  readonly error: number;
}

/** The mean over trials of numbers of each. */
function means(paths: DriverPaths, trials: number, of: () => readonly number[], worlds = 1): Mean[] {
  const sums: number[] = [];
  const squares: number[] = [];
  for (let i = 0; i < trials; i++) {
    paths.make(i % worlds, Math.floor(i / worlds));
    of().forEach((value, k) => {
      sums[k] = (sums[k] ?? 0) + value;
      squares[k] = (squares[k] ?? 0) + value * value;
    });
  }
  return sums.map((sum, k) => {
    const mean = sum / trials;
    return { mean, error: Math.sqrt(Math.max(0, squares[k]! / trials - mean * mean) / trials) };
  });
}

function expectMean({ mean, error }: Mean, exact: number): void {
  expect(error).toBeGreaterThan(0);
  expect(Math.abs(mean - exact), `${mean} ± ${error} for ${exact}`).toBeLessThan(MOST * error);
}

describe('spells', () => {
  test('an alternating renewal that is met at random: shares, beginnings, chance of a year that sees one', () => {
    const crisis = driverState('crisis', { occurs: everyYears(2), lasts: exponentialHours(6 * MONTH) });
    const paths = pathsOf({ states: [stateDriver('energy', [crisis])] });
    const found = means(paths, 6_000, () => {
      const [, hours] = hoursIn(paths, 0, YEAR);
      return [hours! / YEAR, beginnings(paths, 0).length, hours! > 0 ? 1 : 0];
    });
    expectMean(found[0]!, 0.2);
    expectMean(found[1]!, 0.4);
    expectMean(found[2]!, 1 - 0.8 * Math.exp(-0.5));
  });

  test('the share is the same in every part of the year, whatever the law of the length', () => {
    const laws = [
      constant(YEAR, 'hours'),
      quantity({ kind: 'gamma', shape: 2, scale: YEAR / 2 }, 'hours', 'varies'),
      quantity({ kind: 'lognormal', median: YEAR * Math.exp(-0.5), sigma: 1 }, 'hours', 'varies'),
      quantity({ kind: 'discrete', values: [YEAR / 2, 2 * YEAR], weights: [2 / 3, 1 / 3] }, 'hours', 'varies'),
    ];
    for (const lasts of laws) {
      const paths = pathsOf({ states: [stateDriver('d', [driverState('on', { occurs: everyYears(2), lasts })])] });
      const found = means(paths, 2500, () => {
        const isOn = [0, 0, 0];
        for (let i = 0; i < paths.log.counts[0]!; i++) {
          [1, YEAR / 2, YEAR - 1].forEach((at, k) => {
            if (paths.log.spellFrom[i]! <= at && at < paths.log.spellTo[i]!) isOn[k] = 1;
          });
        }
        return isOn;
      });
      for (const share of found) expectMean(share, 1 / 3);
    }
  });

  test('of two states the more severe is in force', () => {
    const tight = driverState('tight', { occurs: everyYears(2), lasts: constant(YEAR, 'hours') });
    const crisis = driverState('crisis', {
      occurs: everyYears(9.5),
      lasts: quantity({ kind: 'gamma', shape: 2, scale: 2190 }, 'hours', 'varies'),
    });
    const paths = pathsOf({ states: [stateDriver('energy', [tight, crisis])] });
    const found = means(paths, 6_000, () => hoursIn(paths, 0, YEAR).map((hours) => hours / YEAR));
    expectMean(found[0]!, 0.95 * (2 / 3));
    expectMean(found[1]!, 0.95 / 3);
    expectMean(found[2]!, 0.05);
  });

  test('one driver that makes another come four times as often: the chain of four states', () => {
    const states = [
      stateDriver('a', [
        driverState('on', {
          occurs: everyYears(2),
          lasts: exponentialHours(6 * MONTH),
          moves: [moves('drivers.b.on.occurs', paceOf('b', 'on'), 4)],
        }),
      ]),
      stateDriver('b', [driverState('on', { occurs: everyYears(5), lasts: exponentialHours(3 * MONTH) })]),
    ];
    const free = pathsOf({ states });
    const found = means(free, 12_000, () => [
      hoursIn(free, 0, YEAR)[1]! / YEAR,
      hoursIn(free, 1, YEAR)[1]! / YEAR,
      beginnings(free, 1).length,
    ]);
    expectMean(found[0]!, 0.2);
    expectMean(found[1]!, 0.06692574413627611);
    expectMean(found[2]!, 0.2921348576830498);

    const held = pathsOf({ states, holds: [holdState('a', 'on')] });
    const ofHeld = means(held, 6_000, () => [hoursIn(held, 1, YEAR)[1]! / YEAR, beginnings(held, 1).length]);
    expectMean(ofHeld[0]!, 0.14206919015498562);
    expectMean(ofHeld[1]!, 0.6863446478760116);
    const calm = pathsOf({ states, holds: [holdState('a', null)] });
    expectMean(means(calm, 6_000, () => [hoursIn(calm, 1, YEAR)[1]! / YEAR])[0]!, 0.25 / 5.25);
  });

  test('what is known of the start', () => {
    const on = (parts = {}) => [driverState('on', { lasts: constant(YEAR, 'hours'), ...parts })];
    const often = { occurs: everyYears(2), lasts: exponentialHours(6 * MONTH) };
    const paths = pathsOf({
      states: [
        stateDriver('a', on(), { now: { state: 'on' } }),
        stateDriver('b', on(), { now: { state: 'on', left: constant(2 * MONTH, 'hours') } }),
        stateDriver('c', on(often), { now: { state: null } }),
        stateDriver('e', on({ lasts: 'forever' }), { now: { state: 'on' } }),
      ],
    });
    const found = means(paths, 6_000, () => [0, 1, 2, 3].map((driver) => hoursIn(paths, driver, YEAR)[1]! / YEAR));
    expectMean(found[0]!, 0.5);
    expect(found[1]!.mean).toBeCloseTo(1 / 6, 9);
    expectMean(found[2]!, 0.2 * (1 - (1 - Math.exp(-2.5)) / 2.5));
    expect(found[3]!.mean).toBe(1);
  });

  test('a chance a year is a process of which so many years pass without an arrival', () => {
    const occurs = { kind: 'yearly', chance: constant(0.4, 'share', 'uncertain'), once: false } as const;
    const paths = pathsOf({ states: [stateDriver('d', [driverState('on', { occurs, lasts: constant(1, 'hours') })])] });
    const found = means(paths, 6_000, () => [beginnings(paths, 0).length, beginnings(paths, 0).length > 0 ? 1 : 0]);
    expectMean(found[0]!, -Math.log(0.6));
    expectMean(found[1]!, 0.4);
  });

  test('an arrival while one runs does nothing, and one in a hidden state brings nothing', () => {
    const mild = driverState('mild', {
      occurs: { kind: 'on', atHours: [100, 150, 1000] },
      lasts: constant(200, 'hours'),
      brings: [bringsSpell('other', 'on')],
    });
    const severe = driverState('severe', { occurs: { kind: 'on', atHours: [900] }, lasts: constant(150, 'hours') });
    const other = driverState('on', { lasts: constant(10, 'hours') });
    const paths = pathsOf({ states: [stateDriver('d', [mild, severe]), stateDriver('other', [other])] });
    paths.make(0, 0);
    expect(beginnings(paths, 0)).toEqual([100, 1000]);
    expect(beginnings(paths, 2)).toEqual([100]);
    // The mild one shows again when the severe one ends.
    expect(hoursIn(paths, 0, YEAR)).toEqual([YEAR - 200 - 150 - 150, 350, 150]);
  });

  test('a spell lasts by the factors in force just before it begins', () => {
    const long = (path: string): Partial<Parameters<typeof driverState>[1]> => ({
      moves: [moves(path, lengthOf('b', 'on'), 3)],
    });
    const a = (atHours: readonly number[]) =>
      driverState('on', {
        occurs: { kind: 'on', atHours },
        lasts: constant(50, 'hours'),
        ...long('drivers.b.on.lasts'),
      });
    const b = driverState('on', { occurs: { kind: 'on', atHours: [100, 500, 900] }, lasts: constant(10, 'hours') });
    const paths = pathsOf({ states: [stateDriver('a', [a([100, 480])]), stateDriver('b', [b])] });
    paths.make(0, 0);
    const lengths = Array.from({ length: paths.log.counts[0]! }, (_, i) => i)
      .filter((i) => paths.log.spellState[i] === 1)
      .map((i) => paths.log.spellTo[i]! - paths.log.spellFrom[i]!);
    expect(lengths).toEqual([10, 30, 10]);
  });

  test('states that bring each other at once begin once each, and what is delayed comes after the spell is over', () => {
    const on = (brings: Parameters<typeof bringsSpell>) =>
      driverState('on', { lasts: constant(20, 'hours'), brings: [bringsSpell(...brings)] });
    const first = driverState('on', {
      occurs: { kind: 'on', atHours: [100] },
      lasts: constant(20, 'hours'),
      brings: [bringsSpell('b', 'on')],
    });
    const paths = pathsOf({
      states: [stateDriver('a', [first]), stateDriver('b', [on(['a', 'on'])]), stateDriver('c', [driverState('on')])],
    });
    paths.make(0, 0);
    expect([0, 1].map((state) => beginnings(paths, state))).toEqual([[100], [100]]);
    const late = pathsOf({
      states: [
        stateDriver('a', [{ ...first, brings: [bringsSpell('b', 'on', { delay: 70 })] }]),
        stateDriver('b', [driverState('on')]),
      ],
    });
    late.make(0, 0);
    expect(beginnings(late, 1)).toEqual([170]);
  });

  test('a clock runs at the pace, from the instant on', () => {
    const within = { kind: 'within', low: 200, high: 9000, never: 0, once: true } as const;
    const clock = driverState('on', { occurs: within, lasts: constant(1, 'hours') });
    const fast = driverState('on', {
      occurs: { kind: 'on', atHours: [1000] },
      lasts: 'forever',
      moves: [moves('drivers.b.on.occurs', paceOf('b', 'on'), 2)],
    });
    const parts = { horizonHours: 40 * YEAR, periodHours: 40 * YEAR };
    const base = pathsOf({ states: [stateDriver('b', [clock])] }, parts);
    const moved = pathsOf({ states: [stateDriver('a', [fast]), stateDriver('b', [clock])] }, parts);
    for (let trial = 0; trial < 100; trial++) {
      base.make(0, trial);
      moved.make(0, trial);
      const [at] = beginnings(base, 0) as [number];
      expect(beginnings(moved, 1)[0]).toBeCloseTo(at < 1000 ? at : 1000 + (at - 1000) / 2, 6);
    }
  });
});

describe('a link moves no draw of what it does not touch', () => {
  const b = driverState('on', { occurs: everyYears(0.5), lasts: exponentialHours(300) });
  const a = driverState('on', { occurs: everyYears(0.5), lasts: exponentialHours(900) });
  const link = { moves: [moves('drivers.b.on.occurs', paceOf('b', 'on'), 2.5)] };

  test('where its factor is at least 1 every arrival of the base is there', () => {
    const base = pathsOf({ states: [stateDriver('b', [{ ...b, lasts: constant(0.001, 'hours') }])] });
    const linked = pathsOf({
      states: [stateDriver('a', [{ ...a, ...link }]), stateDriver('b', [{ ...b, lasts: constant(0.001, 'hours') }])],
    });
    let more = 0;
    for (let trial = 0; trial < 500; trial++) {
      base.make(0, trial);
      linked.make(0, trial);
      const found = beginnings(linked, 1);
      expect(found).toEqual(expect.arrayContaining(beginnings(base, 0)));
      more += found.length - beginnings(base, 0).length;
    }
    expect(more).toBeGreaterThan(100);
  });

  test('in any order of trials, and after others, a trial is the same', () => {
    const paths = pathsOf({ states: [stateDriver('a', [{ ...a, ...link }]), stateDriver('b', [b])] });
    const seen = (trial: number): unknown => {
      paths.make(trial % 3, trial);
      return [beginnings(paths, 0), beginnings(paths, 1), hoursIn(paths, 1, YEAR)];
    };
    const inOrder = Array.from({ length: 60 }, (_, trial) => seen(trial));
    const mixed = [59, 3, 3, 40, 0, 17, 18, 16];
    expect(mixed.map(seen)).toEqual(mixed.map((trial) => inOrder[trial]));
  });
});

describe('indices', () => {
  const sigma = Math.log(4) / (2 * 1.6448536269514722);
  /** Values of an index at hours of the current trial. */
  const valuesAt = ({ tables, log }: DriverPaths, index: number, hours: readonly number[]): number[] => {
    const what = tables.nowState.length + index;
    return hours.map((hour) => {
      let value = NaN;
      for (let i = 0; i < log.counts[1]!; i++) {
        if (log.turnWhat[i] === what && log.turnTime[i]! <= hour) value = log.turnValue[i]!;
      }
      return value;
    });
  };
  const monthly = { persists: constant(4 * MONTH, 'hours', 'uncertain') };
  const two = [indexDriver('price', monthly), indexDriver('wages', monthly)];
  const joined = { indices: two, correlations: [correlation('price', 'wages', 0.6)] };

  test('are standard normal at each step, with the correlations a^k between steps and R between indices', () => {
    const paths = pathsOf(joined);
    const a = Math.exp(-1 / 4);
    const found = means(paths, 2500, () => {
      const [p0, p3] = valuesAt(paths, 0, [0, 3.5 * MONTH]).map((value) => Math.log(value) / sigma) as [number, number];
      const [w0, w3] = valuesAt(paths, 1, [0, 3.5 * MONTH]).map((value) => Math.log(value) / sigma) as [number, number];
      return [p0, p3, p0 * p0, p3 * p3, p0 * p3, p0 * w0, p3 * w3, p0 * w3, w0 * p3];
    });
    const exact = [0, 0, 1, 1, a ** 3, 0.6, 0.6, 0.6 * a ** 3, 0.6 * a ** 3];
    exact.forEach((value, k) => expectMean(found[k]!, value));
  });

  test('held: has the value, and the other follows with the law given it', () => {
    const paths = pathsOf({ ...joined, holds: [holdIndex('price', 2, MONTH / 2, 2.5 * MONTH)] });
    const base = pathsOf(joined);
    const z = Math.log(2) / sigma;
    let trial = 0;
    const found = means(paths, 2500, () => {
      const [before, held, after] = valuesAt(paths, 0, [0, MONTH, 3 * MONTH]) as [number, number, number];
      base.make(0, trial++);
      expect(valuesAt(base, 0, [0, 3 * MONTH])).toEqual([before, after]);
      expect(held).toBe(2);
      const w = Math.log(valuesAt(paths, 1, [MONTH])[0]!) / sigma;
      return [w, (w - 0.6 * z) ** 2];
    });
    expectMean(found[0]!, 0.6 * z);
    expectMean(found[1]!, 1 - 0.36);
  });

  test('known at the start drift from there, and the other starts given it', () => {
    const paths = pathsOf({ ...joined, indices: [indexDriver('price', { ...monthly, now: 1.5 }), two[1]!] });
    const z0 = Math.log(1.5) / sigma;
    const hours = Array.from({ length: 12 }, (_, k) => k * MONTH);
    const found = means(paths, 2500, () => [
      ...valuesAt(paths, 0, [0]),
      MONTH * valuesAt(paths, 0, hours).reduce((sum, value) => sum + value, 0),
      MONTH * valuesAt(paths, 1, hours).reduce((sum, value) => sum + value, 0),
    ]);
    expect(found[0]!.mean).toBeCloseTo(1.5, 9);
    expect(z0).toBeCloseTo(0.9622, 4);
    expectMean(found[1]!, 10910.048050391346);
    expectMean(found[2]!, 10393.887057501945);
  });

  test('with jumps: a held value keeps the quantile within its band', () => {
    const jump = quantity({ kind: 'discrete', values: [1, 10], weights: [0.9, 0.1] }, 'factor', 'varies');
    const indices = [indexDriver('price', { law: jump }), indexDriver('wages')];
    const paths = pathsOf({
      indices,
      correlations: [correlation('price', 'wages', 0.8)],
      holds: [holdIndex('price', 10)],
    });
    // Given that z lies in the upper tenth, its mean is phi(1.2816) / .1.
    const mean = Math.exp(-(1.2815515655446004 ** 2) / 2) / Math.sqrt(2 * Math.PI) / 0.1;
    const found = means(paths, 2500, () => [Math.log(valuesAt(paths, 1, [0])[0]!) / sigma]);
    expectMean(found[0]!, 0.8 * mean);
  });

  test('that clash are replaced by the nearest that do not', () => {
    const indices = ['a', 'b', 'c'].map((id) => indexDriver(id));
    const clash = pathsOf({
      indices,
      correlations: [correlation('a', 'b', 0.9), correlation('a', 'c', 0.9), correlation('b', 'c', -0.9)],
    });
    clash.make(0, 0);
    expect(clash.clashes()).toBe(true);
    const fine = pathsOf({ indices, correlations: [correlation('a', 'b', 0.9)] });
    fine.make(0, 0);
    expect(fine.clashes()).toBe(false);
  });

  test('a state in force scales an index, but not one that is held', () => {
    const on = driverState('on', {
      occurs: { kind: 'on', atHours: [100] },
      lasts: constant(100, 'hours'),
      moves: [moves('drivers.price.index', { kind: 'index', driver: 'price' }, 3)],
    });
    const free = pathsOf({ states: [stateDriver('d', [on])], indices: [indexDriver('price')] });
    free.make(0, 0);
    const [before, within, after] = valuesAt(free, 0, [50, 150, 250]) as [number, number, number];
    expect(within).toBe(3 * before);
    expect(after).toBe(before);
    const held = pathsOf({
      states: [stateDriver('d', [on])],
      indices: [indexDriver('price')],
      holds: [holdIndex('price', 2)],
    });
    held.make(0, 0);
    expect(valuesAt(held, 0, [50, 150, 250])).toEqual([2, 2, 2]);
  });
});
