/** Laws over worlds of which the truth is known. */
import type { WorldReadings } from '../../../src/sim/measure/appetite/world-readings.ts';
import { makeChance, type Chance } from './chance.ts';

/** A law of a probability over worlds, with limits and the share of worlds that keep them. */
export interface KnownLaw {
  readonly name: string;
  readonly draw: (chance: Chance) => number;
  readonly limits: readonly { readonly limit: number; readonly truth: number }[];
}

/** Percentiles of the standard normal. */
const NORMAL = { 0.5: 0, 0.9: 1.2815515655, 0.95: 1.644853627 };

const lognormal = (name: string, sigma: number): KnownLaw => ({
  name,
  draw: (chance) => Math.min(1, 0.02 * Math.exp(sigma * chance.normal())),
  limits: Object.entries(NORMAL).map(([truth, z]) => ({ limit: 0.02 * Math.exp(sigma * z), truth: Number(truth) })),
});

export const knownLaws: readonly KnownLaw[] = [
  lognormal('wide', 0.8),
  lognormal('narrow', 0.15),
  {
    name: 'uniform',
    draw: (chance) => 0.05 * chance.unit(),
    limits: [0.5, 0.9, 0.95].map((truth) => ({ limit: 0.05 * truth, truth })),
  },
  {
    name: 'two points',
    draw: (chance) => (chance.unit() < 0.9 ? 0.01 : 0.08),
    limits: [{ limit: 0.04, truth: 0.9 }],
  },
  {
    name: 'the same everywhere',
    draw: () => 0.02,
    limits: [
      { limit: 0.026, truth: 1 },
      { limit: 0.015, truth: 0 },
    ],
  },
];

/** Readings of worlds with so many trials of one period each. */
export function readingsFrom(law: KnownLaw, worlds: number, trials: number, seed: number): WorldReadings {
  const chance = makeChance(seed);
  const values = Float64Array.from({ length: worlds }, () => chance.binomial(trials, law.draw(chance)) / trials);
  return { family: 'probability', values, variances: values.map((p) => (p * (1 - p)) / (trials - 1)) };
}
