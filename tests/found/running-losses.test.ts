/** A timeline books losses as they run, says when buffers are empty, and can be that of a typical future. */
import { expect, test } from 'vitest';
import { makeInlineRunner, openSession, type Model } from '../../src/index.ts';
import { whichTrial } from '../../src/cli/options.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { trialReport } from '../../src/report/trial/trial-report.ts';
import { trialDocumentSchema, type TrialDocument } from '../../src/results/trial-document.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { trialTimeline } from '../../src/study/trial/trial-timeline.ts';
import { findTrial } from '../../src/study/trial/find-trial.ts';
import { typicalTrial } from '../../src/study/trial/typical-trial.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { HEAD, modelOfText } from './run-text.ts';

/** The trial by hand of the design: a switchover, a buffer, a fallback, a restart; each lost hour of plant costs £100. */
const BY_HAND = `${HEAD}
nodes:
  feed-a: { kind: asset }
  feed-b: { kind: asset }
  plant:
    kind: service
    needs: { feed: { any: [feed-a, feed-b], switchover: 11 h, buffer: 1 h, fallback: 10% } }
    restart: 6 h
    loss: [{ own: £100 per hour }]
threats:
  fire: { occurs: on 2027-01-05 04:00, affects: { feed-a: { outage: 200 h } } }
  flood: { occurs: on 2027-01-17 16:00, affects: { feed-b: { outage: 2 h } } }
`;

const ONE = { worlds: 1, trials: 1, trialsPerWorld: 1, settings: {} };

const tell = (model: Model, world = 0, trial = 0): TrialDocument =>
  trialTimeline(model, compileModel(model), 'told', { world, trial }, ONE);

test('what is lost so far stands at every hour: losses count as they run', () => {
  const document = trialDocumentSchema.parse(tell(modelOfText(BY_HAND)));
  const lost = new Map(document.events.map(({ hour, lostSoFar }) => [hour, Math.round(lostSoFar * 1e6) / 1e6]));
  expect(Object.fromEntries(lost)).toEqual({
    100: 0,
    101: 0,
    111: 900,
    117: 1440,
    300: 1440,
    400: 1440,
    401: 1440,
    402: 1530,
    408: 2070,
  });
  expect(document.events.at(-1)!.lostSoFar).toBeCloseTo(document.totals.booked, 9);
});

test('it is said what is lost by when after the first event, until all of it is', () => {
  const { lostBy } = tell(modelOfText(BY_HAND));
  expect(lostBy.map(({ hours, hour, loss }) => [hours, hour, Math.round(loss)])).toEqual([
    [1, 101, 0],
    [4, 104, 270],
    [8, 108, 630],
    [24, 124, 1440],
    [72, 172, 1440],
    [168, 268, 1440],
    [336, 436, 2070],
  ]);
  expect(tell(modelOfText(`${HEAD}nodes: { plant: { kind: asset } }`)).lostBy).toEqual([]);
});

test('a rate that follows the calendar is lost as the calendar has it', () => {
  const { lostBy } = tell(
    modelOfText(`${HEAD}
calendar: { night: 00:00..06:00 }
nodes: { plant: { kind: asset, loss: [{ own: £100 per hour, during: { night: x0 } }] } }
threats: { fire: { occurs: on 2027-01-05 04:00, affects: { plant: { outage: 10 h } } } }
`),
  );
  expect(lostBy.map(({ hours, loss }) => [hours, Math.round(loss)])).toEqual([
    [1, 0],
    [4, 200],
    [8, 600],
    [24, 800],
  ]);
});

test('a buffer says when it is empty, or that it lasts', () => {
  const model = modelOfText(BY_HAND.replace('outage: 2 h', 'outage: 30 min'));
  const buffers = tell(model).events.flatMap((event) =>
    event.what === 'begins' && event.clock === 'buffer' ? [[event.hour, event.hours, event.emptyAt]] : [],
  );
  expect(buffers).toEqual([
    [100, 1, 101],
    [400, 1, null],
  ]);
  const page = trialReport(tell(model), { width: 80, style: PLAIN }).join('\n').replace(/ +/g, ' ');
  expect(page).toContain('plant (feed) from hour 100.0 holds 60 min empty at hour 101.0');
  expect(page).toContain('plant (feed) from hour 400.0 holds 60 min lasts');
});

test('of given events only what they set off is lost so far', () => {
  const model = modelOfText(BY_HAND, { given: ['node=feed-b:2h@2027-01-17T16:00'] });
  const { events, totals } = tell(model);
  expect(totals.asUsual).toBeGreaterThan(0);
  expect(events.at(-1)!.lostSoFar).toBeCloseTo(totals.loss, 9);
});

test('in random models the losses that run add up to those that are booked', () => {
  let lost = 0;
  for (let number = 0; number < 40; number++) {
    const model = randomModel(number);
    const { events, totals } = tell(model);
    const sums = events.map(({ lostSoFar }) => lostSoFar);
    expect(sums).toEqual(sums.toSorted((a, b) => a - b));
    const last = sums.at(-1) ?? 0;
    // What accrues behind the last event is booked at the end, an event of its own
    const booked = events.reduce((sum, event) => {
      const counts = event.what === 'loss' && event.counted && (totals.asUsual === undefined || event.cause.given);
      return counts === true ? sum + event.amount : sum;
    }, 0);
    expect(Math.abs(last - booked)).toBeLessThanOrEqual(1e-9 * booked);
    if (last > 0) lost++;
  }
  expect(lost).toBeGreaterThan(10);
});

test('a typical trial has the loss that the share of trials does not exceed', async () => {
  const head = HEAD.replace('horizon: 1 year', 'horizon: 2 years');
  const model = modelOfText(`${head}threats: { theft: { occurs: 3..9 per year, cost: { own: £1k..£25k } } }`);
  const session = openSession(model, makeInlineRunner(), { seed: 'told' });
  const sample = await session.sample({ trials: 2000, worlds: 20 });
  const sums = Array.from({ length: 2000 }, (_, at) => sample.losses[2 * at]! + sample.losses[2 * at + 1]!);
  for (const quantile of [0.0001, 0.5, 0.95, 1]) {
    const { world, trial, loss } = typicalTrial(sample, quantile);
    expect(sums[world * 100 + trial]).toBe(loss);
    expect(sums.filter((sum) => sum <= loss).length).toBeGreaterThanOrEqual(quantile * 2000);
    expect(sums.filter((sum) => sum < loss).length).toBeLessThan(quantile * 2000);
    const told = trialTimeline(model, session.compiled, 'told', { world, trial }, { ...ONE, worlds: 20 });
    expect(told.totals.loss).toBeCloseTo(loss, 6);
    const of = { worlds: 20, trials: 2000, trialsPerWorld: 100 };
    const found = await findTrial(session, quantile, { trials: 2000, worlds: 20 });
    expect(found).toMatchObject({ world, trial, of, chosen: { quantile, trials: 2000, loss } });
  }
  await expect(findTrial(session, 95)).rejects.toThrow('95 is no quantile');
});

test('--trial takes an address, the median, or a share', () => {
  expect(whichTrial('12/340')).toEqual({ world: 12, trial: 340 });
  expect(whichTrial('median')).toEqual({ quantile: 0.5 });
  expect(whichTrial('95%')).toEqual({ quantile: 0.95 });
  expect(whichTrial('99.9 %')).toEqual({ quantile: 0.999 });
  for (const wrong of ['0%', '101%', '95', 'mean', '-5%', '1/2/3']) expect(() => whichTrial(wrong)).toThrow(/Write/);
});
