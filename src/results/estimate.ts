/** What every figure of a result is: a value and how well it is known. */
import * as z from 'zod';

/** A value with its standard error, in the unit of the value. */
export interface Estimate {
  readonly value: number;
  /** Standard error of the simulation: what more trials and worlds would reduce. At least 0. */
  readonly standardError: number;
  /** Set when too few trials lie behind the value, or behind its standard error, to rely on either. */
  readonly unreliable?: true | undefined;
}

export const estimateSchema: z.ZodType<Estimate> = z.looseObject({
  value: z.number(),
  standardError: z.number().min(0),
  unreliable: z.literal(true).optional(),
});

/** An estimate; `unreliable` only stands there when it is true. */
export const estimate = (value: number, standardError: number, unreliable = false): Estimate =>
  unreliable ? { value, standardError, unreliable } : { value, standardError };

/** An estimate of so many units, per unit: value and standard error divided by `units` > 0. */
export const per = (given: Estimate, units: number): Estimate =>
  estimate(given.value / units, given.standardError / units, given.unreliable === true);
