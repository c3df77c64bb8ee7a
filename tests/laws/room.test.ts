import { expect, test } from 'vitest';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../../src/sim/kernel/ground/kernel.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import type { Listener } from '../../src/sim/kernel/ground/tell.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { makeRandom } from '../fixtures/random.ts';

/** A share of the room so small that every kernel is full again and again. */
const NONE = 0;
const MODELS = 60;
const TIMEOUT = 240_000;

/** Keeps what is told, in order. */
function makeListener(): { readonly listener: Listener; readonly told: unknown[][] } {
  const told: unknown[][] = [];
  const keep =
    (what: string) =>
    (...args: unknown[]): void => {
      told.push([what, ...args]);
    };
  return {
    told,
    listener: {
      event: keep('event'),
      stopped: keep('stopped'),
      effect: keep('effect'),
      clockBegins: keep('clockBegins'),
      clockEnds: keep('clockEnds'),
      capacity: keep('capacity'),
      breach: keep('breach'),
      loss: keep('loss'),
      cause: keep('cause'),
      settled: keep('settled'),
    },
  };
}

/** A trial with actions, looked at on the way, gone back to and taken on twice. */
function exercised(kernel: Kernel, compiled: CompiledModel, seed: number): unknown[] {
  const random = makeRandom(seed);
  const seen: unknown[] = [];
  kernel.start(0, seed);
  for (let step = 1; step <= 4; step++) {
    kernel.runTo(step * 1500 + random.unit() * 500);
    const node = compiled.nodeIds[random.whole(0, compiled.nodeIds.length - 1)]!;
    kernel.apply({ kind: 'outage', id: `act ${step}`, node, hours: 100 });
    seen.push(kernel.record());
  }
  const middle = kernel.save();
  kernel.runTo(Infinity);
  seen.push(kernel.record());
  kernel.restore(middle);
  kernel.apply({ kind: 'repair', id: 'mend', node: compiled.nodeIds[0]! });
  kernel.runTo(Infinity);
  seen.push(kernel.record());
  return seen;
}

test(
  'a kernel that is full is replaced by a roomier one, and nothing shows',
  () => {
    for (let seed = 0; seed < MODELS; seed++) {
      const compiled = compileModel(randomModel(seed));
      const roomy = makeKernel(compiled, 'room');
      const tight = makeKernel(compiled, 'room', { share: NONE });
      for (let trial = 0; trial < 3; trial++) {
        roomy.simulate(1, trial);
        tight.simulate(1, trial);
        expect(tight.record(), `model ${seed}`).toEqual(roomy.record());
        expect(tight.touchedNodes()).toBe(roomy.touchedNodes());
      }
      const again = makeKernel(compiled, 'room', { share: NONE });
      expect(exercised(again, compiled, seed), `model ${seed}`).toEqual(exercised(roomy, compiled, seed));
    }
  },
  TIMEOUT,
);

test(
  'and what a listener is told is told once',
  () => {
    for (let seed = 0; seed < MODELS; seed++) {
      const compiled = compileModel(randomModel(seed));
      const [expected, got] = [makeListener(), makeListener()];
      exercised(makeKernel(compiled, 'room', { listener: expected.listener }), compiled, seed);
      exercised(makeKernel(compiled, 'room', { listener: got.listener, share: NONE }), compiled, seed);
      expect(got.told, `model ${seed}`).toEqual(expected.told);
      expect(got.told.length).toBeGreaterThan(0);
    }
  },
  TIMEOUT,
);
