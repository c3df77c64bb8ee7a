/** What the title of the terminal says, for who looks elsewhere. */
import { printable } from '../../report/text/display-width.ts';
import { withoutColours } from '../draw/text.ts';
import { themeOf } from '../draw/theme.ts';
import type { State } from '../state/state.ts';
import { badge } from './badge.ts';
import { shareDone } from './progress.ts';

/** The verdict, how far a run is, the model: `✗ OUTSIDE: 5 of 7 limits · 41% · Hub airport`. */
export function titleOf(state: State): string {
  const theme = themeOf({ glyphs: state.look.glyphs, palette: 'none' });
  const share = shareDone(state);
  const parts = [
    withoutColours(badge(state, theme)),
    share === null ? '' : `${Math.floor(share * 100)}%`,
    state.model?.title ?? state.file?.shown ?? '',
    state.file === null ? 'Ringfence' : '',
  ];
  return theme.words(printable(parts.filter((part) => part !== '').join(theme.glyphs.separator)));
}
