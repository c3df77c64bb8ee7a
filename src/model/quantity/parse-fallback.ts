/** What a node can do without a need: `45% after 40 min`. */
import type { Quantity } from '../quantity.ts';
import { citedIn } from './citation.ts';
import { fragmentOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { attemptWithWords } from './near-words.ts';
import { readFixed } from './read-fixed.ts';
import { readQuantity } from './read-quantity.ts';
import { splitAt } from './split-at.ts';

export interface Fallback {
  /** Capacity that it gives, 0..1. */
  readonly fallback: Quantity;
  /** Hours until it works. */
  readonly after?: Quantity | undefined;
}

/** The capacity is uncertain, the time varies; a citation at the end is one of both. */
export function parseFallback(raw: unknown, context: QuantityContext): Parsed<Fallback> {
  return attemptWithWords(raw, ['after', 'min', 'max', 'uncertain'], () => {
    const cited = citedIn(fragmentOf(raw, '45% after 40 min'), context);
    const [share, time] = splitAt(cited.body, 'after') ?? [cited.body];
    const fallback = readFixed(share, 'share', context, cited, 'a fallback');
    return time === undefined
      ? { fallback }
      : { fallback, after: readQuantity(time, 'hours', 'varies', context, cited) };
  });
}
