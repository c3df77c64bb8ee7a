/** Overlays that say something: why, how sure, messages. They scroll with the keys that move about. */
import { wrap } from '../../report/text/wrap.ts';
import { printable } from '../../report/text/display-width.ts';
import { only, type Next } from '../commands/command.ts';
import { firstThatFits } from '../draw/text.ts';
import { isSpoken, SPOKEN_WIDTH, themeOf, type Theme } from '../draw/theme.ts';
import type { Key } from '../keys/key.ts';
import type { Overlay, Words } from '../state/product.ts';
import type { State } from '../state/state.ts';

/** Lines of paragraphs: one that begins with blanks is indented by as many, all its lines. */
export function wordsLines({ paragraphs }: Words, width: number, theme: Theme): readonly string[] {
  return paragraphs.flatMap((paragraph) => {
    if (paragraph === '') return [''];
    const indent = paragraph.length - paragraph.trimStart().length;
    const words = theme.words(printable(paragraph.trimStart()));
    return wrap(words, Math.max(10, width - indent)).map((line) => ' '.repeat(indent) + line);
  });
}

interface Scrolled {
  /** The first line that is shown. */
  readonly top: number;
}

const STEPS: Readonly<Record<Key, number>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  'ctrl-d': 8,
  'ctrl-u': -8,
  'page-down': 12,
  'page-up': -12,
  g: -Infinity,
  home: -Infinity,
  G: Infinity,
  end: Infinity,
};

export interface WordsOverlay {
  readonly id: string;
  readonly width: number;
  readonly lines: (
    state: State,
    width: number,
    theme: Theme,
  ) => { readonly title: string; readonly lines: readonly string[] };
  /** Keys beside those that scroll. */
  readonly keys?: Readonly<Record<Key, { readonly words: string; readonly run: (state: State, at: number) => Next }>>;
}

/** An overlay of lines that may be more than fit. */
export function wordsOverlay({ id, width, lines: drawn, keys = {} }: WordsOverlay): Overlay<Scrolled | null> {
  // A blank line that is read aloud is silence
  const lines: WordsOverlay['lines'] = (state, columns, theme) => {
    const all = drawn(state, columns, theme);
    return isSpoken(state) ? { ...all, lines: all.lines.filter((line) => line !== '') } : all;
  };
  const shownOf = (all: readonly string[], own: Scrolled | null, height: number): number =>
    Math.max(0, Math.min(own?.top ?? 0, all.length - height));
  return {
    id,
    width,
    view: (state, own, columns, height, theme) => {
      const { title, lines: all } = lines(state, columns, theme);
      const top = shownOf(all, own, height);
      const isMore = all.length > height;
      const where = isMore
        ? `lines ${top + 1} to ${Math.min(all.length, top + height)} of ${all.length}${theme.glyphs.separator}`
        : '';
      const own_ = Object.entries(keys).map(([key, { words }]) => `${key} ${words}${theme.glyphs.separator}`);
      // What stands in the last row of the screen too goes first
      const ways = own_.map((_, from) => `${where}${own_.slice(from).join('')}esc closes`);
      const foot = firstThatFits([...ways, `${where}esc closes`], columns - 2);
      return { title, foot, lines: all.slice(top, top + height) };
    },
    take: (state, own, message) => {
      if (message.kind !== 'key') return only(state);
      const command = keys[message.key];
      if (command !== undefined) return command.run(state, message.at);
      // As many keys open and close it
      if (message.key === 'enter' || message.key === 'q') return only({ ...state, overlay: null });
      const step = STEPS[message.key];
      if (step === undefined) return only(state);
      // Read aloud a line at a time
      const height = isSpoken(state) ? 1 : Math.max(1, state.size.rows - 8);
      const columns = isSpoken(state) ? SPOKEN_WIDTH : Math.min(width, state.size.columns - 4) - 4;
      const most = Math.max(0, lines(state, columns, PLAIN).lines.length - height);
      const top = Math.max(0, Math.min(most, Math.min(own?.top ?? 0, most) + step));
      return top === (own?.top ?? 0) ? only(state) : only({ ...state, overlay: { id, own: { top } } });
    },
    keys: () => [
      { key: 'esc', words: 'close' },
      ...Object.entries(keys).map(([key, { words }]) => ({ key, words })),
      { key: 'j', words: 'further' },
    ],
  };
}

/** To count lines, colours and signs do not matter. */
const PLAIN = themeOf({ glyphs: 'unicode', palette: 'none' });
