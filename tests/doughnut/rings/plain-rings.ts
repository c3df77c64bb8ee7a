/**
 * The rings once more, slowly and from the definitions alone: every portfolio against every other, nothing sorted, nothing
 * skipped. It shares no code with what it checks.
 */
import { confidenceIn, sum, type PlainSet } from '../../fixtures/doughnut/plain-set.ts';

/** Amounts here are multiples of £31 at the least. */
const SAME = 1e-3;
const SURE = 1e-12;

export interface PlainAsked {
  readonly confidence: number;
  readonly limits: readonly number[];
}

export interface Reach {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

type Score = (portfolio: number) => number;

/** Everything that the definitions name, of one set. */
export function plainRings(set: PlainSet, asked: PlainAsked) {
  const { portfolios, weights, isSample, today } = set;
  const all = portfolios.map((_, portfolio) => portfolio);
  const allowed = all.filter((x) => portfolios[x]!.standing === 'allowed');
  const worlds = weights.length;

  const C: Score = (x) => sum(portfolios[x]!.spend);
  const K: Score = (x) => C(x) + portfolios[x]!.friction;
  const R = (x: number, world: number): number => portfolios[x]!.risk[world]!;
  const T = (x: number, world: number): number => K(x) + R(x, world);
  const ER: Score = (x) => sum(weights.map((weight, world) => weight * R(x, world)));
  const ET: Score = (x) => K(x) + ER(x);
  const conf = (x: number, k: number): number => confidenceIn(set, x, k);
  const limits = set.most.map((_, k) => k);

  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [portfolios[a]!.levels, portfolios[b]!.levels];
    const at = one.findIndex((level, control) => level !== other[control]);
    return at >= 0 && one[at]! < other[at]!;
  };
  /** Whether a comes before b by scores, the least first, then by levels. */
  const precedes = (a: number, b: number, scores: readonly Score[]): boolean => {
    for (const score of scores) {
      if (score(a) < score(b) - SAME * score.length) return true;
      if (score(a) > score(b) + SAME * score.length) return false;
    }
    return isBefore(a, b);
  };
  const first = (of: readonly number[], scores: readonly Score[]): number | null =>
    of.find((a) => of.every((b) => a === b || precedes(a, b, scores))) ?? null;

  const adequateAt = (errors: number): ((x: number) => boolean) => {
    return (x) => limits.every((k) => conf(x, k) - errors * portfolios[x]!.errors[k]! >= asked.limits[k]! - SURE);
  };
  const A = (errors: number): number[] => allowed.filter(adequateAt(errors));

