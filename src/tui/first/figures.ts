/** Figures inside an answer, as people say them: found, written as a model takes them, and checked by the model's own parsers. */
import type { Dimension, Timing } from '../../model/quantity.ts';
import { currencyOf, signOf, TIMES } from '../../model/quantity/units.ts';
import { noFormulas, type Parsed, type QuantityContext } from '../../model/quantity/parsed.ts';
import { parseOccurrence } from '../../model/quantity/parse-occurrence.ts';
import { parseConstant, parseQuantity } from '../../model/quantity/parse-quantity.ts';

const UNIT = [...TIMES].toSorted((a, b) => b.length - a.length).join('|');
const N = String.raw`\d+(?:\.\d+)?`;
const RANGE = String.raw`${N}(?:\.\.${N}){0,2}`;
const SPAN = String.raw`${N}(?: ?(?:${UNIT}))?(?:\.\.${N}(?: ?(?:${UNIT}))?){0,2}`;
const SUM = String.raw`(?:[£€$] ?|[A-Z]{3} )?${N}(?: ?(?:k|m|bn|thousand|million|billion))?`;

/** A time: `4..8 h`, `20 min..8 h`. */
export const TIME: RegExp = new RegExp(String.raw`(?<![\w.])(?:${SPAN}) ?(?:${UNIT})(?![\w])`, 'i');
/** A sum of money, with its currency at least once. */
export const MONEY: RegExp = new RegExp(
  String.raw`(?:[£€$] ?|(?<![A-Za-z])[A-Z]{3} )${N}(?: ?(?:k|m|bn|thousand|million|billion)(?![a-z]))?(?:\.\.${SUM}(?![a-z])){0,2}(?: per (?:${UNIT})(?![a-z]))?`,
);
/** Figures that look like money and do not say in which currency. */
export const BARE: RegExp = new RegExp(
  String.raw`(?<![\w.£€$])${RANGE}(?: ?(?:k|m|bn)(?![a-z]))?(?: per (?:${UNIT}))?$`,
);
/** A share: `60..90%`. */
export const SHARE: RegExp = new RegExp(String.raw`(?<![\w.])(?:${N} ?%?\.\.)?${N} ?%`);
/** When something comes. */
export const OFTEN: RegExp = new RegExp(
  [
    String.raw`every (?:${SPAN}) ?(?:${UNIT})(?!\w)`,
    String.raw`within (?:${SPAN}) ?(?:${UNIT})(?!\w)(?: never ${N} ?%)?`,
    String.raw`(?:${RANGE}) ?%? per (?:${UNIT})(?!\w)`,
    String.raw`on \d{4}-\d{2}-\d{2}`,
  ].join('|'),
  'i',
);

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const NUMBER = NUMBERS.join('|');
const digits = (word: string): string => String(NUMBERS.indexOf(word.toLowerCase()) + 1);

/** How many a number in letters or digits is; null for any other word. */
export function countOf(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const at = NUMBERS.indexOf(word.toLowerCase());
  return at < 0 ? null : at + 1;
}

const EACH: Readonly<Record<string, string>> = {
  hourly: '1 per hour',
  daily: '1 per day',
  weekly: '1 per week',
  monthly: '1 per month',
  yearly: '1 per year',
  annually: '1 per year',
};

const re = (pattern: string): RegExp => new RegExp(pattern, 'gi');

const CODES = 'EUR|GBP|USD|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|CNY|ZAR|BRL|MXN|SGD|HKD';
const SIGN_OF: Readonly<Record<string, string>> = { euro: '€', pound: '£', dollar: '$' };
const AMOUNT = String.raw`${N}(?: ?(?:k|m|bn|thousand|million|billion)(?![a-z]))?`;
/** A sum whose currency stands behind it: `500 €`, `1k..3k EUR`, `20 thousand pounds`. */
const BEHIND = new RegExp(
  String.raw`(?<![\w.]|[£€$] ?|(?:${CODES}) )(${AMOUNT}(?: ?(?:\.\.|-| to ) ?${AMOUNT})?) ?([£€$]|(?:${CODES})(?![\w])|(?:euro|pound|dollar)s?(?![a-z]))`,
  'g',
);
/** What says that a figure is a guess, which it is anyway. */
const ABOUT = re(
  String.raw`(?:~|\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|perhaps|maybe|probably)) ?(?=[£€$]? ?\d|(?:${CODES}) \d|half |once |twice |every |a (?:couple|day|week|month|year)|(?:${NUMBER}) )`,
);
/** Behind a figure, where what follows is by what it is counted. */
const FIGURE = String.raw`(?<=\d(?: ?(?:k|m|bn|%))?|\bthousand|\bmillion)`;
const HAS_CURRENCY = new RegExp(String.raw`[£€$]|\b(?:${CODES})\b|\b(?:euro|pound|dollar)s?\b`);

