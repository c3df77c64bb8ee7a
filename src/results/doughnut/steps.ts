/** What single steps of controls cost and save. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** From one portfolio to another. */
export interface Step {
  /** What it adds to the spend; below 0 where it costs less [money a year]. */
  readonly spend: number;
  /** What it takes off the risk cost; below 0 where that grows [money a year]. */
  readonly saves: Estimate;
  /** Central 90 % of that over worlds: what it may save, for all we know. */
  readonly savesBetween: { readonly low: number; readonly high: number };
  /** Share of worlds in which it pays. */
  readonly pays: Estimate;
}

/** The step up to the level that a control has, and the next one; null at an end of its levels. */
export interface Pounds {
  readonly last: Step | null;
  readonly next: Step | null;
}

/** Given the others as they are, and with every other at its lowest. */
export interface PoundsOfControl {
  readonly given: Pounds;
  readonly alone: Pounds;
}

/** How many of the justified plans have something. */
const IN_PLANS = ['all', 'some', 'none'] as const;
export type InPlans = (typeof IN_PLANS)[number];

export interface DoughnutControl {
  /** Its level today, and in the portfolios of the rings; null without rings. */
  readonly current: string;
  readonly necessary: string | null;
  readonly optimum: string | null;
  readonly sufficient: string | null;
  /** Above its lowest level, and at each level. */
  readonly bought: InPlans;
  readonly levels: Readonly<Record<string, InPlans>>;
  readonly today: PoundsOfControl;
  readonly atOptimum: PoundsOfControl | null;
}

/** A control that the best portfolio has at another level than today. */
export interface PlanStep {
  readonly control: string;
  readonly from: string;
  readonly to: string;
  /** Given the rest of the best portfolio; null where the file forbids that without this step, and today with it. */
  readonly step: Step | null;
  /** True where the file forbids the rest without this step, which is told from today, all else as it is. Absent in documents from before it. */
  readonly isFromToday?: boolean | undefined;
  /** Without it a limit is not kept as surely as asked. */
  readonly limitsNeedIt: boolean;
  /** Today is not adequate, and this change alone would make it so. */
  readonly aloneWouldDo: boolean;
}

/** One control at another level, all else as today. */
export interface RankedStep {
  readonly control: string;
  readonly to: string;
  readonly step: Step;
  readonly isInside: boolean;
  /** No limit that is not surely kept, or not any more, is less sure. */
  readonly keepsSureness: boolean;
}

/** A level that moves no ring: whatever has it, something without it costs no more and is better in every world. */
export interface DominatedLevel {
  readonly control: string;
  readonly level: string;
  readonly by: { readonly control: string; readonly level: string };
}

const stepSchema: z.ZodType<Step> = z.looseObject({
  spend: z.number(),
  saves: estimateSchema,
  savesBetween: z.looseObject({ low: z.number(), high: z.number() }),
  pays: estimateSchema,
});

const pounds = z.looseObject({ last: stepSchema.nullable(), next: stepSchema.nullable() });

const poundsOfControl = z.looseObject({ given: pounds, alone: pounds });

export const doughnutControlSchema: z.ZodType<DoughnutControl> = z.looseObject({
  current: z.string(),
  necessary: z.string().nullable(),
  optimum: z.string().nullable(),
  sufficient: z.string().nullable(),
  bought: z.enum(IN_PLANS),
  levels: z.record(z.string(), z.enum(IN_PLANS)),
  today: poundsOfControl,
  atOptimum: poundsOfControl.nullable(),
});

export const planStepSchema: z.ZodType<PlanStep> = z.looseObject({
  control: z.string(),
  from: z.string(),
  to: z.string(),
  step: stepSchema.nullable(),
  isFromToday: z.boolean().optional(),
  limitsNeedIt: z.boolean(),
  aloneWouldDo: z.boolean(),
});

export const rankedStepSchema: z.ZodType<RankedStep> = z.looseObject({
  control: z.string(),
  to: z.string(),
  step: stepSchema,
  isInside: z.boolean(),
  keepsSureness: z.boolean(),
});

export const dominatedLevelSchema: z.ZodType<DominatedLevel> = z.looseObject({
  control: z.string(),
  level: z.string(),
  by: z.looseObject({ control: z.string(), level: z.string() }),
});
