import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adequate } from '../../src/doughnut/rings/adequate.ts';
import { askedAlike, type Asked } from '../../src/doughnut/rings/evaluated-set.ts';
import { dominatedOptions, duplicateControls } from '../../src/doughnut/rings/options.ts';
import { appetitePremium, lawCost, priceOfError } from '../../src/doughnut/rings/prices.ts';
import { ringsOf, type Rings } from '../../src/doughnut/rings/rings.ts';
import { segmentsOf } from '../../src/doughnut/rings/segments.ts';
import { todayOf } from '../../src/doughnut/rings/today.ts';
import { viewOf, type View } from '../../src/doughnut/rings/view.ts';
import {
  confidenceIn,
  evaluated,
  randomSet,
  type PlainPortfolio,
  type PlainSet,
  type Shape,
} from '../fixtures/doughnut/plain-set.ts';

const RUNS = { numRuns: 300, seed: 5 };
const MONEY = 1e-3;

const seeds = fc.nat(10_000_000);
const confidences = fc.constantFrom(0.3, 0.5, 0.6, 0.75, 0.8, 0.9, 1);

const viewed = (set: PlainSet): View => viewOf(evaluated(set));
const alike = (set: PlainSet, confidence: number): Asked => askedAlike(evaluated(set), confidence);
const drawn = (set: PlainSet, confidence: number): Rings | null => ringsOf(viewed(set), alike(set, confidence));

/** The inner ring; Infinity where there is none. */
const necessary = (set: PlainSet, confidence: number): number => drawn(set, confidence)?.necessary.value ?? Infinity;

const amounts = (rings: Rings | null): number[] | null =>
  rings === null ? null : [rings.necessary.value, rings.optimum.value, rings.sufficient.value];

const sameAmounts = (a: Rings | null, b: Rings | null): void => {
  const [one, other] = [amounts(a), amounts(b)];
  if (one === null || other === null) expect(one).toBe(other);
  else one.forEach((value, ring) => expect(Math.abs(value - other[ring]!)).toBeLessThan(MONEY));
};

const bestTotal = (set: PlainSet, confidence: number): number => {
  const view = viewed(set);
  const rings = ringsOf(view, alike(set, confidence));
  return rings === null ? Infinity : view.total[rings.optimum.portfolio]!;
};

const mapped = (set: PlainSet, of: (portfolio: PlainPortfolio) => PlainPortfolio): PlainSet => ({
  ...set,
  portfolios: set.portfolios.map(of),
});

/** Holds on random sets at random confidences. */
const law = (name: string, holds: (seed: number, confidence: number) => void, runs = RUNS): void => {
  test(name, () => {
    fc.assert(fc.property(seeds, confidences, holds), runs);
  });
};

const plainShape: Shape = { isPlain: true };

