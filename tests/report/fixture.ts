/** A model and a result of a hub airport, made by hand: round figures, no simulation behind them. */
import type { Model, ModelNode, Threat } from '../../src/model/model.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import type { Estimate } from '../../src/results/estimate.ts';
import type { ResultDocument, ScenarioResult } from '../../src/results/result-document.ts';
import type { CurvePoint, LimitResult } from '../../src/results/scenario-result.ts';
import { NO_NOTES } from '../fixtures/no-notes.ts';

export const estimate = (value: number, standardError = 0, unreliable = false): Estimate =>
  unreliable ? { value, standardError, unreliable } : { value, standardError };

export const quantity = (given: Partial<Quantity> & Pick<Quantity, 'law' | 'dimension' | 'text'>): Quantity => ({
  timing: 'varies',
  widening: 1,
  sources: [],
  ...given,
});

const hours = (low: number, high: number, text: string): Quantity =>
  quantity({ dimension: 'hours', law: { kind: 'interval', low, high }, text });

const node = (id: string, given: Partial<ModelNode> = {}): ModelNode => ({
  id,
  kind: 'asset',
  label: id,
  discipline: null,
  owner: null,
  tags: {},
  goal: null,
  needs: [],
  loss: [],
  drawLabel: `nodes.${id}`,
  ...given,
});

const need = (id: string, members: readonly string[]) => ({
  id,
  kind: 'any' as const,
  k: 1,
  members,
  weights: [],
});

const fire: Threat = {
  id: 'substation-fire',
  label: 'substation-fire',
  discipline: 'physical',
  tags: {},
  occurs: {
    kind: 'rate',
    per: 'interval',
    amount: quantity({
      dimension: 'hours',
      timing: 'uncertain',
      law: { kind: 'interval', low: 100 * 8760, high: 600 * 8760 },
      text: '100..600 years',
    }),
    once: false,
  },
  rateFactor: 1,
  during: [],
  affects: [
    {
      node: 'intake-a',
      key: 'intake-a',
      oneOf: false,
      outage: hours(12, 60, '12..60 h'),
      overlap: 'add',
      cost: [
        {
          bearer: 'grid operator',
          amount: quantity({ dimension: 'money', law: { kind: 'interval', low: 1e6, high: 8e6 }, text: '£1m..£8m' }),
        },
      ],
    },
  ],
  cost: [],
  drawLabel: 'threats.substation-fire',
};

