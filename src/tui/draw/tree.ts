/** A tree, a row at a time. */
import { printable } from '../../report/text/display-width.ts';
import { fit, fitRight, widthOf } from './text.ts';
import { firstInSight } from './table.ts';
import { isSpoken, type Theme } from './theme.ts';

export interface TreeLine {
  readonly depth: number;
  /** `open`, `closed`: something hangs below it; `again`: it opens elsewhere. */
  readonly mark: 'open' | 'closed' | 'leaf' | 'again';
  readonly text: string;
  /** Stands at the right edge. */
  readonly figure: string;
  readonly isQuiet: boolean;
}

/** Deeper rows stand no further to the right: at every width there is room for a name. */
const INDENT = 2;
const LEAST_TEXT = 14;

export interface TreeOf {
  readonly count: number;
  readonly line: (row: number) => TreeLine;
  readonly cursor: number;
  readonly isFocused: boolean;
}

/** At most `height` rows, those around the cursor; only these are made. */
export function treeLines(
  { count, line, cursor, isFocused }: TreeOf,
  width: number,
  height: number,
  theme: Theme,
): string[] {
  const { glyphs } = theme;
  const first = firstInSight(count, cursor, height);
  const lines = Array.from({ length: Math.min(height, count) }, (_, k) => {
    const one = line(first + k);
    return { ...one, figure: theme.words(one.figure) };
  });
  if (isSpoken(theme)) {
    return lines.map(({ depth, mark, text, figure }, k) => {
      const state = { open: 'open', closed: 'closed', leaf: '', again: 'stands elsewhere' }[mark];
      const words = [text, figure, state, `depth ${depth + 1}`].filter((part) => part !== '').join(', ');
      return first + k === cursor ? glyphs.cursor + words : words;
    });
  }
  const figures = Math.max(0, ...lines.map(({ figure }) => widthOf(figure)));
  const marks = {
    open: glyphs.open,
    closed: glyphs.closed,
    leaf: glyphs.leaf,
    again: theme.look.glyphs === 'ascii' ? '^' : '↺',
  };
  return lines.map((each, k) => {
    const isChosen = first + k === cursor;
    const room = width - 2 - figures - 1;
    const most = Math.max(0, room - LEAST_TEXT);
    const indent = ' '.repeat(Math.min(each.depth * INDENT, most - (most % INDENT)));
    const text = fit(`${indent}${marks[each.mark]} ${theme.words(printable(each.text))}`, room, glyphs.ellipsis);
    const figure = fitRight(each.figure, figures);
    const row = `${isChosen ? glyphs.cursor : ' '} ${text} ${figure}`;
    if (isChosen && isFocused) return theme.heading(row);
    return each.isQuiet ? theme.quiet(row) : row;
  });
}
