import type { Threat } from '../../../src/model/model.ts';
import type { ModelParts, Named } from '../../fixtures/model-builder.ts';
import { against, effect, interval, level } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';
import { failures, hours, lossesOf } from './parts.ts';

/** A loop of three that locks, reserves outside it, black starts, and a control in need of it. */
export function loops(random: Random): ModelParts {
  const ring = ['east', 'north', 'west'];
  const nodes = ring.map((id, i) => {
    const next = ring[(i + 1) % ring.length]!;
    const reserve = random.chance(0.5) ? ['diesel'] : [];
    const members = [next, ...reserve];
    return {
      id,
      needs: [
        {
          id: 'grid',
          kind: members.length > 1 ? 'any' : 'all',
          k: 1,
          members,
          weights: [],
          switchover: random.chance(0.7) ? hours(random, 2, 40) : undefined,
          buffer: random.chance(0.5) ? hours(random, 1, 30) : undefined,
          refill: random.chance(0.5) ? hours(random, 5, 60) : undefined,
        },
        { id: 'fuel', kind: 'all', k: 1, members: ['fuel'], weights: [] },
      ],
      restart: random.chance(0.6) ? hours(random, 1, 30) : undefined,
      blackStart: random.chance(0.7) ? hours(random, 5, 60) : undefined,
      loss: lossesOf(random),
    };
  });
  const struck = [...ring, 'diesel', 'fuel'];
  const threats = struck.map((id) => failures(random, `of-${id}`, id, hours(random, 5, 90)));
  const clock: Named<Threat> = {
    id: 'wear',
    occurs: { kind: 'within', low: 100, high: 2500, never: 0, once: false },
    during: [{ name: 'night', factor: 0.4 }],
    affects: [effect('fuel', 30)],
  };
  return {
    nodes: [
      'diesel',
      'fuel',
      ...(nodes as never[]),
      {
        id: 'guard',
        kind: 'control',
        drawLabel: 'controls.guard',
        needs: [{ id: 'east', kind: 'all', k: 1, members: ['east'], weights: [] }],
      },
    ],
    threats: [clock, ...threats],
    controls: [
      {
        id: 'guard',
        against: [against('wear'), against('of-fuel'), against('of-diesel', ['diesel'])],
        levels: [
          level('none', 0),
          level(
            'on',
            1,
            { deter: interval(0.3, 0.8, 'share', 'uncertain'), prevent: 0.3, contain: 0.4 },
            {
              transfer: random.chance(0.5)
                ? [{ limit: 5000, over: 300, per: 'event', share: 0.8, waitingHours: 4 }]
                : [],
            },
          ),
        ],
      },
    ],
  };
}
