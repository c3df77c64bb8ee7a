/** Figures of a page on snowballs, in words. */
import type { Estimate } from '../../results/estimate.ts';
import type { SnowballPoint } from '../../results/snowball-document.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { lastPlace, digitsOf, trimmed } from '../../results/format/rounding.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { isCase, periodHoursOf, periodNames, worstPeriod, type SnowballScene } from './scene.ts';

/** Standard errors by which shares are read to a per cent, those below 10% to a tenth. */
const WHOLE = 0.02;
const TENTH = 0.002;

export const sum = (estimate: Estimate, { document }: SnowballScene): string =>
  doubted(money(estimate.value, document.currency, estimate.standardError), estimate);

/** `36%`, `1.5%`: no finer than it is known, nor than a reader has use for. */
export function shareOf({ value, standardError, unreliable }: Estimate): string {
  const finest = Math.abs(value) < 0.1 ? TENTH : WHOLE;
  const rounded = Math.abs(value) < 5e-5 ? 0 : Math.abs(value - 1) < 5e-4 ? 1 : value;
  const text = percent(rounded, Math.max(standardError, finest)).replace(/\.0+%$/, '%');
  return unreliable === true ? `${text}?` : text;
}

/** A share that is known exactly, or whose error is told elsewhere. */
export const plainShare = (value: number): string => shareOf({ value, standardError: 0 });

/** `once in 26 years`, `3.2 times a year`, `every year`; `in 12% of cases` where events are given. */
export function playsWords({ plays }: SnowballPoint, scene: SnowballScene): string {
  const { value, standardError } = plays;
  if (value === 0) return 'never seen';
  if (isCase(scene)) return value >= 1 ? 'in every case' : `in ${percent(value, standardError)} of cases`;
  if (value === 1 && periodHoursOf(scene) === 8760) return 'every year';
  if (value > 1) return `${numberAs(value, standardError)} times a year`;
  const years = 1 / value;
  const words = numberAs(years, (standardError / value) * years);
  return words === '1' ? 'every year' : `once in ${words} years`;
}

function numberAs(value: number, standardError: number): string {
  const place = lastPlace(value, standardError, 2);
  return trimmed(digitsOf(value, value < 3 ? Math.max(-1, place) : Math.max(0, place)));
}

/** `in all worst years`, `in 34% of the worst years`, of those with a loss. */
export function inTailWords({ playsInTail: { periods, of } }: SnowballPoint, scene: SnowballScene): string {
  const many = periodNames(scene);
  if (of === 0) return '';
  if (periods >= of) return `in all worst ${many}`;
  return `in ${percent(periods / of, Math.max(WHOLE, Math.sqrt(((periods / of) * (1 - periods / of)) / of)))} of the worst ${many}`;
}

/** The mean of what lies beyond, which is what is taken apart. */
export function tailSentence(scene: SnowballScene): string {
  const { level } = scene.result.tail;
  const mean = scene.tailMean ?? scene.result.tail.mean;
  if (mean === null || level === null) return '';
  const error = errorOf(mean, scene);
  return `${capital(worstPeriod(scene))} costs ${sum(mean, scene)}${error === '' ? '' : ` (${error})`} on average`;
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The share of a length that hides all but its first two digits. */
const TWO_DIGITS = 0.2;

/** Minutes from this length on, which take three digits, are hours. */
const LONG_MINUTES = 99.5 / 60;

/** A length of time to two digits: `11 h`, `17 min`. */
export const about = (hours: number): string =>
  hours >= LONG_MINUTES && hours < 2
    ? `${hours.toFixed(1).replace('.0', '')} h`
    : duration(hours, Math.abs(hours) * TWO_DIGITS).replace(/\.0(?=[\s\u00a0])/, '');

/** Errors below this share of a figure are rounding. */
const ROUNDING = 1e-9;

/** `± £1.7m`; nothing of a figure that is exact. */
export const errorOf = ({ value, standardError }: Estimate, { document }: SnowballScene): string =>
  standardError <= ROUNDING * Math.abs(value) ? '' : moneyError(standardError, document.currency);
