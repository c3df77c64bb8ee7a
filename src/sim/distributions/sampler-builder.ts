/** Builds the sampler rows of a model: laws are fitted, tables made, equal rows shared. */
import type { Quantity } from '../../model/quantity.ts';
import { betaLaw } from './beta.ts';
import { fittedLaw } from './distribution-of.ts';
import type { Curve, FittedLaw, Form } from './distribution.ts';
import { normalLaw } from './normal.ts';
import { quantileTable } from './quantile-table.ts';
import type { SamplerTable } from './sampler-table.ts';
import { SAMPLE, SAMPLER_WIDTH, SCALE_CODE } from './sampler-table.ts';

export interface SamplerBuilder {
  /**
   * Row that draws from a quantity, truncation and widening applied.
   *
   * @param shiftSlot Slot of a shift of the logarithm, or of the logit for a share.
   * @throws RangeError for a formula and for a law without values, as `fittedLaw` does.
   */
  add(quantity: Quantity, shiftSlot?: number): number;
  /** Row whose value is that of a slot. */
  slot(slot: number): number;
  /** Row whose value is evaluated for each draw, by the formula of that number. */
  formula(number: number): number;
  /** Row of a beta law. */
  beta(a: number, b: number): number;
  /** Row of a normal law. */
  normal(mean: number, sd: number): number;
  /** All rows, as typed arrays. */
  table(): SamplerTable;
}

/** A row not yet placed. */
interface Row {
  readonly kind: number;
  readonly params: readonly number[];
}

/** Cache of laws and tables: the selections of one file share nearly all of their quantities. */
const lawsBefore = new WeakMap<Quantity, FittedLaw>();
const tablesBefore = new WeakMap<Curve, Float64Array>();

/** The cached value of a key, made if absent. */
function madeOnce<K extends object, V>(before: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const known = before.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  before.set(key, made);
  return made;
}

export function makeSamplerBuilder(): SamplerBuilder {
  const kinds: number[] = [];
  const params: number[] = [];
  const shifts: number[] = [];
  const shares: number[] = [];
  const tables: number[] = [];
  const rows = new Map<string, number>();
  /** Laws by what they were made from. */
  const fitted = new Map<string, Row>();

  /** The row's place; equal rows share one. */
  function place({ kind, params: own }: Row, shift: number, share: boolean): number {
    const key = JSON.stringify([kind, own.map(String), shift, share && shift >= 0]);
    let row = rows.get(key);
    if (row === undefined) {
      row = kinds.length;
      rows.set(key, row);
      kinds.push(kind);
      shifts.push(shift);
      shares.push(share && shift >= 0 ? 1 : 0);
      for (let i = 0; i < SAMPLER_WIDTH; i++) params.push(own[i] ?? 0);
    }
    return row;
  }

  /** Appends numbers to the pool; returns their start. */
  function pool(values: Iterable<number>): number {
    const start = tables.length;
    for (const value of values) tables.push(value);
    return start;
  }

  function rowOf(form: Form, inside = 1, below = 0, above = 0): Row {
    switch (form.kind) {
      case 'constant':
        return { kind: SAMPLE.constant, params: [form.value] };
      case 'row':
        return { kind: SAMPLE[form.sample], params: form.params };
      case 'lognormal':
        return { kind: SAMPLE.lognormal, params: [form.mu, form.sigma] };
      case 'uniform':
        return { kind: SAMPLE.uniform, params: [form.low, form.high - form.low] };
      case 'triangular': {
        const { low, mode, high } = form;
        const width = high - low;
        const roots = [width * (mode - low), width * (high - mode)];
        return { kind: SAMPLE.triangular, params: [low, high, (mode - low) / width, ...roots, inside, below, above] };
      }
      case 'metalog': {
        const { mid, spread, skew, scale } = form;
        return { kind: SAMPLE.metalog, params: [mid, spread, skew, SCALE_CODE[scale], 0, inside, below, above] };
      }
      case 'split': {
        const { mid, below: sdBelow, above: sdAbove, scale } = form;
        return { kind: SAMPLE.split, params: [mid, sdBelow, sdAbove, SCALE_CODE[scale], 0, inside, below, above] };
      }
      case 'discrete':
        return {
          kind: SAMPLE.discrete,
          params: [pool([...form.values, ...form.cumulative]), form.values.length],
        };
      case 'mixture': {
        // The parts have separate rows; a value is drawn with the remainder of the word.
        const own = form.parts.map((part) => place(rowOf(part.form), -1, false));
        let sum = 0;
        const cumulative = form.parts.map(({ weight }, i) => (i === form.parts.length - 1 ? 1 : (sum += weight)));
        const places = own.flatMap((row) => [kinds[row]!, row * SAMPLER_WIDTH]);
        return { kind: SAMPLE.mixture, params: [pool([...cumulative, ...places]), form.parts.length] };
      }
      case 'curve': {
        const { curve, low, high } = form;
        const start = pool(madeOnce(tablesBefore, curve, quantileTable));
        return { kind: SAMPLE.curve, params: [start, SCALE_CODE[curve.scale], curve.low, curve.width, low, high] };
      }
      case 'cut':
        return rowOf(form.of, form.inside, form.below, form.above);
    }
  }

  function rowOfLaw(key: string, law: () => FittedLaw): Row {
    let row = fitted.get(key);
    if (row === undefined) {
      row = rowOf(law().form);
      fitted.set(key, row);
    }
    return row;
  }

  return {
    add: (quantity, shiftSlot = -1) => {
      const { law, dimension, min, max, timing, widening } = quantity;
      const key = JSON.stringify([law, dimension, min, max, timing === 'uncertain' ? widening : 1]);
      return place(
        rowOfLaw(key, () => madeOnce(lawsBefore, quantity, fittedLaw)),
        shiftSlot,
        dimension === 'share',
      );
    },
    slot: (slot) => place({ kind: SAMPLE.slot, params: [slot] }, -1, false),
    formula: (number) => place({ kind: SAMPLE.formula, params: [number] }, -1, false),
    beta: (a, b) =>
      place(
        rowOfLaw(`beta ${a} ${b}`, () => betaLaw(a, b)),
        -1,
        false,
      ),
    normal: (mean, sd) => place(rowOf(normalLaw(mean, sd).form), -1, false),
    table: () => ({
      kind: Uint8Array.from(kinds),
      params: Float64Array.from(params),
      tables: Float64Array.from(tables),
      shift: Int32Array.from(shifts),
      share: Uint8Array.from(shares),
    }),
  };
}
