import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../src/report/faults/format-problems.ts';
import { readModelText } from '../../src/index.ts';
import { capacitiesIn, historyOf } from './history.ts';
import { HEAD, modelOfText, resultOf } from './run-text.ts';

/** Hours of the horizon as dates of its first days. */
const at = (hour: number): string =>
  new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** A threat that takes nodes down at an hour: for how long, and what is left. */
const down = (id: string, hour: number, affects: Readonly<Record<string, string>>): string =>
  `  ${id}: { occurs: on ${at(hour)}, affects: { ${Object.entries(affects)
    .map(([node, effect]) => `${node}: { outage: ${effect} }`)
    .join(', ')} } }\n`;

/** A plant on two feeds, with a restart. */
const plant = (restart: string, threats: string, needs = '[a, b]'): string => `${HEAD}
nodes:
  a: { kind: asset }
  b: { kind: asset }
  plant: { kind: service, needs: ${needs}, restart: ${restart} }
threats:
${threats}`;

const ofPlant = (...given: Parameters<typeof plant>): string => capacitiesIn(historyOf(plant(...given)), 'plant');

/** x is down for 1 h once a year; three services need it, by one way or by five. */
const ALIKE = `${HEAD}
nodes:
  x: { kind: infrastructure }
  a: { kind: asset, needs: [x] }
  b: { like: a }
  c: { like: a }
  d: { like: a }
  e: { like: a }
  one: { kind: service, needs: [a], restart: 2..8 h }
  five: { kind: service, needs: [a, b, c, d, e], restart: 2..8 h }
  all: { kind: service, needs: { n: { all: [a, b, c, d, e] } }, restart: 2..8 h }
threats:
  t: { occurs: 1 per year, affects: { x: { outage: 1 h } } }
`;

describe('a restart', () => {
  test('is one, however many needs wait for it: 5 h in the middle for one need and for five (5.4)', async () => {
    const { nodes } = await resultOf(ALIKE, { trials: 40_000, seed: 'alike' });
    for (const node of ['one', 'five', 'all']) {
      const { firstOutageHours } = nodes[node]!;
      const { value, standardError } = firstOutageHours!['0.5']!;
      // The median of 2..8 h is 4 h; bins of hours are finer than 1 in 100.
      expect(Math.abs(value - 5), node).toBeLessThan(4 * standardError + 0.05);
    }
  });

  test('starts when the lowest of the needs would give more, not when the first is back', () => {
    expect(ofPlant('4 h', down('t', 10, { a: '5 h', b: '7 h' }))).toBe('10 h 0%, 21 h 100%');
  });

  test('begins anew when what the needs would give changes, up or down', () => {
    const both = down('t', 10, { a: '5 h', b: '5 h' });
    // At 17 h they would give 60 %, at 18 h all of it again.
    expect(ofPlant('4 h', both + down('u', 17, { b: '1 h, leaves: 60%' }))).toBe('10 h 0%, 22 h 100%');
    // A need that falls all the way, before it counted, calls it off.
    expect(ofPlant('4 h', both + down('u', 17, { b: '3 h' }))).toBe('10 h 0%, 24 h 100%');
  });

  test('goes on when a need moves that is not the lowest', () => {
    const threats =
      down('t', 10, { a: '5 h, leaves: 20%', b: '20 h, leaves: 50%' }) + down('u', 16, { a: '1 h, leaves: 70%' });
    // From 15 h on the needs would give 50 %, whatever a does above it.
    expect(ofPlant('4 h', threats)).toBe('10 h 20%, 19 h 50%, 34 h 100%');
  });

  test('lets every need count as it then supplies', () => {
    const threats = down('t', 10, { a: '5 h', b: '5 h' }) + down('u', 16, { b: '20 h, leaves: 60%' });
    expect(ofPlant('4 h', threats)).toBe('10 h 0%, 20 h 60%, 40 h 100%');
  });

  test.each([
    ['before', 6.9, '10 h 0%, 22.9 h 100%'],
    ['in', 7, '10 h 0%, 19 h 60%, 23 h 100%'],
    ['after', 7.1, '10 h 0%, 19 h 60%, 23.1 h 100%'],
  ])('starts anew for what is back %s the hour in which it would end', (_, hours, capacities) => {
    // b is at 60 % until about 19 h, when the restart that began at 15 h ends.
    const threats = down('t', 10, { a: '5 h', b: '5 h' }) + down('u', 12, { b: `${hours} h, leaves: 60%` });
    expect(ofPlant('4 h', threats)).toBe(capacities);
  });

  test('that ends in the hour in which a need falls starts anew when it is back', () => {
    const threats = down('t', 10, { a: '5 h', b: '5 h' }) + down('u', 19, { b: '10 h' });
    expect(ofPlant('4 h', threats)).toBe('10 h 0%, 33 h 100%');
  });

  test('does not spare another that takes as long one step on', () => {
    const chain = `${HEAD}
nodes:
  a: { kind: asset }
  b: { kind: asset, needs: [a], restart: 2 h }
  plant: { kind: service, needs: { a: {}, b: { fallback: 50% } }, restart: 2 h }
threats:
${down('t', 10, { a: '2 h' })}`;
    // At 14 h b is back; until then the plant would run on its fallback, for which it restarted.
    expect(capacitiesIn(historyOf(chain), 'plant')).toBe('10 h 0%, 14 h 50%, 16 h 100%');
  });

  test('does not keep a fallback waiting, and counts it in what the needs would give', () => {
    const needs = '{ a: { fallback: 30% after 2 h }, b: {} }';
    // a falls; at 12 h the fallback works; at 15 h a is back; nothing else has changed, and the fallback did not start it.
    expect(ofPlant('4 h', down('t', 10, { a: '5 h' }), needs)).toBe('10 h 0%, 12 h 30%, 19 h 100%');
  });

  test('runs during an effect of its own, whose end needs none', () => {
    const threats = down('t', 10, { a: '2 h', plant: '7 h' });
    expect(ofPlant('4 h', threats)).toBe('10 h 0%, 17 h 100%');
  });
});