/** What people say in words, and how a model writes it: taken one after the other. */
const SAID: readonly (readonly [RegExp, string | ((found: string, ...groups: string[]) => string)])[] = [
  [/(?<=\d),(?=\d{3}(?!\d))/g, ''],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026|\.{3,}/g, '..'],
  [/[\s\u00a0\u202f]+/g, ' '],
  [/(?<=\d) ?(?:percent|per cent)\b/gi, '%'],
  [/(?<=\d(?: ?(?:k|m|bn))?) ?~ ?(?=[£€$]? ?\d)/g, '..'],
  [ABOUT, ''],
  [/ or so\b/gi, ''],
  [/\b(?:a )?couple of (?=\p{L})/giu, '2 '],
  [
    BEHIND,
    (_found, amount = '', currency = '') => {
      const sign = SIGN_OF[currency.replace(/s$/, '').toLowerCase()] ?? currency;
      return `${sign.length > 1 ? `${sign} ` : sign}${amount}`;
    },
  ],
  [/(?<=\d(?: ?(?:k|m|bn))?) ?(?:p\.? ?a\.?|per annum)(?![a-z])/gi, ' per year'],
  [
    /(\d+) ?(?:h|hrs?|hours?) (?:and )?(\d+) ?min(?:ute)?s?\b/gi,
    (_found, hours = '', minutes = '') => `${60 * Number(hours) + Number(minutes)} min`,
  ],
  [/\bhalf an hour\b/gi, '30 min'],
  [/\bhalf a day\b/gi, '12 h'],
  [/\bhalf a year\b/gi, '6 months'],
  [re(String.raw`\b(${NUMBER}) (?=(?:${UNIT}|times|years? in|in)\b)`), (_found, word = '') => `${digits(word)} `],
  [
    re(String.raw`\b(to|\.\.|in) ?(${NUMBER}) (?=(?:${UNIT}))`),
    (_found, to = '', word = '') => `${to} ${digits(word)} `,
  ],
  [re(String.raw`\b(?:once|1 time) (?:in|every) (?=\d)`), 'every '],
  [re(String.raw`\b1 in (?=${N} (?:${UNIT})(?!\w))`), 'every '],
  [
    re(String.raw`\b1 (${UNIT}) in (${N})(?! ?(?:${UNIT})(?!\w))`),
    (_found, unit = '', count = '') => `every ${count} ${unit.replace(/(?<=hour|day|week|month|year|yr)$/, 's')}`,
  ],
  [re(String.raw`\bonce or twice (?:a|an|per|each|every|in a) (?=(?:${UNIT})(?!\w))`), '1..2 times a '],
  [re(String.raw`(?<![\w.])(${N}) or (?=${N} (?:times|${UNIT})(?!\w))`), '$1..'],
  [re(String.raw`\bonce (?:a|an|per|each|every) (${UNIT})(?!\w)`), '1 per $1'],
  [re(String.raw`\btwice (?:a|an|per|each|every) (${UNIT})(?!\w)`), '2 per $1'],
  [re(String.raw`((?:${N}\.\.)?${N}) times (?:a|an|per|each|every|in a) (${UNIT})(?!\w)`), '$1 per $2'],
  [/\b(hourly|daily|weekly|monthly|yearly|annually)\b/gi, (_found, word = '') => EACH[word.toLowerCase()] ?? word],
  [re(String.raw`${FIGURE} ?\/ ?(${UNIT})(?!\w)`), ' per $1'],
  [re(String.raw`${FIGURE} (?:a|an|each|every) (${UNIT})(?!\w)`), ' per $1'],
  [re(String.raw`\bevery (?=(?:${UNIT})(?!\w))`), 'every 1 '],
  [re(String.raw`\bevery other (?=(?:${UNIT})(?!\w))`), 'every 2 '],
  [
    re(String.raw`\b(for|an?) (?:an? )?(?=(?:hour|day|week|month|year)(?!\w))`),
    (_found, word = '') => (word.toLowerCase() === 'for' ? 'for 1 ' : '1 '),
  ],
  // `10-30 min`, `2 h to 8 h`, `£400 to £1500`
  [re(String.raw`(\d(?: ?(?:%|k|m|bn|${UNIT}))?) ?(?:-| to ) ?(?=[£€$]? ?\d)(?!\d{2}-\d{2})`), '$1..'],
  [/ ?\.\. ?/g, '..'],
  [re(String.raw`\bbetween ((?:[£€$] ?)?${N}[^,]*?) and (?=[£€$]? ?\d)`), '$1..'],
];

