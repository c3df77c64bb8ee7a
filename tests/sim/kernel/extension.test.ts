import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { Extension } from '../../../src/sim/kernel/extension.ts';
import type { Kernel, TrialRecord } from '../../../src/sim/kernel/ground/kernel.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { EVENT_CLASS, eventKey } from '../../../src/sim/kernel/ground/queue.ts';
import { unitFromWord } from '../../../src/sim/random/draws.ts';
import { randomModel } from '../../fixtures/random-model.ts';

const MODELS = 60;
const TIMEOUT = 240_000;

/** Takes the first node down for a day now and then: at hours drawn one after another, numbered by a counter of the trial. */
const faults: Extension = {
  sources: ['extension:faults'],
  install: (ground) => {
    const { model, state, queue } = ground;
    const draws = ground.drawsOf(['extension.faults']);
    const kind = ground.kindOf((target) => {
      taken++;
      strike(target);
      plan();
    });
    let strike = (_node: number): void => undefined;
    let taken = 0;
    const plan = (): void => {
      draws.at(0, state.id[0]!, state.id[1]!, taken, 1);
      const at = state.now[0]! + 3000 * unitFromWord(draws.word[0]!);
      if (at < model.horizonHours) queue.push(at, eventKey(EVENT_CLASS.driver, 0), kind, 0, 0);
    };
    return {
      part: {
        reset: () => {
          taken = 0;
        },
        start: plan,
        save: () => taken,
        restore: (saved) => {
          taken = saved as number;
        },
      },
      join: ({ roots }) => {
        strike = (node) => roots.strike(roots.begin(ground.firstSource, taken), ground.firstSource, node, 0, 24);
      },
    };
  },
};

/** Is there, and does nothing. */
const idle: Extension = {
  install: (ground) => {
    ground.kindOf(() => undefined);
    return { part: { reset: () => undefined, start: () => undefined, save: () => null, restore: () => undefined } };
  },
};

function whole(kernel: Kernel, trial: number): TrialRecord {
  kernel.start(0, trial);
  kernel.runTo(Infinity);
  return kernel.record();
}

const compiledOf = (seed: number): CompiledModel => compileModel(randomModel(seed));

test('keys of events go by class, then id, in whole numbers of 32 bits', () => {
  const classes = Array.from({ length: 16 }, (_, eventClass) => eventClass);
  const ids = [0, 1, 5, 2 ** 27, 2 ** 28 - 1];
  const keys = classes.flatMap((eventClass) => ids.map((id) => eventKey(eventClass, id)));
  expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => a - b));
  expect(Array.from(Int32Array.from(keys))).toEqual(keys);
});

describe('an extension', () => {
  test(
    'that does nothing moves no bit',
    () => {
      for (let seed = 0; seed < MODELS; seed++) {
        const compiled = compiledOf(seed);
        const extended = makeKernel(compiled, 'seam', { extensions: [idle] });
        expect(whole(extended, 1), `model ${seed}`).toEqual(whole(makeKernel(compiled, 'seam'), 1));
      }
    },
    TIMEOUT,
  );

  test(
    'has its events, which go with a trial that is split, saved, restored and taken up by a roomier engine',
    () => {
      let differ = 0;
      for (let seed = 0; seed < MODELS; seed++) {
        const compiled = compiledOf(seed);
        const kernel = makeKernel(compiled, 'seam', { extensions: [idle, faults] });
        const expected = whole(kernel, 2);
        if (whole(makeKernel(compiled, 'seam'), 2).columns.some((value, i) => value !== expected.columns[i])) differ++;
        kernel.start(0, 2);
        kernel.runTo(4000);
        const saved = kernel.save();
        kernel.runTo(Infinity);
        kernel.simulate(0, 7);
        kernel.restore(saved);
        kernel.runTo(6000);
        kernel.record();
        kernel.runTo(Infinity);
        expect(kernel.record(), `model ${seed}`).toEqual(expected);
        const tight = makeKernel(compiled, 'seam', { extensions: [idle, faults], share: 0 });
        expect(whole(tight, 2), `model ${seed}`).toEqual(expected);
      }
      // Where events are given, only what they set off counts.
      expect(differ).toBeGreaterThan(MODELS / 2);
    },
    TIMEOUT,
  );
});
