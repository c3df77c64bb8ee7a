/** Units of formulas: powers of money and of hours. Shares, factors and counts are plain numbers. */
import type { Dimension } from '../quantity.ts';

/** Exponents of the two base units; both 0 for a plain number. */
export interface Unit {
  readonly money: number;
  readonly hours: number;
}

/** The unit of a plain number. */
export const PLAIN: Unit = { money: 0, hours: 0 };

const UNITS: Readonly<Record<Dimension, Unit>> = {
  money: { money: 1, hours: 0 },
  hours: { money: 0, hours: 1 },
  share: PLAIN,
  factor: PLAIN,
  number: PLAIN,
  'money/hour': { money: 1, hours: -1 },
  'number/hour': { money: 0, hours: -1 },
};

/** The unit in which a dimension is kept. */
export function unitOf(dimension: Dimension): Unit {
  return UNITS[dimension];
}

/** Whether two values can be added or compared. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return a.money === b.money && a.hours === b.hours;
}

/** The unit of a^power times b^otherPower. */
export function combined(a: Unit, power: number, b: Unit, otherPower: number): Unit {
  // Adding 0 turns -0 into 0.
  return {
    money: a.money * power + b.money * otherPower + 0,
    hours: a.hours * power + b.hours * otherPower + 0,
  };
}

/** A unit in words, such as `money per hour`. */
export function unitInWords({ money, hours }: Unit): string {
  const power = (name: string, exponent: number): string => (exponent === 1 ? name : `${name}^${exponent}`);
  const above = [
    ...(money > 0 ? [power('money', money)] : []),
    ...(hours > 0 ? [hours === 1 ? 'hours' : power('hours', hours)] : []),
  ];
  const below = [
    ...(money < 0 ? [power('money', -money)] : []),
    ...(hours < 0 ? [hours === -1 ? 'hour' : power('hours', -hours)] : []),
  ];
  if (above.length === 0 && below.length === 0) return 'a plain number';
  const top = above.length === 0 ? 'a number' : above.join(' ');
  return below.length === 0 ? top : `${top} per ${below.join(' ')}`;
}
