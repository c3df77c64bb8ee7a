/** What survives the search, judged on all trials, with what lies next to it. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import { bestAim, bestFor, isAdequate, leastSpendAim, type Aim } from './aims.ts';
import { beaterAmong, lowerings } from './beam.ts';
import { repaired } from './large-neighbourhood.ts';
import type { Judged } from './oracle.ts';
import { neighboursOf } from './survivors.ts';
import { within, type Tried } from './tried.ts';

/** Portfolios that a ring may try besides. */
const EFFORT = 400;
/** How often a ring moves on to what was found beside it. */
const MOVES = 4;

/** Looks around the best for an aim, until nothing there is better, or a few times. */
async function settle(tried: Tried, aim: Aim, around: (at: Judged) => readonly (Positions | null)[]): Promise<void> {
  for (let move = 0; move < MOVES; move++) {
    const before = bestFor(aim, tried.all);
    if (before === null) return;
    await tried.ofAll(around(before));
    if (bestFor(aim, tried.all) === before) return;
  }
}

/** The dearest adequate portfolio that nothing tried surely beats. */
async function dearestJustified(tried: Tried, asked: Asked): Promise<Judged | null> {
  const adequate = tried.all.filter((judged) => isAdequate(judged, asked));
  const beaters = adequate.toSorted((a, b) => a.total - b.total);
  const dearestFirst = adequate.toSorted((a, b) => b.whole - a.whole);
  for (const x of dearestFirst) if ((await beaterAmong(tried, beaters, x)) === null) return x;
  return null;
}

/** Its own lowerings may beat the outer ring, which then is the next one. */
async function settleMost(tried: Tried, asked: Asked): Promise<void> {
  for (let move = 0; move < MOVES; move++) {
    const most = await dearestJustified(tried, asked);
    if (most === null) return;
    const before = tried.all.length;
    await tried.ofAll(lowerings(tried, most));
    if (tried.all.length === before) return;
  }
}

/** Single controls at levels near those of some portfolios, every other at its lowest. */
function alone({ oracle: { space } }: Tried, portfolios: readonly Positions[]): Int32Array[] {
  return space.counts.flatMap((count, control) => {
    const levels = new Set(portfolios.flatMap((at) => [-1, 0, 1].map((step) => at[control]! + step)));
    return [...levels]
      .filter((level) => level >= 0 && level < count)
      .map((level) => space.least.with(control, level))
      .filter(space.isAllowed);
  });
}

/** @param survivors Today first. @throws SearchOver when cut short. */
export async function confirm(tried: Tried, asked: Asked, survivors: readonly Positions[]): Promise<void> {
  const [best, least] = [bestAim(asked), leastSpendAim(asked)];
  await tried.ofAll(survivors);
  const [today] = survivors;
  const nearest = bestFor(least, tried.all)!;
  if (least.violation(nearest) > 0) await within(tried, EFFORT, () => repaired(tried, least, nearest));
  await within(tried, EFFORT, () => settle(tried, least, (at) => lowerings(tried, at)));
  await within(tried, EFFORT, () => settle(tried, best, ({ positions }) => neighboursOf(tried, positions)));
  await within(tried, EFFORT, () => settleMost(tried, asked));
  const found = bestFor(best, tried.all)!;
  await tried.ofAll(neighboursOf(tried, today!));
  await tried.ofAll(alone(tried, [today!, found.positions]));
}
