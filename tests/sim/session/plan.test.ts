import { describe, expect, test } from 'vitest';
import { planRun, type RunPlan, type RunSize } from '../../../src/sim/session/plan.ts';

function planOf(size: RunSize, uncertain = true): RunPlan {
  const planned = planRun(size, uncertain);
  if (!planned.ok) throw new Error(planned.problems.map((problem) => problem.message).join());
  return planned.value;
}

const blocksOf = (plan: RunPlan) => Array.from({ length: plan.blocks }, (_, index) => plan.block(index));

const SIZES: readonly RunSize[] = [
  {},
  { trials: 1 },
  { trials: 10, worlds: 10 },
  { trials: 7777 },
  { trials: 300_000, worlds: 3 },
  { trials: 100_000, worlds: 1 },
  { trials: 30_000, worlds: 999 },
  { trials: 30_000, worlds: 30, trialsPerBlock: 256 },
  { trials: 30_000, worlds: 30, trialsPerBlock: 4096 },
  { trials: 50_000, worlds: 1, trialsPerBlock: 768 },
];

describe('a plan', () => {
  test('has 1,000 worlds of 1,000 trials when nothing is said', () => {
    expect(planOf({})).toMatchObject({ worlds: 1000, trialsPerWorld: 1000, trials: 1_000_000 });
  });

  test('has as many worlds as trials in a world for fewer trials', () => {
    expect(planOf({ trials: 10_000 })).toMatchObject({ worlds: 100, trialsPerWorld: 100 });
  });

  test.each([
    [1000, 40],
    [20_000, 160],
    [100_000, 400],
    [200_000, 500],
    [250_000, 500],
    [500_000, 800],
    [3_000_000, 1000],
    [50_000_000, 1000],
  ])('of %i trials has just these, in %i worlds', (trials, worlds) => {
    expect(planOf({ trials })).toMatchObject({ trials, worlds, trialsPerWorld: trials / worlds });
  });

  test('of a number of trials without a fitting divisor leaves out less than a world of them', () => {
    expect(planOf({ trials: 100_003 })).toMatchObject({ worlds: 316, trialsPerWorld: 316, trials: 99_856 });
  });

  test('rounds the trials down to a multiple of the worlds, and says so', () => {
    expect(planOf({ trials: 1000, worlds: 30 })).toMatchObject({ trialsPerWorld: 33, trials: 990 });
  });

  test('has one world where nothing is uncertain', () => {
    expect(planOf({ trials: 5000, worlds: 50 }, false)).toMatchObject({ worlds: 1, trialsPerWorld: 5000 });
  });

  test.each(SIZES)('%j covers every trial of every world once, in order, by whole units', (size) => {
    const plan = planOf(size);
    const units: string[] = [];
    for (const [index, block] of blocksOf(plan).entries()) {
      expect(block.number).toBe(index);
      expect(block.firstTrial % 256).toBe(0);
      expect(block.worlds).toBeGreaterThan(0);
      expect(block.trials).toBeGreaterThan(0);
      expect(block.worlds * block.trials).toBeLessThanOrEqual(size.trialsPerBlock ?? 1024);
      for (let world = block.firstWorld; world < block.firstWorld + block.worlds; world++) {
        for (let trial = block.firstTrial; trial < block.firstTrial + block.trials; trial += 256) {
          units.push(`${world}/${trial}+${Math.min(256, block.firstTrial + block.trials - trial)}`);
        }
      }
    }
    const wanted: string[] = [];
    for (let world = 0; world < plan.worlds; world++) {
      for (let trial = 0; trial < plan.trialsPerWorld; trial += 256) {
        wanted.push(`${world}/${trial}+${Math.min(256, plan.trialsPerWorld - trial)}`);
      }
    }
    expect(units).toEqual(wanted);
  });

  test.each([
    [{ trials: 100_000, worlds: 100 }, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
    [{ trials: 100_000, worlds: 4 }, [1, 2, 3, 4]],
    [{ trials: 1000, worlds: 25 }, [3, 5, 8, 10, 13, 15, 18, 20, 23, 25]],
  ])('%j has its checkpoints after whole worlds, whatever the block', (size, ends) => {
    for (const trialsPerBlock of [256, 1024, 65_536]) {
      const plan = planOf({ ...size, trialsPerBlock });
      const checkpoints = blocksOf(plan).filter((block) => plan.endsAtCheckpoint(block.number));
      expect(checkpoints.map((block) => block.firstWorld + block.worlds)).toEqual(ends);
    }
  });

  test('has its checkpoints after whole address blocks of the only world', () => {
    for (const trialsPerBlock of [256, 768, 1024, 65_536]) {
      const plan = planOf({ trials: 25_000, worlds: 1, trialsPerBlock });
      const checkpoints = blocksOf(plan).filter((block) => plan.endsAtCheckpoint(block.number));
      expect(checkpoints.map((block) => block.firstTrial + block.trials)).toEqual([
        3072, 5120, 8192, 10_240, 13_312, 15_360, 18_432, 20_480, 22_528, 25_000,
      ]);
    }
  });

  test.each([
    [{ trials: 10, worlds: 11 }, '10 trials are fewer than 11 worlds'],
    [{ trials: 0 }, 'trials is 0'],
    [{ worlds: 1.5 }, 'worlds is 1.5'],
    [{ trials: Number.NaN }, 'trials is NaN'],
    [{ trialsPerBlock: 1000 }, 'trials in a block are 1000'],
  ])('is refused for %j', (size, message) => {
    const planned = planRun(size, true);
    expect(planned.ok ? [] : planned.problems.map((problem) => problem.message)).toEqual([message]);
  });

  test('has no block beyond the last', () => {
    const plan = planOf({ trials: 100 });
    expect(() => plan.block(plan.blocks)).toThrow(RangeError);
  });
});
