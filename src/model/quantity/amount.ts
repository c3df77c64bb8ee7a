/** One number with what stands about it: sign, currency, suffix, unit. */
import { didYouMean } from '../did-you-mean.ts';
import { decimal } from './decimal.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';
import type { Token, Tokens } from './scan.ts';
import { currencyOf, hoursOf, suffixPower } from './units.ts';

export interface Amount extends Mark {
  /** The number as written. */
  readonly digits: string;
  /** The number, suffix applied; not yet in base units. */
  readonly value: number;
  readonly currency: string | null;
  readonly suffix: string | null;
  /** What stands with the number itself; `time` has its hours in `unitHours`. */
  readonly unit: 'none' | 'percent' | 'factor' | 'time';
  readonly unitHours: number;
  /** Hours of the unit after `per`; null without. */
  readonly perHours: number | null;
}

/** Numbers smaller and larger than this mean nothing here, and their squares would not be finite. */
const SMALLEST = 1e-100;
const LARGEST = 1e100;

/** A number as it is, when it is one that can be reckoned with. */
export function sound(value: number, mark: Mark): number {
  const size = Math.abs(value);
  if (size <= LARGEST && (value === 0 || size >= SMALLEST)) return value;
  return refuse('size', 'the number is out of range', 'write a finite number between 1e-100 and 1e100', mark);
}

/** Whether a number may begin here. */
export function beginsAmount(tokens: Tokens, ahead = 0): boolean {
  const token = tokens.peek(ahead);
  if (token === undefined) return false;
  if (token.kind === 'number' || token.kind === 'currency') return true;
  const next = tokens.peek(ahead + 1);
  if (token.kind === 'hyphen') return next?.kind === 'number' && next.joined;
  if (token.kind !== 'word' || next === undefined) return false;
  if (token.text.toLowerCase() === 'x') return next.kind === 'number' && next.joined;
  return currencyOf(token.text) !== undefined && (next.kind === 'number' || next.kind === 'hyphen');
}

/** Whether `min` or `max` stands here with a bound after it. */
export function beginsBound(tokens: Tokens): boolean {
  const token = tokens.peek();
  return token?.kind === 'word' && ['min', 'max'].includes(token.text.toLowerCase()) && beginsAmount(tokens, 1);
}

function refuseMissing(tokens: Tokens): never {
  const token = tokens.peek();
  const mark = tokens.mark();
  if (token === undefined) return refuse('number', 'a number is missing at the end', 'write `4 h` or `4..9 h`', mark);
  if (/^(?:nan|inf|infinity)$/i.test(token.text)) {
    return refuse('size', 'the number is out of range', 'write a finite number between 1e-100 and 1e100', mark);
  }
  return refuse(
    'number',
    `expected a number, found \`${token.text}\``,
    'write `4 h`, `4..9 h` or `uniform 4 9 h`',
    mark,
  );
}

function take(tokens: Tokens, kind: Token['kind'], text?: string): Token | undefined {
  const token = tokens.peek();
  if (token?.kind !== kind || (text !== undefined && token.text.toLowerCase() !== text)) return undefined;
  return tokens.take();
}

function takeCurrency(tokens: Tokens): string | null {
  const token = tokens.peek();
  if (token === undefined || (token.kind !== 'currency' && token.kind !== 'word')) return null;
  const code = currencyOf(token.text);
  if (code === undefined) return null;
  tokens.take();
  return code;
}

/** The unit of time that a misspelt one means; null where none comes near. */
function nearTime(word: string | undefined): string | null {
  const near =
    word === undefined ? null : didYouMean(word, ['hour', 'day', 'week', 'month', 'year', 'minute', 'second']);
  return near === null ? null : `did you mean \`per ${near}\`?`;
}

/** Takes `per day` or `/ day`, when it is there; hours of the unit. */
export function takePer(tokens: Tokens): number | null {
  const per = tokens.peek();
  if (per === undefined || !(per.kind === 'slash' || (per.kind === 'word' && per.text.toLowerCase() === 'per')))
    return null;
  tokens.take();
  const unit = tokens.take();
  const hours = unit?.kind === 'word' ? hoursOf(unit.text) : undefined;
  if (hours !== undefined) return hours;
  return refuse(
    'unit',
    `\`${unit?.text ?? per.text}\` is no unit of time`,
    nearTime(unit?.text) ?? 'write `per hour`, `per day`, `per week`, `per month` or `per year`',
    unit ?? per,
  );
}

/** Takes a unit of time, when it is there. */
export function takeTime(tokens: Tokens): number | null {
  const token = tokens.peek();
  if (token?.kind !== 'word' || beginsBound(tokens)) return null;
  const hours = hoursOf(token.text);
  if (hours === undefined) return null;
  tokens.take();
  return hours;
}

/** `m` after a number without a currency. */
function refuseM(digits: string, mark: Mark): never {
  return refuse(
    'unit',
    '`m` could be minutes, months or million',
    `write \`${digits} min\`, \`${digits} months\` or \`£${digits}m\``,
    mark,
  );
}

/**
 * Reads one number and what belongs to it.
 *
 * @param money Whether a suffix `k`, `m`, `bn` is one of money even without a currency of its own.
 */
export function readAmount(tokens: Tokens, money: boolean): Amount {
  const first = tokens.mark();
  let sign = take(tokens, 'hyphen') === undefined ? 1 : -1;
  const factor = tokens.peek(1)?.kind === 'number' && take(tokens, 'word', 'x') !== undefined;
  const currency = takeCurrency(tokens);
  if (currency !== null && sign > 0 && take(tokens, 'hyphen') !== undefined) sign = -1;
  const number = tokens.peek();
  if (number?.kind !== 'number') return refuseMissing(tokens);
  tokens.take();

  const word = tokens.peek();
  const power = word?.kind === 'word' ? suffixPower(word.text) : undefined;
  let suffix: string | null = null;
  let end = number.offset + number.length;
  if (word !== undefined && power !== undefined) {
    if (currency === null && !money) {
      if (word.text.toLowerCase() === 'm') refuseM(number.text, word);
      refuse(
        'unit',
        `\`${word.text}\` belongs to money`,
        `write \`£${number.text}${word.text}\`, or the number in full`,
        word,
      );
    }
    suffix = word.text.toLowerCase();
    end = word.offset + word.length;
    tokens.take();
  }
  const value = decimal(number.text, suffix === null ? 0 : (power ?? 0));
  const percent = take(tokens, 'percent') !== undefined;
  const time = percent ? null : takeTime(tokens);
  const trailing = tokens.peek();
  if (
    currency === null &&
    trailing?.kind === 'word' &&
    currencyOf(trailing.text) !== undefined &&
    tokens.peek(1)?.kind !== 'number'
  ) {
    refuse(
      'currency',
      'the currency stands before the number',
      `write \`${trailing.text} ${number.text}${suffix ?? ''}\``,
      trailing,
    );
  }
  if (trailing?.kind === 'currency' && tokens.peek(1)?.kind !== 'number') {
    refuse(
      'currency',
      'the currency stands before the number',
      `write \`${trailing.text}${number.text}${suffix ?? ''}\``,
      trailing,
    );
  }
  const perHours = takePer(tokens);
  const { offset } = first;
  const mark = { offset, length: end - offset };
  return {
    ...mark,
    digits: number.text,
    value: sound(sign * value, mark),
    currency,
    suffix,
    unit: factor ? 'factor' : percent ? 'percent' : time === null ? 'none' : 'time',
    unitHours: time ?? 0,
    perHours,
  };
}
