/** The portfolios of a file as a search walks through them: up and down, with what its rules bring along. */
import { clash, closure, type PortfolioRules, type Positions } from '../../model/portfolio-rules.ts';

/** Levels of controls, by position in order of id, under the rules of a file. */
export interface Space {
  /** How many levels each control has. Shape [controls]. */
  readonly counts: readonly number[];
  /** The allowed portfolio with the lowest levels. */
  readonly least: Int32Array;
  readonly rules: Pick<PortfolioRules, 'of'>;
  isAllowed(positions: Positions): boolean;
  /** A control at a higher level, with all that this requires; null where something excludes it. */
  raised(positions: Positions, control: number, level: number): Int32Array | null;
  /** A control at a lower level, without what requires more of it; null where the file forbids that. */
  lowered(positions: Positions, control: number, level: number): Int32Array | null;
  /** A control at a higher level, in place of what excludes it; null where that cannot go. */
  exchanged(positions: Positions, control: number, level: number): Int32Array | null;
  /** Levels that a step from one leads to: neighbours, then twice as far each time, and both ends. */
  steps(control: number, level: number): { readonly up: readonly number[]; readonly down: readonly number[] };
}

/** Levels at growing distances up to `most`. */
function distances(most: number): number[] {
  const all = [];
  for (let distance = 1; distance < most; distance = distance < 3 ? distance + 1 : distance * 2) all.push(distance);
  return most > 0 ? [...all, most] : [];
}

/** @returns Null where the file allows no portfolio. */
export function spaceOf(counts: readonly number[], rules: Pick<PortfolioRules, 'of'>): Space | null {
  const { of } = rules;
  const whole: PortfolioRules = { controls: [], of };
  const least = closure(whole, []);
  if (clash(whole, least) !== null) return null;
  const raised: Space['raised'] = (positions, control, level) => {
    const wanted = Int32Array.from(positions);
    wanted[control] = level;
    const levels = closure(whole, wanted);
    return clash(whole, levels) === null ? levels : null;
  };
  const lowered: Space['lowered'] = (positions, control, level) => {
    if (level < least[control]!) return null;
    const levels = Int32Array.from(positions);
    levels[control] = level;
    let isSettled = false;
    while (!isSettled) {
      isSettled = true;
      for (const [i, { requires }] of of.entries()) {
        if (levels[i] === 0 || requires.every((rule) => levels[rule.control]! >= rule.level)) continue;
        if (least[i]! > 0) return null;
        levels[i] = 0;
        isSettled = false;
      }
    }
    return levels;
  };
  return {
    counts,
    least,
    rules,
    isAllowed: (positions) =>
      clash(whole, positions) === null && closure(whole, positions).every((level, i) => level === positions[i]),
    raised,
    lowered,
    exchanged: (positions, control, level) => {
      let levels: Int32Array | null = Int32Array.from(positions);
      for (const other of of[control]!.excludes) {
        if (levels !== null && levels[other]! > 0) levels = lowered(levels, other, 0);
      }
      return levels === null ? null : raised(levels, control, level);
    },
    steps: (control, level) => ({
      up: distances(counts[control]! - 1 - level).map((distance) => level + distance),
      down: distances(level - least[control]!).map((distance) => level - distance),
    }),
  };
}
