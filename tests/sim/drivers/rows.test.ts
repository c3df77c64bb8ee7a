/** Each figure that a driver may move, against answers by hand: from hour 500 on, between events at hours 100 and 1,000. */
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model } from '../../../src/model/model.ts';
import { changedModel } from '../../../src/sim/compile/change.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { kernelOf, recordColumns } from '../../../src/sim/compile/kernel-of.ts';
import { driversOf } from '../../../src/sim/drivers/tables.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel, TrialRecord } from '../../../src/sim/kernel/ground/kernel.ts';

const SEED = 'rows';

const EVENTS = ['2027-01-05 04:00', '2027-02-11 16:00'];

function modelOf(parts: string, scenario?: string): Model {
  const text = `ringfence: 1\ntitle: Rows\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\n${parts}`;
  const read = readModelText(text, scenario === undefined ? {} : { scenario });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function recordOf(model: CompiledModel, trial = 0): TrialRecord {
  const kernel = kernelOf(model, SEED);
  kernel.simulate(0, trial);
  return kernel.record();
}

const lossOf = (parts: string, scenario?: string): number =>
  recordOf(compileModel(modelOf(parts, scenario))).periodLoss[0]!;

/** A driver that is in a state from hour 500 on. */
const from500 = (moves: string): string =>
  `drivers: { d: { factor: legal, states: { on: { occurs: on 2027-01-21 20:00, lasts: forever, ${moves} } } } }\n`;
const moved = (path: string, amount: string): string => from500(`while: { ${path}: ${amount} }`);

const feed = (need: string, plant = ''): string =>
  `nodes:
  feed: { kind: asset }
  plant: { kind: service, needs: { feed: { ${need} } }, ${plant} loss: [ { own: £100 per hour } ] }
threats:
  cut: { occurs: on ${EVENTS.join(' and ')}, affects: { feed: { outage: 20 h } } }
`;

const pump = (affects: string, more = ''): string =>
  `nodes: { pump: { kind: asset, loss: [ { own: £10 per hour } ] } }
threats:
  fault: { occurs: on ${EVENTS.join(' and ')}, affects: { pump: { ${affects} } } }
${more}`;

const crew = (verbs: string): string => `controls:
  crew: { against: [ fault ], current: on, levels: { none: {}, on: { ${verbs} } } }
`;

describe('what is scaled, and when it counts', () => {
  test.each([
    ['an outage', pump('outage: 10 h'), 'threats.fault.affects.pump.outage', 'x2', 100 + 200],
    ['all outages', pump('outage: 10 h'), 'threats.fault.affects.all.outage', 'x2', 100 + 200],
    ['a cost of an effect', pump('outage: 10 h, cost: { own: £7 }'), 'threats.fault.affects.pump.cost', 'x3', 200 + 28],
    ['a restart', feed('', 'restart: 5 h,'), 'nodes.plant.restart', 'x3', 100 * (25 + 35)],
    ['a stock', feed('buffer: 8 h'), 'nodes.plant.needs.feed.buffer', 'x0.5', 100 * (12 + 16)],
    ['a fallback', feed('fallback: 60%'), 'nodes.plant.needs.all.fallback', 'x0.5', 100 * (0.4 * 20 + 0.7 * 20)],
    ['a loss', pump('outage: 10 h'), 'nodes.pump.loss.all', 'x4', 100 + 400],
    ['what a control misses', pump('outage: 100 h', crew('contain: 75%')), 'controls.crew.misses', 'x3', 250 + 750],
    ['an offer', pump('outage: 100 h', crew('recover: 100% in 3 h')), 'controls.crew.recover', 'x2', 30 + 60],
  ])('%s', (_, model, path, amount, loss) => {
    expect(lossOf(model + moved(path, amount))).toBeCloseTo(loss, 9);
  });

  test('the cost of an event', () => {
    const theft = `threats: { theft: { occurs: on ${EVENTS.join(' and ')}, cost: { own: £5 } } }\n`;
    expect(lossOf(theft + moved('threats.theft.cost', 'x3'))).toBeCloseTo(5 + 15, 9);
  });

  test('a switchover and a refill', () => {
    const grid = `nodes:
  feed-a: { kind: asset }
  feed-b: { kind: asset }
  plant: { kind: service, needs: { feed: { any: [ feed-a, feed-b ], switchover: 11 h } }, loss: [ { own: £100 per hour } ] }
scenarios:
  x: { shocks: [ { on: 2027-02-11 16:00, node: feed-a, outage: 200 h } ] }
`;
    expect(lossOf(grid + moved('nodes.plant.needs.feed.switchover', 'x2'), 'x')).toBeCloseTo(2200, 9);
    const twice = feed('buffer: 8 h, refill: 10 h').replace(
      EVENTS.join(' and '),
      '2027-02-11 16:00 and 2027-02-12 17:00',
    );
    // Empty at 1008, 5 h of filling to 1025 give 4 h of stock, or 2 h.
    expect(lossOf(twice)).toBeCloseTo(100 * (12 + 16), 9);
    expect(lossOf(twice + moved('nodes.plant.needs.feed.refill', 'x2'))).toBeCloseTo(100 * (12 + 18), 9);
  });

  test('an index to a power', () => {
    const index =
      'drivers: { p: { factor: economic, index: x2, persists: forever, scales: { nodes.pump.loss.own: 0.5 } } }\n';
    expect(lossOf(pump('outage: 10 h') + index)).toBeCloseTo(200 * Math.SQRT2, 9);
  });

  test('factors of two states in force multiply, and what varies is drawn for each spell', () => {
    const two = `drivers:
  a: { factor: legal, states: { on: { occurs: on 2027-01-21 20:00, lasts: forever, while: { nodes.pump.loss.own: x2 } } } }
  b: { factor: legal, states: { on: { occurs: on 2027-02-11 16:00, lasts: forever, while: { nodes.pump.loss.own: x3 } } } }
`;
    expect(lossOf(pump('outage: 10 h') + two)).toBeCloseTo(100 + 600, 9);
    const varies = `drivers: { d: { factor: legal, states: { on: { occurs: on ${EVENTS.join(' and ')}, lasts: 50 h,
      while: { nodes.pump.loss.own: varies x2..x9 } } } } }\n`;
    const compiled = compileModel(modelOf(pump('outage: 10 h') + varies));
    const uncertain = compileModel(modelOf(pump('outage: 10 h') + varies.replace('varies ', '')));
    const factors = (model: CompiledModel): readonly number[] => {
      const hours: number[] = [];
      let loss = 0;
      const kernel = kernelOf(model, SEED);
      kernel.start(0, 0);
      for (const at of [500, 8760]) {
        kernel.runTo(at);
        const now = kernel.record().periodLoss[0]!;
        hours.push((now - loss) / 100);
        loss = now;
      }
      return hours;
    };
    const [first, second] = factors(compiled);
    expect(first).not.toBeCloseTo(second!, 3);
    const [once, again] = factors(uncertain);
    expect(once).toBeCloseTo(again!, 9);
  });
});

describe('a ceiling and what comes with a beginning', () => {
  const depot = 'nodes: { depot: { kind: site, loss: [ { own: £10 per hour } ] } }\n';
  const spell = (moves: string, lasts = '20 h'): string =>
    `drivers: { d: { factor: legal, states: { on: { occurs: on 2027-01-21 20:00, lasts: ${lasts}, ${moves} } } } }\n`;

  test('holds while the state is in force, with a cause of its own that stands among the sources', () => {
    const compiled = compileModel(modelOf(depot + spell('while: { nodes.depot.capacity: 40% }')));
    const record = recordOf(compiled);
    expect(record.periodLoss[0]).toBeCloseTo(10 * 0.6 * 20, 9);
    const columns = recordColumns(compiled);
    expect(driversOf(compiled)!.sources).toEqual(['driver:d=on']);
    const source = columns.perSource * columns.extendedSource;
    expect(record.columns[columns.sourceLoss + source]).toBeCloseTo(120, 9);
    expect(record.columns[columns.threatEvents + source]).toBe(1);
  });

  test('is drawn once a spell, for all nodes of the path', () => {
    const two = `nodes:
  a: { kind: site, tags: { place: north }, loss: [ { own: £10 per hour } ] }
  b: { kind: site, tags: { place: north }, loss: [ { own: £10 per hour } ] }
`;
    const compiled = compileModel(modelOf(two + spell('while: { nodes.place=north.capacity: 20..60% }')));
    const kernel = kernelOf(compiled, SEED);
    kernel.simulate(0, 0);
    const columns = recordColumns(compiled);
    const record = kernel.record();
    const lost = [0, 1].map((node) => record.columns[columns.nodeLostHours + columns.perNode * node]!);
    expect(lost[0]).toBeGreaterThan(0);
    expect(lost[0]).toBe(lost[1]);
  });

  test.each([
    ['an effect, later', 'brings: { nodes.depot: { delay: 30 h, outage: 7 h, leaves: 50% } }', 35],
    ['an effect with a cost', 'brings: { nodes.depot: { outage: 7 h, cost: { own: £3 } } }', 73],
    ['an effect while it lasts', 'brings: { nodes.depot: { delay: 5 h, outage: while it lasts } }', 150],
    ['none that lasts as long, once it is over', 'brings: { nodes.depot: { delay: 25 h, outage: while it lasts } }', 0],
    [
      'none where another is at work',
      'brings: { nodes.all: { outage: 5 h }, nodes.depot: { delay: 1 h, outage: 50 h, overlap: ignore } }',
      50,
    ],
  ])('brings %s', (_, moves, loss) => {
    expect(lossOf(depot + spell(moves))).toBeCloseTo(loss, 9);
  });

  test('brings an event of a threat, which its controls meet', () => {
    const model = (prevent: string): string =>
      `${depot}threats: { fire: { occurs: on 2028-01-01, affects: { depot: { outage: 3 h } } } }
controls: { guard: { against: [ fire ], current: on, levels: { none: {}, on: { prevent: ${prevent} } } } }
`.replace('on 2028-01-01', 'on 2027-12-01');
    const brought = spell('brings: { threats.fire: {} }');
    expect(lossOf(model('0%') + brought)).toBeCloseTo(60, 9);
    expect(lossOf(model('100%') + brought)).toBeCloseTo(0, 9);
  });

  test('does nothing to a node that a changed future makes hard', () => {
    const compiled = compileModel(
      modelOf(depot + spell('while: { nodes.depot.capacity: 40% }, brings: { nodes.depot: { outage: 30 h } }')),
    );
    expect(recordOf(compiled).periodLoss[0]).toBeCloseTo(300, 9);
    expect(recordOf(changedModel(compiled, { hard: ['depot'] })).periodLoss[0]).toBe(0);
  });
});

/** Everything at once. */
const BUSY = `nodes:
  grid: { kind: infrastructure }
  depot: { kind: site, needs: { grid: { buffer: 5 h, fallback: 20% } }, restart: 3 h, loss: [ { own: £10 per hour } ] }
  shop: { kind: service, needs: { depot: { buffer: 30 h } }, loss: [ { own: £100 per hour } ] }
threats:
  fault: { occurs: 4 per year, affects: { grid: { outage: 5..40 h } } }
  theft: { occurs: every 3 years, cost: { own: £50 } }
  fire: { occurs: 30% per year, affects: { depot: { outage: 2..9 days, cost: { own: £10..£90 } } } }
  strike: { occurs: within 6..24 months, affects: { shop: { outage: 12 h } } }
controls:
  guard: { against: [ theft, fire ], current: on, levels: { none: {}, on: { prevent: 40..70% } } }
drivers:
  energy:
    factor: economic
    states:
      tight: { occurs: every 1 year, lasts: 2..6 months, while: { threats.fault.occurs: x1.5..x4, drivers.energy.crisis.occurs: x3 } }
      crisis:
        occurs: every 2..4 years
        lasts: 1..3 months
        while: { threats.fault.occurs: x4, threats.theft.occurs: x12, threats.strike.occurs: x2, threats.fire.occurs: varies x2..x5, nodes.grid.capacity: 60..90%, controls.guard.misses: x1.5 }
        brings: { nodes.depot: { chance: 50%, delay: 1..9 days, outage: 2..6 days }, threats.theft: { chance: 50% }, drivers.unrest.riots: { chance: 60%, delay: 1..4 weeks } }
  unrest:
    factor: political
    states: { riots: { occurs: every 2 years, lasts: 1..6 weeks, while: { nodes.shop.loss.own: x1.5, threats.theft.occurs: x3, drivers.energy.tight.occurs: x2 } } }
  price: { factor: economic, index: x0.7..x1.6, persists: 4 months, scales: [ threats.theft.cost, nodes.shop.loss.own, threats.fault.occurs ] }
  wages: { factor: economic, index: x0.8..x1.3, persists: 4 months, scales: [ nodes.depot.loss.own ] }
correlations: [ { between: [ price, wages ], correlation: 40..80% } ]
scenarios:
  bad: { holds: { energy: { crisis: 2027-02-01..2027-04-30 }, unrest: normal, price: x1.5 } }
`;

describe('a trial with drivers', () => {
  const whole = (kernel: Kernel, world: number, trial: number): TrialRecord => {
    kernel.start(world, trial);
    kernel.runTo(Infinity);
    return kernel.record();
  };

  test('is the same however it is split, saved and restored', () => {
    for (const scenario of [undefined, 'bad']) {
      const compiled = compileModel(modelOf(BUSY, scenario));
      const kernel = kernelOf(compiled, SEED);
      for (let trial = 0; trial < 20; trial++) {
        const expected = whole(kernelOf(compiled, SEED), trial % 3, trial);
        kernel.start(trial % 3, trial);
        for (const hours of [0, 100, 730, 2000.5, 4000]) kernel.runTo(hours);
        const saved = kernel.save();
        kernel.runTo(6000);
        whole(kernel, 1, 77);
        kernel.restore(saved);
        kernel.record();
        kernel.runTo(Infinity);
        expect(kernel.record()).toEqual(expected);
      }
    }
  });

  test('of another scenario poured in is as in a kernel of its own, and an action changes nothing before', () => {
    const [base, bad] = [undefined, 'bad'].map((scenario) => compileModel(modelOf(BUSY, scenario))) as [
      CompiledModel,
      CompiledModel,
    ];
    const kernel = kernelOf(base, SEED);
    const before = whole(kernel, 0, 5);
    expect(kernel.pour(bad)).toBe(true);
    expect(whole(kernel, 0, 5)).toEqual(whole(kernelOf(bad, SEED), 0, 5));
    expect(kernel.pour(base)).toBe(true);
    expect(whole(kernel, 0, 5)).toEqual(before);
    kernel.start(0, 5);
    kernel.runTo(5000);
    const early = kernel.record().periodLoss[0]!;
    kernel.start(0, 5);
    kernel.simulate(0, 5, [{ at: 5000, action: { kind: 'outage', id: 'x', node: 'shop', hours: 100 } }]);
    expect(kernel.record().periodLoss[0]).toBeGreaterThanOrEqual(Math.max(early, before.periodLoss[0]!));
  });

  test('has root losses that add up to the loss', () => {
    const compiled = compileModel(modelOf(BUSY, 'bad'));
    const columns = recordColumns(compiled);
    const kernel = kernelOf(compiled, SEED);
    let ofDrivers = 0;
    for (let trial = 0; trial < 200; trial++) {
      kernel.simulate(trial % 5, trial);
      const record = kernel.record();
      let sum = 0;
      for (let source = 0; source < columns.sources; source++) {
        const loss = record.columns[columns.sourceLoss + columns.perSource * source]!;
        sum += loss;
        if (source >= columns.extendedSource) ofDrivers += loss;
      }
      expect(sum).toBeCloseTo(record.periodLoss[0]!, 6);
    }
    expect(ofDrivers).toBeGreaterThan(0);
  });
});
