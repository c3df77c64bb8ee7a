/** Words of a screen as they are read aloud: sums, shares, errors and signs in whole words, and nothing that steers a terminal. */
import { printable } from '../../report/text/display-width.ts';
import { withoutColours } from '../draw/text.ts';

const CURRENCIES: Readonly<Record<string, readonly [one: string, many: string]>> = {
  '£': ['pound', 'pounds'],
  '€': ['euro', 'euros'],
  $: ['dollar', 'dollars'],
  US$: ['US dollar', 'US dollars'],
  '¥': ['yen', 'yen'],
};

const SIZES: Readonly<Record<string, string>> = { k: ' thousand', m: ' million', bn: ' billion', tn: ' trillion' };

/** `- £2.41m?`: which way, currency, digits, size, doubt. */
const SUM =
  /(?:(?<way>[+−]) |(?<minus>[-−]))?(?<sign>US\$|[A-Z]{0,2}[£€$¥₹₩]|[A-Z]{3}\u00a0)(?<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?<size>k|m|bn|tn)?(?![\w])(?<doubt>\?)?/g;

type Groups = Readonly<Record<'way' | 'minus' | 'sign' | 'digits' | 'size' | 'doubt', string | undefined>>;

function sumWords(...match: readonly unknown[]): string {
  const { way, minus, sign = '', digits = '', size, doubt } = match.at(-1) as Groups;
  const [one, many] = CURRENCIES[sign] ?? [sign.trim(), sign.trim()];
  const unit = digits === '1' && size === undefined ? one : many;
  const amount = `${minus === undefined ? '' : 'minus '}${digits}${size === undefined ? '' : (SIZES[size] ?? '')} ${unit}`;
  const direction = way === undefined ? '' : way === '+' ? ' more' : ' less';
  return `${amount}${direction}${doubt === undefined ? '' : ' (doubtful)'}`;
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  h: ['hour', 'hours'],
  min: ['minute', 'minutes'],
  s: ['second', 'seconds'],
};

const lengthWords = (_: string, digits: string, unit: string): string => {
  const [one, many] = UNITS[unit] ?? [unit, unit];
  return `${digits} ${digits === '1' ? one : many}`;
};

const SHOUTED = /\b(OUTSIDE|WITHIN|AT MARGIN|NOT RESOLVED|SHORT|SAFE|OVER|TOTAL)\b/g;

/** In this order: what stands in a sum or a share is read before the signs around it. */
const READ: readonly (readonly [RegExp, string | ((...match: string[]) => string)])[] = [
  // A mark before its word says the word twice
  [/[✗✓≈?…] (?=[A-Z]{2}|the model has)/g, ''],
  [/[−=+] (?=SHORT|SAFE|OVER)/g, ''],
  [SUM, sumWords],
  // A sign that stands before no figure
  [/[£€¥]/g, (sign) => CURRENCIES[sign]?.[1] ?? sign],
  [/(\d)\.\.(?=\d)/g, '$1 to '],
  [/\.\.(?=\d)/g, ' to '],
  [/\s*±\s*\?/g, ', with an error that is not known'],
  [/,?\s*±\s*/g, ', give or take '],
  [/ (?=perhaps chance)/g, ', '],
  [/>(?=\d)/g, 'over '],
  [/<(?=\d)/g, 'under '],
  [/(\d)%\?/g, '$1 percent (doubtful)'],
  [/\b1 in 1000\b/g, '1 in 1,000'],
  [/(\d)%/g, '$1 percent'],
  [/(?<![\w.,])(\d[\d.,]*)[ \u00a0](h|min|s)(?![\w-])/g, lengthWords],
  [/(\d)\/s\b/g, '$1 a second'],
  [/(\d)m(?= (?:more|trials)\b)/g, '$1 million'],
  [/what-if\*1\b/g, 'what-if of 1 change'],
  [/what-if\*(\d+)/g, 'what-if of $1 changes'],
  [/\bctrl-([a-z])\b/g, 'control $1'],
  [/\besc (?=(?:closes|clears|leaves|stays|goes)\b)/g, 'escape '],
  // An item of a list
  [/^- /, ''],
  // The key that shows something, not the end of a question
  [/(?<=[:;,] )\?(?= [a-z])/g, 'question mark'],
  [/\(x\)/g, 'chosen:'],
  [/\( \)/g, 'not chosen:'],
  [/ ?→ ?/g, ' to '],
  [/↵/g, 'enter'],
  [/←/g, 'left'],
  [/→/g, 'right'],
  [/✗/g, 'outside'],
  [/✓/g, 'within'],
  [/≈/g, 'at margin'],
  [/−\s*/g, 'minus '],
  [/×/g, ' times '],
  [SHOUTED, (word) => word.toLowerCase()],
  [/[\u2500-\u259f\u2800-\u28ff▸▾↺◇●○‖…`]/g, ''],
  [/[·|•]/g, ','],
  // What is left of a bar
  [/\.{3,}/g, ''],
  [/\u00a0/g, ' '],
];

/** A line of a screen, painted or not, as one that is read aloud. Empty where nothing of it is. */
export function spokenText(line: string): string {
  let text = printable(withoutColours(line)).trim();
  for (const [sign, words] of READ) {
    text = typeof words === 'string' ? text.replace(sign, words) : text.replace(sign, words);
  }
  return (
    text
      // Columns become clauses
      .replace(/\s{2,}/g, ', ')
      .replace(/\s+(?=[,;:]|\.(?!\d))/g, '')
      .replace(/[,;]\s*(?=[,;:]|\.(?!\d))/g, '')
      .replace(/([:;.(])\s*,\s*/g, (_, sign: string) => (sign === '(' ? '(' : `${sign} `))
      .replace(/^[\s,>]+|[\s,]+$/g, '')
  );
}

/** A line as a sentence: with a stop at its end, and a capital at its beginning where that is a word of ours. */
export function sentence(text: string): string {
  const words = text.trim();
  return words === '' || /[.?!:;]$/.test(words) ? words : `${words}.`;
}
