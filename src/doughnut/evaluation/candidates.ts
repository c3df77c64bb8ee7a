/** The portfolios that are evaluated: what the file allows, what it would without mandatory levels, and today. */
import type { Model } from '../../model/model.ts';
import { clash, closure, portfolioRules, type Positions } from '../../model/portfolio-rules.ts';
import { allowedPortfolioCount, allowedPortfolios } from '../portfolios/allowed-portfolios.ts';
import type { Standing } from '../rings/evaluated-set.ts';
import { AskedFault } from '../asked-fault.ts';

export interface Candidate {
  readonly positions: Positions;
  readonly standing: Standing;
}

export interface Candidates {
  readonly all: readonly Candidate[];
  /** Position of what stands today. */
  readonly today: number;
  /** Whether those are there that only lack a mandatory level. */
  readonly hasUnlawful: boolean;
}

/** Most portfolios that are all tried. */
export const MOST_PORTFOLIOS = 100_000;

/** The level in force of each control. Shape [controls]. */
const inForce = ({ controls }: Pick<Model, 'controls'>): Int32Array =>
  Int32Array.from(controls, ({ levels, level }) => levels.findIndex(({ id }) => id === level));

const sameLevels = (a: Positions, b: Positions): boolean =>
  Array.from(a).every((level, control) => level === b[control]);

/** What stands today. */
export function todayOf(model: Model): Candidate {
  const positions = inForce(model);
  const rules = portfolioRules(model);
  const isLawful = rules.of.every(({ mandatory }, i) => (positions[i] ?? 0) >= mandatory);
  const free = { ...rules, of: rules.of.map((rule) => ({ ...rule, mandatory: 0 })) };
  const isBound = clash(free, positions) !== null || !sameLevels(closure(free, positions), positions);
  return { positions, standing: isBound ? 'barred' : isLawful ? 'allowed' : 'unlawful' };
}

/**
 * All of them.
 *
 * @param most Of those that the file allows.
 * @returns Null where it allows more.
 * @throws AskedFault when it allows none.
 */
export function candidatesOf(model: Model, most: number): Candidates | null {
  const count = allowedPortfolioCount(model);
  if (count === 0n) throw new AskedFault('the file allows no portfolio: take one of its rules away');
  if (count > BigInt(most)) return null;
  const { of } = portfolioRules(model);
  const isLawful = (positions: Positions): boolean => of.every(({ mandatory }, i) => (positions[i] ?? 0) >= mandatory);
  const free = { controls: model.controls.map((control) => ({ ...control, mandatory: undefined })) };
  const hasUnlawful = allowedPortfolioCount(free) <= BigInt(most);
  const all = [...allowedPortfolios(hasUnlawful ? free : model)].map((positions): Candidate => ({
    positions,
    standing: isLawful(positions) ? 'allowed' : 'unlawful',
  }));
  const now = todayOf(model);
  const today = all.findIndex(({ positions }) => sameLevels(positions, now.positions));
  if (today >= 0) return { all, today, hasUnlawful };
  return { all: [...all, now], today: all.length, hasUnlawful };
}
