/** Which controls every justified plan has, and which are not needed whatever is asked. */
import { totalDifferences } from './paired-totals.ts';
import { CONFIDENCE_TOLERANCE, withLevel, type View } from './view.ts';

/** How many of the justified plans have something. */
export type InPlans = 'all' | 'some' | 'none';

export interface OptionInPlans {
  /** Above its lowest level. */
  readonly bought: InPlans;
  /** At each of its levels. */
  readonly levels: readonly InPlans[];
}

const inPlans = (count: number, plans: number): InPlans => (count === 0 ? 'none' : count === plans ? 'all' : 'some');

/** @param plans Justified portfolios. */
export function optionsInPlans({ set }: View, plans: readonly number[]): OptionInPlans[] {
  return set.controls.map(({ levels }, control) => {
    const counts = levels.map((_, level) => plans.filter((plan) => set.levels(plan)[control] === level).length);
    return {
      bought: inPlans(plans.length - counts[0]!, plans.length),
      levels: counts.map((count) => inPlans(count, plans.length)),
    };
  });
}

/** A level of a control above its lowest. */
export interface Option {
  readonly control: number;
  readonly level: number;
}

export interface Dominated extends Option {
  /** What is there instead where it is the first portfolio with it: a level of this control, or of another. */
  readonly by: Option;
}

/** Whether y costs no more than x, leaves no limit less sure, and has a lower total in every world. */
function dominates(view: View, y: number, x: number): boolean {
  const { set, whole, total, confidence, tolerance } = view;
  if (whole[y]! > whole[x]! + tolerance || total[y]! >= total[x]! - tolerance) return false;
  const count = set.limits.length;
  for (let limit = 0; limit < count; limit++) {
    if (confidence[y * count + limit]! < confidence[x * count + limit]! - CONFIDENCE_TOLERANCE) return false;
  }
  return totalDifferences(view, y, x).every((difference) => difference < -tolerance);
}

/** Portfolios without an option that differ from x in its control and at most one more, with what is there instead. */
function* replacements(view: View, x: number, { control, level }: Option): Generator<{ y: number; by: Option }> {
  const { set } = view;
  for (const instead of set.controls[control]!.levels.keys()) {
    const y = instead === level ? null : withLevel(view, x, control, instead);
    if (y !== null) yield { y, by: { control, level: instead } };
  }
  for (const instead of set.controls[control]!.levels.keys()) {
    const without = instead === level ? null : withLevel(view, x, control, instead);
    if (without === null) continue;
    for (const [other, { levels }] of set.controls.entries()) {
      if (other === control) continue;
      for (const there of levels.keys()) {
        const y = there === set.levels(x)[other] ? null : withLevel(view, without, other, there);
        if (y !== null) yield { y, by: { control: other, level: there } };
      }
    }
  }
}

/** What dominates a portfolio with an option; the replacement that served last is tried first. */
function replacementOf(view: View, x: number, option: Option, lastBy: Option | null): Option | null {
  const isAllowed = (y: number | null): y is number => y !== null && view.set.standing(y) === 'allowed';
  if (lastBy !== null) {
    const without = lastBy.control === option.control ? x : withLevel(view, x, option.control, 0);
    const y = without === null ? null : withLevel(view, without, lastBy.control, lastBy.level);
    if (isAllowed(y) && dominates(view, y, x)) return lastBy;
  }
  for (const { y, by } of replacements(view, x, option)) if (isAllowed(y) && dominates(view, y, x)) return by;
  return null;
}

/**
 * Options that move nothing, as every portfolio with one has another without it, of the same controls but for one more, that
 * costs no more, leaves no limit less sure and has a lower total in every world. What is not worth its cost in any world is
 * dominated by its own lower level.
 */
export function dominatedOptions(view: View): Dominated[] {
  const { set, allowed } = view;
  return set.controls.flatMap(({ levels }, control) =>
    [...levels.keys()].slice(1).flatMap((level): Dominated[] => {
      const option = { control, level };
      let by: Option | null = null;
      let first: Option | null = null;
      for (const x of allowed) {
        if (set.levels(x)[control] !== level) continue;
        by = replacementOf(view, x, option, by);
        if (by === null) return [];
        first ??= by;
      }
      return first === null ? [] : [{ ...option, by: first }];
    }),
  );
}

/** Whether two portfolios cost and bring the same in every world. */
function isSame(view: View, a: number, b: number): boolean {
  const { set, whole, risk, confidence, tolerance } = view;
  if (Math.abs(whole[a]! - whole[b]!) > tolerance || Math.abs(risk[a]! - risk[b]!) > tolerance) return false;
  const count = set.limits.length;
  for (let limit = 0; limit < count; limit++) {
    const gap = confidence[a * count + limit]! - confidence[b * count + limit]!;
    if (Math.abs(gap) > CONFIDENCE_TOLERANCE) return false;
  }
  const [ofA, ofB] = [set.costs(a), set.costs(b)];
  return (['whole', 'risk'] as const).every((kind) =>
    ofA[kind].every((value, world) => Math.abs(value - ofB[kind][world]!) <= tolerance),
  );
}

/** Pairs of controls that can stand for each other, level by level, in every portfolio. */
export function duplicateControls(view: View): (readonly [number, number])[] {
  const { set, allowed, positionOf } = view;
  const swapped = (portfolio: number, a: number, b: number): number | null => {
    const levels = Array.from(set.levels(portfolio));
    [levels[a], levels[b]] = [levels[b]!, levels[a]!];
    return positionOf(levels);
  };
  const isPair = (a: number, b: number): boolean =>
    set.controls[a]!.levels.length === set.controls[b]!.levels.length &&
    allowed.every((portfolio) => {
      const other = swapped(portfolio, a, b);
      return other !== null && set.standing(other) === 'allowed' && isSame(view, portfolio, other);
    });
  return set.controls.flatMap((_, a) =>
    set.controls.flatMap((__, b) => (a < b && isPair(a, b) ? [[a, b] as const] : [])),
  );
}