export const model: Model = {
  title: 'Hub airport, one intake lost',
  currency: 'GBP',
  starts: '2027-01-01T00:00',
  horizonHours: 8760,
  periodHours: 8760,
  bearers: [
    { id: 'airlines', counted: true },
    { id: 'grid operator', counted: false },
    { id: 'own', counted: true },
  ],
  disciplines: ['cyber', 'people', 'physical', 'supply'],
  calendar: { night: [{ from: 0, to: 5 }] },
  sources: [
    {
      id: 'ops-day',
      title: 'Operations workshop',
      date: '2026-05-12',
      by: ['operations'],
      confidence: 'estimate',
      origin: null,
      calibration: 0.6,
      url: null,
    },
  ],
  inputs: [
    {
      name: 'closure_per_hour',
      quantity: quantity({
        dimension: 'money/hour',
        timing: 'uncertain',
        law: { kind: 'interval', low: 4.5e6, high: 12e6 },
        text: '£4.5m..£12m per hour',
      }),
    },
  ],
  nodes: [
    node('fire-suppression', { kind: 'control', drawLabel: 'controls.fire-suppression' }),
    node('intake-a', { owner: 'engineering' }),
    node('intake-b', { owner: 'engineering' }),
    node('internal-distribution', {
      needs: [{ ...need('feed', ['intake-a', 'intake-b']), switchover: hours(10, 12, '10..12 h') }],
    }),
    node('terminals', {
      kind: 'service',
      goal: 'departures on time',
      needs: [
        {
          ...need('internal-distribution', ['internal-distribution']),
          kind: 'all',
          buffer: quantity({ dimension: 'hours', law: { kind: 'constant', value: 0.25 }, text: '15 min' }),
          fallback: quantity({ dimension: 'share', law: { kind: 'constant', value: 0.1 }, text: '10%' }),
        },
      ],
      restart: [{ id: null, after: 0, hours: { ...hours(4, 9, '4..9 h'), widening: 1.954, sources: ['ops-day'] } }],
      tolerance: { mtpd: 24, rto: 8, mbco: 0.5 },
      loss: [
        {
          id: 'airlines',
          kind: 'money',
          bearer: 'airlines',
          mode: 'rate',
          amount: quantity({
            dimension: 'money/hour',
            law: {
              kind: 'formula',
              tape: [{ op: 'constant', value: 0.75 }, { op: 'input', name: 'closure_per_hour' }, { op: 'mul' }],
            },
            timing: 'uncertain',
            text: '= 0.75 * closure_per_hour',
          }),
          during: [{ name: 'night', factor: 0.33 }],
        },
      ],
    }),
  ],
  threats: [
    fire,
    {
      ...fire,
      id: 'drone',
      label: 'drone',
      occurs: { kind: 'within', low: 6 * 730, high: 24 * 730, never: 0.3, once: false },
      affects: [],
      drawLabel: 'threats.drone',
    },
  ],
  controls: [
    {
      id: 'fire-suppression',
      label: 'fire-suppression',
      discipline: 'physical',
      against: [{ threat: 'substation-fire', nodes: null }],
      levels: [
        { id: 'none', order: 0, transfer: [], capacity: 1, changesModel: false },
        {
          id: 'basic',
          order: 1,
          opex: quantity({
            dimension: 'money/hour',
            law: { kind: 'constant', value: 40_000 / 8760 },
            text: '£40k per year',
          }),
          prevent: { kind: 'posterior', forms: [{ form: 'done', a: 50.5, b: 2.5 }], validity: [] },
          transfer: [],
          capacity: 1,
          changesModel: false,
        },
      ],
      level: 'basic',
      current: 'basic',
      drawLabel: 'controls.fire-suppression',
    },
  ],
  evidence: [
    {
      control: 'fire-suppression',
      level: 'basic',
      form: 'done',
      k: 50,
      n: 52,
      date: '2026-03-01',
      effectiveK: 50,
      effectiveN: 52,
      scope: 'whenPerformed',
      stated: [],
    },
  ],
  commonCauses: [],
  limits: [
    { id: 'big-loss', owner: null, review: null, confidence: 0.9, kind: 'loss', over: 10e6, chance: 0.05 },
    {
      id: 'curve',
      owner: null,
      review: null,
      confidence: 0.9,
      kind: 'curve',
      points: [
        { loss: 1e6, chance: 0.5 },
        { loss: 100e6, chance: 0.002 },
      ],
    },
    { id: 'mean', owner: null, review: null, confidence: 0.9, kind: 'meanLoss', most: 3e6 },
  ],
  accepted: [],
  scenarioNames: ['winter-peak'],
  portfolioNames: ['resilient'],
  scenario: 'base',
  overruled: [],
  shocks: [],
  given: [],
  notes: NO_NOTES,
  selection: {},
  hash: `sha256:${'0123456789abcdef'.repeat(4)}`,
};

const curve: readonly CurvePoint[] = [
  { loss: 0, probability: 0.34, low: 0.3, high: 0.38 },
  { loss: 1e5, probability: 0.31, low: 0.26, high: 0.36 },
  { loss: 1e6, probability: 0.2, low: 0.15, high: 0.26 },
  { loss: 5e6, probability: 0.11, low: 0.07, high: 0.16 },
  { loss: 1e7, probability: 0.072, low: 0.04, high: 0.11 },
  { loss: 5e7, probability: 0.0105, low: 0.005, high: 0.018 },
  { loss: 1e8, probability: 0.0032, low: 0.0011, high: 0.0061 },
  { loss: 2e8, probability: 0.0006, low: 0.0001, high: 0.0014, unreliable: true },
];

const limits: readonly LimitResult[] = [
  {
    id: 'big-loss',
    kind: 'loss',
    subject: 'loss over £10m',
    words: 'more than £10m is lost in at most 5% of years',
    points: [{ loss: 10e6, chance: 0.05 }],
    estimate: estimate(0.072, 0.0012),
    limit: 0.05,
    confidence: estimate(0.04, 0.01),
    asked: 0.9,
    status: 'outside',
  },
  {
    id: 'curve',
    kind: 'curve',
    subject: 'loss curve £1m 50%, £100m 0.2%',
    words: 'more than £1m is lost in at most 50% of years; more than £100m is lost in at most 0.2% of years',
    points: [
      { loss: 1e6, chance: 0.5 },
      { loss: 100e6, chance: 0.002 },
    ],
    estimate: estimate(0.0032, 0.0002),
    limit: 0.002,
    confidence: estimate(0.2, 0.1),
    asked: 0.9,
    status: 'not resolved',
  },
  {
    id: 'mean',
    kind: 'meanLoss',
    subject: 'mean loss a year',
    words: 'the mean loss is at most £3m a year',
    estimate: estimate(2.41e6, 31_000),
    limit: 3e6,
    confidence: estimate(0.97, 0.01),
    asked: 0.9,
    status: 'within',
  },
];

