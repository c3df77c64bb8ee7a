import { beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../../src/tui/product.ts';
import { makeListener } from '../../../src/tui/speech/listener.ts';
import type { State } from '../../../src/tui/state/state.ts';
import { openedState, pressed } from '../opened.ts';

let airport: State;

beforeAll(async () => {
  airport = { ...(await openedState('hub-airport/as-was.yaml')), look: { glyphs: 'spoken', palette: 'none' } };
});

/** Presses keys one after the other, faster than anybody rests. */
function typed(first: State, ...keys: readonly string[]) {
  const listener = makeListener(product, first);
  let state = first;
  const heard = keys.map((key) => {
    state = pressed(state, key);
    return listener.hear(state);
  });
  return { heard, rest: () => listener.rest(), state };
}

const said = (first: State, ...keys: readonly string[]): readonly string[] => {
  const { heard, rest } = typed(first, ...keys);
  return [...heard.flatMap(({ lines }) => lines), ...rest()];
};

describe('what is typed', () => {
  test('is said once the typing rests, with what it found, and each letter only asks for rest', () => {
    const palette = pressed(airport, ':');
    const { heard, rest } = typed(palette, 's', 'w', 'i', 't');
    expect(heard).toEqual(heard.map(() => ({ lines: [], isTyped: true })));
    expect(rest()).toEqual(['swit.', 'network-switching, go to control.', expect.stringMatching(/^1 of \d+\.$/)]);
    expect(rest()).toEqual([]);
  });

  test.each([
    ['more letters', ['s', 'w'], ['i'], 'i.'],
    ['a word that goes', ['s', 'w', 'i'], ['backspace', 'backspace'], 'taken out: wi.'],
    ['all that goes', ['s', 'w', 'i'], ['ctrl-u'], 'empty.'],
    ['another word', ['s', 'w', 'i'], ['backspace', 'backspace', 'a', 'f'], 'saf.'],
    ['the caret', ['s', 'w', 'i'], ['left'], 'before i.'],
  ])('after a rest only says what differs: %s', (_, before, keys, first) => {
    expect(said(pressed(airport, ':', ...before), ...keys)[0]).toBe(first);
  });

  test('a search that letters begin is held back from its first letter', () => {
    const lines = said(pressed(airport, '?'), 's', 'a', 'v', 'e');
    expect(lines[0]).toBe('save.');
    expect(lines.filter((line) => line.endsWith('found.'))).toHaveLength(1);
  });

  test('a filter says what it is and what it leaves once', () => {
    expect(said(pressed(airport, '/'), 'c', 'l', 'o')).toEqual([
      'Filter clo: 1 of 7.',
      expect.stringMatching(/^closure, .*1 of 1\.$/),
    ]);
    // Enter without a rest leaves nothing out
    expect(said(pressed(airport, '/'), 'c', 'l', 'o', 'enter')[0]).toBe('Filter clo: 1 of 7.');
  });

  test('Enter before the rest says what comes of it, and nothing of the letters', () => {
    const { heard, rest, state } = typed(pressed(airport, ':'), ...'network-sw'.split(''), 'enter');
    expect(state.overlay).toBeNull();
    expect(heard.at(-1)?.lines[0]).toBe('What-if, Controls.');
    expect(rest()).toEqual([]);
  });

  test('a refusal is said at once', () => {
    const { heard } = typed(pressed(airport, ':'), 'z', 'z', 'z', 'enter');
    expect(heard.at(-1)?.lines).toContain('not now: enter does nothing here.');
  });
});
