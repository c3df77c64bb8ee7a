import type { NeedGroup, Threat } from '../../../src/model/model.ts';
import type { ModelParts, Named, NamedNode } from '../../fixtures/model-builder.ts';
import { constant, cost, effect, lossPerHour, need } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';
import { maybe } from './parts.ts';

/** Hours and shares of which all sums, differences and products are exact. */
const HOURS = [2, 4, 8, 16];
const LEAVES = [0, 0, 0.25, 0.5, 0.75];
const LATEST = 160;

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Everything at hours of a coarse grid and at quarters of capacity: much falls, returns and ends in one instant, equally deep. */
export function coincidences(random: Random): ModelParts {
  const on = (list: readonly number[]): ReturnType<typeof constant> => constant(random.pick(list), 'hours');
  const loops = random.chance(0.4);

  function groupOf(id: string, others: readonly string[]): NeedGroup {
    const kind = random.pick(['all', 'any', 'any', 'atLeast', 'atLeast', 'share'] as const);
    const members = random.sample(others, random.whole(1, Math.min(4, others.length)));
    const least = 1 / members.length;
    return need(id, {
      kind,
      k: kind === 'atLeast' ? random.whole(1, members.length) : 1,
      members: kind === 'any' ? members : members.toSorted(),
      weights: kind === 'share' ? members.map((_, i) => (members.length === 3 ? [0.5, 0.25, 0.5][i]! : least)) : [],
      switchover: maybe(random, 0.4, on(HOURS)),
      buffer: maybe(random, 0.3, on(HOURS)),
      refill: maybe(random, 0.3, on(HOURS)),
      fallback: maybe(random, 0.3, constant(random.pick([0.25, 0.5]), 'share', 'uncertain')),
      fallbackAfter: maybe(random, 0.5, on(HOURS)),
    });
  }

  const nodes = NAMES.map((id, i): NamedNode => {
    const others = NAMES.filter((other, j) => (loops ? other !== id : j < i));
    const needs = others.length === 0 ? 0 : random.whole(i < 2 ? 0 : 1, 3);
    return {
      id,
      needs: Array.from({ length: needs }, (_, g) => groupOf(`g${g}`, others)),
      restart: maybe(random, 0.5, on(HOURS)),
      blackStart: maybe(random, loops ? 0.3 : 0, on(HOURS)),
      tolerance: random.chance(0.5) ? { mtpd: random.pick(HOURS), mbco: random.pick([0.5, 0.75, 1]) } : undefined,
      loss: [lossPerHour(100, { after: maybe(random, 0.5, on(HOURS)) })],
    };
  });
  const threats = Array.from({ length: random.whole(3, 7) }, (_, t): Named<Threat> => {
    const hour = (): number => 2 * random.whole(0, LATEST / 2);
    const struck = random.sample(NAMES, random.whole(1, 3)).toSorted();
    return {
      id: `t${t}`,
      occurs: {
        kind: 'on',
        atHours: [...new Set(Array.from({ length: random.whole(1, 6) }, hour))].toSorted((a, b) => a - b),
      },
      affects: struck.map((node) =>
        effect(node, random.chance(0.05) ? 'forever' : on(HOURS), {
          leaves: constant(random.pick(LEAVES), 'share'),
          delay: maybe(random, 0.3, on(HOURS)),
          overlap: random.chance(0.2) ? 'ignore' : 'add',
          cost: random.chance(0.3) ? [cost('own', 64)] : [],
        }),
      ),
    };
  });
  return {
    horizonHours: random.pick([200, 256, 8760]),
    nodes,
    threats,
    commonCauses: random.chance(0.3)
      ? [{ id: 'shared', members: random.sample(NAMES, 3).toSorted(), beta: constant(0.5, 'share', 'uncertain') }]
      : [],
  };
}
