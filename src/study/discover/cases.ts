/** What rules are found on: periods with their features, and which of them break the limit. */

/** Periods as a table; a case is one period of one trial. */
export interface Cases {
  /** Shape [features][cases]. */
  readonly values: readonly Float32Array[];
  /** 1 where the limit is broken. Shape [cases]. */
  readonly broken: Uint8Array;
  /** How many periods of the run a case stands for. Shape [cases]. */
  readonly weight: Float64Array;
  /** The world, or where nothing is uncertain the trial: cases of one are not independent. Shape [cases]. */
  readonly cluster: Int32Array;
}

/** One bound, or two, on a feature: above a number, at most a number. */
export interface Condition {
  readonly feature: number;
  /** Strictly above; -Infinity for no bound. */
  readonly above: number;
  /** At most; Infinity for no bound. */
  readonly atMost: number;
}

/** All conditions hold together. */
export type Box = readonly Condition[];

export const meets = (value: number, { above, atMost }: Condition): boolean => value > above && value <= atMost;

/** Whether a case lies in a box. */
export const isIn = (values: Cases['values'], box: Box, at: number): boolean =>
  box.every((condition) => meets(values[condition.feature]![at]!, condition));

/** The cases that fulfil something, with all they have. */
export function casesWhere(cases: Cases, holds: (at: number) => boolean): Cases {
  const at: number[] = [];
  for (let i = 0; i < cases.broken.length; i++) if (holds(i)) at.push(i);
  return {
    values: cases.values.map((column) => Float32Array.from(at, (i) => column[i]!)),
    broken: Uint8Array.from(at, (i) => cases.broken[i]!),
    weight: Float64Array.from(at, (i) => cases.weight[i]!),
    cluster: Int32Array.from(at, (i) => cases.cluster[i]!),
  };
}
