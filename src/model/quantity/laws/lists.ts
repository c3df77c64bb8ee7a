/** What the lists of values have in common: weights, and a unit at the end. */
import type { Amount } from '../amount.ts';
import { takePer, takeTime } from '../amount.ts';
import type { Tokens } from '../scan.ts';
import { withUnitOf } from './parameters.ts';

/** A weight: its number and per cent sign only, since a unit after the last one belongs to the values. */
export function takeWeight(tokens: Tokens): Amount | undefined {
  if (tokens.peek()?.kind !== 'number' || tokens.peek(1)?.kind !== 'percent') return undefined;
  const number = tokens.take();
  tokens.take();
  if (number === undefined) return undefined;
  const { offset, length } = number;
  return {
    offset,
    length,
    digits: number.text,
    value: Number(number.text),
    currency: null,
    suffix: null,
    unit: 'percent',
    unitHours: 0,
    perHours: null,
  };
}

/** The unit after the last value, given to it as if it stood by it. */
export function takeUnitOfLast(tokens: Tokens, values: Amount[]): void {
  const last = values.at(-1);
  const unitHours = takeTime(tokens);
  const perHours = takePer(tokens);
  if (last === undefined || (unitHours === null && perHours === null)) return;
  const unit: Amount = { ...last, unit: unitHours === null ? 'none' : 'time', unitHours: unitHours ?? 0, perHours };
  values[values.length - 1] = withUnitOf(last, unit);
}
