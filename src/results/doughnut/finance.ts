/** What plans are worth over years. */
import * as z from 'zod';
import { estimateFields, estimateSchema, orInfinite, type Estimate } from '../estimate.ts';

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

export const doughnutFinanceSchema: z.ZodType<DoughnutFinance> = z.looseObject({
  years: z.number(),
  discount: z.number(),
  plan: z.enum(['best', 'nearest']),
  whole: appraisalSchema,
  controls: z.record(z.string(), appraisalSchema),
  today: z.array(yearSchema),
  proposed: z.array(yearSchema),
});
