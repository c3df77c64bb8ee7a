/** How people write frequencies and money in sheets, as a model has them. What says something else is left as it is, for the model to refuse. */
import { currencyOf } from '../../model/quantity/units.ts';

const TIMES: Readonly<Record<string, string>> = { once: '1', twice: '2', thrice: '3', one: '1', two: '2', three: '3' };
const ADVERBS: Readonly<Record<string, string>> = {
  daily: '365 per year',
  weekly: '52 per year',
  monthly: '12 per year',
  quarterly: '4 per year',
  yearly: '1 per year',
  annually: '1 per year',
};
const ABOUT = /^(?:about|approx(?:\.|imately)?|around|roughly|circa|ca\.|c\.|~)\s*/;
const NUMBER = String.raw`\d+(?:\.\d+)?`;
const RANGE = String.raw`${NUMBER}(?:\.\.${NUMBER})?`;
const TIMES_PER = new RegExp(
  String.raw`^(${RANGE})(?:\s*(?:times|x|×))?\s*(?:an?|per|each|every|\/)\s*(day|week|month|year)$`,
);
const EVERY = new RegExp(
  String.raw`^(?:(?:1|one|once) (?:in|every) (?:every )?|every )(${RANGE}) ?(day|week|month|year)s?$`,
);
const ONE_EACH = /^1 (?:every|in an?) (day|week|month|year)$/;

/** `twice a year`, `2-3 times a month`, `about once every 2 to 5 years`, `monthly` as a model writes it. */
export function plainFrequency(text: string): string {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(ABOUT, '')
    .replaceAll(/(?<=\d)\s*(?:-|–|—|\bto\b|\band\b)\s*(?=\d)/g, '..')
    .replace(/^(?:once|twice|thrice|one|two|three)\b/, (word) => TIMES[word] ?? word);
  const adverb = ADVERBS[words];
  if (adverb !== undefined) return adverb;
  const [, each] = ONE_EACH.exec(words) ?? [];
  if (each !== undefined) return `1 per ${each}`;
  const [, every, unit] = EVERY.exec(words) ?? [];
  if (every !== undefined) return `every ${every} ${unit}s`;
  const [, times, per] = TIMES_PER.exec(words) ?? [];
  return times === undefined ? text : `${times} per ${per}`;
}

const SCALES: Readonly<Record<string, string>> = {
  k: 'k',
  tsd: 'k',
  thousand: 'k',
  m: 'm',
  mn: 'm',
  mio: 'm',
  million: 'm',
  bn: 'bn',
  mrd: 'bn',
  billion: 'bn',
};
const CURRENCY = '[£€$]|[A-Z]{3}';
const AMOUNT = new RegExp(
  String.raw`^(${CURRENCY})?\s*(${NUMBER})\s*(?:(${Object.keys(SCALES).join('|')})\b\.?)?\s*(${CURRENCY})?$`,
  'i',
);
const TO = /\s*(?:\.\.|–|—|(?<=[\s\d.€kmn])-(?=[\s\d£€$])|\b(?:to|and|bis|und)\b)\s*/i;

/** `1 to 5k`: whether the first has the scale of the last is not said. */
export interface OpenScale {
  readonly either: readonly [string, string];
}

/**
 * `£1,100k`, `1,000 - 5,000`, `£50-£500`, `1k to 5k`, `500 €` as a model writes money.
 *
 * @param text With decimal points, without parted thousands.
 * @param scale What stands behind a number that says nothing of its scale itself.
 */
export function plainMoney(text: string, sign: string, scale: '' | 'k' | 'm' = ''): string | OpenScale {
  const parts = text
    .trim()
    .replace(/^(?:between|from|about|approx\.?|ca\.|circa|zwischen|von)\s+/i, '')
    .split(TO);
  const amounts = parts.map((part) => AMOUNT.exec(part));
  const known = amounts.flatMap((found) => {
    if (found === null) return [];
    const [, before, number = '', size = '', after] = found;
    const said = (before ?? after)?.toUpperCase();
    const currency = said === undefined || currencyOf(said) === undefined ? undefined : said;
    return [{ currency, number, size: SCALES[size.toLowerCase()] ?? '' }];
  });
  if (known.length < parts.length || known.length > 3) return text;
  const currency = known.find((each) => each.currency !== undefined)?.currency ?? sign;
  const written = (sizes: readonly string[]): string =>
    known
      .map(({ number, ...each }, at) => `${signed(each.currency ?? currency)}${number}${sizes[at] ?? ''}`)
      .join('..');
  const own = known.map(({ size }) => size);
  const [first, last] = [known[0], known.at(-1)];
  const isOpen = first?.size === '' && last?.size !== '' && Number(first.number) < Number(last?.number);
  // Two dots are the model's own: each end as it stands
  if (isOpen && !text.includes('..'))
    return { either: [written(own.map((size) => size || (last?.size ?? ''))), written(own)] };
  return written(own.map((size) => (size === '' ? scale : size)));
}

/** A code with a blank behind it, a sign without. */
const signed = (currency: string): string => (/^[A-Z]{3}\s*$/.test(currency) ? `${currency.trim()} ` : currency);
