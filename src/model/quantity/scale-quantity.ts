/** Quantities made from numbers: constants, and quantities times a factor. */
import type { Dimension, Quantity } from '../quantity.ts';
import { spreadIsSound } from './check-spread.ts';
import { recordOf } from './laws/laws.ts';
import type { QuantityFault } from './parsed.ts';

/** A quantity that is one number, in base units. */
export function constantQuantity(value: number, dimension: Dimension): Quantity {
  return {
    dimension,
    law: { kind: 'constant', value },
    timing: 'uncertain',
    widening: 1,
    sources: [],
    text: String(value),
  };
}

/**
 * Why a quantity cannot be scaled; null when it can. Shares must stay shares.
 */
export function scaleFault({ law, dimension, max, text, widening }: Quantity, factor: number): QuantityFault | null {
  const place = { offset: 0, length: text.length };
  if (!(factor >= 0 && factor <= 1e100)) {
    return {
      code: 'scale',
      message: `the factor ${factor} is not from 0 to 1e100`,
      remedy: 'write a factor such as `x1.5`',
      ...place,
    };
  }
  if (factor === 1 || factor === 0) return null;
  const stated =
    law.kind === 'interval' || law.kind === 'threePoint' ? law.high : recordOf(law).support(law, dimension)[1];
  const most = Math.min(stated, max ?? stated) * factor;
  const outside = law.kind === 'interval' || law.kind === 'threePoint' ? most >= 1 : most > 1;
  if (dimension === 'share' && law.kind !== 'formula' && outside) {
    return {
      code: 'scale',
      message: `times ${factor}, this share would pass 100 %`,
      remedy: 'write the scaled share in full',
      ...place,
    };
  }
  if (!spreadIsSound(recordOf(law).scaled(law, factor), dimension, widening)) {
    return {
      code: 'scale',
      message: `times ${factor}, this law spreads beyond all measure`,
      remedy: 'write a factor nearer to 1',
      ...place,
    };
  }
  return null;
}

/**
 * A quantity times a factor, bounds and all. The interval of a share is scaled at its ends.
 *
 * @throws RangeError when `scaleFault` gives a fault.
 */
export function scaleQuantity(quantity: Quantity, factor: number): Quantity {
  const fault = scaleFault(quantity, factor);
  if (fault !== null) throw new RangeError(fault.message);
  if (factor === 1) return quantity;
  const { law, min, max, text, dimension, sources } = quantity;
  if (factor === 0) return { ...constantQuantity(0, dimension), sources, text: `x0 of ${text}` };
  return {
    ...quantity,
    law: recordOf(law).scaled(law, factor),
    ...(min === undefined ? {} : { min: min * factor }),
    ...(max === undefined ? {} : { max: max * factor }),
    text: `x${factor} of ${text}`,
  };
}
