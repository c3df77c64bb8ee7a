/**
 * What to buy and to give up in which year, within what each year may pay: the changes that lead from today to a portfolio, each in one of the
 * years or never. First no year pays more than it may, then the limits are kept as soon as can be, then what is paid and lost in all is
 * least, discounted.
 */
import type { Schedule, Priced, Pricing } from './schedule.ts';

/** Schedules that are all tried, at most. */
const MOST = 20_000;

export interface Planned {
  readonly schedule: Schedule;
  readonly priced: Priced;
  /** `every`: nothing is better. `greedy`: one change after another was moved to where it is best, until none was better anywhere. */
  readonly method: 'every' | 'greedy';
  /** Schedules that were priced. */
  readonly tried: number;
}

/** Whether a is better than b. */
function isBetter(a: Priced, b: Priced, tolerance: number): boolean {
  if (Math.abs(a.beyond - b.beyond) > tolerance) return a.beyond < b.beyond;
  if (Math.abs(a.outside - b.outside) > 1e-9) return a.outside < b.outside;
  return a.total < b.total - tolerance;
}

/** Every schedule, changes that are made never last. */
function* everySchedule({ changes, years, isPossible }: Pricing): Generator<Schedule> {
  const schedule = changes.map(() => 0);
  function* from(change: number): Generator<Schedule> {
    if (change === schedule.length) {
      yield [...schedule];
      return;
    }
    for (let year = 0; year <= years; year++) {
      if (!isPossible(change, year)) continue;
      schedule[change] = year;
      yield* from(change + 1);
    }
  }
  yield* from(0);
}

function exhaustive(pricing: Pricing, tolerance: number): Planned | null {
  let best: { schedule: Schedule; priced: Priced } | null = null;
  let tried = 0;
  for (const schedule of everySchedule(pricing)) {
    const priced = pricing.price(schedule);
    tried++;
    if (priced !== null && (best === null || isBetter(priced, best.priced, tolerance))) best = { schedule, priced };
  }
  return best === null ? null : { ...best, method: 'every', tried };
}

function greedy(pricing: Pricing, tolerance: number): Planned | null {
  const { changes, years, isPossible, price } = pricing;
  let schedule: Schedule = changes.map(() => years);
  let priced = price(schedule);
  if (priced === null) return null;
  let tried = 1;
  for (;;) {
    let better: { schedule: Schedule; priced: Priced } | null = null;
    for (const change of changes.keys()) {
      for (let year = 0; year <= years; year++) {
        if (year === schedule[change] || !isPossible(change, year)) continue;
        const moved = schedule.map((at, i) => (i === change ? year : at));
        const found = price(moved);
        tried++;
        if (found !== null && isBetter(found, better?.priced ?? priced, tolerance))
          better = { schedule: moved, priced: found };
      }
    }
    if (better === null) return { schedule, priced, method: 'greedy', tried };
    ({ schedule, priced } = better);
  }
}

/** @param tolerance Sums that differ by no more are equal. @returns Null where no schedule is allowed all the way. */
export function planned(pricing: Pricing, tolerance: number, most: number = MOST): Planned | null {
  let count = 1;
  for (let change = 0; change < pricing.changes.length && count <= most; change++) count *= pricing.years + 1;
  return count <= most ? exhaustive(pricing, tolerance) : greedy(pricing, tolerance);
}