describe('laws of the rings', () => {
  law('at least <= best <= at most, each within its low and high, and so in every segment', (seed, confidence) => {
    const set = randomSet(seed);
    const view = viewed(set);
    const asked = alike(set, confidence);
    const rings = ringsOf(view, asked);
    if (rings === null) return;
    const ordered = ({ necessary: n, optimum: c, sufficient: s }: Rings): void => {
      expect(n.value).toBeLessThanOrEqual(c.value + MONEY);
      expect(c.value).toBeLessThanOrEqual(s.value + MONEY);
      for (const { low, value, high } of [n, c, s]) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    };
    ordered(rings);
    const segments = segmentsOf(view, asked, rings.optimum.portfolio, [...set.levels.keys()].map(String));
    for (const segment of segments) {
      ordered(segment);
      expect(segment.indispensable.value).toBeLessThanOrEqual(segment.necessary.value + MONEY);
    }
    // Only spend at the optimum adds up
    const sum = segments.reduce((total, { optimum }) => total + optimum.value, 0);
    expect(Math.abs(sum - rings.optimum.value)).toBeLessThan(MONEY);
  });

  law('premium, law, price of error, misallocation and shortfall are never negative', (seed, confidence) => {
    const set = randomSet(seed);
    const view = viewed(set);
    const asked = alike(set, confidence);
    const rings = ringsOf(view, asked);
    const today = todayOf(view, asked, rings);
    expect(today.misallocation.value).toBeGreaterThanOrEqual(0);
    if (rings === null) return;
    const error = priceOfError(view, Math.max(confidence, 0.5), null)?.total.value ?? 0;
    expect(error).toBeGreaterThanOrEqual(0);
    for (const amount of [appetitePremium(view, asked)!, lawCost(view, asked)!, today.shortfallByAdding!]) {
      expect(amount.value).toBeGreaterThanOrEqual(0);
    }
    if (today.isInside) {
      expect(today.effective.value).toBeGreaterThanOrEqual(rings.necessary.value - MONEY);
      expect(today.verdict === 'inside' || today.verdict === 'over').toBe(true);
    } else expect(today.verdict === 'short' || today.verdict === 'misspent').toBe(true);
    // Past the outer ring something that costs no more is surely better
    if (today.isInside && today.overshoot!.value > MONEY) expect(today.beatenBy).not.toBeNull();
  });

  law('at least never falls when more confidence is asked', (seed, confidence) => {
    const set = randomSet(seed);
    expect(necessary(set, confidence)).toBeGreaterThanOrEqual(necessary(set, confidence - 0.15) - MONEY);
  });

  law('at most never falls with confidence while the same portfolios are adequate', (seed, confidence) => {
    const set = randomSet(seed);
    const view = viewed(set);
    // Only the sureness of being beaten is raised
    const asked = (sure: number): Asked => ({ ...alike(set, confidence), confidence: sure });
    const [less, more] = [ringsOf(view, asked(0.5)), ringsOf(view, asked(confidence))];
    if (less === null || more === null) return;
    expect(more.sufficient.value).toBeGreaterThanOrEqual(less.sufficient.value - MONEY);
  });

  law('at least never falls with a tighter limit, nor with one more', (seed, confidence) => {
    const set = randomSet(seed, { limits: 2 });
    const tighter = { ...set, most: [set.most[0]! - 1, set.most[1]!] };
    expect(necessary(tighter, confidence)).toBeGreaterThanOrEqual(necessary(set, confidence) - MONEY);
    const fewer = {
      ...mapped(set, (each) => ({ ...each, figures: each.figures.slice(1), errors: each.errors.slice(1) })),
      most: set.most.slice(1),
    };
    expect(necessary(set, confidence)).toBeGreaterThanOrEqual(necessary(fewer, confidence) - MONEY);
  });

  law('one more option raises neither at least nor the least total', (seed, confidence) => {
    const set = randomSet(seed, plainShape);
    const control = seed % set.levels.length;
    const without = mapped(set, (each) =>
      each.levels[control] === 1 ? { ...each, standing: 'barred' as const } : each,
    );
    expect(necessary(set, confidence)).toBeLessThanOrEqual(necessary(without, confidence) + MONEY);
    expect(bestTotal(set, confidence)).toBeLessThanOrEqual(bestTotal(without, confidence) + MONEY);
  });

  law('all scales with money', (seed, confidence) => {
    const set = randomSet(seed);
    for (const factor of [8, 0.37]) {
      const scaled = mapped(set, (each) => ({
        ...each,
        spend: each.spend.map((amount) => amount * factor),
        friction: each.friction * factor,
        risk: each.risk.map((amount) => amount * factor),
      }));
      const [here, there] = [drawn(set, confidence), drawn(scaled, confidence)];
      expect(there?.sufficient.portfolio).toBe(here?.sufficient.portfolio);
      expect(there?.necessary.portfolio).toBe(here?.necessary.portfolio);
      if (here === null || there === null) return;
      for (const end of ['low', 'value', 'high'] as const) {
        const [one, other] = [here.sufficient[end] * factor, there.sufficient[end]];
        if (Number.isFinite(one)) expect(Math.abs(one - other)).toBeLessThan(MONEY);
      }
    }
  });

  law(
    'no confidence moved by more than d: at least stays within what d of confidence makes of it',
    (seed, confidence) => {
      const set = randomSet(seed, { ...plainShape, limits: 2 });
      const d = 0.1;
      let state = seed;
      const moved = mapped(set, (each) => each);
      const portfolios = moved.portfolios.map((each, portfolio) => ({
        ...each,
        confidences: set.most.map((_, limit) => {
          state = (state * 48_271 + 11) % 2_147_483_647;
          return confidenceIn(set, portfolio, limit) + d * (2 * (state / 2_147_483_647) - 1);
        }),
      }));
      const there = necessary({ ...set, portfolios }, confidence);
      expect(there).toBeGreaterThanOrEqual(necessary(set, confidence - d - 1e-9) - MONEY);
      expect(there).toBeLessThanOrEqual(necessary(set, confidence + d + 1e-9) + MONEY);
    },
  );
});

