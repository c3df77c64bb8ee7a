/** Two ends in plain words. */

/** `12 to 60 h`: the unit once, where both ends have the same one. */
export function range(low: string, high: string): string {
  const unit = / \D+$/.exec(high)?.[0] ?? '';
  const lowUnit = / \D+$/.exec(low)?.[0] ?? '';
  const isShared = unit !== '' && (lowUnit === unit || `${lowUnit}s` === unit);
  return isShared ? `${low.slice(0, -lowUnit.length)} to ${high}` : `${low} to ${high}`;
}

/** An interval with its unit, and how sure it is. */
export const sureRange = (low: number, high: number, say: (value: number) => string): string =>
  `${range(say(low), say(high))} (90% sure)`;
