/** How far the inner ring may lie above the true one: the bound, and what it rests on. */
import type { Asked } from '../rings/evaluated-set.ts';
import { bestFor, isAdequate, leastSpendAim, shortOf } from './aims.ts';
import { lowerings } from './beam.ts';
import { makeChance } from './chance.ts';
import { boundOf, hittingSetBound, isFinal } from './hitting-set.ts';
import type { CostsByLevel } from './level-costs.ts';
import { isContradicted, monotoneCheck } from './monotone.ts';
import type { Cut, ProgramSolver } from './program.ts';
import { within, type Tried } from './tried.ts';

export interface BoundPlan {
  /** On a share of the trials, and on all of them. */
  readonly screened: Tried;
  readonly whole: Tried;
  /** Whether the share is less than all. */
  readonly isShare: boolean;
  readonly asked: Asked;
  readonly costs: CostsByLevel;
  /** Null where there is none. */
  readonly solver: ProgramSolver | null;
  readonly seed: string;
}

export interface SpendBound {
  /** No adequate portfolio costs less [money a year]; Infinity: none is adequate; null where none was worked out. */
  readonly spend: number | null;
  /** proven: on these futures, as more of no control made a limit less sure where it was looked for; contradicted: it did; missing. */
  readonly state: 'proven' | 'contradicted' | 'missing';
  /** Why it is missing. */
  readonly why: string | null;
  /** Steps down that were looked at to see whether more ever is worse. */
  readonly checked: number;
  /** Controls of which more may make a limit less sure. */
  readonly hurting: readonly number[];
  /** Sets of controls of which one must be higher. */
  readonly sets: number;
}

/** Portfolios that sets may try. */
const EFFORT = 1000;
const ROUNDS = 60;
/** Sets that are looked at on all trials. */
const CONFIRMED = 40;

export const missingBound = (why: string): SpendBound => ({
  spend: null,
  state: 'missing',
  why,
  checked: 0,
  hurting: [],
  sets: 0,
});

/** The solver cannot be had, or broke. */
class SolverFault extends Error {}

/** The same solver, whose faults are told from others. */
const guarded = (solver: ProgramSolver): ProgramSolver => ({
  ...solver,
  solve: (program) =>
    solver.solve(program).catch((error: unknown) => {
      throw new SolverFault(error instanceof Error ? error.message : String(error));
    }),
});

interface Held {
  readonly value: number;
  readonly sets: number;
}

/** The bound that sets give which hold on all trials too; null where the solver gave up. */
async function confirmed(
  { whole, asked, costs }: BoundPlan,
  solver: ProgramSolver,
  hurting: ReadonlySet<number>,
  all: readonly Cut[],
): Promise<Held | null> {
  const latest = all.slice(-CONFIRMED);
  const judged = await whole.ofAll(latest.map(({ positions }) => positions));
  const cuts = latest.filter((_, i) => shortOf(judged[i]!, asked.limits) > 0);
  if (cuts.some((cut) => isFinal(cut, whole.oracle.space, hurting))) return { value: Infinity, sets: cuts.length };
  const value = await boundOf({ tried: whole, costs, solver, hurting }, cuts);
  return value === null ? null : { value, sets: cuts.length };
}

/** @throws SearchOver when cut short. */
export async function spendBound(plan: BoundPlan): Promise<SpendBound> {
  const { screened, whole, asked, costs, isShare, seed } = plan;
  if (asked.limits.length === 0) return missingBound('there is no limit');
  if (plan.solver === null) return missingBound('there is no solver');
  const solver = guarded(plan.solver);
  const hurting = new Set<number>();
  const chance = makeChance(seed, 'doughnut.monotone');
  const { checked } = await monotoneCheck(screened, asked, chance, hurting);
  const errors = isShare ? 1 : 0;
  const least = bestFor(leastSpendAim(asked), screened.all)!;
  const cuts: Cut[] = [];
  try {
    const found = await within(screened, EFFORT, async () => {
      const below = isAdequate(least, asked) ? await screened.ofAll(lowerings(screened, least)) : [least];
      const sets = { tried: screened, asked, costs, solver, hurting, errors, rounds: ROUNDS, cuts };
      return hittingSetBound(sets, below);
    });
    const held = await confirmed(plan, solver, hurting, found?.cuts ?? cuts);
    if (held === null) return missingBound('the solver ran out of time');
    const isBroken = isContradicted([...screened.all, ...whole.all], asked, hurting);
    return {
      spend: held.value,
      state: isBroken ? 'contradicted' : 'proven',
      why: null,
      checked,
      hurting: [...hurting].sort((a, b) => a - b),
      sets: held.sets,
    };
  } catch (error) {
    if (error instanceof SolverFault) return missingBound(error.message);
    throw error;
  }
}