/** The set with one more level of the first control: its portfolios are made from those of another level. */
function withLevelLike(set: PlainSet, like: number, of: (portfolio: PlainPortfolio) => PlainPortfolio): PlainSet {
  const more = set.levels[0]!;
  const copies = set.portfolios
    .filter(({ levels }) => levels[0] === like)
    .map((each) => ({ ...of(each), levels: [more, ...each.levels.slice(1)] }));
  return { ...set, levels: [more + 1, ...set.levels.slice(1)], portfolios: [...set.portfolios, ...copies] };
}

describe('options that move nothing', () => {
  law('one that something cheaper dominates, and it is named', (seed, confidence) => {
    const set = randomSet(seed, plainShape);
    const like = seed % set.levels[0]!;
    const more = withLevelLike(set, like, (each) => ({
      ...each,
      spend: [each.spend[0]! + 1000 * (seed % 3), ...each.spend.slice(1)],
      risk: each.risk.map((risk, world) => risk + 500 * (1 + ((seed + world) % 4))),
      figures: each.figures.map((figure) => figure.map((value, world) => value + ((seed + world) % 3))),
    }));
    sameAmounts(drawn(more, confidence), drawn(set, confidence));
    expect(bestTotal(more, confidence)).toBe(bestTotal(set, confidence));
    expect(dominatedOptions(viewed(more))).toContainEqual(
      expect.objectContaining({ control: 0, level: set.levels[0]! }),
    );
  });

  law('an exact duplicate of a level', (seed, confidence) => {
    const set = randomSet(seed, plainShape);
    const more = withLevelLike(set, seed % set.levels[0]!, (each) => each);
    sameAmounts(drawn(more, confidence), drawn(set, confidence));
  });

  law('a control that in every world costs more than it saves and helps no limit', (seed, confidence) => {
    const set = randomSet(seed, plainShape);
    const price = 7000;
    const bought = set.portfolios.map((each) => ({
      ...each,
      levels: [...each.levels, 1],
      spend: [...each.spend, price],
      risk: each.risk.map((risk, world) => risk - 1000 * ((seed + world) % 7)),
    }));
    const more: PlainSet = {
      ...set,
      levels: [...set.levels, 2],
      portfolios: [
        ...set.portfolios.map((each) => ({ ...each, levels: [...each.levels, 0], spend: [...each.spend, 0] })),
        ...bought,
      ],
    };
    sameAmounts(drawn(more, confidence), drawn(set, confidence));
    const waste = { control: set.levels.length, level: 1 };
    expect(dominatedOptions(viewed(more))).toContainEqual({ ...waste, by: { ...waste, level: 0 } });
  });

  test('removing every option that is called dominated moves no ring', () => {
    let found = 0;
    fc.assert(
      fc.property(seeds, confidences, (seed, confidence) => {
        const set = randomSet(seed, plainShape);
        for (const { control, level } of dominatedOptions(viewed(set))) {
          found++;
          const without = mapped(set, (each) =>
            each.levels[control] === level ? { ...each, standing: 'barred' as const } : each,
          );
          sameAmounts(drawn(without, confidence), drawn(set, confidence));
        }
      }),
      RUNS,
    );
    expect(found).toBeGreaterThan(50);
  });

  law('two controls that are alike are called so', (seed) => {
    const one = randomSet(seed, { ...plainShape, controls: 1 });
    // The second control is the first once more: what both bring depends on how many have which level
    const count = one.levels[0]!;
    const portfolios = one.portfolios.flatMap((a, first) =>
      one.portfolios.map((b, second) => {
        const higher = first > second ? a : b;
        return { ...higher, levels: [first, second], spend: [a.spend[0]!, b.spend[0]!] };
      }),
    );
    const set: PlainSet = { ...one, levels: [count, count], portfolios, today: 0 };
    expect(duplicateControls(viewed(set))).toEqual([[0, 1]]);
    const dearer = mapped(set, (each) => ({
      ...each,
      spend: [each.spend[0]!, each.spend[1]! + (each.levels[1] === 1 ? 1 : 0)],
    }));
    expect(duplicateControls(viewed(dearer))).toEqual([]);
  });
});

