/** Sampler rows as plain arrays: the assembler makes them and the kernel draws from them. */

/** What a row draws. */
export const SAMPLE = {
  constant: 0,
  normal: 1,
  lognormal: 2,
  curve: 3,
  slot: 4,
  exponential: 5,
  weibull: 6,
  uniform: 7,
  triangular: 8,
  metalog: 9,
  split: 10,
  discrete: 11,
  mixture: 12,
  formula: 13,
} as const;

/** Codes of scales in parameters. */
export const SCALE_CODE = { identity: 0, log: 1, logit: 2 } as const;

/** Parameters of a row. */
export const SAMPLER_WIDTH = 8;

/**
 * Rows of samplers: plain typed arrays.
 *
 * Parameters by kind: `constant` value; `slot` slot; `formula` its number; `normal` mean, sd; `lognormal` mu, sigma;
 * `exponential` mean; `weibull` log of the scale, 1 / shape; `uniform` low, width; `triangular` low, high, share below
 * the mode, two factors under the roots; `metalog` mid, spread, skew, scale; `split` mid, sd below, sd above, scale;
 * `discrete` start, count; `mixture` start, count of the parts: cumulative weights, then a kind and a place of
 * parameters for each; `curve` start, scale, low, width of the logit's interval, ends of the support. The last three
 * parameters of kinds `triangular` to `split` are the probability that truncation leaves, and the probabilities it cuts
 * off below and above.
 */
export interface SamplerTable {
  /** Code of `SAMPLE` of each row. Shape [rows]. */
  readonly kind: Uint8Array;
  /** Shape [rows * SAMPLER_WIDTH]. */
  readonly params: Float64Array;
  /** Quantile tables; values, then cumulative probabilities, of discrete laws. */
  readonly tables: Float64Array;
  /** Slot of a shift drawn once per world, of the logarithm or logit; -1 for none. Shape [rows]. */
  readonly shift: Int32Array;
  /** 1 where the shift is one of the logit. Shape [rows]. */
  readonly share: Uint8Array;
}

/** Whether a row always gives the same number. */
export function isConstantRow(table: SamplerTable, row: number): boolean {
  return table.kind[row] === SAMPLE.constant && (table.shift[row] ?? -1) < 0;
}

/** The number that a row always gives; NaN for a row that draws. */
export function constantOf(table: SamplerTable, row: number): number {
  return isConstantRow(table, row) ? (table.params[row * SAMPLER_WIDTH] ?? NaN) : NaN;
}
