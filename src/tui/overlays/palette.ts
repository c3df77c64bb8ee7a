/** Any command, and any thing of the model, by its name. */
import { findable, matching, type Found } from '../commands/find.ts';
import { failures } from '../commands/find-failure.ts';
import { firstInSight } from '../draw/table.ts';
import { cut, ends } from '../draw/text.ts';
import { isSpoken } from '../draw/theme.ts';
import { keyIn } from '../keys/key.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { openKnown } from '../state/answers.ts';
import { only, type Next } from '../commands/command.ts';
import { playCause } from '../commands/map.ts';
import { wantFigures } from '../state/figures.ts';
import { EMPTY_LIST, fieldLine, listKeys, taken, type Listed } from './list.ts';
import { printable } from '../../report/text/display-width.ts';

const MOST = 100;

/** A command that takes what follows it; null for another text. */
type WithArgument = (text: string) => Pick<Found, 'text' | 'kind' | 'run'> | null;

const openFile: WithArgument = (text) => {
  const path = /^open\s+(\S.*)$/.exec(text)?.[1];
  return path === undefined
    ? null
    : { text: `open ${path}`, kind: 'open this file', run: (state) => openPath(state, path) };
};

const playTrial: WithArgument = (text) => {
  const [, world, trial] = /^trial\s+(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(text) ?? [];
  if (world === undefined || trial === undefined) return null;
  const cause = { kind: 'trial', world: Number(world), trial: Number(trial) } as const;
  return { text: `trial ${world}/${trial}`, kind: 'play this future', run: (state) => playCause(state, cause) };
};

/** It is read back before it is taken. */
const setFigure: WithArgument = (text) => {
  const [, path, value] = /^set\s+([^=]+?)\s*=\s*(\S.*)$/.exec(text) ?? [];
  if (path === undefined || value === undefined) return null;
  const own = { path, text: value };
  return {
    text: `set ${path} = ${value}`,
    kind: 'change it',
    run: (state) => only({ ...state, overlay: { id: 'figure', own } }),
  };
};

/** Commands that take what follows them: `open PATH`, `trial WORLD/TRIAL`, `set PATH=VALUE`. */
function withArgument(state: State, typed: string): Found | null {
  const text = typed.trim();
  const found = openFile(text) ?? (state.model === null ? null : (playTrial(text) ?? setFigure(text)));
  return found === null ? null : { id: 'argument', key: '', obstacle: null, ...found };
}

/** Opens a file by the path that was typed, from the working folder. */
export const openPath = (state: State, typed: string): Next => {
  const path = typed.startsWith('/') ? typed : `${state.folder}/${typed}`;
  return openKnown(state, path, typed);
};

export function paletteOverlay(whole: () => Product): Overlay {
  const rowsOf = (state: State, text: string): readonly Found[] => {
    const special = withArgument(state, text);
    const failing = failures(state, text);
    const found = matching(findable(whole(), state), text, MOST);
    return [...(special === null ? [] : [special]), ...failing, ...found];
  };
  const overlay: Overlay<Listed | null> = {
    id: 'palette',
    width: 68,
    view: (state, own, width, height, theme) => {
      const listed = own ?? EMPTY_LIST;
      const all = rowsOf(state, listed.text);
      // The chosen row says below why it cannot act
      const room = Math.min(14, Math.max(1, height - 3));
      const first = firstInSight(all.length, listed.cursor, room);
      const lines = all.slice(first, first + room).flatMap((found, index) => {
        const isChosen = first + index === listed.cursor;
        const words = theme.words(printable(found.text));
        const key = keyIn(found.key, theme.look.glyphs);
        const right = [theme.words(printable(found.kind)), isSpoken(theme) && key !== '' ? `key ${key}` : key]
          .filter((part) => part !== '')
          .join('  ');
        const line = ends(
          `${isChosen ? theme.glyphs.cursor : ' '} ${words}`,
          theme.quiet(right),
          width,
          theme.glyphs.ellipsis,
        );
        if (found.obstacle === null) return [isChosen ? theme.heading(line) : line];
        return isChosen
          ? [theme.heading(line), theme.quiet(cut(theme.words(`    not now: ${found.obstacle}`), width))]
          : [theme.quiet(line)];
      });
      return {
        title: 'Command',
        foot: `${all.length === 0 ? 'nothing matches' : `${listed.cursor + 1} of ${all.length}${all.length < MOST ? '' : ' or more'}`}${theme.glyphs.separator}enter does it${theme.glyphs.separator}esc closes`,
        lines: [
          fieldLine(listed, theme.glyphs.caret),
          listed.text === ''
            ? theme.quiet(theme.words('a word, or: what if NAME fails · set PATH=VALUE · open FILE'))
            : '',
          ...lines,
        ],
        listFrom: 2,
      };
    },
    take: (state, own, message) => taken('palette', own ?? EMPTY_LIST, message, state, (text) => rowsOf(state, text)),
    wants: wantFigures,
    keys: (state, own) => listKeys(rowsOf(state, (own ?? EMPTY_LIST).text).length),
  };
  return registered(overlay);
}
