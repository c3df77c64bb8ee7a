/** What lasts no time is none (7.4, 7.5): kernel and reference on cases that are worked out by hand. */
import { describe, expect, test } from 'vitest';
import { kernelOf, recordColumns } from '../../src/sim/compile/kernel-of.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { differences } from './compare.ts';
import { modelOfText } from './told.ts';

/** A plant that goes over to the other feed in no time, and is struck itself two days later. */
const switched = (first: string): string => `
nodes:
  a: { kind: asset }
  b: { kind: asset }
  plant: { kind: asset, needs: { feed: { any: [a, b], switchover: 0 h } }, loss: [{ own: £1k..£9k }] }
threats:
${first}
  second: { occurs: on 2027-01-03 00:00, affects: { plant: { outage: 3 h } } }
`;
const first = '  first: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h } } }';

/** A loop of two; a driver makes the black start of one last no time. */
const lifted = (factor: string): string => `
drivers:
  staff: { factor: social, states: { there: { occurs: on 2027-01-01, lasts: 30 days, while: { nodes.a.blackStart: ${factor} } } } }
nodes:
  a: { kind: asset, needs: [b], blackStart: 8 h }
  b: { kind: asset, needs: [a] }
threats:
  strike: { occurs: on 2027-01-02 00:00, affects: { b: { outage: 20 h } } }
`;

/** The plant is repaired in the hour in which the guard falls that it needs; its stock of nothing runs out in that hour too. */
const again = `
nodes:
  plant: { kind: asset, needs: { guard: { buffer: 0 h } } }
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { plant: { outage: 5 h } } }
  second: { occurs: on 2027-01-01 15:00, affects: { guard: { outage: 4 h } } }
controls:
  guard: { against: [first], current: some, levels: { none: {}, some: { opex: £1k per year } } }
`;

/** A plant that goes over from a guard to a feed. */
const guarded = (switchover: string): string => `
nodes:
  b: { kind: asset }
  plant: { kind: asset, needs: { feed: { any: [guard, b], switchover: ${switchover} } } }
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { guard: { outage: 5 h } } }
controls:
  guard: { against: [first], current: some, levels: { none: {}, some: { opex: £1k per year } } }
`;

/** Episodes of the only trial, the nodes in them, and what is lost. */
function seen(text: string): { episodes: number; nodes: number; loss: number } {
  const compiled = compileModel(modelOfText(text));
  const { episodes, episodeNodes, loss } = recordColumns(compiled);
  const kernel = kernelOf(compiled, 'found');
  kernel.simulate(0, 0);
  const { columns } = kernel.record();
  return { episodes: columns[episodes]!, nodes: columns[episodeNodes]!, loss: columns[loss]! };
}

describe('a node that falls and is back in one hour', () => {
  test('is in no episode, and its outages are numbered without it', () => {
    // a from 10 h to 15 h, and the plant from 48 h to 51 h; its loss is that of its first outage
    const alone = seen(switched(''));
    expect(seen(switched(first))).toEqual({ episodes: 2, nodes: 2, loss: alone.loss });
    expect(alone).toMatchObject({ episodes: 1, nodes: 1 });
  });

  test('by a black start that a driver makes last no time', () => {
    // At 24 h b falls, and a with it. Within the hour a counts its need as met and is up; at 44 h b is repaired and runs on it
    expect(seen(lifted('x0'))).toMatchObject({ episodes: 1, nodes: 1 });
    // At a quarter, a is down from 24 h to 26 h
    expect(seen(lifted('x0.25'))).toMatchObject({ episodes: 1, nodes: 2 });
  });

  test('makes no episode', () => {
    // Only the plant falls, at 10 h: the guard that it needs is a control, and no node of an episode
    expect(seen(guarded('0 h'))).toMatchObject({ episodes: 0, nodes: 0 });
    expect(seen(guarded('1 h'))).toMatchObject({ episodes: 1, nodes: 1 });
  });
});

test('a node that is back and falls in one hour goes on with its episode', () => {
  // From 10 h to 15 h by its own effect, from 15 h to 19 h by the guard
  expect(seen(again)).toMatchObject({ episodes: 1, nodes: 1 });
});

test.each([
  ['a switchover', switched(first)],
  ['a black start', lifted('x0')],
  ['a stock', again],
])('kernel and reference agree on %s without length', (_, text) => {
  expect(differences(modelOfText(text), 'found', 0, 1)).toEqual([]);
});

/** The repair and the end of the stock fall in one hour, 16 h after the strike; an index that is 1 now scales the outage. */
const known = (law: string, now: string): string => `
drivers:
  price: { factor: economic, index: ${law}, now: ${now}, persists: 6 months, scales: [threats.strike.affects.all.outage] }
nodes:
  b: { kind: asset }
  plant: { kind: asset, needs: { b: { buffer: 16 h } } }
threats:
  strike: { occurs: on 2027-01-01 04:00, affects: { b: { outage: 16 h } } }
`;

test.each(['gamma 4 0.25', 'x0.6..x1.8', 'gamma 2 0.5', 'uniform x0.5 x1.5'])(
  'an index %s that is known to be 1 is 1 to the last bit (D6)',
  (law) => {
    // A stock that would run out in the hour of the repair does not (1.2)
    expect(seen(known(law, 'x1'))).toMatchObject({ episodes: 1, nodes: 1 });
    expect(seen(known(law, 'x1.1'))).toMatchObject({ episodes: 1, nodes: 2 });
    expect(differences(modelOfText(known(law, 'x1')), 'found', 0, 1)).toEqual([]);
  },
);
