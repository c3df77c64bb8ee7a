/** From what Ink reads to keys: runs of characters are split, a lone Esc is told from the beginning of an arrow, pasted text is one piece. */
import type { Key } from './key.ts';

/** A key, or text that was pasted. */
export type Pressed = { readonly kind: 'key'; readonly key: Key } | { readonly kind: 'text'; readonly text: string };

export interface KeyReader {
  /** Takes what Ink reads: text, a whole sequence, or the beginning of one. */
  take(input: string): void;
}

/** Milliseconds in which the rest of an arrow must follow its Esc. */
const ESC_HELD = 30;
const ESC = '\u001b';

/** Keys that send a sequence. */
const SEQUENCES: readonly (readonly [RegExp, Key])[] = [
  [/^[[O]A$/, 'up'],
  [/^[[O]B$/, 'down'],
  [/^[[O]C$/, 'right'],
  [/^[[O]D$/, 'left'],
  [/^[[O]H$|^\[[17]~$/, 'home'],
  [/^[[O]F$|^\[[48]~$/, 'end'],
  [/^\[5~$/, 'page-up'],
  [/^\[6~$/, 'page-down'],
  [/^\[3~$/, 'delete'],
  [/^\[Z$/, 'shift-tab'],
  [/^OM$/, 'enter'],
];

/** A whole sequence at the beginning of what follows an Esc, and what may yet become one. */
const WHOLE = /^(?:\[[0-9;<=>?]*[ -/]*[@-~]|O[@-~])/;
const UNFINISHED = /^(?:\[[0-9;<=>?]*|O)?$/;

const PASTE_BEGINS = '[200~';
const PASTE_ENDS = `${ESC}[201~`;

const CONTROLS: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
};

function keyOf(character: string): Key | null {
  const known = CONTROLS[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 1 && code <= 26) return `ctrl-${String.fromCharCode(96 + code)}`;
  return code < 32 ? null : character;
}

/**
 * @param emit Takes keys in the order in which they were pressed.
 * @param after Calls back after so many milliseconds; what it returns calls that off.
 */
export function makeKeyReader(
  emit: (pressed: Pressed) => void,
  after: (milliseconds: number, then: () => void) => () => void,
): KeyReader {
  /** What was read and is not a key yet. */
  let waiting = '';
  let pasted: string | null = null;
  let callOff: (() => void) | null = null;

  const press = (key: Key): void => emit({ kind: 'key', key });

  /** The end of a paste, or all of it so far. */
  const paste = (text: string): void => {
    const whole = (pasted ?? '') + text;
    const end = whole.indexOf(PASTE_ENDS);
    if (end < 0) {
      pasted = whole;
      return;
    }
    pasted = null;
    const inside = whole.slice(0, end).replaceAll('\r', '\n');
    if (inside !== '') emit({ kind: 'text', text: inside });
    read(whole.slice(end + PASTE_ENDS.length));
  };

  /** What follows an Esc; false while more of it may come. */
  const afterEsc = (rest: string, isLast: boolean): boolean => {
    if (!isLast && UNFINISHED.test(rest)) return false;
    const [sequence] = WHOLE.exec(rest) ?? [];
    if (sequence === PASTE_BEGINS) {
      paste(rest.slice(sequence.length));
      return true;
    }
    if (sequence === undefined) press('esc');
    else {
      const known = SEQUENCES.find(([pattern]) => pattern.test(sequence));
      // Any other sequence is a key without meaning here
      if (known !== undefined) press(known[1]);
    }
    read(rest.slice(sequence?.length ?? 0));
    return true;
  };

  /** @param isLast Nothing follows soon. */
  const read = (text: string, isLast = false): void => {
    if (text === '') return;
    const esc = text.indexOf(ESC);
    for (const character of esc < 0 ? text : text.slice(0, esc)) {
      const key = keyOf(character);
      if (key !== null) press(key);
    }
    if (esc < 0 || afterEsc(text.slice(esc + 1), isLast)) return;
    waiting = text.slice(esc);
    callOff = after(ESC_HELD, () => {
      callOff = null;
      const late = waiting;
      waiting = '';
      read(late, true);
    });
  };

  return {
    take: (input) => {
      callOff?.();
      callOff = null;
      const text = waiting + input;
      waiting = '';
      if (pasted === null) read(text);
      else paste(text);
    },
  };
}
