/** What lets a place make more of a failure than it received, as the model states it. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** A middle and a bad case. */
export interface MiddleAndBad {
  readonly middle: number;
  /** 1 in 20 is longer. */
  readonly oneIn20: number;
}

/** Absent is what a place does not have; a length is null where a formula decides it. */
export interface PointReasons {
  /** Hours to change over from one supply to another. */
  readonly switchoverHours?: MiddleAndBad | null | undefined;
  readonly restartHours?: MiddleAndBad | null | undefined;
  /** Hours until a fallback stands in. */
  readonly fallbackDelayHours?: MiddleAndBad | null | undefined;
  /** Nodes that need it and from which a counted loss is reached, where there are several. */
  readonly dependants?: readonly string[] | undefined;
  /** Of a control: the threats that come through when it is down. */
  readonly letsThrough?: readonly string[] | undefined;
}

export const middleAndBadSchema: z.ZodType<MiddleAndBad> = z.looseObject({ middle: z.number(), oneIn20: z.number() });
const ids = z.array(z.string());

export const reasonsSchema: z.ZodType<PointReasons> = z.looseObject({
  switchoverHours: middleAndBadSchema.nullable().optional(),
  restartHours: middleAndBadSchema.nullable().optional(),
  fallbackDelayHours: middleAndBadSchema.nullable().optional(),
  dependants: ids.optional(),
  letsThrough: ids.optional(),
});

/** A clock that nobody has given, on which it rests that nothing is lost: with one, there is a loss. */
export interface Assumption {
  readonly node: string;
  readonly kind: 'switchover' | 'restart';
  /** Of a switchover: the alternatives. */
  readonly members: readonly string[];
  /** `PATH=VALUE` that was tried. */
  readonly tried: string;
  readonly hours: number;
  /** P(a period has a loss) with it. */
  readonly probabilityOfLoss: Estimate;
}

export const assumptionsSchema: z.ZodType<readonly Assumption[]> = z.array(
  z.looseObject({
    node: z.string(),
    kind: z.enum(['switchover', 'restart']),
    members: ids,
    tried: z.string(),
    hours: z.number(),
    probabilityOfLoss: estimateSchema,
  }),
);