/** Two organisations of which neither knows of the other: worlds, limits and controls of their own. */
function together(a: PlainSet, b: PlainSet): PlainSet {
  const cross = <T>(of: (i: number, j: number) => T): T[] =>
    a.weights.flatMap((_, i) => b.weights.map((__, j) => of(i, j)));
  return {
    levels: [...a.levels, ...b.levels],
    weights: cross((i, j) => a.weights[i]! * b.weights[j]!),
    isSample: false,
    most: [...a.most, ...b.most],
    today: 0,
    portfolios: a.portfolios.flatMap((x) =>
      b.portfolios.map((y) => ({
        levels: [...x.levels, ...y.levels],
        standing: 'allowed' as const,
        spend: [...x.spend, ...y.spend],
        friction: 0,
        risk: cross((i, j) => x.risk[i]! + y.risk[j]!),
        figures: [
          ...x.figures.map((figure) => cross((i) => figure[i]!)),
          ...y.figures.map((figure) => cross((_, j) => figure[j]!)),
        ],
        errors: [...x.errors, ...y.errors],
      })),
    ),
  };
}

describe('two independent organisations with limits of their own', () => {
  law('at least and best add up, at most is no more than the sum', (seed, confidence) => {
    const shape: Shape = { isPlain: true, controls: 1 + (seed % 2), limits: 1 };
    const [a, b] = [randomSet(seed, shape), randomSet(seed + 1, { ...shape, controls: 1 })];
    const [one, other, both] = [drawn(a, confidence), drawn(b, confidence), drawn(together(a, b), confidence)];
    if (one === null || other === null) {
      expect(both).toBeNull();
      return;
    }
    expect(Math.abs(both!.necessary.value - one.necessary.value - other.necessary.value)).toBeLessThan(MONEY);
    expect(Math.abs(both!.optimum.value - one.optimum.value - other.optimum.value)).toBeLessThan(MONEY);
    expect(both!.sufficient.value).toBeLessThanOrEqual(one.sufficient.value + other.sufficient.value + MONEY);
  });
});

describe('without limits, and without uncertainty', () => {
  law('no limits: the least is what is mandatory, or nothing', (seed, confidence) => {
    const set = randomSet(seed, { ...plainShape, limits: 0 });
    const view = viewed(set);
    const rings = drawn(set, confidence)!;
    expect(adequate(view, alike(set, confidence))).toEqual(view.allowed);
    expect(rings.necessary.value).toBe(Math.min(...view.allowed.map((portfolio) => view.whole[portfolio]!)));
  });

  law('one world: at most is best, or a dearer one that is as good', (seed, confidence) => {
    const wide = randomSet(seed, plainShape);
    const first = <T>(values: readonly T[]): T[] => values.slice(0, 1);
    const set = {
      ...mapped(wide, (each) => ({ ...each, risk: first(each.risk), figures: each.figures.map(first) })),
      weights: [1],
    };
    const view = viewed(set);
    const rings = ringsOf(view, alike(set, confidence));
    if (rings === null) return;
    const { optimum, sufficient } = rings;
    expect(Math.abs(view.total[sufficient.portfolio]! - view.total[optimum.portfolio]!)).toBeLessThan(MONEY);
    expect(sufficient.value).toBeGreaterThanOrEqual(optimum.value);
  });
});
