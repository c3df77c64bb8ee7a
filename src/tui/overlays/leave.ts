/** Asks before something would be lost: a what-if that no file has. */
import { leaving } from '../commands/everywhere.ts';
import { both, canAct, only } from '../commands/command.ts';
import { commandOfId } from '../commands/table.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import { changeWords } from '../words/change-words.ts';
import { counted } from '../../results/format/count.ts';
import { NOTHING_CHANGED, type State } from '../state/state.ts';

export function leaveOverlay(whole: () => Product): Overlay {
  const save = (state: State) => commandOfId(whole(), state, 'save');
  const maySave = (state: State): boolean => {
    const command = save(state);
    return command !== null && canAct(command, { ...state, overlay: null });
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
        case 's': {
          const command = save(closed);
          return command === null || !maySave(state)
            ? only(state)
            : both(only(closed), (next) => command.run(next, message.at));
        }
        default:
          return only(state);
      }
    },
    keys: (state) => [
      { key: 'k', words: 'keep it and leave' },
      ...(maySave(state) ? [{ key: 's', words: 'save' }] : []),
      { key: 'd', words: 'discard' },
      { key: 'esc', words: 'stay' },
    ],
  };
  return registered(overlay);
}
