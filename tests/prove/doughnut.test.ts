/**
 * Rings of two hundred random models as they come, simulated, against those by convolution: does low to high hold them as often as
 * it says? Limits may be as close as they come, and confidences equal to what is asked.
 */
import { expect, test } from 'vitest';
import { anyModel } from '../fixtures/doughnut/random-model.ts';
import { held } from '../fixtures/doughnut/simulated.ts';

const MODELS = Number(process.env['RINGFENCE_DOUGHNUTS'] ?? 200);
const RINGS = ['necessary', 'optimum', 'sufficient'] as const;
const Z = 1.96;

/** Central 95 % of a share. @see Wilson (1927), JASA 22, 209-212. */
function wilson(successes: number, of: number): readonly [number, number] {
  const share = successes / of;
  const middle = (share + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return [middle - half, middle + half];
}

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'low to high of simulated rings holds the exact ones in 95 % of models',
  async () => {
    const outcomes = RINGS.map((): boolean[] => []);
    const misses: string[] = [];
    for (let seed = 1; outcomes[0]!.length < MODELS; seed++) {
      const found = await held(anyModel(seed), 0.8, { worlds: 100, trials: 10_000, seed: `e${seed}` });
      // Without a ring there is nothing to hold, but that there may be none
      if (found === null || found.length === 1) {
        if (found?.[0] === false) misses.push(`model ${seed}, whether there is a ring`);
        continue;
      }
      for (const [ring, isHeld] of found.entries()) {
        outcomes[ring]!.push(isHeld);
        if (!isHeld) misses.push(`model ${seed}, ${RINGS[ring]}`);
      }
    }
    for (const [ring, all] of outcomes.entries()) {
      const count = all.filter(Boolean).length;
      const [low, high] = wilson(count, all.length);
      console.log(`${RINGS[ring]}: ${count} of ${all.length}, ${low.toFixed(3)} to ${high.toFixed(3)}`);
      expect(count / all.length, `${RINGS[ring]}; ${misses.join('; ')}`).toBeGreaterThanOrEqual(0.95);
    }
  },
  3_600_000,
);
