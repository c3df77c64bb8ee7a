/** Characters that cannot be seen, and letters that look like others: a name with one is another name than it seems. */

/** Of no width, or marks of the direction of writing. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/u;

/** Cyrillic and Greek letters that look like Latin ones. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [
    ['аеоорсухіјѕһкмтнвпԁ', 'aeoopcyxijshkmthbnd'],
    ['АВЕКМНОРСТХІЈЅУ', 'ABEKMHOPCTXIJSY'],
    ['αονρικτυχ', 'aovpiktux'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([strange = '', plain = '']) =>
    Array.from(strange).map((letter, i): [string, string] => [letter, plain[i] ?? '']),
  ),
);

const ALPHABETS = [
  [/\p{Script=Cyrillic}/u, 'Cyrillic'],
  [/\p{Script=Greek}/u, 'Greek'],
] as const;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text with what cannot be seen taken out, and with Latin letters for those that look like them. */
export const asItLooks = (text: string): string =>
  Array.from(text)
    .filter((character) => !INVISIBLE.test(character))
    .map((character) => LOOK_ALIKES.get(character) ?? character)
    .join('');

/**
 * What a text has in it that is not what it seems, in a sentence: "an invisible character, U+200B".
 *
 * @returns Null for a text that is what it seems: a word in Cyrillic letters throughout is one.
 */
export function notAsItLooks(text: string): string | null {
  const invisible = INVISIBLE.exec(text)?.[0];
  if (invisible !== undefined) return `an invisible character, ${codeOf(invisible)}`;
  const strange = Array.from(text).find((character) => LOOK_ALIKES.has(character));
  const isAmongLatin = /[a-z]/i.test(text) || /\d/.test(text);
  if (strange === undefined || !isAmongLatin) return null;
  const alphabet = ALPHABETS.find(([letters]) => letters.test(strange))?.[1] ?? 'other';
  return `a ${alphabet} letter, ${codeOf(strange)}, that looks like \`${LOOK_ALIKES.get(strange) ?? ''}\``;
}
