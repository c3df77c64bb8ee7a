/** What results say of drivers. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeInlineRunner, openSession, readModelText, type RunOptions, type Selection } from '../../../src/index.ts';
import type { DriverResult, TimesResult } from '../../../src/results/driver-result.ts';
import type { Estimate } from '../../../src/results/estimate.ts';
import { resultDocumentSchema, type ResultDocument } from '../../../src/results/result-document.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { runReport } from '../../../src/report/run/run-report.ts';
import { rankCorrelation } from '../../../src/sim/measure/drivers/batches.ts';

const HEAD = `ringfence: 1
title: A shop
starts: 2027-01-01
bearers: { own: count }
`;

async function documentOf(text: string, asked: Selection & RunOptions): Promise<ResultDocument> {
  const { given, ...options } = asked;
  const read = readModelText(text, given === undefined ? {} : { given });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const session = openSession(read.value, makeInlineRunner());
  try {
    return await session.run(options);
  } finally {
    await session.close();
  }
}

const fixture = (name: string): string => readFileSync(`tests/fixtures/drivers/${name}.yaml`, 'utf8');

function meets({ value, standardError }: Estimate, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThan(4 * standardError + 1e-9 * exact);
  expect(standardError).toBeLessThan(Math.max(0.1 * exact, 1e-12));
}

const pageOf = (document: ResultDocument): string =>
  runReport({ document, command: [] }, { width: 80, style: PLAIN }).join('\n');

test('a driver that is met at random: shares, spells, and what is lost in its time', async () => {
  const { scenarios } = await documentOf(fixture('d01-share-and-spell'), { trials: 4000 });
  const { crisis } = scenarios['base']!.drivers!['energy']!.states!;
  meets(crisis!.shareOfTime, 0.2);
  meets(crisis!.spellsPerHorizon, 0.4);
  meets(crisis!.probabilityInPeriod, 0.5147754722298932);
  meets(crisis!.lossPerYearInForce!, 54_312 / 0.2);
  expect(crisis!.shareOfLoss.value).toBeCloseTo(1, 9);
  expect(crisis!.shareOfTail!.value).toBeCloseTo(1, 9);
});

test('spells that a worse state hides begin too', async () => {
  const { scenarios } = await documentOf(fixture('d02-two-states'), { trials: 4000 });
  const { tight, crisis } = scenarios['base']!.drivers!['energy']!.states!;
  meets(crisis!.shareOfTime, 0.05);
  meets(tight!.shareOfTime, 0.95 / 3);
  meets(tight!.spellsPerHorizon, 1 / 3);
  meets(crisis!.spellsPerHorizon, 0.1);
  expect(crisis!.probabilityInTail!.value).toBeGreaterThan(0.9);
});

/** Two years; the state from March to June of the first, an outage in it and one after it, and a third a year later. */
const BY_HAND = `${HEAD}horizon: 2 years
drivers:
  energy:
    factor: economic
    states: { crisis: { occurs: on 2027-03-01, lasts: 100 days, while: { nodes.n.loss.own: x2 } } }
nodes: { n: { kind: asset, loss: [ { own: £1 per hour } ] } }
threats:
  one: { occurs: on 2027-04-01, affects: { n: { outage: 10 h } } }
  two: { occurs: on 2027-10-01, affects: { n: { outage: 20 h } } }
  three: { occurs: on 2028-04-01, affects: { n: { outage: 40 h } } }
`;

test('all certain: what is lost is credited to the state in which it began', async () => {
  const { scenarios } = await documentOf(BY_HAND, { trials: 100 });
  const { states, normal } = scenarios['base']!.drivers!['energy']!;
  const { crisis } = states!;
  expect(scenarios['base']!.loss.mean.value).toBeCloseTo(40, 9);
  expect(crisis!.shareOfTime.value).toBeCloseTo(2400 / 17_520, 12);
  expect(crisis!.spellsPerHorizon.value).toBe(1);
  expect(crisis!.probabilityInPeriod.value).toBe(0.5);
  expect(normal!.probabilityInPeriod.value).toBe(1);
  expect(crisis!.shareOfLoss.value).toBeCloseTo(20 / 80, 12);
  expect(normal!.shareOfLoss.value).toBeCloseTo(60 / 80, 12);
  expect(crisis!.lossPerYearInForce!.value).toBeCloseTo((20 / 2400) * 8760, 9);
  // Both years lose 40: half of the tail is of each
  expect(crisis!.probabilityInTail!.value).toBeCloseTo(0.5, 12);
  expect(crisis!.shareOfTail!.value).toBeCloseTo(10 / 40, 12);
});

