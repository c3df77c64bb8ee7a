/**
 * A lower bound of the inner ring by implicit hitting sets.
 *
 * Where more of a control never makes a limit less sure, an inadequate portfolio tells that every adequate one has more of something: a
 * set that must be hit. The least spend that hits all sets found so far bounds the ring from below; where its portfolio is
 * inadequate it gives a new set, made as strong as it can be by raising what leaves it inadequate.
 *
 * @see Moreno-Centeno & Karp (2013), The implicit hitting set approach to solve combinatorial optimization problems with an application
 *   to multigenome alignment, Operations Research 61, 453-468. doi:10.1287/opre.1120.1139
 */
import type { Asked } from '../rings/evaluated-set.ts';
import { shortOf } from './aims.ts';
import type { CostsByLevel } from './level-costs.ts';
import type { Judged } from './oracle.ts';
import { leastSpendProgram, positionsFrom, type Cut, type ProgramSolver } from './program.ts';
import type { Space } from './space.ts';
import { isSameChoice, type Tried } from './tried.ts';

export interface HittingSetPlan {
  readonly tried: Tried;
  readonly asked: Asked;
  readonly costs: CostsByLevel;
  readonly solver: ProgramSolver;
  /** Controls of which more may be worse: of these no set says more than that another level is needed. */
  readonly hurting: ReadonlySet<number>;
  /** Standard errors by which a portfolio must fall short to make a set. */
  readonly errors: number;
  /** Programs that are solved at most. */
  readonly rounds: number;
  /** Gets the sets, so that those are there that were found before an end ahead of time. */
  readonly cuts: Cut[];
}

export interface LowerBound {
  /** Spend below which nothing is adequate; Infinity: nothing is. */
  readonly value: number;
  /** What it rests on. */
  readonly cuts: readonly Cut[];
  /** The least spend was reached by a portfolio that is adequate: the bound is the ring. */
  readonly isReached: boolean;
  readonly programs: number;
}

/** Whether a portfolio is inadequate beyond so many errors. */
const fallsShort = ({ asked, errors }: HittingSetPlan, judged: Judged): boolean =>
  shortOf(judged, asked.limits, errors) > 0;

/**
 * A portfolio raised as far as it stays inadequate: groups of controls at once, halved where that is too much.
 *
 * @param order Controls, those that matter least first. @throws SearchOver
 */
async function raisedFar(plan: HittingSetPlan, from: Int32Array, order: readonly number[]): Promise<Int32Array> {
  const { tried, hurting } = plan;
  const { space } = tried.oracle;
  let at = from;
  const raise = async (controls: readonly number[], level: (control: number) => number): Promise<boolean> => {
    let there = at;
    for (const control of controls) {
      if (level(control) > there[control]!) there = space.raised(there, control, level(control)) ?? there;
    }
    if (isSameChoice(there, at)) return true;
    // What a raise requires may be a control of which more can be worse
    if ([...hurting].some((control) => there[control] !== at[control])) return false;
    if (!fallsShort(plan, await tried.of(there))) return false;
    at = there;
    return true;
  };
  const top = (control: number): number => space.counts[control]! - 1;
  const visit = async (controls: readonly number[]): Promise<void> => {
    if (controls.length === 0 || (await raise(controls, top))) return;
    if (controls.length > 1) {
      const half = controls.length >> 1;
      await visit(controls.slice(0, half));
      await visit(controls.slice(half));
      return;
    }
    const [control] = controls;
    for (let level = top(control!) - 1; level > at[control!]!; level--) {
      if (await raise([control!], () => level)) return;
    }
  };
  await visit(order.filter((control) => !hurting.has(control)));
  return at;
}

/** The order in which controls are raised: those of which other sets speak already first, then as given. */
function raiseOrder(cuts: readonly Cut[], { counts }: Space): number[] {
  const wanted = counts.map(() => 0);
  for (const { positions } of cuts) {
    for (const [control, level] of positions.entries()) if (level + 1 < counts[control]!) wanted[control]!++;
  }
  return [...counts.keys()].sort((a, b) => wanted[b]! - wanted[a]! || a - b);
}

/** The program with some sets, solved; null where the solver gave up. */
async function solved(
  { tried, costs, solver, hurting }: Pick<HittingSetPlan, 'tried' | 'costs' | 'solver' | 'hurting'>,
  cuts: readonly Cut[],
): Promise<{ readonly value: number; readonly positions: Int32Array } | null> {
  const { space } = tried.oracle;
  const found = await solver.solve(leastSpendProgram(space, costs, cuts, hurting));
  if (found === null) return null;
  const lowest = costs.levels.reduce((sum, levels) => sum + levels[0]!, 0);
  return { value: found.objective + lowest, positions: positionsFrom(space, found.values) };
}

/** The bound that some sets give; null where the solver gave up. */
export const boundOf = async (
  plan: Pick<HittingSetPlan, 'tried' | 'costs' | 'solver' | 'hurting'>,
  cuts: readonly Cut[],
): Promise<number | null> => (await solved(plan, cuts))?.value ?? null;

/** Whether nothing lies above a set: it cannot be hit. */
export const isFinal = ({ positions }: Cut, { counts }: Space, hurting: ReadonlySet<number>): boolean =>
  positions.every((level, control) => level + 1 >= counts[control]! && (!hurting.has(control) || level === 0));

/**
 * @param start Inadequate portfolios to begin with: those just below the least adequate one teach most.
 * @throws SearchOver when cut short, or when it has tried as many portfolios as it may: the sets found by then stay in `cuts`.
 */
export async function hittingSetBound(plan: HittingSetPlan, start: readonly Judged[]): Promise<LowerBound | null> {
  const { tried, rounds, cuts } = plan;
  const { space } = tried.oracle;
  const learn = async (from: Int32Array): Promise<Cut> => {
    const orders = raiseOrder(cuts, space);
    const cut = { positions: await raisedFar(plan, from, orders) };
    if (!cuts.some(({ positions }) => isSameChoice(positions, cut.positions))) cuts.push(cut);
    return cut;
  };
  let last: LowerBound | null = null;
  for (const judged of start) {
    if (!fallsShort(plan, judged)) continue;
    if (isFinal(await learn(judged.positions), space, plan.hurting))
      return { value: Infinity, cuts, isReached: false, programs: 0 };
  }
  for (let programs = 1; programs <= rounds; programs++) {
    const found = await solved(plan, cuts);
    if (found === null) return last;
    if (found.value === Infinity) return { value: Infinity, cuts, isReached: false, programs };
    const judged = await tried.of(found.positions);
    const isShort = fallsShort(plan, judged);
    last = { value: found.value, cuts: [...cuts], isReached: !isShort, programs };
    if (!isShort) return last;
    const count = cuts.length;
    if (isFinal(await learn(found.positions), space, plan.hurting)) return { ...last, value: Infinity, cuts };
    if (cuts.length === count) return last;
  }
  return last;
}
