/** When a step has paid itself back, and from what saving on it pays. */

/** A mean over worlds, with what it may be for all we know: its 5th and 95th percentile over worlds. */
export interface Outcome {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** What a step adds in one year, means over worlds [money, not discounted]. */
export interface YearOfStep {
  /** The calendar year in which it begins. */
  readonly year: number;
  readonly capex: number;
  readonly opex: number;
  /** What the rest of the business bears, business turned away included. */
  readonly business: number;
  readonly saved: number;
}

/** Years; Infinity: not in the years that are looked at. At the mean saving, and at the 95th and the 5th percentile of it. */
export interface Payback {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BreakEven {
  /** Losses saved a year that just cover the cost; below 0: losses may grow by so much a year [money a year]. */
  readonly savedPerYear: number;
  /** The share of the saving that is expected; null where none is. Low and high: of what it may save for all we know. */
  readonly share: { readonly value: number; readonly standardError: number } | null;
}

/** Years until what is saved has covered what is paid, capex at the start of its year and the rest evenly over it. */
export function paybackOf(years: readonly YearOfStep[], savedTimes: number): number {
  let sum = 0;
  let isBehind = false;
  for (const [year, { capex, opex, business, saved }] of years.entries()) {
    sum -= capex;
    isBehind ||= sum < 0;
    const gained = savedTimes * saved - opex - business;
    if (isBehind && sum < 0 && sum + gained >= 0) return year - sum / gained;
    sum += gained;
    isBehind ||= sum < 0;
  }
  return isBehind ? Infinity : 0;
}

export function paybacks(years: readonly YearOfStep[], saved: Outcome): Payback {
  const at = (amount: number): number => paybackOf(years, saved.value === 0 ? 1 : amount / saved.value);
  const [value, fast, slow] = [at(saved.value), at(saved.high), at(saved.low)];
  return { value, low: Math.min(value, fast, slow), high: Math.max(value, fast, slow) };
}

/**
 * @param cost Present value. @param working Years in which it saves, each worth what it is at the start.
 */
export function breakEvenOf(cost: number, saved: Outcome, working: number): BreakEven {
  const share = cost / saved.value;
  return {
    savedPerYear: cost / working,
    share:
      saved.value > 0 && cost > 0 ? { value: share, standardError: (share * saved.standardError) / saved.value } : null,
  };
}
