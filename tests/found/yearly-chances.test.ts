/** Yearly chances under factors, against closed forms of their hazard p / (1 - p u) after the part u of the year. */
import { describe, expect, test } from 'vitest';
import type { RunOptions, Selection } from '../../src/index.ts';
import { HEAD, modelOfText, resultOf } from './run-text.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';

const TRIALS = 20_000;
const HEADS = {
  year: HEAD,
  'three years': HEAD.replace('1 year', '3 years'),
  quarter: HEAD.replace('1 year', '2190 h'),
};

const text = (occurs: string, more = '', head = HEAD): string => `${head}
calendar: { season: Jul..Dec, summer: Jun..Sep, half: [Jan..Jun] }
nodes: { a: { kind: asset, loss: [{ own: £1 per hour }] } }
threats: { t: { occurs: ${occurs}, ${more} affects: { a: { outage: 0.01 h } } } }
`;

/** Mean events over the horizon. */
async function eventsOf(model: string, options: RunOptions = {}, selection?: Selection): Promise<number> {
  const { threats } = await resultOf(model, { trials: TRIALS, ...options }, selection);
  return threats['t']!.eventsPerHorizon.value!;
}

function expectShare(found: number, p: number): void {
  expect(Math.abs(found - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / TRIALS));
}

/** Chance of an event in a year from its integrated hazard, by stretches of days with a factor each. */
function chanceOf(p: number, stretches: readonly (readonly [days: number, factor: number])[]): number {
  let hazard = 0;
  let day = 0;
  const upTo = (days: number): number => -Math.log1p((-p * days) / 365);
  for (const [days, factor] of stretches) {
    hazard += factor * (upTo(day + days) - upTo(day));
    day += days;
  }
  return -Math.expm1(-hazard);
}

const SUMMER = (factor: number) =>
  [
    [151, 1],
    [122, factor],
    [92, 1],
  ] as const;

describe('a yearly chance', () => {
  test.each([
    ['60% per year', '', 0.6],
    ['90% per year', 'during: { half: x0.5, season: x0.5 },', 1 - 0.1 ** 0.5],
    ['60% per year', 'during: { half: x1.5, season: x1.5 },', 1 - 0.4 ** 1.5],
    ['60% per year', 'during: { summer: x3 },', chanceOf(0.6, SUMMER(3))],
    ['60% per year', 'during: { summer: x2.5 },', chanceOf(0.6, SUMMER(2.5))],
    ['60% per year', 'during: { summer: x0 },', chanceOf(0.6, SUMMER(0))],
    // An event with 90 % of a year is late in it: the second half weighs more than its mean.
    [
      '90% per year',
      'during: { season: x0.2 },',
      chanceOf(0.9, [
        [181, 1],
        [184, 0.2],
      ]),
    ],
    ['2% per year', 'during: { summer: x3 },', chanceOf(0.02, SUMMER(3))],
    ['99.9999999% per year', 'during: { half: x0.1, season: x0.1 },', 1 - 1e-9 ** 0.1],
    ['100% per year', '', 1],
    ['100% per year', 'during: { half: x0.01, season: x0.01 },', 1],
    ['100% per year', 'during: { season: x0 },', 181 / 365],
    ['100% per year', 'during: { half: x0 },', 1],
  ] as const)('of %s, %s comes in a share of the years that its hazard gives', async (occurs, more, p) => {
    const found = await eventsOf(text(occurs, more));
    if (p === 1) expect(found).toBe(1);
    else expectShare(found, p);
  });

  test.each(['1.5', '2.5', '0.25'])('scaled by x%s from outside is 1 - (1 - p)^a', async (factor) => {
    const found = await eventsOf(text('60% per year'), {}, { set: [`threats.t.occurs=x${factor}`] });
    expectShare(found, 1 - 0.4 ** Number(factor));
  });

  test('of each of three years counts once', async () => {
    const found = await eventsOf(text('60% per year', 'during: { summer: x3 },', HEADS['three years']));
    const p = chanceOf(0.6, SUMMER(3));
    expect(Math.abs(found - 3 * p)).toBeLessThanOrEqual(4 * Math.sqrt((3 * p * (1 - p)) / TRIALS));
  });

  test('is seen in part by a shorter horizon', async () => {
    const quarter = (occurs: string) => text(`${occurs} per year`, '', HEADS.quarter).replace(/^calendar.*$/m, '');
    expectShare(await eventsOf(quarter('80%')), 0.8 / 4);
    expectShare(await eventsOf(quarter('100%')), 1 / 4);
  });

  test('that is deterred is p (1 - e), certain or not', async () => {
    for (const p of [0.6, 1]) {
      const found = await eventsOf(`${text(`${100 * p}% per year`, 'during: { half: x1, season: x1 },')}
controls: { fence: { against: [t], levels: { none: {}, on: { deter: 30% } }, current: on } }`);
      expectShare(found, p * 0.7);
    }
  });
});

/** Hours of the event in each trial, Infinity where there is none. */
function hoursOf(occurs: string, more: string, trials: number): Float64Array {
  const kernel = makeKernel(compileModel(modelOfText(text(occurs, more).replace('0.01 h', 'forever'))), 'yearly');
  return Float64Array.from({ length: trials }, (_, trial) => {
    kernel.simulate(0, trial);
    const { longestOutageHours } = kernel.record();
    return longestOutageHours[0]! > 0 ? 8760 - longestOutageHours[0]! : Infinity;
  });
}

describe('the time of a yearly chance', () => {
  test.each(['80% per year', '100% per year'])('of %s is uniform', (occurs) => {
    const hours = hoursOf(occurs, '', 5000).filter((hour) => hour < 8760);
    const places = hours.map((hour) => hour / 8760).toSorted();
    const distance = Math.max(...places.map((u, i) => Math.abs(u - (i + 0.5) / places.length)));
    // Kolmogorov's statistic; 1.95 / sqrt(n) is passed by one in a thousand.
    expect(distance).toBeLessThan(1.95 / Math.sqrt(places.length));
  });

  test.each(['70% per year', '100% per year'])('of %s: what holds from July moves nothing before', (occurs) => {
    const until = 181 * 24;
    const early = (more: string) => hoursOf(occurs, more, 500).map((hour) => (hour < until ? hour : Infinity));
    const plain = early('');
    expect(early('during: { season: x4 },')).toEqual(plain);
    expect(early('during: { season: x0.3 },')).toEqual(plain);
    expect(plain.some((hour) => hour < until)).toBe(true);
  });
});
