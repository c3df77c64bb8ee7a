/** The same bits, whatever the workers, the blocks, the order in the file, or what else is in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { afterAll, describe, expect, test } from 'vitest';
import { readModel, readModelText } from '../../src/io/read-model.ts';
import type { Model } from '../../src/model/model.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeThreadRunner } from '../../src/runners/threads.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import type { BlockResult } from '../../src/sim/accumulate/block.ts';
import { planRun } from '../../src/sim/session/plan.ts';
import type { Runner } from '../../src/sim/session/runner.ts';
import { makeRandom } from '../fixtures/random.ts';

const SHOP = readFileSync(path.resolve(import.meta.dirname, '../../scenarios/corner-shop/shop.yaml'), 'utf8');

function read(text: string): Model {
  const result = readModelText(text, {}, 'shop.yaml');
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('; '));
  return result.value;
}

const shop = compileModel(read(SHOP));

/** A hash of the records of all trials, in order of world and trial. */
async function hashOfRun(
  runner: Runner,
  model: CompiledModel,
  trialsPerBlock: number,
  { givesBack = false, trials = 10_000 } = {},
): Promise<string> {
  const planned = planRun({ trials, worlds: 10, trialsPerBlock }, model.uncertain);
  if (!planned.ok) throw new Error('the plan does not fit');
  const plan = planned.value;
  const results: BlockResult[] = [];
  const onResult = (result: BlockResult, _index: number, giveBack: () => void): void => {
    results.push(givesBack ? structuredClone(result) : result);
    if (givesBack) giveBack();
  };
  await runner.run(
    { kind: 'sums', model, seed: 'same bits', tasks: plan.blocks, task: (index) => plan.block(index) },
    { onResult },
  );
  const hash = createHash('sha256');
  const units = results
    .flatMap((result) => result.units)
    .toSorted((a, b) => a.world - b.world || a.firstTrial - b.firstTrial);
  for (const unit of units) {
    for (const array of [
      unit.index,
      unit.sum,
      unit.square,
      unit.cross,
      unit.node,
      unit.rows,
      unit.loss,
      unit.largest,
    ]) {
      hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    }
  }
  return `${units.length} ${hash.digest('hex')}`;
}

/** A hash of the whole records of some trials, one by one. */
function hashOfTrials(model: CompiledModel, trials: readonly (readonly [number, number])[]): string {
  const kernel = makeKernel(model, 'same bits');
  const hash = createHash('sha256');
  for (const [world, trial] of trials) {
    kernel.simulate(world, trial);
    for (const array of Object.values(kernel.record())) {
      if (array instanceof Float64Array) hash.update(new Uint8Array(array.buffer));
    }
  }
  return hash.digest('hex');
}

const TRIALS = Array.from({ length: 24 }, (_, i) => [i % 3, (i * 67) % 1500] as const);

