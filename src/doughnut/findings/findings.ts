/** Everything that is found of an evaluated set, as the document states it. */
import type {
  BestForBudget,
  DoughnutFindings,
  FreshWorlds,
  OfPortfolios,
  WithoutLimit,
} from '../../results/doughnut-document.ts';
import type { Plan } from '../../results/doughnut/amounts.ts';
import {
  waysOut,
  type DoughnutNoSafeSpace,
  type DoughnutRings,
  type DoughnutSegment,
  type DoughnutToday,
  type PriceOfError as StatedPriceOfError,
} from '../../results/doughnut/facts.ts';
import type {
  DoughnutControl,
  PlanStep,
  PoundsOfControl,
  RankedStep as StatedRanked,
} from '../../results/doughnut/steps.ts';
import { adequate } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import type { Judged } from '../rings/fresh-worlds.ts';
import { bestForBudget, frontierOf, nearBestRange, surestBelow } from '../rings/frontier.ts';
import { contestOf, justified } from '../rings/justified.ts';
import { noSafeSpace } from '../rings/no-safe-space.ts';
import { dominatedOptions, duplicateControls, optionsInPlans } from '../rings/options.ts';
import { appetitePremium, lawCost, priceOfError, type LessUncertain, type PriceOfError } from '../rings/prices.ts';
import { ringsOf, type Rings } from '../rings/rings.ts';
import { segmentsOf, type Grouping, type Segment } from '../rings/segments.ts';
import {
  byLimit,
  confidencesOf,
  levelsOf,
  statedAmount,
  statedConfidence,
  statedPlan,
  statedPounds,
  statedRing,
  statedStep,
} from './stated.ts';
import { buyNext, changesTo, dropFirst, poundsOf, type RankedStep } from '../rings/steps.ts';
import { todayOf, type Today } from '../rings/today.ts';
import { firstBy, leastMoney, type View } from '../rings/view.ts';
import { withoutLimits } from '../rings/without-limits.ts';

export interface FindingsOptions {
  readonly grouping: Grouping;
  /** Budget cost that is there [money a year]; null when none is stated. */
  readonly budget: number | null;
  /** For the parts of the price of error; null without them. */
  readonly lessUncertain: LessUncertain | null;
  /** What fresh worlds said of the inner ring; its view is the one to go by. Null where it was not judged again. */
  readonly judged: Judged | null;
  /** Whether the set holds every portfolio that the file allows. */
  readonly isEvery: boolean;
  /** Proven to lie below the inner ring; null without one. */
  readonly lowerBound: number | null;
}

const orNull = <T, U>(value: T | null, of: (value: T) => U): U | null => (value === null ? null : of(value));

const statedPrice = ({ total, assessment, controlPerformance, ifExactlyRight }: PriceOfError): StatedPriceOfError => ({
  total: statedAmount(total),
  assessment: orNull(assessment, statedAmount),
  controlPerformance: orNull(controlPerformance, statedAmount),
  ifExactlyRight,
});

function statedRings(view: View, asked: Asked, rings: Rings, today: Today, less: LessUncertain | null): DoughnutRings {
  const { actual, effective, misallocation, overshoot, shortfallByAdding } = today;
  const premium = appetitePremium(view, asked);
  if (overshoot === null || shortfallByAdding === null || premium === null) {
    throw new Error('there are rings, but today was not measured by them');
  }
  return {
    necessary: statedRing(rings.necessary),
    optimum: statedRing(rings.optimum),
    sufficient: statedRing(rings.sufficient),
    actual: statedAmount(actual),
    effective: statedRing(effective),
    shortfall: statedAmount(shortfallByAdding),
    overshoot: statedAmount(overshoot),
    misallocation: statedAmount(misallocation),
    appetitePremium: statedAmount(premium),
    priceOfError: orNull(priceOfError(view, asked.confidence, less), statedPrice),
  };
}

