/** Whether a formula gives a valid value for its place over the range of its inputs. */
import type { QuantityFault } from '../quantity/parsed.ts';
import type { FixedPlace } from '../quantity/read-fixed.ts';
import type { Dimension } from '../quantity.ts';
import { signOf } from '../quantity/units.ts';
import type { Case } from './formula-values.ts';

/** Rounding errors of this size are tolerated. */
const SLACK = 1e-9;
const LARGEST = 1e100;

/** What a formula in some place must satisfy, beyond its dimension. */
export interface FormulaLimits extends FixedPlace {
  /** Whether 0 is invalid too. */
  readonly mustBePositive?: boolean;
  /** Whether a plain number is a count, which cannot be negative. */
  readonly counts?: boolean;
  /** Outages no longer than this do not matter [h]. */
  readonly fromHours?: number;
}

/** What is wrong with a value, and what would be right; null if nothing. */
function wrong(
  value: number,
  dimension: Dimension,
  { mustBePositive = false, counts = false }: FormulaLimits,
): readonly [what: string, remedy: string] | null {
  if (!(Math.abs(value) <= LARGEST)) return ['no number', 'keep what it divides by above 0, such as by `max(1, ...)`'];
  if (dimension === 'number' && !counts) return null;
  if (value < -SLACK) return ['less than nothing', 'bound it, such as by `max(0, ...)`'];
  if (mustBePositive && !(value > 0))
    return ['nothing, where a time above 0 belongs', 'bound it, such as by `max(1 h, ...)`'];
  if (dimension === 'share' && value > 1 + SLACK) return ['more than 100 %', 'bound it, such as by `min(1, ...)`'];
  return null;
}

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

/** A value in the base unit of its dimension. */
function inWords(value: number, dimension: Dimension | undefined, currency: string): string {
  const money = `${value < 0 ? '-' : ''}${signOf(currency).replace(/[A-Z]$/, '$& ')}${rounded(Math.abs(value))}`;
  switch (dimension) {
    case 'money':
      return money;
    case 'money/hour':
      return `${money} per hour`;
    case 'hours':
      return `${rounded(value)} h`;
    case 'number/hour':
      return `${rounded(8760 * value)} per year`;
    case 'share':
      return `${rounded(100 * value)} %`;
    case 'factor':
    case 'number':
    case undefined:
      return rounded(value);
  }
}

/**
 * The problem of a formula that gives an invalid value, with the likeliest inputs at which it does; null if none.
 *
 * @param inputs Dimensions of the inputs, by name.
 */
export function formulaFault(
  cases: readonly Case[],
  dimension: Dimension,
  text: string,
  { inputs, currency }: { readonly inputs: ReadonlyMap<string, Dimension>; readonly currency: string },
  limits: FormulaLimits,
): QuantityFault | null {
  for (const { value, at, hours } of cases) {
    const found = wrong(value, dimension, limits);
    if (found === null) continue;
    const [what, remedy] = found;
    const places = at.slice(0, 4).map(([name, one]) => `\`${name}\` at ${inWords(one, inputs.get(name), currency)}`);
    const length = hours === null ? [] : [`an outage of ${rounded(hours)} h`];
    const where = [...places, ...length].join(' and ');
    const gives = Math.abs(value) <= LARGEST ? `${what}: ${inWords(value, dimension, currency)}` : what;
    const message = `${where === '' ? '' : `with ${where} `}this formula gives ${gives}`;
    return { code: 'formula', message, remedy, offset: 0, length: text.length };
  }
  return null;
}
