/** Units that a quantity can be written in. */

const SECOND = 1 / 3600;
const MINUTE = 1 / 60;

/** Hours of each unit of time. A year is 365 days, a month a twelfth of it. */
const HOURS: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'second', 'seconds'].map((name) => [name, SECOND] as const),
  ...['min', 'mins', 'minute', 'minutes'].map((name) => [name, MINUTE] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((name) => [name, 1] as const),
  ...['day', 'days'].map((name) => [name, 24] as const),
  ...['week', 'weeks'].map((name) => [name, 168] as const),
  ...['month', 'months'].map((name) => [name, 730] as const),
  ...['year', 'years', 'yr', 'yrs'].map((name) => [name, 8760] as const),
]);

/** Hours of a unit of time; undefined for any other word. */
export function hoursOf(word: string): number | undefined {
  return HOURS.get(word.toLowerCase());
}

/** Hours that a number of a unit makes; minutes and seconds are divided, which is exact where multiplying is not. */
export function inHours(value: number, unitHours: number): number {
  if (unitHours === MINUTE) return value / 60;
  if (unitHours === SECOND) return value / 3600;
  return value * unitHours;
}

/** A number per unit of time, per hour. */
export function perHour(value: number, unitHours: number): number {
  if (unitHours === MINUTE) return value * 60;
  if (unitHours === SECOND) return value * 3600;
  return value / unitHours;
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['\u00a3', 'GBP'],
  ['$', 'USD'],
  ['\u20ac', 'EUR'],
]);

/** Code of a currency from its sign or code; undefined for any other word. */
export function currencyOf(text: string): string | undefined {
  return SYMBOLS.get(text) ?? (/^[A-Z]{3}$/.test(text) ? text : undefined);
}

/** The sign of a currency; its code where it has none. */
export function signOf(code: string): string {
  return [...SYMBOLS].find(([, own]) => own === code)?.[0] ?? code;
}

const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['k', 3],
  ['m', 6],
  ['bn', 9],
  ['thousand', 3],
  ['million', 6],
  ['billion', 9],
]);

/** Names of the units of time. */
export const TIMES: readonly string[] = [...HOURS.keys()];

/** Power of ten of a suffix of money, in digits or in full; undefined for any other word. */
export function suffixPower(word: string): number | undefined {
  return SUFFIXES.get(word.toLowerCase());
}
