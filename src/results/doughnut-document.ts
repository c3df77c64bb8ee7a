/** The document of a doughnut, version 1. Fields may be added, never renamed. */
import * as z from 'zod';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
import { limitKindSchema, type LimitResult } from './scenario-result.ts';
import {
  amountSchema,
  levelsSchema,
  planSchema,
  type Amount,
  type Plan,
  type PortfolioLevels,
} from './doughnut/amounts.ts';
import {
  doughnutRingsSchema,
  doughnutSegmentSchema,
  doughnutTodaySchema,
  noSafeSpaceSchema,
  type DoughnutNoSafeSpace,
  type DoughnutRings,
  type DoughnutSegment,
  type DoughnutToday,
} from './doughnut/facts.ts';
import { doughnutBenefitsSchema, type DoughnutBenefits } from './doughnut/benefits.ts';
import { doughnutEstimatesSchema, type DoughnutEstimates } from './doughnut/estimates.ts';
import { doughnutFinanceSchema, type DoughnutFinance } from './doughnut/finance.ts';
import { doughnutSearchSchema, type DoughnutSearch } from './doughnut/search.ts';
import {
  dominatedLevelSchema,
  doughnutControlSchema,
  planStepSchema,
  rankedStepSchema,
  type DominatedLevel,
  type DoughnutControl,
  type PlanStep,
  type RankedStep,
} from './doughnut/steps.ts';

/** The portfolios of the rings and today's; those of rings are absent without rings. */
export interface OfPortfolios<T> {
  readonly necessary?: T | undefined;
  readonly optimum?: T | undefined;
  readonly sufficient?: T | undefined;
  readonly current: T;
}

/** What a budget can do at best. */
export interface BestForBudget {
  /** Budget cost [money a year]. */
  readonly budget: number;
  /** Null where even the cheapest portfolio costs more. Where it is not adequate, the one that comes nearest to what is asked. */
  readonly plan: Plan | null;
  /** Least budget cost of an adequate portfolio; null when none is. */
  readonly leastAdequate: number | null;
}

/** The inner ring judged once more on worlds that did not choose it. */
export interface FreshWorlds {
  /** Each candidate in turn. */
  readonly judgements: readonly {
    readonly portfolio: PortfolioLevels;
    readonly confidences: Readonly<Record<string, Estimate>>;
    readonly fails: boolean;
  }[];
  /** By how much the inner ring rose; null when none is left. */
  readonly optimism: number | null;
}

/** A limit of the appetite. */
export interface DoughnutLimit {
  readonly kind: LimitResult['kind'];
  /** The limit in plain words, its figure included. */
  readonly words: string;
}

/** All money is a year's. */
export interface DoughnutFindings {
  /** How sure to be: of surely beating, and of each limit. */
  readonly asked: { readonly confidence: number; readonly limits: Readonly<Record<string, number>> };
  /** Portfolios that were evaluated, and whether they are all that the file allows. */
  readonly tried: { readonly portfolios: number; readonly isEvery: boolean };
  /** One of the two: no ring is drawn where no portfolio is adequate. */
  readonly rings?: DoughnutRings | undefined;
  readonly noSafeSpace?: DoughnutNoSafeSpace | undefined;
  /** Of the allowed portfolios that cost less than the inner ring the one that comes nearest to what is asked; null where there is none. Absent in documents from before it. */
  readonly surestBelow?: Plan | null | undefined;
  /** Proven: no adequate portfolio costs less; null where none was worked out. */
  readonly lowerBound: number | null;
  readonly today: DoughnutToday;
  readonly portfolios: OfPortfolios<PortfolioLevels>;
  readonly plans: OfPortfolios<Plan>;
  readonly jointConfidence: OfPortfolios<number | null>;
  /** Whole cost of adequate portfolios that are as good as the best; null without rings. */
  readonly nearBest: { readonly low: number; readonly high: number } | null;
  /** What mandatory levels cost; null without rings. */
  readonly lawCost: Amount | null;
  readonly frontier: readonly Plan[];
  /** Null where no budget is stated. */
  readonly bestForBudget: BestForBudget | null;
  /** The allowed portfolio that takes the least budget; null where the file allows none. Absent in documents from before it. */
  readonly leastBudget?: { readonly budget: number; readonly portfolio: PortfolioLevels } | null | undefined;
  /** The best for the budgets of the rings, and for budgets from half to one and a half times today's, or the best plan's where nothing is spent; empty where that costs nothing too. Absent in documents from before it. */
  readonly sweep?: readonly BestForBudget[] | undefined;
  /** By id; empty without rings. */
  readonly segments: Readonly<Record<string, DoughnutSegment>>;
  readonly controls: Readonly<Record<string, DoughnutControl>>;
  readonly dominated: readonly DominatedLevel[];
  /** Pairs of controls that can stand for each other. */
  readonly duplicates: readonly (readonly string[])[];
  /** From today to the best portfolio; empty without rings. */
  readonly changes: readonly PlanStep[];
  readonly dropFirst: readonly RankedStep[];
  readonly buyNext: readonly RankedStep[];
  /** Null where it was not judged again. */
  readonly freshWorlds: FreshWorlds | null;
  /**
   * By limit the cheapest portfolio that keeps all others; what it saves against at least is what the limit costs. Only where
   * every portfolio was tried.
   */
  readonly withoutLimits?: Readonly<Record<string, WithoutLimit>> | undefined;
}