const SEVERAL = `${HEAD}horizon: 3 years
drivers:
  conflict:
    factor: political
    states:
      tension: { occurs: every 2..4 years, lasts: 2..8 weeks, while: { threats.attack.occurs: x2..x4 } }
      war: { occurs: every 8..20 years, lasts: 4..40 weeks, while: { nodes.fuel.capacity: 20..60%, drivers.price.index: x2..x3 } }
  unrest: { factor: social, states: { riots: { occurs: every 3 years, lasts: 1..4 weeks, while: { threats.theft.occurs: x3..x8 } } } }
  price: { factor: economic, index: x0.7..x1.6, persists: 6 months, scales: [ threats.theft.cost ] }
nodes:
  fuel: { kind: supplier, restart: 4..12 h }
  shop: { kind: service, needs: { fuel: {} }, loss: [ { own: £1k per hour } ] }
threats:
  attack: { occurs: every 3..9 years, affects: { shop: { outage: 2..20 days } } }
  theft: { occurs: 1..3 per year, cost: { own: £10k..£60k } }
`;

test('per driver, shares of time, of the loss and of the worst years add up to all; the page says which states these saw', async () => {
  const document = await documentOf(SEVERAL, { trials: 2000 });
  const { drivers, badPeriods } = document.scenarios['base']!;
  const all = ({ states, normal }: DriverResult, of: (times: TimesResult) => Estimate): number =>
    [...Object.values(states!), normal!].reduce((sum, times) => sum + of(times).value, 0);
  for (const id of ['conflict', 'unrest']) {
    expect(all(drivers![id]!, (times) => times.shareOfTime)).toBeCloseTo(1, 9);
    expect(all(drivers![id]!, (times) => times.shareOfLoss)).toBeCloseTo(1, 9);
    expect(all(drivers![id]!, (times) => times.shareOfTail!)).toBeCloseTo(1, 9);
  }
  const { war } = drivers!['conflict']!.states!;
  expect(badPeriods!.states).toEqual([{ driver: 'conflict', state: 'war' }]);
  expect(badPeriods!.seen!.inTail).toEqual(war!.probabilityInTail);
  const { mean, low, high, rankCorrelation: correlation } = drivers!['price']!.index!;
  expect(mean.value).toBeGreaterThan(1);
  expect(low.value).toBeLessThan(0.75);
  expect(high.value).toBeGreaterThan(1.55);
  expect(correlation.value).toBeGreaterThan(3 * correlation.standardError);

  const page = pageOf(document);
  expect(page).toContain('What moves the world');
  expect(page.replace(/\s+/g, ' ')).toContain('The bad years were years of conflict (war):');
  // A reader of the file sees the same
  const read = resultDocumentSchema.parse(JSON.parse(JSON.stringify(document))) as ResultDocument;
  expect(pageOf(read)).toBe(page);
});

test('a state that is given is in force all along', async () => {
  const { scenarios } = await documentOf(SEVERAL, { trials: 400, given: ['conflict=war'] });
  const [result] = Object.values(scenarios);
  const { war } = result!.drivers!['conflict']!.states!;
  expect(war!.shareOfTime.value).toBeCloseTo(1, 12);
  expect(war!.shareOfLoss.value).toBeCloseTo(1, 12);
  expect(war!.probabilityInPeriod.value).toBe(1);
});

test('without drivers nothing is said of them', async () => {
  const document = await documentOf(
    `${HEAD}horizon: 1 year
threats: { t: { occurs: 1 per year, cost: { own: £1 } } }\n`,
    {
      trials: 100,
    },
  );
  expect(JSON.stringify(document)).not.toContain('drivers');
  expect(pageOf(document)).not.toContain('What moves the world');
});

test('rank correlation: equals share their rank', () => {
  const of = (...values: number[]): Float64Array => Float64Array.from(values);
  expect(rankCorrelation(of(1, 2, 3, 4), of(10, 20, 30, 40))).toBeCloseTo(1, 12);
  expect(rankCorrelation(of(1, 2, 3, 4), of(9, 7, 5, 3))).toBeCloseTo(-1, 12);
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5)
  expect(rankCorrelation(of(1, 2, 2, 5), of(1, 2, 3, 4))).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  expect(rankCorrelation(of(1, 1, 1), of(1, 2, 3))).toBe(0);
});
