import { describe, expect, test } from 'vitest';
import { makeKeyReader, type Pressed } from '../../../src/tui/keys/from-ink.ts';
import { edited, fieldOf, pasted } from '../../../src/tui/keys/field.ts';

/** What chunks of input become; `late` is the time that follows the last one. */
function pressed(chunks: readonly string[], isLate = true): readonly (string | { readonly text: string })[] {
  const out: Pressed[] = [];
  let due: (() => void) | null = null;
  const reader = makeKeyReader(
    (one) => out.push(one),
    (_milliseconds, then) => {
      due = then;
      return () => {
        due = null;
      };
    },
  );
  for (const chunk of chunks) reader.take(chunk);
  const last = due as (() => void) | null;
  if (isLate) last?.();
  return out.map((one) => (one.kind === 'key' ? one.key : { text: one.text }));
}

describe('keys', () => {
  test.each([
    ['a burst of letters', ['jjjj'], ['j', 'j', 'j', 'j']],
    ['Enter within a burst', ['jj\r'], ['j', 'j', 'enter']],
    ['an arrow', ['\u001b[B'], ['down']],
    ['an arrow in two writes', ['\u001b', '[B'], ['down']],
    ['an arrow in three writes', ['\u001b', '[', 'A'], ['up']],
    ['an arrow of the other kind', ['\u001bOC'], ['right']],
    ['Esc alone', ['\u001b'], ['esc']],
    ['Esc and a key in one write', ['\u001b?'], ['esc', '?']],
    ['Esc twice', ['\u001b\u001b'], ['esc', 'esc']],
    ['Esc and an arrow', ['\u001b\u001b[D'], ['esc', 'left']],
    ['keys with Ctrl', ['\u0003\u0004\u001a'], ['ctrl-c', 'ctrl-d', 'ctrl-z']],
    ['Tab back', ['\u001b[Z'], ['shift-tab']],
    ['Backspace and Delete', ['\u007f\u001b[3~'], ['backspace', 'delete']],
    ['a page', ['\u001b[6~\u001b[5~'], ['page-down', 'page-up']],
    ['a blank', [' '], ['space']],
    ['a letter of another alphabet', ['é漢'], ['é', '漢']],
    ['a sequence without meaning here', ['\u001b[1;5P\u001b[20~x'], ['x']],
    ['the report of a mouse', ['\u001b[<0;10;10Mx'], ['x']],
  ])('%s', (_what, chunks, expected) => {
    expect(pressed(chunks)).toEqual(expected);
  });

  test('Esc waits a moment for what may follow', () => {
    expect(pressed(['\u001b'], false)).toEqual([]);
  });

  test.each([
    ['in one write', ['\u001b[200~a\rb q\u001b[201~j']],
    ['in many', ['\u001b[200~', 'a\r', 'b q', '\u001b[201~', 'j']],
    ['its end cut in two', ['\u001b[200~a\rb q\u001b[2', '01~j']],
  ])('pasted text is one piece and no command: %s', (_how, chunks) => {
    expect(pressed(chunks)).toEqual([{ text: 'a\nb q' }, 'j']);
  });
});

describe('a field', () => {
  const typed = (keys: readonly string[], from = ''): string => keys.reduce(edited, fieldOf(from)).text;

  test('takes letters, and goes by what readers take for one character', () => {
    expect(typed(['a', 'space', 'b'])).toBe('a b');
    expect(typed(['backspace'], 'e\u0301')).toBe('');
    expect(typed(['left', 'x'], '👩‍🚀')).toBe('x👩‍🚀');
  });

  test('forgets a word or all of it', () => {
    expect(typed(['ctrl-w'], 'two words')).toBe('two ');
    expect(typed(['ctrl-u'], 'two words')).toBe('');
  });

  test('takes one line of what is pasted, and nothing that steers a terminal', () => {
    expect(pasted(fieldOf('a '), 'b\nc\u001b[2J').text).toBe('a b c [2J');
  });

  test('is the same object for a key that does nothing to it', () => {
    const field = fieldOf('');
    expect(edited(field, 'backspace')).toBe(field);
    expect(edited(field, 'page-down')).toBe(field);
  });
});
