/** Any command, and any thing of the model, by its name. */
import { findable, matching, type Found } from '../commands/find.ts';
import { firstInSight } from '../draw/table.ts';
import { ends } from '../draw/text.ts';
import { keySign } from '../keys/key.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { openKnown } from '../state/answers.ts';
import type { Next } from '../commands/command.ts';
import { EMPTY_LIST, fieldLine, taken, type Listed } from './list.ts';
import { printable } from '../../report/text/display-width.ts';

const MOST = 100;

/** Commands that take what follows them: `open PATH`. */
function withArgument(text: string): Found | null {
  const path = /^open\s+(\S.*)$/.exec(text.trim())?.[1];
  if (path === undefined) return null;
  return {
    id: 'open',
    text: `open ${path}`,
    kind: 'open this file',
    key: '',
    obstacle: null,
    run: (state) => openPath(state, path),
  };
}

/** Opens a file by the path that was typed, from the working folder. */
export const openPath = (state: State, typed: string): Next => {
  const path = typed.startsWith('/') ? typed : `${state.folder}/${typed}`;
  return openKnown(state, path, typed);
};

export function paletteOverlay(whole: () => Product): Overlay {
  const rowsOf = (state: State, text: string): readonly Found[] => {
    const special = withArgument(text);
    return [...(special === null ? [] : [special]), ...matching(findable(whole(), state), text, MOST)];
  };
  const overlay: Overlay<Listed | null> = {
    id: 'palette',
    width: 68,
    view: (state, own, width, height, theme) => {
      const listed = own ?? EMPTY_LIST;
      const all = rowsOf(state, listed.text);
      const room = Math.min(14, Math.max(1, height - 2));
      const first = firstInSight(all.length, listed.cursor, room);
      const lines = all.slice(first, first + room).map((found, index) => {
        const isChosen = first + index === listed.cursor;
        const words = theme.words(printable(found.text));
        const right = [found.kind, keySign(found.key, theme.look.glyphs === 'ascii')]
          .filter((part) => part !== '')
          .join('  ');
        const reason = found.obstacle === null ? '' : `: ${found.obstacle}`;
        const left = `${isChosen ? theme.glyphs.cursor : ' '} ${words}${reason}`;
        const line = ends(left, theme.quiet(right), width, theme.glyphs.ellipsis);
        return isChosen ? theme.heading(line) : found.obstacle === null ? line : theme.quiet(line);
      });
      return {
        title: 'Command',
        foot: `${all.length === 0 ? 'nothing matches' : `${listed.cursor + 1} of ${all.length}`} ${theme.glyphs.dot} enter does it ${theme.glyphs.dot} esc closes`,
        lines: [fieldLine(listed, theme.glyphs.caret), '', ...lines],
      };
    },
    take: (state, own, message) => taken('palette', own ?? EMPTY_LIST, message, state, (text) => rowsOf(state, text)),
    keys: () => [
      { key: 'enter', words: 'do it' },
      { key: 'down', words: 'choose' },
    ],
  };
  return registered(overlay);
}
