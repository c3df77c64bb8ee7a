/** Drivers in the model file: what is read, and that each fault names its place and the remedy. */
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model, Selection } from '../../../src/model/model.ts';
import type { Problem } from '../../../src/model/problem.ts';

const GOOD = `ringfence: 1
title: A model with drivers
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
calendar: { summer: Jun..Aug }
inputs: { span: varies 2..4 weeks }
drivers:
  energy:
    factor: economic
    states:
      tight: { occurs: every 3..6 years, lasts: 6..18 months }
      crisis:
        occurs: every 10..30 years
        lasts: 3..9 months
        while:
          nodes.kind=supplier.restart: x1.5..x2.5
          nodes.diesel.capacity: 60..80%
          threats.theft.occurs: x2
          drivers.unrest.riots.occurs: x2..x5
        brings:
          nodes.diesel: { chance: 30..60%, outage: 2..10 days }
          drivers.unrest.riots: { delay: 1..6 weeks }
  unrest: { factor: political, states: { riots: { occurs: every 8..15 years, lasts: 1..4 weeks } } }
  price: { factor: economic, index: x0.7..x1.6, persists: 6 months, scales: [nodes.plant.loss.own] }
  wages: { factor: economic, index: x0.9..x1.2, persists: 6 months, scales: [controls.guard.opex] }
  rent: { factor: economic, index: x0.9..x1.2, persists: 6 months, scales: [controls.guard.opex] }
correlations:
  - { between: [wages, price], correlation: 60% }
  - { between: [rent, price], correlation: 50% }
nodes:
  diesel: { kind: supplier, restart: 6..24 h }
  gas: { kind: supplier, restart: 6..24 h }
  plant: { kind: asset, needs: { fuel: { any: [diesel, gas], buffer: 4 h } }, loss: { own: £1k per hour } }
threats:
  theft: { occurs: 3 per year, cost: { own: £1k } }
  strike: { occurs: on 2027-03-31, affects: { one of kind=supplier: { outage: forever } } }
controls:
  guard: { against: [theft], current: on, levels: { on: { opex: £1k per year, prevent: 50% } } }
scenarios:
  war: { holds: { energy: { crisis: 2027-01-10..2027-04-05 } }, shocks: [{ on: 2027-05-01, node: gas, outage: 2 h }] }
  cold: { extends: war, holds: { unrest: normal, price: x1.5 } }
`;

function problemsOf(text: string, selection: Selection = {}): readonly Problem[] {
  const result = readModelText(text, selection);
  return result.ok ? [] : result.problems;
}

function modelOf(text: string, selection: Selection = {}): Model {
  const result = readModelText(text, selection);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.value;
}

