import { describe, expect, test } from 'vitest';
import { dateAfter } from '../../../src/model/time/date-time.ts';
import { trialDocumentSchema, type TrialDocument } from '../../../src/results/trial-document.ts';
import { trialReport } from '../../../src/report/trial/trial-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import type { Model } from '../../../src/model/model.ts';
import { trialTimeline } from '../../../src/study/trial/trial-timeline.ts';
import { randomModel } from '../../fixtures/random-model.ts';
import { constant, effect, lossPerHour, modelOf, need } from '../../fixtures/model-builder.ts';

const HEAD = { worlds: 1, trials: 1, trialsPerWorld: 1, settings: {} };

const tell = (model: Model, world = 0, trial = 0): TrialDocument =>
  trialTimeline(model, compileModel(model), 'told', { world, trial }, HEAD);

/** The trial by hand of the design: a switchover, a buffer, a fallback, a restart. */
const plant = modelOf({
  nodes: [
    'feed-a',
    'feed-b',
    {
      id: 'plant',
      needs: [
        need('feed', {
          kind: 'any',
          members: ['feed-a', 'feed-b'],
          switchover: constant(11, 'hours'),
          buffer: constant(1, 'hours'),
          fallback: constant(0.1, 'share', 'uncertain'),
        }),
      ],
      restart: constant(6, 'hours'),
      tolerance: { mtpd: 12, mbco: 0.5 },
      loss: [lossPerHour(100)],
    },
  ],
  threats: [
    { id: 'fire', occurs: { kind: 'on', atHours: [100] }, affects: [effect('feed-a', 200)] },
    { id: 'flood', occurs: { kind: 'on', atHours: [400] }, affects: [effect('feed-b', 2)] },
  ],
});