function statedToday(view: View, today: Today): DoughnutToday {
  return {
    inside: today.isInside,
    atMargin: today.isAtMargin,
    allowed: today.isAllowed,
    confidences: byLimit(view, confidencesOf(view, today.portfolio)),
    overshoot: orNull(today.overshoot, statedAmount),
    beatenBy: orNull(today.beatenBy, (portfolio) => levelsOf(view, portfolio)),
    effective: statedRing(today.effective),
    effectivePortfolio: levelsOf(view, today.effective.portfolio),
    misallocation: statedAmount(today.misallocation),
    shortfallByAdding: orNull(today.shortfallByAdding, statedAmount),
    addTo: orNull(today.shortfallByAdding?.to ?? null, (portfolio) => levelsOf(view, portfolio)),
    onlyByGivingUp: today.shortfallByAdding?.onlyByGivingUp ?? false,
    respent: orNull(today.respent, statedAmount),
    verdict: today.verdict,
  };
}

function statedNoSafeSpace(view: View, asked: Asked, plan: (portfolio: number) => Plan): DoughnutNoSafeSpace {
  const { bestConfidence, portfolio, confidenceWithRing, mildestLimit } = noSafeSpace(view, asked);
  return {
    bestConfidence: byLimit(view, bestConfidence.map(statedConfidence)),
    portfolio: orNull(portfolio, (nearest) => levelsOf(view, nearest)),
    plan: orNull(portfolio, plan),
    confidenceWithRing,
    mildestLimit: byLimit(view, mildestLimit),
    waysOut,
  };
}

const statedSegment = ({ actual, necessary, optimum, sufficient, ...rest }: Segment): DoughnutSegment => ({
  actual: statedAmount({ value: actual, low: actual, high: actual }),
  necessary: statedRing(necessary),
  optimum: statedRing(optimum),
  sufficient: statedRing(sufficient),
  indispensable: statedAmount(rest.indispensable),
  shortfall: statedAmount(rest.shortfall),
  overshoot: statedAmount(rest.overshoot),
});

function statedControls(view: View, rings: Rings | null, plans: readonly number[]): Record<string, DoughnutControl> {
  const { set } = view;
  const inPlans = optionsInPlans(view, plans);
  const pounds = (portfolio: number, control: number): PoundsOfControl => {
    const { given, alone } = poundsOf(view, portfolio, control);
    return { given: statedPounds(given), alone: statedPounds(alone) };
  };
  return Object.fromEntries(
    set.controls.map(({ id, levels }, control): [string, DoughnutControl] => {
      const levelIn = (portfolio: number): string => levels[set.levels(portfolio)[control]!]!;
      const { bought, levels: counts } = inPlans[control]!;
      return [
        id,
        {
          current: levelIn(set.today),
          necessary: orNull(rings, ({ necessary }) => levelIn(necessary.portfolio)),
          optimum: orNull(rings, ({ optimum }) => levelIn(optimum.portfolio)),
          sufficient: orNull(rings, ({ sufficient }) => levelIn(sufficient.portfolio)),
          bought,
          levels: Object.fromEntries(levels.map((level, place) => [level, counts[place]!])),
          today: pounds(set.today, control),
          atOptimum: orNull(rings, ({ optimum }) => pounds(optimum.portfolio, control)),
        },
      ];
    }),
  );
}

function statedChanges(view: View, asked: Asked, plan: number): PlanStep[] {
  const { controls } = view.set;
  return changesTo(view, asked, plan).map(({ control, fromLevel, toLevel, change, ...rest }) => {
    const { id, levels } = controls[control]!;
    return { control: id, from: levels[fromLevel]!, to: levels[toLevel]!, step: orNull(change, statedStep), ...rest };
  });
}

const statedRanked = (view: View, steps: readonly RankedStep[]): StatedRanked[] =>
  steps.map(({ control, toLevel, change, isInside, keepsSureness }) => {
    const { id, levels } = view.set.controls[control]!;
    return { control: id, to: levels[toLevel]!, step: statedStep(change), isInside, keepsSureness };
  });

const statedJudgements = (view: View, { judgements, optimism }: Judged): FreshWorlds => ({
  judgements: judgements.map(({ portfolio, fresh, fails }) => ({
    portfolio: levelsOf(view, portfolio),
    confidences: byLimit(view, fresh.map(statedConfidence)),
    fails,
  })),
  optimism,
});

const statedWithoutLimits = (view: View, asked: Asked): Readonly<Record<string, WithoutLimit>> =>
  byLimit(
    view,
    withoutLimits(view, asked).map((portfolio) => ({
      least: orNull(portfolio, (one) => view.whole[one] ?? null),
      portfolio: orNull(portfolio, (one) => levelsOf(view, one)),
    })),
  );

