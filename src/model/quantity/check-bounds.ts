/** Whether truncation leaves anything of a law. */
import type { Dimension, Law } from '../quantity.ts';
import { supportOf } from './check-law.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

/** Standard deviations beyond which nothing of a normal law is left, to the accuracy of its draws. */
const FAR = 6;
const Z_95 = 1.6448536269514722;

/** Stretch outside which a law practically has no values; its support where that is not so easily said. */
function reachOf(law: Law, dimension: Dimension): readonly [number, number] {
  const [low, high] = supportOf(law, dimension);
  switch (law.kind) {
    case 'normal':
      return [law.mean - FAR * law.sd, law.mean + FAR * law.sd];
    case 'lognormal':
      return [law.median * Math.exp(-FAR * law.sigma), law.median * Math.exp(FAR * law.sigma)];
    case 'interval': {
      if (high === 1) return [low, high];
      const ratio = Math.exp((FAR / (2 * Z_95)) * Math.log(law.high / law.low));
      const median = Math.sqrt(law.low) * Math.sqrt(law.high);
      return [median / ratio, median * ratio];
    }
    case 'exponential':
      return [low, law.mean * 20];
    case 'constant':
    case 'threePoint':
    case 'uniform':
    case 'triangular':
    case 'pert':
    case 'gamma':
    case 'weibull':
    case 'beta':
    case 'discrete':
    case 'formula':
      return [low, high];
  }
}

/** Refuses bounds that cross or that shut out all values of a law. */
export function checkBounds(
  law: Law,
  dimension: Dimension,
  min: number | undefined,
  max: number | undefined,
  mark: Mark,
): void {
  if (min === undefined && max === undefined) return;
  if (law.kind === 'constant') {
    refuse('bounds', 'a single number needs no bounds', 'leave `min` and `max` out, or write an interval', mark);
  }
  if (law.kind === 'formula') {
    refuse('bounds', 'a formula takes its bounds within', 'write `= min(..., ...)` or `= max(..., ...)`', mark);
  }
  const least = min ?? -Infinity;
  const most = max ?? Infinity;
  if (least >= most)
    refuse('bounds', '`min` is not below `max`', 'write the lower bound as `min`, the upper as `max`', mark);
  const [low, high] = reachOf(law, dimension);
  const left =
    law.kind === 'discrete' ? law.values.some((value) => value >= least && value <= most) : least < high && most > low;
  if (!left) refuse('bounds', 'the bounds leave nothing of the law', 'let `min` and `max` enclose part of it', mark);
}
