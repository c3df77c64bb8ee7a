/** How many trials would tell on which side of what is asked a confidence lies. */
import type { Estimate } from './estimate.ts';
import { lastPlace } from './format/rounding.ts';

/** Standard errors from what is asked at which a confidence is told from it. */
const CLEAR = 2;

/** More than so many times the trials that there are is no advice. */
const MOST_TIMES = 1000;

/** A little more, with two digits. */
export function roundedUp(count: number): number {
  const size = 10 ** Math.max(0, lastPlace(count, 0, 2));
  return Math.ceil(count / size - 1e-9) * size;
}

/**
 * Trials and worlds after which a confidence like this one would be two standard errors from what is asked. An error falls with the root of
 * the worlds; so many trials a world as there are. At least twice what there is; null where a thousand times as much would not do,
 * and where nothing was simulated.
 */
export function trialsToSettle(
  { value, standardError }: Estimate,
  asked: number,
  { trials, worlds }: { readonly trials: number; readonly worlds: number },
): { readonly trials: number; readonly worlds: number } | null {
  const distance = Math.abs(value - asked);
  if (trials === 0 || !(distance > 0) || !Number.isFinite(standardError)) return null;
  const reach = (CLEAR * standardError) / distance;
  const times = Math.max(2, reach * reach);
  if (times > MOST_TIMES) return null;
  if (worlds <= 1) return { trials: roundedUp(times * trials), worlds };
  const moreWorlds = roundedUp(times * worlds);
  return { trials: moreWorlds * Math.ceil(trials / worlds), worlds: moreWorlds };
}
