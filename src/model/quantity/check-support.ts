/** Whether the values of a law have a meaning in their place. */
import type { Dimension, Law } from '../quantity.ts';
import { EXAMPLE } from './base-units.ts';
import { recordOf } from './laws/laws.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';

/** Refuses a law that gives values which its dimension does not have; bounds can shut them out. */
export function checkSupport(
  law: Law,
  dimension: Dimension,
  min: number | undefined,
  max: number | undefined,
  mark: Mark,
): void {
  if (law.kind === 'formula' || dimension === 'number') return;
  const [low, high] = recordOf(law).support(law, dimension);
  if (Math.max(low, min ?? low) < 0) {
    const zero = EXAMPLE[dimension].replace(/[\d.]+k?/, '0');
    refuse(
      'support',
      'this law gives values below 0, which have no meaning here',
      `add \`min ${zero}\`, or write an interval`,
      mark,
    );
  }
  if (dimension === 'share' && Math.min(high, max ?? high) > 1) {
    refuse('support', 'this law gives shares above 100 %', 'add `max 100%`, or write an interval', mark);
  }
}
