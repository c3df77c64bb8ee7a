import { describe, expect, test } from 'vitest';
import { scenarioResultSchema } from '../../../src/results/scenario-result.ts';
import { makeAccumulator } from '../../../src/sim/accumulate/accumulator.ts';
import { scenarioResult } from '../../../src/sim/measure/measure.ts';
import { constant, controlOf, givenNode, modelOf } from '../../fixtures/model-builder.ts';
import { blocksOf, played, stageOf, type Script } from '../accumulate/scripted.ts';

const model = modelOf({
  nodes: ['a', { id: 'b', tolerance: { mtpd: 24, mbco: 1 } }],
  threats: [{ id: 'fire' }, { id: 'flood' }],
  controls: [controlOf({ id: 'guard' }), controlOf({ id: 'spare', level: 'none' })],
  horizonHours: 2 * 8760,
  periodHours: 8760,
  limits: [
    {
      id: 'b-day',
      owner: null,
      review: null,
      confidence: 0.9,
      kind: 'outage',
      node: 'b',
      overHours: 12,
      over: 'hours',
      mbco: 1,
      chance: 0.2,
    },
  ],
});
const stage = stageOf(model, true);
const { compiled, columns } = stage;
const node = (id: string): number => compiled.nodeIds.indexOf(id);
const watch = (name: string): number => columns.watch + compiled.watchNames.indexOf(name);

/** Every trial the same, so that every figure can be read off. */
const script: Script = () => ({
  periodLoss: [4, 0],
  periodLargest: [3, 0],
  outages: { [node('b')]: [2, 32] },
  columns: {
    [columns.lossAtStruck]: 1,
    [columns.endsInOutage]: 1,
    [columns.nodeDownHours + columns.perNode * node('b')]: 1752,
    [columns.nodeLostHours + columns.perNode * node('b')]: 876,
    [columns.nodeOutages + columns.perNode * node('b')]: 3,
    [columns.nodeDown + columns.perNode * node('b')]: 1,
    [columns.nodeLossCaused + columns.perNode * node('a')]: 4,
    [columns.nodeLossBorne + columns.perNode * node('b')]: 4,
    [watch('mtpd')]: 2,
    [watch('limits.b-day')]: 1,
    [columns.threatEvents + columns.perSource]: 5,
    [columns.threatGotThrough + columns.perSource]: 2,
    [columns.sourceLoss + columns.perSource]: 1,
    [columns.sourceLoss + 2 * columns.perSource]: 0.5,
    [columns.sourceLoss + 3 * columns.perSource]: 0.25,
    [columns.sourceLoss + 5 * columns.perSource]: 2,
    [columns.stopped]: 3,
    [columns.stoppedAlone]: 2,
    [columns.cascadeSize]: 1,
    [columns.cascadeSize + 1]: 3,
    [columns.cascades]: 4,
    [columns.cascadeNodes]: 7,
    [columns.episodeSize + 1]: 2,
    [columns.episodes]: 2,
    [columns.episodeNodes]: 4,
  },
});
const plan = { worlds: 3, trialsPerWorld: 400 };
const spread = { mean: 0.5, low: 0.4, high: 0.6 };
const result = scenarioResult(model, compiled, columns, played(stage, script, plan).measured(), {
  effectiveness: [spread, { mean: 0, low: 0, high: 0 }],
});
const exactly = (value: number) => ({ value, standardError: 0 });
// Not one of 1,200 trials of three worlds was without: what has a chance of 2 % a trial might not have been seen
const always = { value: 1, low: expect.closeTo(1 - 0.0202, 3), high: 1 };

describe('a result on given events', () => {
  const asked = { ...model, given: modelOf({ given: ['fire', givenNode('a', constant(30, 'hours'), 36)] }).given };
  const own = stageOf(asked, true);
  const { columns: at } = own;
  const figures = (): Record<number, number> => ({
    [at.loss]: 4,
    [at.lossAsUsual]: 7,
    [at.stopped]: 3,
    [at.sourceLoss]: 1,
    [at.sourceLoss + (at.sources - 1) * at.perSource]: 3,
  });
  const of: Script = () => ({ periodLoss: [4], periodLargest: [3], outages: {}, columns: figures() });
  const known = scenarioResult(asked, own.compiled, at, played(own, of, plan).measured());

  test('is of a case, however many years its horizon has, says what is given, and judges no limit', () => {
    expect(scenarioResultSchema.parse(JSON.parse(JSON.stringify(known)))).toEqual(known);
    expect(known.loss.mean).toMatchObject(exactly(4));
    expect(known.threats['fire']?.lossCaused).toEqual(exactly(1));
    expect(known.sourcesOfLoss.given).toEqual({ 'given:a': exactly(3) });
    expect(known.lossAsUsual).toEqual(exactly(7));
    expect(known.appetite).toEqual([]);
    expect(known.controls['guard']?.stopped).toEqual(exactly(0));
    expect(known.given).toEqual(['fire', 'node=a:30 at 36 h']);
    expect(known.givenEvents).toEqual([
      {
        kind: 'threat',
        id: 'fire',
        cause: 'fire',
        outage: null,
        hour: 0,
        date: '2027-01-01T00:00',
        otherTime: 'threat=fire@2027-01-01T10:00',
      },
      { kind: 'node', id: 'a', cause: 'given:a', outage: '30', hour: 36, date: '2027-01-02T12:00' },
    ]);
  });
});

