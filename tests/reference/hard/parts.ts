/** What models that keep one mechanism busy are made of: many failures, and losses of all kinds. */
import type { LossEntry, Threat } from '../../../src/model/model.ts';
import type { Quantity } from '../../../src/model/quantity.ts';
import type { ModelParts, Named } from '../../fixtures/model-builder.ts';
import { constant, cost, effect, formula, interval, lossPerHour } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';

/** Makes the parts of a model. */
export type Maker = (random: Random) => ModelParts;

export function hours(random: Random, low: number, high: number): Quantity {
  const a = low + random.unit() * (high - low);
  return random.chance(0.25)
    ? constant(Math.round(a * 4) / 4, 'hours')
    : interval(a, a * (1.2 + 2 * random.unit()), 'hours', 'varies');
}

export function maybe<T>(random: Random, chance: number, value: T): T | undefined {
  return random.chance(chance) ? value : undefined;
}

/** About every 300 to 1,500 hours. */
export function failures(random: Random, id: string, node: string, outage: Quantity): Named<Threat> {
  const mean = 300 + 1200 * random.unit();
  return {
    id,
    occurs: { kind: 'rate', per: 'rate', amount: constant(1 / mean, 'number/hour', 'uncertain'), once: false },
    affects: [
      effect(node, outage, {
        leaves: random.chance(0.6) ? interval(0.1, 0.8, 'share', 'varies') : undefined,
        overlap: random.chance(0.2) ? 'ignore' : 'add',
        cost: [cost('own', interval(10, 90, 'money', 'varies'))],
      } as Parameters<typeof effect>[2]),
    ],
  };
}

/** A rate that may vary, and a formula of the length. */
export function lossesOf(random: Random): LossEntry[] {
  const during = [{ name: 'night', factor: 0.5 + random.unit() }];
  return [
    lossPerHour(interval(50, 200, 'money/hour', random.chance(0.5) ? 'varies' : 'uncertain'), { during }),
    {
      id: 'by-length',
      kind: random.chance(0.5) ? 'goodwill' : 'money',
      bearer: 'own',
      mode: 'formula',
      amount: formula([{ op: 'hours' }, { op: 'hours' }, { op: 'mul' }], 'money', 'varies'),
      after: random.chance(0.5) ? hours(random, 1, 9) : undefined,
      during,
    } as LossEntry,
  ];
}
