import { expect, test } from 'vitest';
import type { PlayedView } from '../../src/tui/host/study-messages.ts';
import type { NodeView } from '../../src/tui/host/model-view.ts';
import { needsAtHour } from '../../src/tui/words/needs-at-hour.ts';

const node = (id: string, needs: readonly (readonly [string, readonly string[]])[], kind = 'asset'): NodeView => ({
  id,
  label: id,
  kind,
  discipline: null,
  owner: null,
  goal: null,
  needs: needs.map(([words, members]) => ({ id: words, words, members })),
  matters: false,
});

/** hub needs feed (one of grid, spare, generator); the grid is out from 0 to 5, the hub from 1 to 6, at 40 % from 1 to 2. */
const NODES = [
  node('hub', [
    ['one of 3', ['grid', 'spare', 'generator']],
    ['', ['water']],
  ]),
  node('grid', [['', ['hub']]]),
  node('spare', []),
  node('generator', [], 'control'),
  node('water', []),
];

const VIEW = {
  goals: ['hub'],
  played: {
    rows: [
      { node: 'grid', stretches: [{ from: 0, to: 5, capacity: 0 }], breaches: [] },
      {
        node: 'hub',
        stretches: [
          { from: 1, to: 2, capacity: 0.4 },
          { from: 2, to: 6, capacity: 0 },
        ],
        breaches: [],
      },
    ],
    events: [
      { hour: 0, what: 'begins', clock: 'switchover', node: 'hub', need: 'one of 3', hours: 4, completes: true },
      { hour: 4, what: 'ends', clock: 'switchover', node: 'hub', need: 'one of 3' },
    ],
  },
} as unknown as PlayedView;

const told = (hour: number): readonly string[] =>
  needsAtHour(VIEW, { nodes: NODES }, hour, () => 'none').map(
    ({ depth, node: id, state, words }) => `${depth} ${state} ${id}: ${words}`,
  );

test('what hangs on what, hour by hour: who is down, what is done about it, what stands ready; loops end', () => {
  const ready = ['1 well spare: stands ready', '1 unbought generator: none'];
  expect(told(0.5)).toEqual(['0 well hub: up, switching over', '1 down grid: down', ...ready]);
  expect(told(1.5)[0]).toBe('0 partly hub: at 40%, switching over');
  expect(told(3)[0]).toBe('0 down hub: down, switching over');
  expect(told(5.5)).toEqual(['0 down hub: down', '1 well grid: up', ...ready]);
});