describe('a scenario result', () => {
  test('is what the document holds', () => {
    expect(scenarioResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result).toMatchObject({
      portfolio: { guard: 'on', spare: 'none' },
      given: null,
      measured: { worlds: 3, trials: 1200 },
      endsInOutage: always,
    });
    expect(result.givenThisWorld).toBeUndefined();
  });

  test('has shares of time by the horizon, losses and breaches by the period, counts by the trial', () => {
    expect(result.nodes['b']).toMatchObject({
      unavailability: exactly(0.1),
      lostCapacity: exactly(0.05),
      outagesPerHorizon: exactly(3),
      probabilityOfOutage: always,
      lossCaused: exactly(0),
      lossBorne: exactly(2),
      probabilityOfBreach: { mtpd: always },
      watches: { 'b-day': exactly(0.5) },
    });
    expect(result.nodes['a']).toMatchObject({ lossCaused: exactly(2), longestOutageHours: {} });
    expect(Object.keys(result.nodes)).toEqual(['a', 'b', 'guard', 'spare']);
  });

  test('has the lengths of outages in their bins', () => {
    const { longestOutageHours, firstOutageHours } = result.nodes['b']!;
    for (const [known, hours] of [
      [longestOutageHours['0.5'], 32],
      [firstOutageHours['0.05'], 2],
    ] as const) {
      expect(known?.value).toBeGreaterThanOrEqual(hours);
      expect(known?.value).toBeLessThan(hours * (1 + 1 / 128));
    }
  });

  test('tells losses by threat, shock, action and control that is not bought', () => {
    expect(result.threats['flood']).toEqual({
      eventsPerHorizon: exactly(5),
      gotThroughPerHorizon: exactly(2),
      lossCaused: exactly(0.5),
    });
    expect(result.sourcesOfLoss).toEqual({ shocks: exactly(0.25), actions: exactly(0.125) });
    expect(result.controls).toEqual({
      guard: { level: 'on', effectiveness: spread, stopped: exactly(3), stoppedAlone: exactly(2) },
      spare: {
        level: 'none',
        effectiveness: { mean: 0, low: 0, high: 0 },
        stopped: exactly(0),
        stoppedAlone: exactly(0),
        lossCaused: exactly(1),
      },
    });
  });

  test('has cascades by size, as shares of all', () => {
    expect(result.cascade).toMatchObject({
      size: { '1': exactly(0.25), '2': exactly(0.75) },
      episodeSize: { '1': { value: 0, low: 0, high: expect.closeTo(3 / 2400, 4) }, '2': exactly(1) },
      meanSize: exactly(1.75),
      meanEpisodeSize: exactly(2),
      cascadesPerHorizon: exactly(4),
      episodesPerHorizon: exactly(2),
      amplification: exactly(4),
    });
  });

  test('has no ratio of nothing', () => {
    const quiet = scenarioResult(model, compiled, columns, played(stage, () => ({}), plan).measured());
    expect(quiet.cascade).toMatchObject({ size: {}, meanSize: null, amplification: null });
    expect(quiet.controls['guard']?.effectiveness).toBeNull();
    expect(scenarioResultSchema.safeParse(quiet).success).toBe(true);
  });

  test('of one world of an uncertain model says so', () => {
    const one = { worlds: 1, trialsPerWorld: 100 };
    const known = scenarioResult(model, compiled, columns, played(stage, script, one).measured());
    expect(known.givenThisWorld).toBe(true);
    const plain = scenarioResult(model, compiled, columns, played(stageOf(model, false), script, one).measured());
    expect(plain.givenThisWorld).toBeUndefined();
  });

  test('of a run that was cut short is that of its whole worlds', () => {
    const accumulator = makeAccumulator(compiled, columns, plan);
    for (const block of blocksOf(stage, script, plan, { trialsPerBlock: 256 }).slice(0, 5)) accumulator.add(block);
    const partial = scenarioResult(model, compiled, columns, accumulator.measured());
    expect(partial.measured).toEqual({ worlds: 2, trials: 800 });
  });

  test('of no trials is a fault', () => {
    const nothing = makeAccumulator(compiled, columns, plan).measured();
    expect(() => scenarioResult(model, compiled, columns, nothing)).toThrow('no trial was measured');
  });
});
