/** Whether the values of a law, its widening included, stay within what can be computed with. */
import type { Dimension, Law } from '../quantity.ts';
import { liesBelowOne } from './laws/below-one.ts';
import { recordOf } from './laws/laws.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

/** `spreadIsSound` of the law's record. */
export function spreadIsSound(law: Law, dimension: Dimension, widening: number): boolean {
  return recordOf(law).spreadIsSound?.(law, dimension, widening) ?? true;
}

/** Refuses a law that spreads too far. */
export function checkSpread(law: Law, dimension: Dimension, widening: number, mark: Mark): void {
  if (spreadIsSound(law, dimension, widening)) return;
  if (widening > 1 && spreadIsSound(law, dimension, 1)) {
    refuse(
      'size',
      'widened for the calibration of its source, this law spreads beyond all measure',
      'narrow the interval, or cite a source that was right more often',
      mark,
    );
  }
  const isShare = (law.kind === 'interval' || law.kind === 'threePoint') && liesBelowOne(dimension, law.high);
  refuse(
    'size',
    isShare ? 'the ends cannot be told from 0 or 100 %' : 'this law spreads beyond all measure',
    isShare ? 'write ends between 0.000001% and 99.999999%, or a single number' : 'bring its ends nearer together',
    mark,
  );
}
