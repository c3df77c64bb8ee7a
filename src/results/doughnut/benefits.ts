/** What a change is good for, in lines that count nothing twice. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/**
 * From today to what is proposed, money a year each; below 0 where it is worse. Surprise, cost of risk, flexibility and certainty, less the
 * price, are the total.
 */
export interface DoughnutBenefits {
  /** The loss of a year that is exceeded in one of twenty as things stand [money]; what lies beyond it is surprise. */
  readonly surpriseOver: number;
  /** Chance of such a year, as things stand and after it. */
  readonly chanceOfSurprise: {
    readonly today: number;
    readonly after: number;
    /** Standard errors; absent in documents from before them. */
    readonly todayError?: number | undefined;
    readonly afterError?: number | undefined;
  };
  /** Losses beyond it, and the price of the tail. */
  readonly surprise: Estimate;
  /** What else is lost: how often, how long where losses run by the hour alone, how much each time or hour; harm at its price. */
  readonly costOfRisk: {
    readonly frequency: Estimate;
    readonly duration: Estimate;
    readonly impact: Estimate;
    readonly harm: Estimate;
  };
  /** Spend that is given up, what it cost the business included. */
  readonly flexibility: Estimate;
  /** Business that is no longer refused for lack of assurance, and which. */
  readonly certainty: Estimate & { readonly accepted: readonly string[]; readonly refused: readonly string[] };
  /** Spend that is added. */
  readonly price: Estimate;
  /** The fall of spend and losses in all. */
  readonly total: Estimate;
}

const names = z.array(z.string());

export const doughnutBenefitsSchema: z.ZodType<DoughnutBenefits> = z.looseObject({
  surpriseOver: z.number(),
  chanceOfSurprise: z.looseObject({
    today: z.number(),
    after: z.number(),
    todayError: z.number().optional(),
    afterError: z.number().optional(),
  }),
  surprise: estimateSchema,
  costOfRisk: z.looseObject({
    frequency: estimateSchema,
    duration: estimateSchema,
    impact: estimateSchema,
    harm: estimateSchema,
  }),
  flexibility: estimateSchema,
  certainty: z.intersection(estimateSchema, z.looseObject({ accepted: names, refused: names })),
  price: estimateSchema,
  total: estimateSchema,
});
