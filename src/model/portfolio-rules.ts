/**
 * Which portfolios a file allows: at least what is mandatory, nothing beside what excludes it, everything with what it requires.
 *
 * Each rule says of some thresholds (a control has at least some level) that another is reached too, or that both are not: Horn
 * clauses. So what follows from a few levels is found by following the rules until nothing changes; there is a least portfolio that
 * has them, and one that keeps all rules exactly when that one does.
 *
 * @see Dowling & Gallier (1984), Linear-time algorithms for testing the satisfiability of propositional Horn formulae, J. Logic
 *   Programming 1, 267-284.
 */
import type { Control } from './model.ts';

/** A rule that binds a control, by the positions of its levels. */
interface Rules {
  readonly mandatory: number;
  /** Positions of controls, each pair on both sides. */
  readonly excludes: readonly number[];
  readonly requires: readonly { readonly control: number; readonly level: number }[];
}

/** The rules of a model; controls in order of id, levels in their order, both by position. */
export interface PortfolioRules {
  readonly controls: readonly Control[];
  readonly of: readonly Rules[];
}

/** Why a portfolio is not allowed. */
export type Reason =
  | { readonly kind: 'unknown'; readonly control: string; readonly level: string | null }
  | { readonly kind: 'mandatory'; readonly control: string; readonly least: string; readonly level: string }
  /** `control` comes before `other`. */
  | { readonly kind: 'excludes'; readonly control: string; readonly other: string }
  | {
      readonly kind: 'requires';
      readonly control: string;
      readonly other: string;
      readonly least: string;
      readonly level: string;
    };

/** Positions of levels by control, in order of id. */
export type Positions = ArrayLike<number>;

const positionOfLevel = (control: Control | undefined, level: string | undefined): number =>
  control === undefined || level === undefined
    ? 0
    : Math.max(
        0,
        control.levels.findIndex(({ id }) => id === level),
      );

/** @param model Controls sorted by id. */
export function portfolioRules({ controls }: { readonly controls: readonly Control[] }): PortfolioRules {
  const position = new Map(controls.map(({ id }, i) => [id, i]));
  const excludes = controls.map(() => new Set<number>());
  controls.forEach((control, i) => {
    for (const id of control.excludes ?? []) {
      const other = position.get(id);
      if (other === undefined || other === i) continue;
      excludes[i]?.add(other);
      excludes[other]?.add(i);
    }
  });
  const of = controls.map((control, i): Rules => ({
    mandatory: positionOfLevel(control, control.mandatory),
    excludes: [...(excludes[i] ?? [])].toSorted((a, b) => a - b),
    requires: (control.requires ?? []).flatMap(({ control: id, level }) => {
      const other = position.get(id);
      return other === undefined ? [] : [{ control: other, level: positionOfLevel(controls[other], level) }];
    }),
  }));
  return { controls, of };
}

/** The least levels that follow from some: those, what is mandatory, and what they require. Shape [controls]. */
export function closure({ of }: PortfolioRules, least: Positions): Int32Array {
  const levels = Int32Array.from(of, ({ mandatory }, i) => Math.max(mandatory, least[i] ?? 0));
  const open = [...levels.keys()].filter((i) => (levels[i] ?? 0) > 0);
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    for (const { control, level } of of[i]?.requires ?? []) {
      const before = levels[control] ?? 0;
      if (before >= level) continue;
      levels[control] = level;
      // What lies above its lowest level already has had its say.
      if (before === 0) open.push(control);
    }
  }
  return levels;
}

/** The first two controls that exclude each other and both lie above their lowest level; null when there are none. */
export function clash({ of }: PortfolioRules, levels: Positions): readonly [number, number] | null {
  for (const [i, { excludes }] of of.entries()) {
    if (!((levels[i] ?? 0) > 0)) continue;
    const other = excludes.find((one) => one > i && (levels[one] ?? 0) > 0);
    if (other !== undefined) return [i, other];
  }
  return null;
}

/** The allowed portfolio with the lowest levels; null when none is allowed. */
export function leastPortfolio(rules: PortfolioRules): Int32Array | null {
  const least = closure(rules, []);
  return clash(rules, least) === null ? least : null;
}

/** Why a portfolio, level by control, is not allowed, by control; empty when it is. Controls that it does not name are as `current`. */
export function whyNotAllowed(rules: PortfolioRules, portfolio: Readonly<Record<string, string>>): readonly Reason[] {
  const { controls, of } = rules;
  const known = new Set(controls.map(({ id }) => id));
  const unknown = Object.keys(portfolio).filter((id) => !known.has(id));
  const chosen = controls.map(({ id, current }) => portfolio[id] ?? current);
  const levels = controls.map(({ levels: own }, i) => own.findIndex(({ id }) => id === chosen[i]));
  const name = (control: number, level: number): string => controls[control]?.levels[level]?.id ?? '';
  return [
    ...unknown.toSorted().map((control): Reason => ({ kind: 'unknown', control, level: null })),
    ...controls.flatMap(({ id }, i): Reason[] => {
      const own = levels[i] ?? 0;
      const { mandatory = 0, excludes = [], requires = [] } = of[i] ?? {};
      if (own < 0) return [{ kind: 'unknown', control: id, level: chosen[i] ?? '' }];
      const below: Reason[] =
        own < mandatory ? [{ kind: 'mandatory', control: id, least: name(i, mandatory), level: name(i, own) }] : [];
      if (own === 0) return below;
      return [
        ...below,
        ...excludes
          .filter((other) => other > i && (levels[other] ?? 0) > 0)
          .map((other): Reason => ({ kind: 'excludes', control: id, other: controls[other]?.id ?? '' })),
        ...requires.flatMap(({ control, level }): Reason[] => {
          const has = levels[control] ?? 0;
          if (has < 0 || has >= level) return [];
          const other = controls[control]?.id ?? '';
          return [{ kind: 'requires', control: id, other, least: name(control, level), level: name(control, has) }];
        }),
      ];
    }),
  ];
}

/** A reason as a clause: `screening requires power-link at standard, which is at none`. */
export function reasonWords(reason: Reason): string {
  switch (reason.kind) {
    case 'unknown':
      return reason.level === null
        ? `there is no control ${reason.control}`
        : `${reason.control} has no level ${reason.level}`;
    case 'mandatory':
      return `${reason.control} is mandatory at ${reason.least}, and is at ${reason.level}`;
    case 'excludes':
      return `${reason.control} and ${reason.other} exclude each other`;
    case 'requires':
      return `${reason.control} requires ${reason.other} at ${reason.least}, which is at ${reason.level}`;
  }
}