  const errorOf = (values: readonly number[]): number => {
    if (!isSample || worlds === 1) return 0;
    const mean = sum(values) / worlds;
    return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (worlds - 1) / worlds);
  };
  const everyWorld = (of: (world: number) => number): number[] => weights.map((_, world) => of(world));
  const totalError = (a: number, b: number): number => errorOf(everyWorld((world) => T(a, world) - T(b, world)));

  const g = Math.max(asked.confidence, 0.5);
  const beats = (y: number, x: number, errors: number): boolean => {
    const chance = sum(everyWorld((world) => (T(y, world) < T(x, world) - SAME ? weights[world]! : 0)));
    const smoothed = (chance * worlds + 1) / (worlds + 2);
    const error = isSample && worlds > 1 ? Math.sqrt((smoothed * (1 - smoothed)) / worlds) : 0;
    const p = chance + errors * error;
    const isCheaper = K(y) <= K(x) + SAME;
    const isBetter = ET(y) - errors * totalError(y, x) < ET(x) - SAME && (errors > 0 || ET(y) < ET(x) - SAME);
    return y !== x && isCheaper && isBetter && (p > g + SURE || p >= 1 - SURE);
  };
  const justified = (of: readonly number[], beaters: readonly number[], errors: number): number[] =>
    of.filter((x) => beaters.every((y) => !beats(y, x, errors)));

  const least = (of: readonly number[], score: Score): number => Math.min(Infinity, ...of.map(score));
  const most = (of: readonly number[], score: Score): number => Math.max(-Infinity, ...of.map(score));
  const isClear = !isSample && portfolios.every(({ errors }) => errors.every((error) => error === 0));
  const near = (of: readonly number[], best: number, share: number): number[] =>
    of.filter((x) => ET(x) - ET(best) <= Math.max(share * ET(best), 2 * totalError(x, best)) + SAME);

  const rings = (among: readonly number[], spend: Score) => {
    const at = (errors: number): number[] => among.filter(adequateAt(errors));
    const necessary = first(at(0), [spend, ET]);
    const optimum = first(at(0), [ET, K]);
    const plans = justified(at(0), at(0), 0);
    const sufficient = first(plans, [(x) => -spend(x), ET]);
    if (necessary === null || optimum === null || sufficient === null) return null;
    const S = spend(sufficient);
    const lows = justified(at(2), at(-2), 2);
    const highs = justified(at(-2), at(2), -2);
    return {
      necessary: {
        portfolio: necessary,
        value: spend(necessary),
        low: least(at(-2), spend),
        high: least(at(2), spend),
      },
      optimum: {
        portfolio: optimum,
        value: spend(optimum),
        low: least(near(at(0), optimum, 0), spend),
        high: most(near(at(0), optimum, 0), spend),
      },
      sufficient: {
        portfolio: sufficient,
        value: S,
        low: isClear ? S : Math.min(S, lows.length > 0 ? most(lows, spend) : least(at(-2), spend)),
        high: isClear ? S : Math.max(S, most(highs, spend)),
      },
      plans,
    };
  };

  const whole = rings(allowed, K);
  const c = K(today);
  const isInside = A(0).includes(today);
  const buys = (x: number, errors: number): boolean => {
    if (x === today) return true;
    const error = errorOf(everyWorld((world) => R(x, world) - R(today, world)));
    return (
      ER(x) + errors * error <= ER(today) + SAME &&
      limits.every(
        (k) => conf(x, k) - errors * portfolios[x]!.errors[k]! >= Math.min(asked.limits[k]!, conf(today, k)) - SURE,
      )
    );
  };
  const candidates = [...new Set([...allowed, today])];
  const effective = first(
    candidates.filter((x) => buys(x, 0)),
    [K, ET],
  )!;
  const noneLower = (x: number): boolean =>
    portfolios[x]!.levels.every((level, control) => level >= portfolios[today]!.levels[control]!);
  const shortfall = (errors: number) => {
    const within = A(errors);
    if (within.includes(today)) return { value: 0, onlyByGivingUp: false };
    const raised = within.filter(noneLower);
    const value = Math.max(0, least(raised.length > 0 ? raised : within, K) - c);
    return { value, onlyByGivingUp: raised.length === 0 && within.length > 0 };
  };
  const shortfalls = [-2, 0, 2].map((errors) => shortfall(errors).value);
  const better = A(0).filter((y) => beats(y, today, 0));

  const slack: Score = (x) => Math.min(Infinity, ...limits.map((k) => conf(x, k) - asked.limits[k]!));
  /** Scores of confidences are equal within far less than those of money. */
  const nearest = (of: readonly number[]): number | null => {
    const top = most(of, slack);
    return first(
      of.filter((x) => slack(x) >= top - SURE),
      [ET],
    );
  };
  const lawless = all.filter((x) => portfolios[x]!.standing !== 'barred');
  const bestOf = (of: readonly number[]): number | null => first(of, [ET, K]);
  const excess = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : Math.max(0, ET(a) - ET(b));

  return {
    whole,
    segment: (control: number) => {
      if (whole === null) return null;
      const best = portfolios[whole.optimum.portfolio]!.levels;
      const slice = allowed.filter((x) =>
        portfolios[x]!.levels.every((level, each) => each === control || level === best[each]),
      );
      // Friction is of all controls together
      const isAll = best.length === 1;
      const spend: Score = (x) => portfolios[x]!.spend[control]! + (isAll ? portfolios[x]!.friction : 0);
      return { rings: rings(slice, spend)!, indispensable: least(A(0), spend) };
    },
    today: {
      isInside,
      overshoot: whole === null ? null : Math.max(0, c - whole.sufficient.value),
      beatenBy: first(better, [ET, K]),
      effective: {
        portfolio: effective,
        value: K(effective),
        low: least(
          candidates.filter((x) => buys(x, -2)),
          K,
        ),
        high: least(
          candidates.filter((x) => buys(x, 2)),
          K,
        ),
      },
      misallocation: c - K(effective),
      shortfall: { ...shortfall(0), low: Math.min(...shortfalls), high: Math.max(...shortfalls) },
      respent: whole === null ? null : Math.max(0, whole.necessary.value - c),
    },
    premium: excess(bestOf(A(0)), bestOf(allowed)),
    law: excess(bestOf(A(0)), bestOf(lawless.filter(adequateAt(0)))),
    frontier: allowed.filter((x) =>
      allowed.every((y) => {
        const isNoWorse = K(y) <= K(x) + SAME && ER(y) <= ER(x) + SAME;
        const isStrict = K(y) < K(x) - SAME || ER(y) < ER(x) - SAME;
        return y === x || !isNoWorse || (!isStrict && isBefore(x, y));
      }),
    ),
    forBudget: (budget: number): number | null => {
      const within = allowed.filter((x) => C(x) <= budget + SAME);
      return bestOf(within.filter(adequateAt(0))) ?? nearest(within);
    },
    nearBest:
      whole === null
        ? null
        : {
            low: least(near(A(0), whole.optimum.portfolio, 0.01), K),
            high: most(near(A(0), whole.optimum.portfolio, 0.01), K),
          },
    nearest: nearest(allowed),
    ringAt: most(allowed, (x) => Math.min(1, ...limits.map((k) => conf(x, k)))),
    joint: (x: number): number =>
      sum(everyWorld((w) => (limits.every((k) => portfolios[x]!.figures[k]![w]! <= set.most[k]!) ? weights[w]! : 0))),
  };
}