describe('a restart in stages', () => {
  const STAGES = '{ after 0 h: 1 h, after 4 h: 9 h, after 2 days: 100 h }';

  test.each([
    ['short of a stage', '3.9 h', '10 h 0%, 14.9 h 100%'],
    ['that have just reached it', '4 h', '10 h 0%, 23 h 100%'],
    ['within it', '47 h', '10 h 0%, 66 h 100%'],
    ['in the last', '3 days', '10 h 0%, 182 h 100%'],
  ])('goes by how long the needs were down: %s', (_, outage, expected) => {
    expect(ofPlant(STAGES, down('t', 10, { a: outage }))).toBe(expected);
  });

  test('reaches a stage though the hours round: 1.1 h of an outage that begins at 1.1 h', () => {
    const text = (hour: string): string =>
      plant('{ after 0 h: 1 h, after 1.1 h: 9 h }', `  t: { occurs: on ${hour}, affects: { a: { outage: 1.1 h } } }`);
    for (const hour of ['2027-01-01 01:06', '2027-03-05 05:42', '2027-11-30 23:54']) {
      expect(capacitiesIn(historyOf(text(hour)), 'plant')).toMatch(/0%, [\d.]+ h 100%$/);
      const [from = 0, to = 0] = capacitiesIn(historyOf(text(hour)), 'plant')
        .split(', ')
        .map(parseFloat);
      expect(to - from, hour).toBeCloseTo(10.1, 5);
    }
  });

  test('counts from when what the needs give fell below all, through falls and rises that do not count yet', () => {
    const threats = down('t', 10, { a: '3 h' }) + down('u', 13.5, { a: '2 h' });
    // Back at 13 h, after 3 h; down again at 13.5 h before it counted; back at 15.5 h, after 5.5 h.
    expect(ofPlant(STAGES, threats)).toBe('10 h 0%, 24.5 h 100%');
    // Back for good at 14 h, down again at 15 h: that is another fall.
    const apart = down('t', 10, { a: '3 h' }) + down('u', 15, { a: '2 h' });
    expect(ofPlant(STAGES, apart)).toBe('10 h 0%, 14 h 100%, 15 h 0%, 18 h 100%');
  });

  test('counts the hours of a stock as hours in which the needs were up', () => {
    expect(ofPlant(STAGES, down('t', 10, { a: '6 h' }), '{ a: { buffer: 3 h } }')).toBe('13 h 0%, 17 h 100%');
  });

  test('takes the stage by when the clock starts, not by when it ends', () => {
    const stages = '{ after 0 h: 20 h, after 4 h: 1 h }';
    expect(ofPlant(stages, down('t', 10, { a: '1 h' }))).toBe('10 h 0%, 31 h 100%');
  });

  test('may be without time in a stage', () => {
    expect(ofPlant('{ after 0 h: 0 h, after 4 h: 9 h }', down('t', 10, { a: '1 h' }))).toBe('10 h 0%, 11 h 100%');
    expect(ofPlant('{ after 0 h: 0 h, after 4 h: 0 h }', down('t', 10, { a: '5 h' }))).toBe('10 h 0%, 15 h 100%');
  });

  test('is drawn anew each time from the law of its stage', async () => {
    const text = `${HEAD}
nodes:
  a: { kind: asset }
  plant: { kind: service, needs: [a], restart: { after 0 h: uniform 1 3 h, after 4 h: uniform 10 30 h } }
threats:
  short: { occurs: on 2027-02-01, affects: { a: { outage: 2 h } } }
  long: { occurs: on 2027-06-01, affects: { a: { outage: 5 h } } }
`;
    const { unavailability } = (await resultOf(text, { trials: 20_000, seed: 'stages' })).nodes['plant']!;
    const exact = (2 + 2 + 5 + 20) / 8760;
    expect(Math.abs(unavailability.value - exact)).toBeLessThan(4 * unavailability.standardError);
  });
});

