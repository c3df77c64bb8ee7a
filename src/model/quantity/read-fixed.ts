/** Quantities that are the same for all events of a world. */
import type { Dimension, Quantity } from '../quantity.ts';
import type { Cited } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { markOf } from './fragment.ts';
import type { QuantityContext, QuantityFault } from './parsed.ts';
import { refuse } from './parsed.ts';
import { readQuantity } from './read-quantity.ts';
import { variesBy } from '../varying-inputs.ts';

/** A fault without its place in a text. */
type VariesFault = Pick<QuantityFault, 'code' | 'message' | 'remedy'>;

/** The input by which a formula varies; undefined for what is no formula, and for one that has one value in a world. */
function variesWith(quantity: Quantity, { varying = new Set() }: QuantityContext): string | undefined {
  return variesBy(quantity, varying).at(0);
}

/** What is wrong with a quantity that varies where all events of a world have the same. */
function variesFault(what: string, quantity: Quantity, context: QuantityContext): VariesFault {
  const name = variesWith(quantity, context);
  return name === undefined
    ? {
        code: 'varies',
        message: `${what} is drawn once a world and cannot vary from event to event`,
        remedy: 'leave out `varies`',
      }
    : {
        code: 'varies',
        message: `${what} has one value in a world, and this formula uses \`${name}\`, which is drawn anew at each use`,
        remedy: `leave out \`varies\` where \`${name}\` is stated, or use an input that does not vary`,
      };
}

/**
 * What is wrong with the formula of a chance that is used once for each event, if an input of it varies; null for nothing. A law that
 * varies may stand there: only its mean matters.
 *
 * @param example How such a law is written there.
 */
function chanceFault(what: string, example: string, quantity: Quantity, context: QuantityContext): VariesFault | null {
  const name = variesWith(quantity, context);
  if (name === undefined) return null;
  return {
    code: 'varies',
    message: `${what} is used once for each event, and this formula of it uses \`${name}\`, which is drawn anew at each use`,
    remedy: `state its law here, such as \`${example}\`, or leave out \`varies\` where \`${name}\` is stated`,
  };
}

/** A place in which not everything may vary: how a fault names it. */
export interface FixedPlace {
  /** All events of a world have the same: nothing varies there. */
  readonly fixed?: string;
  /** A chance that is used once for each event, and a law of it, as written: a law may vary there, a formula not. */
  readonly chance?: { readonly what: string; readonly example: string };
}

/** What is wrong with a quantity in such a place; null for nothing. */
export function fixedFault(
  quantity: Quantity,
  { fixed, chance }: FixedPlace,
  context: QuantityContext,
): VariesFault | null {
  if (fixed !== undefined && quantity.timing === 'varies') return variesFault(fixed, quantity, context);
  return chance === undefined ? null : chanceFault(chance.what, chance.example, quantity, context);
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
  const { code, message, remedy } = variesFault(what, quantity, context);
  return refuse(code, message, remedy, markOf(fragment));
}
