/** Quantities that were parsed before: the choices of one file share nearly all of theirs. */
import type { Parsed, QuantityContext } from '../quantity/parsed.ts';
import { parseQuantity } from '../quantity/parse-quantity.ts';
import type { Dimension, Quantity, Timing } from '../quantity.ts';

/** Parses quantities of one context, each text once. */
export type QuantityMemo = (raw: string, dimension: Dimension, timing: Timing) => Parsed<Quantity>;

/** Gives the memo of a context. */
export type Memos = (context: QuantityContext) => QuantityMemo;

/** Memos by what their contexts say. */
export function makeMemos(): Memos {
  const memos = new Map<string, QuantityMemo>();
  return (context) => {
    const { currency, rates, sources, inputs, varying = [] } = context;
    const lists = [rates, sources, inputs, varying].map((list) => [...list]);
    const key = JSON.stringify([currency, lists, context.hours === true]);
    const known = memos.get(key);
    if (known !== undefined) return known;
    const parsed = new Map<string, Parsed<Quantity>>();
    const memo: QuantityMemo = (raw, dimension, timing) => {
      const text = `${dimension} ${timing} ${raw}`;
      const before = parsed.get(text);
      if (before !== undefined) return before;
      const result = parseQuantity(raw, dimension, timing, context);
      parsed.set(text, result);
      return result;
    };
    memos.set(key, memo);
    return memo;
  };
}