/** A part of an answer with its figures written as a model takes them. Dates (`2027-03-31`) stay as they are. */
export function tidied(part: string): string {
  const dates: string[] = [];
  let text = part.replace(/\d{4}-\d{2}-\d{2}/g, (date) => `@${dates.push(date) - 1}@`);
  // Thousands that a blank parts, as in `€1 500`: elsewhere a number may stand beside another
  if (HAS_CURRENCY.test(text))
    text = text.replace(/(?<![\w.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.]\d|\d)/g, (sum) => sum.replace(/\D/g, ''));
  for (const [pattern, by] of SAID)
    text = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
  return text.replace(/@(\d+)@/g, (_found, at: string) => dates[Number(at)] ?? '').trim();
}

/** What a figure is read with; the currency is that of the third answer. */
const contextOf = (currency: string): QuantityContext => ({
  currency,
  rates: new Map(),
  sources: new Map(),
  inputs: new Map(),
  formulaTree: noFormulas,
});

/** A figure as it is written into the model, or what is wrong with it. */
export type Figure = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly words: string };

function figureOf(parsed: Parsed<unknown>, text: string): Figure {
  if (parsed.ok) return { ok: true, text };
  const { message, remedy } = parsed.fault;
  // The place is the figure itself, where its fault does not quote it
  const place = message.includes('`') ? '' : `\`${text}\`: `;
  return { ok: false, words: `${place}${remedy === '' ? message : `${message}: ${remedy}`}` };
}

/** The currency of a sum, of which the text has one. */
export const currencyIn = (text: string): string | null => currencyOf(/[£€$]|[A-Z]{3}/.exec(text)?.[0] ?? '') ?? null;

/** Examples of sums in the currency of the third answer; in pounds while that is not known. */
export function exampleIn(words: string, currency: string): string {
  const sign = currency === '' ? '£' : signOf(currency);
  return words.replaceAll('£', sign.length > 1 ? `${sign} ` : sign);
}

/** Takes a figure in the currency of the third answer; in its own while that is not known. */
function inCurrency(
  text: string,
  dimension: Dimension,
  currency: string,
  parse: (context: QuantityContext) => Parsed<unknown>,
): Figure {
  const own = dimension.startsWith('money') ? currencyIn(text) : null;
  if (own !== null && currency !== '' && own !== currency) {
    return { ok: false, words: `\`${text}\`: the hour was told in ${currency}: write ${signOf(currency)} here too` };
  }
  return figureOf(parse(contextOf(own ?? currency)), text);
}

/** Checks a figure of a dimension as the model will. */
export const figure = (text: string, dimension: Dimension, timing: Timing, currency: string): Figure =>
  inCurrency(text, dimension, currency, (context) => parseQuantity(text, dimension, timing, context));

/** One number of a dimension. */
export const constant = (text: string, dimension: Dimension, currency: string): Figure =>
  inCurrency(text, dimension, currency, (context) => parseConstant(text, dimension, context));

/** When something comes. */
export const often = (text: string, starts: string): Figure =>
  figureOf(parseOccurrence(text, false, { starts: `${starts}T00:00`, horizonHours: 8760 }, contextOf('')), text);
