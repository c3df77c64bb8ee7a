/** Opens a model file by its path. */
import { edited, pasted, type Field } from '../keys/field.ts';
import { only } from '../commands/command.ts';
import { registered, type Overlay } from '../state/product.ts';
import { fieldLine } from './list.ts';
import { openPath } from './palette.ts';
import { printable } from '../../report/text/display-width.ts';

const EMPTY: Field = { text: '', caret: 0 };

const overlay: Overlay<Field | null> = {
  id: 'path',
  width: 72,
  view: (state, own, _width, _height, theme) => ({
    title: 'Open a model file',
    foot: `enter opens it${theme.glyphs.separator}esc closes`,
    lines: [theme.quiet(`from ${printable(state.folder)}`), '', fieldLine(own ?? EMPTY, theme.glyphs.caret), ''],
  }),
  take: (state, own, message) => {
    const field = own ?? EMPTY;
    if (message.kind === 'key' && message.key === 'enter') {
      return field.text.trim() === '' ? only(state) : openPath({ ...state, overlay: null }, field.text.trim());
    }
    const next = message.kind === 'text' ? pasted(field, message.text) : edited(field, message.key);
    return next === field ? only(state) : only({ ...state, overlay: { id: 'path', own: next } });
  },
  keys: () => [{ key: 'enter', words: 'open it' }],
};

export const pathOverlay: Overlay = registered(overlay);
