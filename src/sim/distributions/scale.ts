/** Scales without an upper or lower end: the logarithm of values above 0, the logit of values in (0, 1). */
import { exp, log } from '../random/elementary.ts';
import type { Scale } from './distribution.ts';
import { logistic, logit } from './special/logistic.ts';

/** The place of a value on a scale. */
export function toScale(scale: Scale, x: number): number {
  switch (scale) {
    case 'identity':
      return x;
    case 'log':
      return log(x);
    case 'logit':
      return logit(x);
  }
}

/** The value at a place of a scale. */
export function fromScale(scale: Scale, y: number): number {
  switch (scale) {
    case 'identity':
      return y;
    case 'log':
      return exp(y);
    case 'logit':
      return logistic(y);
  }
}
