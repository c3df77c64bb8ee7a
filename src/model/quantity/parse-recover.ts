/** What a control does for recovery: `50..90% in 2..10 h`. */
import type { Quantity } from '../quantity.ts';
import { citedIn } from './citation.ts';
import { fragmentOf, markOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { refuse } from './parsed.ts';
import { attemptWithWords } from './near-words.ts';
import { readQuantity } from './read-quantity.ts';
import { splitAt } from './split-at.ts';

export interface Recovery {
  /** Share of the times in which it works. */
  readonly chance: Quantity;
  /** Hours that it takes. */
  readonly within: Quantity;
}

/** The chance is uncertain, the time varies; a citation at the end is one of both. */
export function parseRecover(raw: unknown, context: QuantityContext): Parsed<Recovery> {
  return attemptWithWords(raw, ['in', 'min', 'max', 'uncertain', 'varies'], () => {
    const cited = citedIn(fragmentOf(raw, '50..90% in 2..10 h'), context);
    const parts = splitAt(cited.body, 'in');
    if (parts === null)
      return refuse('recover', 'a recovery has a chance and a time', 'write `50..90% in 2..10 h`', markOf(cited.body));
    return {
      chance: readQuantity(parts[0], 'share', 'uncertain', context, cited),
      within: readQuantity(parts[1], 'hours', 'varies', context, cited),
    };
  });
}
