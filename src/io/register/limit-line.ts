/** A line of a register that says what is too much: `Too much: loss over £20k, 10% per year`. */
import { plainDecimals, type Decimals } from './decimals.ts';
import { plainMoney } from './plain-words.ts';

const BEGINS = /^(?:too much|limit|appetite)\s*:\s*/i;
const SAYS =
  /^(?:an? )?(?:loss (?:of )?)?(?:over|above|more than)\s+(.+?)(?:\s+(?:in )?(?:a|per|any) year)?\s*[,;:]\s*(?:in )?(?:at most|no more than|chance)?\s*(\d+(?:\.\d+)?)\s*%\s*(?:(?:per|a|of) years?)?$/i;

/** How such a line is written. */
export const limitExample = (sign: string): string => `Too much: loss over ${sign}100k, 5% per year`;

export type LimitLine =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'limit'; readonly limit: Readonly<Record<string, string>> };

/** What a line says; `none` where it speaks of something else. */
export function limitLine(text: string, sign: string, decimals: Decimals): LimitLine {
  const begins = BEGINS.exec(text);
  if (begins === null) return { kind: 'none' };
  const said = SAYS.exec(plainDecimals(text.slice(begins[0].length).trim(), decimals));
  const over = said === null ? null : plainMoney(said[1] ?? '', sign);
  if (said === null || typeof over !== 'string' || !/^\S*\s?\d+(?:\.\d+)?(?:k|m|bn)?$/.test(over))
    return { kind: 'wrong' };
  return { kind: 'limit', limit: { 'loss over': over, chance: `${said[2] ?? ''}% per year` } };
}
