/**
 * Draws values from sampler rows, by inversion: the value increases with the word or the probability. A mixture selects
 * its part with the same word, and inverts with the remainder: there values increase within each part.
 */
import { unitFromWord } from '../random/draws.ts';
import { exp, log, log1p } from '../random/elementary.ts';
import {
  exponentialWord,
  logExponentialWord,
  logitWord,
  normalCdf,
  normalQuantile,
  normalQuantileWord,
} from '../random/normal.ts';
import { quantileFromTable } from './quantile-table.ts';
import type { SamplerTable } from './sampler-table.ts';
import { constantOf, SAMPLE, SAMPLER_WIDTH } from './sampler-table.ts';
import { logistic, logit } from './special/logistic.ts';

export type { SamplerBuilder } from './sampler-builder.ts';
export { makeSamplerBuilder } from './sampler-builder.ts';
export type { SamplerTable } from './sampler-table.ts';
export { constantOf, isConstantRow } from './sampler-table.ts';

/** Half the step of a word: units come no nearer to 0 and 1. */
const LEAST_UNIT = 1 / 8589934592;

export interface Sampler {
  /**
   * A value from a word: the quantile of `unitFromWord(word)`, to seven digits.
   *
   * No allocation; tables replace logarithms.
   */
  sample(row: number, word: number): number;
  /** The number that a row always gives; NaN for a row that draws. */
  constant(row: number): number;
}

/** The value of a formula evaluated for each draw, by its number and the draw's word. */
export type FormulaValue = (formula: number, word: number) => number;

function noFormula(): never {
  throw new RangeError('this sampler works no formulas out');
}

/**
 * @param table Kept, not copied: parameters of rows may be overwritten.
 * @param slots The world's slots, for rows that refer to them.
 */
export function makeSampler(table: SamplerTable, slots: Float64Array, valueOf: FormulaValue = noFormula): Sampler {
  const { kind, params, tables, shift } = table;
  // Copied to locals: V8 treats variables of the enclosing function as constants, but reloads those of another module.
  const laws = SAMPLE;
  const width = SAMPLER_WIDTH;
  const power = exp;
  const normal = normalQuantileWord;

  return {
    sample: (row, word) => {
      const at = row * width;
      const law = kind[row]!;
      let x: number;
      if (law === laws.constant) x = params[at]!;
      else if (law === laws.lognormal) x = power(params[at]! + params[at + 1]! * normal(word));
      else if (law === laws.curve) x = fromTable(params, tables, at, normal(word));
      else if (law === laws.formula) x = valueOf(params[at]!, word);
      else x = wordValue(law, params, tables, slots, at, word);
      return shift[row]! < 0 ? x : shifted(table, slots, row, x);
    },
    constant: (row) => constantOf(table, row),
  };
}

/**
 * The quantile of a probability in (0, 1), for a row.
 *
 * To the last digits where the law has a formula; where it has a table, to the table's error (1e-8 of the logarithm or
 * logit).
 */
export function quantileOfRow(table: SamplerTable, slots: Float64Array, row: number, p: number): number {
  const { kind, params, tables, shift } = table;
  const x = quantileValue(kind[row]!, params, tables, slots, row * SAMPLER_WIDTH, p);
  return shift[row]! < 0 ? x : shifted(table, slots, row, x);
}

/** As `quantileOfRow`, at a normal quantile: exact far out, and without the way through a probability where none is needed. */
export function quantileAtNormal(table: SamplerTable, slots: Float64Array, row: number, z: number): number {
  const { kind, params, tables, shift } = table;
  const at = row * SAMPLER_WIDTH;
  let x: number;
  if (kind[row] === SAMPLE.lognormal) x = exp(params[at]! + params[at + 1]! * z);
  else if (kind[row] === SAMPLE.normal) x = params[at]! + params[at + 1]! * z;
  else if (kind[row] === SAMPLE.curve) x = fromTable(params, tables, at, z);
  else x = quantileValue(kind[row]!, params, tables, slots, at, clampUnit(normalCdf(z)));
  return shift[row]! < 0 ? x : shifted(table, slots, row, x);
}

/** Nearest to 0 and 1 that a probability comes. */
const LEAST_PROBABILITY = Number.EPSILON / 2;

