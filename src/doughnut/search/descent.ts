/** Descent: one level at a time, then one level against another, until nothing near is better. */
import { allowedBy, isBetter, type Aim } from './aims.ts';
import type { Judged } from './oracle.ts';
import { isSameChoice, type Tried } from './tried.ts';

interface Move {
  readonly control: number;
  readonly level: number;
  readonly isUp: boolean;
}

/** Exchanges that are tried where no single step is better: those that look best. */
const EXCHANGES = 30;
/** By how much an exchange may look short of what is asked, and still be tried. */
const SHORT = 0.05;

function movesFrom({ oracle: { space } }: Tried, { positions }: Judged): Move[] {
  return space.counts.flatMap((_, control) => {
    const { up, down } = space.steps(control, positions[control]!);
    const to = (isUp: boolean) => (level: number) => ({ control, level, isUp });
    return [...up.map(to(true)), ...down.map(to(false))];
  });
}

/** Where a move leads; null where that is forbidden, or nowhere. */
function target({ oracle: { space } }: Tried, aim: Aim, { positions }: Judged, move: Move): Int32Array | null {
  const { control, level, isUp } = move;
  const there = isUp
    ? (space.raised(positions, control, level) ?? space.exchanged(positions, control, level))
    : space.lowered(positions, control, level);
  const allowed = allowedBy(aim, positions, there);
  return allowed === null || isSameChoice(allowed, positions) ? null : allowed;
}

/** How much better one portfolio is for an aim that both keep, or that neither does; below 0 where it is not. */
function gain(aim: Aim, from: Judged, to: Judged): number {
  const [before, after] = [aim.violation(from), aim.violation(to)];
  if (before > 0) return before - after;
  return after > 0 ? -Infinity : aim.cost(from) - aim.cost(to);
}

interface Looked {
  readonly move: Move;
  readonly to: Judged;
  readonly gain: number;
}

/** All single steps from a portfolio. */
async function looked(tried: Tried, aim: Aim, at: Judged): Promise<Looked[]> {
  const moves = movesFrom(tried, at).flatMap((move) => {
    const positions = target(tried, aim, at, move);
    return positions === null ? [] : [{ move, positions }];
  });
  const reached = await tried.ofAll(moves.map(({ positions }) => positions));
  return moves.map(({ move }, i) => ({ move, to: reached[i]!, gain: gain(aim, at, reached[i]!) }));
}

/** Takes the steps that looked better, the best first, as long as they still are. */
async function takeSteps(tried: Tried, aim: Aim, from: Judged, steps: readonly Looked[]): Promise<Judged> {
  const better = steps.filter(({ to }) => isBetter(aim, to, from)).toSorted((a, b) => b.gain - a.gain);
  let at = from;
  for (const { move } of better) {
    if (at.positions[move.control] === move.level) continue;
    const isStillUp = move.level > at.positions[move.control]!;
    const positions = target(tried, aim, at, { ...move, isUp: isStillUp });
    const to = positions === null ? null : await tried.of(positions);
    if (to !== null && isBetter(aim, to, at)) at = to;
  }
  return at;
}

/** What a portfolio would be if two steps added up. */
function sumOf(at: Judged, a: Judged, b: Judged): Judged {
  const add = (of: (judged: Judged) => number): number => of(a) + of(b) - of(at);
  const confidences = at.confidences.map((_, limit) => ({
    value: add((judged) => judged.confidences[limit]!.value),
    standardError: 0,
  }));
  return {
    positions: at.positions,
    whole: add(({ whole }) => whole),
    budget: add(({ budget }) => budget),
    risk: add(({ risk }) => risk),
    total: add(({ total }) => total),
    confidences,
  };
}

/** The first exchange of a step up for a step down that is better, of those that look best; null when none is. */
async function exchange(tried: Tried, aim: Aim, at: Judged, steps: readonly Looked[]): Promise<Judged | null> {
  const { space } = tried.oracle;
  const [ups, downs] = [steps.filter(({ move }) => move.isUp), steps.filter(({ move }) => !move.isUp)];
  const pairs = ups.flatMap((up) =>
    downs.flatMap((down) => {
      if (up.move.control === down.move.control) return [];
      const looks = sumOf(at, up.to, down.to);
      const violation = aim.violation(looks);
      return aim.cost(looks) < aim.cost(at) && violation <= SHORT
        ? [{ up, down, cost: aim.cost(looks), violation }]
        : [];
    }),
  );
  for (const { up, down } of pairs.toSorted((a, b) => a.cost - b.cost).slice(0, EXCHANGES)) {
    const lower = space.lowered(at.positions, down.move.control, down.move.level);
    const both = lower === null ? null : space.raised(lower, up.move.control, up.move.level);
    const positions = allowedBy(aim, at.positions, both);
    if (positions === null) continue;
    const to = await tried.of(positions);
    if (isBetter(aim, to, at)) return to;
  }
  return null;
}

/** A portfolio that neither a single step nor an exchange that looks good betters. @throws SearchOver */
export async function descend(tried: Tried, aim: Aim, start: Judged): Promise<Judged> {
  let at = start;
  for (;;) {
    const steps = await looked(tried, aim, at);
    const stepped = await takeSteps(tried, aim, at, steps);
    const next = stepped === at ? await exchange(tried, aim, at, steps) : stepped;
    if (next === null) return at;
    at = next;
  }
}
