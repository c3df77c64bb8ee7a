import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { constant, effect, lossPerHour, modelOf } from '../../fixtures/model-builder.ts';

/** The trial by hand of docs/theory.md: two feeds, a switchover, a buffer, a fallback and a restart. */
const model = modelOf({
  nodes: [
    'feed-a',
    'feed-b',
    {
      id: 'plant',
      needs: [
        {
          id: 'feed',
          kind: 'any',
          k: 1,
          members: ['feed-a', 'feed-b'],
          weights: [],
          switchover: constant(11, 'hours'),
          buffer: constant(1, 'hours'),
          fallback: constant(0.1, 'share', 'uncertain'),
        },
      ],
      restart: constant(6, 'hours'),
      loss: [lossPerHour(100)],
    },
  ],
  threats: [
    { id: 'first', occurs: { kind: 'on', atHours: [100] }, affects: [effect('feed-a', 200)] },
    { id: 'second', occurs: { kind: 'on', atHours: [400] }, affects: [effect('feed-b', 2)] },
  ],
});
const compiled = compileModel(model);
const columns = columnsOf(compiled);
const plant = compiled.nodeIds.indexOf('plant');

describe('the trial by hand', () => {
  const kernel = makeKernel(compiled, 'by hand');
  kernel.start(0, 0);
  kernel.runTo(8760);
  const record = kernel.record();

  test('loses £1,440 by the first effect and £630 by the second', () => {
    expect(record.columns[columns.sourceLoss + columns.perSource * compiled.threatIds.indexOf('first')]).toBeCloseTo(
      1440,
      9,
    );
    expect(record.columns[columns.sourceLoss + columns.perSource * compiled.threatIds.indexOf('second')]).toBeCloseTo(
      630,
      9,
    );
    expect(record.periodLoss[0]).toBeCloseTo(2070, 9);
    expect(record.periodLargest[0]).toBeCloseTo(1440, 9);
  });

  test('has two outages of the plant, 23 h in all, the first 16 h', () => {
    expect(record.columns[columns.nodeOutages + columns.perNode * plant]).toBe(2);
    expect(record.columns[columns.nodeDownHours + columns.perNode * plant]).toBeCloseTo(23, 9);
    expect(record.columns[columns.nodeLostHours + columns.perNode * plant]).toBeCloseTo(0.9 * 23, 9);
    expect(record.firstOutageHours[plant]).toBeCloseTo(16, 9);
    expect(record.longestOutageHours[plant]).toBeCloseTo(16, 9);
  });

  test('has two cascades of size 2 and two episodes', () => {
    expect(record.columns[columns.cascadeSize + 1]).toBe(2);
    expect(record.columns[columns.cascades]).toBe(2);
    expect(record.columns[columns.episodes]).toBe(2);
    expect(record.columns[columns.episodeSize + 1]).toBe(2);
  });

  test('passes through the capacities of the timeline', () => {
    const hours = [100, 100.5, 101, 110.9, 111, 116.9, 117, 300, 400, 401, 402, 407.9, 408];
    const lost = hours.map((hour) => {
      kernel.start(0, 0);
      kernel.runTo(hour);
      const before = kernel.record().columns[columns.nodeLostHours + columns.perNode * plant]!;
      kernel.runTo(hour + 0.01);
      return (
        Math.round((kernel.record().columns[columns.nodeLostHours + columns.perNode * plant]! - before) * 1e6) / 1e4
      );
    });
    // Capacity missing just after each hour.
    expect(lost).toEqual([0, 0, 0.9, 0.9, 0.9, 0.9, 0, 0, 0, 0.9, 0.9, 0.9, 0]);
  });
});
