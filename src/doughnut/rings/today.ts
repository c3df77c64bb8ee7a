/** What stands today, in four facts that do not follow from each other. */
import { adequate, keeps, leastSlack, MARGIN } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { beaterOf, contestOf } from './justified.ts';
import { errorOverWorlds } from './paired-totals.ts';
import { cheapestOf, leastSpend, type Amount, type Ring, type Rings } from './rings.ts';
import { CONFIDENCE_TOLERANCE, firstBy, leastMoney, type View } from './view.ts';

/** short: less than necessary; over: more than sufficient; misspent: enough money, yet outside the appetite. */
export type RingVerdict = 'short' | 'inside' | 'over' | 'misspent';

/** The way from today to an adequate portfolio with no control lower. */
export interface Shortfall extends Amount {
  /** Where it leads; null where nothing is short, and where no portfolio is adequate. */
  readonly to: number | null;
  /** True where no such way exists, and only giving something up reaches an adequate portfolio. */
  readonly onlyByGivingUp: boolean;
}

export interface Today {
  readonly portfolio: number;
  readonly actual: Amount;
  /** Whether the file allows it: mandatory levels, exclusions, requirements. */
  readonly isAllowed: boolean;
  /** Adequate: allowed, and every limit kept as surely as asked. */
  readonly isInside: boolean;
  /** A confidence lies within two standard errors of what is asked. */
  readonly isAtMargin: boolean;
  /** What surely beats it, inside the rings too. */
  readonly beatenBy: number | null;
  /** The least that buys what today buys. */
  readonly effective: Ring;
  /** Spend less effective spend: what buys nothing. */
  readonly misallocation: Amount;
  /** Beyond the outer ring. The rest is null without rings. */
  readonly overshoot: Amount | null;
  readonly shortfallByAdding: Shortfall | null;
  /** What the inner ring asks beyond today's money, spent otherwise. */
  readonly respent: Amount | null;
  readonly verdict: RingVerdict | null;
}

const above = (amount: number): number => Math.max(0, amount);

/** How much less the mean risk cost of a portfolio is than that of today, less so many of its paired errors. */
function saved(view: View, portfolio: number, errors: number): number {
  const { set, risk } = view;
  const gap = risk[set.today]! - risk[portfolio]!;
  if (errors === 0 || !set.isSample) return gap;
  const [there, now] = [set.costs(portfolio).risk, set.costs(set.today).risk];
  const differences = there.map((value, world) => value - now[world]!);
  return gap - errors * errorOverWorlds(view, differences, set.noise(portfolio, set.today));
}

/** Whether a portfolio buys what today buys: no more risk cost, and no limit less sure that is not sure enough. */
function buysAsMuch(view: View, asked: Asked, portfolio: number, errors: number): boolean {
  const { set, confidence, confidenceError, tolerance } = view;
  if (portfolio === set.today) return true;
  const count = set.limits.length;
  const isAsSure = asked.limits.every((least, limit) => {
    const [there, now] = [portfolio * count + limit, set.today * count + limit];
    const sure = confidence[there]! - errors * confidenceError[there]!;
    return sure >= Math.min(least, confidence[now]!) - CONFIDENCE_TOLERANCE;
  });
  return isAsSure && saved(view, portfolio, errors) >= -tolerance;
}

/** The cheapest portfolio that buys what today buys; today's own when nothing else does, even where the file forbids it. */
function effectiveSpend(view: View, asked: Asked): Ring {
  const { set, whole, budget, total, allowed } = view;
  const among = allowed.includes(set.today) ? allowed : [...allowed, set.today];
  const found = among.filter((portfolio) => buysAsMuch(view, asked, portfolio, 0));
  const portfolio = firstBy(view, found, [leastMoney(view, whole), leastMoney(view, total)]) ?? set.today;
  const value = whole[portfolio]!;
  const reach = (errors: number): number =>
    leastSpend(
      whole,
      among.filter((each) => buysAsMuch(view, asked, each, errors)),
    );
  const [low, high] = [Math.min(value, reach(-MARGIN)), Math.max(value, reach(MARGIN))];
  return { value, low, high, budget: budget[portfolio]!, portfolio };
}

/** Those of some portfolios that have no control lower than today. */
function raisedFromToday({ set }: View, among: readonly number[]): number[] {
  const now = set.levels(set.today);
  return among.filter((portfolio) =>
    Array.from(set.levels(portfolio)).every((level, control) => level >= now[control]!),
  );
}

/** What today lacks where these are the adequate portfolios. */
function lacking(view: View, within: readonly number[]): Pick<Shortfall, 'value' | 'to' | 'onlyByGivingUp'> {
  const { set, whole } = view;
  if (within.includes(set.today)) return { value: 0, to: null, onlyByGivingUp: false };
  const raised = cheapestOf(view, raisedFromToday(view, within), whole);
  const to = raised ?? cheapestOf(view, within, whole);
  if (to === null) return { value: Infinity, to, onlyByGivingUp: false };
  return { value: above(whole[to]! - whole[set.today]!), to, onlyByGivingUp: raised === null };
}

function shortfall(view: View, asked: Asked): Shortfall {
  const at = (errors: number): ReturnType<typeof lacking> => lacking(view, adequate(view, asked, view.allowed, errors));
  const point = at(0);
  // Where a way by adding exists only if noise is kind, it may be the dearer one
  const all = [point.value, at(-MARGIN).value, at(MARGIN).value];
  return { ...point, low: Math.min(...all), high: Math.max(...all) };
}

function verdictOf(
  { tolerance }: View,
  spend: number,
  isInside: boolean,
  { necessary, sufficient }: Rings,
): RingVerdict {
  if (spend < necessary.value - tolerance) return 'short';
  if (!isInside) return 'misspent';
  return spend > sufficient.value + tolerance ? 'over' : 'inside';
}

/** @param rings Those of the whole; null when no portfolio is adequate. */
export function todayOf(view: View, asked: Asked, rings: Rings | null): Today {
  const { set, whole, allowed } = view;
  const { today } = set;
  const spend = whole[today]!;
  const error = MARGIN * errorOverWorlds(view, set.costs(today).whole, null);
  const isAllowed = set.standing(today) === 'allowed';
  const isInside = isAllowed && keeps(view, asked, today);
  const effective = effectiveSpend(view, asked);
  const beyond = (ring: number): number => above(spend - ring);
  const short = (ring: number): number => above(ring - spend);
  const common = {
    portfolio: today,
    actual: { value: spend, low: spend - error, high: spend + error },
    isAllowed,
    isInside,
    isAtMargin:
      isAllowed &&
      leastSlack(view, asked, today, MARGIN) < -CONFIDENCE_TOLERANCE &&
      leastSlack(view, asked, today, -MARGIN) >= -CONFIDENCE_TOLERANCE,
    beatenBy: beaterOf(contestOf(view, asked, adequate(view, asked, allowed)), today),
    effective,
    misallocation: { value: beyond(effective.value), low: beyond(effective.high), high: beyond(effective.low) },
  };
  if (rings === null) {
    return { ...common, overshoot: null, shortfallByAdding: null, respent: null, verdict: null };
  }
  const { necessary, sufficient } = rings;
  return {
    ...common,
    overshoot: { value: beyond(sufficient.value), low: beyond(sufficient.high), high: beyond(sufficient.low) },
    shortfallByAdding: shortfall(view, asked),
    respent: { value: short(necessary.value), low: short(necessary.low), high: short(necessary.high) },
    verdict: verdictOf(view, spend, isInside, rings),
  };
}