function clampUnit(p: number): number {
  return Math.min(Math.max(p, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
}

function shifted({ shift, share }: SamplerTable, slots: Float64Array, row: number, x: number): number {
  const by = slots[shift[row]!]!;
  if (share[row] === 0) return x * exp(by);
  // logistic(logit x + s); values outside (0, 1) are unchanged.
  return x > 0 && x < 1 ? x / (x + (1 - x) * exp(-by)) : x;
}

function wordValue(
  kind: number,
  params: Float64Array,
  tables: Float64Array,
  slots: Float64Array,
  at: number,
  word: number,
): number {
  switch (kind) {
    case SAMPLE.normal:
      return params[at]! + params[at + 1]! * normalQuantileWord(word);
    case SAMPLE.slot:
      return slots[params[at]! | 0]!;
    case SAMPLE.exponential:
      return params[at]! * exponentialWord(~word);
    case SAMPLE.weibull:
      return exp(params[at]! + params[at + 1]! * logExponentialWord(~word));
    case SAMPLE.uniform:
      return params[at]! + params[at + 1]! * unitFromWord(word);
    case SAMPLE.metalog:
      if (params[at + 5] !== 1) break;
      return metalog(params, at, logitWord(word), unitFromWord(word));
    case SAMPLE.split:
      if (params[at + 5] !== 1) break;
      return split(params, at, normalQuantileWord(word));
  }
  return quantileValue(kind, params, tables, slots, at, unitFromWord(word));
}

function quantileValue(
  kind: number,
  params: Float64Array,
  tables: Float64Array,
  slots: Float64Array,
  at: number,
  p: number,
): number {
  switch (kind) {
    case SAMPLE.constant:
      return params[at]!;
    case SAMPLE.slot:
      return slots[params[at]! | 0]!;
    case SAMPLE.normal:
      return params[at]! + params[at + 1]! * normalQuantile(p);
    case SAMPLE.lognormal:
      return exp(params[at]! + params[at + 1]! * normalQuantile(p));
    case SAMPLE.curve:
      return fromTable(params, tables, at, normalQuantile(p));
    case SAMPLE.exponential:
      return -params[at]! * log1p(-p);
    case SAMPLE.weibull:
      return exp(params[at]! + params[at + 1]! * log(-log1p(-p)));
    case SAMPLE.uniform:
      return params[at]! + params[at + 1]! * p;
    case SAMPLE.discrete:
      return discrete(params, tables, at, p);
    case SAMPLE.mixture:
      return mixture(params, tables, slots, at, p);
    case SAMPLE.triangular:
    case SAMPLE.metalog:
    case SAMPLE.split:
      return cut(kind, params, at, p);
    default:
      throw new RangeError(`no sampler of kind ${kind}`);
  }
}

/** Kinds whose probability may be truncated at both ends. */
function cut(kind: number, params: Float64Array, at: number, unit: number): number {
  const inside = params[at + 5]!;
  const p = params[at + 6]! + inside * unit;
  const q = params[at + 7]! + inside * (1 - unit);
  if (kind === SAMPLE.metalog) return metalog(params, at, p < q ? logit(p) : -logit(q), p);
  if (kind === SAMPLE.split) return split(params, at, p < q ? normalQuantile(p) : -normalQuantile(q));
  if (p < params[at + 2]!) return params[at]! + Math.sqrt(p * params[at + 3]!);
  return params[at + 1]! - Math.sqrt(q * params[at + 4]!);
}

function onScale(code: number, y: number): number {
  return code === 1 ? exp(y) : code === 2 ? logistic(y) : y;
}

function metalog(params: Float64Array, at: number, logitOfP: number, p: number): number {
  const y = params[at]! + logitOfP * (params[at + 1]! + params[at + 2]! * (p - 0.5));
  return onScale(params[at + 3]!, y);
}

function split(params: Float64Array, at: number, z: number): number {
  return onScale(params[at + 3]!, params[at]! + z * (z < 0 ? params[at + 1]! : params[at + 2]!));
}

/** The part whose stretch of weights contains p, at p's position within that stretch. */
function mixture(params: Float64Array, tables: Float64Array, slots: Float64Array, at: number, p: number): number {
  const start = params[at]! | 0;
  const count = params[at + 1]! | 0;
  let part = 0;
  while (part < count - 1 && p >= tables[start + part]!) part++;
  const below = part === 0 ? 0 : tables[start + part - 1]!;
  const inside = (p - below) / (tables[start + part]! - below);
  const place = start + count + 2 * part;
  // Never 0 or 1, which rounding could produce.
  const unit = inside < LEAST_UNIT ? LEAST_UNIT : inside > 1 - LEAST_UNIT ? 1 - LEAST_UNIT : inside;
  return quantileValue(tables[place]!, params, tables, slots, tables[place + 1]!, unit);
}

/** The first value whose cumulative probability reaches p, by bisection. */
function discrete(params: Float64Array, tables: Float64Array, at: number, p: number): number {
  const start = params[at]! | 0;
  const count = params[at + 1]! | 0;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tables[start + count + middle]! >= p) high = middle;
    else low = middle + 1;
  }
  return tables[start + low]!;
}

function fromTable(params: Float64Array, tables: Float64Array, at: number, z: number): number {
  const y = quantileFromTable(tables, params[at]! | 0, z);
  const scale = params[at + 1]!;
  let x = y;
  if (scale !== 0) {
    const e = exp(scale === 1 ? y : -Math.abs(y));
    x = scale === 1 ? e : params[at + 2]! + (params[at + 3]! * (y < 0 ? e : 1)) / (1 + e);
  }
  // Tables are within 1e-8, but truncation bounds are exact.
  return Math.min(Math.max(x, params[at + 4]!), params[at + 5]!);
}
