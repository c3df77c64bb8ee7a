/** A page on snowballs of a hub airport, made by hand: round figures, no simulation behind them. */
import type { Model } from '../../../src/model/model.ts';
import type {
  MadeHere,
  SnowballDocument,
  SnowballPoint,
  SnowballResult,
} from '../../../src/results/snowball-document.ts';
import type { ChainStep, SnowballChain } from '../../../src/results/snowball/chains.ts';
import { estimate, model as hub } from '../fixture.ts';

export { estimate };

const bare = hub.nodes.find(({ id }) => id === 'intake-a')!;
const threat = hub.threats.find(({ id }) => id === 'substation-fire')!;

/** A model with these nodes and threats: all that a page takes of it are names. */
export const modelOf = (nodes: readonly string[], threats: readonly string[]): Model => ({
  ...hub,
  nodes: nodes.map((id) => ({ ...bare, id, label: id })),
  threats: threats.map((id) => ({ ...threat, id, label: id })),
  controls: [],
});

export const model: Model = modelOf(
  ['critical-systems', 'intake-a', 'internal-distribution', 'sgt-1', 'sgt-2', 'sgt-3', 'substation-north', 'terminals'],
  ['grid-elsewhere', 'intake-fault', 'short-interruption', 'substation-fire', 'transformer-fault'],
);

export const TAIL = 143e6;

/** A point that makes this share of the tail. */
export const point = (id: string, share: number, given: Partial<SnowballPoint> = {}): SnowballPoint => ({
  id,
  kind: 'node',
  members: [id],
  madeHere: estimate(share * TAIL, 1.7e6),
  share: estimate(share, share === 1 ? 0 : 0.01),
  startsHere: 0,
  surerThanNext: null,
  tailSaved: estimate(TAIL, 1.7e6),
  hardened: estimate(TAIL, 1.7e6),
  lost: estimate(60e6, 5e5),
  plays: estimate(1 / 26, 0.0004),
  playsInTail: { periods: 10_000, of: 10_000 },
  passesOn: null,
  reasons: {},
  ...given,
});

export const madeHere = (id: string, share: number, error: number): MadeHere => ({
  id,
  kind: 'node',
  members: [id],
  madeHere: estimate(share * TAIL, error * TAIL),
  share: estimate(share, error),
});

export const step = (
  members: string | readonly string[],
  hours: number | null,
  given: Partial<ChainStep> = {},
): ChainStep => ({
  kind: hours === null ? 'threat' : 'node',
  members: typeof members === 'string' ? [members] : members,
  match: 'all',
  group: null,
  hours,
  ...given,
});

export const chain = (
  share: number,
  steps: readonly ChainStep[],
  given: Partial<SnowballChain> = {},
): SnowballChain => ({
  steps,
  path: steps.map(({ members }) => members.join(' & ')),
  probability: estimate(0.0053, 0.0001),
  meanLoss: estimate(151e6, 1e6),
  shareOfTail: estimate(share, 0.005),
  begins: [],
  lastMomentHours: estimate(2, 0.1),
  windows: [[0, 2]],
  lastMomentOneInTenHours: 0.28,
  typical: { world: 3, trial: 14 },
  ...given,
});