test('the model has no faults', () => {
  expect(problemsOf(GOOD)).toEqual([]);
});

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What stands at the marked place. */
  readonly at: string;
  readonly message: RegExp;
  readonly remedy: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'an unknown family',
    from: 'factor: political',
    to: 'factor: politcal',
    at: 'politcal',
    message: /none of the six families/,
    remedy: /did you mean `political`/,
  },
  {
    name: 'neither states nor an index',
    from: 'index: x0.7..x1.6, ',
    to: '',
    at: 'price',
    message: /neither `states` nor an `index`/,
    remedy: /write `states/,
  },
  {
    name: 'no length',
    from: 'riots: { occurs: every 8..15 years, lasts: 1..4 weeks }',
    to: 'riots: { occurs: every 8..15 years }',
    at: 'riots',
    message: /state `riots` needs `lasts`/,
    remedy: /lasts: 3\.\.9 months/,
  },
  {
    name: 'a state that comes in all years',
    from: 'riots: { occurs: every 8..15 years',
    to: 'riots: { occurs: 100% per year',
    at: '100% per year',
    message: /comes in 100 % of years/,
    remedy: /2 per year/,
  },
  {
    name: 'a length by an input that varies',
    from: 'lasts: 1..4 weeks',
    to: 'lasts: "= 2 * span"',
    at: '"= 2 * span"',
    message: /what is left of a spell at the start needs the law of its length.*`span`/,
    remedy: /state its law here/,
  },
  {
    name: 'a pace of an index by an input that varies',
    from: 'wages: { factor: economic, index: x0.9..x1.2, persists: 6 months',
    to: 'wages: { factor: economic, index: x0.9..x1.2, persists: "= 2 * span"',
    at: '"= 2 * span"',
    message: /`persists` has one value in a world.*`span`/,
    remedy: /leave out `varies`/,
  },
  {
    name: 'a spell of no time',
    from: 'lasts: 1..4 weeks',
    to: 'lasts: 0 h',
    at: '0 h',
    message: /longer than no time/,
    remedy: /3\.\.9 months/,
  },
  {
    name: 'a state called normal',
    from: 'riots: { occurs',
    to: 'normal: { occurs',
    at: 'normal',
    message: /`normal` is the name for no state/,
    remedy: /another name/,
  },
  {
    name: 'a state named like a key of a driver, which a path could not tell',
    from: 'riots: { occurs',
    to: 'index: { occurs',
    at: 'index',
    message: /`index` is a key of a driver/,
    remedy: /another name/,
  },
  {
    name: 'a driver named like what is given',
    from: '  rent: { factor',
    to: '  node: { factor',
    at: 'node',
    message: /means something else/,
    remedy: /another name/,
  },
  {
    name: 'a date before the start',
    from: 'occurs: every 8..15 years',
    to: 'occurs: on 2026-11-01',
    at: '2026-11-01',
    message: /outside the horizon/,
    remedy: /now: riots/,
  },
  {
    name: 'an unknown state now',
    from: '  unrest: { factor: political,',
    to: '  unrest: { factor: political, now: riot,',
    at: 'riot',
    message: /unknown state `riot`/,
    remedy: /did you mean `riots`/,
  },
  {
    name: 'a value now that the law does not have',
    from: 'price: { factor: economic, index: x0.7..x1.6',
    to: 'price: { factor: economic, now: x3, index: uniform x0.7 x1.6',
    at: 'x3',
    message: /does not have the value x3/,
    remedy: /widen the law/,
  },
  {
    name: 'a path to nothing that a driver moves',
    from: 'nodes.kind=supplier.restart',
    to: 'nodes.kind=supplier.restrat',
    at: 'nodes.kind=supplier.restrat',
    message: /nothing that a driver moves/,
    remedy: /did you mean `restart`/,
  },
  {
    name: 'a path to a tag that no node has',
    from: 'nodes.kind=supplier.restart',
    to: 'nodes.kind=suplier.restart',
    at: 'nodes.kind=suplier.restart',
    message: /unknown tag of nodes `kind=suplier`/,
    remedy: /did you mean `kind=supplier`/,
  },
  {
    name: 'a path that moves nothing',
    from: 'nodes.kind=supplier.restart',
    to: 'nodes.plant.restart',
    at: 'nodes.plant.restart',
    message: /moves nothing: plant has no `restart`/,
    remedy: /take this line out/,
  },
  {
    name: 'the pace of what comes on dates',
    from: 'threats.theft.occurs: x2',
    to: 'threats.strike.occurs: x2',
    at: 'threats.strike.occurs',
    message: /moves nothing: strike has no pace/,
    remedy: /take this line out/,
  },
  {
    name: 'a factor on a capacity',
    from: 'nodes.diesel.capacity: 60..80%',
    to: 'nodes.diesel.capacity: x0.7',
    at: 'x0.7',
    message: /a ceiling, not a factor/,
    remedy: /60\.\.80%/,
  },
  {
    name: 'an unknown state of another driver',
    from: 'drivers.unrest.riots.occurs',
    to: 'drivers.unrest.riot.occurs',
    at: 'drivers.unrest.riot.occurs',
    message: /unknown state of unrest `riot`/,
    remedy: /did you mean `riots`/,
  },
  {
    name: 'what is brought to something that is no node, threat or state',
    from: '          nodes.diesel: { chance',
    to: '          node.diesel: { chance',
    at: 'node.diesel',
    message: /nothing that a state brings/,
    remedy: /did you mean `nodes`/,
  },
  {
    name: 'an effect on a node without an outage',
    from: 'nodes.diesel: { chance: 30..60%, outage: 2..10 days }',
    to: 'nodes.diesel: { chance: 30..60% }',
    at: 'nodes.diesel',
    message: /needs `outage`/,
    remedy: /outage: 2\.\.10 days/,
  },
  {
    name: 'the outage of a state',
    from: '{ delay: 1..6 weeks }',
    to: '{ outage: 1..6 weeks }',
    at: 'outage',
    message: /a state lasts what it says itself/,
    remedy: /leave `outage` out/,
  },
  {
    name: 'an index without a pace',
    from: 'index: x0.7..x1.6, persists: 6 months',
    to: 'index: x0.7..x1.6',
    at: 'price',
    message: /index `price` needs `persists`/,
    remedy: /6 months/,
  },
  {
    name: 'an index that scales another',
    from: 'scales: [nodes.plant.loss.own]',
    to: 'scales: [drivers.wages.index]',
    at: 'drivers.wages.index',
    message: /does not scale another/,
    remedy: /correlations/,
  },
  {
    name: 'an index that persists for less than a step',
    from: 'rent: { factor: economic, index: x0.9..x1.2, persists: 6 months',
    to: 'rent: { factor: economic, index: x0.9..x1.2, persists: 1 week',
    at: '1 week',
    message: /moves faster than its steps/,
    remedy: /index step/,
  },
  {
    name: 'too many steps',
    from: 'correlations:',
    to: 'index step: 1 h\ncorrelations:',
    at: '1 h',
    message: /8,760 times in the horizon/,
    remedy: /index step: 9 h/,
  },
  {
    name: 'correlated indices of two paces',
    from: 'wages: { factor: economic, index: x0.9..x1.2, persists: 6 months',
    to: 'wages: { factor: economic, index: x0.9..x1.2, persists: 7 months',
    at: '7 months',
    message: /different paces: 6 months and 7 months/,
    remedy: /read alike/,
  },
  {
    name: 'correlations that cannot all be',
    from: '  - { between: [rent, price], correlation: 50% }',
    to: '  - { between: [rent, price], correlation: 90% }\n  - { between: [rent, wages], correlation: -90% }\n',
    at: '{ between',
    message: /cannot all be: price and rent 90%, price and wages 60%, rent and wages -90%/,
    remedy: /the nearest that can: price and rent \d+%/,
  },
  {
    name: 'a correlation with a driver of states',
    from: 'between: [wages, price]',
    to: 'between: [unrest, price]',
    at: 'unrest',
    message: /`unrest` has states/,
    remedy: /by `while`/,
  },
  {
    name: 'a correlation of all',
    from: 'correlation: 60%',
    to: 'correlation: 100%',
    at: '100%',
    message: /wholly are one/,
    remedy: /less than 100/,
  },
  {
    name: 'an interval of a correlation about 0',
    from: 'correlation: 60%',
    to: 'correlation: -20..40%',
    at: '-20..40%',
    message: /one side of 0/,
    remedy: /single number/,
  },
  {
    name: 'a hold at an unknown state',
    from: 'crisis: 2027-01-10..2027-04-05',
    to: 'crises: 2027-01-10..2027-04-05',
    at: 'crises',
    message: /unknown state of energy `crises`/,
    remedy: /did you mean `crisis`/,
  },
  {
    name: 'a hold of an unknown driver',
    from: 'holds: { unrest: normal',
    to: 'holds: { unrset: normal',
    at: 'unrset',
    message: /unknown driver `unrset`/,
    remedy: /did you mean `unrest`/,
  },
  {
    name: 'a hold that begins before the start',
    from: '2027-01-10..2027-04-05',
    to: '2026-12-10..2027-04-05',
    at: '2026-12-10..2027-04-05',
    message: /begins before the horizon/,
    remedy: /`now` of the driver/,
  },
  {
    name: 'a hold that ends before it begins',
    from: '2027-01-10..2027-04-05',
    to: '90 days..30 days',
    at: '90 days..30 days',
    message: /ends before it begins/,
    remedy: /earlier time first/,
  },
  {
    name: 'two holds at one time',
    from: '{ crisis: 2027-01-10..2027-04-05 }',
    to: '{ crisis: 2027-01-10..2027-04-05, tight: 2027-04-01..2027-05-01 }',
    at: 'energy',
    message: /held twice at one time/,
    remedy: /ends? where the next begins/,
  },
  {
    name: 'a scenario that extends itself',
    from: 'war: { holds',
    to: 'war: { extends: cold, holds',
    at: 'cold',
    message: /would extend itself/,
    remedy: /third scenario/,
  },
  {
    name: 'a scenario that extends none',
    from: 'extends: war',
    to: 'extends: wra',
    at: 'wra',
    message: /unknown scenario `wra`/,
    remedy: /did you mean `war`/,
  },
];

describe('a fault names its place and the remedy', () => {
  test.each(CASES)('$name', ({ from, to, at, message, remedy }) => {
    expect(GOOD).toContain(from);
    const problems = problemsOf(GOOD.replace(from, to));
    const found = problems.find((problem) => message.test(problem.message));
    expect(found, problems.map((problem) => problem.message).join('; ')).toBeDefined();
    expect(found?.remedy).toMatch(remedy);
    expect(found?.place?.text.slice((found.place.column ?? 1) - 1)).toMatch(
      new RegExp(`^['"]?${at.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
    );
  });
});

