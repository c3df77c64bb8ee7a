/** What lets a place make more of a failure than it received, as the model states it. */
import * as z from 'zod';

/** A middle and a bad case. */
export interface MiddleAndBad {
  readonly middle: number;
  /** 1 in 20 is longer. */
  readonly oneIn20: number;
}

/** Absent is what a place does not have. */
export interface PointReasons {
  /** Hours to change over from one supply to another. */
  readonly switchoverHours?: MiddleAndBad | undefined;
  readonly restartHours?: MiddleAndBad | undefined;
  /** Hours until a fallback stands in. */
  readonly fallbackDelayHours?: MiddleAndBad | undefined;
  /** Hours that its stocks bridge. */
  readonly bufferHours?: MiddleAndBad | undefined;
  /** Nodes that need it and from which a counted loss is reached. */
  readonly dependants?: readonly string[] | undefined;
  /** Of a control: the threats that come through when it is down. */
  readonly letsThrough?: readonly string[] | undefined;
}

export const middleAndBadSchema: z.ZodType<MiddleAndBad> = z.looseObject({ middle: z.number(), oneIn20: z.number() });
const ids = z.array(z.string());

export const reasonsSchema: z.ZodType<PointReasons> = z.looseObject({
  switchoverHours: middleAndBadSchema.optional(),
  restartHours: middleAndBadSchema.optional(),
  fallbackDelayHours: middleAndBadSchema.optional(),
  bufferHours: middleAndBadSchema.optional(),
  dependants: ids.optional(),
  letsThrough: ids.optional(),
});

/** Something that nobody has given and on which it rests that nothing is lost. */
export interface Assumption {
  readonly words: string;
  /** `PATH=VALUE` that would put it to the test; null where there is none. */
  readonly tryIt: string | null;
}

export const assumptionsSchema: z.ZodType<readonly Assumption[]> = z.array(
  z.looseObject({ words: z.string(), tryIt: z.string().nullable() }),
);
