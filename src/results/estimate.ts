/** What every figure of a result is: a value and how well it is known. */
import * as z from 'zod';

/** Ends of a 95 % interval; an end that nothing bounds is infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value with its standard error, in the unit of the value. */
export interface Estimate {
  readonly value: number;
  /**
   * Standard error of the simulation: what more trials and worlds would reduce. At least 0. Infinity, `null` in JSON, where
   * the run says nothing about it: of a single trial.
   */
  readonly standardError: number;
  /** Set when too few trials or worlds lie behind the value, or behind its standard error, to rely on either. */
  readonly unreliable?: true | undefined;
  /**
   * Ends of a 95 % interval, where one that is even about the value would mislead: skewed figures, quantiles between two
   * lumps, what was never seen. An infinite end is `null` in JSON.
   */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Set for a length of time that the horizon cuts: it is the value, or more. */
  readonly orMore?: true | undefined;
}

/** A number of which JSON has no way to write that it is infinite. */
export const orInfinite = (least: number, infinite: number): z.ZodType<number> =>
  z
    .custom<number | null>((value) => value === null || (typeof value === 'number' && value >= least))
    .transform((value) => value ?? infinite);

/** The fields of an estimate, for those that have more. */
export const estimateFields: {
  readonly value: z.ZodType<number>;
  readonly standardError: z.ZodType<number>;
  readonly unreliable: z.ZodType<true | undefined>;
  readonly low: z.ZodType<number | undefined>;
  readonly high: z.ZodType<number | undefined>;
  readonly orMore: z.ZodType<true | undefined>;
} = {
  value: z.number(),
  standardError: orInfinite(0, Infinity),
  unreliable: z.literal(true).optional(),
  low: orInfinite(-Infinity, -Infinity).optional(),
  high: orInfinite(-Infinity, Infinity).optional(),
  orMore: z.literal(true).optional(),
};

export const estimateSchema: z.ZodType<Estimate> = z.looseObject(estimateFields);

/** An estimate; `unreliable` only stands there when it is true, `low` and `high` only when an interval is given. */
export function estimate(
  value: number,
  standardError: number,
  unreliable = false,
  interval: Interval | null = null,
): Estimate {
  const known = interval === null ? { value, standardError } : { value, standardError, ...interval };
  return unreliable ? { ...known, unreliable } : known;
}

/** The interval of an estimate that has one. */
const intervalOf = ({ low, high }: Estimate): Interval | null =>
  low === undefined || high === undefined ? null : { low, high };

/** An estimate of so many units, per unit: value, standard error and interval divided by `units` > 0. */
export function per(given: Estimate, units: number): Estimate {
  const interval = intervalOf(given);
  return estimate(
    given.value / units,
    given.standardError / units,
    given.unreliable === true,
    interval === null ? null : { low: interval.low / units, high: interval.high / units },
  );
}
