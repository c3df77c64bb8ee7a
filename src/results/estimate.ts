/** What every figure of a result is: a value and how well it is known. */
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
