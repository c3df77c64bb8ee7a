/** What a portfolio costs, known as soon as its levels are, from a table of the doughnut. */
import type { PortfolioLevels } from '../../results/doughnut/amounts.ts';

/** Means over the worlds of the doughnut, money a year. */
export interface Price {
  /** What the budget pays. */
  readonly budget: number;
  /** With what the rest of the business bears: what rings are drawn in. */
  readonly whole: number;
}

export const NOTHING: Price = { budget: 0, whole: 0 };

/** What is paid for a control, for what controls share, or for business that they turn away. */
export interface PartPrices {
  readonly segment: string;
  /** The controls whose levels decide. */
  readonly of: readonly string[];
  /** By their levels, joined by spaces; of what is shared that of `USED`. Absent is nothing. */
  readonly prices: Readonly<Record<string, Price>>;
  /** Of what is shared: the lowest levels of its controls, of which one that lies higher uses it. Null where all levels count. */
  readonly lowest: readonly string[] | null;
}

export type PriceTable = readonly PartPrices[];

export const USED = 'used';

const plus = (a: Price, b: Price): Price => ({ budget: a.budget + b.budget, whole: a.whole + b.whole });

/** What a portfolio costs in all and by segment; the levels of all controls are to be named. */
export function pricesOf(
  table: PriceTable,
  levels: PortfolioLevels,
): { readonly all: Price; readonly segments: Readonly<Record<string, Price>> } {
  const segments: Record<string, Price> = {};
  for (const { segment, of, prices, lowest } of table) {
    const isUsed = of.some((control, place) => levels[control] !== lowest?.[place]);
    const key = lowest === null ? of.map((control) => levels[control] ?? '').join(' ') : isUsed ? USED : '';
    segments[segment] = plus(segments[segment] ?? NOTHING, prices[key] ?? NOTHING);
  }
  return { all: Object.values(segments).reduce(plus, NOTHING), segments };
}
