/** How many events a threat can bring to one trial. */
import type { CalendarFactor, Occurrence } from '../model.ts';
import type { Law, Quantity } from '../quantity.ts';

/** About the 5th and 95th percentile of a law; null for a formula, whose values are not known here. */
function usual(law: Law): readonly [low: number, high: number] | null {
  switch (law.kind) {
    case 'constant':
      return [law.value, law.value];
    case 'interval':
    case 'threePoint':
    case 'uniform':
    case 'triangular':
    case 'pert':
    case 'pertMoments':
      return [law.low, law.high];
    case 'poisson':
      return [0, law.unit * (law.mean + 2 * Math.sqrt(law.mean) + 1)];
    case 'metalog':
      return [law.values[0] ?? 0, law.values.at(-1) ?? 0];
    case 'mixture': {
      const stretches = law.parts.map((part) => usual(part.law) ?? [0, 0]);
      return [Math.min(...stretches.map(([low]) => low)), Math.max(...stretches.map(([, high]) => high))];
    }
    case 'normal':
      return [law.mean - 2 * law.sd, law.mean + 2 * law.sd];
    case 'lognormal':
      return [law.median / (1 + 2 * law.sigma), law.median * (1 + 2 * law.sigma)];
    case 'exponential':
      return [0.05 * law.mean, 3 * law.mean];
    case 'gamma':
      return [0.1 * law.shape * law.scale, 3 * law.shape * law.scale];
    case 'weibull':
      return [0.1 * law.scale, 3 * law.scale];
    case 'beta':
      return [0, law.high ?? 1];
    case 'discrete':
      return [Math.min(...law.values), Math.max(...law.values)];
    case 'formula':
      return null;
  }
}

function usualWithin({ law, min, max }: Quantity): readonly [low: number, high: number] | null {
  const stretch = usual(law);
  if (stretch === null) return null;
  const clamp = (x: number): number => Math.min(Math.max(x, min ?? x), max ?? x);
  return [clamp(stretch[0]), clamp(stretch[1])];
}

/**
 * Events in a horizon at the upper end of what is stated, when the greatest factors of the calendar hold throughout: as many as
 * may have to be drawn. 0 where that is not known.
 *
 * @param factor Constant factor on the pace.
 */
export function mostEvents(
  occurs: Occurrence,
  factor: number,
  during: readonly CalendarFactor[],
  horizonHours: number,
): number {
  const pace = during.reduce((product, one) => product * Math.max(1, one.factor), factor);
  switch (occurs.kind) {
    case 'on':
      return occurs.atHours.length;
    case 'yearly':
      return 0;
    case 'within': {
      // The geometric middle of the time between two events.
      return occurs.once ? 1 : (pace * horizonHours) / Math.sqrt(occurs.low * occurs.high);
    }
    case 'rate': {
      const stretch = usualWithin(occurs.amount);
      if (stretch === null) return 0;
      const [low, high] = stretch;
      const perHour = occurs.per === 'rate' ? high : low > 0 ? 1 / low : 0;
      return perHour * pace * horizonHours;
    }
  }
}
