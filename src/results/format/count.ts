/** Plain numbers. */
import { digitsOf, lastPlace, trimmed } from './rounding.ts';

/** A number that is counted: every digit, thousands apart. */
export const wholeNumber = (value: number): string => digitsOf(value, 0);

/** A number as finely as it is known, at most three significant digits unless its whole part has more. */
export function plainNumber(value: number, standardError = 0): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return value > 0 ? 'unbounded' : '-unbounded';
  if (Math.abs(value) < 1e-4) return value.toExponential(1);
  const digits = digitsOf(value, Math.min(0, lastPlace(value, standardError)));
  return standardError > 0 ? digits : trimmed(digits);
}

/** `1 node`, `3 nodes`. */
export const counted = (count: number, one: string, many: string = `${one}s`): string =>
  `${wholeNumber(count)} ${count === 1 ? one : many}`;

/** `a, b and c`; the first `most` and how many more where there are more. */
export function listed(names: readonly string[], most: number = Infinity): string {
  const shown = names.length > most ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** `3,990 trials in 30 worlds`, and how many were asked for where a run of whole worlds has fewer. */
export function trialsInWorlds(
  { trials, worlds }: { readonly trials: number; readonly worlds: number },
  settings: Readonly<Record<string, unknown>>,
): string {
  if (worlds === 1) return counted(trials, 'trial');
  const asked = settings['trials'];
  const size = `${counted(trials, 'trial')} in ${counted(worlds, 'world')}`;
  if (typeof asked !== 'number' || asked <= trials) return size;
  return `${size} (of ${wholeNumber(asked)} asked, for ${wholeNumber(trials / worlds)} in each)`;
}