/** At least, with one limit given up; both null where nothing keeps the others. */
export interface WithoutLimit {
  /** Whole cost, money a year. */
  readonly least: number | null;
  readonly portfolio: PortfolioLevels | null;
}

export interface DoughnutDocument extends DocumentHead, DoughnutFindings {
  /** Version of this form. */
  readonly doughnut: 1;
  /** Limits that the simulation says too little of, of some portfolio. */
  readonly unresolved: readonly string[];
  /** What is proposed, over years; null where nothing can be proposed. Absent in documents from before it. */
  readonly finance?: DoughnutFinance | null | undefined;
  /** What it is good for; null where nothing can be proposed, or it was cut short. Absent in documents from before it. */
  readonly benefits?: DoughnutBenefits | null | undefined;
  /** What estimates decide. Absent in documents from before it. */
  readonly estimates?: DoughnutEstimates | undefined;
  /** How it was searched; null where all portfolios were tried. */
  readonly search?: DoughnutSearch | null | undefined;
  /** What the limits say, by id. */
  readonly limits?: Readonly<Record<string, DoughnutLimit>> | undefined;
}

const limitSchema: z.ZodType<DoughnutLimit> = z.looseObject({
  kind: limitKindSchema,
  words: z.string(),
});

const ofPortfolios = <T>(schema: z.ZodType<T>) =>
  z.looseObject({
    necessary: schema.optional(),
    optimum: schema.optional(),
    sufficient: schema.optional(),
    current: schema,
  });

const bestForBudgetSchema: z.ZodType<BestForBudget> = z.looseObject({
  budget: z.number(),
  plan: planSchema.nullable(),
  leastAdequate: z.number().nullable(),
});

export const doughnutDocumentSchema: z.ZodType<DoughnutDocument> = z.looseObject({
  ...documentHeadFields,
  doughnut: z.literal(1),
  unresolved: z.array(z.string()),
  finance: doughnutFinanceSchema.nullable().optional(),
  benefits: doughnutBenefitsSchema.nullable().optional(),
  estimates: doughnutEstimatesSchema.optional(),
  search: doughnutSearchSchema.nullable().optional(),
  limits: z.record(z.string(), limitSchema).optional(),
  asked: z.looseObject({ confidence: z.number(), limits: z.record(z.string(), z.number()) }),
  tried: z.looseObject({ portfolios: z.number().int().min(0), isEvery: z.boolean() }),
  rings: doughnutRingsSchema.optional(),
  noSafeSpace: noSafeSpaceSchema.optional(),
  surestBelow: planSchema.nullable().optional(),
  lowerBound: z.number().nullable(),
  today: doughnutTodaySchema,
  portfolios: ofPortfolios(levelsSchema),
  plans: ofPortfolios(planSchema),
  jointConfidence: ofPortfolios(z.number().nullable()),
  nearBest: z.looseObject({ low: z.number(), high: z.number() }).nullable(),
  lawCost: amountSchema.nullable(),
  frontier: z.array(planSchema),
  bestForBudget: bestForBudgetSchema.nullable(),
  leastBudget: z.looseObject({ budget: z.number(), portfolio: levelsSchema }).nullable().optional(),
  sweep: z.array(bestForBudgetSchema).optional(),
  segments: z.record(z.string(), doughnutSegmentSchema),
  controls: z.record(z.string(), doughnutControlSchema),
  dominated: z.array(dominatedLevelSchema),
  duplicates: z.array(z.array(z.string())),
  changes: z.array(planStepSchema),
  dropFirst: z.array(rankedStepSchema),
  buyNext: z.array(rankedStepSchema),
  freshWorlds: z
    .looseObject({
      judgements: z.array(
        z.looseObject({
          portfolio: levelsSchema,
          confidences: z.record(z.string(), estimateSchema),
          fails: z.boolean(),
        }),
      ),
      optimism: z.number().nullable(),
    })
    .nullable(),
  withoutLimits: z
    .record(z.string(), z.looseObject({ least: z.number().nullable(), portfolio: levelsSchema.nullable() }))
    .optional(),
});
