/** Models that keep one mechanism busy: many failures, so that clocks are interrupted, called off and begun anew. */
import type { LossEntry, Model, NeedGroup, Threat } from '../../src/model/model.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import type { Named } from '../fixtures/model-builder.ts';
import {
  against,
  constant,
  cost,
  effect,
  formula,
  interval,
  level,
  lossPerHour,
  modelOf,
} from '../fixtures/model-builder.ts';
import type { Random } from '../fixtures/random.ts';
import { makeRandom } from '../fixtures/random.ts';

function hours(random: Random, low: number, high: number): Quantity {
  const a = low + random.unit() * (high - low);
  return random.chance(0.25)
    ? constant(Math.round(a * 4) / 4, 'hours')
    : interval(a, a * (1.2 + 2 * random.unit()), 'hours', 'varies');
}

/** About every 300 to 1,500 hours. */
function failures(random: Random, id: string, node: string, outage: Quantity): Named<Threat> {
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

function lossesOf(random: Random): LossEntry[] {
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

const FEEDS = ['feed-a', 'feed-b', 'feed-c', 'feed-d'];

/** A plant on some of four feeds, and what stands behind it; feeds fail often. */
function feeds(random: Random): Parameters<typeof modelOf>[0] {
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
      {
        id: 'plant',
        needs: [feed],
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
    threats: FEEDS.map((id) => failures(random, `of-${id}`, id, hours(random, 20, 300))),
  };
}

/** A loop of three that locks, reserves outside it, black starts, and a control in need of it. */
function loops(random: Random): Parameters<typeof modelOf>[0] {
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

export function hardModel(seed: number): Model {
  const random = makeRandom(seed + 77_000);
  const parts = random.chance(0.5) ? feeds(random) : loops(random);
  return modelOf({
    title: `Hard model ${seed}`,
    bearers: ['own'],
    calendar: { night: Array.from({ length: 365 }, (_, day) => ({ from: day * 24, to: day * 24 + 6 })) },
    ...parts,
  });
}
