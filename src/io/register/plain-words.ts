/** How people write frequencies and money in sheets, as a model has them. What says something else is left as it is, for the model to refuse. */

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

/** `£1,100k`, `1,000 - 5,000`, `£50-£500`, `1k to 5k` as a model writes money. */
export const plainMoney = (text: string, sign: string): string =>
  text
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .replace(/\s*(?:–|—| - | to )\s*/i, '..')
    // A hyphen between two amounts cannot be a minus sign
    .replace(/(?<=\d(?:k|m|bn)?)-(?=\s*[£€$]?\s*\d)/i, '..')
    .replaceAll(/(?<![\w£€$.])(\d)/g, `${sign}$1`)
    .replaceAll(/\.\.(?=\d)/g, `..${sign}`);
