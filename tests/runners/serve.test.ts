import { expect, test } from 'vitest';
import { buffersOf } from '../../src/runners/buffers.ts';
import type { BlockResult } from '../../src/sim/accumulate/block.ts';

test('hands over the memory of every array in a result, each once', () => {
  const shared = new ArrayBuffer(64);
  const samples: BlockResult['samples'] = {
    world: new Int32Array(1),
    start: new Int32Array(shared, 0, 2),
    pairs: new Int32Array(shared, 32, 4),
  };
  const unit = {
    world: 3,
    firstTrial: 0,
    trials: 2,
    index: new Int32Array(1),
    sum: new Float64Array(1),
    square: new Float64Array(1),
    cross: new Float64Array(1),
    node: new Int32Array(1),
    rows: new Float64Array(12),
    loss: new Float64Array(2),
    largest: new Float64Array(2),
    harm: new Float64Array(0),
  };
  const result: BlockResult = { block: 0, units: [unit], samples };
  const buffers = buffersOf(result);
  expect(new Set(buffers).size).toBe(buffers.length);
  const copy = structuredClone(result, { transfer: buffers });
  expect(copy.units[0]?.loss).toHaveLength(2);
  expect(
    [unit.index, unit.sum, unit.square, unit.cross, unit.node, unit.rows, unit.loss, unit.largest].map(
      (array) => array.length,
    ),
  ).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(shared.byteLength).toBe(0);
});
