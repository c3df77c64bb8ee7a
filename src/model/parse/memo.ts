/** Cache of parsed quantities: the selections of one file share nearly all of theirs. */
import type { Parsed, QuantityContext } from '../quantity/parsed.ts';
import { parseConstant, parseQuantity } from '../quantity/parse-quantity.ts';
import type { Dimension, Quantity, Timing } from '../quantity.ts';

/** Parses values of one context. */
interface Texts {
  quantity(raw: unknown, dimension: Dimension, timing: Timing): Parsed<Quantity>;
  constant(raw: unknown, dimension: Dimension): Parsed<number>;
}

/** A context, and a function that parses each text in it once. */
export interface Memo {
  readonly context: QuantityContext;
  readonly texts: Texts;
}

/** Returns the memo of a context. */
export type Memos = (context: QuantityContext) => Memo;

/** The parser for a context: the memo, if it is for this context. */
export function textsOf({ memo, context }: { readonly memo: Memo | null; readonly context: QuantityContext }): Texts {
  if (memo?.context === context) return memo.texts;
  return {
    quantity: (raw, dimension, timing) => parseQuantity(raw, dimension, timing, context),
    constant: (raw, dimension) => parseConstant(raw, dimension, context),
  };
}

/** Parses each text once. */
function once<T, Rest extends readonly Timing[]>(
  parse: (raw: unknown, dimension: Dimension, ...rest: Rest) => Parsed<T>,
): (raw: unknown, dimension: Dimension, ...rest: Rest) => Parsed<T> {
  const parsed = new Map<string, Parsed<T>>();
  return (raw, dimension, ...rest) => {
    if (typeof raw !== 'string') return parse(raw, dimension, ...rest);
    const text = `${dimension} ${rest.join(' ')} ${raw}`;
    const before = parsed.get(text);
    if (before !== undefined) return before;
    const result = parse(raw, dimension, ...rest);
    parsed.set(text, result);
    return result;
  };
}

/** Memos by what their contexts say. */
export function makeMemos(): Memos {
  const memos = new Map<string, Texts>();
  return (context) => {
    const { currency, rates, sources, inputs, varying = [] } = context;
    const lists = [rates, sources, inputs, varying].map((list) => [...list]);
    const key = JSON.stringify([currency, lists, context.hours === true]);
    const known = memos.get(key);
    if (known !== undefined) return { context, texts: known };
    const texts: Texts = {
      quantity: once((raw, dimension, timing: Timing) => parseQuantity(raw, dimension, timing, context)),
      constant: once((raw, dimension) => parseConstant(raw, dimension, context)),
    };
    memos.set(key, texts);
    return { context, texts };
  };
}
