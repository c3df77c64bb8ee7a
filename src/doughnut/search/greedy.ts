/**
 * Greedy paths, up or down, one level after another.
 *
 * Lazy: what a move is worth seldom grows as others are made, so that a value of before is a bound, and only the best one is looked
 * at again. Where values do grow the path may be another one; it stays a path.
 *
 * @see Minoux (1978), Accelerated greedy algorithms for maximizing submodular set functions, Optimization Techniques, LNCIS 7, 234-243.
 */
import type { Aim } from './aims.ts';
import { allowedBy } from './aims.ts';
import type { Judged } from './oracle.ts';
import { isSameChoice, type Tried } from './tried.ts';

interface Step {
  readonly control: number;
  readonly level: number;
  /** Of when it was last looked at: the lower the better. */
  price: number;
  /** Moves made by then. */
  seen: number;
}

export interface Path {
  readonly direction: 'up' | 'down';
  /** What falls on the way up and rises on the way down. */
  score(judged: Judged): number;
  /** Whether it ends here. */
  isEnough(judged: Judged): boolean;
  /** Moves that may not be made. */
  isBarred?(next: Judged): boolean;
  /** Controls that stay where they are. */
  readonly fixed?: ReadonlySet<number>;
}

/** What a unit of money saved or bought costs in score; infinite for a move that brings nothing. */
function priceOf(path: Path, from: Judged, to: Judged): number {
  const spent = to.whole - from.whole;
  const gained = path.score(from) - path.score(to);
  if (path.direction === 'up') {
    if (gained <= 0) return Infinity;
    return spent <= 0 ? -Infinity : -gained / spent;
  }
  if (spent >= 0) return gained > 0 ? -Infinity : Infinity;
  return gained >= 0 ? -Infinity : -gained / -spent;
}

/** The portfolios of a path, its start first. @throws SearchOver */
export async function greedyPath(
  tried: Tried,
  path: Path,
  start: Judged,
  aim: Pick<Aim, 'floor' | 'free'> = { floor: null, free: null },
): Promise<Judged[]> {
  const { space } = tried.oracle;
  const walked = [start];
  let at = start;
  const stepsOf = (control: number): Step[] => {
    if (path.fixed?.has(control) === true) return [];
    const { up, down } = space.steps(control, at.positions[control]!);
    return (path.direction === 'up' ? up : down).map((level) => ({ control, level, price: -Infinity, seen: -1 }));
  };
  let open: Step[] = [];
  const targetOf = ({ control, level }: Step): Int32Array | null => {
    const move = path.direction === 'up' ? space.raised : space.lowered;
    const positions = allowedBy({ ...BARE, ...aim }, at.positions, move(at.positions, control, level));
    return positions === null || isSameChoice(positions, at.positions) ? null : positions;
  };
  /** Prices steps anew, as seen from here. */
  const look = async (steps: readonly Step[]): Promise<void> => {
    await tried.ofAll(steps.map(targetOf));
    for (const step of steps) {
      const positions = targetOf(step);
      const judged = positions === null ? null : tried.known(positions);
      step.seen = walked.length;
      step.price = judged === null || path.isBarred?.(judged) === true ? Infinity : priceOf(path, at, judged);
    }
  };
  const add = async (controls: readonly number[]): Promise<void> => {
    const steps = controls.flatMap(stepsOf);
    open = [...open.filter(({ control }) => !controls.includes(control)), ...steps];
    await look(steps);
  };
  await add([...space.counts.keys()]);
  while (!path.isEnough(at)) {
    const first = open.reduce<Step | null>(
      (best, step) => (best === null || step.price < best.price ? step : best),
      null,
    );
    if (first === null || first.price === Infinity) break;
    if (first.seen < walked.length) {
      await look([first]);
      continue;
    }
    const before = at;
    at = await tried.of(targetOf(first)!);
    walked.push(at);
    await add([...space.counts.keys()].filter((control) => at.positions[control] !== before.positions[control]));
  }
  return walked;
}

const BARE: Aim = { cost: () => 0, violation: () => 0, floor: null, free: null };
