/** Yearly chances, DESIGN 2.2, by the reference simulator against closed forms. */
import { describe, expect, test } from 'vitest';
import { modelOfText, tell } from './told.ts';

const TRIALS = 1000;
const DAY = 24;

const modelOf = (occurs: string, more = ''): ReturnType<typeof modelOfText> =>
  modelOfText(`
calendar: { season: Jul..Dec, summer: Jun..Sep, half: [Jan..Jun], end: [Dec] }
nodes: { a: { kind: asset } }
threats: { t: { occurs: ${occurs}, ${more} cost: { own: £1 } } }
`);

/** Hours of the events of each trial. */
const hoursOf = (model: ReturnType<typeof modelOfText>): (readonly number[])[] =>
  tell(model, TRIALS).map((trial) => trial.hoursOf('t'));

/** Chance of an event in a year from its integrated hazard, weighted by stretches of days with a factor each. */
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

function expectShare(counts: number, p: number): void {
  const error = Math.sqrt((p * (1 - p)) / TRIALS);
  expect(Math.abs(counts / TRIALS - p)).toBeLessThanOrEqual(4 * error);
}

const HALF = [181, 184] as const;

describe('a yearly chance', () => {
  test.each([
    ['60% per year', '', 0.6],
    ['90% per year', 'during: { half: x0.5, season: x0.5 },', 1 - 0.1 ** 0.5],
    ['60% per year', 'during: { half: x1.5, season: x1.5 },', 1 - 0.4 ** 1.5],
    [
      '60% per year',
      'during: { summer: x3 },',
      chanceOf(0.6, [
        [151, 1],
        [122, 3],
        [92, 1],
      ]),
    ],
    [
      '90% per year',
      'during: { season: x0.2 },',
      chanceOf(0.9, [
        [HALF[0], 1],
        [HALF[1], 0.2],
      ]),
    ],
    [
      '60% per year',
      'during: { summer: x0 },',
      chanceOf(0.6, [
        [151, 1],
        [122, 0],
        [92, 1],
      ]),
    ],
    ['1..5% per year', 'during: { half: x0, season: x0 },', 0],
    // What is certain stays so at any pace above 0.
    ['100% per year', '', 1],
    ['100% per year', 'during: { half: x0.01, season: x0.01 },', 1],
    ['100% per year', 'during: { half: x3.5 },', 1],
    ['100% per year', 'during: { half: x0 },', 1],
    // Where the pace is 0 to the end of the year it comes before, or not at all.
    ['100% per year', 'during: { season: x0 },', HALF[0] / 365],
  ] as const)('of %s %s comes in %f of the years', (occurs, more, p) => {
    const hours = hoursOf(modelOf(occurs, more));
    for (const events of hours) expect(events.length).toBeLessThanOrEqual(1);
    expectShare(hours.filter((events) => events.length > 0).length, p);
  });

  test('comes at a uniform time', () => {
    const places = hoursOf(modelOf('80% per year'))
      .flat()
      .map((hour) => hour / 8760)
      .toSorted((a, b) => a - b);
    // Kolmogorov's statistic; 1.95 / sqrt(n) is passed by one in a thousand.
    const distance = Math.max(...places.map((u, i) => Math.abs(u - (i + 0.5) / places.length)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(places.length));
  });

  test('a certain one too', () => {
    const places = hoursOf(modelOf('100% per year'))
      .flat()
      .map((hour) => hour / 8760)
      .toSorted((a, b) => a - b);
    expect(places.length).toBe(TRIALS);
    const distance = Math.max(...places.map((u, i) => Math.abs(u - (i + 0.5) / places.length)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(places.length));
  });

  test('what holds in the second half moves nothing in the first', () => {
    const until = HALF[0] * DAY;
    const early = (more: string): number[] =>
      hoursOf(modelOf('70% per year', more)).map((events) => events.find((hour) => hour < until) ?? 0);
    const plain = early('');
    expect(early('during: { season: x4 },')).toEqual(plain);
    expect(early('during: { season: x0 },')).toEqual(plain);
    expect(plain.some((hour) => hour > 0)).toBe(true);
  });

  test('is seen in part by a shorter horizon', () => {
    const quarter = { ...modelOf('80% per year'), horizonHours: 2190, periodHours: 2190 };
    expectShare(hoursOf(quarter).filter((events) => events.length > 0).length, 0.8 / 4);
  });

  test('what deters thins the event of the year: p (1 - e)', () => {
    const model = modelOfText(`
nodes: { a: { kind: asset } }
threats: { t: { occurs: 80% per year, cost: { own: £1 } }, sure: { occurs: 100% per year, cost: { own: £1 } } }
controls:
  fence: { against: [t, sure], current: on, levels: { none: {}, on: { order: 1, opex: £1 per year, deter: 30% } } }
`);
    const trials = tell(model, TRIALS);
    expectShare(trials.filter((trial) => trial.hoursOf('t').length > 0).length, 0.8 * 0.7);
    expectShare(trials.filter((trial) => trial.hoursOf('sure').length > 0).length, 0.7);
  });
});
