/** What falls and is back in one hour has not fallen, for whoever watches trials. */
import { expect, test } from 'vitest';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { kernelOf } from '../../src/sim/compile/kernel-of.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { MakeReader } from '../../src/sim/session/reader.ts';
import { readGenerations } from '../../src/snowball/growth/read-generations.ts';
import { readTail } from '../../src/snowball/points/read-tail.ts';
import { readSurvive } from '../../src/snowball/time/read-survive.ts';
import { makeWatch } from '../../src/study/play/watched-futures.ts';
import { HEAD, modelOfText } from '../found/run-text.ts';

/** A plant that goes over to the other feed at 10 h, and is struck itself at 48 h. */
const model = (switchover: string, given?: string) =>
  modelOfText(
    `${HEAD}
nodes:
  a: { kind: asset }
  b: { kind: asset }
  plant: { kind: asset, needs: { feed: { any: [a, b], switchover: ${switchover} } } }
threats:
  first: { occurs: on 2027-01-01 10:00, affects: { a: { outage: 5 h } } }
  second: { occurs: on 2027-01-03 00:00, affects: { plant: { outage: 3 h } } }
`,
    given === undefined ? {} : { given: [given] },
  );
const [A, PLANT] = [0, 2];

/** What a reader reads of the only trial. */
function read<In, Out>(make: MakeReader<In, Out>, compiled: CompiledModel, input: In): Out {
  const seed = 'moments';
  const reader = make({ model: compiled, seed, makeKernel: (listener) => kernelOf(compiled, seed, listener) });
  const [world, trial] = [new Int32Array(1), new Int32Array(1)];
  const block = { number: 0, reader: 'reader', first: 0, input, world, trial, trialsPerWorld: 1 };
  return reader(block, () => false)!;
}

test.each([
  ['0 h', 1, 0],
  ['2 h', 2, 1],
])('an outage by a switchover of %s', (switchover, ofPlant, second) => {
  const compiled = compileModel(model(switchover));
  const { nodes } = read(readTail, compiled, null);
  expect([...nodes.node]).toEqual([A, PLANT]);
  expect([...nodes.outages]).toEqual([1, ofPlant]);
  expect([...nodes.own]).toEqual([1, 1]);
  expect(Array.from(read(readGenerations, compiled, null).subarray(0, 2))).toEqual([2, second]);
  const felt = read(readSurvive, compiled, { nodes: [A], goals: [{ node: PLANT, below: 0.5 }] });
  expect([...felt]).toEqual([second === 0 ? Infinity : 0]);
});

test.each([
  ['0 h', [A]],
  ['2 h', [A, PLANT]],
])('who falls in a future with a switchover of %s', (switchover, fallen) => {
  const asked = model(switchover, 'threat=first');
  const watch = makeWatch({ model: asked, compiled: compileModel(asked) }, 'moments');
  expect(new Set(watch.future({ world: 0, trial: 0 }).nodes.keys())).toEqual(new Set(fallen));
});
