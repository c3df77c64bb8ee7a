/** Whether truncation leaves anything of a law. */
import type { Law } from '../quantity.ts';
import { recordOf } from './laws/laws.ts';
import { FAR } from './laws/reach.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

/** Between bounds that lie closer together than this, as a part of the law's values, rounding would decide. */
const THINNEST = 1e-9;

/** Refuses bounds that cross or that shut out practically all values of a law. */
export function checkBounds(law: Law, min: number | undefined, max: number | undefined, mark: Mark): void {
  if (min === undefined && max === undefined) return;
  if (law.kind === 'constant') {
    refuse('bounds', 'a single number needs no bounds', 'leave `min` and `max` out, or write an interval', mark);
  }
  if (law.kind === 'formula') {
    refuse('bounds', 'a formula takes its bounds within', 'write `= min(..., ...)` or `= max(..., ...)`', mark);
  }
  const least = min ?? -Infinity;
  const most = max ?? Infinity;
  if (least >= most) {
    refuse('bounds', '`min` is not below `max`', 'write the lower bound as `min`, the upper as `max`', mark);
  }
  const [low, high] = recordOf(law).reach(law, FAR);
  const [from, to] = [Math.max(least, low), Math.min(most, high)];
  const scale = law.kind === 'normal' ? law.sd : Math.max(Math.abs(from), Math.abs(to));
  const left =
    law.kind === 'discrete'
      ? law.values.some((value) => value >= least && value <= most)
      : to - from > THINNEST * Math.min(scale, high - low);
  if (!left) {
    refuse('bounds', 'the bounds leave nothing of the law', 'let `min` and `max` enclose part of it', mark);
  }
}