/** Budgets that are tried, as shares of what stands today. */
const SWEPT = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5];

/** Budgets around today's, or around what is best where nothing is spent, and those of the rings; the least first. */
function sweptBudgets(view: View, rings: Rings | null): number[] {
  const now = view.budget[view.set.today]!;
  const best = rings === null ? null : view.budget[rings.optimum.portfolio]!;
  const middle = now > 0 || best === null ? now : best;
  if (!(middle > 0)) return [];
  const ofRings =
    rings === null
      ? []
      : [rings.necessary, rings.optimum, rings.sufficient].map(({ portfolio }) => view.budget[portfolio]!);
  return [...new Set([...SWEPT.map((share) => share * middle), ...ofRings])].toSorted((a, b) => a - b);
}

/** The document without its head. */
export function doughnutFindings(view: View, asked: Asked, options: FindingsOptions): DoughnutFindings {
  const { set } = view;
  const rings = ringsOf(view, asked);
  const today = todayOf(view, asked, rings);
  const within = adequate(view, asked);
  const plans = justified(contestOf(view, asked, within), within);
  const isPlan = new Set(plans);
  const plan = (portfolio: number): Plan => statedPlan(view, asked, isPlan, portfolio);
  const of = <T>(state: (portfolio: number) => T): OfPortfolios<T> => {
    const current = state(set.today);
    if (rings === null) return { current };
    const { necessary, optimum, sufficient } = rings;
    return {
      necessary: state(necessary.portfolio),
      optimum: state(optimum.portfolio),
      sufficient: state(sufficient.portfolio),
      current,
    };
  };
  const forBudget = (budget: number): BestForBudget => {
    const { portfolio, leastAdequate } = bestForBudget(view, asked, budget);
    return { budget, plan: orNull(portfolio, plan), leastAdequate };
  };
  const ofPlans = of(plan);
  const best = rings?.optimum.portfolio ?? null;
  const segments = orNull(best, (portfolio) => segmentsOf(view, asked, portfolio, options.grouping)) ?? [];
  return {
    asked: { confidence: asked.confidence, limits: byLimit(view, asked.limits) },
    tried: { portfolios: view.allowed.length, isEvery: options.isEvery },
    ...(rings === null
      ? { noSafeSpace: statedNoSafeSpace(view, asked, plan) }
      : { rings: statedRings(view, asked, rings, today, options.lessUncertain) }),
    surestBelow: rings === null ? null : orNull(surestBelow(view, asked, rings.necessary.value), plan),
    lowerBound: options.lowerBound,
    today: statedToday(view, today),
    portfolios: of((portfolio) => levelsOf(view, portfolio)),
    plans: ofPlans,
    jointConfidence: of((portfolio) => plan(portfolio).jointConfidence),
    nearBest: orNull(best, (portfolio) => nearBestRange(view, asked, portfolio)),
    lawCost: orNull(lawCost(view, asked), statedAmount),
    frontier: frontierOf(view).map(plan),
    bestForBudget: orNull(options.budget, forBudget),
    leastBudget: orNull(firstBy(view, view.allowed, [leastMoney(view, view.budget)]), (portfolio) => ({
      budget: view.budget[portfolio]!,
      portfolio: levelsOf(view, portfolio),
    })),
    sweep: sweptBudgets(view, rings).map(forBudget),
    segments: Object.fromEntries(segments.map((segment) => [segment.id, statedSegment(segment)])),
    controls: statedControls(view, rings, plans),
    dominated: dominatedOptions(view).map(({ control, level, by }) => {
      const named = (each: { control: number; level: number }): { control: string; level: string } => {
        const { id, levels } = set.controls[each.control]!;
        return { control: id, level: levels[each.level]! };
      };
      return { ...named({ control, level }), by: named(by) };
    }),
    duplicates: duplicateControls(view).map((pair) => pair.map((control) => set.controls[control]!.id)),
    changes: orNull(best, (portfolio) => statedChanges(view, asked, portfolio)) ?? [],
    dropFirst: statedRanked(view, dropFirst(view, asked)),
    buyNext: statedRanked(view, buyNext(view, asked)),
    freshWorlds: orNull(options.judged, (judged) => statedJudgements(view, judged)),
    ...(options.isEvery && asked.limits.length > 0 ? { withoutLimits: statedWithoutLimits(view, asked) } : {}),
  };
}
