/** Letters of a name as an id can hold them. */

/** Letters with a plain replacement where they cannot be written; others lose their accents. */
const SPELT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  þ: 'th',
};

/** A name in lower case, with the letters of the Latin alphabet spelt out; others stay as they are. */
export const spelt = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœłđþ]/g, (letter) => SPELT[letter] ?? letter);