describe('the records of all trials are the same', () => {
  const open: Runner[] = [];
  afterAll(() => Promise.all(open.map((runner) => runner.close())));

  test('for 1, 2 and 3 workers and blocks of any size', async () => {
    const expected = await hashOfRun(makeInlineRunner(), shop, 1024);
    for (const workers of [1, 2, 3]) {
      const runner = makeThreadRunner({ workers });
      open.push(runner);
      for (const size of [256, 4096]) expect(await hashOfRun(runner, shop, size), `${workers} ${size}`).toBe(expected);
    }
  });

  test('for inputs that vary, with any workers and blocks, and in a kernel into which another portfolio was poured', async () => {
    const text = SHOP.replace('inputs: {', 'inputs: { k: varies 1..10, m: "= k + 1",').replace(
      'threats:\n',
      'threats:\n  break-in: { occurs: 9 per year, cost: { own: "= k * m * £10" } }\n',
    );
    expect(text).toContain('break-in');
    const varying = compileModel(read(text));
    expect(varying.useValue.length).toBe(1);
    const expected = await hashOfRun(makeInlineRunner(), varying, 1024);
    const runner = makeThreadRunner({ workers: 2 });
    open.push(runner);
    for (const size of [256, 4096]) expect(await hashOfRun(runner, varying, size), `${size}`).toBe(expected);
    const cheap = compileModel(read(text.replace('* £10"', '* £20"')));
    const kernel = makeKernel(cheap, 'same bits');
    kernel.simulate(0, 0);
    expect(kernel.pour(varying)).toBe(true);
    const fresh = makeKernel(varying, 'same bits');
    for (const [world, trial] of TRIALS) {
      kernel.simulate(world, trial);
      fresh.simulate(world, trial);
      expect(kernel.record()).toEqual(fresh.record());
    }
  });

  test('for drivers that move each other, with any workers and blocks', async () => {
    const file = path.resolve(import.meta.dirname, '../../scenarios/regional-airport/world.yaml');
    const world = await readModel(file);
    if (!world.ok) throw new Error(world.problems.map(({ message }) => message).join('; '));
    const compiled = compileModel(world.value);
    const runner = makeThreadRunner({ workers: 3 });
    open.push(runner);
    const trials = 5000;
    const expected = await hashOfRun(makeInlineRunner(), compiled, 1024, { trials });
    expect(await hashOfRun(runner, compiled, 256, { trials })).toBe(expected);
  });

  test('whether the memory of results is given back or not', async () => {
    const expected = await hashOfRun(makeInlineRunner(), shop, 1024);
    const threads = makeThreadRunner({ workers: 2 });
    open.push(threads);
    for (const runner of [makeInlineRunner(), threads]) {
      expect(await hashOfRun(runner, shop, 1024, { givesBack: true })).toBe(expected);
      // What was kept is not written over by what was given back before.
      expect(await hashOfRun(runner, shop, 1024)).toBe(expected);
    }
  });

  test('for entries of the file in any order', () => {
    const expected = hashOfTrials(shop, TRIALS);
    for (let seed = 0; seed < 3; seed++) {
      const random = makeRandom(seed);
      const shuffled = (value: unknown, key: string): unknown => {
        // A list of alternatives is a list of preferences.
        if (Array.isArray(value))
          return key === 'any' ? value : random.sample(value, value.length).map((item) => shuffled(item, ''));
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(random.sample(Object.entries(value), 1e6).map(([k, v]) => [k, shuffled(v, k)]));
      };
      const text = stringify(shuffled(parse(SHOP), ''));
      expect(text).not.toBe(stringify(parse(SHOP)));
      expect(hashOfTrials(compileModel(read(text)), TRIALS)).toBe(expected);
    }
  });

  test('for trials in any order, and for one alone', () => {
    const kernel = makeKernel(shop, 'same bits');
    const records = new Map<string, unknown>();
    for (const [world, trial] of TRIALS) {
      kernel.simulate(world, trial);
      records.set(`${world} ${trial}`, kernel.record());
    }
    for (const [world, trial] of makeRandom(9).sample(TRIALS, 6)) {
      const alone = makeKernel(shop, 'same bits');
      alone.start(world, trial);
      alone.runTo(Infinity);
      expect(alone.record()).toEqual(records.get(`${world} ${trial}`));
    }
  });

  test('for another seed, or the empty one, they differ', () => {
    const of = (seed: string): number => {
      const kernel = makeKernel(shop, seed);
      kernel.simulate(0, 0);
      return kernel.periodLoss[0]!;
    };
    expect(new Set(['same bits', '', '0', 'same bits '].map(of)).size).toBe(4);
  });
});

test('a threat that is added moves no other draw', () => {
  const more = compileModel(
    read(SHOP.replace('threats:\n', 'threats:\n  alien-visit: { occurs: 2..5 per year, cost: { own: £1..£9 } }\n')),
  );
  expect(more.threatIds.length).toBe(shop.threatIds.length + 1);
  const before = makeKernel(shop, 'same bits');
  const after = makeKernel(more, 'same bits');
  const [a, b] = [columnsOf(shop), columnsOf(more)];
  let events = 0;
  for (const [world, trial] of TRIALS) {
    before.simulate(world, trial);
    after.simulate(world, trial);
    shop.threatIds.forEach((id, i) => {
      const j = more.threatIds.indexOf(id);
      expect(after.columns[b.threatEvents + b.perSource * j]).toBe(before.columns[a.threatEvents + a.perSource * i]);
      expect(after.columns[b.threatGotThrough + b.perSource * j]).toBe(
        before.columns[a.threatGotThrough + a.perSource * i],
      );
      events += before.columns[a.threatEvents + a.perSource * i]!;
    });
    for (let n = 0; n < shop.nodeIds.length; n++) {
      expect(after.columns[b.nodeDownHours + b.perNode * n]).toBe(before.columns[a.nodeDownHours + a.perNode * n]);
    }
  }
  expect(events).toBeGreaterThan(500);
});
