/** What estimates decide: what the rings become when one is other than thought, and what testing and better estimates are worth. */
import * as z from 'zod';
import { estimateFields } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';
import { amountSchema, ringSchema, type Amount, type Ring } from './amounts.ts';

const INPUTS_OF = ['losses', 'costs'] as const;
/** Whether the simulation reads an input, or only the price of a portfolio does. */
export type InputOf = (typeof INPUTS_OF)[number];

export interface TornadoEnd {
  /** What the figure is there, in the unit of its place: hours, money, money a year for what is paid each year, shares. */
  readonly at: number;
  /** Null where no portfolio is adequate then. */
  readonly rings: { readonly necessary: Ring; readonly optimum: Ring; readonly sufficient: Ring } | null;
}

/** The rings with one estimate at its 5th and at its 95th percentile. */
export interface TornadoRow {
  /** Path of the figure in the model. */
  readonly id: string;
  readonly of: InputOf;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
}

/** What so many further tests of a control are worth before they are made. */
export interface TestingWorth {
  readonly tests: number;
  /** By how much the inner ring falls on average [money a year]; null where there is none. */
  readonly necessaryFalls: Amount | null;
  /** Chance of results after which another plan is the least that is necessary. */
  readonly changes: number;
  /** Chance of results after which nothing keeps the limits. */
  readonly noRing: number;
  /** Set where some results rest on too few worlds. */
  readonly unreliable?: true | undefined;
}

export interface TestedControl {
  /** The level that is tested. */
  readonly level: string;
  readonly numbers: readonly TestingWorth[];
}

/** By how much less the best would cost in all, on average, if one estimate were known exactly before choosing [money a year]. */
export interface InformationWorth extends Estimate {
  readonly id: string;
  readonly of: InputOf;
  /** At most. */
  readonly high: number;
}

export interface DoughnutEstimates {
  /** Inputs that are uncertain. */
  readonly inputs: number;
  /** What moves a ring most first; fewer than there are inputs. */
  readonly tornado: readonly TornadoRow[];
  /** By control, those whose performance is uncertain; null where it is not known in which worlds limits hold. */
  readonly testing: Readonly<Record<string, TestedControl>> | null;
  /** The most worth knowing first; null without rings. */
  readonly information: readonly InformationWorth[] | null;
}

const tornadoEndSchema: z.ZodType<TornadoEnd> = z.looseObject({
  at: z.number(),
  rings: z.looseObject({ necessary: ringSchema, optimum: ringSchema, sufficient: ringSchema }).nullable(),
});

const testingSchema: z.ZodType<TestedControl> = z.looseObject({
  level: z.string(),
  numbers: z.array(
    z.looseObject({
      tests: z.number().int(),
      necessaryFalls: amountSchema.nullable(),
      changes: z.number(),
      noRing: z.number(),
      unreliable: z.literal(true).optional(),
    }),
  ),
});

const inputOf = z.enum(INPUTS_OF);

export const doughnutEstimatesSchema: z.ZodType<DoughnutEstimates> = z.looseObject({
  inputs: z.number().int(),
  tornado: z.array(z.looseObject({ id: z.string(), of: inputOf, low: tornadoEndSchema, high: tornadoEndSchema })),
  testing: z.record(z.string(), testingSchema).nullable(),
  information: z.array(z.looseObject({ ...estimateFields, id: z.string(), of: inputOf, high: z.number() })).nullable(),
});
