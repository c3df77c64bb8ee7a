/** The portfolios that a file allows: one after the other, and how many there are. */
import type { Control, Model } from '../../model/model.ts';
import { leastPortfolio, type PortfolioRules, portfolioRules, type Positions } from '../../model/portfolio-rules.ts';
import type { Portfolio } from '../../model/selection.ts';

/** Level of every control. @param positions By control in order of id. */
export function portfolioAt({ controls }: Pick<Model, 'controls'>, positions: Positions): Portfolio {
  return Object.fromEntries(controls.map(({ id, levels }, i) => [id, levels[positions[i] ?? 0]?.id ?? '']));
}

/** Positions of the levels of a portfolio; of what it does not name, those of `current`. Shape [controls]. */
export function positionsOf({ controls }: Pick<Model, 'controls'>, portfolio: Portfolio = {}): Int32Array {
  return Int32Array.from(controls, ({ id, levels, current }) => {
    const position = levels.findIndex((level) => level.id === (portfolio[id] ?? current));
    if (position < 0) throw new RangeError(`${id} has no level ${portfolio[id] ?? current}`);
    return position;
  });
}

/** The least levels that follow from the choices for the first controls, kept choice by choice. */
interface Followed {
  /**
   * Adds the choice for the next control, `at`, to what follows from those before it.
   *
   * @returns Whether some allowed portfolio has these choices: nothing raises a control above what was chosen for it, and none that
   *   exclude each other are both above their lowest level.
   */
  choose(at: number, chosen: Int32Array): boolean;
}

function makeFollowed({ of }: PortfolioRules, mandatory: Int32Array): Followed {
  const least = Array.from({ length: of.length + 1 }, () => mandatory.slice());
  const open: number[] = [];

  /** Whether a control may have a level at least, after which it does. */
  function raise(levels: Int32Array, control: number, level: number, at: number, chosen: Int32Array): boolean {
    const before = levels[control]!;
    if (before >= level) return true;
    if (control <= at && level > chosen[control]!) return false;
    levels[control] = level;
    // What lies above its lowest level already has had its say.
    if (before > 0) return true;
    open.push(control);
    return of[control]!.excludes.every((other) => levels[other]! === 0);
  }

  return {
    choose: (at, chosen) => {
      const levels = least[at + 1]!;
      levels.set(least[at]!);
      open.length = 0;
      if (levels[at]! > chosen[at]! || !raise(levels, at, chosen[at]!, at, chosen)) return false;
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const { control, level } of of[next]!.requires) {
          if (!raise(levels, control, level, at, chosen)) return false;
        }
      }
      return true;
    },
  };
}

/**
 * Every allowed portfolio, as positions of levels by control: by the level of the first control in order of id, lower first, then
 * by that of the second, and so on. Nothing is gone through that leads to none, so that the next comes after a time that grows with
 * the rules only.
 *
 * @returns Arrays of their own. Shape [controls].
 */
export function* allowedPortfolios(model: Pick<Model, 'controls'>): Generator<Int32Array, void, void> {
  const rules = portfolioRules(model);
  const { controls } = rules;
  const least = leastPortfolio(rules);
  if (least === null) return;
  if (controls.length === 0) {
    yield least;
    return;
  }
  const chosen = new Int32Array(controls.length);
  const followed = makeFollowed(rules, least);
  let at = 0;
  chosen[0] = least[0]! - 1;
  while (at >= 0) {
    chosen[at]! += 1;
    if (chosen[at]! >= controls[at]!.levels.length) at--;
    else if (followed.choose(at, chosen)) {
      if (at + 1 === controls.length) yield chosen.slice();
      else {
        at++;
        chosen[at] = least[at]! - 1;
      }
    }
  }
}

/** Levels of a control that no rule tells apart: the first of them, and how many there are. */
interface LevelClass {
  readonly from: number;
  readonly count: number;
}

/** The classes of levels of each control, from what is mandatory on. */
function levelClasses({ controls, of }: PortfolioRules): readonly (readonly LevelClass[])[] {
  const bounds = controls.map((_, i) => new Set<number>([of[i]?.mandatory ?? 0, 1]));
  for (const { requires } of of) for (const { control, level } of requires) bounds[control]?.add(level);
  return controls.map(({ levels }: Control, i) => {
    const least = of[i]?.mandatory ?? 0;
    const starts = [...(bounds[i] ?? [])].filter((start) => start >= least && start < levels.length);
    const ascending = starts.toSorted((a, b) => a - b);
    return ascending.map((from, k) => ({ from, count: (ascending[k + 1] ?? levels.length) - from }));
  });
}

/** For each control, the last control that a rule binds to it. */
function lastPartners({ of }: PortfolioRules): readonly number[] {
  const last = of.map((_, i) => i);
  of.forEach(({ excludes, requires }, i) => {
    for (const other of [...excludes, ...requires.map(({ control }) => control)]) {
      last[i] = Math.max(last[i] ?? 0, other);
      last[other] = Math.max(last[other] ?? 0, i);
    }
  });
  return last;
}

/**
 * How many portfolios are allowed, without going through them: controls are taken in order, and of those before only the levels that a
 * rule still asks for are kept, as classes of levels that no rule tells apart. Its work grows with how many controls the rules
 * tie together, not with the number of portfolios.
 */
export function allowedPortfolioCount(model: Pick<Model, 'controls'>): bigint {
  const rules = portfolioRules(model);
  const classes = levelClasses(rules);
  const last = lastPartners(rules);
  const breaks = (i: number, level: number, j: number, other: number): boolean => {
    const { excludes = [], requires = [] } = rules.of[i] ?? {};
    if (level === 0) return false;
    if (other > 0 && excludes.includes(j)) return true;
    return requires.some((rule) => rule.control === j && other < rule.level);
  };
  /** How many choices of the controls before have these levels of those that are kept. */
  let counts = new Map<string, { readonly kept: readonly (readonly [number, number])[]; readonly count: bigint }>([
    ['', { kept: [], count: 1n }],
  ]);
  for (const [i, own] of classes.entries()) {
    const next: typeof counts = new Map();
    for (const { kept, count } of counts.values()) {
      for (const { from, count: alike } of own) {
        if (kept.some(([j, level]) => breaks(i, from, j, level) || breaks(j, level, i, from))) continue;
        const still = [...kept, [i, from] as const].filter(([j]) => (last[j] ?? 0) > i);
        const key = still.join(';');
        next.set(key, { kept: still, count: (next.get(key)?.count ?? 0n) + count * BigInt(alike) });
      }
    }
    counts = next;
  }
  return [...counts.values()].reduce((sum, { count }) => sum + count, 0n);
}
