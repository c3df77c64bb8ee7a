import { describe, expect, test } from 'vitest';
import { estimate, per } from '../../src/results/estimate.ts';
import { parseResultDocument, type ResultDocument } from '../../src/results/result-document.ts';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';

const nodeOf = (lossCaused: number): ScenarioResult['nodes'][string] => ({
  unavailability: estimate(0.01, 0.001),
  lostCapacity: estimate(0.005, 0.001),
  outagesPerHorizon: estimate(2, 0.1),
  probabilityOfOutage: estimate(0.8, 0.01),
  lossCaused: estimate(lossCaused, 1),
  lossBorne: estimate(3, 1),
  longestOutageHours: { '0.5': estimate(4, 0.1), '0.95': estimate(30, 2, true) },
  firstOutageHours: {},
  probabilityOfBreach: { mtpd: estimate(0.1, 0.01) },
  watches: {},
});

const base: ScenarioResult = {
  conditions: {
    scenario: 'base',
    portfolio: { guard: 'on' },
    starts: '2027-01-01T00:00',
    horizonHours: 8760,
    overruled: [{ path: 'nodes.hub.restart', by: 'level `on` of control `guard`', winner: 'scenario `winter`' }],
  },
  portfolio: { guard: 'on' },
  given: null,
  measured: { worlds: 10, trials: 1000 },
  loss: {
    mean: estimate(10, 1),
    standardDeviation: estimate(20, 2),
    probabilityOfLoss: estimate(0.5, 0.01),
    valueAtRisk: { '0.95': estimate(40, 4) },
    tailValueAtRisk: { '0.95': estimate(60, 6, true) },
    exceedance: [{ loss: 0, probability: 0.5, low: 0.4, high: 0.6 }],
    occurrence: [{ loss: 9, probability: 0.01, low: 0, high: 0.02, unreliable: true }],
    byBearer: { own: estimate(10, 1) },
    byKind: { money: estimate(10, 1), harm: estimate(0, 0), goodwill: estimate(0, 0) },
  },
  nodes: { cheap: nodeOf(1), dear: nodeOf(9) },
  threats: {
    fire: { eventsPerHorizon: estimate(1, 0.1), gotThroughPerHorizon: estimate(0.5, 0.1), lossCaused: estimate(10, 1) },
  },
  controls: {
    guard: {
      level: 'on',
      effectiveness: { mean: 0.5, low: 0.4, high: 0.6 },
      stopped: estimate(1, 0.1),
      stoppedAlone: estimate(1, 0.1),
    },
    idle: { level: 'none', effectiveness: null, stopped: estimate(0, 0), stoppedAlone: estimate(0, 0) },
  },
  sourcesOfLoss: { shocks: estimate(0, 0), actions: estimate(0, 0) },
  cascade: {
    size: { '1': estimate(1, 0) },
    episodeSize: { '1': estimate(1, 0) },
    meanSize: estimate(1, 0),
    meanEpisodeSize: null,
    cascadesPerHorizon: estimate(1, 0.1),
    episodesPerHorizon: estimate(1, 0.1),
    amplification: null,
  },
  endsInOutage: estimate(0.01, 0.001),
  goals: ['dear'],
  appetite: [
    {
      id: 'big-loss',
      kind: 'loss',
      subject: 'loss over £10m',
      words: 'more than £10m is lost in at most 5% of years',
      points: [{ loss: 1e7, chance: 0.05 }],
      estimate: estimate(0.03, 0.002),
      limit: 0.05,
      confidence: estimate(0.97, 0.01),
      asked: 0.9,
      status: 'within',
    },
  ],
};

const document: ResultDocument = {
  ringfence: '0.1.0',
  result: 1,
  title: 'Hub',
  modelHash: 'sha256:00',
  seed: '',
  worlds: 10,
  trials: 1000,
  trialsPerWorld: 100,
  horizonHours: 8760,
  currency: 'GBP',
  lossesCounted: ['own'],
  partial: false,
  settings: { workers: 2 },
  scenarios: { base },
};

const copy = (): Record<string, unknown> => JSON.parse(JSON.stringify(document)) as Record<string, unknown>;

describe('the result document', () => {
  test('comes back from JSON as it was', () => {
    const parsed = parseResultDocument(copy());
    expect(parsed).toEqual({ ok: true, value: document });
  });

  test('keeps fields of a later version', () => {
    const parsed = parseResultDocument({ ...copy(), later: { anything: [1] } });
    expect(parsed).toMatchObject({ ok: true, value: { later: { anything: [1] } } });
  });

  test('of another form is refused, every fault with its path', () => {
    const wrong = copy();
    wrong['result'] = 2;
    wrong['worlds'] = 'many';
    const scenarios = wrong['scenarios'] as { base: { loss: { mean: { standardError: number } } } };
    scenarios.base.loss.mean.standardError = -1;
    const parsed = parseResultDocument(wrong);
    expect(parsed.ok).toBe(false);
    const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message.split(':')[0]);
    expect(messages.sort()).toEqual(['result', 'scenarios.base.loss.mean.standardError', 'worlds']);
  });

  test.each([null, 3, 'text', []])('is not %o', (value) => {
    const parsed = parseResultDocument(value);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problems[0]?.message).toMatch(/^the document: /);
  });
});

describe('estimates', () => {
  test('carry the mark of unreliable only when they are', () => {
    expect(estimate(1, 2)).toEqual({ value: 1, standardError: 2 });
    expect(Object.keys(estimate(1, 2))).not.toContain('unreliable');
    expect(per(estimate(6, 3, true), 3)).toEqual({ value: 2, standardError: 1, unreliable: true });
  });
});
