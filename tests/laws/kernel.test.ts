import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../src/sim/kernel/ground/columns.ts';
import type { Kernel, TrialRecord } from '../../src/sim/kernel/ground/kernel.ts';
import { LOSS_MODE } from '../../src/sim/kernel/ground/compiled-model.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { makeRandom } from '../fixtures/random.ts';
import { withVaryingInputs } from '../fixtures/with-varying-inputs.ts';

/** RINGFENCE_LAW_MODELS=1000 looks at so many models. */
const MODELS = Number(process.env['RINGFENCE_LAW_MODELS'] ?? 400);
/** Enough for laws that are about every model in the same way. */
const SOME = Math.round(MODELS / 4);
const TIMEOUT = 240_000;

/** A quarter of them with inputs that vary. */
function modelOfSeed(seed: number): Model {
  const model = randomModel(seed);
  return seed % 4 === 0 ? withVaryingInputs(model, seed) : model;
}

function whole(kernel: Kernel, world: number, trial: number): TrialRecord {
  kernel.start(world, trial);
  kernel.runTo(Infinity);
  return kernel.record();
}

function sum(record: TrialRecord, from: number, count: number, step = 1): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += record.columns[from + step * i]!;
  return total;
}

describe('in random models', () => {
  test(
    'root losses add up to the total, by source and by period',
    () => {
      let losses = 0;
      for (let seed = 0; seed < MODELS; seed++) {
        const compiled = compileModel(randomModel(seed));
        const columns = columnsOf(compiled);
        const kernel = makeKernel(compiled, 'law');
        for (let trial = 0; trial < 3; trial++) {
          const record = whole(kernel, trial % 2, trial);
          const total = record.columns[columns.loss]!;
          const bySource = sum(record, columns.sourceLoss, columns.sources, columns.perSource);
          const byPeriod = record.periodLoss.reduce((a, b) => a + b, 0);
          expect(Math.abs(bySource - total), `model ${seed}`).toBeLessThanOrEqual(1e-9 * Math.max(1, total));
          expect(Math.abs(byPeriod - total), `model ${seed}`).toBeLessThanOrEqual(1e-9 * Math.max(1, total));
          if (total > 0) losses++;
        }
      }
      expect(losses).toBeGreaterThan(MODELS);
    },
    TIMEOUT,
  );

  test(
    'any split of the way gives the same bits',
    () => {
      for (let seed = 0; seed < SOME; seed++) {
        const random = makeRandom(seed + 1_000_000);
        const compiled = compileModel(modelOfSeed(seed));
        const kernel = makeKernel(compiled, 'law');
        const expected = whole(kernel, 1, 2);
        kernel.start(1, 2);
        const stops = Array.from({ length: random.whole(1, 12) }, () => random.unit() * 8760).toSorted((a, b) => a - b);
        for (const stop of stops) {
          kernel.runTo(stop);
          if (random.chance(0.3)) kernel.record();
        }
        kernel.runTo(Infinity);
        expect(kernel.record(), `model ${seed}`).toEqual(expected);
      }
    },
    TIMEOUT,
  );

  test(
    'a restored trial replays, whatever ran meanwhile',
    () => {
      for (let seed = 0; seed < SOME; seed++) {
        const random = makeRandom(seed + 2_000_000);
        const compiled = compileModel(modelOfSeed(seed));
        const kernel = makeKernel(compiled, 'law');
        const expected = whole(kernel, 0, 5);
        kernel.start(0, 5);
        kernel.runTo(random.unit() * 8760);
        const saved = kernel.save();
        kernel.apply({ kind: 'outage', id: 'x', node: compiled.nodeIds[0]!, hours: 50 });
        kernel.runTo(Infinity);
        kernel.simulate(1, 1030);
        kernel.restore(saved);
        kernel.runTo(Infinity);
        expect(kernel.record(), `model ${seed}`).toEqual(expected);
      }
    },
    TIMEOUT,
  );

  test(
    'a trial does not depend on the trials before it, nor on the kernel',
    () => {
      for (let seed = 0; seed < SOME; seed++) {
        const compiled = compileModel(modelOfSeed(seed));
        const alone = whole(makeKernel(compiled, 'law'), 0, 3);
        const kernel = makeKernel(compiled, 'law');
        for (let trial = 0; trial < 3; trial++) kernel.simulate(0, trial);
        expect(whole(kernel, 0, 3), `model ${seed}`).toEqual(alone);
        kernel.simulate(1, 0);
        expect(whole(kernel, 0, 3), `model ${seed}`).toEqual(alone);
      }
    },
    TIMEOUT,
  );

  test(
    'an action changes nothing before it',
    () => {
      let differ = 0;
      for (let seed = 0; seed < SOME; seed++) {
        const random = makeRandom(seed + 3_000_000);
        const compiled = compileModel(randomModel(seed));
        const columns = columnsOf(compiled);
        const kernel = makeKernel(compiled, 'law');
        const hour = random.unit() * 8760;
        kernel.start(0, 1);
        kernel.runTo(hour);
        const before = kernel.record();
        const node = random.pick(compiled.nodeIds);
        kernel.apply(
          random.chance(0.5)
            ? { kind: 'repair', id: 'a', node }
            : { kind: 'outage', id: 'a', node, hours: 30, leaves: 0.2 },
        );
        const at = kernel.record();
        // A stretch that the action cuts is booked in two parts: rounding, no more.
        for (let n = 0; n < columns.nodes; n++) {
          for (const first of [columns.nodeDownHours, columns.nodeLostHours]) {
            const i = first + columns.perNode * n;
            expect(Math.abs(at.columns[i]! - before.columns[i]!), `model ${seed}`).toBeLessThan(1e-8);
          }
        }
        // What is lost once per outage goes by its lowest moment, and that may be the moment of the action.
        if (compiled.lossMode.every((mode) => mode === LOSS_MODE.rate)) {
          const gap = Math.abs(at.periodLoss[0]! - before.periodLoss[0]!);
          expect(gap, `model ${seed}`).toBeLessThanOrEqual(1e-9 * Math.max(1, before.periodLoss[0]!));
        }
        kernel.runTo(Infinity);
        const after = kernel.record();
        kernel.start(0, 1);
        kernel.runTo(Infinity);
        if (kernel.record().columns.some((value, i) => value !== after.columns[i])) differ++;
      }
      expect(differ).toBeGreaterThan(SOME / 4);
    },
    TIMEOUT,
  );
});
