import { expect, test } from 'vitest';
import { estimate } from '../../../src/results/estimate.ts';
import type { NodeResult } from '../../../src/results/scenario-result.ts';
import { buffersOfColumns, nodeColumns } from '../../../src/tui/host/node-columns.ts';

const node = (unavailability: number, longest: NodeResult['longestOutageHours']): NodeResult => ({
  unavailability: estimate(unavailability, unavailability / 10),
  lostCapacity: estimate(0, 0),
  outagesPerHorizon: estimate(2, 0.5),
  probabilityOfOutage: estimate(0.5, 0.1),
  lossCaused: estimate(100, 7),
  lossBorne: estimate(0, 0),
  longestOutageHours: longest,
  firstOutageHours: {},
  probabilityOfBreach: {},
  watches: {},
});

test('figures of nodes are columns in order of id; what is not known is no number', () => {
  const columns = nodeColumns({
    plant: node(0.25, { '0.5': estimate(6, 1), '0.95': estimate(20, 2) }),
    shop: node(0, {}),
  });
  expect(columns.ids).toEqual(['plant', 'shop']);
  expect([...columns.values.unavailability]).toEqual([0.25, 0]);
  expect([...columns.errors.unavailability]).toEqual([0.025, 0]);
  expect([...columns.values.longestMiddle]).toEqual([6, Number.NaN]);
  expect([...columns.errors.longest1In20]).toEqual([2, Number.NaN]);
});

test('columns can be handed over instead of copied', () => {
  const columns = nodeColumns({ plant: node(0.25, {}) });
  const sent = structuredClone(columns, { transfer: buffersOfColumns(columns) });
  expect([...sent.values.lossCaused]).toEqual([100]);
  expect(columns.values.lossCaused).toHaveLength(0);
});
