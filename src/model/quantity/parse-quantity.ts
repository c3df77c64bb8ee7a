/** Quantities as an analyst writes them: `4..9 h (ops-day)`, `£0.5m..£2m per hour`, `lognormal 4 0.6 h max 14 days`. */
import { parseFormula } from '../formula/parse-formula.ts';
import type { Dimension, Quantity, Timing } from '../quantity.ts';
import { EXAMPLE } from './base-units.ts';
import { citedIn } from './citation.ts';
import { fragmentOf, textOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { attemptWithWords } from './near-words.ts';
import { attempt } from './parsed.ts';
import { readConstant, readQuantity } from './read-quantity.ts';
import { scan } from './scan.ts';
import { currencyOf, hoursOf } from './units.ts';

export { constantQuantity, scaleFault, scaleQuantity } from './scale-quantity.ts';

/**
 * A quantity of a given dimension.
 *
 * @param raw A text, or a number where none but a plain number or a share is wanted.
 * @param timing Whether it is uncertain or varies when its text does not say.
 */
export function parseQuantity(
  raw: unknown,
  dimension: Dimension,
  timing: Timing,
  context: QuantityContext,
): Parsed<Quantity> {
  const words = ['varies', 'uncertain', 'min', 'max', 'per'];
  return attemptWithWords(raw, words, () =>
    readQuantity(fragmentOf(raw, EXAMPLE[dimension]), dimension, timing, context),
  );
}

/** One number, in base units. */
export function parseConstant(raw: unknown, dimension: Dimension, context: QuantityContext): Parsed<number> {
  return attempt(() => readConstant(fragmentOf(raw, EXAMPLE[dimension]), dimension, context));
}

const FORMULA_DIMENSIONS: readonly Dimension[] = ['number', 'money', 'hours', 'money/hour', 'number/hour'];

/**
 * The dimension that a text has by its units: money, hours, a share, a factor, any of money and numbers per time, and a
 * plain number where there is none. Whether the text is right is for `parseQuantity` to say.
 */
export function dimensionOf(raw: unknown, context: QuantityContext): Parsed<Dimension> {
  return attempt(() => {
    const { body } = citedIn(fragmentOf(raw, '40'), context);
    const text = textOf(body);
    if (text.startsWith('=')) {
      return FORMULA_DIMENSIONS.find((dimension) => parseFormula(text, dimension, context).ok) ?? 'number';
    }
    const tokens = scan(body);
    let money = false;
    let share = false;
    let hours = false;
    let rate = false;
    let factor = false;
    const discrete = /^(?:(?:uncertain|varies) +)?discrete /i.test(text);
    let percents = 0;
    let numbers = 0;
    for (let token = tokens.take(); token !== undefined; token = tokens.take()) {
      const word = token.text.toLowerCase();
      const next = tokens.peek();
      if (token.kind === 'number') numbers++;
      else if (token.kind === 'percent') percents++;
      else if (token.kind === 'currency') money = true;
      else if (token.kind === 'slash' || word === 'per') rate = true;
      else if (token.kind !== 'word') continue;
      else if (currencyOf(token.text) !== undefined) money = true;
      else if (word === 'x' && next?.kind === 'number') factor = true;
      else if (word === 'beta') share = true;
      else if (hoursOf(word) !== undefined && !(word === 'min' && next !== undefined && next.kind !== 'range'))
        hours = true;
    }
    share ||= discrete ? percents === numbers && percents > 0 : percents > 0;
    if (money) return rate ? 'money/hour' : 'money';
    if (rate) return 'number/hour';
    if (hours) return 'hours';
    if (share) return 'share';
    return factor ? 'factor' : 'number';
  });
}
