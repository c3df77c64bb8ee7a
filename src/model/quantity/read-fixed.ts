/** Quantities that are the same for all events of a world. */
import type { Dimension, Quantity } from '../quantity.ts';
import type { Cited } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { markOf } from './fragment.ts';
import type { QuantityContext, QuantityFault } from './parsed.ts';
import { refuse } from './parsed.ts';
import { readQuantity } from './read-quantity.ts';

/** What is wrong with a quantity that varies where all events of a world have the same. */
export function variesFault(what: string): Pick<QuantityFault, 'code' | 'message' | 'remedy'> {
  return {
    code: 'varies',
    message: `${what} is drawn once a world and cannot vary from event to event`,
    remedy:
      what === 'an input'
        ? 'leave out `varies`, or state the law where it is used: `cost: { own: £1k..£5k }`'
        : 'leave out `varies`',
  };
}

/** @param what The place, in words. */
export function readFixed(
  fragment: Fragment,
  dimension: Dimension,
  context: QuantityContext,
  cited: Cited,
  what: string,
): Quantity {
  const quantity = readQuantity(fragment, dimension, 'uncertain', context, cited);
  if (quantity.timing === 'uncertain') return quantity;
  const { code, message, remedy } = variesFault(what);
  return refuse(code, message, remedy, markOf(fragment));
}
