/** Two lengths of time as one range: the unit once where it is the same. */

const UNIT = /[^\d.,]+$/;

/** `2.1 to 170 years`, `10 min to 3 h`. */
export function spanWords(from: string, to: string): string {
  if (from === to) return from;
  return UNIT.exec(from)?.[0] === UNIT.exec(to)?.[0] ? `${from.replace(UNIT, '')} to ${to}` : `${from} to ${to}`;
}