describe('the trial by hand', () => {
  const document = tell(plant);
  const lines = document.events.map((event) => {
    const { hour } = event;
    switch (event.what) {
      case 'event':
        return `${hour} ${event.threat}`;
      case 'capacity':
        return `${hour} ${event.node} ${event.from} to ${event.to}`;
      case 'begins':
        return `${hour} ${event.clock} begins ${event.completes}`;
      case 'ends':
        return `${hour} ${event.clock} ends`;
      case 'loss':
        return `${hour} loss ${Math.round(event.amount)} by ${event.cause.id}`;
      case 'breach':
        return `${hour} breach ${event.tolerance}`;
      case 'stopped':
      case 'effect':
        return `${hour} ${event.what}`;
    }
  });

  test('is told as it is written in the design', () => {
    expect(lines).toEqual([
      '100 fire',
      '100 effect',
      '100 feed-a 1 to 0',
      '100 buffer begins true',
      '100 switchover begins true',
      '101 buffer ends',
      '101 plant 1 to 0.1',
      '111 switchover ends',
      '111 restart begins true',
      '113 breach mtpd',
      '117 restart ends',
      '117 loss 1440 by fire',
      '117 plant 0.1 to 1',
      '300 feed-a 0 to 1',
      '400 flood',
      '400 effect',
      '400 feed-b 1 to 0',
      '400 buffer begins true',
      '400 switchover begins false',
      '401 buffer ends',
      '401 plant 1 to 0.1',
      '402 feed-b 0 to 1',
      '402 restart begins true',
      '408 restart ends',
      '408 loss 630 by flood',
      '408 plant 0.1 to 1',
    ]);
  });

  test('adds up, and keeps its schema', () => {
    expect(document.totals.loss).toBeCloseTo(2070, 6);
    expect(document.totals.bySource['fire']).toBeCloseTo(1440, 6);
    expect(document.totals.bySource['flood']).toBeCloseTo(630, 6);
    expect(document.totals.insurance).toBe(0);
    expect(trialDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  test('is readable at 60 and 80 columns', () => {
    for (const width of [60, 80]) {
      const text = trialReport(document, { width, style: PLAIN });
      expect(text.filter((line) => line.length > width)).toEqual([]);
      expect(text.join(' ').replace(/\s+/g, ' ')).toContain('plant falls to 10%, by fire at feed-a');
      expect(text.join('\n')).toMatch(/loss of this trial\s+£2\.07k/);
    }
  });
});

test('a watched trial is bit for bit the trial of a run, and its losses add up, whatever the model uses', () => {
  for (let seed = 0; seed < 60; seed++) {
    const model = randomModel(seed);
    const compiled = compileModel(model);
    const layout = columnsOf(compiled);
    const kernel = makeKernel(compiled, 'told');
    for (let trial = 0; trial < 4; trial++) {
      kernel.simulate(1, trial);
      const document = tell(model, 1, trial);
      const loss = kernel.columns[layout.loss]!;
      expect(document.totals.loss).toBe(loss);
      const { booked, insurance, bySource, asUsual = 0 } = document.totals;
      expect(asUsual).toBe(kernel.columns[layout.lossAsUsual]!);
      expect(booked - insurance).toBeCloseTo(loss + asUsual, 6 - Math.ceil(Math.log10(1 + loss + asUsual)));
      const sources = Object.values(bySource).reduce((sum, each) => sum + each, 0);
      expect(sources).toBeCloseTo(loss, 6 - Math.ceil(Math.log10(1 + loss)));
      // Hours ascend; what fell and rose ends where the trial ended.
      const hours = document.events.map(({ hour }) => hour);
      expect(hours).toEqual(hours.toSorted((a, b) => a - b));
      const events = document.events.filter(
        (event) => event.what === 'event' && (event.given || !compiled.conditional),
      ).length;
      const counted = compiled.threatIds.reduce(
        (sum, _, t) => sum + kernel.columns[layout.threatEvents + layout.perSource * t]!,
        0,
      );
      expect(events).toBe(counted);
      const stopped = document.events.filter(({ what }) => what === 'stopped').length;
      expect(stopped).toBe(compiled.controlIds.reduce((sum, _, c) => sum + kernel.columns[layout.stopped + c]!, 0));
      const breaches = document.events.filter(({ what }) => what === 'breach').length;
      expect(breaches).toBe([...compiled.watchHours].reduce((sum, _, w) => sum + kernel.columns[layout.watch + w]!, 0));
    }
  }
});

test('hours have their dates, over months and leap days', () => {
  expect(dateAfter('2027-01-01T00:00', 0)).toBe('2027-01-01T00:00');
  expect(dateAfter('2028-02-28T12:00', 24.5)).toBe('2028-02-29T12:30');
  expect(dateAfter('2027-12-31T23:00', 1.999)).toBe('2028-01-01T01:00');
});

describe('what is done in a trial', () => {
  const quiet = modelOf({ nodes: plant.nodes as never, threats: [] });
  const done = trialTimeline(
    { ...plant, threats: [] },
    compileModel({ ...plant, threats: [] }),
    'told',
    { world: 0, trial: 0 },
    HEAD,
    {
      actions: [
        { at: 400, action: { kind: 'outage', id: 'second', node: 'feed-b', hours: 2 } },
        { at: 100, action: { kind: 'outage', id: 'first', node: 'feed-a', hours: 200 } },
      ],
    },
  );

  test('costs what the same outages cost when threats bring them, in the same steps', () => {
    const byThreats = tell(plant);
    expect(done.totals.loss).toBeCloseTo(1440 + 630, 9);
    expect(done.totals.bySource).toEqual({ 'actions in the trial': done.totals.loss });
    const steps = (document: TrialDocument): unknown[] =>
      document.events.flatMap((event) =>
        event.what === 'event' ? [] : [{ ...event, ...('cause' in event ? { cause: event.cause?.node } : {}) }],
      );
    expect(steps(done)).toEqual(steps(byThreats));
    expect(done.lostBy).toEqual(byThreats.lostBy);
  });

  test('stands in the document, by hour, and on the page', () => {
    expect(done.actions?.map(({ at }) => at)).toEqual([100, 400]);
    const causes = done.events.flatMap((event) => (event.what === 'loss' ? [event.cause.id] : []));
    expect([...new Set(causes)]).toEqual(['first', 'second']);
    expect(trialDocumentSchema.parse(JSON.parse(JSON.stringify(done))).actions).toEqual(done.actions);
    expect(trialReport(done, { width: 80, style: PLAIN }).join('\n')).toContain(
      'Done at hour 100: feed-a is made to fail for 8.33 days.',
    );
  });

  test('for ever is null in the document; an hour outside of the horizon and an unknown node are refused', () => {
    const tellWith = (at: number, node: string, hours: number): TrialDocument =>
      trialTimeline(quiet, compileModel(quiet), 'told', { world: 0, trial: 0 }, HEAD, {
        actions: [{ at, action: { kind: 'outage', id: 'a', node, hours } }],
      });
    const forEver = tellWith(0, 'feed-a', Infinity);
    expect(forEver.actions).toEqual([{ at: 0, action: { kind: 'outage', id: 'a', node: 'feed-a', hours: null } }]);
    // Eleven hours of switchover and six of restart, less one of the buffer.
    expect(forEver.totals.loss).toBeCloseTo(0.9 * 16 * 100, 9);
    expect(() => tellWith(9000, 'feed-a', 1)).toThrow('hour 9000, outside of the horizon of 8760 h');
    expect(() => tellWith(0, 'feed-x', 1)).toThrow('unknown node "feed-x"');
  });
});
