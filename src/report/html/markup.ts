/** HTML from templates in which whatever is put in is text, unless it was made here. */
import { printable } from '../text/display-width.ts';

/** A piece of HTML that was made by `html`. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Put = Markup | string | number | null | false | undefined | readonly Put[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that HTML, an attribute in quotes, SVG and the labels of Plotly show as it is. What steers a reader is taken out. */
export const escapeText = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A hyphen before a sum, a number or an option that is given up is a minus: negative numbers look alike everywhere on the page. */
export const withMinus = (words: string): string =>
  words.replace(/(?<![\p{L}\p{N}_.-])-(?=(?:[A-Z]{0,3}[£$€¥]|[A-Z]{3}\u00a0)?\d)|^-(?=\u00a0)/gu, '−');

function put(value: Put): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map(put).join('');
}

/** Tagged template: markup as written, with everything that is put in escaped. */
export const html = (parts: TemplateStringsArray, ...values: readonly Put[]): Markup =>
  new Markup(parts.reduce((text, part, index) => text + put(values[index - 1]) + part));

/** What is left of a value when what steers a reader is taken out of its texts. */
const bare = (_key: string, value: unknown): unknown => (typeof value === 'string' ? printable(value) : value);

/** A value in JSON for a script element that is data: no character in it can end the element. */
export const jsonMarkup = (value: unknown): Markup =>
  new Markup(
    JSON.stringify(value, bare).replace(/[<>&]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

/** Characters of a name in a drawing, beyond which it is cut. */
const LONGEST = 36;

/** A name as drawings have room for it. */
export function shortName(name: string, most: number = LONGEST): string {
  const characters = Array.from(printable(name));
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
