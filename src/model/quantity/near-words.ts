/** Texts with a few words of their own: a misspelt one is answered with the word that was meant. */
import { didYouMean } from '../did-you-mean.ts';
import { LAW_NAMES } from './named-laws.ts';
import { attempt, type Parsed, type QuantityFault } from './parsed.ts';
import { currencyOf, hoursOf } from './units.ts';

/** Kinds of faults that a misspelt word can have. */
const OF_WORDS: ReadonlySet<string> = new Set([
  'calendar',
  'number',
  'occurrence',
  'recover',
  'stage',
  'transfer',
  'unit',
  'word',
]);

/** A citation and its brackets, as many blanks: names of sources are not among the words. */
const withoutCitation = (text: string): string =>
  text.replace(/\([^()]*\)\s*$/, (citation) => ' '.repeat(citation.length));

/** The fault of a misspelt word within what another fault marks; null when there is none. */
function misspelt(text: string, words: readonly string[], fault: QuantityFault): QuantityFault | null {
  const { offset, length } = fault;
  const [from, to] = length === 0 ? [0, text.length] : [offset, offset + length];
  for (const { 0: word, index } of withoutCitation(text).matchAll(/\p{L}{3,}/gu)) {
    if (index + word.length <= from || index >= to) continue;
    const isKnown = [...words, ...LAW_NAMES].some((one) => one.toLowerCase() === word.toLowerCase());
    if (isKnown || hoursOf(word) !== undefined || currencyOf(word) !== undefined) continue;
    const near = didYouMean(word, words);
    if (near === null) continue;
    const message = `\`${word}\` has no meaning here`;
    return { ...fault, message, remedy: `did you mean \`${near}\`?`, offset: index, length: word.length };
  }
  return null;
}

/**
 * The value that `read` gives of a text, or its fault; where that is about a word that comes near to one of those that such a
 * text may have, the fault asks whether this is meant.
 */
export function attemptWithWords<T>(raw: unknown, words: readonly string[], read: () => T): Parsed<T> {
  const parsed = attempt(read);
  if (parsed.ok || typeof raw !== 'string' || !OF_WORDS.has(parsed.fault.code) || raw.trimStart().startsWith('=')) {
    return parsed;
  }
  const fault = misspelt(raw, words, parsed.fault);
  return fault === null ? parsed : { ok: false, fault };
}
