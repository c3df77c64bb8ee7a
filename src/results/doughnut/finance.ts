/** What plans are worth over years. */
import * as z from 'zod';
import { estimateFields, estimateSchema, orInfinite } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** A mean over worlds, and what it may be for all we know. */
export interface Outcome extends Estimate {
  /** Its central 90 % over worlds. */
  readonly between: { readonly low: number; readonly high: number };
}

/** Money of one year, not discounted. */
export interface YearOfMoney {
  /** The calendar year in which it begins. */
  readonly year: number;
  readonly capex: number;
  /** Opex and people. */
  readonly opex: number;
  /** What the rest of the business bears. */
  readonly business: number;
}

export interface Appraisal {
  /** What it adds year by year, and what losses it saves. */
  readonly years: readonly (YearOfMoney & { readonly saved: number })[];
  /** Worth at the end of what has not lived out its life; not discounted. */
  readonly residual: number;
  /** Net present value: what it saves less what it costs. */
  readonly npv: Outcome;
  /** Share of worlds in which that is above nothing. */
  readonly pays: Estimate;
  /** Present values. */
  readonly cost: Outcome;
  readonly saved: Outcome;
  /** Return on security investment: net present value per pound of cost. Null where it costs nothing. */
  readonly returned: Outcome | null;
  /** Years until savings have covered what was paid, without interest; `low` and `high` at the ends of what it may save. Infinity, `null` in JSON: not in these years. */
  readonly payback: { readonly value: number; readonly low: number; readonly high: number };
  /** Null where it could save nothing in these years. */
  readonly breakEven: {
    /** Losses saved a year from which on it pays; below 0: losses may grow by so much. */
    readonly savedPerYear: number;
    /** That as a share of what it is expected to save; null where it saves or costs nothing. */
    readonly share: Estimate | null;
  } | null;
}

/** A year of a roadmap. */
export interface RoadmapYear {
  /** The calendar year in which it begins. */
  readonly year: number;
  /** What it may pay; null where nothing is said. */
  readonly budget: number | null;
  /** Capex and opex that it pays. */
  readonly paid: number;
  /** What is bought and given up in it. */
  readonly changes: readonly { readonly control: string; readonly from: string; readonly to: string }[];
  /** What is in force at its end leaves of the losses, money a year. */
  readonly riskCost: Estimate;
  readonly confidences: Readonly<Record<string, Estimate>>;
  readonly isAdequate: boolean;
}

/** What to buy and to give up in which year, within what each may pay. */
export interface DoughnutRoadmap {
  /** `every`: every schedule was tried, and nothing is better. `greedy`: one change after another was moved to where it is best. */
  readonly method: 'every' | 'greedy';
  readonly tried: number;
  /** Present value of what is paid and lost in all, and what no schedule comes below. */
  readonly total: number;
  readonly bound: number;
  /** What must be paid beyond the budgets; 0 where they are kept. */
  readonly beyond: number;
  /** Controls that keep their level of today. */
  readonly never: readonly string[];
  readonly years: readonly RoadmapYear[];
}

export interface DoughnutFinance {
  /** Years that are looked at, and the real rate a year. */
  readonly years: number;
  readonly discount: number;
  /** What is proposed: the best portfolio, or without rings the one that comes nearest to what is asked. */
  readonly plan: 'best' | 'nearest';
  /** From today to it. */
  readonly whole: Appraisal;
  /** What each control adds that it changes, given the rest of it; by id. */
  readonly controls: Readonly<Record<string, Appraisal>>;
  /** What is paid year by year as things stand, and under what is proposed. */
  readonly today: readonly YearOfMoney[];
  readonly proposed: readonly YearOfMoney[];
  /** Null where nothing changes, or where what would be in force on the way was not tried or is not allowed. */
  readonly roadmap: DoughnutRoadmap | null;
}

const outcomeSchema: z.ZodType<Outcome> = z.looseObject({
  ...estimateFields,
  between: z.looseObject({ low: z.number(), high: z.number() }),
});

const yearFields = { year: z.number().int(), capex: z.number(), opex: z.number(), business: z.number() };

const yearSchema: z.ZodType<YearOfMoney> = z.looseObject(yearFields);

const years = orInfinite(0, Infinity);

const appraisalSchema: z.ZodType<Appraisal> = z.looseObject({
  years: z.array(z.looseObject({ ...yearFields, saved: z.number() })),
  residual: z.number(),
  npv: outcomeSchema,
  pays: estimateSchema,
  cost: outcomeSchema,
  saved: outcomeSchema,
  returned: outcomeSchema.nullable(),
  payback: z.looseObject({ value: years, low: years, high: years }),
  breakEven: z.looseObject({ savedPerYear: z.number(), share: estimateSchema.nullable() }).nullable(),
});

const roadmapSchema: z.ZodType<DoughnutRoadmap> = z.looseObject({
  method: z.enum(['every', 'greedy']),
  tried: z.number().int(),
  total: z.number(),
  bound: z.number(),
  beyond: z.number(),
  never: z.array(z.string()),
  years: z.array(
    z.looseObject({
      year: z.number().int(),
      budget: z.number().nullable(),
      paid: z.number(),
      changes: z.array(z.looseObject({ control: z.string(), from: z.string(), to: z.string() })),
      riskCost: estimateSchema,
      confidences: z.record(z.string(), estimateSchema),
      isAdequate: z.boolean(),
    }),
  ),
});

export const doughnutFinanceSchema: z.ZodType<DoughnutFinance> = z.looseObject({
  years: z.number(),
  discount: z.number(),
  plan: z.enum(['best', 'nearest']),
  whole: appraisalSchema,
  controls: z.record(z.string(), appraisalSchema),
  today: z.array(yearSchema),
  proposed: z.array(yearSchema),
  roadmap: roadmapSchema.nullable(),
});
