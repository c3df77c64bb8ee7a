/** Sums of money, short: £14.2m. */
import { digitsOf, lastPlace, roundedAt } from './rounding.ts';

const UNITS = [
  { exponent: 12, name: 'tn' },
  { exponent: 9, name: 'bn' },
  { exponent: 6, name: 'm' },
  { exponent: 3, name: 'k' },
  { exponent: 0, name: '' },
] as const;

const signs = new Map<string, string>();

/** Sign of a currency (ISO 4217): `£`, `US$` where `$` alone could be another; the code and a blank where it has none. */
function currencySign(currency: string): string {
  const known = signs.get(currency);
  if (known !== undefined) return known;
  const sign = signOf(currency);
  signs.set(currency, sign);
  return sign;
}

function signOf(currency: string): string {
  try {
    const parts = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).formatToParts(0);
    const sign = parts.find((part) => part.type === 'currency')?.value ?? currency;
    return /^[A-Z]+$/.test(sign) ? `${sign}\u00a0` : sign;
  } catch {
    return `${currency}\u00a0`;
  }
}

/**
 * A sum as finely as it is known, with k, m, bn or tn. Below a thousand whole, or with two decimals where they are known.
 *
 * @param standardError Standard error, in the same unit; 0 when the sum is exact.
 */
export function money(value: number, currency: string, standardError = 0, digits?: number): string {
  if (value === 0) return `${currencySign(currency)}0`;
  if (!Number.isFinite(value)) return 'unbounded';
  const place = lastPlace(value, standardError, digits);
  // Below a thousand three digits would be £39.4
  return moneyAt(value, currency, place, Math.abs(value) < 9.995 || standardError < 0.5);
}

/** The decimal place to which `money` shows a sum, as a power of ten: below a thousand pounds, or pence. */
export function moneyPlace(value: number, standardError = 0): number {
  const place = lastPlace(value, standardError);
  if (place >= 0) return place;
  return Math.abs(value) < 1000 && (Math.abs(value) < 9.995 || standardError < 0.5) ? -2 : 0;
}

/** A sum rounded at a decimal place, as a power of ten, with k, m, bn or tn. */
export function moneyAt(value: number, currency: string, place: number, hasPence = true): string {
  const sign = currencySign(currency);
  if (value === 0) return `${sign}0`;
  if (!Number.isFinite(value)) return 'unbounded';
  const rounded = roundedAt(Math.abs(value), place);
  const unit = UNITS.find(({ exponent }) => rounded >= 10 ** exponent) ?? UNITS[4];
  const inUnit = rounded / 10 ** unit.exponent;
  const placeInUnit = place - unit.exponent;
  const isPence = unit.exponent === 0 && placeInUnit < 0 && hasPence;
  // Whole pounds are rounded once: £24.495 is £24, not £24.50 and then £25
  const whole = place < 0 ? Math.abs(value) : rounded;
  const text =
    unit.exponent > 0
      ? digitsOf(inUnit, Math.min(0, placeInUnit))
      : digitsOf(isPence ? inUnit : whole, isPence ? -2 : 0);
  return `${value < 0 ? '-' : ''}${sign}${text}${unit.name}`;
}

/** A sum without needless digits, as on an axis or in a limit: £10m, £2.5m. */
export function shortMoney(value: number, currency: string): string {
  return money(value, currency)
    .replace(/(\.\d*?)0+(?=\D*$)/, '$1')
    .replace(/\.(?=\D*$)/, '');
}

/** The standard error of a sum, one or two digits; a question mark where nothing is known of it. */
export function moneyError(standardError: number, currency: string): string {
  if (!Number.isFinite(standardError)) return '± ?';
  return standardError > 0 ? `± ${money(standardError, currency, standardError)}` : '';
}
