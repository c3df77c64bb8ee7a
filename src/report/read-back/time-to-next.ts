/** When a threat comes next: derived from its law, so that nobody is asked for a likelihood. */
import type { Threat } from '../../model/model.ts';
import { chanceWithin } from './occurrence.ts';
import { meanOver } from './mean-over.ts';
import type { Reader } from './quantity-words.ts';

/** Hours from the start that in nine cases of ten it takes, and in the middle case; Infinity: never. */
export interface TimeToNext {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const YEAR = 8760;
/** A year is certain to see what is as sure as that. */
const MOST_CHANCE = 1 - 1e-15;
/** Hours at which it is looked for: from a second to a hundred million years. */
const [FIRST, LAST] = [1 / 3600, 1e12];
const HALVINGS = 80;

/** P(no event within so many hours). */
function noneWithin({ occurs, rateFactor }: Threat, reader: Reader): (hours: number) => number {
  switch (occurs.kind) {
    case 'rate': {
      const law = reader.law(occurs.amount);
      const perHour = (value: number): number => (occurs.per === 'rate' ? value : 1 / value) * rateFactor;
      return (hours) => meanOver(law, (value) => Math.exp(-perHour(value) * hours));
    }
    case 'yearly': {
      const law = reader.law(occurs.chance);
      return (hours) =>
        meanOver(law, (p) => Math.exp((Math.log1p(-Math.min(p, MOST_CHANCE)) * rateFactor * hours) / YEAR));
    }
    case 'within':
      return (hours) => 1 - chanceWithin(occurs, hours * rateFactor);
    case 'on': {
      const first = Math.min(...occurs.atHours);
      return (hours) => (hours < first ? 1 : 0);
    }
  }
}

/** The hour by which it has come with a chance. */
function hourOf(none: (hours: number) => number, chance: number): number {
  if (none(LAST) > 1 - chance) return Infinity;
  let [low, high] = [FIRST, LAST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = Math.sqrt(low * high);
    if (none(middle) > 1 - chance) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The time to the next event of a threat, by its law as the model states it: what deters it, a calendar and drivers are not in it. Of
 * a rate that is uncertain, all rates together.
 */
export function timeToNext(threat: Threat, reader: Reader): TimeToNext {
  const { occurs } = threat;
  if (occurs.kind === 'on') {
    const first = Math.min(...occurs.atHours);
    return { low: first, middle: first, high: first };
  }
  const none = noneWithin(threat, reader);
  return { low: hourOf(none, 0.05), middle: hourOf(none, 0.5), high: hourOf(none, 0.95) };
}
