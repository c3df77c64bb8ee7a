/** Literals of formulas: numbers, money, times, percentages and rates per unit of time, brought to base units. */
import { decimal, thousandsWithDot } from '../quantity/decimal.ts';
import type { Mark } from '../quantity/parsed.ts';
import { refuse } from '../quantity/parsed.ts';
import { currencyOf, hoursOf, inHours, perHour, suffixPower } from '../quantity/units.ts';
import type { FormulaContext } from './formula-context.ts';
import type { Unit } from './unit.ts';

/** A literal in base units, and where it ends. */
interface Literal {
  readonly value: number;
  readonly unit: Unit;
  /** Position after its last character. */
  readonly end: number;
}

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const MONEY = /[£$€]|[A-Z]{3}(?=\s*[\d.])/y;
const WORD = /[\p{L}_][\p{L}\d_]*/uy;
const BLANKS = /\s*/y;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const afterBlanks = (text: string, at: number): number => at + (match(BLANKS, text, at) ?? '').length;

/** Value of one unit of a currency in the model's, or undefined where no rate is stated. */
function rateOf(currency: string, context: FormulaContext): number | undefined {
  const code = currencyOf(currency) ?? currency;
  return code === (currencyOf(context.currency) ?? context.currency) ? 1 : context.rates.get(code);
}

function statedRate(currency: string, context: FormulaContext, span: Mark): number {
  return (
    rateOf(currency, context) ??
    refuse(
      'currency',
      `\`${currency}\` is not the model's currency, and no rate is stated for it`,
      `state what one is worth under rates:, such as rates: { ${currencyOf(currency) ?? currency}: 1.2 }, or write the amount in ${context.currency}`,
      span,
    )
  );
}

/** The word that begins at a position: a letter or underscore, then letters, digits and underscores. */
export function wordAt(text: string, at: number): string | null {
  return match(WORD, text, at);
}

/** Whether a word after a number means something other than a unit. */
function isNamed(word: string, context: FormulaContext): boolean {
  return ['and', 'or', 'not', 'per'].includes(word) || context.inputs.has(word);
}

interface Word {
  readonly word: string;
  readonly at: number;
  /** Position after its last character. */
  readonly end: number;
}

/** The next word, blanks before it allowed. */
function wordAfter(text: string, end: number): Word | null {
  const at = afterBlanks(text, end);
  const word = wordAt(text, at);
  return word === null ? null : { word, at, end: at + word.length };
}

/** The scale after digits, such as the `m` of £2.5m: a power of ten, and where it ends. */
function scaleAfter(text: string, start: number, digits: Mark, isMoney: boolean, { inputs }: FormulaContext) {
  const end = digits.offset + digits.length;
  const scale = wordAfter(text, end);
  const power = scale === null ? undefined : suffixPower(scale.word);
  if (scale === null || power === undefined) return { power: 0, end };
  const attached = scale.at === end;
  if (scale.word.toLowerCase() === 'm' && !isMoney && (attached || !inputs.has(scale.word))) {
    const number = text.slice(digits.offset, end);
    refuse(
      'unit',
      `\`${number} m\` could be minutes, months or millions`,
      `write ${number} min, ${number} months or ${number} million`,
      { offset: start, length: scale.end - start },
    );
  }
  const isScale = attached || isMoney || (scale.word.length > 2 && !inputs.has(scale.word));
  return isScale ? { power, end: scale.end } : { power: 0, end };
}

/** The `per hour` after an amount: hours of its unit of time, and where it ends; null where there is none. */
function perAfter(text: string, amountEnd: number): { readonly unitHours: number; readonly end: number } | null {
  const per = wordAfter(text, amountEnd);
  if (per?.word !== 'per') return null;
  const time = wordAfter(text, per.end);
  const unitHours = time === null ? undefined : hoursOf(time.word);
  if (time !== null && unitHours !== undefined) return { unitHours, end: time.end };
  return refuse(
    'unit',
    time === null ? '`per` has no unit of time after it' : `\`per ${time.word}\` is no rate`,
    'write per hour, per day, per week, per month or per year',
    { offset: per.at, length: (time ?? per).end - per.at },
  );
}

/**
 * Reads the literal that begins at a position. Refuses an unknown unit or currency and a number that is not finite: within
 * `attempt` only.
 *
 * @returns null where none begins there.
 */
export function literalAt(text: string, start: number, context: FormulaContext): Literal | null {
  const isInput = context.inputs.has(wordAt(text, start) ?? '');
  const before = isInput ? null : match(MONEY, text, start);
  const digitsAt = before === null ? start : afterBlanks(text, start + before.length);
  const digits = match(NUMBER, text, digitsAt);
  if (digits === null && before === null) return null;
  const beforeMark: Mark = { offset: start, length: before?.length ?? 0 };
  if (digits === null)
    refuse('unit', `\`${before}\` has no amount after it`, `write the amount, such as ${before}60k`, beforeMark);

  const scale = scaleAfter(text, start, { offset: digitsAt, length: digits.length }, before !== null, context);
  let { end } = scale;
  const isScaled = scale.end > digitsAt + digits.length;
  const inMoney = (sign: string): void => {
    const doubt = isScaled ? null : thousandsWithDot(digits, sign);
    if (doubt !== null) refuse('thousands', doubt[0], doubt[1], { offset: start, length: end - start });
    money = 1;
  };
  let value = decimal(digits, scale.power);
  let money = 0;
  let hours = 0;

  const unit = wordAfter(text, end);
  const time = unit === null ? undefined : hoursOf(unit.word);
  if (before !== null) {
    if (unit?.at === end)
      refuse('unit', `\`${unit.word}\` is no unit of money`, 'use k, m or bn, and a blank before per', {
        offset: unit.at,
        length: unit.word.length,
      });
    value *= statedRate(before, context, beforeMark);
    inMoney(before);
  } else if (text[afterBlanks(text, end)] === '%') {
    value /= 100;
    end = afterBlanks(text, end) + 1;
  } else if (unit !== null && time !== undefined) {
    value = inHours(value, time);
    hours = 1;
    ({ end } = unit);
  } else if (unit !== null && (unit.at === end || !isNamed(unit.word, context))) {
    const mark: Mark = { offset: unit.at, length: unit.word.length };
    if (!/^[A-Z]{3}$/.test(unit.word))
      refuse(
        'unit',
        `\`${unit.word}\` is no unit`,
        'use min, h, days, weeks, months, years or %, or put an operator between the number and a name',
        mark,
      );
    value *= statedRate(unit.word, context, mark);
    inMoney(unit.word);
    ({ end } = unit);
  }

  const per = perAfter(text, end);
  if (per !== null) {
    value = perHour(value, per.unitHours);
    hours -= 1;
    ({ end } = per);
  }
  if (!Number.isFinite(value))
    refuse('number', 'the number is out of range', 'write a finite number between 1e-100 and 1e100', {
      offset: start,
      length: end - start,
    });
  return { value, unit: { money, hours }, end };
}
