/** The portfolios that are evaluated: what the file allows, what it would without mandatory levels, and today. */
import type { Model } from '../../model/model.ts';
import { portfolioRules, type Positions } from '../../model/portfolio-rules.ts';
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

/**
 * @param most Of those that the file allows.
 * @throws AskedFault with what to do when it allows more, or none.
 */
export function candidatesOf(model: Model, most: number): Candidates {
  const count = allowedPortfolioCount(model);
  if (count > BigInt(most)) {
    const remedy =
      count > BigInt(MOST_PORTFOLIOS)
        ? 'name fewer levels, exclude what is no choice, or make mandatory what is not in question'
        : `allow ${count} with \`most\``;
    throw new AskedFault(
      `the file allows ${count} portfolios, and all of them are tried, up to ${most}; there is no search yet: ${remedy}`,
    );
  }
  if (count === 0n) throw new AskedFault('the file allows no portfolio: take one of its rules away');
  const { of } = portfolioRules(model);
  const isLawful = (positions: Positions): boolean => of.every(({ mandatory }, i) => (positions[i] ?? 0) >= mandatory);
  const free = { controls: model.controls.map((control) => ({ ...control, mandatory: undefined })) };
  const hasUnlawful = allowedPortfolioCount(free) <= BigInt(most);
  const all = [...allowedPortfolios(hasUnlawful ? free : model)].map((positions): Candidate => ({
    positions,
    standing: isLawful(positions) ? 'allowed' : 'unlawful',
  }));
  const now = inForce(model);
  const today = all.findIndex(({ positions }) => sameLevels(positions, now));
  if (today >= 0) return { all, today, hasUnlawful };
  const isBound = allowedPortfolioCount(free) > 0n && hasUnlawful;
  return {
    all: [...all, { positions: now, standing: isBound || isLawful(now) ? 'barred' : 'unlawful' }],
    today: all.length,
    hasUnlawful,
  };
}
