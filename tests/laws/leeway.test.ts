/** The leeway of a trial: with any levels within it the trial takes the same course, bit for bit. */
import { expect, test } from 'vitest';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { kernelOf, leewayKernelOf, recordColumns } from '../../src/sim/compile/kernel-of.ts';
import type { Columns } from '../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../../src/sim/kernel/ground/kernel.ts';
import { columnsInto } from '../../src/sim/kernel/ground/records.ts';
import { randomChoices, randomLevels } from '../fixtures/random-choices.ts';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { makeRandom } from '../fixtures/random.ts';

const MODELS = process.env['RINGFENCE_PROVE'] === '1' ? 600 : 25;
const TRIALS = 6;
const PORTFOLIOS = 12;
const TIMEOUT = 600_000;

/** What a trial leaves behind, but for who stopped what. */
function courseOf(kernel: Kernel, columns: Columns): readonly Float64Array[] {
  const all = columnsInto(kernel, kernel.touchedNodes(), columns, new Float64Array(columns.count));
  all.fill(0, columns.stopped, columns.cascadeSize);
  return [all, kernel.periodLoss.slice(), kernel.periodLargest.slice()];
}

const isWithin = (levels: Int32Array, { lowestLevel, highestLevel }: Kernel): boolean =>
  levels.every((level, control) => level >= lowestLevel[control]! && level <= highestLevel[control]!);

/** Trials under other levels than those that ran, by whether these were within the leeway, and how many of the rest differed. */
interface Count {
  within: number;
  without: number;
  differing: number;
}

function tryModel(compiled: CompiledModel, seed: number, count: Count): void {
  const random = makeRandom(seed + 5_000_000);
  const columns = recordColumns(compiled);
  const recording = leewayKernelOf(compiled, 'leeway');
  const plain = kernelOf(compiled, 'leeway');
  for (let trial = 0; trial < TRIALS; trial++) {
    const world = random.whole(0, 1);
    const levels = randomLevels(random, compiled);
    recording.useLevels(levels);
    recording.simulate(world, trial);
    const course = courseOf(recording, columns);
    for (let portfolio = 0; portfolio < PORTFOLIOS; portfolio++) {
      const others = portfolio === 0 ? levels : randomLevels(random, compiled);
      plain.useLevels(others);
      plain.simulate(world, trial);
      const under = courseOf(plain, columns);
      if (isWithin(others, recording)) {
        expect(under, `model ${seed}, trial ${trial}`).toEqual(course);
        count.within += portfolio === 0 ? 0 : 1;
      } else {
        count.without++;
        count.differing += under.every((part, i) => part.every((x, at) => x === course[i]![at])) ? 0 : 1;
      }
    }
  }
}

test(
  'a trial takes the same course with any levels within its leeway, all verbs and mechanisms, drivers too',
  () => {
    const count: Count = { within: 0, without: 0, differing: 0 };
    for (let seed = 1; seed <= MODELS; seed++) {
      const model = randomChoices(seed);
      // Every third with drivers, which move rates, and what controls achieve
      if (model !== null) tryModel(compileModel(seed % 3 === 0 ? withDrivers(model, seed) : model), seed, count);
    }
    // Neither always within nor nearly always without for nothing
    expect(count.within).toBeGreaterThan(3 * MODELS);
    expect(count.differing / count.without).toBeGreaterThan(0.5);
  },
  TIMEOUT,
);
