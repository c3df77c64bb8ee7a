/** What a key is: its name, as commands are bound to it, and how people call it. */

/**
 * `a`, `A`, `?`, ` ` as `space`; `enter`, `esc`, `tab`, `shift-tab`, `up`, `down`, `left`, `right`, `home`, `end`,
 * `page-up`, `page-down`, `backspace`, `delete`, and `ctrl-a` to `ctrl-z`.
 */
export type Key = string;

/** The key as text that is typed into a field; null for one that types nothing. */
export function typedBy(key: Key): string | null {
  if (key === 'space') return ' ';
  // One code point: what is typed comes one at a time
  return Array.from(key).length === 1 ? key : null;
}

const SIGNS: Readonly<Record<string, string>> = { enter: '↵', left: '←', right: '→', up: '↑', down: '↓' };

/** How a key stands in a footer. */
export const keySign = (key: Key, isAscii: boolean): string => (isAscii ? key : (SIGNS[key] ?? key));

const KEYS: Readonly<Record<string, string>> = {
  '?': 'question mark',
  ':': 'colon',
  '/': 'slash',
  '[': 'left bracket',
  ']': 'right bracket',
  '!': 'exclamation mark',
  '+': 'plus',
  '-': 'minus',
  esc: 'escape',
};

/** How a key stands in a list: signs for who looks, a name for who listens. */
export const keyIn = (key: Key, glyphs: string): string =>
  glyphs === 'spoken' ? (key === '' ? '' : spokenKey(key)) : keySign(key, glyphs === 'ascii');

/** How a key is called; a capital by its name, since it sounds like the small letter. */
export const spokenKey = (key: string): string =>
  KEYS[key] ?? (/^[A-Z]$/.test(key) ? `capital ${key}` : key.replace(/^ctrl-/, 'control '));
