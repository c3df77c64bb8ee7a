/** Asks before something would be lost: a what-if that no file has. */
import { leaving } from '../commands/everywhere.ts';
import { canAct, only } from '../commands/command.ts';
import { commandOfId } from '../commands/table.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import { changeWords } from '../words/change-words.ts';
import { counted } from '../../results/format/count.ts';
import { openSaving } from '../state/saving.ts';
import { NOTHING_CHANGED, type State } from '../state/state.ts';

export function leaveOverlay(whole: () => Product): Overlay {
  const maySave = (state: State): boolean => {
    const save = commandOfId(whole(), state, 'save');
    return save !== null && state.unread === null && canAct(save, { ...state, overlay: null });
  };
  const overlay: Overlay<null> = {
    id: 'leave',
    width: 60,
    view: (state, _own, _width, _height, theme) => ({
      title: 'Leave without saving?',
      foot: 'esc stays',
      lines: [
        `A what-if of ${counted(state.whatIf.changes.length, 'change')} is not in the model file:`,
        ...state.whatIf.changes.slice(0, 6).map((change) => `  ${theme.words(changeWords(change))}`),
        '',
        ...(maySave(state) ? ['s  save it, then leave'] : []),
        'k  keep it for the next time this model is opened',
        'd  discard it and leave',
      ],
    }),
    take: (state, _own, message) => {
      if (message.kind !== 'key') return only(state);
      const closed: State = { ...state, overlay: null };
      switch (message.key) {
        case 'k':
        case 'enter':
          return leaving(closed, 0);
        case 'd':
          return leaving({ ...closed, whatIf: NOTHING_CHANGED }, 0);
        case 's':
          return maySave(state) ? openSaving(closed, true) : only(state);
        default:
          return only(state);
      }
    },
    keys: (state) => [
      { key: 'k', words: 'keep it and leave' },
      ...(maySave(state) ? [{ key: 's', words: 'save and leave' }] : []),
      { key: 'd', words: 'discard' },
      { key: 'esc', words: 'stay' },
    ],
  };
  return registered(overlay);
}
