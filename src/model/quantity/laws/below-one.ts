/** Which values lie between 0 and 1. */
import type { Dimension } from '../../quantity.ts';

/** Whether the values of an interval lie below 1: shares, and factors whose interval does. */
export function liesBelowOne(dimension: Dimension, high: number): boolean {
  return dimension === 'share' || (dimension === 'factor' && high < 1);
}

export const logit = (share: number): number => Math.log(share / (1 - share));