describe('the stages of a restart in the model file', () => {
  const text = (restart: string, more = ''): string => `${HEAD}
nodes:
  a: { kind: asset }
  plant: { kind: service, needs: [a], restart: ${restart} }
  copy: { like: plant${more} }
threats:
  t: { occurs: 1 per year, affects: { a: { outage: 2 h } } }
`;
  const stagesOf = (model: ReturnType<typeof modelOfText>, id: string) =>
    model.nodes.find((node) => node.id === id)?.restart?.map(({ after, hours }) => [after, hours.text]);

  test('stand in order of time, whatever their order and units in the file', () => {
    const model = modelOfText(text('{ after 2 days: 3 days, after 0 h: 5..20 min, after 90 min: 6 h }'));
    expect(stagesOf(model, 'plant')).toEqual([
      [0, '5..20 min'],
      [1.5, '6 h'],
      [48, '3 days'],
    ]);
  });

  test('join in a copy, and give way to one law', () => {
    const joined = modelOfText(
      text('{ after 0 h: 1 h, after 4 h: 2 h }', ', restart: { after 4 h: 5 h, after 9 h: 7 h }'),
    );
    expect(stagesOf(joined, 'copy')).toEqual([
      [0, '1 h'],
      [4, '5 h'],
      [9, '7 h'],
    ]);
    const one = modelOfText(text('{ after 0 h: 1 h, after 4 h: 2 h }', ', restart: 3 h'));
    expect(stagesOf(one, 'copy')).toEqual([[0, '3 h']]);
  });

  test('are set and scaled by path, one by one or all at once', () => {
    const set = (...paths: string[]) =>
      stagesOf(modelOfText(text('{ after 0 h: 1 h, after 4 h: 2 h }'), { set: paths }), 'plant');
    expect(set("nodes.plant.restart.'after 4 h'=5..9 h")).toEqual([
      [0, '1 h'],
      [4, '5..9 h'],
    ]);
    expect(set('nodes.plant.restart.after 4 h=x3')).toEqual([
      [0, '1 h'],
      [4, 'x3 of 2 h'],
    ]);
    expect(set('nodes.plant.restart=x0.5')).toEqual([
      [0, 'x0.5 of 1 h'],
      [4, 'x0.5 of 2 h'],
    ]);
    expect(set('nodes.plant.restart=7 h')).toEqual([[0, '7 h']]);
    const copied = modelOfText(text('{ after 0 h: 1 h, after 4 h: 2 h }', ', restart: { after 4 h: 5 h }'), {
      set: ['nodes.copy.restart=x2'],
    });
    expect(stagesOf(copied, 'copy')).toEqual([
      [0, 'x2 of 1 h'],
      [4, 'x2 of 5 h'],
    ]);
  });

  test.each([
    ['{ after 4 h: 2 h }', 'nothing says how long a restart takes before `after 4 h`'],
    ['{ after 0 h: 2 h, from 4 h: 3 h }', '`from 4 h` is no stage of a restart'],
    ['{ after 0 h: 2 h, after 4: 3 h }', 'unit'],
    ['{ after 0 h: 2 h, after 4..5 h: 3 h }', 'one number'],
    ['{ after 0 h: 2 h, after 4 h: £3 }', '£'],
    ['{ after 0 h: 2 h, after 4 h: }', 'no time is given for `after 4 h`'],
    ['{ after 0 h: 2 h, after 4 h: 3 h, after 240 min: 5 h }', 'are one time'],
    ['{}', 'the restart has no stages'],
    ['[1 h, 2 h]', 'a list'],
  ])('are refused with place and remedy: %s', (restart, words) => {
    const read = readModelText(text(restart));
    expect(read.ok).toBe(false);
    const said = read.ok ? '' : formatProblems(read.problems, { width: Infinity });
    expect(said).toContain(words);
    expect(said).toMatch(/:\d+:\d+/);
  });

  test('are refused by path where there are none', () => {
    const read = readModelText(text('3 h'), { set: ['nodes.plant.restart.after 4 h=2 h'] });
    expect(read.ok ? '' : formatProblems(read.problems, { width: Infinity })).toContain(
      'nodes.plant.restart is a single value',
    );
  });
});