describe('what is read', () => {
  const drivers = (text = GOOD, selection: Selection = {}) => {
    const found = modelOf(text, selection).drivers;
    if (found === undefined) throw new Error('the model has no drivers');
    return found;
  };
  const crisis = (text = GOOD, selection: Selection = {}) =>
    drivers(text, selection)
      .states.find(({ id }) => id === 'energy')
      ?.states.find(({ id }) => id === 'crisis');

  test('paths are resolved to what they move', () => {
    expect(crisis()?.moves.map(({ path, target }) => [path, target])).toEqual([
      ['drivers.unrest.riots.occurs', { kind: 'stateOccurs', driver: 'unrest', state: 'riots' }],
      ['nodes.diesel.capacity', { kind: 'capacity', nodes: ['diesel'] }],
      ['nodes.kind=supplier.restart', { kind: 'restart', nodes: ['diesel', 'gas'] }],
      ['threats.theft.occurs', { kind: 'threatOccurs', threats: ['theft'] }],
    ]);
  });

  test('states keep the order of the file, all else is by id', () => {
    const { states, indices, correlations } = drivers();
    expect(states.map(({ id }) => id)).toEqual(['energy', 'unrest']);
    expect(states[0]?.states.map(({ id }) => id)).toEqual(['tight', 'crisis']);
    expect(indices.map(({ id }) => id)).toEqual(['price', 'rent', 'wages']);
    expect(correlations.map(({ between }) => between.join(' '))).toEqual(['price rent', 'price wages']);
  });

  test('factors are drawn once a world, ceilings for each spell', () => {
    expect(crisis()?.moves.map(({ amount }) => amount.timing)).toEqual([
      'uncertain',
      'varies',
      'uncertain',
      'uncertain',
    ]);
  });

  test('days of a hold are whole and the last counts; times are exact; a scenario has what it extends', () => {
    const holds = (scenario: string, text = GOOD) => drivers(text, { scenario }).holds;
    expect(holds('war')).toEqual([{ driver: 'energy', from: 9 * 24, to: 95 * 24, kind: 'state', state: 'crisis' }]);
    expect(holds('cold').map(({ driver, from, to }) => [driver, from, to])).toEqual([
      ['energy', 216, 2280],
      ['price', 0, 8760],
      ['unrest', 0, 8760],
    ]);
    expect(modelOf(GOOD, { scenario: 'cold' }).shocks.map(({ node }) => node)).toEqual(['gas']);
    const exact = GOOD.replace('2027-01-10..2027-04-05', '2027-01-10 06:00..2027-01-10 12:00');
    expect(holds('war', exact)[0]).toMatchObject({ from: 222, to: 228 });
    const fromStart = GOOD.replace('2027-01-10..2027-04-05', '30..90 days');
    expect(holds('war', fromStart)[0]).toMatchObject({ from: 720, to: 2160 });
  });

  test('a calm world holds the states that are not named, and no index', () => {
    const calm = GOOD.replace('holds: { unrest: normal, price: x1.5 }', 'holds: { all: normal }');
    expect(drivers(calm, { scenario: 'cold' }).holds.map(({ driver }) => driver)).toEqual(['energy', 'unrest']);
  });

  test('what is given is held all along, instead of what the scenario holds', () => {
    const { holds } = drivers(GOOD, { scenario: 'war', given: ['energy=tight', 'unrest=riots'] });
    expect(holds).toEqual([
      { driver: 'energy', from: 0, to: 8760, kind: 'state', state: 'tight' },
      { driver: 'unrest', from: 0, to: 8760, kind: 'state', state: 'riots' },
    ]);
    expect(problemsOf(GOOD, { given: ['energy=crises'] })[0]?.remedy).toBe('did you mean `crisis`?');
  });

  test('a path of `set` leaves out `states`, and the path of a factor is one segment in quotes', () => {
    const set = ['drivers.energy.crisis.lasts=1 month', 'drivers.energy.crisis.while."nodes.diesel.capacity"=50%'];
    const found = crisis(GOOD, { set });
    expect(found?.lasts).toMatchObject({ law: { kind: 'constant', value: 730 } });
    expect(found?.moves.find(({ path }) => path === 'nodes.diesel.capacity')?.amount.law).toEqual({
      kind: 'constant',
      value: 0.5,
    });
    expect(problemsOf(GOOD, { set: ['drivers.energy.crises.lasts=1 month'] })[0]?.remedy).toBe(
      'did you mean `crisis`?',
    );
  });

  test('a level of a control may set what a state moves', () => {
    const contract = GOOD.replace(
      'levels: { on: { opex: £1k per year, prevent: 50% } }',
      `levels: { on: { opex: £1k per year, prevent: 50%, set: { 'drivers.energy.crisis.while."nodes.diesel.capacity"': 90% } } }`,
    );
    expect(crisis(contract)?.moves[1]?.amount.law).toEqual({ kind: 'constant', value: 0.9 });
  });

  test('an optional driver leaves out tags and drivers that it does not find, and nothing else', () => {
    const optional = GOOD.replace('    factor: economic\n', '    factor: economic\n    optional: true\n')
      .replace('nodes.kind=supplier.restart', 'nodes.place=outdoor.restart')
      .replace('          drivers.unrest.riots: { delay', '          drivers.weather.storm: { delay');
    expect(modelOf(optional).notes.leftOut).toEqual([
      { driver: 'energy', path: 'nodes.place=outdoor.restart', why: 'no node has the tag place=outdoor' },
      { driver: 'energy', path: 'drivers.weather.storm', why: 'there is no driver weather' },
    ]);
    const misspelt = optional.replace('nodes.diesel.capacity', 'nodes.deisel.capacity');
    expect(problemsOf(misspelt)[0]?.message).toMatch(/unknown node `deisel`/);
  });

  test('a correlation below 0 keeps its sign, and its interval is turned', () => {
    const against = GOOD.replace('correlation: 60%', 'correlation: -40..-20%');
    expect(drivers(against).correlations.find(({ between }) => between[1] === 'wages')).toMatchObject({
      sign: -1,
      size: { law: { kind: 'interval', low: 0.2, high: 0.4 } },
    });
  });

  test('the hash covers drivers, and what is held', () => {
    const hash = (text: string, selection: Selection = {}) => modelOf(text, selection).hash;
    expect(hash(GOOD.replace('threats.theft.occurs: x2', 'threats.theft.occurs: x3'))).not.toBe(hash(GOOD));
    expect(hash(GOOD, { given: ['energy=crisis'] })).not.toBe(hash(GOOD));
    expect(hash(`# A remark\n${GOOD}`)).toBe(hash(GOOD));
  });

  test('what is lost once in an outage may say so', () => {
    const once = modelOf(GOOD.replace('loss: { own: £1k per hour }', 'loss: { own: £1k..£2k once }'));
    expect(once.nodes.find(({ id }) => id === 'plant')?.loss[0]).toMatchObject({ mode: 'outage' });
  });
});
