/** Numbers in base units, where their units fit the place. */
import type { Dimension } from '../quantity.ts';
import type { Amount } from './amount.ts';
import { sound } from './amount.ts';
import type { QuantityContext } from './parsed.ts';
import { thousandsWithDot } from './decimal.ts';
import { refuse } from './parsed.ts';
import { inHours, perHour, signOf } from './units.ts';

/** A text that fits, by dimension. */
export const EXAMPLE: Readonly<Record<Dimension, string>> = {
  money: '£20k',
  hours: '4 h',
  share: '40%',
  factor: 'x1.5',
  number: '12',
  'money/hour': '£20k per hour',
  'number/hour': '5 per year',
};

const NAME: Readonly<Record<Dimension, string>> = {
  money: 'an amount of money',
  hours: 'a time',
  share: 'a share',
  factor: 'a factor',
  number: 'a plain number',
  'money/hour': 'money per time',
  'number/hour': 'a number per time',
};

/**
 * The numbers with the units that they take from their neighbours: the currency from any, time and `per` from the last.
 * A suffix belongs to its own number; where that could be read in two ways, it is refused.
 */
function completed(amounts: readonly Amount[]): readonly Amount[] {
  const last = amounts.at(-1);
  const currency = amounts.find((amount) => amount.currency !== null)?.currency ?? null;
  const suffixed = amounts.find((amount) => amount.suffix !== null);
  if (suffixed !== undefined && amounts.some((amount) => amount.currency === null)) {
    const bare = amounts.find((amount) => amount.suffix === null && amount.value !== 0);
    if (bare !== undefined) {
      refuse(
        'suffix',
        `\`${suffixed.suffix ?? ''}\` belongs to one number; what of ${bare.value}?`,
        `write \`£${bare.value}${suffixed.suffix ?? ''}\` or \`£${bare.value}\`, each with its own sign`,
        bare,
      );
    }
  }
  const factor = amounts[0]?.unit === 'factor' && amounts.every(({ unit }) => unit === 'factor' || unit === 'none');
  return amounts.map((amount) => ({
    ...amount,
    currency: amount.currency ?? currency,
    unit: factor ? 'factor' : amount.unit === 'none' ? (last?.unit ?? 'none') : amount.unit,
    unitHours: amount.unit === 'none' ? (last?.unitHours ?? 0) : amount.unitHours,
    perHours: amount.perHours ?? last?.perHours ?? null,
  }));
}

function inCurrency(amount: Amount, { currency, rates }: QuantityContext): number {
  const doubt = amount.suffix === null ? thousandsWithDot(amount.digits, signOf(amount.currency ?? currency)) : null;
  if (doubt !== null) refuse('thousands', doubt[0], doubt[1], amount);
  if (amount.currency === null || amount.currency === currency) return amount.value;
  const rate = rates.get(amount.currency);
  if (rate !== undefined) return amount.value * rate;
  return refuse(
    'currency',
    `the file gives no rate from ${amount.currency} to ${currency}`,
    `write \`rates: { ${amount.currency}: ... }\` at the top, its worth in ${currency}`,
    amount,
  );
}

function misfit(amount: Amount, dimension: Dimension): never {
  const bare = amount.currency === null && amount.unit === 'none' && amount.perHours === null;
  const wants = `here stands ${NAME[dimension]}`;
  if (bare)
    return refuse(
      'unit',
      `${amount.value} has no unit; ${wants}`,
      `write one at the end, such as \`${EXAMPLE[dimension]}\``,
      amount,
    );
  return refuse('unit', `the unit does not fit: ${wants}`, `write such as \`${EXAMPLE[dimension]}\``, amount);
}

function inBase(amount: Amount, dimension: Dimension, context: QuantityContext): number {
  const { value, currency, unit, perHours } = amount;
  // Nought is nought in any unit.
  if (value === 0 && currency === null && unit === 'none' && perHours === null) return 0;
  const plain = currency === null && perHours === null;
  switch (dimension) {
    case 'money':
      if (currency === null || unit !== 'none' || perHours !== null) return misfit(amount, dimension);
      return inCurrency(amount, context);
    case 'money/hour':
      if (currency === null || unit !== 'none' || perHours === null) return misfit(amount, dimension);
      return perHour(inCurrency(amount, context), perHours);
    case 'hours':
      if (!plain || unit !== 'time') return misfit(amount, dimension);
      return inHours(value, amount.unitHours);
    case 'number/hour':
      if (currency !== null || unit !== 'none' || perHours === null) return misfit(amount, dimension);
      return perHour(value, perHours);
    case 'share':
    case 'factor':
      if (!plain || unit === 'time') return misfit(amount, dimension);
      if (dimension === 'share' && unit === 'none' && value > 1) {
        return refuse('share', `${value} is no share, 0 to 1`, `write \`${value}%\` for ${value} in a hundred`, amount);
      }
      return unit === 'percent' ? value / 100 : value;
    case 'number':
      if (!plain || unit !== 'none') return misfit(amount, dimension);
      return value;
  }
}

/**
 * The numbers in base units: hours, the model's currency, shares of one.
 *
 * @returns As many as `amounts`, each within the bounds of the dimension.
 */
export function inBaseUnits(amounts: readonly Amount[], dimension: Dimension, context: QuantityContext): number[] {
  return completed(amounts).map((amount) => {
    const value = sound(inBase(amount, dimension, context), amount);
    if (value < 0 && dimension !== 'number') {
      refuse('negative', `${NAME[dimension]} is not below nought`, 'write it without the minus sign', amount);
    }
    if (value > 1 && dimension === 'share') {
      refuse('share', 'a share is at most 100 %', 'write a share from 0% to 100%', amount);
    }
    return value;
  });
}