const nodeResult = (caused: number, borne: number): ScenarioResult['nodes'][string] => ({
  unavailability: estimate(0.00061, 0.00001),
  lostCapacity: estimate(0.00055, 0.00001),
  outagesPerHorizon: estimate(0.231, 0.002),
  probabilityOfOutage: estimate(0.204, 0.002),
  lossCaused: estimate(caused, caused / 80),
  lossBorne: estimate(borne, borne / 80),
  longestOutageHours: { '0.5': estimate(18.2, 0.1), '0.95': estimate(41.3, 0.9) },
  firstOutageHours: { '0.05': estimate(14.1, 0.1), '0.5': estimate(18.2, 0.1), '0.95': estimate(27.4, 0.3) },
  probabilityOfBreach: { mtpd: estimate(0.0213, 0.0004), rto: estimate(0.19, 0.002) },
  watches: {},
});

export const result: ScenarioResult = {
  conditions: {
    scenario: 'base',
    portfolio: 'current',
    starts: model.starts,
    horizonHours: 8760,
    overruled: [],
  },
  portfolio: { 'fire-suppression': 'basic' },
  given: null,
  measured: { worlds: 1000, trials: 1_000_000 },
  loss: {
    mean: estimate(2.41e6, 31_000),
    standardDeviation: estimate(1.12e7, 2.4e5),
    probabilityOfLoss: estimate(0.34, 0.0021),
    valueAtRisk: {
      '0.5': estimate(0),
      '0.9': estimate(5.6e6, 1e5),
      '0.95': estimate(1.4e7, 3e5),
      '0.99': estimate(5.1e7, 1.1e6),
      '0.999': estimate(1.62e8, 9e6, true),
    },
    tailValueAtRisk: { '0.95': estimate(3.4e7, 6e5), '0.99': estimate(8.3e7, 2.1e6) },
    exceedance: curve,
    occurrence: curve,
    byBearer: { own: estimate(4.1e5, 5000), airlines: estimate(2e6, 26_000), 'grid operator': estimate(12_000, 300) },
    byKind: { money: estimate(2.41e6, 31_000), harm: estimate(0.0123, 0.0004) },
  },
  nodes: {
    'fire-suppression': nodeResult(0, 0),
    'intake-a': nodeResult(1.62e6, 0),
    'intake-b': nodeResult(5.1e5, 0),
    'internal-distribution': nodeResult(2.8e5, 0),
    terminals: nodeResult(0, 2.41e6),
  },
  threats: {
    drone: {
      eventsPerHorizon: estimate(0.24, 0.001),
      gotThroughPerHorizon: estimate(0.24, 0.001),
      lossCaused: estimate(7.9e5, 12_000),
    },
    'substation-fire': {
      eventsPerHorizon: estimate(0.0041, 0.0001),
      gotThroughPerHorizon: estimate(0.0002, 0.00001),
      lossCaused: estimate(1.62e6, 25_000),
    },
  },
  controls: {
    'fire-suppression': {
      level: 'basic',
      effectiveness: { mean: 0.952, low: 0.896, high: 0.989 },
      stopped: estimate(0.0039, 0.0001),
      stoppedAlone: estimate(0.0039, 0.0001),
    },
  },
  sourcesOfLoss: { shocks: estimate(0), actions: estimate(0) },
  cascade: {
    size: { '1': estimate(0.62, 0.003), '3': estimate(0.31, 0.002), '4': estimate(0.07, 0.001) },
    episodeSize: { '1': estimate(0.6, 0.003), '3': estimate(0.4, 0.003) },
    meanSize: estimate(1.83, 0.01),
    meanEpisodeSize: estimate(1.9, 0.01),
    cascadesPerHorizon: estimate(0.61, 0.003),
    episodesPerHorizon: estimate(0.6, 0.003),
    amplification: estimate(3.21, 0.04),
  },
  endsInOutage: estimate(0.0007, 0.00003),
  goals: ['terminals'],
  appetite: limits,
};

export const document: ResultDocument = {
  ringfence: '0.1.0',
  result: 1,
  title: model.title,
  modelHash: model.hash,
  seed: 'ringfence',
  worlds: 1000,
  trials: 1_000_000,
  trialsPerWorld: 1000,
  horizonHours: 8760,
  currency: 'GBP',
  lossesCounted: ['own', 'airlines'],
  partial: false,
  settings: {},
  scenarios: { base: result },
};
