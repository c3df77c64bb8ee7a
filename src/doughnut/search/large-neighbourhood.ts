/**
 * Large-neighbourhood search: some controls are dropped, what is missing is bought anew, and what is not needed is given up.
 *
 * @see Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems, CP98, LNCS 1520, 417-431.
 */
import { allowedBy, bestFor, isBetter, type Aim } from './aims.ts';
import type { Chance } from './chance.ts';
import { descend } from './descent.ts';
import { greedyPath } from './greedy.ts';
import type { Judged } from './oracle.ts';
import type { Tried } from './tried.ts';

/** Controls that are dropped at once, at least and at most. */
const FEWEST = 2;
const MOST = 5;
/** What losses to expect count beside what is asked, where single steps relieve nothing. */
const BESIDE = 1e-3;

/** Raises until an aim is kept, as far as that goes. @throws SearchOver */
export async function repaired(tried: Tried, aim: Aim, start: Judged, fixed?: ReadonlySet<number>): Promise<Judged> {
  const scale = Math.max(Math.abs(start.risk), 1e-300);
  const path = await greedyPath(
    tried,
    {
      direction: 'up',
      score: (judged) => aim.violation(judged) + (BESIDE * judged.risk) / scale,
      isEnough: (judged) => aim.violation(judged) === 0,
      ...(fixed === undefined ? {} : { fixed }),
    },
    start,
    aim,
  );
  return bestFor(aim, path) ?? start;
}

/** One round from a portfolio. */
async function round(tried: Tried, aim: Aim, from: Judged, chance: Chance): Promise<Judged> {
  const { space } = tried.oracle;
  const free = aim.free ?? [...space.counts.keys()];
  const above = free.filter((control) => from.positions[control]! > (aim.floor ?? space.least)[control]!);
  const dropped = chance.some(above, FEWEST + chance.below(MOST - FEWEST + 1));
  let positions = from.positions;
  for (const control of dropped) {
    const lowest = Math.max(space.least[control]!, aim.floor?.[control] ?? 0);
    positions = allowedBy(aim, positions, space.lowered(positions, control, lowest)) ?? positions;
  }
  const rest = await tried.of(positions);
  // One of them stays away, so that another way must be found
  const kept = aim.violation(rest) > 0 ? await repaired(tried, aim, rest, new Set(dropped.slice(0, 1))) : rest;
  return descend(tried, aim, kept);
}

/** The best of some rounds, each from the best so far. @throws SearchOver */
export async function searchAround(
  tried: Tried,
  aim: Aim,
  start: Judged,
  chance: Chance,
  rounds: number,
): Promise<Judged> {
  let best = start;
  for (let k = 0; k < rounds; k++) {
    const found = await round(tried, aim, best, chance);
    if (isBetter(aim, found, best)) best = found;
  }
  return best;
}
