import { describe, expect, test } from 'vitest';
import { OF_NODE, sampleItems } from '../../../src/sim/accumulate/sample-items.ts';
import { outageQuantiles, type OutageItems } from '../../../src/sim/measure/outage-quantiles.ts';
import { modelOf } from '../../fixtures/model-builder.ts';
import { played, stageOf } from '../accumulate/scripted.ts';
import { deviation, fewestCovering, makeChance, mean } from './chance.ts';

const model = modelOf({ nodes: ['a', 'b'] });
const certain = stageOf(model, false);
const uncertain = stageOf(model, true);

const items = sampleItems(certain.compiled);
const itemsOf = (node: number, which: 'first' | 'longest'): OutageItems => ({
  ended: items.ofNode(node, OF_NODE[which]),
  cut: items.ofNode(node, OF_NODE[`${which}Cut`]),
});

/** Widest bin, relative to its hours. */
const BIN = 1 / 128;

describe('quantiles of outage lengths', () => {
  test('are those of the trials with an outage, to a bin', () => {
    // 1, 2, ..., 1000 hours in every second trial
    const accumulator = played(certain, (_, trial) => (trial % 2 === 0 ? { outages: { 1: [trial / 2 + 1, 1] } } : {}), {
      worlds: 1,
      trialsPerWorld: 2000,
    });
    const measured = accumulator.measured();
    const known = outageQuantiles(measured, itemsOf(1, 'first'), [0.05, 0.5, 0.95]);
    for (const level of [0.05, 0.5, 0.95]) {
      const { value, standardError, unreliable } = known[String(level)]!;
      expect(Math.abs(value / (1000 * level) - 1)).toBeLessThan(BIN + 0.001);
      // Uniform on 0..1000: sqrt(p (1 - p) / n) / density, the ends of the interval to a bin each
      const theory = Math.sqrt((level * (1 - level)) / 1000) * 1000;
      expect(Math.abs(standardError - theory)).toBeLessThan(BIN * 1000 * level + 1);
      expect(unreliable).toBeUndefined();
    }
  });

  test('of a node that was never down are none', () => {
    const measured = played(certain, () => ({ outages: { 1: [1, 1] } }), { worlds: 1, trialsPerWorld: 9 }).measured();
    expect(outageQuantiles(measured, itemsOf(0, 'longest'), [0.5])).toEqual({});
    expect(outageQuantiles(measured, itemsOf(1, 'longest'), [0.5])['0.5']?.unreliable).toBe(true);
  });

  test('have errors that know that worlds differ', () => {
    // The median is exp(m) with m the mean over worlds of the shift of the logarithm, sd .5: error .5 / sqrt(worlds)
    const chance = makeChance(31);
    const [worlds, trialsPerWorld, runs] = [64, 128, 60];
    const medians: number[] = [];
    const errors: number[] = [];
    for (let run = 0; run < runs; run++) {
      let [last, shift] = [-1, 0];
      const accumulator = played(
        uncertain,
        (world) => {
          if (world !== last) shift = 0.5 * chance.normal();
          last = world;
          const hours = 10 * Math.exp(shift + 0.3 * chance.normal());
          return { outages: { 0: [hours, hours] } };
        },
        { worlds, trialsPerWorld },
      );
      const measured = accumulator.measured();
      const { value, standardError } = outageQuantiles(measured, itemsOf(0, 'longest'), [0.5])['0.5']!;
      medians.push(value);
      errors.push(standardError);
    }
    expect(Math.abs(mean(medians) - 10)).toBeLessThan(4 * (deviation(medians) / Math.sqrt(runs)) + 10 * BIN);
    // 60 runs know a deviation to 9.2 %; 16 groups know a variance to sqrt(2 / 15), so an error to 18 % a run
    const ratio = mean(errors) / deviation(medians);
    expect(Math.abs(ratio - 1)).toBeLessThan(4 * Math.hypot(0.092, 0.18 / Math.sqrt(runs)));
    const covered = medians.filter((median, run) => Math.abs(median - 10) < 2.13 * errors[run]! + 10 * BIN).length;
    expect(covered).toBeGreaterThanOrEqual(fewestCovering(runs, 0.95));
  });
});
