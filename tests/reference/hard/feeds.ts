import type { NeedGroup } from '../../../src/model/model.ts';
import type { ModelParts } from '../../fixtures/model-builder.ts';
import { interval, need } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';
import { failures, hours, lossesOf, maybe } from './parts.ts';

const FEEDS = ['feed-a', 'feed-b', 'feed-c', 'feed-d'];

/** A plant on some of four feeds, a crew and a store, and what stands behind it; all of them fail often, so that several needs of one node are missing at once. */
export function feeds(random: Random): ModelParts {
  const kind = random.pick(['any', 'atLeast', 'atLeast'] as const);
  const members = random.sample(FEEDS, random.whole(3, 4));
  const feed: NeedGroup = {
    id: 'feed',
    kind,
    k: kind === 'any' ? 1 : random.whole(1, members.length - 1),
    members: kind === 'any' ? members : members.toSorted(),
    weights: [],
    switchover: random.chance(0.8) ? hours(random, 5, 80) : undefined,
    buffer: random.chance(0.6) ? hours(random, 2, 60) : undefined,
    refill: random.chance(0.7) ? hours(random, 10, 300) : undefined,
    fallback: random.chance(0.6) ? interval(0.1, 0.5, 'share', 'uncertain') : undefined,
    fallbackAfter: random.chance(0.7) ? hours(random, 1, 30) : undefined,
  };
  return {
    nodes: [
      ...FEEDS,
      'crew',
      'store',
      {
        id: 'plant',
        needs: [
          feed,
          ...(random.chance(0.7)
            ? [need('crew', { fallback: maybe(random, 0.5, interval(0.2, 0.6, 'share', 'uncertain')) })]
            : []),
          ...(random.chance(0.7) ? [need('store', { buffer: maybe(random, 0.5, hours(random, 2, 40)) })] : []),
        ],
        restart: hours(random, 2, 90),
        loss: lossesOf(random),
        tolerance: { mtpd: 40, rto: 9, mbco: 0.6 },
      },
      {
        id: 'shop',
        needs: [
          {
            id: 'all',
            kind: 'all',
            k: 1,
            members: ['plant'],
            weights: [],
            buffer: hours(random, 5, 50),
            refill: hours(random, 5, 90),
          },
          { id: 'sum', kind: 'share', k: 1, members: ['feed-a', 'plant'], weights: [0.55, 0.75] },
        ],
        restart: random.chance(0.5) ? hours(random, 1, 20) : undefined,
        loss: lossesOf(random),
      } as never,
    ],
    threats: [...FEEDS, 'crew', 'store'].map((id) => failures(random, `of-${id}`, id, hours(random, 20, 300))),
  };
}
