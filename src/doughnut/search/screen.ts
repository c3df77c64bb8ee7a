/** The search on a share of the trials: what is worth a look at all of them. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { askedAlike, type Asked } from '../rings/evaluated-set.ts';
import {
  bestAim,
  bestFor,
  budgetAim,
  effectiveAim,
  fromAbove,
  isAdequate,
  leastSpendAim,
  ofControls,
  withinSpendAim,
  weighedAim,
  type Aim,
} from './aims.ts';
import { beam, type Beam } from './beam.ts';
import { makeChance, type Chance } from './chance.ts';
import { descend } from './descent.ts';
import { greedyPath, type Path } from './greedy.ts';
import { repaired, searchAround } from './large-neighbourhood.ts';
import type { Judged } from './oracle.ts';
import { frontierOfTried } from './survivors.ts';
import { within, type Tried } from './tried.ts';

export interface ScreenPlan {
  readonly tried: Tried;
  readonly asked: Asked;
  readonly today: Positions;
  /** Segment of each control. */
  readonly grouping: readonly string[];
  /** Budget cost that is there [money a year]; null when none is stated. */
  readonly budget: number | null;
  readonly seed: string;
  /** Asked after the search is done as planned: true to go on around what was found. */
  readonly goesOn?: (() => boolean) | undefined;
}

/** Prices of a pound of losses to expect, against a pound of spend: of the twelve one is the total itself. */
const WEIGHTS = [1, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 3 / 2, 2, 4, 8, 16, 64];
/** Rounds of large-neighbourhood search for a ring, and for a point between two of the frontier. */
const ROUNDS = 6;
const ROUNDS_BETWEEN = 2;
/** Gaps of the frontier that are searched. */
const BETWEEN = 4;
/** Portfolios that a part may try. */
const EFFORT = { paths: 1200, weights: 700, ring: 700, other: 200, between: 150, beam: 500 } as const;

/** A portfolio with every control as high as the rules let it be, in order of id. */
function greatest({ oracle: { space } }: Tried): Int32Array {
  return space.counts.reduce<Int32Array>(
    (at, count, control) => space.raised(at, control, Math.max(count - 1, at[control]!)) ?? at,
    space.least,
  );
}

/** Up from the least and down from the greatest, by what each pound takes off losses, and off what is lacking. */
async function paths(tried: Tried, asked: Asked): Promise<void> {
  const [least, most] = await tried.ofAll([tried.oracle.space.least, greatest(tried)]);
  const never = { isEnough: () => false };
  const risk: Path['score'] = (judged) => judged.risk;
  const lack = leastSpendAim(asked).violation;
  const scale = Math.max(Math.abs(least!.risk), 1e-300);
  const scores =
    asked.limits.length === 0 ? [risk] : [(judged: Judged) => lack(judged) + (1e-3 * judged.risk) / scale, risk];
  for (const score of scores) {
    await greedyPath(tried, { direction: 'up', score, ...never }, least!);
    await greedyPath(tried, { direction: 'down', score, ...never }, most!);
  }
}

/** From the best that is known for an aim to one that nothing near betters. */
async function settle(tried: Tried, aim: Aim): Promise<Judged | null> {
  const start = bestFor(aim, tried.all);
  if (start === null) return null;
  return descend(tried, aim, aim.violation(start) > 0 ? await repaired(tried, aim, start) : start);
}

async function ring(tried: Tried, aim: Aim, chance: Chance, rounds: number): Promise<void> {
  const found = await settle(tried, aim);
  if (found !== null && rounds > 0) await searchAround(tried, aim, found, chance, rounds);
}

/** Points within the widest gaps of the frontier. */
async function between(tried: Tried, chance: Chance): Promise<void> {
  const frontier = frontierOfTried(tried.all);
  const gaps = frontier
    .slice(1)
    .map((to, i) => ({ from: frontier[i]!, to, gap: to.whole - frontier[i]!.whole }))
    .toSorted((a, b) => b.gap - a.gap)
    .slice(0, BETWEEN);
  for (const { from, to } of gaps) {
    const aim = withinSpendAim((from.whole + to.whole) / 2);
    await within(tried, EFFORT.between, async () => {
      await searchAround(tried, aim, await descend(tried, aim, from), chance, ROUNDS_BETWEEN);
    });
  }
}

/** The least and the most of each segment, all else as in the best portfolio. */
async function slices(tried: Tried, { asked, grouping }: ScreenPlan, best: Judged): Promise<void> {
  for (const name of new Set(grouping)) {
    const controls = [...grouping.keys()].filter((control) => grouping[control] === name);
    await within(tried, EFFORT.other, () => descend(tried, ofControls(leastSpendAim(asked), controls), best));
  }
}

/**
 * Looks for what rings are made of; all that it tries stays in `tried`, whether it comes to its end or is cut short.
 *
 * @returns The beam of the outer ring; null where no portfolio is adequate.
 * @throws SearchOver when cut short.
 */
export async function screen(plan: ScreenPlan): Promise<Beam | null> {
  const { tried, asked, today, budget, seed } = plan;
  const chance = makeChance(seed, 'doughnut.search');
  const now = await tried.of(today);
  await within(tried, EFFORT.paths, () => paths(tried, asked));
  const [best, least] = [bestAim(asked), leastSpendAim(asked)];
  for (const [aim, effort] of [
    [best, EFFORT.ring],
    [least, EFFORT.ring],
  ] as const) {
    await within(tried, effort, () => ring(tried, aim, chance, ROUNDS));
  }
  await within(tried, EFFORT.weights, async () => {
    for (const weight of WEIGHTS) await settle(tried, weighedAim(weight));
  });
  const others: Aim[] = [
    leastSpendAim(askedAlike(asked, 0.5)),
    leastSpendAim(askedAlike(asked, Math.max(asked.confidence, 0.5))),
    effectiveAim(now, asked),
    fromAbove(least, today),
    ...(budget === null ? [] : [budgetAim(budget, asked)]),
  ];
  for (const aim of others) await within(tried, EFFORT.other, () => ring(tried, aim, chance, 0));
  await between(tried, chance);
  while (plan.goesOn?.() === true) {
    const before = tried.all.length;
    for (const aim of [best, least]) await within(tried, EFFORT.ring, () => ring(tried, aim, chance, ROUNDS));
    if (tried.all.length === before) break;
  }
  // What the other aims found may serve the rings too
  for (const aim of [best, least]) await within(tried, EFFORT.ring, () => ring(tried, aim, chance, 0));
  const found = bestFor(best, tried.all);
  if (found === null || !isAdequate(found, asked)) return null;
  await slices(tried, plan, found);
  const beamed = await within(tried, EFFORT.beam, () => beam(tried, asked, found, frontierOfTried(tried.all)));
  return beamed ?? (await beam(tried, asked, found, frontierOfTried(tried.all), () => false));
}
