/** How long somebody waits. */
import type { Model } from '../model/model.ts';
import { parseConstant } from '../model/quantity/parse-quantity.ts';
import { contextOf } from './amounts.ts';
import { argumentProblem, Refusal } from './refusal.ts';

const MILLISECONDS_PER_HOUR = 3.6e6;
/** Timers of Node take no more. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** `2 min`, `90 s`: milliseconds. @throws Refusal for what is none. */
export function millisecondsOf(text: string, model: Model): number {
  const parsed = parseConstant(text, 'hours', contextOf(model));
  if (parsed.ok && parsed.value > 0) return Math.min(LONGEST_TIMER, parsed.value * MILLISECONDS_PER_HOUR);
  throw new Refusal([argumentProblem(`--for ${text} is no length of time`, 'write it as "2 min", "90 s" or "1 h"')]);
}