export const result: SnowballResult = {
  portfolio: {},
  given: null,
  measured: { worlds: 1000, trials: 1_000_000 },
  goals: ['terminals'],
  tail: {
    level: 0.99,
    mean: estimate(TAIL, 1.7e6),
    periodsWithLoss: 10_000,
    allPeriodsWithLoss: 38_000,
    periods: 1_000_000,
  },
  least: 0.05,
  points: [
    point('internal-distribution', 1, {
      surerThanNext: 0.9999,
      reasons: { switchoverHours: { middle: 11, oneIn20: 12 } },
    }),
    point('critical-systems', 0.36, {
      surerThanNext: 0.9999,
      plays: estimate(1 / 36, 0.0004),
      passesOn: { value: 1.56, low: 1.5, high: 1.6 },
      reasons: { restartHours: { middle: 6, oneIn20: 9 } },
    }),
    point('substation-fire', 0.13, {
      kind: 'threat',
      members: ['sgt-1', 'sgt-2', 'sgt-3'],
      startsHere: null,
      tailSaved: estimate(18e6, 1.9e6),
      hardened: null,
      lost: null,
      plays: estimate(1 / 210, 0.0001),
      playsInTail: { periods: 2100, of: 10_000 },
    }),
  ],
  none: null,
  next: { ...madeHere('transformer-hall', 0.03, 0.004), kind: 'commonCause', members: ['sgt-1', 'sgt-2', 'sgt-3'] },
  candidates: 17,
  neededTrials: null,
  triggers: [{ id: 'intake-a', share: estimate(0.54, 0.005) }],
  bearers: [{ id: 'terminals', share: estimate(1, 0) }],
  chains: [
    chain(0.54, [
      step('intake-fault', null),
      step('intake-a', 24),
      step('internal-distribution', 11),
      step('critical-systems', 17),
      step('terminals', 17),
    ]),
    chain(
      0.38,
      [
        step(['substation-fire', 'transformer-fault'], null, { match: 'any' }),
        step(['sgt-1', 'sgt-2', 'sgt-3'], 22),
        step('substation-north', 22),
        step('intake-a', 22),
        step('internal-distribution', 11),
        step('critical-systems', 17),
        step('terminals', 17),
      ],
      {
        begins: [
          { threat: 'substation-fire', share: 0.62 },
          { threat: 'transformer-fault', share: 0.38 },
        ],
      },
    ),
    chain(
      0.07,
      [
        step('short-interruption', null),
        step('substation-north', 0.63),
        step('intake-a', 0.63),
        step('internal-distribution', 0.63),
        step('critical-systems', 8),
        step('terminals', 8),
      ],
      { lastMomentHours: null, windows: [], lastMomentOneInTenHours: null },
    ),
  ],
  otherWays: { shareOfTail: estimate(0.003, 0.0005), lists: 4, typical: { world: 228, trial: 107 } },
  time: {
    nodes: [
      {
        node: 'substation-north',
        recoverHours: { middle: 0.47, oneIn20: 31 },
        surviveHours: { middle: 0.3, oneIn20: 0.17 },
        exposed: estimate(0.64, 0.004),
      },
      {
        node: 'internal-distribution',
        recoverHours: { middle: 0.72, oneIn20: 11.6 },
        surviveHours: { middle: 0.3, oneIn20: 0.17 },
        exposed: estimate(0.72, 0.004),
      },
      {
        node: 'sgt-1',
        recoverHours: { middle: 700, oneIn20: 4000 },
        surviveHours: null,
        exposed: estimate(0, 0),
      },
    ],
    needed: [{ node: 'critical-systems', goal: 'terminals', hours: -2 }],
    broken: [
      {
        node: 'terminals',
        goal: 'terminals',
        goalMtpdHours: 4,
        neededHours: 4,
        rtoHours: null,
        why: { kind: 'restart', at: 'critical-systems', hours: { middle: 6, oneIn20: 9 } },
      },
    ],
  },
  growth: {
    ratios: [estimate(1, 0.01), estimate(0.83, 0.01), estimate(1, 0)],
    outagesPerCascade: estimate(2.6, 0.02),
  },
  tipping: [
    { scaled: ['repairs'], factor: null, slope: estimate(1.2, 0.02), ofTenthWorse: estimate(1.12, 0.002) },
    { scaled: ['stocks'], factor: null, slope: estimate(0.02, 0.002), ofTenthWorse: estimate(1.003, 0.0002) },
    {
      scaled: ['repairs', 'stocks'],
      factor: estimate(1.33, 0.01),
      slope: estimate(1.2, 0.02),
      ofTenthWorse: estimate(1.12, 0.002),
    },
  ],
  shares: {
    disciplines: [{ id: 'physical', loss: estimate(TAIL, 1.7e6), share: estimate(1, 0) }],
    threats: [
      { id: 'intake-fault', discipline: 'physical', loss: estimate(67e6, 1e6), share: estimate(0.47, 0.006) },
      { id: 'substation-fire', discipline: 'physical', loss: estimate(36e6, 1e6), share: estimate(0.25, 0.006) },
      { id: 'short-interruption', discipline: 'physical', loss: estimate(30e6, 1e6), share: estimate(0.21, 0.006) },
      { id: 'transformer-fault', discipline: 'physical', loss: estimate(9e6, 5e5), share: estimate(0.07, 0.004) },
      { id: 'grid-elsewhere', discipline: 'physical', loss: estimate(1e5, 1e4), share: estimate(0.001, 0.0002) },
    ],
    besides: estimate(0),
    orders: null,
    byCause: [
      { id: 'intake-fault', share: estimate(0.54, 0.005) },
      { id: 'substation-fire', share: estimate(0.24, 0.005) },
    ],
  },
  structure: {
    oneIsEnough: { terminals: ['critical-systems', 'internal-distribution'] },
    downUnhurt: [],
    hidden: [],
  },
  removal: [
    {
      control: 'restart-drill',
      level: 'rehearsed',
      touches: ['critical-systems'],
      leaves: estimate(117e6, 1.5e6),
      saves: estimate(26e6, 8e5),
      savesOnAverage: estimate(6.1e5, 2e4),
      extraSpendPerYear: 3.6e5,
    },
    {
      control: 'network-switching',
      level: 'automatic',
      touches: ['internal-distribution'],
      leaves: estimate(2e4, 3e3),
      saves: estimate(TAIL, 1.7e6),
      extraSpendPerYear: 2.6e6,
    },
  ],
};

export const document: SnowballDocument = {
  ringfence: '0.1.0',
  snowball: 1,
  title: 'Hub airport, one intake lost (as it was)',
  modelHash: `sha256:${'0123456789abcdef'.repeat(4)}`,
  seed: 'ringfence',
  worlds: 1000,
  trials: 1_000_000,
  trialsPerWorld: 1000,
  horizonHours: 8760,
  currency: 'GBP',
  lossesCounted: ['airlines', 'own', 'passengers'],
  partial: false,
  settings: {},
  scenarios: { base: result },
};
